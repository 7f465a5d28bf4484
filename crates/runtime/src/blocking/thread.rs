//! The thread that connections and timers live on, and waiting for what they bring.

use std::fmt;
use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio::task::coop::poll_proceed;

/// A thread with a Tokio runtime. It ends when the last clone is dropped, wherever that is: nobody waits for it.
#[derive(Clone)]
pub(crate) struct RuntimeThread(Arc<Shared>);

struct Shared {
    handle: Handle,
    /// Nothing is sent: the thread goes on until this is dropped.
    _alive: oneshot::Sender<()>,
}

/// Waiting would stop the tasks of an async runtime, perhaps the one that is waited for.
#[derive(Debug)]
pub(crate) struct WouldBlock;

impl RuntimeThread {
    /// Starts the thread.
    pub(crate) fn start() -> io::Result<Self> {
        let (alive, dropped) = oneshot::channel::<()>();
        let (started, starting) = sync_channel(1);
        thread::Builder::new()
            .name(env!("CARGO_PKG_NAME").to_owned())
            .spawn(move || {
                // Built and dropped here: Tokio panics where a runtime is dropped inside of another.
                match Builder::new_current_thread().enable_all().build() {
                    Ok(runtime) => {
                        let _ = started.send(Ok(runtime.handle().clone()));
                        let _ = runtime.block_on(dropped);
                    }
                    Err(error) => {
                        let _ = started.send(Err(error));
                    }
                }
            })?;
        let handle = starting.recv().map_err(io::Error::other)??;
        Ok(Self(Arc::new(Shared {
            handle,
            _alive: alive,
        })))
    }

    /// What the future gives. It is polled on the caller's thread, and woken by the runtime's.
    pub(crate) fn wait<F: Future>(&self, future: F) -> Result<F::Output, WouldBlock> {
        if polls_tasks() {
            return Err(WouldBlock);
        }
        let _entered = self.0.handle.enter();
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        let mut context = Context::from_waker(&waker);
        let mut future = pin!(future);
        loop {
            match future.as_mut().poll(&mut context) {
                Poll::Ready(output) => return Ok(output),
                // Unparked before it parks, it does not park.
                Poll::Pending => thread::park(),
            }
        }
    }
}

impl fmt::Debug for RuntimeThread {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RuntimeThread")
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Whether this thread polls the tasks of a Tokio runtime at the moment.
///
/// Tokio tells it by a panic alone. But whatever it polls has a budget, and what may wait has none: threads of
/// `spawn_blocking`, `block_in_place`, and those that have merely entered a runtime.
fn polls_tasks() -> bool {
    if Handle::try_current().is_err() {
        return false;
    }
    let mut context = Context::from_waker(Waker::noop());
    let mut taken = Vec::new();
    let has_budget = (0..=u8::MAX).any(|_| match poll_proceed(&mut context) {
        Poll::Ready(unit) => {
            taken.push(unit);
            false
        }
        Poll::Pending => true,
    });
    // Each gives back what there was before it, so the first has to be the last.
    while taken.pop().is_some() {}
    has_budget
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runtime() -> tokio::runtime::Runtime {
        Builder::new_multi_thread().build().unwrap()
    }

    #[test]
    fn a_thread_that_may_wait_is_taken_for_one_that_polls_tasks() {
        let runtime = runtime();
        assert!(!polls_tasks());
        let _entered = runtime.enter();
        assert!(!polls_tasks());
        let (blocking, in_place) = runtime.block_on(async {
            let blocking = tokio::task::spawn_blocking(polls_tasks).await.unwrap();
            let in_place = tokio::spawn(async { tokio::task::block_in_place(polls_tasks) });
            (blocking, in_place.await.unwrap())
        });
        assert!(!blocking);
        assert!(!in_place);
    }

    #[test]
    fn a_task_is_taken_for_a_thread_that_may_wait() {
        let runtime = runtime();
        let (main, task, again) = runtime.block_on(async {
            let task = tokio::spawn(async { polls_tasks() }).await.unwrap();
            (polls_tasks(), task, polls_tasks())
        });
        assert!(main && task && again);
    }

    #[test]
    fn the_thread_goes_on_when_nobody_needs_it() {
        struct Ends(std::sync::mpsc::Sender<()>);
        impl Drop for Ends {
            fn drop(&mut self) {
                let _ = self.0.send(());
            }
        }
        let thread = RuntimeThread::start().unwrap();
        let (ends, ended) = std::sync::mpsc::channel();
        let ends = Ends(ends);
        let task = async move {
            let _ends = ends;
            std::future::pending::<()>().await;
        };
        thread.wait(async { drop(tokio::spawn(task)) }).unwrap();
        let clone = thread.clone();
        drop(thread);
        let second = std::time::Duration::from_secs(1);
        assert!(ended.recv_timeout(second / 10).is_err());
        runtime().block_on(async { drop(clone) });
        assert!(ended.recv_timeout(10 * second).is_ok());
    }

    #[test]
    fn a_task_that_asked_has_less_budget_than_before() {
        let polls = runtime().block_on(async {
            for _ in 0..1000 {
                polls_tasks();
            }
            // Were a unit lost with each, this would yield.
            let mut context = Context::from_waker(Waker::noop());
            poll_proceed(&mut context).is_ready()
        });
        assert!(polls);
    }
}
