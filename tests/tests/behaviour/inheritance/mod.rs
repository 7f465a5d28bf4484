//! Inheritance: a base is one of its heirs, wherever it is used.

mod base_with_discriminator;
mod heirs_before_their_base;
mod heirs_of_heirs;
mod heirs_that_are_bases;
mod union_base_circle;
