//! Calls that wait for their answer.

use crate::blocking::thread::{RuntimeThread, WouldBlock};
use crate::call::operation::Operation;
use crate::call::refusal::Refusal;
use crate::outcome::error::{Error, ErrorKind};
use crate::outcome::failure::Fault;

/// With what a call waits for its answer.
#[derive(Clone)]
pub(crate) struct Waiting {
    thread: Option<RuntimeThread>,
    operation: &'static Operation,
}

impl Waiting {
    pub(crate) fn new(thread: Option<RuntimeThread>, operation: &'static Operation) -> Self {
        Self { thread, operation }
    }

    /// What the future gives, or the error that says why it cannot be waited for.
    pub(crate) fn wait<F: Future, E>(&self, future: F) -> Result<F::Output, Error<E>> {
        let Some(thread) = &self.thread else {
            return Err(self.refused("the client is one of `build`: await the call, or build the client with `build_blocking`"));
        };
        thread.wait(future).map_err(|WouldBlock| {
            self.refused("it would block the async runtime that it is called in: await the call, or make it in `spawn_blocking`")
        })
    }

    fn refused<E>(&self, reason: &'static str) -> Error<E> {
        let fault = Fault::because(ErrorKind::Refused, Refusal::request(reason));
        Error::of(fault.into_failure(self.operation, None))
    }
}
