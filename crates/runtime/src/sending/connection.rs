//! Bytes to and from a server, and how much of them is read at a time.
//!
//! hyper reads what frames a message without a limit: zeros and spaces in the size of a chunk (`read_size` and `read_size_lws` in its
//! `proto/h1/decode.rs`), informational answers (the loop of `parse` in `proto/h1/role.rs`). As long as bytes come faster than
//! they are read it goes on, and Tokio interrupts it after 128 reads, each of 400 KiB at most: until then no timer fires on that
//! thread, and no limit holds. So a connection gives way to all the others, and to the timers, long before that.

use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection};
use tokio::task::yield_now;

/// The most that is read at once; what hyper does with as much takes it a few milliseconds.
pub(crate) const PIECE: usize = 128 * 1024;

trait Io: Read + Write + Send + Unpin {}

impl<T: Read + Write + Send + Unpin> Io for T {}

/// A connection to a server or to a proxy, plain or encrypted.
pub(crate) struct Stream {
    io: Box<dyn Io>,
    is_http2: bool,
    is_proxied: bool,
    /// How much room there was for what has been read since the last wait.
    room: usize,
    /// While others have their turn.
    waiting: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl Stream {
    pub(crate) fn new(io: impl Read + Write + Send + Unpin + 'static) -> Self {
        Self {
            io: Box::new(io),
            is_http2: false,
            is_proxied: false,
            room: 0,
            waiting: None,
        }
    }

    /// Both sides have agreed on HTTP/2.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(crate) fn with_http2(self, is_http2: bool) -> Self {
        Self { is_http2, ..self }
    }

    /// At the other end is a proxy that has to be told the host of each request.
    pub(crate) fn proxied(self) -> Self {
        Self {
            is_proxied: true,
            ..self
        }
    }

    /// Gives way if enough has been read without any wait.
    fn poll_turn(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if self.room >= PIECE {
            // Waking the task at once would have it run again before the timers are looked at.
            let waiting = self.waiting.get_or_insert_with(|| Box::pin(yield_now()));
            ready!(waiting.as_mut().poll(context));
            self.waiting = None;
            self.room = 0;
        }
        Poll::Ready(())
    }
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        let connected = Connected::new().proxy(self.is_proxied);
        match self.is_http2 {
            true => connected.negotiated_h2(),
            false => connected,
        }
    }
}

impl Read for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        ready!(self.poll_turn(context));
        let room = buffer.remaining();
        let read = Pin::new(&mut self.io).poll_read(context, buffer);
        self.room = match read {
            Poll::Ready(_) => self.room.saturating_add(room),
            Poll::Pending => 0,
        };
        read
    }
}

impl Write for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write_vectored(context, slices)
    }
}
