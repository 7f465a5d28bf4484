//! The client: how it is built, and how a call goes out with it. Uses `blocking`, `platform`, `call`, `outcome`, `sending`, `credentials`, `streams`.

pub(crate) mod builder;
pub(crate) mod call;
mod calls;
pub(crate) mod core;
mod methods;
pub(crate) mod response_future;
pub(crate) mod send;
mod servers;
pub(crate) mod value_future;
