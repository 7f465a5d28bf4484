//! The futures of calls that return another value than the answer is: a part of it, or nothing where an error is an answer.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use crate::client::response_future::{ResponseFuture, WithResponse};
use crate::client::send::{Received, Unsuccessful};
use crate::outcome::by_status::FromAnswer;
use crate::outcome::decode::DecodeError;
use crate::outcome::error::{Error, ErrorKind};
use crate::outcome::failure::Failure;
use crate::outcome::response::Response;
use crate::streams::bytes::ByteStream;

/// What a call turns into when it is awaited.
pub trait AnswerFuture: Future {
    /// The future that gives the status and the headers as well.
    type WithResponse: Future;
    /// The future that gives the bytes of the answer.
    type ByteStream: Future;

    /// Gives the status and the headers as well, and the whole answer where the call returns a part of it.
    fn with_response(self) -> Self::WithResponse;

    /// Gives the bytes of an answer that was asked for in pieces.
    #[doc(hidden)]
    fn into_byte_stream(self) -> Self::ByteStream;

    /// Sends the call and waits for the answer, with a client of [`build_blocking`](crate::ClientBuilder::build_blocking).
    #[cfg(feature = "blocking")]
    fn send(self) -> Self::Output;
}

impl<T, E: FromAnswer> AnswerFuture for ResponseFuture<T, E> {
    type WithResponse = WithResponse<T, E>;
    type ByteStream = ResponseFuture<ByteStream<E>, E>;

    fn with_response(self) -> Self::WithResponse {
        Self::with_response(self)
    }

    fn into_byte_stream(self) -> Self::ByteStream {
        Self::into_byte_stream(self)
    }

    #[cfg(feature = "blocking")]
    fn send(self) -> Self::Output {
        Self::send(self)
    }
}

/// The future of a call that returns a `T` where the answer is a `W`. With the response it gives an `A`: the whole answer, or
/// nothing where that is what the server says.
///
/// It has to be awaited in a Tokio runtime with its timer enabled.
#[must_use = "nothing is sent until the call is awaited"]
pub struct ValueFuture<T, E, W, A = W> {
    answer: ResponseFuture<W, E>,
    value: fn(W) -> Result<T, DecodeError>,
    whole: fn(W) -> A,
    absent: Option<Absent<T, A>>,
}

/// Which errors say that there is nothing, and how that is returned.
struct Absent<T, A> {
    statuses: &'static [u16],
    value: fn() -> T,
    whole: fn() -> A,
}

impl<W, E: FromAnswer> ResponseFuture<W, E> {
    /// Returns a part of the answer.
    pub fn value<T>(self, value: fn(W) -> Result<T, DecodeError>) -> ValueFuture<T, E, W> {
        ValueFuture {
            answer: self,
            value,
            whole: |whole| whole,
            absent: None,
        }
    }

    /// Returns a part of the answer, and `None` where the server says with one of these statuses that there is none.
    pub fn value_or_none<T>(
        self,
        statuses: &'static [u16],
        value: fn(W) -> Result<Option<T>, DecodeError>,
    ) -> ValueFuture<Option<T>, E, W, Option<W>> {
        ValueFuture {
            answer: self,
            value,
            whole: Some,
            absent: Some(Absent {
                statuses,
                value: || None,
                whole: || None,
            }),
        }
    }

    /// Returns `None` where the server says with one of these statuses that there is no such thing.
    pub fn or_none(self, statuses: &'static [u16]) -> ValueFuture<Option<W>, E, W, Option<W>> {
        self.value_or_none(statuses, |whole| Ok(Some(whole)))
    }
}

impl<E: FromAnswer> ResponseFuture<(), E> {
    /// Returns `true`, or `false` where the server says with one of these statuses that there is no such thing.
    pub fn or_false(self, statuses: &'static [u16]) -> ValueFuture<bool, E, (), bool> {
        ValueFuture {
            answer: self,
            value: |()| Ok(true),
            whole: |()| true,
            absent: Some(Absent {
                statuses,
                value: || false,
                whole: || false,
            }),
        }
    }
}

/// What the server says.
enum Answered<W> {
    /// The whole, and what came with it.
    Whole(Box<Received>, W),
    /// That there is nothing.
    Nothing(Box<Failure>),
}

impl<T, E: FromAnswer, W, A> ValueFuture<T, E, W, A> {
    fn poll_answered(&mut self, context: &mut Context<'_>) -> Poll<Result<Answered<W>, Error<E>>> {
        let mut received = match ready!(self.answer.poll_exchange(context)) {
            Ok(received) => received,
            Err(Unsuccessful { failure, span }) => {
                let error = Error::typed(failure);
                return Poll::Ready(match (&self.absent, error.status()) {
                    (Some(absent), Some(status)) if absent.is(&error) => {
                        span.answered(status, error.attempts());
                        Ok(Answered::Nothing(error.failure))
                    }
                    _ => {
                        span.failed(&error.failure);
                        Err(error)
                    }
                });
            }
        };
        Poll::Ready(match received.read(self.answer.decode) {
            Ok(whole) => Ok(Answered::Whole(Box::new(received), whole)),
            Err(error) => Err(received.undecodable(error)),
        })
    }
}

impl<T, A> Absent<T, A> {
    /// Whether the server itself says that there is nothing. What a proxy says, or a server at a wrong address, is not what
    /// the description describes.
    fn is<E>(&self, error: &Error<E>) -> bool {
        let status = error.status().map(|status| status.as_u16());
        let described = error.body().is_some() || error.raw_body().is_empty();
        *error.kind() == ErrorKind::Status
            && described
            && status.is_some_and(|status| self.statuses.contains(&status))
    }
}

impl<T, E: FromAnswer, W, A> Future for ValueFuture<T, E, W, A> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answered = ready!(self.poll_answered(context));
        Poll::Ready(
            answered.and_then(|answered| match (answered, &self.absent) {
                (Answered::Whole(received, whole), _) => {
                    (self.value)(whole).map_err(|error| received.undecodable(error))
                }
                (Answered::Nothing(_), Some(absent)) => Ok((absent.value)()),
                (Answered::Nothing(failure), None) => Err(Error::typed(failure)),
            }),
        )
    }
}

impl<T, E: FromAnswer, W, A> AnswerFuture for ValueFuture<T, E, W, A> {
    type WithResponse = WholeWithResponse<T, E, W, A>;
    type ByteStream = ResponseFuture<ByteStream<E>, E>;

    fn with_response(self) -> Self::WithResponse {
        WholeWithResponse(self)
    }

    fn into_byte_stream(self) -> Self::ByteStream {
        self.answer.into_byte_stream()
    }

    #[cfg(feature = "blocking")]
    fn send(self) -> Self::Output {
        self.answer.waiting.clone().wait(self)?
    }
}

/// The future of a call that gives the status, the headers and the whole answer.
#[must_use = "nothing is sent until the call is awaited"]
pub struct WholeWithResponse<T, E, W, A>(ValueFuture<T, E, W, A>);

#[cfg(feature = "blocking")]
impl<T, E: FromAnswer, W, A> WholeWithResponse<T, E, W, A> {
    /// Sends the call and waits for the answer, with a client of [`build_blocking`](crate::ClientBuilder::build_blocking).
    ///
    /// # Errors
    ///
    /// Those of the call, and [`ErrorKind::Refused`] in an async runtime, where it would stop what runs there.
    pub fn send(self) -> Result<Response<A>, Error<E>> {
        self.0.answer.waiting.clone().wait(self)?
    }
}

impl<T, E: FromAnswer, W, A> Future for WholeWithResponse<T, E, W, A> {
    type Output = Result<Response<A>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answered = ready!(self.0.poll_answered(context));
        Poll::Ready(
            answered.and_then(|answered| match (answered, &self.0.absent) {
                (Answered::Whole(received, whole), _) => Ok(Response {
                    status: received.answer.status,
                    headers: received.answer.headers,
                    request_id: received.request_id,
                    body: (self.0.whole)(whole),
                }),
                (Answered::Nothing(failure), Some(absent)) => Ok(Response {
                    status: failure.status.unwrap_or_default(),
                    headers: failure.headers,
                    request_id: failure.request_id,
                    body: (absent.whole)(),
                }),
                (Answered::Nothing(failure), None) => Err(Error::typed(failure)),
            }),
        )
    }
}

impl<T, E, W, A> fmt::Debug for ValueFuture<T, E, W, A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ValueFuture")
    }
}

impl<T, E, W, A> fmt::Debug for WholeWithResponse<T, E, W, A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("WholeWithResponse")
    }
}
