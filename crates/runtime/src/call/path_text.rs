//! What a text in a path may be given as.

use std::borrow::Cow;

use serde::Serialize;

use crate::values::secret::Secret;

/// What has exactly one text form, and so may stand for a text parameter of a path: texts, integers, UUIDs and references
/// to them. The identifier in one answer is passed to the next call as it is.
///
/// A type of your own is one as well once it says so, if it is written as a single text or number:
///
/// ```
/// use users_client_runtime::{PathText, serde::Serialize};
///
/// #[derive(Serialize)]
/// # #[serde(crate = "users_client_runtime::serde")]
/// struct UserId(u64);
///
/// impl PathText for UserId {}
/// ```
///
/// What is written as a list or an object is sent as the items, parted by commas; what is written as nothing is refused
/// when the call is sent.
pub trait PathText: Serialize {}

impl<T: PathText + ?Sized> PathText for &T {}

macro_rules! path_text {
    ($($text:ty),*) => { $(impl PathText for $text {})* };
}

path_text!(str, String, Cow<'_, str>, Box<str>, Secret, uuid::Uuid);
path_text!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);
