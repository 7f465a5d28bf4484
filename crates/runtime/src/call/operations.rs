//! The entries of operations, from rows.

/// Makes the entry of each operation: `GET_USER("get_user", "GET", "/users/{id}").success(&[Status::Code(200)]);` is a static
/// with what [`Operation::new`](crate::Operation::new) and the methods after it make.
#[macro_export]
macro_rules! operations {
    ($(
        $name:ident($id:literal, $method:literal, $path:literal $(,)?)
        $(.$set:ident($($value:expr),* $(,)?))*;
    )*) => {$(
        pub(crate) static $name: $crate::Operation =
            $crate::Operation::new($id, $method, $path)$(.$set($($value),*))*;
    )*};
}
