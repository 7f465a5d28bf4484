//! What the tests of this workspace share. The tests themselves live in `tests/`.

pub mod background;
pub mod crates;
pub mod description;
pub mod json;
#[cfg(doctest)]
pub mod misuse;
pub mod ploidy;
pub mod run;
pub mod server;
pub mod snapshots;
pub mod stand_in;
pub mod usage;
pub mod xtask;

/// The workspace's README, whose example is compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
