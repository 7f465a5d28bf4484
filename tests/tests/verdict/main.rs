//! What a change of a description means for callers: the levels of changes, and where and how they are reported.

mod alike;
mod features;
mod levels;
mod outlines;
mod placed;
mod reported;
mod told;
mod unsigned;

use xtask::emit::Surroundings;
use xtask::pipeline::{generate, read};
use xtask::verdict::{Interface, compare};

/// The description before each change.
const OLD: &str = include_str!("shop.yaml");

fn interface(text: &str) -> Interface {
    let document = read("shop.yaml", text.as_bytes()).unwrap();
    let surroundings = |_: &str| Surroundings::in_workspace("cargo xtask generate", "shop.yaml");
    let generated = generate(&document, "shop", surroundings).unwrap();
    generated.emitted.outline.parse().unwrap()
}

/// What is said of the change from one interface to another, each line with its level.
fn told(old: &Interface, new: &Interface) -> Vec<String> {
    let changes = compare(old, new).changes.into_iter();
    changes
        .map(|change| format!("{}: {}", change.level, change.text))
        .collect()
}
