//! One token for all calls of a client: renewed ahead of its expiry, by one request at a time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderValue;
use tokio::time::Instant;

use crate::credential::bearer;
use crate::token::{Token, TokenError, TokenSource};

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
