//! Unions with tags, from rows: one for each alternative, with the tags that mean it.

/// Makes an enum that a property tells apart:
/// `tagged! { pub enum Pet: Other by "kind" { Cat(Cat) = "cat", Dog(Dog) = "dog" } }`. `Other` holds what has another tag.
///
/// What follows an alternative says where its tag is, which is text, a number or a boolean:
///
/// - `= "cat"`: the variant stands for it, and what the variant holds has no place for it;
/// - `as "cat"`: what it holds has a place for it as well, and what is written is that of the variant;
/// - `in "cat" | "lion"`: what it holds says which of them it is;
/// - `if Shape::object(&["lives"])`, alone or behind these: it may come without a tag that the union knows, if it looks so.
///
/// A variant without a comment is explained by its tags. Behind the property, `described` says that the command line has the
/// properties of all alternatives, and `described, untagged` that it does not ask for the tag.
#[macro_export]
macro_rules! tagged {
    (
        $(#[$about:meta])*
        pub enum $name:ident: $other:ident by $property:literal, described $(, $untagged:ident)? {
            $(
                $(#[$about_variant:meta])*
                $variant:ident($type:ty $(,)?)
                    $(= $tag:literal)? $(as $repeated:literal)? $(in $($inside:literal)|+)? $(if $shape:expr)?
            ),* $(,)?
        }
    ) => {
        $crate::tagged! {
            $(#[$about])*
            #[derive($crate::Described)]
            #[described(
                objects, tag = $property $(, $untagged)?
                $(, $variant($($tag)? $($repeated)? $($($inside),+)?))*
            )]
            pub enum $name: $other by $property {
                $(
                    $(#[$about_variant])*
                    $variant($type) $(= $tag)? $(as $repeated)? $(in $($inside)|+)? $(if $shape)?
                ),*
            }
        }
    };

    (
        $(#[$about:meta])*
        pub enum $name:ident: $other:ident by $property:literal {
            $(
                $(#[$about_variant:meta])*
                $variant:ident($type:ty $(,)?)
                    $(= $tag:literal)? $(as $repeated:literal)? $(in $($inside:literal)|+)? $(if $shape:expr)?
            ),* $(,)?
        }
    ) => {
        $(#[$about])*
        // Users are told of what is deprecated where they name it.
        #[allow(deprecated)]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$about_variant])*
                #[doc = $crate::tagged!(
                    @about [$(#[$about_variant])*] $variant $($tag)? $($repeated)? $($($inside)+)?
                )]
                $variant($type),
            )*
            /// Something that this version of the crate does not know.
            $other($crate::serde_json::Value),
        }

        #[allow(deprecated)]
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                #[allow(unused_imports)]
                use $crate::Shape;
                let tagged = $crate::Tagged::read(deserializer, $property)?;
                match tagged.tag() {
                    $(
                        $(::core::option::Option::Some(concat!($tag)) => tagged.rest().map(Self::$variant),)?
                        $(::core::option::Option::Some(concat!($repeated)) => tagged.whole().map(Self::$variant),)?
                        $(::core::option::Option::Some($(concat!($inside))|+) => tagged.whole().map(Self::$variant),)?
                    )*
                    _ => ::core::result::Result::Ok(
                        tagged.untagged()
                            $($(.or(&$shape, Self::$variant))?)*
                            .or_else(Self::$other)
                    ),
                }
            }
        }

        #[allow(deprecated)]
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(
                        Self::$variant(value) => $crate::tagged!(
                            @write serializer, value, $property $(, $tag)? $(, $repeated)?
                        ),
                    )*
                    Self::$other(value) => $crate::serde::Serialize::serialize(value, serializer),
                }
            }
        }
    };

    (@about [] $variant:ident) => { concat!(stringify!($variant), ".") };
    (@about [] $variant:ident $tag:literal $($more:literal)*) => {
        concat!("`", $tag, "`" $(, ", `", $more, "`")*, ".")
    };
    (@about $about:tt $($row:tt)*) => { "" };

    (@write $serializer:ident, $value:ident, $property:literal) => {
        $crate::serde::Serialize::serialize($value, $serializer)
    };
    (@write $serializer:ident, $value:ident, $property:literal, $tag:literal) => {
        $crate::write_tagged($serializer, $property, $tag, $value)
    };
}

#[cfg(test)]
mod tests {
    // Where the macro is used, the enum is public.
    #![allow(unreachable_pub)]

    use serde_json::{Map, Value, json};

    tagged! {
        /// What an object may be.
        pub enum Thing: Other by "kind" {
            // Neither has a place for the tag, and so all that is left of the object is its rest.
            Text(Map<String, Value>) = "text",
            // A long name stands in a line of its own, with a comma.
            Second(
                Map<String, Value>,
            ) = 2,
            Flag(Map<String, Value>) = true,
            Repeated(Map<String, Value>) as "repeated",
            /// Either.
            Inside(Map<String, Value>) in "left" | "right" | -1,
            Shaped(Map<String, Value>) = "shaped" if Shape::object(&["size"]),
            Bare(String) if Shape::Text,
        }
    }

    fn object(value: Value) -> Map<String, Value> {
        serde_json::from_value(value).expect("it is an object")
    }

    #[test]
    fn a_row_means_another_tag_or_leaves_it_elsewhere() {
        let rest = || object(json!({ "a": 1 }));
        let whole = |kind: Value| object(json!({ "kind": kind, "a": 1 }));
        for (kind, expected) in [
            (json!("text"), Thing::Text(rest())),
            (json!(2), Thing::Second(rest())),
            (json!(true), Thing::Flag(rest())),
            (json!("repeated"), Thing::Repeated(whole(json!("repeated")))),
            (json!("right"), Thing::Inside(whole(json!("right")))),
            (json!(-1), Thing::Inside(whole(json!(-1)))),
            (json!("shaped"), Thing::Shaped(rest())),
            (json!("new"), Thing::Other(json!({ "kind": "new", "a": 1 }))),
        ] {
            let sent = json!({ "kind": kind, "a": 1 });
            let read: Thing = serde_json::from_value(sent.clone()).expect("whatever comes is one");
            assert_eq!(read, expected);
            assert_eq!(json!(read), sent);
        }
    }

    #[test]
    fn what_comes_without_a_tag_is_not_taken_for_what_it_looks_like() {
        let read = |sent: Value| serde_json::from_value::<Thing>(sent).expect("one of them");
        let sized = object(json!({ "size": 1 }));
        assert_eq!(read(json!({ "size": 1 })), Thing::Shaped(sized.clone()));
        assert_eq!(read(json!("bare")), Thing::Bare("bare".to_owned()));
        assert_eq!(json!(Thing::Bare("bare".to_owned())), json!("bare"));
        assert_eq!(
            json!(Thing::Shaped(sized)),
            json!({ "kind": "shaped", "size": 1 })
        );
        assert_eq!(read(json!(null)), Thing::Other(json!(null)));
    }

    #[test]
    fn a_tag_inside_gets_past_that_of_the_variant() {
        let wrong = Thing::Repeated(object(json!({ "kind": "text" })));
        assert_eq!(json!(wrong), json!({ "kind": "repeated" }));
    }
}
