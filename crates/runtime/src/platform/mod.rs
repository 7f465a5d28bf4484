//! What a program runs on: clocks, timers and tasks, of a system or of a browser. Uses nothing.
//!
//! `wasm32` is a browser, as it is for reqwest: no clock and no threads in `std`.

pub(crate) mod clock;
pub(crate) mod task;
