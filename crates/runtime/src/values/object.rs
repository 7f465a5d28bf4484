//! How values of objects are made, from rows.

/// Makes `new`, which takes what is required, and a setter for each optional field of a struct:
/// `object! { User(name: impl Into<String> => into) { age: i64, tags: impl IntoIterator<Item = Tag> => collect } }`
///
/// A row is a field, the argument, and the function of [`given`](crate::given) that makes the one of the other. Behind them
/// may stand `nullable` fields, each with the name of what sets it to `null`, `constant` ones with their only value, and
/// `unset` ones that only a server writes. `User: Default` has nothing that is required.
#[macro_export]
macro_rules! object {
    ($name:ident: Default { $($setters:tt)* } $($more:tt)*) => {
        #[allow(deprecated)]
        impl $name {
            /// A value with nothing set.
            pub fn new() -> Self {
                <Self as ::core::default::Default>::default()
            }
        }
        $crate::object!(@setters $name { $($setters)* } $($more)*);
    };
    (
        $name:ident($($required:ident: $type:ty $(=> $by:ident)?),* $(,)?)
        {$( $(#[$about:meta])* $setter:ident: $argument:ty $(=> $from:ident)? ),* $(,)?}
        $(nullable {$( $(#[$about_null:meta])* $nullable:ident / $null:ident: $may_be_null:ty $(=> $from_null:ident)? ),* $(,)?})?
        $(constant {$( $constant:ident: $value:expr ),* $(,)?})?
        $(unset {$( $unset:ident ),* $(,)?})?
    ) => {
        // Users are told of what is deprecated where they name it.
        #[allow(deprecated)]
        impl $name {
            /// A value with what is required.
            #[allow(clippy::disallowed_names, clippy::too_many_arguments, clippy::type_complexity)]
            pub fn new($($required: $type),*) -> Self {
                Self {
                    $($required: $($crate::given::$by)? ($required),)*
                    $($setter: ::core::option::Option::None,)*
                    $($($nullable: ::core::option::Option::None,)*)?
                    $($($constant: $value,)*)?
                    $($($unset: ::core::default::Default::default(),)*)?
                }
            }
        }
        $crate::object!(@setters $name
            {$( $(#[$about])* $setter: $argument $(=> $from)? ),*}
            $(nullable {$( $(#[$about_null])* $nullable / $null: $may_be_null $(=> $from_null)? ),*})?
        );
    };
    (@setters $name:ident {} $(unset $unset:tt)?) => {};
    (@setters $name:ident
        {$( $(#[$about:meta])* $setter:ident: $argument:ty $(=> $from:ident)? ),* $(,)?}
        $(nullable {$( $(#[$about_null:meta])* $nullable:ident / $null:ident: $may_be_null:ty $(=> $from_null:ident)? ),* $(,)?})?
        $(unset $unset:tt)?
    ) => {
        #[allow(deprecated, clippy::disallowed_names, clippy::should_implement_trait, clippy::type_complexity)]
        impl $name {
            $(
                #[doc = concat!("Sets [`", stringify!($setter), "`](Self::", stringify!($setter), ").")]
                $(#[$about])*
                #[must_use]
                pub fn $setter(mut self, $setter: $argument) -> Self {
                    self.$setter = ::core::option::Option::Some($($crate::given::$from)? ($setter));
                    self
                }
            )*
            $($(
                #[doc = concat!("Sets [`", stringify!($nullable), "`](Self::", stringify!($nullable), ").")]
                $(#[$about_null])*
                #[must_use]
                pub fn $nullable(mut self, $nullable: $may_be_null) -> Self {
                    self.$nullable = ::core::option::Option::Some(::core::option::Option::Some(
                        $($crate::given::$from_null)? ($nullable),
                    ));
                    self
                }

                #[doc = concat!("Sets [`", stringify!($nullable), "`](Self::", stringify!($nullable), ") to `null`.")]
                $(#[$about_null])*
                #[must_use]
                pub fn $null(mut self) -> Self {
                    self.$nullable = ::core::option::Option::Some(::core::option::Option::None);
                    self
                }
            )*)?
        }
    };
}

/// Makes `new` of what only a server sends, for tests that stand in for one: [`object!`](crate::object) with the feature
/// `mock` of the crate that has the struct.
#[macro_export]
macro_rules! answer_object {
    ($($object:tt)*) => {
        #[cfg(feature = "mock")]
        $crate::object! { $($object)* }
    };
}

/// How an argument becomes what a field holds, for [`object!`](crate::object).
pub mod given {
    /// Whatever becomes the field's type.
    pub fn into<T>(value: impl Into<T>) -> T {
        value.into()
    }

    /// A plain value for a box.
    pub fn boxed<T>(value: T) -> Box<T> {
        Box::new(value)
    }

    /// A plain value or none for a box.
    pub fn boxed_or_null<T>(value: impl Into<Option<T>>) -> Option<Box<T>> {
        value.into().map(Box::new)
    }

    /// Items for a list.
    pub fn collect<T>(items: impl IntoIterator<Item = T>) -> Vec<T> {
        items.into_iter().collect()
    }

    /// Whatever becomes the items of a list.
    pub fn each_into<T>(items: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
        items.into_iter().map(Into::into).collect()
    }
}

#[cfg(test)]
mod tests {
    // Where the macro is used, the struct is public.
    #![allow(unreachable_pub)]

    #[derive(Clone, Debug, PartialEq)]
    struct User {
        name: String,
        kind: &'static str,
        manager: Option<Box<User>>,
        tags: Option<Vec<String>>,
        age: Option<i64>,
        email: Option<Option<String>>,
        id: Option<i64>,
    }

    object! {
        User(name: impl Into<String> => into, manager: impl Into<Option<User>> => boxed_or_null) {
            tags: impl IntoIterator<Item = impl Into<String>> => each_into,
            age: i64,
        } nullable {
            email / email_null: impl Into<String> => into,
        } constant { kind: "user" } unset { id }
    }

    #[test]
    fn a_field_gets_another_value_than_was_given() {
        let manager = User::new("joe", None);
        let user = User::new("jane", manager.clone())
            .tags(["a"])
            .age(30)
            .email("jane@example.com");
        assert_eq!(
            user,
            User {
                name: "jane".to_owned(),
                kind: "user",
                manager: Some(Box::new(manager)),
                tags: Some(vec!["a".to_owned()]),
                age: Some(30),
                email: Some(Some("jane@example.com".to_owned())),
                id: None,
            }
        );
        assert_eq!(user.email_null().email, Some(None));
    }

    #[derive(Debug, Default, PartialEq)]
    struct Filter {
        limit: Option<u8>,
        total: Option<u8>,
    }

    object! { Filter: Default { limit: u8 } unset { total } }

    #[test]
    fn what_requires_nothing_begins_with_something() {
        assert_eq!(Filter::new(), Filter::default());
        assert_eq!(Filter::new().limit(1).limit, Some(1));
        assert_eq!(Filter::new().total, None);
    }
}
