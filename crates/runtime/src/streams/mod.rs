//! Answers that are read while they come: bytes, events, JSON values. Uses `blocking`, `platform`, `call`, `outcome`, `sending`.

#[cfg(feature = "blocking")]
mod blocking;
pub(crate) mod bytes;
pub(crate) mod event;
mod event_parser;
pub(crate) mod events;
pub(crate) mod json;
pub(crate) mod opened;
mod records;
