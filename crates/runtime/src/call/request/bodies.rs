//! The body of a call: JSON, a form, parts, bytes, text, or values one after the other.

use bytes::Bytes;
use futures_core::Stream;
use http::header::HeaderValue;
use serde::Serialize;
use serde_json::Value;

use super::Request;
use crate::call::body::{RequestBody, StreamedBody};
use crate::call::multipart::Multipart;
use crate::call::refusal::Refusal;
use crate::call::value::{self, Style};
use crate::values::noted;

impl<C> Request<C> {
    /// Sets a JSON body (`application/json`).
    pub fn json<V: Serialize + ?Sized>(self, body: &V) -> Self {
        self.json_as("application/json", body)
    }

    /// Sets a JSON body of another media type, for instance `application/merge-patch+json`.
    pub fn json_as<V: Serialize + ?Sized>(mut self, content_type: &str, body: &V) -> Self {
        let (bytes, secrets) = noted::written_by(|| serde_json::to_vec(body));
        self.secret_body = !secrets.is_empty();
        self.secrets.extend(secrets);
        let bytes = bytes.map_err(|_| "it cannot be written as JSON");
        self.put_body(content_type, bytes.map(Bytes::from))
    }

    /// Sets a form (`application/x-www-form-urlencoded`) from an object's members; an array
    /// repeats the name, and what nests deeper goes into brackets.
    pub fn form<V: Serialize + ?Sized>(self, body: &V) -> Self {
        self.form_with(&[], body)
    }

    /// Sets a form some of whose fields are written in another style.
    pub fn form_with<V: Serialize + ?Sized>(
        mut self,
        styles: &[(Style, &[&str])],
        body: &V,
    ) -> Self {
        let before = self.secrets.len();
        let value = self.value_of(body);
        self.secret_body = self.secrets.len() > before;
        let bytes = value.and_then(|value| match value {
            Value::Object(object) => {
                let fields = object.iter().map(|(name, value)| {
                    let style = styles
                        .iter()
                        .find(|(_, names)| names.contains(&name.as_str()));
                    match style {
                        Some((style, _)) => value::styled(*style, name, value),
                        None => value::field(name, value),
                    }
                });
                let fields: Vec<String> = fields.filter(|field| !field.is_empty()).collect();
                Ok(Bytes::from(fields.join("&")))
            }
            Value::Null => Ok(Bytes::new()),
            _ => Err("a form has to be an object"),
        });
        self.put_body("application/x-www-form-urlencoded", bytes)
    }

    /// Sets a form with files (`multipart/form-data`).
    pub fn multipart(mut self, mut form: Multipart) -> Self {
        self.secret_body = !form.secrets.is_empty();
        self.secrets.append(&mut form.secrets);
        match form.finish() {
            Ok((content_type, bytes)) => self.put_body(&content_type, Ok(bytes)),
            Err(reason) => self.put_body("multipart/form-data", Err(reason)),
        }
    }

    /// Sets a body of bytes.
    pub fn bytes(self, content_type: &str, body: impl Into<Bytes>) -> Self {
        self.put_body(content_type, Ok(body.into()))
    }

    /// Sets a body of text.
    pub fn text(self, content_type: &str, body: impl Into<String>) -> Self {
        self.put_body(content_type, Ok(body.into().into()))
    }

    fn put_body(self, content_type: &str, bytes: Result<Bytes, &'static str>) -> Self {
        self.put_any_body(content_type, bytes.map(RequestBody::Whole))
    }

    fn put_any_body(self, content_type: &str, body: Result<RequestBody, &'static str>) -> Self {
        let body = body.and_then(|body| {
            let content_type = HeaderValue::from_str(content_type)
                .map_err(|_| "its media type contains a character that a header cannot carry")?;
            Ok(Some((content_type, body)))
        });
        self.put(body.map_err(Refusal::body), |request, body| {
            request.body = body;
        })
    }

    /// Sets a body of JSON values, one on each line, as `application/jsonl` and the like have them.
    pub fn json_lines<V: Serialize>(self, content_type: &str, items: &[V]) -> Self {
        self.json_values(content_type, b"", items)
    }

    /// Sets a body of JSON values as `application/json-seq` has them (RFC 7464).
    pub fn json_sequence<V: Serialize>(self, content_type: &str, items: &[V]) -> Self {
        self.json_values(content_type, b"\x1e", items)
    }

    /// Sets a body of JSON values that are written while they are sent, one on each line. They come once: such a request is
    /// not repeated after the first of them was asked for.
    pub fn json_lines_stream<V: Serialize>(
        self,
        content_type: &str,
        values: impl Stream<Item = V> + Send + 'static,
    ) -> Self {
        self.json_stream(content_type, b"", values)
    }

    /// Sets a body of JSON values that are written while they are sent, as `application/json-seq` has them (RFC 7464).
    pub fn json_sequence_stream<V: Serialize>(
        self,
        content_type: &str,
        values: impl Stream<Item = V> + Send + 'static,
    ) -> Self {
        self.json_stream(content_type, b"\x1e", values)
    }

    fn json_stream<V: Serialize>(
        self,
        content_type: &str,
        before: &'static [u8],
        values: impl Stream<Item = V> + Send + 'static,
    ) -> Self {
        let body = StreamedBody::of_json(before, values);
        self.put_any_body(content_type, Ok(RequestBody::Streamed(body)))
    }

    fn json_values<V: Serialize>(mut self, content_type: &str, before: &[u8], items: &[V]) -> Self {
        let (bytes, secrets) = noted::written_by(|| {
            let mut bytes = Vec::new();
            for item in items {
                bytes.extend_from_slice(before);
                serde_json::to_writer(&mut bytes, item)?;
                bytes.push(b'\n');
            }
            Ok::<_, serde_json::Error>(bytes)
        });
        self.secret_body = !secrets.is_empty();
        self.secrets.extend(secrets);
        let bytes = bytes.map_err(|_| "it cannot be written as JSON");
        self.put_body(content_type, bytes.map(Bytes::from))
    }
}
