//! `multipart/form-data` (RFC 7578), held in memory so that a retry can send it again.

use std::fmt;

use bytes::{BufMut, Bytes, BytesMut};
use reqwest::header::HeaderValue;
use serde::Serialize;
use serde_json::Value;

use crate::call::value;
use crate::values::file::File;
use crate::values::noted;
use crate::values::secret::Secret;

/// A form with files.
#[derive(Default)]
pub struct Multipart {
    parts: Vec<Part>,
    problem: Option<&'static str>,
    pub(crate) secrets: Vec<Secret>,
}

struct Part {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    content: Bytes,
}

impl Multipart {
    /// An empty form.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value as text; an array adds one part per item, an object becomes JSON (so does what an array holds inside
    /// an array), and null adds nothing.
    #[must_use]
    pub fn text<V: Serialize + ?Sized>(mut self, name: &str, value: &V) -> Self {
        let (value, secrets) = noted::written_by(|| value::to_value(value));
        self.secrets.extend(secrets);
        match value {
            Ok(Value::Object(object)) => return self.json(name, &object),
            Ok(Value::Array(items)) => {
                for item in items {
                    self = match item {
                        Value::Array(_) => self.json(name, &item),
                        scalar_or_object => self.text(name, &scalar_or_object),
                    };
                }
            }
            Ok(value) => match value::form_pairs(name, &value) {
                Ok(pairs) => {
                    for (name, text) in pairs {
                        self.parts.push(Part {
                            name,
                            file_name: None,
                            content_type: None,
                            content: text.into(),
                        });
                    }
                }
                Err(problem) => self.problem = Some(problem),
            },
            Err(problem) => self.problem = Some(problem),
        }
        self
    }

    /// One part for each property of a value: text for scalars, one part for each item of an array, and
    /// JSON for objects, as OpenAPI 3.0.3 says ("Special Considerations for multipart Content").
    #[must_use]
    pub fn fields<V: Serialize + ?Sized>(value: &V) -> Self {
        let mut form = Self::new();
        let (value, secrets) = noted::written_by(|| value::to_value(value));
        form.secrets = secrets;
        match value {
            Ok(Value::Object(object)) => {
                for (name, value) in object {
                    form = form.text(&name, &value);
                }
            }
            Ok(Value::Null) => {}
            Ok(_) => form.problem = Some("it has no properties to send as parts"),
            Err(problem) => form.problem = Some(problem),
        }
        form
    }

    /// Adds a value as JSON.
    #[must_use]
    pub fn json<V: Serialize + ?Sized>(mut self, name: &str, value: &V) -> Self {
        let (json, secrets) = noted::written_by(|| serde_json::to_vec(value));
        self.secrets.extend(secrets);
        match json {
            Ok(json) => self.parts.push(Part {
                name: name.to_owned(),
                file_name: None,
                content_type: Some("application/json".to_owned()),
                content: json.into(),
            }),
            Err(_) => self.problem = Some("a part of it cannot be written as JSON"),
        }
        self
    }

    /// Adds a file.
    #[must_use]
    pub fn file(mut self, name: &str, file: File) -> Self {
        let content_type = file
            .content_type
            .unwrap_or_else(|| "application/octet-stream".to_owned());
        if HeaderValue::from_str(&content_type).is_err() {
            self.problem = Some("the media type of a file contains a character it cannot");
        }
        self.parts.push(Part {
            name: name.to_owned(),
            file_name: Some(file.file_name.unwrap_or_default()),
            content_type: Some(content_type),
            content: file.bytes,
        });
        self
    }

    /// The media type with its boundary, and the body.
    pub(crate) fn finish(self) -> Result<(String, Bytes), &'static str> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        // 122 random bits do not occur in the content by accident, and cannot be foreseen by
        // whoever provides it.
        let boundary = uuid::Uuid::new_v4().simple().to_string();
        let size: usize = self.parts.iter().map(|part| part.content.len() + 256).sum();
        let mut body = BytesMut::with_capacity(size + 64);
        for part in &self.parts {
            let mut head = format!(
                "--{boundary}\r\ncontent-disposition: form-data; name=\"{}\"",
                quoted(&part.name)
            );
            if let Some(file_name) = &part.file_name {
                head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
            }
            if let Some(content_type) = &part.content_type {
                head.push_str(&format!("\r\ncontent-type: {content_type}"));
            }
            head.push_str("\r\n\r\n");
            body.put_slice(head.as_bytes());
            body.put_slice(&part.content);
            body.put_slice(b"\r\n");
        }
        body.put_slice(format!("--{boundary}--\r\n").as_bytes());
        let content_type = format!("multipart/form-data; boundary={boundary}");
        Ok((content_type, body.freeze()))
    }
}

impl fmt::Debug for Multipart {
    /// Shows names only: the values may be secrets.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.parts.iter().map(|part| &part.name);
        formatter.debug_set().entries(names).finish()
    }
}

/// The escapes that browsers use in a quoted name (WHATWG HTML, "multipart/form-data encoding
/// algorithm"); RFC 7578 has none.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}
