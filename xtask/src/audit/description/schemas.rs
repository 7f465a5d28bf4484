//! Schemas of both files: properties, values and types.

use serde_json::Value;

use super::super::saying;
use super::super::view::Node;
use super::Comparison;
use crate::pointer;

impl<'a> Comparison<'a> {
    /// Compares two schemas and all that they hold, each pair once. `near` are pointers under which an explanation may stand
    /// as well.
    pub(super) fn schema(&mut self, what: &str, own: &Node<'a>, other: &Node<'a>, near: &[&str]) {
        let own = self.ours.unwrapped(own);
        let other = self.theirs.unwrapped(other);
        let pair = (own.pointer.clone(), other.pointer.clone());
        if self.compared.contains(&pair) {
            return;
        }
        self.compared.push(pair);
        let pointers = [own.pointer.clone(), own.used.clone()];
        let pointers: Vec<&str> = pointers
            .iter()
            .map(String::as_str)
            .chain(near.iter().copied())
            .collect();
        if let (Some(mine), Some(theirs)) = (kind(&own), kind(&other))
            && mine != theirs
        {
            let message = format!(
                "the types of {what} differ: the vendor's says {theirs}, the description {mine}"
            );
            self.report(&pointers, saying("type", theirs), message, &other.used);
            return;
        }
        self.values(what, &own, &other, &pointers);
        self.properties(&own, &other, &pointers);
        let parts = [
            (
                self.ours.member(&own, "items"),
                self.theirs.member(&other, "items"),
            ),
            (
                self.ours.member(&own, "additionalProperties"),
                self.theirs.member(&other, "additionalProperties"),
            ),
        ];
        for part in parts {
            if let (Some(own), Some(other)) = part {
                self.schema(&format!("what {what} holds"), &own, &other, &[]);
            }
        }
    }

    /// Values that an enumeration has gained. Where only one side lists values, there is nothing to compare.
    fn values(&mut self, what: &str, own: &Node<'a>, other: &Node<'a>, pointers: &[&str]) {
        let list = |node: &Node<'a>| node.value.get("enum").and_then(Value::as_array);
        let (Some(known), Some(values)) = (list(own), list(other)) else {
            return;
        };
        for (index, value) in values.iter().enumerate() {
            if !known.contains(value) {
                let name = named(own, what);
                let message = format!(
                    "the vendor's has the value {value} of {name}, the description does not"
                );
                let place =
                    pointer::join(&pointer::join(&other.pointer, "enum"), &index.to_string());
                self.report(pointers, format!("value {value}"), message, &place);
            }
        }
    }

    fn properties(&mut self, own: &Node<'a>, other: &Node<'a>, pointers: &[&str]) {
        let mine = self.ours.properties(own);
        // An object without properties is free on purpose.
        if mine.is_empty() {
            return;
        }
        let owner = named(own, "an object");
        for theirs in self.theirs.properties(other) {
            let name = &theirs.name;
            match mine.iter().find(|known| known.name == *name) {
                Some(mine) => {
                    let what = format!("the property `{name}` of {owner}");
                    self.schema(&what, &mine.node, &theirs.node, &[&own.pointer]);
                }
                None => {
                    let message = format!(
                        "the vendor's has the property `{name}` of {owner}, the description does not"
                    );
                    self.report(
                        pointers,
                        format!("property {name}"),
                        message,
                        &theirs.node.used,
                    );
                }
            }
        }
    }
}

/// The type in JSON, as far as a schema says it by itself. Whole numbers are numbers: `number` for what is whole is a
/// habit of many files, and the reason why ours are corrected.
fn kind<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match node.text("type") {
        Some("integer") => Some("number"),
        None if node.value.get("properties").is_some() => Some("object"),
        kind => kind,
    }
}

/// A schema by its name, or what it is where it has none.
fn named(node: &Node<'_>, what: &str) -> String {
    match node.pointer.strip_prefix("/components/schemas/") {
        Some(name) if !name.contains('/') => format!("`{name}`"),
        _ => what.to_owned(),
    }
}
