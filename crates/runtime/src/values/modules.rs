//! Modules of types, from their names.

/// Declares modules, and names what is in them where they are declared: `modules! { account, address }`. Nobody has to know
/// in which of hundreds of them a type stands.
#[macro_export]
macro_rules! modules {
    ($($module:ident),* $(,)?) => {
        $(
            mod $module;
            pub use self::$module::*;
        )*
    };
}
