//! Enums of bodies that their status tells apart, from rows.

/// Makes an enum with a variant for each status, and says how its body is read:
/// `by_status! { pub enum GetUserError { NotFound(Problem) = 404 json, Failed(String) = [500..=599] text, Other(Value) = _ json } }`
///
/// The features are those of the crate that has the enum.
#[macro_export]
macro_rules! by_status {
    (
        $(#[$about:meta])*
        pub enum $name:ident {$(
            $(#[$said:meta])* $variant:ident $(($body:ty))? = $status:tt $kind:ident
        ),* $(,)?}
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq)]
        // Users are told of what is deprecated where they name it.
        #[allow(deprecated)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$said])* $variant $(($body))?,)*
        }

        #[cfg(feature = "client")]
        #[allow(deprecated)]
        impl $crate::FromAnswer for $name {
            fn from_answer(
                answer: $crate::RawAnswer<'_>,
            ) -> ::core::result::Result<Self, $crate::DecodeError> {
                // Not all descriptions have a row for all other statuses.
                #[allow(unreachable_patterns)]
                match answer.status() {
                    $($crate::by_status!(@statuses $status) => {
                        $crate::by_status!(@read $kind answer Self::$variant)
                    })*
                    _ => ::core::result::Result::Err(answer.undescribed()),
                }
            }
        }

        #[cfg(feature = "mock")]
        $crate::answer_by_status! { $name { $( $status => $kind $variant ),* } }
    };

    (@statuses [$first:literal..=$last:literal]) => { $first..=$last };
    (@statuses $status:tt) => { $status };

    (@read empty $answer:ident $variant:path) => { ::core::result::Result::Ok($variant) };
    (@read bytes $answer:ident $variant:path) => { ::core::result::Result::Ok($variant($answer.bytes())) };
    (@read $kind:ident $answer:ident $variant:path) => { $answer.$kind().map($variant) };
}
