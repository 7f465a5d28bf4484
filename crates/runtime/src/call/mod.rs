//! What a call is made of: an operation, the values that it is given, and how they are written. Uses `values`.

pub(crate) mod body;
pub(crate) mod cookie;
pub(crate) mod framing;
pub(crate) mod header_value;
pub(crate) mod headers;
pub(crate) mod multipart;
pub(crate) mod operation;
mod operations;
pub(crate) mod path;
pub(crate) mod path_text;
pub(crate) mod refusal;
pub(crate) mod request;
pub(crate) mod server;
pub(crate) mod value;
