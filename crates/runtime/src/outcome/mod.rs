//! What came back, and what went wrong: answers, how they are read, and what errors say. Uses `values`, `platform`, `call`.

pub(crate) mod answer;
pub(crate) mod build_error;
pub(crate) mod by_status;
pub(crate) mod decode;
pub(crate) mod error;
pub(crate) mod failure;
pub(crate) mod message;
pub mod part;
pub(crate) mod redaction;
pub(crate) mod response;
pub(crate) mod retry_after;
pub(crate) mod token_error;
