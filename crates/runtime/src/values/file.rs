//! A file that is sent as a part of a form.

use std::fmt;

use bytes::Bytes;

/// A file to upload as one part of a `multipart/form-data` body.
///
/// The content is held in memory, so that a retry can send it again.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct File {
    /// The name the server is told; that of the form's field where it is not set. An empty name means "no file was
    /// chosen" to many servers.
    pub file_name: Option<String>,
    /// The media type of the content; where it is not set, the one that the API names for the part, or
    /// `application/octet-stream`.
    pub content_type: Option<String>,
    /// The content.
    pub bytes: Bytes,
}

impl File {
    /// A file with this content, as yet without a name or a media type.
    #[must_use]
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self {
            file_name: None,
            content_type: None,
            bytes: bytes.into(),
        }
    }

    /// Sets the name the server is told.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type of the content, for instance `image/png`.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }
}

impl fmt::Debug for File {
    /// Shows the size instead of the content, which may be a key.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("File")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("bytes", &format_args!("{} bytes", self.bytes.len()))
            .finish()
    }
}

impl From<Vec<u8>> for File {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl From<Bytes> for File {
    fn from(bytes: Bytes) -> Self {
        Self::new(bytes)
    }
}
