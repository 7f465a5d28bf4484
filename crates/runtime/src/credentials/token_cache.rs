//! One token for all calls of a client: renewed ahead of its expiry, by one request at a time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::header::HeaderValue;

use crate::credentials::credential::bearer;
use crate::credentials::token::{Token, TokenSource};
use crate::outcome::token_error::TokenError;
use crate::platform::clock::{Instant, timeout};
use crate::platform::task::spawn;

/// Tokens are renewed this long before they expire, or a tenth of their lifetime if that is
/// shorter: a request must not be under way when its token ends.
const MARGIN: Duration = Duration::from_secs(60);

/// After a renewal ahead of time has failed, the token that is still valid is used this long
/// before the next one is tried.
const PAUSE: Duration = Duration::from_secs(5);

/// A renewal ahead of time that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// After a login was refused, calls get that answer for this long instead of trying again, twice as long after each
/// further one: servers lock accounts and ban machines that try a wrong password again and again.
const FIRST_REFUSAL: Duration = Duration::from_secs(5);
const LONGEST_REFUSAL: Duration = Duration::from_secs(300);

#[derive(Clone)]
pub(crate) struct TokenCache(Arc<Shared>);

struct Shared {
    source: Arc<dyn TokenSource>,
    state: Mutex<State>,
    /// Held while a token is requested. When the call that requests it is dropped, the lock is
    /// free again and the next waiting call takes over.
    flight: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Default)]
struct State {
    current: Option<Held>,
    /// How the last finished request ended, for the calls that waited for it.
    last: Option<Result<Issued, TokenError>>,
    finished: u64,
    paused_until: Option<Instant>,
    /// How often in a row the login was refused, and how long that is remembered.
    refusals: u32,
    refused_until: Option<(Instant, TokenError)>,
}

struct Held {
    issued: Issued,
    renew_at: Option<Instant>,
    expires_at: Option<Instant>,
}

/// A token as it is sent.
#[derive(Clone)]
pub(crate) struct Issued {
    pub(crate) header: HeaderValue,
    generation: u64,
}

enum Freshness {
    Fresh(Issued),
    /// Still valid, but to be renewed.
    Aging(Issued),
    Stale,
    /// There is none, and the server refused the login a short time ago.
    Refused(TokenError),
}

impl TokenCache {
    pub(crate) fn new(source: Arc<dyn TokenSource>) -> Self {
        Self(Arc::new(Shared {
            source,
            state: Mutex::default(),
            flight: Arc::default(),
        }))
    }

    /// A valid token. Nobody waits for one while there is one.
    pub(crate) async fn get(&self) -> Result<Issued, TokenError> {
        let shared = &self.0;
        let (freshness, finished) = {
            let state = shared.state();
            (state.freshness(Instant::now()), state.finished)
        };
        match freshness {
            Freshness::Fresh(issued) => Ok(issued),
            Freshness::Aging(issued) => {
                // Beside the calls: a server that is slow to renew must not hold up what needs no renewal.
                if let Ok(flight) = Arc::clone(&shared.flight).try_lock_owned() {
                    let shared = Arc::clone(shared);
                    spawn(async move {
                        let _flight = flight;
                        shared.renew_ahead().await;
                    });
                }
                Ok(issued)
            }
            Freshness::Refused(error) => Err(error),
            Freshness::Stale => {
                let _flight = shared.flight.lock().await;
                let awaited = {
                    let state = shared.state();
                    // A request that ended since then was waited for, whichever way it ended: a
                    // thousand calls must not log in a thousand times with a wrong password.
                    (state.finished != finished).then(|| state.last.clone())
                };
                match awaited.flatten() {
                    Some(outcome) => outcome,
                    None => shared.renew().await,
                }
            }
        }
    }

    /// Drops a token that the server refused, unless it has been replaced already.
    pub(crate) fn invalidate(&self, refused: &Issued) {
        let mut state = self.0.state();
        if let Some(held) = &state.current
            && held.issued.generation == refused.generation
        {
            state.current = None;
        }
    }
}

impl Shared {
    /// Requests a token while there is one; the caller holds `flight`.
    async fn renew_ahead(&self) {
        let renewed = timeout(PATIENCE, self.renew()).await;
        if !matches!(renewed, Ok(Ok(_))) {
            self.state().paused_until = Instant::now().checked_add(PAUSE);
        }
    }

    /// Requests a token; the caller holds `flight`.
    async fn renew(&self) -> Result<Issued, TokenError> {
        let outcome = self.source.token().await;
        let mut state = self.state();
        let generation = state.finished.wrapping_add(1);
        state.finished = generation;
        let outcome = outcome.and_then(|token| Held::new(&token, generation));
        state.paused_until = None;
        let outcome = outcome.map(|held| {
            let issued = held.issued.clone();
            state.current = Some(held);
            issued
        });
        state.remember(&outcome);
        state.last = Some(outcome.clone());
        outcome
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn freshness(&self, now: Instant) -> Freshness {
        let passed = |instant: Option<Instant>| instant.is_some_and(|instant| instant <= now);
        let refused = || match &self.refused_until {
            Some((until, error)) if now < *until => Some(error.clone()),
            _ => None,
        };
        let stale = || refused().map_or(Freshness::Stale, Freshness::Refused);
        match &self.current {
            None => stale(),
            Some(held) if passed(held.expires_at) => stale(),
            Some(held) if passed(held.renew_at) => {
                let paused = self.paused_until.is_some_and(|until| now < until);
                if paused || refused().is_some() {
                    Freshness::Fresh(held.issued.clone())
                } else {
                    Freshness::Aging(held.issued.clone())
                }
            }
            Some(held) => Freshness::Fresh(held.issued.clone()),
        }
    }
}

impl State {
    /// Keeps in mind that the server does not want this login.
    fn remember(&mut self, outcome: &Result<Issued, TokenError>) {
        let error = match outcome {
            Err(error) if error.is_rejected() || error.is_blocked() => error,
            // Whether a server that is down would refuse it, nobody knows.
            Err(_) => return,
            Ok(_) => {
                self.refusals = 0;
                self.refused_until = None;
                return;
            }
        };
        let doubled = FIRST_REFUSAL.saturating_mul(2_u32.saturating_pow(self.refusals));
        self.refusals = self.refusals.saturating_add(1);
        let asked = error.retry_after().unwrap_or_default();
        let pause = doubled.max(asked).min(LONGEST_REFUSAL);
        self.refused_until = Instant::now()
            .checked_add(pause)
            .map(|until| (until, error.clone()));
    }
}

impl Held {
    fn new(token: &Token, generation: u64) -> Result<Self, TokenError> {
        let header = bearer(&token.secret)
            .map_err(|problem| TokenError::because(format!("the token: {problem}"), None))?;
        let now = Instant::now();
        let expires_at = token.lifetime.and_then(|left| now.checked_add(left));
        let renew_at = token.lifetime.and_then(|left| {
            let margin = MARGIN.min(left / 10);
            now.checked_add(left - margin)
        });
        Ok(Self {
            issued: Issued { header, generation },
            renew_at,
            expires_at,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

    use tokio::time::advance;

    use http::StatusCode;
    use http::header::HeaderMap;

    use super::*;
    use crate::credentials::token::TokenFuture;
    use crate::outcome::error::ErrorKind;
    use crate::outcome::failure::Fault;

    /// Hands out `token-1`, `token-2`, …, each valid for the given seconds.
    struct Counter {
        issued: AtomicU32,
        lifetime: u64,
        fails: AtomicBool,
    }

    impl TokenSource for Counter {
        fn token(&self) -> TokenFuture<'_> {
            Box::pin(async {
                let number = self.issued.fetch_add(1, Ordering::SeqCst) + 1;
                tokio::time::sleep(Duration::from_millis(1)).await;
                if self.fails.load(Ordering::SeqCst) {
                    return Err(TokenError::new("the source is down"));
                }
                let token = Token::new(format!("token-{number}"));
                Ok(token.expires_in(Duration::from_secs(self.lifetime)))
            })
        }
    }

    fn cache(lifetime: u64) -> (TokenCache, Arc<Counter>) {
        let source = Arc::new(Counter {
            issued: AtomicU32::new(0),
            lifetime,
            fails: AtomicBool::new(false),
        });
        (
            TokenCache::new(Arc::clone(&source) as Arc<dyn TokenSource>),
            source,
        )
    }

    async fn number(cache: &TokenCache) -> u32 {
        let issued = cache.get().await.unwrap();
        let text = issued.header.to_str().unwrap().to_owned();
        text.strip_prefix("Bearer token-").unwrap().parse().unwrap()
    }

    /// What a call gets after one before it has had time to renew.
    async fn renewed(cache: &TokenCache) -> u32 {
        number(cache).await;
        tokio::time::sleep(Duration::from_millis(2)).await;
        number(cache).await
    }

    async fn pass(seconds: u64) {
        advance(Duration::from_secs(seconds)).await;
    }

    #[tokio::test(start_paused = true)]
    async fn a_token_is_renewed_a_minute_before_it_expires() {
        let (cache, _) = cache(1200);
        assert_eq!(number(&cache).await, 1);
        pass(1138).await;
        assert_eq!(number(&cache).await, 1);
        assert_eq!(renewed(&cache).await, 1);
        pass(2).await;
        assert_eq!(renewed(&cache).await, 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_short_token_is_used_for_most_of_its_life() {
        let (cache, _) = cache(50);
        assert_eq!(number(&cache).await, 1);
        pass(44).await;
        assert_eq!(renewed(&cache).await, 1);
        pass(1).await;
        assert_eq!(renewed(&cache).await, 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_failing_renewal_ahead_of_time_does_not_fail_the_calls() {
        let (cache, source) = cache(1200);
        assert_eq!(number(&cache).await, 1);
        source.fails.store(true, Ordering::SeqCst);
        pass(1145).await;
        for _ in 0..100 {
            assert_eq!(renewed(&cache).await, 1);
        }
        assert_eq!(
            source.issued.load(Ordering::SeqCst),
            2,
            "one try, then a pause"
        );
        pass(6).await;
        assert_eq!(renewed(&cache).await, 1);
        assert_eq!(source.issued.load(Ordering::SeqCst), 3);
        // Once it has expired, the failure is the calls' own.
        pass(60).await;
        assert!(cache.get().await.is_err());
        source.fails.store(false, Ordering::SeqCst);
        assert_eq!(number(&cache).await, 5);
    }

    #[tokio::test(start_paused = true)]
    async fn calls_go_on_with_a_valid_token_while_one_renews_it() {
        let (cache, source) = cache(1200);
        assert_eq!(number(&cache).await, 1);
        pass(1150).await;
        let (renewing, other) = tokio::join!(number(&cache), number(&cache));
        assert_eq!((renewing, other), (1, 1));
        assert_eq!(renewed(&cache).await, 2);
        assert_eq!(source.issued.load(Ordering::SeqCst), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_token_that_was_replaced_meanwhile_is_not_dropped() {
        let (cache, source) = cache(1200);
        let refused = cache.get().await.unwrap();
        cache.invalidate(&refused);
        assert_eq!(number(&cache).await, 2);
        cache.invalidate(&refused);
        assert_eq!(number(&cache).await, 2);
        assert_eq!(source.issued.load(Ordering::SeqCst), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_token_without_an_end_is_kept() {
        let (cache, _) = cache(u64::MAX);
        assert_eq!(number(&cache).await, 1);
        pass(1_000_000_000).await;
        assert_eq!(number(&cache).await, 1);
    }

    /// Hands out a first token, and then nothing for ever.
    struct Hanging(AtomicU32);

    impl TokenSource for Hanging {
        fn token(&self) -> TokenFuture<'_> {
            Box::pin(async {
                match self.0.fetch_add(1, Ordering::SeqCst) {
                    0 => Ok(Token::new("token-1").expires_in(Duration::from_secs(1200))),
                    _ => std::future::pending().await,
                }
            })
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_waits_for_a_renewal_that_hangs_though_its_token_is_valid() {
        let source = Arc::new(Hanging(AtomicU32::new(0)));
        let cache = TokenCache::new(Arc::clone(&source) as Arc<dyn TokenSource>);
        assert_eq!(number(&cache).await, 1);
        pass(1145).await;
        let begin = Instant::now();
        for _ in 0..10 {
            assert_eq!(number(&cache).await, 1);
        }
        assert_eq!(begin.elapsed(), Duration::ZERO);
        tokio::time::sleep(Duration::from_secs(31)).await;
        assert_eq!(renewed(&cache).await, 1);
        let tried = source.0.load(Ordering::SeqCst);
        assert_eq!(tried, 2, "given up, and a pause before the next");
    }

    /// Refuses every login.
    struct Refusing(AtomicU32);

    impl TokenSource for Refusing {
        fn token(&self) -> TokenFuture<'_> {
            self.0.fetch_add(1, Ordering::SeqCst);
            let fault = Fault::new(ErrorKind::Status).answered(
                StatusCode::UNAUTHORIZED,
                HeaderMap::new(),
                b"{}",
            );
            Box::pin(async { Err(TokenError::exchange("POST", "https://example.com", fault)) })
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_refused_login_is_tried_again_by_every_call() {
        let source = Arc::new(Refusing(AtomicU32::new(0)));
        let cache = TokenCache::new(Arc::clone(&source) as Arc<dyn TokenSource>);
        let mut tried = Vec::new();
        for _ in 0..100 {
            assert!(cache.get().await.is_err_and(|error| error.is_rejected()));
            tried.push(source.0.load(Ordering::SeqCst));
            pass(1).await;
        }
        tried.dedup();
        // After 0, 5, 15, 35 and 75 seconds.
        assert_eq!(tried, [1, 2, 3, 4, 5]);
        pass(1_000_000).await;
        assert!(cache.get().await.is_err());
        assert_eq!(source.0.load(Ordering::SeqCst), 6);
    }
}
