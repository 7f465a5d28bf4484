//! `multipart/form-data` (RFC 7578), held in memory so that a retry can send it again.

use std::fmt;

use bytes::{BufMut, Bytes, BytesMut};
use http::header::HeaderValue;
use serde::Serialize;
use serde_json::Value;

use crate::call::value::{self, Style};
use crate::values::file::File;
use crate::values::noted;
use crate::values::secret::Secret;

/// A form with files.
#[derive(Default)]
pub struct Multipart {
    /// `multipart/form-data` where it is not set.
    media_type: Option<&'static str>,
    /// The media types of parts by their name.
    part_types: &'static [(&'static str, &'static str)],
    /// The styles of parts by their names, where a list is not a part for each item.
    styles: &'static [(Style, &'static [&'static str])],
    /// The order of the parts, where that is all that tells them apart.
    positions: &'static [&'static str],
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

/// What may stand under one name of a form: a file, or several.
pub trait Files {
    /// The files.
    fn files(&self) -> &[File];
}

impl Files for File {
    fn files(&self) -> &[File] {
        std::slice::from_ref(self)
    }
}

impl Files for Vec<File> {
    fn files(&self) -> &[File] {
        self
    }
}

impl Multipart {
    /// An empty form.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends the parts as another media type: `multipart/mixed`.
    #[must_use]
    pub fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
    }

    /// Says of which media type parts are, by their name: what `encoding` says in the API description. It comes before
    /// the parts.
    #[must_use]
    pub fn part_types(mut self, types: &'static [(&'static str, &'static str)]) -> Self {
        self.part_types = types;
        self
    }

    /// Says how the lists and objects of some fields are written: what `encoding` says in the API description. It comes
    /// before the parts.
    #[must_use]
    pub fn styles(mut self, styles: &'static [(Style, &'static [&'static str])]) -> Self {
        self.styles = styles;
        self
    }

    /// Sends the parts in this order, and without names, as `prefixItems` in the API description has them.
    #[must_use]
    pub fn positions(mut self, names: &'static [&'static str]) -> Self {
        self.positions = names;
        self
    }

    fn part_type(&self, name: &str) -> Option<&'static str> {
        let of = |(part, _): &&(&str, &str)| *part == name;
        self.part_types
            .iter()
            .find(of)
            .map(|(_, media_type)| *media_type)
    }

    /// Adds a value as text, or as JSON where that is the part's media type. Otherwise an array adds one part per item, an
    /// object becomes JSON (so does what an array holds inside an array), and null adds nothing.
    #[must_use]
    pub fn text<V: Serialize + ?Sized>(mut self, name: &str, value: &V) -> Self {
        let (value, secrets) = noted::written_by(|| value::to_value(value));
        self.secrets.extend(secrets);
        match value {
            Ok(value) => self.value(name, value),
            Err(problem) => {
                self.problem = Some(problem);
                self
            }
        }
    }

    fn value(self, name: &str, value: Value) -> Self {
        let mut styles = self.styles.iter();
        let style = styles.find(|(_, names)| names.contains(&name));
        let pairs = style.and_then(|(style, _)| value::pairs(*style, name, &value));
        match pairs {
            Some(pairs) => pairs
                .into_iter()
                .fold(self, |parts, (name, text)| parts.plain(&name, text)),
            None => self.unstyled(name, value),
        }
    }

    /// A part of text.
    fn plain(mut self, name: &str, text: String) -> Self {
        self.parts.push(Part {
            name: name.to_owned(),
            file_name: None,
            content_type: self.part_type(name).map(str::to_owned),
            content: text.into(),
        });
        self
    }

    fn unstyled(mut self, name: &str, value: Value) -> Self {
        let media_type = self.part_type(name);
        match value {
            Value::Null => {}
            value if media_type.is_some_and(is_json) => self = self.json(name, &value),
            Value::Object(object) => self = self.json(name, &object),
            Value::Array(items) => {
                for item in items {
                    self = match item {
                        Value::Array(_) => self.json(name, &item),
                        scalar_or_object => self.unstyled(name, scalar_or_object),
                    };
                }
            }
            scalar => match value::scalar(&scalar) {
                Ok(Some(text)) => self = self.plain(name, text),
                Ok(None) => {}
                Err(problem) => self.problem = Some(problem),
            },
        }
        self
    }

    /// Adds one part for each item of a list, whatever media type the parts have.
    #[must_use]
    pub fn items<V: Serialize>(self, name: &str, items: &[V]) -> Self {
        items.iter().fold(self, |parts, item| {
            let (value, secrets) = noted::written_by(|| value::to_value(item));
            let mut parts = parts;
            parts.secrets.extend(secrets);
            match value {
                Ok(value @ Value::Array(_)) => parts.json(name, &value),
                Ok(value) => parts.value(name, value),
                Err(problem) => {
                    parts.problem = Some(problem);
                    parts
                }
            }
        })
    }

    /// Adds one part for each property of a value: text for scalars, one part for each item of an array, and
    /// JSON for objects, as OpenAPI 3.0.3 says ("Special Considerations for multipart Content").
    #[must_use]
    pub fn fields<V: Serialize + ?Sized>(mut self, value: &V) -> Self {
        let (value, secrets) = noted::written_by(|| value::to_value(value));
        self.secrets.extend(secrets);
        match value {
            Ok(Value::Object(object)) => {
                for (name, value) in object {
                    self = self.value(&name, value);
                }
            }
            Ok(Value::Null) => {}
            Ok(_) => self.problem = Some("it has no properties to send as parts"),
            Err(problem) => self.problem = Some(problem),
        }
        self
    }

    /// Adds a value as JSON.
    #[must_use]
    pub fn json<V: Serialize + ?Sized>(mut self, name: &str, value: &V) -> Self {
        let (json, secrets) = noted::written_by(|| serde_json::to_vec(value));
        self.secrets.extend(secrets);
        let media_type = self
            .part_type(name)
            .filter(|media_type| is_json(media_type));
        match json {
            Ok(json) => self.parts.push(Part {
                name: name.to_owned(),
                file_name: None,
                content_type: Some(media_type.unwrap_or("application/json").to_owned()),
                content: json.into(),
            }),
            Err(_) => self.problem = Some("a part of it cannot be written as JSON"),
        }
        self
    }

    /// Adds a file.
    #[must_use]
    pub fn file(mut self, name: &str, file: File) -> Self {
        let by_name = || self.part_type(name).map(str::to_owned);
        let content_type = (file.content_type)
            .or_else(by_name)
            .unwrap_or_else(|| "application/octet-stream".to_owned());
        if HeaderValue::from_str(&content_type).is_err() {
            self.problem = Some("the media type of a file contains a character it cannot");
        }
        // Go, PHP and others take an empty name for a form in which no file was chosen.
        let named = file.file_name.filter(|file_name| !file_name.is_empty());
        self.parts.push(Part {
            name: name.to_owned(),
            file_name: Some(named.unwrap_or_else(|| name.to_owned())),
            content_type: Some(content_type),
            content: file.bytes,
        });
        self
    }

    /// Adds files under one name.
    #[must_use]
    pub fn files<'f>(self, name: &str, files: impl IntoIterator<Item = &'f File>) -> Self {
        let files = files.into_iter();
        files.fold(self, |parts, file| parts.file(name, file.clone()))
    }

    /// Adds files under names of their own: one under each, or a list of them.
    #[must_use]
    pub fn named_files<'f, F: Files + 'f>(
        self,
        files: impl IntoIterator<Item = (&'f String, &'f F)>,
    ) -> Self {
        let files = files.into_iter();
        files.fold(self, |parts, (name, files)| {
            parts.files(name, files.files())
        })
    }

    /// Adds files that a field holds by name: `field[name]`.
    #[must_use]
    pub fn file_map<'f, F: Files + 'f>(
        self,
        field: &str,
        files: impl IntoIterator<Item = (&'f String, &'f F)>,
    ) -> Self {
        let files = files.into_iter();
        files.fold(self, |parts, (name, files)| {
            parts.files(&format!("{field}[{name}]"), files.files())
        })
    }

    /// The media type with its boundary, and the body.
    pub(crate) fn finish(mut self) -> Result<(String, Bytes), &'static str> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        if !self.positions.is_empty() {
            let position = |part: &Part| self.positions.iter().position(|name| *name == part.name);
            self.parts.sort_by_key(position);
            for part in &mut self.parts {
                part.name.clear();
            }
        }
        // 122 random bits do not occur in the content by accident, and cannot be foreseen by
        // whoever provides it.
        let boundary = uuid::Uuid::new_v4().simple().to_string();
        let size: usize = self.parts.iter().map(|part| part.content.len() + 256).sum();
        let mut body = BytesMut::with_capacity(size + 64);
        for part in &self.parts {
            let mut head = format!("--{boundary}\r\n");
            // The parts of a list need no name, except in a form.
            if !part.name.is_empty() || self.media_type.is_none() {
                let name = quoted(&part.name);
                head.push_str(&format!("content-disposition: form-data; name=\"{name}\""));
                if let Some(file_name) = &part.file_name {
                    head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
                }
                head.push_str("\r\n");
            }
            if let Some(content_type) = &part.content_type {
                head.push_str(&format!("content-type: {content_type}\r\n"));
            }
            head.push_str("\r\n");
            body.put_slice(head.as_bytes());
            body.put_slice(&part.content);
            body.put_slice(b"\r\n");
        }
        body.put_slice(format!("--{boundary}--\r\n").as_bytes());
        let media_type = self.media_type.unwrap_or("multipart/form-data");
        let content_type = format!("{media_type}; boundary={boundary}");
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

/// Whether a media type is JSON, its parameters aside.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json")
}

/// The escapes that browsers use in a quoted name (WHATWG HTML, "multipart/form-data encoding
/// algorithm"); RFC 7578 has none.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}
