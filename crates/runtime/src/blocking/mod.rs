//! Waiting for futures: a runtime on a thread of its own, and streams as iterators. Uses `call`, `outcome`.

pub(crate) mod iterator;
pub(crate) mod thread;
pub(crate) mod waiting;
