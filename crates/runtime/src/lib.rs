#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(all(feature = "client", target_family = "wasm", target_os = "unknown"))]
compile_error!(
    "the HTTP client needs Tokio's timers, which this target has not; \
     use `default-features = false` for the types"
);

mod file;
mod nullable;
mod secret;
mod secret_json;
mod text;
mod unknown_fields;

#[cfg(feature = "client")]
mod base_url;
#[cfg(feature = "client")]
mod build_error;
#[cfg(feature = "client")]
mod builder;
#[cfg(feature = "client")]
mod core;
#[cfg(feature = "client")]
mod credential;
#[cfg(feature = "client")]
mod decode;
#[cfg(feature = "client")]
mod error;
#[cfg(feature = "client")]
mod failure;
#[cfg(feature = "client")]
mod header_value;
#[cfg(feature = "client")]
mod message;
#[cfg(feature = "mock")]
pub mod mock;
#[cfg(feature = "client")]
mod multipart;
#[cfg(feature = "client")]
mod operation;
#[cfg(feature = "client")]
mod pages;
#[cfg(feature = "client")]
mod path;
#[cfg(feature = "client")]
mod redaction;
#[cfg(feature = "client")]
mod refusal;
#[cfg(feature = "client")]
mod request;
#[cfg(feature = "client")]
mod response;
#[cfg(feature = "client")]
mod retry;
#[cfg(feature = "client")]
mod retry_after;
#[cfg(feature = "client")]
mod send;
#[cfg(feature = "client")]
mod span;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod tls;
#[cfg(feature = "client")]
mod token;
#[cfg(feature = "client")]
mod token_cache;
#[cfg(feature = "client")]
mod token_exchange;
#[cfg(feature = "client")]
mod transport;
#[cfg(feature = "client")]
mod value;

pub use bytes;
pub use bytes::Bytes;
#[cfg(feature = "chrono")]
pub use chrono;
pub use serde;
pub use serde_json;
#[cfg(feature = "uuid")]
pub use uuid;

pub use crate::file::File;
pub use crate::nullable::present_or_null;
pub use crate::secret::Secret;
pub use crate::secret_json::SecretJson;
pub use crate::text::read_text;
pub use crate::unknown_fields::UnknownFields;

#[cfg(feature = "client")]
pub use self::exports::*;

#[cfg(feature = "client")]
mod exports {
    pub use reqwest;
    pub use reqwest::StatusCode;
    pub use reqwest::header::HeaderMap;

    pub use crate::build_error::BuildError;
    pub use crate::builder::ClientBuilder;
    pub use crate::core::Core;
    pub use crate::credential::{Credential, CredentialSet};
    pub use crate::decode::DecodeError;
    pub use crate::error::{Error, ErrorKind};
    pub use crate::multipart::Multipart;
    pub use crate::operation::{Operation, Status};
    pub use crate::pages::{ItemStream, Page, PageStream, Pagination, RepeatedPage};
    pub use crate::refusal::{MissingCredential, Refusal};
    pub use crate::request::Request;
    pub use crate::response::{Response, ResponseFuture, WithResponse};
    pub use crate::retry::RetryPolicy;
    pub use crate::token::{
        Expiry, SendAs, Token, TokenError, TokenExchange, TokenFuture, TokenSource,
    };
    pub use crate::value::Style;
}
