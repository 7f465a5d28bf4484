//! What an answer is written as: JSON, or whatever a type says of its variants.

use std::time::Duration;

use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;

use super::answer::Reply;
use crate::streams::event::Event;

/// What a call can be answered with: any type that is JSON, and the generated enums with a variant for each status.
pub trait ToAnswer {
    /// Writes the answer.
    fn to_answer(&self) -> Written;
}

impl<T: Serialize> ToAnswer for T {
    #[track_caller]
    fn to_answer(&self) -> Written {
        Written::json(200, self)
    }
}

/// An answer that has been written.
#[derive(Debug)]
pub struct Written(pub(super) Reply);

impl Written {
    /// An answer without a body.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self(Reply::new(status, None, Bytes::new()))
    }

    /// An answer of JSON.
    ///
    /// # Panics
    ///
    /// If the value cannot be written as JSON.
    #[must_use]
    #[track_caller]
    pub fn json(status: u16, body: &(impl Serialize + ?Sized)) -> Self {
        Self(Reply::json(status, body))
    }

    /// An answer of JSON, or one without a body.
    ///
    /// # Panics
    ///
    /// If the value cannot be written as JSON.
    #[must_use]
    #[track_caller]
    pub fn optional_json(status: u16, body: Option<&impl Serialize>) -> Self {
        match body {
            Some(body) => Self::json(status, body),
            None => Self::empty(status),
        }
    }

    /// An answer of text.
    #[must_use]
    pub fn text(status: u16, text: impl Into<String>) -> Self {
        let media_type = Some("text/plain; charset=utf-8");
        Self(Reply::new(status, media_type, text.into().into()))
    }

    /// An answer of bytes.
    #[must_use]
    pub fn bytes(status: u16, bytes: impl Into<Bytes>) -> Self {
        let media_type = Some("application/octet-stream");
        Self(Reply::new(status, media_type, bytes.into()))
    }
}

/// An event as it is sent.
#[track_caller]
pub(super) fn event<D: Serialize>(event: &Event<D>) -> String {
    let mut text = String::new();
    let mut field = |name: &str, value: &str| {
        text.push_str(name);
        text.push_str(": ");
        text.push_str(value);
        text.push('\n');
    };
    let data = match serde_json::to_value(&event.data) {
        Ok(Value::String(text)) => text,
        Ok(value) => value.to_string(),
        Err(error) => panic!("the event cannot be written as JSON: {error}"),
    };
    if let Some(name) = &event.event {
        field("event", name);
    }
    if let Some(id) = &event.id {
        field("id", id);
    }
    if let Some(retry) = event.retry {
        field("retry", &retry.as_millis().to_string());
    }
    for line in data.split('\n') {
        field("data", line);
    }
    text.push('\n');
    text
}

/// The event that an object of its fields describes.
#[track_caller]
pub(super) fn described(fields: &impl Serialize) -> Event<Value> {
    let mut fields = match serde_json::to_value(fields) {
        Ok(fields) => fields,
        Err(error) => panic!("the event cannot be written as JSON: {error}"),
    };
    let data = fields.get_mut("data").map(Value::take).unwrap_or_default();
    let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
    let retry = fields.get("retry").and_then(Value::as_u64);
    Event {
        data,
        event: text("event"),
        id: text("id"),
        retry: retry.map(Duration::from_millis),
    }
}

/// A JSON value with the end of its line.
#[track_caller]
pub(super) fn line(value: &impl Serialize) -> String {
    match serde_json::to_string(value) {
        Ok(text) => text + "\n",
        Err(error) => panic!("the answer cannot be written as JSON: {error}"),
    }
}
