//! Descriptions of every version: what is read of each, and what a finding about it says.

mod cost;
mod foreign;
mod keywords;
mod places;
mod references;
mod same;
mod unusual;

use std::fs;
use std::path::{Path, PathBuf};

use xtask::diagnostic::render;
use xtask::load::Document;
use xtask::pipeline::read;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/versions")
}

/// A description in the form that the later stages know.
#[track_caller]
fn description(text: &str) -> Document {
    read("openapi.yaml", text.as_bytes()).unwrap_or_else(|rejected| {
        panic!(
            "{}",
            render(&rejected.diagnostics, &rejected.document, false)
        )
    })
}

#[track_caller]
fn fixture(name: &str) -> String {
    let path = folder().join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
