//! What went wrong with an attempt, as its caller is told.

use http::StatusCode;
use http::header::{HeaderMap, LOCATION};
use url::Url;

use crate::outcome::error::ErrorKind;
use crate::outcome::failure::Fault;
use crate::sending::http_client::{Broken, Stage};

/// The failure of a body that ends too early.
pub(crate) fn broken(broken: Broken) -> Fault {
    let kind = match broken.is_malformed() {
        true => ErrorKind::Malformed,
        false => ErrorKind::BodyIncomplete,
    };
    Fault {
        timed_out: broken.timed_out,
        ..Fault::because(kind, broken.cause)
    }
}

/// The failure of an attempt that took too long: the server may have acted.
pub(super) fn timed_out() -> Fault {
    Fault {
        reached: true,
        ..Fault::new(ErrorKind::Timeout)
    }
}

/// Sorts a failure without an answer by whether the server may have seen the request.
pub(super) fn not_answered(broken: Broken) -> Fault {
    let kind = match broken.stage {
        Stage::Connecting => ErrorKind::Connect,
        _ if broken.timed_out => ErrorKind::Timeout,
        Stage::Preparing => ErrorKind::Refused,
        Stage::Sent if broken.is_malformed() => ErrorKind::Malformed,
        _ => ErrorKind::Interrupted,
    };
    Fault {
        timed_out: broken.timed_out,
        reached: broken.stage == Stage::Sent,
        ..Fault::because(kind, broken.cause)
    }
}

/// What an answer means that is no success.
pub(super) fn kind_of(status: StatusCode, headers: &HeaderMap, requested: &Url) -> ErrorKind {
    if status.is_client_error() || status.is_server_error() {
        return ErrorKind::Status;
    }
    let location = headers.get(LOCATION).and_then(|value| value.to_str().ok());
    match location {
        Some(location) if status.is_redirection() => ErrorKind::Redirect {
            host: requested
                .join(location)
                .ok()
                .and_then(|url| url.host_str().map(str::to_owned)),
        },
        _ => ErrorKind::UnexpectedStatus,
    }
}
