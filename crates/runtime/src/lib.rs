#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(all(any(feature = "blocking", feature = "mock"), target_arch = "wasm32"))]
compile_error!(
    "a browser has no threads to wait on and no ports: `blocking` and `mock` are not for it"
);

// The derive macros name this crate from the outside.
extern crate self as users_client_runtime;

// From the bottom to the top: a room uses those above it in this list alone, and its first line says which. Blank lines keep
// rustfmt from sorting the list by name.

mod values;

#[cfg(feature = "client")]
mod platform;

#[cfg(feature = "client")]
mod call;

#[cfg(feature = "client")]
mod outcome;

#[cfg(feature = "blocking")]
mod blocking;

#[cfg(feature = "client")]
mod sending;

#[cfg(feature = "client")]
mod credentials;

#[cfg(feature = "client")]
mod streams;

#[cfg(feature = "client")]
mod client;

#[cfg(feature = "client")]
mod pages;

#[cfg(feature = "mock")]
pub mod mock;

#[cfg(feature = "cli")]
pub mod command_line;

mod folders;

pub use bytes;
pub use bytes::Bytes;
#[cfg(feature = "chrono")]
pub use chrono;
pub use serde;
pub use serde_json;
#[cfg(feature = "uuid")]
pub use uuid;

pub use users_client_runtime_derive::{Described, JsonObject};

pub use crate::values::file::File;
pub use crate::values::json_object;
pub use crate::values::maybe_null::{MaybeNull, WrittenAs};
pub use crate::values::null_as_empty::{NullAsEmpty, null_as_empty, nulls_as_empty};
pub use crate::values::nulls::Nulls;
pub use crate::values::object::given;
pub use crate::values::secret::Secret;
pub use crate::values::secret_json::SecretJson;
pub use crate::values::text::read_text;
pub use crate::values::unions::choice::Choice;
pub use crate::values::unions::shape::{Known, Shape};
pub use crate::values::unions::tagged::{Tagged, write_tagged};
#[cfg(feature = "chrono")]
pub use crate::values::unix_time;
pub use crate::values::unknown_fields::UnknownFields;

#[cfg(feature = "client")]
pub use self::exports::*;

#[cfg(feature = "client")]
mod exports {
    pub use futures_core::Stream;
    pub use http::StatusCode;
    pub use http::header::HeaderMap;

    #[cfg(feature = "blocking")]
    pub use crate::blocking::iterator::{BlockingIter, BlockingStream};
    pub use crate::call::headers::Headers;
    pub use crate::call::multipart::{Files, Multipart};
    pub use crate::call::operation::{Operation, Status};
    pub use crate::call::path_text::PathText;
    pub use crate::call::refusal::{MissingCredential, Refusal};
    pub use crate::call::server::Server;
    pub use crate::call::value::{PathStyle, Style};
    pub use crate::client::builder::ClientBuilder;
    pub use crate::client::call::{Call, MapHeaders, WithSome};
    pub use crate::client::core::{Core, Request};
    pub use crate::client::response_future::{ResponseFuture, WithResponse};
    pub use crate::client::value_future::{AnswerFuture, ValueFuture, WholeWithResponse};
    pub use crate::credentials::credential::{Credential, CredentialSet};
    pub use crate::credentials::token::{
        Expiry, SendAs, Token, TokenExchange, TokenFuture, TokenSource,
    };
    pub use crate::outcome::build_error::BuildError;
    pub use crate::outcome::by_status::{FromAnswer, RawAnswer};
    pub use crate::outcome::decode::DecodeError;
    pub use crate::outcome::error::{Error, ErrorKind};
    pub use crate::outcome::part;
    pub use crate::outcome::response::Response;
    pub use crate::outcome::token_error::TokenError;
    pub use crate::pages::{
        IncompleteList, ItemStream, Page, PageStream, Pagination, RepeatedPage,
    };
    #[cfg(any(feature = "reqwest", target_arch = "wasm32"))]
    pub use crate::sending::reqwest_client::http_client_builder;
    pub use crate::sending::retry::RetryPolicy;
    pub use crate::streams::bytes::ByteStream;
    pub use crate::streams::event::Event;
    pub use crate::streams::events::EventStream;
    pub use crate::streams::json::JsonStream;
}
