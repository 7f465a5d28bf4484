//! Answers that are read while they come: bytes, events, JSON values. Uses `call`, `outcome`, `sending`.

pub(crate) mod bytes;
pub(crate) mod event;
mod event_parser;
pub(crate) mod events;
pub(crate) mod json;
pub(crate) mod opened;
mod records;
