//! What every call can be told, whatever its operation.

use std::time::Duration;

use serde::Serialize;

use super::builder::ClientBuilder;
use super::core::Request;
use super::value_future::AnswerFuture;
use crate::call::framing::Framing;
use crate::call::headers::Headers;

/// What every call of a generated client can be told: bring it into scope with `use …::Call as _`.
///
/// The setters of an operation's own parameters are methods of its call, and win where the names are the same.
pub trait Call: IntoFuture + Sized {
    /// Changes the request; what the other methods are made of.
    fn map_request(self, change: impl FnOnce(Request) -> Request) -> Self;

    /// Sends the call and gives the status and the headers of the answer as well:
    /// `client.get_user("jane").with_response().await?`. Where the call returns a part of the answer, this is the whole.
    fn with_response(self) -> <Self::IntoFuture as AnswerFuture>::WithResponse
    where
        Self::IntoFuture: AnswerFuture,
    {
        self.into_future().with_response()
    }

    /// Sends the call and waits for the answer, with a client of
    /// [`build_blocking`](crate::ClientBuilder::build_blocking): `client.get_user("jane").send()?`.
    ///
    /// # Errors
    ///
    /// Those of the call, and [`ErrorKind::Refused`](crate::ErrorKind::Refused) in an async runtime, where it would stop
    /// what runs there.
    #[cfg(feature = "blocking")]
    fn send(self) -> <Self::IntoFuture as Future>::Output
    where
        Self::IntoFuture: AnswerFuture,
    {
        self.into_future().send()
    }

    /// Sends the call and reads the bytes of the answer while they come, whatever the description says that they are:
    /// `let mut download = client.get_backup(id).byte_stream().await?`.
    ///
    /// The limits are those of an answer that is read whole: [`max_response_bytes`](Self::max_response_bytes) in all, and the
    /// client's `read_timeout` for each piece. Where the call returns a part of the answer, these are the bytes of the whole.
    fn byte_stream(self) -> <Self::IntoFuture as AnswerFuture>::ByteStream
    where
        Self::IntoFuture: AnswerFuture,
    {
        self.map_request(|request| request.in_pieces(Framing::Bytes))
            .into_future()
            .into_byte_stream()
    }

    /// Limits the body of this answer instead of the client's `max_response_bytes`; of a stream of events or of JSON values,
    /// each of them.
    #[must_use = "nothing is sent until the call is awaited"]
    fn max_response_bytes(self, bytes: usize) -> Self {
        self.map_request(|request| request.max_response_bytes(bytes))
    }

    /// Limits this call as a whole, retries included, instead of the client's `timeout`. A stream has this time to begin.
    #[must_use = "nothing is sent until the call is awaited"]
    fn timeout(self, timeout: Duration) -> Self {
        self.map_request(|request| request.timeout(timeout))
    }

    /// Sends no credential, for instance because a proxy adds it.
    #[must_use = "nothing is sent until the call is awaited"]
    fn anonymous(self) -> Self {
        self.map_request(Request::anonymous)
    }

    /// Sends a header that the description does not know, or one of the description's. What the client owns is refused
    /// when the call is sent: credentials, cookies, and what says how the message is framed and what it holds.
    #[must_use = "nothing is sent until the call is awaited"]
    fn header<V: Serialize + ?Sized>(self, name: &str, value: &V) -> Self {
        self.map_request(|request| request.own_header(name, value))
    }
}

/// What headers can be set on: a call, or for all calls the client and its builder. Where many operations share headers,
/// the trait `SharedHeaders` of a generated client has a method for each of them.
pub trait MapHeaders: Sized {
    /// Changes the headers; what the methods of `SharedHeaders` are made of.
    #[must_use]
    fn map_headers(self, change: impl FnOnce(Headers) -> Headers) -> Self;
}

impl<T: Call> MapHeaders for T {
    fn map_headers(self, change: impl FnOnce(Headers) -> Headers) -> Self {
        self.map_request(|request| request.map_headers(change))
    }
}

impl<C, K> MapHeaders for ClientBuilder<C, K> {
    fn map_headers(mut self, change: impl FnOnce(Headers) -> Headers) -> Self {
        self.headers = change(self.headers);
        self
    }
}

/// Optional values for optional parameters and properties, without an `if let` that breaks the chain.
///
/// ```
/// use users_client_runtime::WithSome as _;
///
/// #[derive(Default)]
/// struct ListUsers {
///     role: Option<String>,
/// }
///
/// impl ListUsers {
///     fn role(mut self, role: impl Into<String>) -> Self {
///         self.role = Some(role.into());
///         self
///     }
/// }
///
/// let role: Option<&str> = Some("admin");
/// let call = ListUsers::default().with_some(role, ListUsers::role);
/// assert_eq!(call.role.as_deref(), Some("admin"));
/// ```
pub trait WithSome: Sized {
    /// Calls the setter with the value, if there is one.
    #[must_use]
    fn with_some<V>(self, value: Option<V>, set: impl FnOnce(Self, V) -> Self) -> Self {
        match value {
            Some(value) => set(self, value),
            None => self,
        }
    }
}

impl<T> WithSome for T {}
