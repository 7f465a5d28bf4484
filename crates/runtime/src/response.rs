//! Answers: the futures that wait for them, and what they give.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap};
use serde::de::DeserializeOwned;

use crate::decode::{self, DecodeError, Hints};
use crate::error::{Error, ErrorKind};
use crate::failure::{Failure, Fault};
use crate::request::Request;
use crate::send::Received;
use crate::transport::{Answer, ERROR_BODY_BYTES};

/// A successful answer with its status and headers.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    request_id: Option<String>,
    body: T,
}

impl<T> Response<T> {
    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The identifier that was sent along with the call, where the operation has one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The body, without status and headers.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.body
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    /// Leaves out the values of headers, which may be cookies.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.keys().map(|name| name.as_str()).collect();
        formatter
            .debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &names)
            .field("request_id", &self.request_id)
            .field("body", &self.body)
            .finish()
    }
}

type Pending<T, E> = Pin<Box<dyn Future<Output = Result<Response<T>, Error<E>>> + Send>>;

/// The future of a call. Dropping it abandons the call.
///
/// It has to be awaited in a Tokio runtime with its timer enabled.
#[must_use = "nothing is sent until the call is awaited"]
pub struct ResponseFuture<T, E>(Pending<T, E>);

impl<T, E> ResponseFuture<T, E> {
    /// Gives the status and the headers as well.
    pub fn with_response(self) -> WithResponse<T, E> {
        WithResponse(self.0)
    }
}

impl<T, E> Future for ResponseFuture<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0
            .as_mut()
            .poll(context)
            .map(|outcome| outcome.map(Response::into_inner))
    }
}

impl<T, E> fmt::Debug for ResponseFuture<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ResponseFuture")
    }
}

/// The future of a call that gives the status and the headers as well.
#[must_use = "nothing is sent until the call is awaited"]
pub struct WithResponse<T, E>(Pending<T, E>);

impl<T, E> Future for WithResponse<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl<T, E> fmt::Debug for WithResponse<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("WithResponse")
    }
}

impl Request {
    /// Sends the call and reads JSON, whatever the answer's media type says.
    pub fn send_json<T, E>(self) -> ResponseFuture<T, E>
    where
        T: DeserializeOwned + 'static,
        E: DeserializeOwned + 'static,
    {
        self.send_and(|answer| decode::json(&answer.body, hints(&answer.headers)))
    }

    /// Sends the call and reads JSON if there is any: `None` for 204, 205, an empty body, and
    /// null.
    pub fn send_optional_json<T, E>(self) -> ResponseFuture<Option<T>, E>
    where
        T: DeserializeOwned + 'static,
        E: DeserializeOwned + 'static,
    {
        self.send_and(|answer| {
            let no_content = matches!(answer.status.as_u16(), 204 | 205);
            if no_content || answer.body.iter().all(u8::is_ascii_whitespace) {
                return Ok(None);
            }
            decode::json(&answer.body, hints(&answer.headers))
        })
    }

    /// Sends the call and ignores the body of the answer.
    pub fn send_empty<E: DeserializeOwned + 'static>(self) -> ResponseFuture<(), E> {
        self.send_and(|_| Ok(()))
    }

    /// Sends the call and reads text in UTF-8.
    pub fn send_text<E: DeserializeOwned + 'static>(self) -> ResponseFuture<String, E> {
        self.send_and(|answer| {
            String::from_utf8(answer.body.to_vec())
                .map_err(|_| DecodeError::text("the body is not text in UTF-8"))
        })
    }

    /// Sends the call and reads bytes.
    pub fn send_bytes<E: DeserializeOwned + 'static>(self) -> ResponseFuture<Bytes, E> {
        self.send_and(|answer| Ok(answer.body.clone()))
    }

    fn send_and<T, E>(
        self,
        decode: impl FnOnce(&Answer) -> Result<T, DecodeError> + Send + 'static,
    ) -> ResponseFuture<T, E>
    where
        T: 'static,
        E: DeserializeOwned + 'static,
    {
        ResponseFuture(Box::pin(async move {
            match self.execute().await {
                Ok(received) => received.decode(decode),
                Err(failure) => Err(typed(failure)),
            }
        }))
    }
}

impl Received {
    fn decode<T, E>(
        self,
        decode: impl FnOnce(&Answer) -> Result<T, DecodeError>,
    ) -> Result<Response<T>, Error<E>> {
        let Answer {
            status,
            ref headers,
            ref body,
            attempts,
        } = self.answer;
        match decode(&self.answer) {
            Ok(body) => Ok(Response {
                status,
                headers: self.answer.headers,
                request_id: self.request_id,
                body,
            }),
            Err(error) => {
                let beginning = body.slice(..body.len().min(ERROR_BODY_BYTES));
                let mut fault = Fault::because(ErrorKind::Decode, error).answered(
                    status,
                    headers.clone(),
                    beginning,
                );
                fault.attempts = attempts;
                let failure = fault.into_failure(self.operation, self.request_id);
                Err(Error {
                    failure: Box::new(failure),
                    body: None,
                })
            }
        }
    }
}

/// Adds the vendor's error body, or why the answer has none.
fn typed<E: DeserializeOwned>(mut failure: Box<Failure>) -> Error<E> {
    let mut body = None;
    if failure.kind == ErrorKind::Status && !failure.raw_body.is_empty() {
        match decode::json(&failure.raw_body, hints(&failure.headers)) {
            Ok(typed) => body = Some(Box::new(typed)),
            Err(error) => failure.source = Some(Box::new(error)),
        }
    }
    Error { failure, body }
}

pub(crate) fn hints(headers: &HeaderMap) -> Hints<'_> {
    Hints {
        content_type: headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok()),
        compressed: headers
            .get(CONTENT_ENCODING)
            .is_some_and(|value| value != "identity"),
    }
}
