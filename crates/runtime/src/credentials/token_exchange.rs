//! The token source that does what a [`TokenExchange`] describes.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use http::header::{AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use url::Url;

use crate::call::body::RequestBody;
use crate::call::operation::{Status, is_idempotent};
use crate::call::value::join_pairs;
use crate::credentials::credential::{Exchange, basic, key_value};
use crate::credentials::token::{Expiry, SendAs, Token, TokenExchange, TokenFuture, TokenSource};
use crate::outcome::answer::Answer;
use crate::outcome::decode::{self, Hints};
use crate::outcome::redaction;
use crate::outcome::token_error::TokenError;
use crate::platform::clock::{Instant, system_time};
use crate::sending::deadline::deadline_after;
use crate::sending::span;
use crate::sending::transport::{Prepared, Transport};
use crate::values::secret::Secret;

/// A login that is ready to be sent.
pub(crate) struct Login {
    description: &'static TokenExchange,
    prepared: Prepared,
    /// Everything the login consists of, for messages of the server that repeat it.
    secrets: Vec<Secret>,
    transport: Arc<Transport>,
    timeout: Duration,
}

impl Login {
    pub(crate) fn new(
        exchange: &Exchange,
        url: Url,
        user_agent: Option<&HeaderValue>,
        transport: Arc<Transport>,
        timeout: Duration,
    ) -> Result<Self, &'static str> {
        let description = exchange.description;
        if exchange.values.len() != description.fields.len()
            || exchange.headers.len() > description.headers.len()
        {
            return Err("it was given another number of values than the login has");
        }
        let mut headers = HeaderMap::new();
        if let Some(user_agent) = user_agent {
            headers.insert(http::header::USER_AGENT, user_agent.clone());
        }
        for (name, value) in description.headers.iter().zip(&exchange.headers) {
            if let Some(value) = value {
                let name = HeaderName::from_bytes(name.as_bytes())
                    .map_err(|_| "one of its headers has no valid name")?;
                headers.insert(name, key_value(value.expose())?);
            }
        }
        let body = body(exchange, &mut headers)?.map(RequestBody::Whole);
        let mut secrets = redaction::in_headers(&headers);
        secrets.extend(exchange.values.iter().cloned());
        let method = Method::from_bytes(description.method.as_bytes())
            .map_err(|_| "its method is not one of HTTP")?;
        let repeatable = is_idempotent(description.method);
        let watched = transport.watcher.watch(&without_query(&url), &[]);
        Ok(Self {
            description,
            prepared: Prepared {
                method,
                url,
                headers,
                body,
                success: &[Status::Range(2)],
                repeatable,
                framing: None,
                max_response_bytes: None,
                watched,
            },
            secrets,
            transport,
            timeout,
        })
    }

    async fn request(&self) -> Result<Token, TokenError> {
        let deadline: Instant = deadline_after(self.timeout);
        span::token_requested(self.prepared.method.as_str(), &self.endpoint());
        let sent = self
            .transport
            .send(&self.prepared, deadline)
            .await
            .map_err(|mut fault| {
                fault.secrets.clone_from(&self.secrets);
                TokenError::exchange(self.prepared.method.as_str(), &self.endpoint(), fault)
            })?;
        let token = self.read(&sent.answer)?;
        self.prepared.watched.token(token.lifetime);
        Ok(token)
    }
}

impl Login {
    /// The address that is asked.
    fn endpoint(&self) -> String {
        without_query(&self.prepared.url).into()
    }

    fn read(&self, answer: &Answer) -> Result<Token, TokenError> {
        let failed = |problem: &str, source| {
            let (method, endpoint) = (&self.prepared.method, self.endpoint());
            TokenError::because(format!("{method} {endpoint}: {problem}"), source)
        };
        let description = self.description;
        let value: Value = decode::json(&answer.body, Hints::of(&answer.headers))
            .map_err(|error| failed("the answer cannot be read", Some(Box::new(error))))?;
        let Some(secret) = value.pointer(description.token).and_then(Value::as_str) else {
            let problem = format!("the answer has no token at `{}`", description.token);
            return Err(failed(&problem, None));
        };
        Ok(Token {
            secret: Secret::from(secret),
            lifetime: lifetime(description.expires, &value, &answer.headers),
        })
    }
}

/// A query is left out: it may hold a key.
fn without_query(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_query(None);
    url
}

impl TokenSource for Login {
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(self.request())
    }
}

fn body(exchange: &Exchange, headers: &mut HeaderMap) -> Result<Option<Bytes>, &'static str> {
    let description = exchange.description;
    let constants = description.constants.iter().copied();
    let given = || {
        let values = exchange.values.iter().map(Secret::expose);
        description.fields.iter().copied().zip(values)
    };
    match description.send_as {
        SendAs::Basic => {
            let [username, password] = exchange.values.as_slice() else {
                return Err("basic authentication takes a user name and a password");
            };
            headers.insert(AUTHORIZATION, basic(username.expose(), password)?);
            Ok(None)
        }
        SendAs::Json => {
            let object: serde_json::Map<String, Value> = constants
                .chain(given())
                .map(|(name, value)| (name.to_owned(), Value::from(value)))
                .collect();
            let body = serde_json::to_vec(&object).map_err(|_| "its values cannot be written")?;
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            Ok(Some(body.into()))
        }
        SendAs::Form => {
            let pairs: Vec<(String, String)> = constants
                .chain(given())
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();
            let form = HeaderValue::from_static("application/x-www-form-urlencoded");
            headers.insert(CONTENT_TYPE, form);
            Ok(Some(join_pairs(&pairs).into()))
        }
    }
}

/// How long the token is valid; nothing where the answer does not say it, in which case the
/// server's 401 tells.
fn lifetime(expires: Expiry, value: &Value, headers: &HeaderMap) -> Option<Duration> {
    match expires {
        Expiry::Unknown => None,
        Expiry::Seconds(seconds) => Some(Duration::from_secs(seconds)),
        Expiry::In(pointer) => match value.pointer(pointer)? {
            Value::Number(number) => {
                let seconds = number.as_f64()?.max(0.0);
                Duration::try_from_secs_f64(seconds).ok()
            }
            Value::String(text) => text.trim().parse().ok().map(Duration::from_secs),
            _ => None,
        },
        Expiry::At(pointer) => {
            let text = value.pointer(pointer)?.as_str()?;
            let at = chrono::DateTime::parse_from_rfc3339(text).ok()?;
            // The time is the server's, so it is compared with the server's clock where the answer
            // tells it (RFC 9110 §6.6.1): ours may be wrong by more than the token lives.
            let now = headers
                .get(DATE)
                .and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok())
                .unwrap_or_else(system_time);
            let now = chrono::DateTime::<chrono::Utc>::from(now);
            let left = at.signed_duration_since(now);
            Some(left.to_std().unwrap_or(Duration::ZERO))
        }
    }
}
