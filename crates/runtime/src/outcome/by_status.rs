//! Bodies that their status tells apart.

use std::cell::RefCell;

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;
use serde::de::DeserializeOwned;

use crate::outcome::decode::{self, DecodeError, Hints};
use crate::outcome::error::{Error, ErrorKind};
use crate::outcome::failure::{Failure, Source};

/// What is read from the body of an answer: any type that is JSON, and the generated enums with a variant for each status.
pub trait FromAnswer: Sized {
    /// Reads the body.
    ///
    /// # Errors
    ///
    /// The body is not what the description says.
    fn from_answer(answer: RawAnswer<'_>) -> Result<Self, DecodeError>;
}

impl<T: DeserializeOwned> FromAnswer for T {
    fn from_answer(answer: RawAnswer<'_>) -> Result<Self, DecodeError> {
        answer.json()
    }
}

impl<E: FromAnswer> Error<E> {
    /// Adds the vendor's error body, or why the answer has none.
    pub(crate) fn typed(mut failure: Box<Failure>) -> Self {
        let mut body = None;
        if failure.kind == ErrorKind::Status && !failure.raw_body.is_empty() {
            let status = failure.status.unwrap_or_default();
            let odd = RefCell::new(None);
            let answer = RawAnswer::new(status, &failure.headers, &failure.raw_body).in_part(&odd);
            let problem = match E::from_answer(answer) {
                Ok(typed) => {
                    body = Some(Box::new(typed));
                    odd.into_inner()
                }
                Err(error) => Some(error),
            };
            failure.source = problem
                .map(|error| Box::new(error) as Source)
                .or(failure.source);
        }
        Self { failure, body }
    }
}

/// An answer that is about to be read.
#[derive(Clone, Copy, Debug)]
pub struct RawAnswer<'a> {
    status: StatusCode,
    headers: &'a HeaderMap,
    body: &'a Bytes,
    /// Where a part that does not fit is noted; without it, it is an error.
    odd: Option<&'a RefCell<Option<DecodeError>>>,
}

impl<'a> RawAnswer<'a> {
    pub(crate) fn new(status: StatusCode, headers: &'a HeaderMap, body: &'a Bytes) -> Self {
        Self {
            status,
            headers,
            body,
            odd: None,
        }
    }

    /// Reads as much as fits, and notes what does not.
    pub(crate) fn in_part(mut self, odd: &'a RefCell<Option<DecodeError>>) -> Self {
        self.odd = Some(odd);
        self
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// Reads JSON, whatever the media type says.
    ///
    /// # Errors
    ///
    /// It is not JSON, or not of that type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        let hints = Hints::of(self.headers);
        let Some(odd) = self.odd else {
            return decode::json(self.body, hints);
        };
        match decode::json_in_part(self.body, hints) {
            (Some(value), problem) => {
                odd.replace(problem);
                Ok(value)
            }
            (None, problem) => Err(problem.unwrap_or_else(|| self.undescribed())),
        }
    }

    /// Reads JSON if there is any: `None` for 204, 205, an empty body, and null.
    ///
    /// # Errors
    ///
    /// It is not JSON, or not of that type.
    pub fn optional_json<T: DeserializeOwned>(&self) -> Result<Option<T>, DecodeError> {
        let no_content = matches!(self.status.as_u16(), 204 | 205);
        if no_content || self.body.iter().all(u8::is_ascii_whitespace) {
            return Ok(None);
        }
        self.json()
    }

    /// Reads text in UTF-8.
    ///
    /// # Errors
    ///
    /// It is not UTF-8.
    pub fn text(&self) -> Result<String, DecodeError> {
        String::from_utf8(self.body.to_vec())
            .map_err(|_| DecodeError::text("the body is not text in UTF-8"))
    }

    /// The bytes as they came.
    #[must_use]
    pub fn bytes(&self) -> Bytes {
        self.body.clone()
    }

    /// The error for a status that no variant stands for.
    #[must_use]
    pub fn undescribed(&self) -> DecodeError {
        DecodeError::text("the description names no body for this status")
    }
}
