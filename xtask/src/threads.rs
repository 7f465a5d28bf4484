//! The threads that files are made on: as many as there are cores.

use std::sync::LazyLock;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

/// The threads that generate have this name.
pub(crate) const NAME: &str = "generator";

/// Syntax trees are deep, and all that handles them recurses.
pub(crate) const STACK_SIZE: usize = 256 * 1024 * 1024;

static POOL: LazyLock<Result<ThreadPool, ThreadPoolBuildError>> = LazyLock::new(|| {
    ThreadPoolBuilder::new()
        .stack_size(STACK_SIZE)
        .thread_name(|_| NAME.to_owned())
        .build()
});

/// Does some work on a thread of the pool, from which [`each`] finds the others. Whoever calls from a pool of his own has
/// chosen how many threads there are.
pub(crate) fn in_pool<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match &*POOL {
        Ok(pool) if rayon::current_thread_index().is_none() => pool.install(work),
        _ => work(),
    }
}

/// What becomes of each item, in their order.
///
/// # Errors
///
/// The first error in the order of the items, whichever thread was the first to fail.
pub(crate) fn each<I, T>(
    items: I,
    make: impl Fn(I::Item) -> Result<T, String> + Send + Sync,
) -> Result<Vec<T>, String>
where
    I: IntoParallelIterator,
    T: Send,
{
    let made: Vec<Result<T, String>> = items.into_par_iter().map(make).collect();
    made.into_iter().collect()
}
