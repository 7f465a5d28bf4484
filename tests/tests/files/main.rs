//! Descriptions in several files: what a reference finds, what it must not find, and what is said then.

mod disk;
mod findings;
mod followed;
mod mutants;
mod same;

use std::cell::RefCell;

use serde_json::Value;
use xtask::bundle::Unread;
use xtask::diagnostic::render;
use xtask::lint::lint;
use xtask::load::Document;
use xtask::pipeline::read_all;

/// Files in memory; the first one is the description.
struct Files<'f> {
    files: Vec<(&'f str, &'f str)>,
    asked: RefCell<Vec<String>>,
}

impl<'f> Files<'f> {
    fn new(files: &[(&'f str, &'f str)]) -> Self {
        Self {
            files: files.to_vec(),
            asked: RefCell::default(),
        }
    }

    #[track_caller]
    fn read(&self) -> Document {
        let (name, text) = self.files.first().unwrap();
        read_all(name, text.as_bytes(), &|path| self.find(path)).unwrap_or_else(|rejected| {
            panic!(
                "{}",
                render(&rejected.diagnostics, &rejected.document, false)
            )
        })
    }

    fn find(&self, path: &str) -> Result<Vec<u8>, Unread> {
        self.asked.borrow_mut().push(path.to_owned());
        self.files
            .iter()
            .find(|(name, _)| *name == path)
            .map(|(_, text)| text.as_bytes().to_vec())
            .ok_or(Unread::Missing)
    }
}

/// A description, and the files beside it.
#[track_caller]
fn read(files: &[(&str, &str)]) -> Document {
    let document = Files::new(files).read();
    assert_eq!(document.findings, [], "{}", findings(&document));
    document
}

fn findings(document: &Document) -> String {
    let rendered = render(&lint(document), document, false);
    rendered
        .lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

#[track_caller]
fn at<'d>(document: &'d Document, pointer: &str) -> &'d Value {
    document
        .get(pointer)
        .unwrap_or_else(|| panic!("{pointer} is missing in {:#}", document.value))
}

#[track_caller]
fn components(document: &Document, section: &str) -> Vec<String> {
    at(document, &format!("/components/{section}"))
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect()
}

/// An OpenAPI 3.0 description that goes on with this text.
fn v3_0(rest: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{title: A, version: '1'}}\n{rest}")
}
