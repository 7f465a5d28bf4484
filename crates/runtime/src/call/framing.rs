//! How an answer that is read while it comes is divided.

/// What the pieces of an answer are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// Bytes, as they come.
    Bytes,
    /// Server-sent events.
    Events,
    /// JSON values, one after the other.
    Json,
}
