//! An event, and how its data becomes a value.

use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::outcome::decode::{self, DecodeError, Hints};

/// A server-sent event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What it holds.
    pub data: T,
    /// Its name (`event`), if it has one.
    pub event: Option<String>,
    /// The identifier of this event, or else of the last one before it that had one (`id`): what the server has to be told to go
    /// on after it.
    pub id: Option<String>,
    /// How long the server asks to wait before the stream is taken up again, where this event says it (`retry`).
    pub retry: Option<Duration>,
}

impl<T> Event<T> {
    /// An event with nothing but its data, as a mock server sends it.
    pub fn new(data: T) -> Self {
        Self {
            data,
            event: None,
            id: None,
            retry: None,
        }
    }

    /// The same event with other data.
    pub(crate) fn with_data<D>(self, data: D) -> Event<D> {
        Event {
            data,
            event: self.event,
            id: self.id,
            retry: self.retry,
        }
    }

    /// Sets its name.
    #[must_use]
    pub fn event(mut self, name: impl Into<String>) -> Self {
        self.event = Some(name.into());
        self
    }

    /// Sets its identifier.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Sets how long to wait before the stream is taken up again.
    #[must_use]
    pub fn retry(mut self, wait: Duration) -> Self {
        self.retry = Some(wait);
        self
    }
}

/// An event as it came.
pub(crate) type RawEvent = Event<String>;

impl RawEvent {
    /// Data that is JSON. A value that is written as text, such as the name of a state, need not be in quotes.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        decode::json(self.data.as_bytes(), Hints::default()).or_else(|error| {
            let text = Value::String(self.data.clone());
            serde_json::from_value(text).map_err(|_| error)
        })
    }

    /// Data that is text.
    pub(crate) fn text<T: From<String>>(&self) -> Result<T, DecodeError> {
        Ok(T::from(self.data.clone()))
    }

    /// The event as an object of its fields. Whether the data is JSON or text is seen by which of them the type takes.
    pub(crate) fn described<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        let text = Value::String(self.data.clone());
        let Ok(json) = serde_json::from_str(&self.data) else {
            return self.with(text);
        };
        self.with(json)
            .or_else(|error| self.with(text).map_err(|_| error))
    }

    fn with<T: DeserializeOwned>(&self, data: Value) -> Result<T, DecodeError> {
        // An event without a name is a message (HTML, "Server-sent events", section 9.2.6).
        let name = self.event.as_deref().unwrap_or("message");
        let mut object = Map::new();
        object.insert("event".to_owned(), Value::from(name));
        object.insert("data".to_owned(), data);
        let id = self.id.as_deref().map(Value::from);
        object.extend(id.map(|id| ("id".to_owned(), id)));
        let retry = self.retry.map(|retry| retry.as_millis());
        let retry = retry.and_then(|retry| u64::try_from(retry).ok());
        object.extend(retry.map(|retry| ("retry".to_owned(), retry.into())));
        let object = Value::Object(object).to_string();
        decode::json(object.as_bytes(), Hints::default())
    }
}
