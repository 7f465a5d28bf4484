//! Work beside a call.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::sync::oneshot;

/// Does something beside the calls.
pub(crate) fn spawn(future: impl Future<Output = ()> + Send + 'static) {
    #[cfg(not(target_arch = "wasm32"))]
    drop(tokio::spawn(future));
    #[cfg(target_arch = "wasm32")]
    wasm_bindgen_futures::spawn_local(future);
}

/// Work whose result is wanted. It ends when nobody waits for it any more.
pub(crate) struct Task<T>(oneshot::Receiver<T>);

impl<T: Send + 'static> Task<T> {
    pub(crate) fn begin(future: impl Future<Output = T> + Send + 'static) -> Self {
        let (mut sender, receiver) = oneshot::channel();
        spawn(async move {
            let mut future = std::pin::pin!(future);
            let output = std::future::poll_fn(|context| {
                if sender.poll_closed(context).is_ready() {
                    return Poll::Ready(None);
                }
                future.as_mut().poll(context).map(Some)
            });
            if let Some(output) = output.await {
                // Dropped meanwhile, it is not wanted.
                let _ = sender.send(output);
            }
        });
        Self(receiver)
    }
}

impl<T> Future for Task<T> {
    type Output = Result<T, Lost>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let output = ready!(Pin::new(&mut self.0).poll(context));
        Poll::Ready(output.map_err(|_| Lost))
    }
}

/// The work ended without a result: it panicked, or its runtime has ended.
#[derive(Debug)]
pub(crate) struct Lost;

impl fmt::Display for Lost {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the runtime that it was asked for in has ended")
    }
}

impl std::error::Error for Lost {}
