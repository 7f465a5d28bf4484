//! An answer as it came.

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;

use crate::outcome::by_status::RawAnswer;

/// How much of an answer that is not a success is read and kept.
pub(crate) const ERROR_BODY_BYTES: usize = 64 * 1024;

/// A successful answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) attempts: u32,
    /// Whether the description names the status.
    pub(crate) documented: bool,
}

impl Answer {
    /// The answer as its types are read from it.
    pub(crate) fn raw(&self) -> RawAnswer<'_> {
        RawAnswer::new(self.status, &self.headers, &self.body)
    }
}
