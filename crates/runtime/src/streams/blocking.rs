//! Streams as iterators, for clients of [`build_blocking`](crate::ClientBuilder::build_blocking).

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::blocking::iterator::{BlockingIter, BlockingStream};
use crate::outcome::by_status::FromAnswer;
use crate::outcome::error::Error;
use crate::streams::bytes::ByteStream;
use crate::streams::event::Event;
use crate::streams::events::EventStream;
use crate::streams::json::JsonStream;

/// Piece by piece.
impl<E> IntoIterator for ByteStream<E> {
    type Item = Result<Bytes, Error<E>>;
    type IntoIter = BlockingIter<Self>;

    fn into_iter(self) -> Self::IntoIter {
        BlockingIter::new(self)
    }
}

impl<E> BlockingStream for ByteStream<E> {
    fn wait(&mut self) -> Option<Self::Item> {
        let waiting = self.opened.as_ref()?.waiting.clone();
        waiting.wait(self.next()).unwrap_or_else(|refused| {
            self.opened = None;
            Some(Err(refused))
        })
    }
}

/// Value by value.
impl<T: DeserializeOwned, E> IntoIterator for JsonStream<T, E> {
    type Item = Result<T, Error<E>>;
    type IntoIter = BlockingIter<Self>;

    fn into_iter(self) -> Self::IntoIter {
        BlockingIter::new(self)
    }
}

impl<T: DeserializeOwned, E> BlockingStream for JsonStream<T, E> {
    fn wait(&mut self) -> Option<Self::Item> {
        let waiting = self.opened.as_ref()?.waiting.clone();
        waiting.wait(self.next()).unwrap_or_else(|refused| {
            self.opened = None;
            Some(Err(refused))
        })
    }
}

/// Event by event.
impl<T, E: FromAnswer> IntoIterator for EventStream<T, E> {
    type Item = Result<Event<T>, Error<E>>;
    type IntoIter = BlockingIter<Self>;

    fn into_iter(self) -> Self::IntoIter {
        BlockingIter::new(self)
    }
}

impl<T, E: FromAnswer> BlockingStream for EventStream<T, E> {
    fn wait(&mut self) -> Option<Self::Item> {
        let waiting = self.waiting.clone();
        waiting
            .wait(self.next())
            .unwrap_or_else(|refused| self.end(Some(refused)))
    }
}
