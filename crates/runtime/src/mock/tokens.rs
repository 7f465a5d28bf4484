//! Logins: every one is traded for a token.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use url::Url;

use super::answer::Reply;
use crate::credentials::token::{Expiry, TokenExchange};

/// What a login is answered with.
const TOKEN: &str = "mock-token";

/// How long the token is good: longer than any test.
const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// The path at which a token is asked for, below the server's URL.
pub(super) fn path(exchange: &TokenExchange) -> String {
    match Url::parse(exchange.url) {
        Ok(url) => url.path().to_owned(),
        Err(_) => exchange.url.to_owned(),
    }
}

/// Whether tokens come from another server than the API does.
pub(super) fn is_elsewhere(exchange: &TokenExchange) -> bool {
    !exchange.url.starts_with('/')
}

/// Whether a request asks for a token. A client has one token URL at most that it was given, so any of the methods may come
/// at any of the paths.
pub(super) fn is_login(exchanges: &[&'static TokenExchange], method: &str, at: &str) -> bool {
    exchanges.iter().any(|exchange| exchange.method == method)
        && exchanges.iter().any(|exchange| path(exchange) == at)
}

/// An answer that every one of the exchanges finds its token in.
pub(super) fn answer(exchanges: &[&'static TokenExchange]) -> Reply {
    let mut body = Value::Object(Map::new());
    for exchange in exchanges {
        put(&mut body, exchange.token, Value::from(TOKEN));
        match exchange.expires {
            Expiry::In(pointer) => put(&mut body, pointer, Value::from(LIFETIME.as_secs())),
            Expiry::At(pointer) => {
                let at = DateTime::<Utc>::from(SystemTime::now() + LIFETIME);
                put(&mut body, pointer, Value::from(at.to_rfc3339()));
            }
            Expiry::Seconds(_) | Expiry::Unknown => {}
        }
    }
    Reply::json(200, &body)
}

/// Puts a value where a pointer leads (RFC 6901), making the objects on the way.
fn put(body: &mut Value, pointer: &str, value: Value) {
    let mut place = body;
    for part in pointer.split('/').skip(1) {
        let name = part.replace("~1", "/").replace("~0", "~");
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        let Value::Object(members) = place else {
            return;
        };
        place = members.entry(name).or_insert(Value::Null);
    }
    *place = value;
}
