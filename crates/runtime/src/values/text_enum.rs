//! Enums of the texts that a description lists, open to those that it does not.

/// Says of an enum how its values are written: `text_enum!(State, Other { Open = "open", Shut = "shut" })`. It is written,
/// read and shown as that text; `Other` holds any text that is not listed.
#[macro_export]
macro_rules! text_enum {
    ($name:ident, $other:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        // Its users are told of what is deprecated where they name it.
        #[allow(deprecated)]
        impl $name {
            /// What the API writes for the known values, in their order.
            #[doc(hidden)]
            pub const VALUES: &'static [&'static str] = &[$($text),*];

            /// The value as the API writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$other(value) => value,
                }
            }
        }

        #[allow(deprecated)]
        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($text => Self::$variant,)*
                    other => Self::$other(::std::borrow::ToOwned::to_owned(other)),
                }
            }
        }

        #[allow(deprecated)]
        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        #[allow(deprecated)]
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        #[allow(deprecated)]
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::read_text(deserializer, |value| Self::from(value))
            }
        }
    };
}

#[cfg(test)]
mod tests {
    // Where the macro is used, the enum is public.
    #![allow(unreachable_pub)]

    #[derive(Clone, Debug, PartialEq)]
    enum State {
        Open,
        Shut,
        Other(String),
    }

    text_enum!(State, Other { Open = "open", Shut = "\"shut\"" });

    #[test]
    fn a_text_that_is_not_listed_is_lost() {
        for (text, state) in [
            ("open", State::Open),
            ("\"shut\"", State::Shut),
            ("ajar", State::Other("ajar".to_owned())),
        ] {
            let json = serde_json::to_string(text).expect("it is text");
            assert_eq!(
                serde_json::from_str::<State>(&json).ok(),
                Some(state.clone())
            );
            assert_eq!(serde_json::to_string(&state).ok(), Some(json));
            assert_eq!(state.to_string(), text);
        }
    }
}
