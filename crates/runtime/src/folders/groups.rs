//! The modules of a group of operations, and the lists of what is in them, from rows of the operations' names.

/// Declares the modules of a group of operations, and lists the operations, for the server for tests, and the rows of the command
/// line: `group! { GET_BOOK, LIST_BOOKS }`, or `group! { types; GET_BOOK, LIST_BOOKS }` for a group that has types of its own.
#[macro_export]
macro_rules! group {
    (types; $($operations:tt)+) => {
        pub(crate) mod types;
        $crate::group! { $($operations)+ }
    };
    ($($operation:ident),+ $(,)?) => {
        #[cfg(feature = "client")]
        pub(crate) mod calls;
        #[cfg(feature = "client")]
        mod client;
        #[cfg(feature = "cli")]
        pub(crate) mod commands;
        #[cfg(feature = "mock")]
        pub(crate) mod mock;
        #[cfg(feature = "client")]
        pub(crate) mod operations;

        #[cfg(feature = "mock")]
        pub(crate) static OPERATIONS: &[&$crate::Operation] = &[$(&operations::$operation),+];
        #[cfg(feature = "cli")]
        pub(crate) static COMMANDS: &[&$crate::command_line::CommandRow] =
            &[$(&commands::$operation),+];
    };
}

/// Names the operations of groups that are there with a feature, and lists what [`group!`](crate::group) lists of them:
/// `groups! { "books" => crate::books; }`.
#[macro_export]
macro_rules! groups {
    ($($feature:literal => $($segment:ident)::+;)*) => {
        $(
            #[cfg(feature = $feature)]
            pub(crate) use $($segment)::+::operations::*;
        )*
        #[cfg(feature = "mock")]
        pub(crate) static GROUPS: &[&[&$crate::Operation]] =
            &[$(#[cfg(feature = $feature)] $($segment)::+::OPERATIONS),*];
        #[cfg(feature = "cli")]
        pub(crate) static COMMANDS: &[&[&$crate::command_line::CommandRow]] =
            &[$(#[cfg(feature = $feature)] $($segment)::+::COMMANDS),*];
    };
}
