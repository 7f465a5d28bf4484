//! What a program runs on: clocks, timers, tasks and bodies that arrive, of a system or of a browser. Uses nothing.
//!
//! `wasm32` is a browser, as it is for reqwest: no clock and no threads in `std`, and HTTP by `fetch`.

pub(crate) mod clock;
pub(crate) mod incoming;
pub(crate) mod task;
