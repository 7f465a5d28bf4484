//! The futures that wait for an answer.

use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::client::core::Request;
use crate::client::send::Received;
use crate::outcome::answer::Answer;
use crate::outcome::by_status::{FromAnswer, RawAnswer};
use crate::outcome::decode::DecodeError;
use crate::outcome::error::{Error, ErrorKind};
use crate::outcome::failure::{Failure, Fault, Source};
use crate::outcome::response::Response;
use crate::sending::span;

type Pending = Pin<Box<dyn Future<Output = Result<Received, Box<Failure>>> + Send>>;

/// What makes a value of a successful answer.
type Decode<T> = fn(&Answer) -> Result<T, DecodeError>;

/// The future of a call. Dropping it abandons the call.
///
/// It has to be awaited in a Tokio runtime with its timer enabled.
#[must_use = "nothing is sent until the call is awaited"]
pub struct ResponseFuture<T, E> {
    // The exchange knows neither type, so that it is compiled once, and a value of some kilobytes is written to where
    // it is wanted instead of being moved through the states of each `async` block on the way.
    exchange: Pending,
    decode: Decode<T>,
    error: PhantomData<fn() -> E>,
}

impl<T, E: FromAnswer> ResponseFuture<T, E> {
    /// Gives the status and the headers as well.
    pub fn with_response(self) -> WithResponse<T, E> {
        WithResponse(self)
    }

    fn poll_received(&mut self, context: &mut Context<'_>) -> Poll<Result<Received, Error<E>>> {
        self.exchange
            .as_mut()
            .poll(context)
            .map(|received| received.map_err(typed))
    }
}

impl<T, E: FromAnswer> Future for ResponseFuture<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let received = match ready!(self.poll_received(context)) {
            Ok(received) => received,
            Err(error) => return Poll::Ready(Err(error)),
        };
        Poll::Ready(match received.read(self.decode) {
            Ok(body) => Ok(body),
            Err(error) => Err(received.undecodable(error)),
        })
    }
}

impl<T, E> fmt::Debug for ResponseFuture<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ResponseFuture")
    }
}

/// The future of a call that gives the status and the headers as well.
#[must_use = "nothing is sent until the call is awaited"]
pub struct WithResponse<T, E>(ResponseFuture<T, E>);

impl<T, E: FromAnswer> Future for WithResponse<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let received = match ready!(self.0.poll_received(context)) {
            Ok(received) => received,
            Err(error) => return Poll::Ready(Err(error)),
        };
        Poll::Ready(match received.read(self.0.decode) {
            Ok(body) => Ok(Response {
                status: received.answer.status,
                headers: received.answer.headers,
                request_id: received.request_id,
                body,
            }),
            Err(error) => Err(received.undecodable(error)),
        })
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
        T: DeserializeOwned,
        E: FromAnswer,
    {
        self.send_and(|answer| answer.raw().json())
    }

    /// Sends the call and reads what the answer's status says it is.
    pub fn send_by_status<T, E>(self) -> ResponseFuture<T, E>
    where
        T: FromAnswer,
        E: FromAnswer,
    {
        self.send_and(|answer| T::from_answer(answer.raw()))
    }

    /// Sends the call and reads JSON if there is any: `None` for 204, 205, an empty body, and
    /// null.
    pub fn send_optional_json<T, E>(self) -> ResponseFuture<Option<T>, E>
    where
        T: DeserializeOwned,
        E: FromAnswer,
    {
        self.send_and(|answer| answer.raw().optional_json())
    }

    /// Sends the call and ignores the body of the answer.
    pub fn send_empty<E: FromAnswer>(self) -> ResponseFuture<(), E> {
        self.send_and(|_| Ok(()))
    }

    /// Sends the call and reads text in UTF-8.
    pub fn send_text<E: FromAnswer>(self) -> ResponseFuture<String, E> {
        self.send_and(|answer| answer.raw().text())
    }

    /// Sends the call and reads bytes.
    pub fn send_bytes<E: FromAnswer>(self) -> ResponseFuture<Bytes, E> {
        self.send_and(|answer| Ok(answer.body.clone()))
    }

    fn send_and<T, E>(self, decode: Decode<T>) -> ResponseFuture<T, E> {
        ResponseFuture {
            exchange: Box::pin(self.execute()),
            decode,
            error: PhantomData,
        }
    }
}

impl Received {
    /// The value in the answer.
    fn read<T>(&self, decode: Decode<T>) -> Result<T, DecodeError> {
        let value = decode(&self.answer)?;
        if !self.answer.documented {
            span::undocumented(self.operation, self.answer.status);
        }
        Ok(value)
    }

    /// The error of an answer whose body is not what the description says.
    fn undecodable<E>(self, error: DecodeError) -> Error<E> {
        let answer = self.answer;
        let kind = match answer.documented {
            true => ErrorKind::Decode,
            false => ErrorKind::UnexpectedStatus,
        };
        let mut fault =
            Fault::because(kind, error).answered(answer.status, answer.headers, &answer.body);
        fault.attempts = answer.attempts;
        let failure = fault.into_failure(self.operation, self.request_id);
        Error {
            failure: Box::new(failure),
            body: None,
        }
    }
}

/// Adds the vendor's error body, or why the answer has none.
fn typed<E: FromAnswer>(mut failure: Box<Failure>) -> Error<E> {
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
    Error { failure, body }
}
