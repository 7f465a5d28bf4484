//! Media types by the names of classes, which have lost their punctuation.

use crate::reconstruct::wire::fold;

/// Media types that operations have most often.
const FREQUENT: [&str; 16] = [
    "application/json",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/octet-stream",
    "application/problem+json",
    "application/merge-patch+json",
    "application/json-patch+json",
    "application/x-ndjson",
    "application/pdf",
    "text/plain",
    "text/html",
    "text/xml",
    "text/csv",
    "image/png",
    "image/jpeg",
];

/// The media type of `ApplicationJson`: one of those that the page names, or one that is frequent.
pub(super) fn of_class(name: &str, named: &[String]) -> Option<String> {
    let folded = fold(name);
    let named = named.iter().map(String::as_str);
    named
        .chain(FREQUENT)
        .find(|media_type| fold(media_type) == folded)
        .map(str::to_owned)
}
