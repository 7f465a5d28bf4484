//! How much time there is.

use std::time::Duration;

use crate::platform::clock::Instant;

/// A point in time; far away where the duration is more than the clock can count.
pub(crate) fn deadline_after(duration: Duration) -> Instant {
    const FAR: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);
    let now = Instant::now();
    now.checked_add(duration.min(FAR)).unwrap_or(now)
}
