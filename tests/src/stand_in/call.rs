//! One request as a handler sees it, and what it answers.

use std::str::FromStr;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Map, Value};

use crate::server::Seen;

/// An answer, or a refusal that ends the handling.
pub(super) type Reply = Result<Answer, Answer>;

/// A request that has found its operation.
pub(super) struct Call {
    seen: Seen,
    parameters: Vec<(String, String)>,
    query: Vec<(String, String)>,
}

impl Call {
    pub(super) fn new(seen: Seen, parameters: Vec<(String, String)>) -> Self {
        let query = pairs(seen.query());
        Self {
            seen,
            parameters,
            query,
        }
    }

    pub(super) fn method(&self) -> &str {
        &self.seen.method
    }

    pub(super) fn body(&self) -> &str {
        &self.seen.body
    }

    pub(super) fn target(&self) -> &str {
        &self.seen.target
    }

    pub(super) fn path(&self) -> &str {
        self.seen.path()
    }

    /// A value in the path, decoded. Empty if the route has no such variable.
    pub(super) fn parameter(&self, name: &str) -> &str {
        first(&self.parameters, name).unwrap_or_default()
    }

    /// A value in the query, decoded; the first one if there are several.
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        first(&self.query, name)
    }

    /// All values of that name in the query.
    pub(super) fn queries<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.query.iter().filter(move |(other, _)| other == name);
        named.map(|(_, value)| value.as_str())
    }

    /// A value in the query that is a number or the like; `default` where it is missing.
    pub(super) fn query_as<T: FromStr>(&self, name: &str, default: T) -> Result<T, String> {
        match self.query(name) {
            None => Ok(default),
            Some(text) => text
                .parse()
                .map_err(|_| format!("{name} cannot be `{text}`")),
        }
    }

    /// A header; its name in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.seen.header(name)
    }

    pub(super) fn bearer(&self) -> Option<&str> {
        self.header("authorization")?.strip_prefix("Bearer ")
    }

    /// User name and password of basic authentication (RFC 7617).
    pub(super) fn basic(&self) -> Option<(String, String)> {
        let encoded = self.header("authorization")?.strip_prefix("Basic ")?;
        let decoded = String::from_utf8(BASE64.decode(encoded).ok()?).ok()?;
        let (username, password) = decoded.split_once(':')?;
        Some((username.to_owned(), password.to_owned()))
    }

    /// The fields of a body that is a form.
    pub(super) fn form(&self) -> Vec<(String, String)> {
        pairs(&self.seen.body)
    }

    pub(super) fn json(&self) -> Result<Value, String> {
        let json = self
            .header("content-type")
            .is_some_and(|kind| kind.starts_with("application/json"));
        if !json {
            return Err("the body is not marked as JSON".to_owned());
        }
        serde_json::from_str(&self.seen.body).map_err(|error| error.to_string())
    }

    pub(super) fn object(&self) -> Result<Map<String, Value>, String> {
        match self.json()? {
            Value::Object(object) => Ok(object),
            _ => Err("the body is not an object".to_owned()),
        }
    }
}

fn pairs(encoded: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(encoded.as_bytes())
        .into_owned()
        .collect()
}

/// The first value of that name.
pub(super) fn first<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let named = pairs.iter().find(|(other, _)| other == name);
    named.map(|(_, value)| value.as_str())
}

/// What a server answers.
#[derive(Debug)]
pub struct Answer {
    status: u16,
    content_type: &'static str,
    body: String,
    location: Option<String>,
}

impl Answer {
    /// No body.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            content_type: "",
            body: String::new(),
            location: None,
        }
    }

    /// A body of JSON.
    pub fn json(status: u16, body: &Value) -> Self {
        Self {
            content_type: "application/json",
            body: body.to_string(),
            ..Self::empty(status)
        }
    }

    /// A body of plain text.
    pub fn text(status: u16, body: &str) -> Self {
        Self {
            content_type: "text/plain; charset=utf-8",
            body: body.to_owned(),
            ..Self::empty(status)
        }
    }

    /// What the body calls itself.
    #[must_use]
    pub fn content_type(self, content_type: &'static str) -> Self {
        Self {
            content_type,
            ..self
        }
    }

    /// Where what was created can be found.
    #[must_use]
    pub fn location(self, path: String) -> Self {
        Self {
            location: Some(path),
            ..self
        }
    }

    pub(super) fn into_response(self) -> Response {
        let mut response = Response::builder().status(self.status);
        if !self.content_type.is_empty() {
            let content_type = HeaderValue::from_static(self.content_type);
            response = response.header(header::CONTENT_TYPE, content_type);
        }
        if let Some(path) = self.location {
            response = response.header(header::LOCATION, path);
        }
        response.body(Body::from(self.body)).unwrap()
    }
}
