//! A call that is being put together.

mod bodies;

use std::fmt;
use std::time::Duration;

use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::Value;

use crate::call::body::RequestBody;
use crate::call::cookie::{cookie_pair, cookie_value};
use crate::call::framing::Framing;
use crate::call::headers::Headers;
use crate::call::operation::{Operation, is_idempotent};
use crate::call::path;
use crate::call::refusal::Refusal;
use crate::call::value::{self, PathStyle, Style};
use crate::values::noted;
use crate::values::secret::Secret;

/// A call of an operation. Nothing is sent until one of the `send` methods is awaited.
///
/// Setters never fail: the first value that cannot be sent is kept and reported by `send`. Setting
/// a parameter again replaces it; a null value is not sent.
///
/// `C` is what sends it. What a mock expects is put together in the same way, and has nothing to be sent with: `()`.
#[derive(Clone)]
#[must_use = "nothing is sent until the request is"]
pub struct Request<C> {
    pub(crate) core: C,
    pub(crate) operation: &'static Operation,
    /// Encoded values of the path's parameters.
    pub(crate) path: Vec<(String, String)>,
    /// Encoded pairs by parameter.
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Headers,
    /// `name=value` by name.
    pub(crate) cookies: Vec<(String, String)>,
    pub(crate) body: Option<(HeaderValue, RequestBody)>,
    /// Whether the body holds a secret.
    secret_body: bool,
    pub(crate) timeout: Option<Duration>,
    /// The media type that is asked for, where it is not the operation's first choice.
    pub(crate) accept: Option<&'static str>,
    /// How the answer is divided, if it is read while it comes.
    pub(crate) framing: Option<Framing>,
    pub(crate) max_response_bytes: Option<usize>,
    pub(crate) anonymous: bool,
    pub(crate) refusal: Option<Refusal>,
    /// What was passed in as a secret, to be recognised where the server repeats it.
    pub(crate) secrets: Vec<Secret>,
}

impl<C> Request<C> {
    pub(crate) fn new(core: C, operation: &'static Operation) -> Self {
        let request = Self {
            core,
            operation,
            path: Vec::new(),
            query: Vec::new(),
            headers: Headers::default(),
            cookies: Vec::new(),
            body: None,
            secret_body: false,
            timeout: None,
            accept: None,
            framing: None,
            max_response_bytes: None,
            anonymous: false,
            refusal: None,
            secrets: Vec::new(),
        };
        let pairs = operation.fixed_query.iter();
        pairs.fold(request, |request, (name, value)| request.query(name, value))
    }

    /// Sets a path parameter (`style: simple`). A value that would address another resource is
    /// refused: an empty one, `.`, `..`, and these written with `%2e`. Everything else arrives as
    /// given.
    pub fn path<V: Serialize + ?Sized>(mut self, name: &str, value: &V) -> Self {
        let encoded = self
            .value_of(value)
            .and_then(|value| path::parameter(&value));
        self.put(
            encoded
                .map(Some)
                .map_err(|reason| Refusal::path(name, reason)),
            |request, encoded| replace(&mut request.path, name, encoded),
        )
    }

    /// Sets a path parameter in another style.
    pub fn path_with<V: Serialize + ?Sized>(
        mut self,
        style: PathStyle,
        name: &str,
        value: &V,
    ) -> Self {
        let encoded = self
            .value_of(value)
            .and_then(|value| path::styled(style, name, &value));
        self.put(
            encoded
                .map(Some)
                .map_err(|reason| Refusal::path(name, reason)),
            |request, encoded| replace(&mut request.path, name, encoded),
        )
    }

    /// Sets a query parameter in the default style (`form`, `explode: true`): an array repeats the
    /// name, an object becomes one pair per member.
    pub fn query<V: Serialize + ?Sized>(self, name: &str, value: &V) -> Self {
        self.query_with(Style::Form, name, value)
    }

    /// The value of a query parameter that counts something. One that cannot is refused when the call is sent: left out, it
    /// would be something else than was asked for.
    pub(crate) fn count_in_query(&mut self, name: &str, least: u64) -> Option<u64> {
        let (_, encoded) = self.query.iter().find(|(set, _)| set == name)?;
        let count = encoded.rsplit('=').next()?.parse().ok();
        let count = count.filter(|count| *count >= least);
        if count.is_none() {
            let reason = match least {
                0 => "it counts, and cannot be less than nothing",
                _ => "pages of no items never come to an end",
            };
            self.refusal.get_or_insert(Refusal::query(name, reason));
        }
        count
    }

    /// Sets a query parameter in another style.
    pub fn query_with<V: Serialize + ?Sized>(self, style: Style, name: &str, value: &V) -> Self {
        self.put_query(name, value, |value| value::styled(style, name, value))
    }

    /// Sets a query parameter whose value may hold reserved characters (`allowReserved`): they stay as they are,
    /// except `&`, `#` and `+`, which would not arrive.
    pub fn query_reserved<V: Serialize + ?Sized>(
        self,
        style: Style,
        name: &str,
        value: &V,
    ) -> Self {
        self.put_query(name, value, |value| value::reserved(style, name, value))
    }

    /// Sets the whole query to one text (`in: querystring`).
    pub fn query_string<V: Serialize + ?Sized>(mut self, name: &str, value: &V) -> Self {
        let text = self.value_of(value).and_then(|value| value::scalar(&value));
        let encoded = text.map(|text| text.map(|text| value::encode(&text)));
        self.put(
            encoded.map_err(|reason| Refusal::query(name, reason)),
            |request, encoded| replace(&mut request.query, name, encoded),
        )
    }

    fn put_query<V: Serialize + ?Sized>(
        mut self,
        name: &str,
        value: &V,
        encode: impl FnOnce(&Value) -> String,
    ) -> Self {
        let encoded = self.value_of(value).map(|value| encode(&value));
        let encoded = encoded
            .map(|pairs| (!pairs.is_empty()).then_some(pairs))
            .map_err(|reason| Refusal::query(name, reason));
        self.put(encoded, |request, pairs| {
            replace(&mut request.query, name, pairs);
        })
    }

    /// Sets a header parameter (`style: simple`).
    pub fn header<V: Serialize + ?Sized>(self, name: &str, value: &V) -> Self {
        self.map_headers(|headers| headers.header(name, value))
    }

    /// Sets a header parameter whose items another sign parts, as Swagger 2.0 has it: that of the style, or a comma.
    pub fn header_with<V: Serialize + ?Sized>(self, style: Style, name: &str, value: &V) -> Self {
        self.map_headers(|headers| headers.header_with(style, name, value))
    }

    /// Sets a header parameter with `explode: true`: an object is written as `x=1,y=2`.
    pub fn header_exploded<V: Serialize + ?Sized>(self, name: &str, value: &V) -> Self {
        self.map_headers(|headers| headers.header_exploded(name, value))
    }

    /// Sets a header parameter whose value is a secret.
    pub fn sensitive_header<V: Serialize + ?Sized>(self, name: &str, value: &V) -> Self {
        self.map_headers(|headers| headers.sensitive_header(name, value))
    }

    /// Sets a header of the caller's own, unless the client is the one to say what it is.
    pub(crate) fn own_header<V: Serialize + ?Sized>(self, name: &str, value: &V) -> Self {
        self.map_headers(|headers| headers.own_header(name, value))
    }

    /// Changes the headers; what the other setters of headers are made of.
    pub(crate) fn map_headers(mut self, change: impl FnOnce(Headers) -> Headers) -> Self {
        let before = std::mem::take(&mut self.headers);
        let mut headers = change(before);
        self.refusal = self.refusal.or(headers.refusal.take());
        self.secrets.append(&mut headers.secrets);
        self.headers = headers;
        self
    }

    /// Sets a cookie parameter (`style: form, explode: true`): a list becomes one cookie for each item, an object one
    /// for each member.
    pub fn cookie<V: Serialize + ?Sized>(mut self, name: &str, value: &V) -> Self {
        let pairs = self.value_of(value).and_then(|value| {
            let pairs = value::form_pairs(name, &value);
            let pairs = pairs.iter().map(|(name, text)| cookie_pair(name, text));
            pairs.collect::<Result<Vec<_>, _>>()
        });
        self.put_cookies(name, pairs)
    }

    /// Sets a cookie parameter to a JSON document, with percent-escapes for what a cookie cannot carry: all of its quotes.
    pub fn cookie_json<V: Serialize + ?Sized>(mut self, name: &str, value: &V) -> Self {
        let pairs = self.value_of(value).and_then(|value| match value {
            Value::Null => Ok(Vec::new()),
            value => Ok(vec![cookie_pair(name, &value::encode(&value.to_string()))?]),
        });
        self.put_cookies(name, pairs)
    }

    /// Sets a cookie parameter with `explode: false`: the items of a list, or the names and values of an object, are
    /// parted by commas in one cookie.
    pub fn cookie_joined<V: Serialize + ?Sized>(mut self, name: &str, value: &V) -> Self {
        let pair = self.value_of(value).and_then(|value| {
            let mut items = value::simple(&value)?.into_iter();
            let Some(first) = items.next() else {
                return Ok(Vec::new());
            };
            let mut pair = cookie_pair(name, &first)?;
            for item in items {
                // Not a character of a cookie's value by RFC 6265, and what everybody reads as a list all the same.
                pair.push(',');
                pair.push_str(cookie_value(&item)?);
            }
            Ok(vec![pair])
        });
        self.put_cookies(name, pair)
    }

    fn put_cookies(self, name: &str, pairs: Result<Vec<String>, &'static str>) -> Self {
        let pairs = pairs.map(|pairs| (!pairs.is_empty()).then(|| pairs.join("; ")));
        self.put(
            pairs.map_err(|reason| Refusal::cookie(name, reason)),
            |request, pairs| replace(&mut request.cookies, name, pairs),
        )
    }

    /// Asks for another media type than the operation's first choice.
    pub fn accept(mut self, media_type: &'static str) -> Self {
        self.accept = Some(media_type);
        self
    }

    /// Reads the answer while it comes, unless it was said before how.
    pub(crate) fn in_pieces(mut self, framing: Framing) -> Self {
        self.framing.get_or_insert(framing);
        self
    }

    /// Limits the body of the answer instead of the client's `max_response_bytes`.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = Some(bytes);
        self
    }

    /// Sends no credential, whatever the operation asks for.
    pub fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// Limits this call as a whole, retries included, instead of the client's `timeout`.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    fn value_of<V: Serialize + ?Sized>(&mut self, value: &V) -> Result<Value, &'static str> {
        let (value, secrets) = noted::written_by(|| value::to_value(value));
        self.secrets.extend(secrets);
        value
    }

    /// Stores a converted value, or the first reason why there is none.
    fn put<T>(mut self, converted: Result<T, Refusal>, store: impl FnOnce(&mut Self, T)) -> Self {
        match converted {
            Ok(value) => store(&mut self, value),
            Err(refusal) => {
                self.refusal.get_or_insert(refusal);
            }
        }
        self
    }

    /// Whether the request may be sent again after it may have arrived.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.operation
            .idempotent
            .unwrap_or_else(|| is_idempotent(self.operation.method) && !self.secret_body)
    }

    /// The header fields that do not depend on credentials.
    pub(crate) fn content_type(&self) -> Option<(HeaderName, HeaderValue)> {
        let (content_type, _) = self.body.as_ref()?;
        Some((CONTENT_TYPE, content_type.clone()))
    }
}

/// Sets or removes the entry of a name, which keeps the order of the first mention.
fn replace(entries: &mut Vec<(String, String)>, name: &str, value: Option<String>) {
    match (entries.iter().position(|(other, _)| other == name), value) {
        (Some(index), Some(value)) => {
            if let Some((_, old)) = entries.get_mut(index) {
                *old = value;
            }
        }
        (Some(index), None) => {
            entries.remove(index);
        }
        (None, Some(value)) => entries.push((name.to_owned(), value)),
        (None, None) => {}
    }
}

impl<C> fmt::Debug for Request<C> {
    /// Shows nothing that the caller passed in.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Request")
            .field("operation", &self.operation.id)
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .finish_non_exhaustive()
    }
}
