//! References to other files that cannot be followed.

use indexmap::IndexMap;

use super::Unread;
use crate::diagnostic::Diagnostic;
use crate::grammar::{REQUEST_BODY, RESPONSE, SCHEMA, SWAGGER_RESPONSE, Shape};
use crate::load::Document;
use crate::load::node::{Node, Place};

/// Why a reference cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Trouble {
    /// The file, which is called so in reports, cannot be had.
    Unread(String, Unread),
    /// The file was read, and there is nothing to be found in it.
    Broken(String),
    /// The file has no such place.
    Dangling {
        file: String,
        fragment: String,
        nearest: Option<String>,
    },
    Absolute,
    Network,
    /// It stands inside what it leads to, which would have to stand inside itself.
    Circular,
    /// It would make the description deeper, or larger by far, than its files are.
    TooLarge,
    TooManyFiles,
    /// The place is in the file that was asked for, and not in the one that the reference stands in.
    InRoot {
        file: String,
    },
}

/// What is found while references are followed: each once, at the first place where it is.
#[derive(Default)]
pub(super) struct Troubles {
    found: IndexMap<(String, Trouble, &'static str), (Place, usize)>,
}

impl Troubles {
    pub(super) fn add(
        &mut self,
        reference: &str,
        trouble: Trouble,
        outcome: &'static str,
        place: Place,
    ) {
        self.found
            .entry((reference.to_owned(), trouble, outcome))
            .and_modify(|(_, times)| *times += 1)
            .or_insert((place, 1));
    }

    pub(super) fn findings(self, document: &Document) -> Vec<Diagnostic> {
        self.found
            .into_iter()
            .map(|((reference, trouble, outcome), (place, times))| {
                let (code, message, help) = spoken(&reference, &trouble);
                let times = match times {
                    1 => String::new(),
                    _ => format!(" ({times} times)"),
                };
                let message = format!("{message}: {outcome}{times}");
                Diagnostic::warning(code, document.written_at(&place), message, help)
                    .at_span(place.span())
            })
            .collect()
    }
}

fn spoken(reference: &str, trouble: &Trouble) -> (&'static str, String, String) {
    let text = str::to_owned;
    match trouble {
        Trouble::Unread(file, Unread::Missing) => (
            "missing-file",
            format!("`{file}` is not there"),
            text("put the file there, or correct the reference"),
        ),
        Trouble::Unread(file, Unread::Outside) => (
            "file-outside",
            format!("`{file}` lies outside of the folder of the description, and is not read"),
            text("name the folder that may be read with `--root DIR`, or copy the file into it"),
        ),
        Trouble::Unread(file, Unread::Failed(reason)) => (
            "unreadable-file",
            format!("`{file}` cannot be read: {reason}"),
            text("let it be a file that can be read"),
        ),
        Trouble::Broken(file) => (
            "broken-file",
            format!("`{file}` cannot be used"),
            text("correct what is found in that file"),
        ),
        Trouble::Dangling {
            file,
            fragment,
            nearest,
        } => (
            "dangling-reference",
            format!("`{reference}` leads to nothing: `{file}` has no `{fragment}`"),
            match nearest {
                Some(near) => format!("did you mean `#{near}`?"),
                None => text("add what is missing, or correct the reference"),
            },
        ),
        Trouble::Absolute => (
            "absolute-reference",
            format!("`{reference}` is an absolute path, and is not read"),
            text("write the way from this file: `./name.yaml`"),
        ),
        Trouble::Network => (
            "network-reference",
            format!("`{reference}` is an address, and nothing is read from a network"),
            text("download it beside the description, and refer to `./name.yaml`"),
        ),
        Trouble::Circular => (
            "circular-reference",
            format!("`{reference}` leads back to what it stands in"),
            text("let one of the references in the circle be a real definition"),
        ),
        Trouble::TooLarge => (
            "nesting-too-deep",
            format!("`{reference}` would make the description far larger than its files"),
            text("refer to components instead of repeating one file in many places"),
        ),
        Trouble::TooManyFiles => (
            "too-many-files",
            format!("`{reference}` is one file too many"),
            format!(
                "a description may have {} of them: bundle it first",
                super::MAXIMUM_FILES
            ),
        ),
        Trouble::InRoot { file } => (
            "reference-to-other-file",
            format!("`{reference}` leads to nothing in `{file}`"),
            text("name the file in the reference"),
        ),
    }
}

/// What stands for an object of which nothing is known, and how that is said; `None` where it is left out.
pub(super) fn stand_in(shape: &'static Shape, place: Place) -> Option<(Node, &'static str)> {
    let any = || {
        let media = Node::mapping([("schema", Node::mapping([], place))], place);
        Node::mapping([("application/json", media)], place)
    };
    let said = "any JSON value is taken";
    let value = |value: serde_json::Value| Node::made(value, place);
    if std::ptr::eq(shape, &SCHEMA) {
        Some((Node::mapping([], place), said))
    } else if std::ptr::eq(shape, &RESPONSE) {
        let members = [
            ("description", value("".into())),
            ("content", any()),
            // It may as well have no body.
            ("x-body-optional", value(true.into())),
        ];
        Some((Node::mapping(members, place), said))
    } else if std::ptr::eq(shape, &SWAGGER_RESPONSE) {
        let members = [
            ("description", value("".into())),
            ("schema", Node::mapping([], place)),
            ("x-body-optional", value(true.into())),
        ];
        Some((Node::mapping(members, place), said))
    } else if std::ptr::eq(shape, &REQUEST_BODY) {
        Some((Node::mapping([("content", any())], place), said))
    } else {
        None
    }
}
