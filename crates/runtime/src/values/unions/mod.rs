//! Values that are one of several types: which one, told by a tag or by what came.

pub(crate) mod choice;
mod members;
pub(crate) mod shape;
pub(crate) mod tagged;
mod tagged_rows;
mod untagged;
