//! Streams as iterators.

use std::fmt;

use futures_core::Stream;

/// A stream whose items can be waited for.
pub trait BlockingStream: Stream + Unpin {
    /// Waits for the next item; one that says why that cannot be, if it cannot.
    fn wait(&mut self) -> Option<Self::Item>;
}

/// A stream of a client of [`build_blocking`](crate::ClientBuilder::build_blocking) as an iterator.
///
/// In an async runtime it gives one error, as [`ResponseFuture::send`](crate::ResponseFuture::send) does, and ends.
#[must_use = "nothing is sent until the next item is asked for"]
pub struct BlockingIter<S>(S);

impl<S> BlockingIter<S> {
    pub(crate) fn new(stream: S) -> Self {
        Self(stream)
    }

    /// The stream, with what is left of it.
    pub fn into_stream(self) -> S {
        self.0
    }
}

impl<S: BlockingStream> Iterator for BlockingIter<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        self.0.wait()
    }
}

impl<S: fmt::Debug> fmt::Debug for BlockingIter<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("BlockingIter")
            .field(&self.0)
            .finish()
    }
}
