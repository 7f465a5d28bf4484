//! Clocks and timers.

use std::time::SystemTime;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use tokio::time::{Instant, Sleep, sleep, sleep_until, timeout, timeout_at};
#[cfg(target_arch = "wasm32")]
pub(crate) use wasmtimer::{
    std::Instant,
    tokio::{Sleep, sleep, sleep_until, timeout, timeout_at},
};

/// What the clock on the wall says.
pub(crate) fn system_time() -> SystemTime {
    #[cfg(not(target_arch = "wasm32"))]
    return SystemTime::now();
    // The clock of `std` panics in a browser.
    #[cfg(target_arch = "wasm32")]
    {
        let now = wasmtimer::std::SystemTime::now();
        let since = now.duration_since(wasmtimer::std::UNIX_EPOCH);
        SystemTime::UNIX_EPOCH + since.unwrap_or_default()
    }
}
