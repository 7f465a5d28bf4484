//! What an answer is written as: JSON, or whatever a type says of its variants.

use bytes::Bytes;
use serde::Serialize;

use super::answer::Reply;

/// What a call can be answered with: any type that is JSON, and the generated enums with a variant for each status.
pub trait ToAnswer {
    /// Writes the answer.
    fn to_answer(&self) -> Written;
}

impl<T: Serialize> ToAnswer for T {
    #[track_caller]
    fn to_answer(&self) -> Written {
        Written::json(200, self)
    }
}

/// An answer that has been written.
#[derive(Debug)]
pub struct Written(pub(super) Reply);

impl Written {
    /// An answer without a body.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self(Reply::new(status, None, Bytes::new()))
    }

    /// An answer of JSON.
    ///
    /// # Panics
    ///
    /// If the value cannot be written as JSON.
    #[must_use]
    #[track_caller]
    pub fn json(status: u16, body: &(impl Serialize + ?Sized)) -> Self {
        Self(Reply::json(status, body))
    }

    /// An answer of JSON, or one without a body.
    ///
    /// # Panics
    ///
    /// If the value cannot be written as JSON.
    #[must_use]
    #[track_caller]
    pub fn optional_json(status: u16, body: Option<&impl Serialize>) -> Self {
        match body {
            Some(body) => Self::json(status, body),
            None => Self::empty(status),
        }
    }

    /// An answer of text.
    #[must_use]
    pub fn text(status: u16, text: impl Into<String>) -> Self {
        let media_type = Some("text/plain; charset=utf-8");
        Self(Reply::new(status, media_type, text.into().into()))
    }

    /// An answer of bytes.
    #[must_use]
    pub fn bytes(status: u16, bytes: impl Into<Bytes>) -> Self {
        let media_type = Some("application/octet-stream");
        Self(Reply::new(status, media_type, bytes.into()))
    }
}
