//! Servers of single operations.

/// A server that an API description names for some of its operations: their calls go there instead of to the base URL.
#[derive(Debug, PartialEq, Eq)]
pub struct Server {
    pub(crate) name: &'static str,
    pub(crate) url: &'static str,
}

impl Server {
    /// A server. The URL is the one in the description, with its variables set to their defaults; one without a host
    /// stays at the host of the base URL.
    #[must_use]
    pub const fn new(name: &'static str, url: &'static str) -> Self {
        Self { name, url }
    }

    /// Its name in the client.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The URL in the description.
    #[must_use]
    pub const fn url(&self) -> &'static str {
        self.url
    }
}
