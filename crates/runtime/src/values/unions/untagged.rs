//! Unions without tags, from rows: how their alternatives are told apart.

/// Makes an enum of which nothing but the value itself says what it is:
/// `untagged! { pub enum Id: Other { Number(i64) = Shape::Integer, Name(String) = Shape::Text } }` gives each variant the
/// shape of its values, the likeliest first, and `Other` what none of them fits.
#[macro_export]
macro_rules! untagged {
    (
        $(#[$about:meta])*
        pub enum $name:ident: $other:ident {
            $($variant:ident($type:ty $(,)?) = $shape:expr),* $(,)?
        }
    ) => {
        $(#[$about])*
        // Users are told of what is deprecated where they name it.
        #[allow(deprecated)]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $(
                #[doc = concat!(stringify!($variant), ".")]
                $variant($type),
            )*
            /// Something that this version of the crate does not know.
            $other($crate::serde_json::Value),
        }

        // What serde's macro would make of it takes the compiler longer.
        #[allow(deprecated)]
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => $crate::serde::Serialize::serialize(value, serializer),)*
                    Self::$other(value) => $crate::serde::Serialize::serialize(value, serializer),
                }
            }
        }

        #[allow(deprecated)]
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                #[allow(unused_imports)]
                use $crate::Shape;
                let chosen = $crate::Choice::read(deserializer)?
                    $(.or(&$shape, Self::$variant))*
                    .or_else(Self::$other);
                ::core::result::Result::Ok(chosen)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    // Where the macro is used, the enum is public.
    #![allow(unreachable_pub)]

    use serde_json::json;

    untagged! {
        /// Of a person.
        pub enum Id: Other {
            Number(i64) = Shape::Integer,
            // A long name stands in a line of its own, with a comma.
            Name(
                String,
            ) = Shape::Text,
        }
    }

    #[test]
    fn a_row_in_several_lines_is_no_row() {
        let ids = json!([7, "seven", null]);
        let read: Vec<Id> = serde_json::from_value(ids.clone()).expect("whatever comes is an id");
        let expected = [
            Id::Number(7),
            Id::Name("seven".into()),
            Id::Other(json!(null)),
        ];
        assert_eq!(read, expected);
        assert_eq!(json!(read), ids);
    }
}
