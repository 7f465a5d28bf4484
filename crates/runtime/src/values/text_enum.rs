//! Enums of the texts that a description lists, open to those that it does not.

/// Makes an enum of texts: `text_enum! { pub enum State: Other { Open = "open", Shut = "shut" } }`. It is written, read and
/// shown as that text; `Other` holds any text that is not listed. A variant without a comment is explained by its text. The
/// command line knows it.
#[macro_export]
macro_rules! text_enum {
    (
        $(#[$about:meta])*
        pub enum $name:ident: $other:ident {
            $($(#[$about_variant:meta])* $variant:ident = $text:tt),* $(,)?
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, $crate::Described)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$about_variant])*
                #[doc = $crate::text_enum!(@about [$(#[$about_variant])*] $text)]
                $variant,
            )*
            /// A value that this version of the crate does not know.
            $other(::std::string::String),
        }

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

        // By the text, and its hash as well: a look at each variant takes the compiler longer.
        #[allow(deprecated)]
        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        #[allow(deprecated)]
        impl ::core::cmp::Eq for $name {}

        #[allow(deprecated)]
        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(self.as_str(), state);
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
                $crate::read_text(deserializer)
            }
        }
    };

    (@about [] "") => { "The empty string." };
    (@about [] $text:tt) => { concat!("`", $text, "`.") };
    (@about $about:tt $text:tt) => { "" };
}

#[cfg(test)]
mod tests {
    // Where the macro is used, the enum is public.
    #![allow(unreachable_pub)]

    use std::collections::HashSet;

    text_enum! {
        /// Of a door.
        pub enum State: Other {
            Open = "open",
            /// Not open.
            Shut = "\"shut\"",
        }
    }

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
        assert_eq!(State::VALUES, ["open", "\"shut\""]);
    }

    #[test]
    fn equal_values_have_another_hash_or_other_values_are_equal() {
        let other = || State::Other("ajar".to_owned());
        // By hand, what is listed may stand among what is not.
        let by_hand = State::Other("open".to_owned());
        let set: HashSet<State> = [State::Open, State::Shut, other(), by_hand, other()].into();
        assert_eq!(set.len(), 3);
        assert!(set.contains(&State::Open) && set.contains(&other()));
        assert_ne!(State::Open, State::Shut);
        assert_ne!(State::Open, other());
        assert_ne!(other(), State::Other("wide".to_owned()));
    }
}
