//! What a client is made of.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "blocking")]
use crate::blocking::{thread::RuntimeThread, waiting::Waiting};
use crate::call::headers::Headers;
use crate::call::operation::Operation;
use crate::call::request;
use crate::client::servers::Servers;
use crate::credentials::credential::Keyring;
use crate::sending::transport::Transport;
use http::header::HeaderValue;

/// The inside of a generated client: connections, credentials and limits. Clones share it.
#[derive(Clone)]
pub struct Core {
    pub(crate) inner: Arc<Inner>,
    /// What all calls are sent with whose operation knows it.
    pub(crate) headers: Arc<Headers>,
}

pub(crate) struct Inner {
    pub(crate) transport: Arc<Transport>,
    pub(crate) servers: Servers,
    pub(crate) keyring: Keyring,
    pub(crate) user_agent: Option<HeaderValue>,
    pub(crate) timeout: Duration,
    /// Of a client of `build_blocking`.
    #[cfg(feature = "blocking")]
    pub(crate) thread: Option<RuntimeThread>,
}

/// A call of an operation, put together in one expression and sent by one of its `send` methods.
pub type Request<C = Core> = request::Request<C>;

impl Core {
    /// Begins a call of an operation.
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self.clone(), operation)
    }

    /// Changes the headers that all calls are sent with; clones that there are keep theirs.
    #[must_use]
    pub fn map_headers(mut self, change: impl FnOnce(Headers) -> Headers) -> Self {
        self.headers = Arc::new(change(Headers::clone(&self.headers)));
        self
    }
}

#[cfg(feature = "blocking")]
impl Request {
    /// With what its answer is waited for.
    pub(crate) fn waiting(&self) -> Waiting {
        Waiting::new(self.core.inner.thread.clone(), self.operation)
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Destructured so that a new field has to be decided about here.
        let Inner {
            transport,
            servers,
            keyring,
            user_agent: _,
            timeout,
            #[cfg(feature = "blocking")]
                thread: _,
        } = &*self.inner;
        let schemes: Vec<&str> = keyring.schemes().collect();
        formatter
            .debug_struct("Core")
            .field("base_url", &servers.base_url().as_str())
            .field("servers", servers)
            .field("credentials", &schemes)
            .field("headers", &self.headers)
            .field("timeout", timeout)
            .field("transport", transport)
            .finish()
    }
}
