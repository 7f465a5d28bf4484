//! The methods of a generated server, from rows.

use super::expectation::Expectation;

/// The generated type with the setters of an operation's arguments; nothing where it has none.
pub trait Arguments {
    /// Nothing is said of them yet.
    fn of(expectation: Expectation) -> Self;

    /// What was said of them.
    fn into_expectation(self) -> Option<Expectation>;
}

impl Arguments for () {
    fn of(_: Expectation) -> Self {}

    fn into_expectation(self) -> Option<Expectation> {
        None
    }
}

/// Makes a server's method for each operation, and the type of its arguments:
/// `get_user => get_user(operations::GET_USER) -> Json<User>, ApiError, GetUserArguments { id: &str => path("id", id) };`
///
/// A row names the client's method, the server's, the operation and its body, if that is JSON, what a success is, the body
/// of an error and, if there are arguments, their type with a setter for each.
#[macro_export]
macro_rules! answers {
    ($server:ident; $(
        $method:ident => $name:ident($operation:path $(, $body:ty)?) -> $success:ty, $error:ty
        $(, $arguments:ident {$(
            $setter:ident: $argument:ty => $set:ident($($given:expr),* $(,)?)
        ),* $(,)?})?;
    )*) => {
        // Users are told of what is deprecated where they name it.
        #[allow(deprecated, clippy::type_complexity, unused_parens)]
        impl $server {$(
            #[doc = concat!(
                "Answers calls of [`Client::", stringify!($method), "`](crate::Client::", stringify!($method), ").",
            )]
            #[track_caller]
            pub fn $name<R>(
                &self,
                say: impl FnOnce(
                    &mut $crate::mock::When<($($arguments)?), ($($body)?)>,
                    &mut $crate::mock::Then<$success, $error>,
                ) -> R,
            ) -> $crate::mock::Mock {
                self.0.expect(&$operation, say)
            }
        )*}

        $($(
            #[doc = concat!(
                "The arguments of [`Client::", stringify!($method), "`](crate::Client::", stringify!($method), ").",
            )]
            #[derive(Debug)]
            pub struct $arguments($crate::mock::Expectation);

            impl $crate::mock::Arguments for $arguments {
                fn of(expectation: $crate::mock::Expectation) -> Self {
                    Self(expectation)
                }

                fn into_expectation(self) -> ::core::option::Option<$crate::mock::Expectation> {
                    ::core::option::Option::Some(self.0)
                }
            }

            #[allow(deprecated, clippy::disallowed_names, clippy::should_implement_trait, clippy::type_complexity)]
            impl $arguments {$(
                #[doc = concat!("Only with this `", stringify!($setter), "`.")]
                pub fn $setter(&mut self, $setter: $argument) {
                    self.0.has(|call| call.$set($($given),*));
                }
            )*}
        )?)*
    };
}
