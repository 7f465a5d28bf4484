//! The types of calls, from rows.

/// Makes the type of each operation's call:
/// `GetUser(get_user) => send_json: User, ApiError { expand: bool => query("expand", &expand) };`
///
/// A row names the type, the client's method, how the answer is read, what a success is and the body of an error; then for
/// each optional parameter its setter, the setter's argument, and how it is put into the request.
#[macro_export]
macro_rules! calls {
    ($(
        $name:ident($method:ident $(,)?) => $send:ident: $value:ty, $error:ty
        $({$(
            $(#[$about:meta])*
            $setter:ident: $argument:ty => $set:ident($($given:expr),* $(,)?)
        ),* $(,)?})?;
    )*) => {$(
        #[doc = concat!(
            "A call of [`Client::", stringify!($method), "`](crate::Client::", stringify!($method), ").",
        )]
        #[derive(Debug)]
        #[must_use = "nothing is sent until the call is awaited"]
        pub struct $name(pub(crate) $crate::Request);

        // Users are told of what is deprecated where they name it, and the API names the setters.
        $(#[allow(deprecated, clippy::disallowed_names, clippy::should_implement_trait, clippy::type_complexity)]
        impl $name {$(
            $(#[$about])*
            pub fn $setter(self, $setter: $argument) -> Self {
                Self(self.0.$set($($given),*))
            }
        )*})?

        impl $crate::Call for $name {
            fn map_request(
                self,
                change: impl FnOnce($crate::Request) -> $crate::Request,
            ) -> Self {
                Self(change(self.0))
            }
        }

        #[allow(deprecated)]
        impl ::core::future::IntoFuture for $name {
            type Output = ::core::result::Result<$value, $crate::Error<$error>>;
            type IntoFuture = $crate::ResponseFuture<$value, $error>;

            fn into_future(self) -> Self::IntoFuture {
                self.0.$send()
            }
        }
    )*};
}
