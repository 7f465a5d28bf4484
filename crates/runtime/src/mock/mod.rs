//! A server in process that stands in for the API. Uses `values`, `call`, `sending`, `streams`, `credentials`, `client`.
//!
//! It is for people who test code that uses a client.
//!
//! Each generated crate has a `mock::Server` around the [`Server`] here, with a method for each operation: its closure
//! says what a call has to be like, in the types of the description, and what it is answered with.
//!
//! - Several expectations may match a call: the latest one answers, so that a test can override what its setup said.
//! - Several answers of one expectation are given one after the other; the last one is repeated.
//! - A call that nothing matches is answered with 501, which the client does not repeat and which is no answer
//!   that the code under test handles, as it may handle 404. Its body tells what differed, the error's `Display` shows it,
//!   and the server prints it when it is dropped: a failing test shows it below its own message.
//! - Credentials are accepted whatever they are, and a login is traded for a token. Neither is ever printed.
//!
//! Progenitor has an extension for a mock server of its own. It is not used: it knows nothing of several statuses
//! with different bodies, credentials, tokens, multipart or styles of parameters, explains nothing, and brings a
//! command-line parser and TLS along. From it come the two halves, what a call is like and what it is answered with. The HTTP
//! here is what the client has anyway.

mod answer;
mod answers;
mod body;
mod by_status;
mod expectation;
mod explain;
mod http;
mod received;
mod sending;
mod server;
mod template;
mod tokens;
mod when;
mod written;

pub use answer::{
    Answer, ByStatus, DescribedEvents, Empty, Events, Json, OptionalJson, Raw, Text, Then, Values,
};
pub use answers::Arguments;
pub use expectation::Expectation;
pub use received::Received;
pub use server::{Mock, Server};
pub use when::When;
pub use written::{ToAnswer, Written};
