//! What the outline says of how a login is traded for a token.

use crate::model::{Expiry, SendAs, TokenSource};

/// `by POST /token as form ("user", "password", "grant_type" = "password"), token "/access_token", expires in "/expires_in"`.
pub(super) fn of(source: &TokenSource) -> String {
    let TokenSource {
        method,
        url,
        send,
        fields,
        constants,
        headers: _,
        token,
        expiry,
    } = source;
    let send = match send {
        SendAs::Basic => "as user name and password",
        SendAs::Json => "as JSON",
        SendAs::Form => "as form",
    };
    let fields = fields.iter().map(|field| format!("{:?}", field.wire_name));
    let constants = constants.iter();
    let constants = constants.map(|(name, value)| format!("{name:?} = {value:?}"));
    let fields: Vec<String> = fields.chain(constants).collect();
    let expires = expiry.as_ref().map(|expiry| match expiry {
        Expiry::At(pointer) => format!(", expires at {pointer:?}"),
        Expiry::In(pointer) => format!(", expires in {pointer:?}"),
        Expiry::Seconds(seconds) => format!(", expires in {seconds} s"),
    });
    format!(
        "by {method} {url} {send} ({}), token {token:?}{}",
        fields.join(", "),
        expires.unwrap_or_default()
    )
}

/// The headers of the token's request: `header "X-One-Time-Password"`.
pub(super) fn headers(source: &TokenSource) -> String {
    let names = source.headers.iter();
    let names: Vec<String> = names
        .map(|field| format!("header {:?}", field.wire_name))
        .collect();
    names.join(", ")
}
