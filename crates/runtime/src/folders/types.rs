//! The modules of types, from lists of their names: nobody has to know in which of thousands a type stands.

/// Declares modules, and names what is in them where they are declared:
/// `modules! { account, address; "books" => author, book; "books" | "loans" => loan; }`. What stands behind features of the
/// crate is there with one of them, the rest always.
#[macro_export]
macro_rules! modules {
    ($($($feature:literal)|+ => $($module:ident),+ $(,)?;)*) => {
        $($crate::modules! { @with [$($feature)+] $($module)+ })*
    };
    ($($always:ident),+ $(,)?; $($more:tt)*) => {
        $(
            mod $always;
            pub use self::$always::*;
        )+
        $crate::modules! { $($more)* }
    };
    (@with $features:tt $($module:ident)+) => {
        $($crate::modules! { @one $features $module })+
    };
    (@one [$($feature:literal)+] $module:ident) => {
        #[cfg(any($(feature = $feature),+))]
        mod $module;
        #[cfg(any($(feature = $feature),+))]
        pub use self::$module::*;
    };
}

/// Names what is in modules that are there with a feature: `exports! { "books" => crate::books::types; }`.
#[macro_export]
macro_rules! exports {
    ($($feature:literal => $($segment:ident)::+;)*) => {
        $(
            #[cfg(feature = $feature)]
            pub use $($segment)::+::*;
        )*
    };
}
