//! A request and its answer, as they went over the wire.

use serde_json::Value;

#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    pub(crate) method: String,
    /// Below the base path, undecoded, without the query.
    pub(crate) path: String,
    /// What the request showed in `Authorization`.
    pub(crate) authorization: Option<String>,
    pub(crate) status: u16,
    /// The JSON of the answer; null where it had none.
    pub(crate) answer: Value,
}
