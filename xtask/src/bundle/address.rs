//! What a reference names: a place in the same file, another file, or neither.

use percent_encoding::percent_decode_str;

use crate::pointer;

/// Where a `$ref` leads, as far as its text says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// Into the file that it stands in.
    Inside,
    /// To a file: its path from the folder of the description, and the fragment as written.
    File { path: String, fragment: String },
    /// To a file by a path that begins at the root of a file system.
    Absolute,
    /// To somewhere on a network: the address, and the fragment as written.
    Network { address: String, fragment: String },
}

impl Address {
    /// Reads a reference that stands in the file with this path.
    pub(super) fn of(reference: &str, from: &str) -> Self {
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if address.is_empty() {
            return Self::Inside;
        }
        if let Some((scheme, _)) = address.split_once(':')
            && is_scheme(scheme)
        {
            // One letter is a drive.
            if scheme.len() == 1 || scheme.eq_ignore_ascii_case("file") {
                return Self::Absolute;
            }
            return Self::network(address, fragment);
        }
        if address.starts_with("//") {
            return Self::network(address, fragment);
        }
        if address.starts_with(['/', '\\']) {
            return Self::Absolute;
        }
        let decoded = percent_decode_str(address).decode_utf8_lossy();
        if decoded.starts_with('/') {
            return Self::Absolute;
        }
        Self::File {
            path: join(from, &decoded),
            fragment: fragment.to_owned(),
        }
    }

    fn network(address: &str, fragment: &str) -> Self {
        Self::Network {
            address: address.to_owned(),
            fragment: fragment.to_owned(),
        }
    }
}

/// RFC 3986, section 3.1.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// A path beside that of a file, without steps that lead nowhere; `..` stay where they lead out of the folder.
pub(super) fn join(from: &str, path: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(path.split('/')) {
        match step {
            "" | "." => {}
            ".." if steps.last().is_some_and(|last| *last != "..") => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The name of a component for what a reference leads to.
pub(super) fn name(path: &str, target: &str) -> String {
    let token = pointer::last(target);
    let name = if token.is_empty() { stem(path) } else { &token };
    let name: String = name
        .chars()
        .map(|c| match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '_' | '-' => c,
            _ => '_',
        })
        .collect();
    if name.is_empty() {
        "component".to_owned()
    } else {
        name
    }
}

/// `schemas/Pet.yaml` and `schemas/Pet/index.yaml` are called `Pet`.
fn stem(path: &str) -> &str {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let folder = folder.rsplit('/').next().unwrap_or_default();
    if matches!(stem, "index" | "_index") && !folder.is_empty() && folder != ".." {
        folder
    } else {
        stem
    }
}
