//! Write and check: what lies in a folder, compared with what should, and made equal.
//!
//! Only files that the generator wrote are ever replaced or removed. All of them say so in their
//! first line, and a folder is the generator's when its manifest does.

mod apply;
mod compare;
mod diff;
mod ownership;

use std::collections::BTreeMap;

pub use apply::write;
pub use compare::{Change, Comparison, compare, earlier};
pub use diff::diff;
pub use ownership::{MARK, is_regenerated};

/// The text of each file of a crate by its path in it, with `/` between the parts.
pub type Files = BTreeMap<String, String>;
