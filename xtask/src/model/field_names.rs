//! Names of fields and arguments that stand beside each other: what tells them apart is in their names.

use std::collections::HashSet;

use super::naming::{field_name, sign_name};

/// The names of an object's properties, or of an operation's parameters, in Rust.
#[derive(Debug)]
pub struct FieldNames {
    /// What several of them would be called.
    shared: HashSet<String>,
}

impl FieldNames {
    /// For these names on the wire.
    pub fn of<'n>(wire_names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut known: HashSet<&str> = HashSet::new();
        let mut seen = HashSet::new();
        let mut shared = HashSet::new();
        for wire_name in wire_names {
            let name = field_name(wire_name);
            if known.insert(wire_name) && !seen.insert(name.clone()) {
                shared.insert(name);
            }
        }
        Self { shared }
    }

    /// What one of them is called. Its signs have names where it would be called like another one without them: `@type`
    /// beside `type` is `at_type`. Names that differ in case alone stay equal.
    pub fn get(&self, wire_name: &str) -> String {
        let name = field_name(wire_name);
        match self.shared.contains(&name) && has_signs(wire_name) {
            true => field_name(&spelled(wire_name)),
            false => name,
        }
    }
}

/// Whether there is more in a name than words with a line between them.
fn has_signs(wire_name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    !wire_name.chars().all(is_word) || wire_name.starts_with('_') || wire_name.ends_with('_')
}

/// The name with words for its signs, those between words included.
fn spelled(wire_name: &str) -> String {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let plain = wire_name.replace("[]", " list");
    let mut text = String::new();
    let mut before = None;
    let mut rest = plain.chars().peekable();
    while let Some(character) = rest.next() {
        let between = word(before) && word(rest.peek().copied());
        match (character, sign_name(character)) {
            ('_', _) if between => text.push(' '),
            ('-', _) if between => text.push_str(" dash "),
            (':', _) => text.push_str(" colon "),
            (_, Some(name)) => text.push_str(&format!(" {name} ")),
            _ => text.push(character),
        }
        before = Some(character);
    }
    text
}
