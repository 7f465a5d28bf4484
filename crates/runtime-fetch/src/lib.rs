#![doc = include_str!("../README.md")]

#[cfg(target_arch = "wasm32")]
pub use reqwest;
