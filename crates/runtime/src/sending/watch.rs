//! What somebody who watches a client is told: each request, what it is answered with, each retry and each token. It is what
//! `--verbose` of a command line shows: unlike a span it names the address that is asked, without a credential or a secret.
//!
//! Without the `cli` feature everything here is empty.

use std::time::Duration;

use http::{Method, StatusCode};
use url::Url;

use crate::outcome::failure::Fault;
#[cfg(feature = "cli")]
use crate::platform::clock::Instant;
use crate::values::secret::Secret;

/// Who watches, if anybody does.
#[derive(Clone, Default)]
pub(crate) struct Watcher {
    #[cfg(feature = "cli")]
    teller: Option<std::sync::Arc<Teller>>,
}

/// When a request was sent, if somebody wants to know.
pub(crate) struct Begun {
    #[cfg(feature = "cli")]
    at: Option<Instant>,
}

/// A request that is watched.
#[derive(Clone, Default)]
pub(crate) struct Watched {
    #[cfg(feature = "cli")]
    told: Option<Told>,
}

#[cfg(feature = "cli")]
struct Teller {
    tell: fn(&str),
    /// How many requests there were, where each has its number: lines of several that are under way stand among each other.
    requests: Option<std::sync::atomic::AtomicU64>,
}

#[cfg(feature = "cli")]
#[derive(Clone)]
struct Told {
    teller: std::sync::Arc<Teller>,
    url: String,
    /// Before each line.
    number: String,
}

#[cfg(feature = "cli")]
impl Watcher {
    /// Tells each line; `numbered` says which request it is about.
    pub(crate) fn new(tell: fn(&str), numbered: bool) -> Self {
        let requests = numbered.then(Default::default);
        Self {
            teller: Some(std::sync::Arc::new(Teller { tell, requests })),
        }
    }

    /// Watches a request to this address, to which no credential was added yet.
    pub(crate) fn watch(&self, url: &Url, secrets: &[Secret]) -> Watched {
        let told = self.teller.as_ref().map(|teller| Told {
            teller: std::sync::Arc::clone(teller),
            url: crate::outcome::redaction::mask(url.as_str(), secrets).into_owned(),
            number: teller.number(),
        });
        Watched { told }
    }
}

#[cfg(feature = "cli")]
impl Teller {
    fn number(&self) -> String {
        use std::sync::atomic::Ordering;

        let number = self.requests.as_ref();
        let number = number.map(|requests| requests.fetch_add(1, Ordering::Relaxed) + 1);
        number.map_or_else(String::new, |number| format!("{number} "))
    }
}

#[cfg(feature = "cli")]
impl Watched {
    fn tell(&self, line: impl FnOnce(&Told) -> String) {
        if let Some(told) = &self.told {
            (told.teller.tell)(&format!("{}{}", told.number, line(told)));
        }
    }

    pub(crate) fn sent(&self, method: &Method) -> Begun {
        self.tell(|told| format!("> {method} {}", told.url));
        Begun {
            at: self.told.is_some().then(Instant::now),
        }
    }

    pub(crate) fn answered(&self, status: StatusCode, begun: Begun) {
        let time = begun.at.map(|at| format!(" in {}", shown(at.elapsed())));
        self.tell(|_| format!("< {status}{}", time.unwrap_or_default()));
    }

    /// The attempt of this number failed, of which there may be so many.
    pub(crate) fn will_retry(&self, number: u32, attempts: u32, delay: Duration, fault: &Fault) {
        self.tell(|_| {
            let why = match fault.status {
                Some(status) => status.to_string(),
                None => fault.kind.name().replace('_', " "),
            };
            let retries = attempts.saturating_sub(1);
            format!("retry {number} of {retries} in {}: {why}", shown(delay))
        });
    }

    pub(crate) fn token(&self, lifetime: Option<Duration>) {
        self.tell(|told| {
            let lifetime = lifetime.map(|lifetime| format!(", good for {}", shown(lifetime)));
            format!(
                "token: a new one from {}{}",
                told.url,
                lifetime.unwrap_or_default()
            )
        });
    }
}

/// A time as somebody says it.
#[cfg(feature = "cli")]
fn shown(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match time.as_secs() {
        0 if seconds < 0.1 => format!("{} ms", time.as_millis()),
        0..100 => {
            let text = format!("{seconds:.1}");
            format!("{} s", text.strip_suffix(".0").unwrap_or(&text))
        }
        100..6_000 => format!("{:.0} min", seconds / 60.0),
        6_000..360_000 => format!("{:.0} h", seconds / 3_600.0),
        _ => format!("{:.0} days", seconds / 86_400.0),
    }
}

#[cfg(not(feature = "cli"))]
impl Watcher {
    pub(crate) fn watch(&self, _: &Url, _: &[Secret]) -> Watched {
        Watched {}
    }
}

#[cfg(not(feature = "cli"))]
impl Watched {
    pub(crate) fn sent(&self, _: &Method) -> Begun {
        Begun {}
    }

    pub(crate) fn answered(&self, _: StatusCode, _: Begun) {}

    pub(crate) fn will_retry(&self, _: u32, _: u32, _: Duration, _: &Fault) {}

    pub(crate) fn token(&self, _: Option<Duration>) {}
}

#[cfg(all(test, feature = "cli"))]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::outcome::error::ErrorKind;

    #[test]
    fn a_line_holds_a_secret_or_leaves_out_what_happened() {
        static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());
        let watcher = Watcher::new(|line| LINES.lock().unwrap().push(line.to_owned()), true);
        let url = Url::parse("https://example.com/reset?code=a%20secret").unwrap();
        let watched = watcher.watch(&url, &[Secret::from("a secret")]);
        watched.sent(&Method::POST);
        watched.answered(StatusCode::NOT_FOUND, Begun { at: None });
        let mut fault = Fault::new(ErrorKind::Status);
        fault.status = Some(StatusCode::SERVICE_UNAVAILABLE);
        watched.will_retry(1, 3, Duration::from_millis(500), &fault);
        watched.will_retry(
            2,
            3,
            Duration::from_secs(2),
            &Fault::new(ErrorKind::BodyIncomplete),
        );
        watcher
            .watch(&url, &[])
            .token(Some(Duration::from_secs(1200)));
        Watcher::default().watch(&url, &[]).sent(&Method::GET);
        for (seconds, text) in [(0, "0 ms"), (7200, "2 h"), (864_000, "10 days")] {
            assert_eq!(shown(Duration::from_secs(seconds)), text);
        }
        assert_eq!(
            *LINES.lock().unwrap(),
            [
                "1 > POST https://example.com/reset?code=***",
                "1 < 404 Not Found",
                "1 retry 1 of 2 in 0.5 s: 503 Service Unavailable",
                "1 retry 2 of 2 in 2 s: body incomplete",
                "2 token: a new one from https://example.com/reset?code=a%20secret, good for 20 min",
            ]
        );
    }
}
