//! The generator behind `cargo xtask`: OpenAPI descriptions in, typed client crates out.
//!
//! Each stage is a pure function from one value to the next; only the last one touches the disk:
//!
//! ```text
//! files ─load─▶ ─bundle─▶ Document ─overlay─▶ ─normalise─▶ Document ─select─▶ ─lint─▶ ─lower─▶ Api ─emit─▶ files ─write | check─▶ crates/<name>
//! ```
pub mod audit;
pub mod bundle;
pub mod cli;
pub mod diagnostic;
pub mod emit;
mod grammar;
pub mod lint;
pub mod load;
pub mod lower;
pub mod model;
pub mod normalise;
pub mod overlay;
pub mod pipeline;
pub mod pointer;
pub mod reconstruct;
pub mod select;
mod threads;
pub mod verdict;
pub mod write;
