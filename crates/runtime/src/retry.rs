//! When a failed attempt is repeated, and after how long.

use std::time::Duration;

use reqwest::StatusCode;

use crate::error::ErrorKind;

/// How failed attempts are repeated.
///
/// The default makes up to three attempts, waits a random time between zero and a bound that
/// begins at half a second, doubles, and ends at 20 s (exponential backoff with full jitter), and
/// honours `Retry-After` up to 30 s. Where the server asks for more, or the call has less time
/// left, the failure is reported instead.
///
/// Repeated are connection failures, timeouts of an attempt and the statuses 408, 429, 502, 503
/// and 504, for idempotent methods (RFC 9110 §9.2.2). Other methods are repeated only when no
/// connection came about.
///
/// A repeated `DELETE` whose first answer was lost reports 404: the resource is gone.
///
/// ```
/// use users_client_runtime::RetryPolicy;
///
/// let off = RetryPolicy::off();
/// let patient = RetryPolicy::default().attempts(6);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(20),
            max_retry_after: Duration::from_secs(30),
        }
    }
}

impl RetryPolicy {
    /// Every request is sent once.
    #[must_use]
    pub fn off() -> Self {
        Self::default().attempts(1)
    }

    /// How often a request is sent at most, the first time included; 0 counts as 1.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The bound of the first wait. It doubles with every further one.
    #[must_use]
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// What the bound of a wait does not grow beyond.
    #[must_use]
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// How long a wait the server may ask for with `Retry-After`. If it asks for more, the failure
    /// is reported at once.
    #[must_use]
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// The bound of the wait after the given attempt, counted from 1.
    fn bound(&self, attempt: u32) -> Duration {
        let factor = 2_u32.saturating_pow(attempt.saturating_sub(1));
        self.base_delay.saturating_mul(factor).min(self.max_delay)
    }
}

/// Everything the decision depends on.
#[derive(Clone, Debug)]
pub(crate) struct Attempt<'a> {
    /// How often the request has been sent, at least 1.
    pub(crate) number: u32,
    pub(crate) idempotent: bool,
    pub(crate) kind: &'a ErrorKind,
    pub(crate) status: Option<StatusCode>,
    pub(crate) retry_after: Option<Duration>,
    /// What is left of the time for the whole call.
    pub(crate) remaining: Duration,
    /// Between 0 and 1; random outside of tests.
    pub(crate) jitter: f64,
}

/// How long to wait before the request is sent again; nothing if the failure is final.
pub(crate) fn decide(policy: &RetryPolicy, attempt: &Attempt<'_>) -> Option<Duration> {
    if attempt.number >= policy.attempts {
        return None;
    }
    let repeatable = match attempt.kind {
        ErrorKind::Connect => true,
        ErrorKind::Timeout | ErrorKind::Interrupted | ErrorKind::BodyIncomplete => {
            attempt.idempotent
        }
        ErrorKind::Status => attempt.idempotent && attempt.status.is_some_and(is_transient),
        _ => false,
    };
    if !repeatable {
        return None;
    }
    let backoff = policy
        .bound(attempt.number)
        .mul_f64(attempt.jitter.clamp(0.0, 1.0));
    let delay = match attempt.retry_after {
        Some(asked) if asked > policy.max_retry_after => return None,
        Some(asked) => asked.max(backoff),
        None => backoff,
    };
    (delay < attempt.remaining).then_some(delay)
}

/// Statuses that say "not now" rather than "no". 500 is not among them: most servers answer it
/// for what fails again.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 502 | 503 | 504)
}
