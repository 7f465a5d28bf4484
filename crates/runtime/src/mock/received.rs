//! What came in.

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, COOKIE, HeaderMap};
use serde::de::DeserializeOwned;
use url::Url;

/// A call as the mock received it.
#[derive(Clone)]
pub struct Received {
    pub(super) method: String,
    /// The path as it was sent, still encoded.
    pub(super) path: String,
    /// Decoded pairs, in their order.
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Received {
    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path as it was sent: encoded, without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The first value of a query parameter.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query_all(name).first().copied()
    }

    /// All values of a query parameter.
    #[must_use]
    pub fn query_all(&self, name: &str) -> Vec<&str> {
        values(&self.query, name)
    }

    /// A header. It may hold a credential.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The value of a cookie. It may be a credential.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies(name).first().copied()
    }

    /// All values of a cookie.
    pub(super) fn cookies(&self, name: &str) -> Vec<&str> {
        let cookies = self.headers.get_all(COOKIE).into_iter();
        cookies
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .filter_map(|(other, value)| (other == name).then_some(value))
            .collect()
    }

    /// The body; empty if there was none.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body, read as JSON.
    ///
    /// # Errors
    ///
    /// It is not JSON, or not of this type.
    pub fn json<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_slice(&self.body)
    }

    pub(super) fn content_type(&self) -> Option<&str> {
        self.header(CONTENT_TYPE.as_str())
    }
}

impl fmt::Debug for Received {
    /// Leaves out what may be a credential: the query, the headers and the body.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Received")
            .field("method", &self.method)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// The decoded pairs of a query, or of a body that is written like one.
pub(super) fn pairs(encoded: &str) -> Vec<(String, String)> {
    // The parser of queries is a part of the URL's.
    let Ok(mut url) = Url::parse("http://localhost/") else {
        return Vec::new();
    };
    url.set_query(Some(encoded));
    url.query_pairs().into_owned().collect()
}

/// All values of a name.
pub(super) fn values<'a>(pairs: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    let named = pairs.iter().filter(|(other, _)| other == name);
    named.map(|(_, value)| value.as_str()).collect()
}
