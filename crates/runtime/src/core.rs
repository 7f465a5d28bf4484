//! What a client is made of.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderValue;
use tokio::time::Instant;

use crate::base_url::BaseUrl;
use crate::credential::Keyring;
use crate::operation::Operation;
use crate::request::Request;
use crate::transport::Transport;

/// The inside of a generated client: connections, credentials and limits. Clones share it.
#[derive(Clone)]
pub struct Core(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) transport: Arc<Transport>,
    pub(crate) base_url: BaseUrl,
    pub(crate) keyring: Keyring,
    pub(crate) user_agent: Option<HeaderValue>,
    pub(crate) timeout: Duration,
}

impl Core {
    /// Begins a call of an operation.
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self.clone(), operation)
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Destructured so that a new field has to be decided about here.
        let Inner {
            transport,
            base_url,
            keyring,
            user_agent: _,
            timeout,
        } = &*self.0;
        let schemes: Vec<&str> = keyring.schemes().collect();
        formatter
            .debug_struct("Core")
            .field("base_url", &base_url.as_str())
            .field("credentials", &schemes)
            .field("timeout", timeout)
            .field("transport", transport)
            .finish()
    }
}

/// A point in time; far away where the duration is more than the clock can count.
pub(crate) fn deadline_after(duration: Duration) -> Instant {
    const FAR: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);
    let now = Instant::now();
    now.checked_add(duration.min(FAR)).unwrap_or(now)
}
