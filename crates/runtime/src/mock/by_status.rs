//! How bodies that their status tells apart are written, from rows.

/// Says of an enum with which status and body each of its variants is answered. The rows are those of
/// [`by_status!`](crate::by_status), which uses it.
#[doc(hidden)]
#[macro_export]
macro_rules! answer_by_status {
    ($name:ident {$( $status:tt => $kind:ident $variant:ident ),* $(,)?}) => {
        // Users are told of what is deprecated where they name it.
        #[allow(deprecated)]
        impl $crate::mock::ToAnswer for $name {
            fn to_answer(&self) -> $crate::mock::Written {
                match self {
                    $($crate::answer_by_status!(@variant $kind body Self::$variant) => {
                        $crate::answer_by_status!(@write $kind body $crate::answer_by_status!(@status $status))
                    })*
                }
            }
        }
    };

    (@status [$first:literal..=$last:literal]) => { $first };
    (@status _) => { 500 };
    (@status $status:literal) => { $status };

    (@variant empty $body:ident $variant:path) => { $variant };
    (@variant $kind:ident $body:ident $variant:path) => { $variant($body) };

    (@write empty $body:ident $status:expr) => { $crate::mock::Written::empty($status) };
    (@write json $body:ident $status:expr) => { $crate::mock::Written::json($status, $body) };
    (@write optional_json $body:ident $status:expr) => {
        $crate::mock::Written::optional_json($status, $body.as_ref())
    };
    (@write $kind:ident $body:ident $status:expr) => {
        $crate::mock::Written::$kind($status, $body.clone())
    };
}
