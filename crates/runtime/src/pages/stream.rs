//! Streams of pages and of items.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::plan::Progress;
use super::{Page, Pagination, RepeatedPage};
#[cfg(feature = "blocking")]
use crate::blocking::iterator::{BlockingIter, BlockingStream};
use crate::client::core::Request;
use crate::client::response_future::ResponseFuture;
use crate::outcome::by_status::FromAnswer;
use crate::outcome::error::{Error, ErrorKind};
use crate::outcome::failure::Fault;
use crate::platform::task::Task;

/// The pages of a list, fetched one after the other as they are asked for. At most one is held in memory, unless
/// [`prefetch`](Self::prefetch) says otherwise. After an error there is nothing more.
#[must_use = "nothing is sent until the next page is asked for"]
pub struct PageStream<P, E> {
    request: Request,
    pagination: &'static Pagination,
    /// The page to ask for next; `None` after the last one.
    position: Option<u64>,
    progress: Progress,
    pending: Option<Pending<P, E>>,
    /// What the pages before held, so that one that comes again is noticed.
    seen: HashSet<u64>,
    prefetch: bool,
}

enum Pending<P, E> {
    Here(ResponseFuture<P, E>),
    Ahead(Task<Result<P, Error<E>>>),
}

// All fields are moved and replaced as wholes.
impl<P, E> Unpin for PageStream<P, E> {}

impl<P, E> PageStream<P, E>
where
    P: Page + DeserializeOwned + Send + 'static,
    P::Item: Serialize,
    E: FromAnswer + Send + 'static,
{
    /// Begins where the request says, or at the beginning. A size of zero and numbers below zero are refused when the first
    /// page is asked for.
    pub fn new(mut request: Request, pagination: &'static Pagination) -> Self {
        let position = request.count_in_query(pagination.position, 0);
        let position = position.unwrap_or(pagination.start());
        let size = request.count_in_query(pagination.size, 1);
        Self {
            request,
            pagination,
            position: Some(position),
            progress: Progress::new(pagination, position, size),
            pending: None,
            seen: HashSet::new(),
            prefetch: false,
        }
    }

    /// Fetches the next page while the caller works on this one: two pages are held in memory.
    pub fn prefetch(mut self) -> Self {
        self.prefetch = true;
        self
    }

    /// The value of the page or offset parameter with which a later stream goes on where this one stands; `None` at the end.
    #[must_use]
    pub fn position(&self) -> Option<u64> {
        self.position
    }

    /// The next page; `None` after the last one.
    ///
    /// # Errors
    ///
    /// Those of the call, [`ErrorKind::RepeatedPage`] and [`ErrorKind::IncompleteList`]. Nothing comes after an error.
    pub async fn next(&mut self) -> Option<Result<P, Error<E>>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    /// The items of all pages, one after the other.
    pub fn items(self) -> ItemStream<P, E> {
        ItemStream {
            pages: self,
            items: Vec::new().into_iter(),
        }
    }

    fn fetch(&self, position: u64) -> ResponseFuture<P, E> {
        self.request
            .clone()
            .query(self.pagination.position, &position)
            .send_json()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P, Error<E>>>> {
        let Some(position) = self.position else {
            return Poll::Ready(None);
        };
        let mut pending = self
            .pending
            .take()
            .unwrap_or_else(|| Pending::Here(self.fetch(position)));
        let outcome = match &mut pending {
            Pending::Here(future) => Pin::new(future).poll(context),
            Pending::Ahead(task) => match Pin::new(task).poll(context) {
                Poll::Pending => Poll::Pending,
                Poll::Ready(Ok(outcome)) => Poll::Ready(outcome),
                Poll::Ready(Err(lost)) => {
                    Poll::Ready(Err(self.failed(ErrorKind::Interrupted, lost)))
                }
            },
        };
        match outcome {
            Poll::Pending => {
                self.pending = Some(pending);
                Poll::Pending
            }
            Poll::Ready(Err(error)) => {
                self.position = None;
                Poll::Ready(Some(Err(error)))
            }
            Poll::Ready(Ok(page)) => Poll::Ready(self.arrived(position, page)),
        }
    }

    fn arrived(&mut self, position: u64, page: P) -> Option<Result<P, Error<E>>> {
        let is_empty = page.items().is_empty();
        if !is_empty && !self.seen.insert(fingerprint(page.items())) {
            self.position = None;
            let repeated = RepeatedPage {
                parameter: self.pagination.position,
                position,
            };
            return Some(Err(self.failed(ErrorKind::RepeatedPage, repeated)));
        }
        self.position = self.progress.next(position, &page);
        if is_empty && !self.seen.is_empty() {
            let missing = self.progress.missing()?;
            return Some(Err(self.failed(ErrorKind::IncompleteList, missing)));
        }
        if let (true, Some(next)) = (self.prefetch, self.position) {
            self.pending = Some(Pending::Ahead(Task::begin(self.fetch(next))));
        }
        Some(Ok(page))
    }

    fn failed(
        &self,
        kind: ErrorKind,
        because: impl std::error::Error + Send + Sync + 'static,
    ) -> Error<E> {
        let mut fault = Fault::because(kind, because);
        fault.reached = true;
        Error::of(fault.into_failure(self.request.operation, None))
    }
}

fn fingerprint<T: Serialize>(items: &[T]) -> u64 {
    struct Feed<'h>(&'h mut DefaultHasher);
    impl std::io::Write for Feed<'_> {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.write(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut hasher = DefaultHasher::new();
    items.len().hash(&mut hasher);
    // What cannot be written as JSON did not come from JSON; without a fingerprint nothing is taken for repeated.
    let _ = serde_json::to_writer(Feed(&mut hasher), items);
    hasher.finish()
}

/// A stream, and with a client of [`build_blocking`](crate::ClientBuilder::build_blocking) an iterator.
macro_rules! stream {
    ($stream:ident of $item:ty) => {
        impl<P, E> Stream for $stream<P, E>
        where
            P: Page + DeserializeOwned + Send + 'static,
            P::Item: Serialize,
            E: FromAnswer + Send + 'static,
        {
            type Item = Result<$item, Error<E>>;

            fn poll_next(
                mut self: Pin<&mut Self>,
                context: &mut Context<'_>,
            ) -> Poll<Option<Self::Item>> {
                self.poll(context)
            }
        }

        /// With a client of [`build_blocking`](crate::ClientBuilder::build_blocking).
        #[cfg(feature = "blocking")]
        impl<P, E> IntoIterator for $stream<P, E>
        where
            P: Page + DeserializeOwned + Send + 'static,
            P::Item: Serialize,
            E: FromAnswer + Send + 'static,
        {
            type Item = Result<$item, Error<E>>;
            type IntoIter = BlockingIter<Self>;

            fn into_iter(self) -> Self::IntoIter {
                BlockingIter::new(self)
            }
        }
    };
}

stream!(PageStream of P);
stream!(ItemStream of P::Item);

#[cfg(feature = "blocking")]
impl<P, E> BlockingStream for PageStream<P, E>
where
    P: Page + DeserializeOwned + Send + 'static,
    P::Item: Serialize,
    E: FromAnswer + Send + 'static,
{
    fn wait(&mut self) -> Option<Self::Item> {
        self.position?;
        let waiting = self.request.waiting();
        waiting.wait(self.next()).unwrap_or_else(|refused| {
            self.position = None;
            Some(Err(refused))
        })
    }
}

impl<P, E> fmt::Debug for PageStream<P, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PageStream")
            .field("request", &self.request)
            .field("position", &self.position)
            .finish()
    }
}

/// The items of a list, page by page as they are needed. After an error there is nothing more.
///
/// Pages are counted: what is removed while the stream goes on makes it pass over as many items. Collect first what is to be
/// removed.
#[must_use = "nothing is sent until the next item is asked for"]
pub struct ItemStream<P: Page, E> {
    pages: PageStream<P, E>,
    items: std::vec::IntoIter<P::Item>,
}

impl<P: Page, E> Unpin for ItemStream<P, E> {}

impl<P, E> ItemStream<P, E>
where
    P: Page + DeserializeOwned + Send + 'static,
    P::Item: Serialize,
    E: FromAnswer + Send + 'static,
{
    /// The next item; `None` after the last one.
    ///
    /// # Errors
    ///
    /// Those of [`PageStream::next`], after the items of the pages before.
    pub async fn next(&mut self) -> Option<Result<P::Item, Error<E>>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    /// All items that are left, at once.
    ///
    /// # Errors
    ///
    /// The first error; the items before it are dropped.
    pub async fn collect(mut self) -> Result<Vec<P::Item>, Error<E>> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P::Item, Error<E>>>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            // The room of the page before would be held until the next one is there: that of two pages.
            self.items = Vec::new().into_iter();
            match self.pages.poll(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(Some(Ok(page))) => self.items = page.into_items().into_iter(),
            }
        }
    }
}

#[cfg(feature = "blocking")]
impl<P, E> BlockingStream for ItemStream<P, E>
where
    P: Page + DeserializeOwned + Send + 'static,
    P::Item: Serialize,
    E: FromAnswer + Send + 'static,
{
    fn wait(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(Ok(item));
            }
            self.items = Vec::new().into_iter();
            match self.pages.wait()? {
                Ok(page) => self.items = page.into_items().into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<P: Page, E> fmt::Debug for ItemStream<P, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ItemStream")
            .field("pages", &self.pages)
            .finish()
    }
}
