//! Credentials: what the caller configures, and what of it an operation is sent with.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use percent_encoding::percent_decode_str;

use crate::call::cookie::cookie_pair;
use crate::call::header_value::sensitive;
use crate::call::operation::Operation;
use crate::call::refusal::MissingCredential;
use crate::call::value;
use crate::credentials::token::{TokenExchange, TokenSource};
use crate::credentials::token_cache::TokenCache;
use crate::outcome::build_error::BuildError;
#[cfg(feature = "cli")]
use crate::outcome::token_error::TokenError;
use crate::values::secret::Secret;

/// The credential for one security scheme.
#[derive(Clone)]
pub struct Credential(Kind);

#[derive(Clone)]
enum Kind {
    Header(&'static str, Secret),
    Query(&'static str, Secret),
    Cookie(&'static str, Secret),
    Basic(String, Secret),
    Bearer(Secret),
    Source(Arc<dyn TokenSource>),
    Exchange(Exchange),
}

/// A token exchange with the values to do it with.
#[derive(Clone)]
pub(crate) struct Exchange {
    pub(crate) description: &'static TokenExchange,
    pub(crate) values: Vec<Secret>,
    pub(crate) headers: Vec<Option<Secret>>,
}

impl Credential {
    /// A key in a header (`type: apiKey, in: header`).
    #[must_use]
    pub fn header(name: &'static str, key: impl Into<Secret>) -> Self {
        Self(Kind::Header(name, key.into()))
    }

    /// A key in the query (`type: apiKey, in: query`).
    #[must_use]
    pub fn query(name: &'static str, key: impl Into<Secret>) -> Self {
        Self(Kind::Query(name, key.into()))
    }

    /// A key in a cookie (`type: apiKey, in: cookie`).
    #[must_use]
    pub fn cookie(name: &'static str, key: impl Into<Secret>) -> Self {
        Self(Kind::Cookie(name, key.into()))
    }

    /// A token that does not expire while the client lives (RFC 6750).
    #[must_use]
    pub fn bearer(token: impl Into<Secret>) -> Self {
        Self(Kind::Bearer(token.into()))
    }

    /// A user name and a password (RFC 7617).
    #[must_use]
    pub fn basic(username: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(Kind::Basic(username.into(), password.into()))
    }

    /// A bearer token that the client obtains with a login, and renews.
    ///
    /// `values` are for [`TokenExchange::fields`], in the same order.
    #[must_use]
    pub fn token_exchange(
        exchange: &'static TokenExchange,
        values: impl IntoIterator<Item = Secret>,
    ) -> Self {
        Self::token_exchange_with_headers(exchange, values, [])
    }

    /// Like [`token_exchange`](Self::token_exchange), with values for
    /// [`TokenExchange::headers`], in the same order; `None` leaves a header out.
    #[must_use]
    pub fn token_exchange_with_headers(
        description: &'static TokenExchange,
        values: impl IntoIterator<Item = Secret>,
        headers: impl IntoIterator<Item = Option<Secret>>,
    ) -> Self {
        Self(Kind::Exchange(Exchange {
            description,
            values: values.into_iter().collect(),
            headers: headers.into_iter().collect(),
        }))
    }

    /// A bearer token from a source of your own; the client caches and renews what it gives.
    #[must_use]
    pub fn token_source(source: impl TokenSource) -> Self {
        Self(Kind::Source(Arc::new(source)))
    }

    /// The login that the client does with it, if it is one.
    pub(crate) fn exchange(&self) -> Option<&Exchange> {
        match &self.0 {
            Kind::Exchange(exchange) => Some(exchange),
            _ => None,
        }
    }

    /// Checks the credential and makes it ready to be attached. `connect` turns a token exchange
    /// into a source.
    pub(crate) fn resolve(
        &self,
        scheme: &str,
        connect: impl FnOnce(&Exchange) -> Result<Arc<dyn TokenSource>, BuildError>,
    ) -> Result<Resolved, BuildError> {
        let invalid = |problem| BuildError::credential(scheme, problem);
        let fixed = |attachment| Ok(Resolved::Fixed(attachment));
        match &self.0 {
            Kind::Header(name, key) => {
                let name = HeaderName::from_bytes(name.as_bytes())
                    .map_err(|_| invalid("its header has no valid name"))?;
                let key = key_value(key.expose()).map_err(invalid)?;
                fixed(Attachment::Header(name, key))
            }
            Kind::Bearer(token) => {
                fixed(Attachment::authorization(bearer(token).map_err(invalid)?))
            }
            Kind::Basic(username, password) => fixed(Attachment::authorization(
                basic(username, password).map_err(invalid)?,
            )),
            Kind::Query(name, key) => {
                let pair = format!("{}={}", name_part(name), value_part(key).map_err(invalid)?);
                fixed(Attachment::Query(Secret::from(pair)))
            }
            Kind::Cookie(name, key) => {
                let key = not_empty(key).map_err(invalid)?;
                let pair = cookie_pair(name, key).map_err(invalid)?;
                fixed(Attachment::Cookie(Secret::from(pair)))
            }
            Kind::Source(source) => Ok(Resolved::token(Arc::clone(source))),
            Kind::Exchange(exchange) => Ok(Resolved::token(connect(exchange)?)),
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match &self.0 {
            Kind::Header(..) => "Header(***)",
            Kind::Query(..) => "Query(***)",
            Kind::Cookie(..) => "Cookie(***)",
            Kind::Basic(..) => "Basic(***)",
            Kind::Bearer(..) => "Bearer(***)",
            Kind::Source(..) => "TokenSource(***)",
            Kind::Exchange(..) => "TokenExchange(***)",
        })
    }
}

/// The configured credentials, by the name of their security scheme.
#[derive(Clone, Debug, Default)]
pub struct CredentialSet(Vec<(&'static str, Credential)>);

impl CredentialSet {
    /// Adds the credential for a scheme, in place of one configured before.
    #[must_use]
    pub fn with(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.0.retain(|(other, _)| *other != scheme);
        self.0.push((scheme, credential));
        self
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &(&'static str, Credential)> {
        self.0.iter()
    }
}

/// A credential that has been checked.
pub(crate) enum Resolved {
    Fixed(Attachment),
    Token(TokenCache),
}

impl Resolved {
    fn token(source: Arc<dyn TokenSource>) -> Self {
        Self::Token(TokenCache::new(source))
    }

    /// The key that goes into the query, as it was configured.
    pub(crate) fn in_query(&self) -> Option<Secret> {
        let Self::Fixed(Attachment::Query(pair)) = self else {
            return None;
        };
        let (_, encoded) = pair.expose().split_once('=')?;
        let key = percent_decode_str(encoded).decode_utf8().ok()?;
        Some(Secret::from(key.as_ref()))
    }
}

/// What is added to a request.
#[derive(Clone)]
pub(crate) enum Attachment {
    Header(HeaderName, HeaderValue),
    /// `name=value`, encoded.
    Query(Secret),
    /// `name=value`.
    Cookie(Secret),
}

impl Attachment {
    pub(crate) fn authorization(value: HeaderValue) -> Self {
        Self::Header(AUTHORIZATION, value)
    }
}

/// The configured credentials of a client.
pub(crate) struct Keyring(Vec<(&'static str, Resolved)>);

impl Keyring {
    pub(crate) fn new(credentials: Vec<(&'static str, Resolved)>) -> Self {
        Self(credentials)
    }

    /// The names of the schemes that are configured.
    pub(crate) fn schemes(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(scheme, _)| *scheme)
    }

    /// What an operation is sent with: the first of its alternatives, in the order of the API
    /// description, that is configured in full; nothing if it may go without.
    pub(crate) fn select(
        &self,
        operation: &'static Operation,
    ) -> Result<Vec<&Resolved>, MissingCredential> {
        let configured = operation
            .security
            .iter()
            .filter(|schemes| !schemes.is_empty())
            .find_map(|schemes| schemes.iter().map(|scheme| self.get(scheme)).collect());
        match configured {
            Some(credentials) => Ok(credentials),
            None if operation.security.is_empty() => Ok(Vec::new()),
            None if operation.security.iter().any(|schemes| schemes.is_empty()) => Ok(Vec::new()),
            None => Err(MissingCredential::new(operation.security)),
        }
    }

    /// Trades all logins for tokens, to see that they are good.
    #[cfg(feature = "cli")]
    pub(crate) async fn obtain_tokens(&self) -> Result<(), TokenError> {
        for (_, credential) in &self.0 {
            if let Resolved::Token(cache) = credential {
                cache.get().await?;
            }
        }
        Ok(())
    }

    fn get(&self, scheme: &str) -> Option<&Resolved> {
        self.0
            .iter()
            .find(|(name, _)| *name == scheme)
            .map(|(_, credential)| credential)
    }
}

/// A key as a header value.
pub(crate) fn key_value(key: &str) -> Result<HeaderValue, &'static str> {
    if key.is_empty() {
        return Err("it is empty");
    }
    sensitive(key)
}

/// `Bearer <token>`.
pub(crate) fn bearer(token: &Secret) -> Result<HeaderValue, &'static str> {
    key_value(token.expose())?;
    sensitive(&format!("Bearer {}", token.expose()))
}

/// `Basic <credentials>`.
pub(crate) fn basic(username: &str, password: &Secret) -> Result<HeaderValue, &'static str> {
    if username.contains(':') {
        return Err("its user name contains a colon, which basic authentication cannot express");
    }
    let pair = Secret::from(format!("{username}:{}", password.expose()));
    let encoded = Secret::from(STANDARD.encode(pair.expose()));
    sensitive(&format!("Basic {}", encoded.expose()))
}

fn not_empty(key: &Secret) -> Result<&str, &'static str> {
    match key.expose() {
        "" => Err("it is empty"),
        key => Ok(key),
    }
}

fn name_part(name: &str) -> String {
    value::encode(name)
}

fn value_part(key: &Secret) -> Result<String, &'static str> {
    not_empty(key).map(value::encode)
}
