//! One token for all calls of a client: renewed ahead of its expiry, by one request at a time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderValue;
use tokio::time::Instant;

use crate::credentials::credential::bearer;
use crate::credentials::token::{Token, TokenSource};
use crate::outcome::token_error::TokenError;

/// Tokens are renewed this long before they expire, or a tenth of their lifetime if that is
/// shorter: a request must not be under way when its token ends.
const MARGIN: Duration = Duration::from_secs(60);

/// After a renewal ahead of time has failed, the token that is still valid is used this long
/// before the next one is tried.
const PAUSE: Duration = Duration::from_secs(5);

pub(crate) struct TokenCache {
    source: Arc<dyn TokenSource>,
    state: Mutex<State>,
    /// Held while a token is requested. When the call that requests it is dropped, the lock is
    /// free again and the next waiting call takes over.
    flight: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    current: Option<Held>,
    /// How the last finished request ended, for the calls that waited for it.
    last: Option<Result<Issued, TokenError>>,
    finished: u64,
    paused_until: Option<Instant>,
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
}

impl TokenCache {
    pub(crate) fn new(source: Arc<dyn TokenSource>) -> Self {
        Self {
            source,
            state: Mutex::default(),
            flight: tokio::sync::Mutex::default(),
        }
    }

    /// A valid token.
    pub(crate) async fn get(&self) -> Result<Issued, TokenError> {
        let (freshness, finished) = {
            let state = self.state();
            (state.freshness(Instant::now()), state.finished)
        };
        match freshness {
            Freshness::Fresh(issued) => Ok(issued),
            Freshness::Aging(issued) => {
                // One call renews; the others go on with what is still valid.
                let Ok(_flight) = self.flight.try_lock() else {
                    return Ok(issued);
                };
                match self.renew().await {
                    Ok(renewed) => Ok(renewed),
                    Err(_) => {
                        self.state().paused_until = Instant::now().checked_add(PAUSE);
                        Ok(issued)
                    }
                }
            }
            Freshness::Stale => {
                let _flight = self.flight.lock().await;
                let awaited = {
                    let state = self.state();
                    // A request that ended since then was waited for, whichever way it ended: a
                    // thousand calls must not log in a thousand times with a wrong password.
                    (state.finished != finished).then(|| state.last.clone())
                };
                match awaited.flatten() {
                    Some(outcome) => outcome,
                    None => self.renew().await,
                }
            }
        }
    }

    /// Drops a token that the server refused, unless it has been replaced already.
    pub(crate) fn invalidate(&self, refused: &Issued) {
        let mut state = self.state();
        if let Some(held) = &state.current
            && held.issued.generation == refused.generation
        {
            state.current = None;
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
        match &self.current {
            None => Freshness::Stale,
            Some(held) if passed(held.expires_at) => Freshness::Stale,
            Some(held) if passed(held.renew_at) => {
                if self.paused_until.is_some_and(|until| now < until) {
                    Freshness::Fresh(held.issued.clone())
                } else {
                    Freshness::Aging(held.issued.clone())
                }
            }
            Some(held) => Freshness::Fresh(held.issued.clone()),
        }
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

    use super::*;
    use crate::credentials::token::TokenFuture;

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

    async fn pass(seconds: u64) {
        advance(Duration::from_secs(seconds)).await;
    }

    #[tokio::test(start_paused = true)]
    async fn a_token_is_renewed_a_minute_before_it_expires() {
        let (cache, _) = cache(1200);
        assert_eq!(number(&cache).await, 1);
        pass(1138).await;
        assert_eq!(number(&cache).await, 1);
        pass(2).await;
        assert_eq!(number(&cache).await, 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_short_token_is_used_for_most_of_its_life() {
        let (cache, _) = cache(50);
        assert_eq!(number(&cache).await, 1);
        pass(44).await;
        assert_eq!(number(&cache).await, 1);
        pass(1).await;
        assert_eq!(number(&cache).await, 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_failing_renewal_ahead_of_time_does_not_fail_the_calls() {
        let (cache, source) = cache(1200);
        assert_eq!(number(&cache).await, 1);
        source.fails.store(true, Ordering::SeqCst);
        pass(1145).await;
        for _ in 0..100 {
            assert_eq!(number(&cache).await, 1);
        }
        assert_eq!(
            source.issued.load(Ordering::SeqCst),
            2,
            "one try, then a pause"
        );
        pass(6).await;
        assert_eq!(number(&cache).await, 1);
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
        assert_eq!((renewing, other), (2, 1));
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
}
