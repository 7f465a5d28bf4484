//! A value from the command line, to be read into the type that the crate has for it.

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::call::multipart::Multipart;
use crate::command_line::failure::Failed;
use crate::command_line::kinds::file_of;
use crate::command_line::names::flag_of;
use crate::command_line::table::{Kind, Object};
use crate::outcome::decode::{self, Hints};
use crate::values::file::File;

/// A value that was given.
#[derive(Clone, Debug)]
pub struct Given {
    /// How the command line calls it.
    subject: String,
    value: Value,
    /// What a file holds, where the body is no JSON.
    content: Option<Bytes>,
}

impl Given {
    pub(crate) fn new(subject: impl Into<String>, value: Value) -> Self {
        Self {
            subject: subject.into(),
            value,
            content: None,
        }
    }

    pub(crate) fn content(subject: impl Into<String>, content: Bytes) -> Self {
        Self {
            subject: subject.into(),
            value: Value::Null,
            content: Some(content),
        }
    }

    /// Reads it into a type; what the type refuses is refused with the name of the flag.
    ///
    /// # Errors
    ///
    /// What the type expects instead.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Failed> {
        let json = self.value.to_string();
        decode::json(json.as_bytes(), Hints::default()).map_err(|error| {
            let path = error.json_path().filter(|path| *path != ".");
            let flag = path.map_or_else(|| self.subject.clone(), flag_of);
            Failed::usage(format!("{flag}: {}", error.problem()))
        })
    }

    /// Bytes, which are sent as they are.
    ///
    /// # Errors
    ///
    /// There is no file.
    pub fn bytes(&self) -> Result<Bytes, Failed> {
        match (&self.content, &self.value) {
            (Some(content), _) => Ok(content.clone()),
            (None, Value::String(text)) => Ok(Bytes::copy_from_slice(text.as_bytes())),
            (None, _) => Err(Failed::usage(format!("{}: it takes a file", self.subject))),
        }
    }

    /// Text, which is sent as it is.
    ///
    /// # Errors
    ///
    /// It is not in UTF-8.
    pub fn text(&self) -> Result<String, Failed> {
        String::from_utf8(self.bytes()?.into())
            .map_err(|_| Failed::usage(format!("{}: it is not text in UTF-8", self.subject)))
    }

    /// The file of this name.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub fn file(&self) -> Result<File, Failed> {
        match (&self.content, &self.value) {
            (Some(content), _) => Ok(File::new(content.clone())),
            (None, value) => file_of(value, &self.subject),
        }
    }

    /// A form of files: the names of the parts, and those of the files.
    ///
    /// # Errors
    ///
    /// A file cannot be read.
    pub fn named_files(&self, form: Multipart) -> Result<Multipart, Failed> {
        let Value::Object(members) = &self.value else {
            return Ok(form);
        };
        let mut form = form;
        for (name, file) in members {
            form = form.file(name, file_of(file, &self.subject)?);
        }
        Ok(form)
    }

    /// The parts of a form that holds files.
    ///
    /// # Errors
    ///
    /// A file cannot be read.
    pub fn parts(&self, form: Multipart, object: &'static Object) -> Result<Multipart, Failed> {
        let Value::Object(members) = &self.value else {
            return Ok(form);
        };
        let mut form = form;
        for (name, value) in members {
            let kind = object
                .fields()
                .iter()
                .find(|field| field.name == name)
                .map(|field| field.kind);
            let subject = flag_of(name);
            form = match (kind, value) {
                (Some(Kind::File), value) => form.files(name, [&file_of(value, &subject)?]),
                (Some(Kind::List(Kind::File)), Value::Array(files)) => {
                    let files = files.iter().map(|file| file_of(file, &subject));
                    form.files(name, &files.collect::<Result<Vec<_>, _>>()?)
                }
                (_, value) => form.text(name, value),
            };
        }
        Ok(form)
    }
}
