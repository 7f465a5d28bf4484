//! The value inside an answer.

use crate::outcome::decode::DecodeError;

/// The only element of a list that always has one.
///
/// # Errors
///
/// There is none, or more than one.
pub fn only<T>(items: Vec<T>, path: &str) -> Result<T, DecodeError> {
    let count = items.len();
    let mut items = items.into_iter();
    match (items.next(), items.next()) {
        (Some(item), None) => Ok(item),
        _ => Err(DecodeError::at(
            path,
            format!("found {count} elements, expected exactly one"),
        )),
    }
}

/// The value of a member that the answer needs and the description does not promise.
///
/// # Errors
///
/// It is not there.
pub fn present<T>(value: Option<T>, path: &str) -> Result<T, DecodeError> {
    value.ok_or_else(|| DecodeError::at(path, "found nothing, expected a value".to_owned()))
}
