//! The futures that wait for an answer.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;

#[cfg(feature = "blocking")]
use crate::blocking::waiting::Waiting;
use crate::call::framing::Framing;
use crate::client::core::Request;
use crate::client::send::{Executing, Received, Unsuccessful};
use crate::outcome::by_status::FromAnswer;
use crate::outcome::decode::DecodeError;
use crate::outcome::error::{Error, ErrorKind};
use crate::outcome::failure::{Failure, Fault};
use crate::outcome::response::Response;
use crate::sending::span;
use crate::streams::bytes::ByteStream;
use crate::streams::event::RawEvent;
use crate::streams::events::{EventStream, Reopen};
use crate::streams::json::JsonStream;
use crate::streams::opened::Opened;

/// What makes a value of a successful answer.
type Decode<T> = fn(&mut Received) -> Result<T, DecodeError>;

/// The future of a call. Dropping it abandons the call.
///
/// It has to be awaited in a Tokio runtime with its timer enabled.
#[must_use = "nothing is sent until the call is awaited"]
pub struct ResponseFuture<T, E> {
    // The exchange knows neither type, so that it is compiled once, and a value of some kilobytes is written to where
    // it is wanted instead of being moved through the states of each `async` block on the way.
    exchange: Executing,
    pub(super) decode: Decode<T>,
    error: PhantomData<fn() -> E>,
    #[cfg(feature = "blocking")]
    pub(super) waiting: Waiting,
}

impl<T, E: FromAnswer> ResponseFuture<T, E> {
    /// Reads the bytes of the answer while they come, whatever they are.
    pub(crate) fn into_byte_stream(self) -> ResponseFuture<ByteStream<E>, E> {
        ResponseFuture {
            exchange: self.exchange,
            decode: |received| received.opened().map(ByteStream::new),
            error: PhantomData,
            #[cfg(feature = "blocking")]
            waiting: self.waiting,
        }
    }

    /// Gives the status and the headers as well.
    pub fn with_response(self) -> WithResponse<T, E> {
        WithResponse(self)
    }

    /// Sends the call and waits for the answer, with a client of [`build_blocking`](crate::ClientBuilder::build_blocking).
    ///
    /// # Errors
    ///
    /// Those of the call, and [`ErrorKind::Refused`] in an async runtime, where it would stop what runs there.
    #[cfg(feature = "blocking")]
    pub fn send(self) -> Result<T, Error<E>> {
        self.waiting.clone().wait(self)?
    }

    pub(super) fn poll_exchange(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Received, Unsuccessful>> {
        self.exchange.as_mut().poll(context)
    }

    fn poll_received(&mut self, context: &mut Context<'_>) -> Poll<Result<Received, Error<E>>> {
        self.poll_exchange(context)
            .map_err(|Unsuccessful { failure, span }| {
                span.failed(&failure);
                Error::typed(failure)
            })
    }
}

impl<T, E: FromAnswer> Future for ResponseFuture<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut received = match ready!(self.poll_received(context)) {
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

#[cfg(feature = "blocking")]
impl<T, E: FromAnswer> WithResponse<T, E> {
    /// Sends the call and waits for the answer, with a client of [`build_blocking`](crate::ClientBuilder::build_blocking).
    ///
    /// # Errors
    ///
    /// Those of [`ResponseFuture::send`].
    pub fn send(self) -> Result<Response<T>, Error<E>> {
        self.0.waiting.clone().wait(self)?
    }
}

impl<T, E: FromAnswer> Future for WithResponse<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut received = match ready!(self.0.poll_received(context)) {
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
        self.send_and(|received| received.answer.raw().json())
    }

    /// Sends the call and reads what the answer's status says it is.
    pub fn send_by_status<T, E>(self) -> ResponseFuture<T, E>
    where
        T: FromAnswer,
        E: FromAnswer,
    {
        self.send_and(|received| T::from_answer(received.answer.raw()))
    }

    /// Sends the call and reads JSON if there is any: `None` for 204, 205, an empty body, and
    /// null.
    pub fn send_optional_json<T, E>(self) -> ResponseFuture<Option<T>, E>
    where
        T: DeserializeOwned,
        E: FromAnswer,
    {
        self.send_and(|received| received.answer.raw().optional_json())
    }

    /// Sends the call and ignores the body of the answer.
    pub fn send_empty<E: FromAnswer>(self) -> ResponseFuture<(), E> {
        self.send_and(|_| Ok(()))
    }

    /// Sends the call and reads text in UTF-8.
    pub fn send_text<E: FromAnswer>(self) -> ResponseFuture<String, E> {
        self.send_and(|received| received.answer.raw().text())
    }

    /// Sends the call and reads bytes.
    pub fn send_bytes<E: FromAnswer>(self) -> ResponseFuture<Bytes, E> {
        self.send_and(|received| Ok(received.answer.body.clone()))
    }

    /// Sends the call and reads bytes while they come.
    pub fn send_stream<E: FromAnswer>(self) -> ResponseFuture<ByteStream<E>, E> {
        self.in_pieces(Framing::Bytes)
            .send_and(|received| received.opened().map(ByteStream::new))
    }

    /// Sends the call and reads JSON values while they come.
    pub fn send_json_stream<T, E>(self) -> ResponseFuture<JsonStream<T, E>, E>
    where
        T: DeserializeOwned,
        E: FromAnswer,
    {
        self.in_pieces(Framing::Json)
            .send_and(|received| received.opened().map(JsonStream::new))
    }

    /// Sends the call and reads events while they come, whose data is JSON.
    pub fn send_events<T, E>(self) -> ResponseFuture<EventStream<T, E>, E>
    where
        T: DeserializeOwned,
        E: FromAnswer,
    {
        self.in_pieces(Framing::Events).send_and(|received| {
            let (opened, reopen) = received.opened_events()?;
            Ok(EventStream::new(opened, reopen, RawEvent::json))
        })
    }

    /// Sends the call and reads events while they come, whose data is text.
    pub fn send_text_events<T, E>(self) -> ResponseFuture<EventStream<T, E>, E>
    where
        T: From<String>,
        E: FromAnswer,
    {
        self.in_pieces(Framing::Events).send_and(|received| {
            let (opened, reopen) = received.opened_events()?;
            Ok(EventStream::new(opened, reopen, RawEvent::text))
        })
    }

    /// Sends the call and reads events while they come, of which each is described as an object of `event`, `data`, `id`
    /// and `retry`.
    pub fn send_described_events<T, E>(self) -> ResponseFuture<EventStream<T, E>, E>
    where
        T: DeserializeOwned,
        E: FromAnswer,
    {
        self.in_pieces(Framing::Events).send_and(|received| {
            let (opened, reopen) = received.opened_events()?;
            Ok(EventStream::new(opened, reopen, RawEvent::described))
        })
    }

    fn send_and<T, E>(self, decode: Decode<T>) -> ResponseFuture<T, E> {
        ResponseFuture {
            #[cfg(feature = "blocking")]
            waiting: self.waiting(),
            exchange: self.execute(),
            decode,
            error: PhantomData,
        }
    }
}

impl Received {
    /// The value in the answer.
    pub(super) fn read<T>(&mut self, decode: Decode<T>) -> Result<T, DecodeError> {
        let value = decode(self)?;
        if !self.answer.documented {
            span::undocumented(self.operation, self.answer.status);
        }
        Ok(value)
    }

    /// The body that is still to come.
    fn opened(&mut self) -> Result<Opened, DecodeError> {
        let Some(pieces) = self.pieces.take() else {
            return Err(DecodeError::text("the body was not asked for in pieces"));
        };
        Ok(Opened {
            pieces,
            operation: self.operation,
            request_id: self.request_id.clone(),
            #[cfg(feature = "blocking")]
            waiting: self.waiting.clone(),
        })
    }

    /// Events that are still to come, and how to ask for those after the last one.
    fn opened_events(&mut self) -> Result<(Opened, Reopen), DecodeError> {
        let opened = self.opened()?;
        let request = self.request.take();
        Ok((
            opened,
            Box::new(move |last_event_id| {
                let mut request = request.clone()?;
                if !last_event_id.is_empty() {
                    *request = request.header("last-event-id", last_event_id);
                }
                Some(Box::pin(reopened(*request)))
            }),
        ))
    }

    /// The error of an answer whose body is not what the description says.
    pub(super) fn undecodable<E>(self, error: DecodeError) -> Error<E> {
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

/// Asks for the events again. `None` where the server says that there are no more (204).
async fn reopened(request: Request) -> Result<Option<Opened>, Box<Failure>> {
    let received = request.execute().await;
    let mut received = received.map_err(|Unsuccessful { failure, span }| {
        span.failed(&failure);
        failure
    })?;
    if received.answer.status == StatusCode::NO_CONTENT {
        return Ok(None);
    }
    Ok(received.opened().ok())
}
