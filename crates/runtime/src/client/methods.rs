//! The methods of a generated client, from rows.

/// Makes a client's method for each operation:
/// `get_user => calls::GetUser, operations::GET_USER { id: &str => path("id", id) };`
///
/// A row names the method, the type of its call and the operation; then each argument, and how it is put into the request.
#[macro_export]
macro_rules! methods {
    ($client:ident; $(
        $(#[$about:meta])*
        $name:ident => $call:path, $operation:path
        $({$(
            $argument:ident: $type:ty => $set:ident($($given:expr),* $(,)?)
        ),* $(,)?})?;
    )*) => {
        // Users are told of what is deprecated where they name it, and the API says what is required.
        #[allow(deprecated, clippy::disallowed_names, clippy::too_many_arguments, clippy::type_complexity)]
        impl $client {$(
            $(#[$about])*
            pub fn $name(&self $($(, $argument: $type)*)?) -> $call {
                $call(self.core.request(&$operation)$($(.$set($($given),*))*)?)
            }
        )*}
    };
}
