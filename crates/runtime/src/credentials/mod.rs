//! What proves who calls: keys, passwords, and tokens with their logins. Uses `values`, `platform`, `call`, `outcome`, `sending`.

pub(crate) mod credential;
pub(crate) mod token;
pub(crate) mod token_cache;
pub(crate) mod token_exchange;
