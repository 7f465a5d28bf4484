//! An answer that has begun.

use std::task::{Context, Poll};

use bytes::Bytes;

#[cfg(feature = "blocking")]
use crate::blocking::waiting::Waiting;
use crate::call::operation::Operation;
use crate::outcome::decode::DecodeError;
use crate::outcome::error::{Error, ErrorKind};
use crate::outcome::failure::Fault;
use crate::sending::pieces::Pieces;

/// The body of a success that is still to come, and what its errors say.
pub(crate) struct Opened {
    pub(crate) pieces: Box<Pieces>,
    pub(crate) operation: &'static Operation,
    pub(crate) request_id: Option<String>,
    #[cfg(feature = "blocking")]
    pub(crate) waiting: Waiting,
}

impl Opened {
    /// The next piece; `None` at the end.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Fault>>> {
        self.pieces.poll(context)
    }

    /// The failure of the call of which this is the answer.
    pub(crate) fn error<E>(&self, fault: Fault) -> Error<E> {
        Error::of(fault.into_failure(self.operation, self.request_id.clone()))
    }

    /// The failure of a part that is larger than the limit.
    pub(crate) fn too_large<E>(&self) -> Error<E> {
        self.error(self.pieces.too_large())
    }

    /// The failure of a part that is not what the description says.
    pub(crate) fn undecodable<E>(&self, error: DecodeError, part: &[u8]) -> Error<E> {
        let fault = Fault::because(ErrorKind::Decode, error);
        self.error(self.pieces.fault(fault, part))
    }
}
