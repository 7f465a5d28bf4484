//! When a failed attempt is repeated, and after how long.

use std::time::Duration;

use http::StatusCode;

use crate::outcome::error::ErrorKind;
use crate::outcome::failure::is_transient;

/// How failed attempts are repeated.
///
/// The default makes up to three attempts, waits a random time between zero and a bound that
/// begins at half a second, doubles, and ends at 20 s (exponential backoff with full jitter), and
/// honours `Retry-After` up to 30 s. Where the server asks for more, or the call has less time
/// left, the failure is reported instead.
///
/// Repeated are connection failures, timeouts of an attempt and the statuses 408, 429, 502, 503
/// and 504, for idempotent methods (RFC 9110 §9.2.2), unless the body holds a secret or the API description says
/// otherwise. Others are repeated only when no connection came about.
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

    pub(crate) fn most_attempts(&self) -> u32 {
        self.attempts
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

    /// As much of a wait that the server asks for as is allowed.
    pub(crate) fn within(&self, wait: Duration) -> Duration {
        wait.min(self.max_retry_after)
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
    let bound = policy.bound(attempt.number);
    let jittered = bound.as_secs_f64() * attempt.jitter.clamp(0.0, 1.0);
    // `mul_f64` would panic for what a caller means by "for ever".
    let backoff = Duration::try_from_secs_f64(jittered).unwrap_or(bound);
    let delay = match attempt.retry_after {
        Some(asked) if asked > policy.max_retry_after => return None,
        Some(asked) => asked.max(backoff),
        None => backoff,
    };
    (delay < attempt.remaining).then_some(delay)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn attempt<'a>(kind: &'a ErrorKind, status: u16, idempotent: bool) -> Attempt<'a> {
        Attempt {
            number: 1,
            idempotent,
            kind,
            status: StatusCode::from_u16(status).ok(),
            retry_after: None,
            remaining: 60 * SECOND,
            jitter: 1.0,
        }
    }

    /// Whether a failure is repeated for an idempotent method, and for another.
    const TABLE: &[(ErrorKind, u16, bool, bool)] = &[
        (ErrorKind::Connect, 0, true, true),
        (ErrorKind::Timeout, 0, true, false),
        (ErrorKind::Timeout, 200, true, false),
        (ErrorKind::Interrupted, 0, true, false),
        (ErrorKind::Malformed, 0, false, false),
        (ErrorKind::BodyIncomplete, 200, true, false),
        (ErrorKind::Status, 400, false, false),
        (ErrorKind::Status, 401, false, false),
        (ErrorKind::Status, 403, false, false),
        (ErrorKind::Status, 404, false, false),
        (ErrorKind::Status, 408, true, false),
        (ErrorKind::Status, 409, false, false),
        (ErrorKind::Status, 425, false, false),
        (ErrorKind::Status, 429, true, false),
        (ErrorKind::Status, 500, false, false),
        (ErrorKind::Status, 501, false, false),
        (ErrorKind::Status, 502, true, false),
        (ErrorKind::Status, 503, true, false),
        (ErrorKind::Status, 504, true, false),
        (ErrorKind::Status, 507, false, false),
        (ErrorKind::UnexpectedStatus, 202, false, false),
        (ErrorKind::Redirect { host: None }, 307, false, false),
        (ErrorKind::BodyTooLarge { limit: 1 }, 200, false, false),
        (ErrorKind::Decode, 200, false, false),
        (ErrorKind::Refused, 0, false, false),
        (ErrorKind::MissingCredential, 0, false, false),
        (ErrorKind::Token, 0, false, false),
    ];

    #[test]
    fn each_failure_is_repeated_only_where_that_is_safe_and_of_use() {
        let policy = RetryPolicy::default();
        for (kind, status, idempotent, other) in TABLE {
            let decision = |safe| decide(&policy, &attempt(kind, *status, safe)).is_some();
            assert_eq!(decision(true), *idempotent, "{kind:?} {status}");
            assert_eq!(decision(false), *other, "{kind:?} {status}");
        }
    }

    #[test]
    fn waits_double_up_to_the_cap_and_are_spread_down_to_zero() {
        let policy = RetryPolicy::default().attempts(u32::MAX);
        let kind = ErrorKind::Connect;
        let wait = |number, jitter| {
            let base = attempt(&kind, 0, true);
            decide(
                &policy,
                &Attempt {
                    number,
                    jitter,
                    ..base
                },
            )
            .unwrap()
            .as_millis()
        };
        let longest: Vec<u128> = (1..=8).map(|number| wait(number, 1.0)).collect();
        assert_eq!(
            longest,
            [500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]
        );
        assert_eq!(wait(3, 0.5), 1000);
        assert_eq!(wait(3, 0.0), 0);
        assert_eq!(wait(u32::MAX - 1, 1.0), 20_000);
        // Jitter that is out of range does not become a panic.
        assert_eq!(wait(1, 9.0), 500);
        assert_eq!(wait(1, -9.0), 0);

        let for_ever = policy.base_delay(Duration::MAX).max_delay(Duration::MAX);
        assert_eq!(decide(&for_ever, &attempt(&kind, 0, true)), None);
    }

    #[test]
    fn what_the_server_asks_for_is_kept_within_bounds() {
        let kind = ErrorKind::Status;
        let wait = |asked: Duration, remaining: Duration| {
            let attempt = Attempt {
                retry_after: Some(asked),
                remaining,
                ..attempt(&kind, 503, true)
            };
            decide(&RetryPolicy::default(), &attempt)
        };
        assert_eq!(wait(5 * SECOND, 60 * SECOND), Some(5 * SECOND));
        // A server that asks for nothing does not get a storm.
        assert_eq!(wait(Duration::ZERO, 60 * SECOND), Some(SECOND / 2));
        assert_eq!(wait(30 * SECOND, 60 * SECOND), Some(30 * SECOND));
        assert_eq!(wait(31 * SECOND, 60 * SECOND), None);
        assert_eq!(wait(Duration::MAX, 60 * SECOND), None);
        assert_eq!(wait(5 * SECOND, 5 * SECOND), None);
    }

    #[test]
    fn attempts_are_counted_with_the_first() {
        let kind = ErrorKind::Connect;
        let goes_on = |policy: &RetryPolicy, number| {
            let base = attempt(&kind, 0, true);
            decide(policy, &Attempt { number, ..base }).is_some()
        };
        assert!(goes_on(&RetryPolicy::default(), 2));
        assert!(!goes_on(&RetryPolicy::default(), 3));
        assert!(!goes_on(&RetryPolicy::off(), 1));
        assert!(!goes_on(&RetryPolicy::default().attempts(0), 1));
    }
}
