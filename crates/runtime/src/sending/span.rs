//! The span of a call, with OpenTelemetry's names for HTTP clients.
//!
//! It holds what the API description says and what the server answered with, and nothing that the
//! caller passed in. Without the `tracing` feature everything here is empty.

use std::time::Duration;

use http::StatusCode;

use crate::call::operation::Operation;
use crate::outcome::failure::{Failure, Fault};

/// The span of one call.
pub(crate) struct CallSpan {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl CallSpan {
    pub(crate) fn new(operation: &'static Operation) -> Self {
        let span = tracing::info_span!(
            "http.client.call",
            otel.kind = "client",
            otel.name = tracing::field::Empty,
            otel.status_code = tracing::field::Empty,
            operation = operation.id,
            http.request.method = operation.method,
            url.template = operation.path,
            http.response.status_code = tracing::field::Empty,
            http.request.resend_count = tracing::field::Empty,
            error.type = tracing::field::Empty,
        );
        if !span.is_disabled() {
            let name = format!("{} {}", operation.method, operation.path);
            span.record("otel.name", name);
        }
        Self { span }
    }

    pub(crate) fn cover<F: Future>(&self, future: F) -> impl Future<Output = F::Output> {
        tracing::Instrument::instrument(future, self.span.clone())
    }

    pub(crate) fn answered(&self, status: StatusCode, attempts: u32) {
        self.span
            .record("http.response.status_code", status.as_u16());
        self.resent(attempts);
    }

    pub(crate) fn failed(&self, failure: &Failure) {
        if let Some(status) = failure.status {
            self.span
                .record("http.response.status_code", status.as_u16());
        }
        self.span.record("otel.status_code", "ERROR");
        self.span.record("error.type", &*kind_name(failure));
        self.resent(failure.attempts);
    }

    fn resent(&self, attempts: u32) {
        // The convention sets the attribute only on requests that were sent again.
        if attempts > 1 {
            self.span.record("http.request.resend_count", attempts - 1);
        }
    }
}

#[cfg(feature = "tracing")]
fn kind_name(failure: &Failure) -> std::borrow::Cow<'static, str> {
    use crate::outcome::error::ErrorKind;

    match (&failure.kind, failure.status) {
        (ErrorKind::Status | ErrorKind::UnexpectedStatus, Some(status)) => {
            status.as_str().to_owned().into()
        }
        (kind, _) => kind.name().into(),
    }
}

#[cfg(feature = "tracing")]
pub(crate) fn will_retry(attempt: u32, delay: Duration, fault: &Fault) {
    tracing::debug!(
        attempt,
        delay_ms = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX),
        error.type = fault.kind.name(),
        http.response.status_code = fault.status.map(|status| status.as_u16()),
        "the attempt failed and is repeated"
    );
}

/// A login is traded for a token. The address holds no secret.
#[cfg(feature = "tracing")]
pub(crate) fn token_requested(method: &str, endpoint: &str) {
    tracing::debug!(
        http.request.method = method,
        url.full = endpoint,
        "a token is asked for"
    );
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn token_requested(_: &str, _: &str) {}

/// A success that the description does not know of.
#[cfg(feature = "tracing")]
pub(crate) fn undocumented(operation: &'static Operation, status: StatusCode) {
    tracing::debug!(
        operation = operation.id,
        http.response.status_code = status.as_u16(),
        "the description does not name the status, and its body is that of a success"
    );
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn undocumented(_: &'static Operation, _: StatusCode) {}

#[cfg(not(feature = "tracing"))]
impl CallSpan {
    pub(crate) fn new(_: &'static Operation) -> Self {
        Self {}
    }

    // Not an `async fn`, whose state would have room for the future twice.
    pub(crate) fn cover<F: Future>(&self, future: F) -> F {
        future
    }

    pub(crate) fn answered(&self, _: StatusCode, _: u32) {}

    pub(crate) fn failed(&self, _: &Failure) {}
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn will_retry(_: u32, _: Duration, _: &Fault) {}
