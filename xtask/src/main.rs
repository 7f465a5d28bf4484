//! `cargo xtask`: see the `cli` module of the library for what it can do.
fn main() {}
