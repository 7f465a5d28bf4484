//! Enums of the whole numbers that a description lists, open to those that it does not.

/// Says of an enum how its values are written: `number_enum!(Status, Other { Disabled = 0, Enabled = 1 })`. It is made from
/// that number and turned into it; `Other` holds any number that is not listed.
#[macro_export]
macro_rules! number_enum {
    ($name:ident, $other:ident { $($variant:ident = $number:literal),* $(,)? }) => {
        // Its users are told of what is deprecated where they name it.
        #[allow(deprecated)]
        impl $name {
            /// What the API writes for the known values, in their order.
            #[doc(hidden)]
            pub const VALUES: &'static [&'static str] = &[$(stringify!($number)),*];
        }

        #[allow(deprecated)]
        impl ::core::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                match value {
                    $($number => Self::$variant,)*
                    other => Self::$other(other),
                }
            }
        }

        #[allow(deprecated)]
        impl ::core::convert::From<$name> for i64 {
            fn from(value: $name) -> Self {
                match value {
                    $($name::$variant => $number,)*
                    $name::$other(other) => other,
                }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    // Where the macro is used, the enum is public.
    #![allow(unreachable_pub)]

    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Level {
        Below,
        Ground,
        Other(i64),
    }

    number_enum!(Level, Other { Below = -1, Ground = 0 });

    #[test]
    fn a_number_that_is_not_listed_is_lost() {
        for (number, level) in [(-1, Level::Below), (0, Level::Ground), (7, Level::Other(7))] {
            assert_eq!(Level::from(number), level);
            assert_eq!(i64::from(level), number);
        }
        assert_eq!(Level::VALUES, ["-1", "0"]);
    }
}
