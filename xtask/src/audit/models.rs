//! Models: their properties and values.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::explanations::is_explained;
use super::fields::{Row, compare_fields, compare_type};
use super::pairs::{Only, pair};
use super::types::{Types, callings};
use super::view::Node;
use super::{Differences, saying};
use crate::reconstruct::dialect::Dialect;
use crate::reconstruct::finding::Place;
use crate::reconstruct::kind::spoken;
use crate::reconstruct::pages::{Content, Model};
use crate::reconstruct::wire::fold;

pub(super) fn compare<'a>(types: &Types<'a>, differences: &mut Differences) {
    let pages = types.pages;
    let components = types.view.node("/components");
    let schemas = components.map(|node| types.view.members(&node, "schemas"));
    let schemas = schemas.unwrap_or_default();
    let names = Names::of(&schemas);
    let mut seen = HashSet::new();
    let mut unknown: Vec<&Model> = Vec::new();
    for model in &pages.models {
        match names.find(&model.name).and_then(|index| schemas.get(index)) {
            Some((key, node)) => {
                seen.insert(key.as_str());
                compare_model(model, node, types, differences);
            }
            None => unknown.push(model),
        }
    }
    written_in_place(&mut unknown, types, differences);
    let mentions = pages.first_mentions();
    let mut called: HashMap<String, &str> = HashMap::new();
    for class in mentions.keys() {
        for name in callings(class) {
            let known = called.entry(name).or_insert(class);
            *known = (*known).min(class);
        }
    }
    let untold: Vec<Untold<'_, '_>> = schemas
        .iter()
        .filter(|(key, node)| !seen.contains(key.as_str()) && !node.is_undocumented("page"))
        .filter_map(|(key, node)| {
            // Without a documented name, a model is missed where the pages mention it.
            let mentioned = called.get(&fold(key));
            let named = node.docs_names().first().map(|name| (*name).to_owned());
            let missed =
                mentioned.filter(|_| node.has_properties() || node.value.get("enum").is_some());
            Some((
                key,
                node,
                named.or(missed.map(|class| (*class).to_owned()))?,
            ))
        })
        .collect();
    let is_mentioned = |model: &Model| mentions.contains_key(model.name.as_str());
    let document = types.view.document;
    let (explained, mut open): (Vec<_>, Vec<_>) = untold
        .into_iter()
        .partition(|(_, node, _)| is_explained(document, &[&node.used], "model"));
    renamed(&mut unknown, &mut open, is_mentioned, differences);
    open.extend(explained);
    let untold = open;
    for (class, node) in types.without_page() {
        let message = format!("the pages name `{class}`, and there is no such page");
        let place = mentions.get(class).copied();
        let aspect = saying("no model", class);
        differences.add(&[&node.used, &node.pointer], aspect, message, place);
    }
    // What has no properties may be written in place, and what nothing mentions may be the generator's invention.
    unknown.retain(|model| {
        let mentioned = is_mentioned(model);
        match &model.content {
            Content::Object { .. } => mentioned || !is_invented(&model.name),
            Content::Enumeration { .. } => !mentioned,
            Content::Alias { .. } | Content::Nothing => false,
        }
    });
    for only in pair(unknown, untold, |_, _| false) {
        match only {
            Only::Page(model) | Only::Renamed(model, _) => differences.add(
                &["/components"],
                format!("model {}", model.name),
                format!(
                    "the pages have the model `{}`, the description does not",
                    model.name
                ),
                Some(&model.place),
            ),
            Only::Description((key, node, name)) => {
                let message =
                    format!("`{key}` is documented as `{name}`, and there is no such page");
                let place = mentions.get(name.as_str()).copied();
                differences.add(&[&node.used], "model", message, place.or(somewhere(types)));
            }
        }
    }
}

/// The schemas of a description by the names that their pages may have.
struct Names<'d> {
    documented: HashMap<&'d str, usize>,
    /// Those without a documented name, by their keys.
    keys: HashMap<String, usize>,
}

impl<'d> Names<'d> {
    fn of(schemas: &'d [(String, Node<'_>)]) -> Self {
        let mut names = Self {
            documented: HashMap::new(),
            keys: HashMap::new(),
        };
        for (index, (key, node)) in schemas.iter().enumerate() {
            let documented = node.docs_names();
            if documented.is_empty() {
                names.keys.entry(fold(key)).or_insert(index);
            }
            for name in documented {
                names.documented.entry(name).or_insert(index);
            }
        }
        names
    }

    fn find(&self, class: &str) -> Option<usize> {
        let documented = self.documented.get(class).copied();
        documented.or_else(|| {
            let keys = callings(class);
            keys.filter_map(|key| self.keys.get(&key).copied()).min()
        })
    }
}

/// A schema of the description, with its key and the name that the pages should have.
type Untold<'d, 'a> = (&'d String, &'d Node<'a>, String);

/// The one page that nothing mentions is that of the one model without a page.
fn renamed(
    unknown: &mut Vec<&Model>,
    untold: &mut Vec<Untold<'_, '_>>,
    is_mentioned: impl Fn(&Model) -> bool,
    differences: &mut Differences,
) {
    let mut strays = unknown
        .iter()
        .enumerate()
        .filter(|(_, model)| !is_mentioned(model));
    let (Some((index, model)), None, [(key, node, name)]) =
        (strays.next(), strays.next(), untold.as_slice())
    else {
        return;
    };
    let message = format!(
        "`{key}` is documented as `{name}`, and the pages have `{}`",
        model.name
    );
    differences.add(&[&node.used], "model", message, Some(&model.place));
    unknown.remove(index);
    untold.clear();
}

/// Compares the models for which the generator invented a class: their schemas have no name.
fn written_in_place<'a>(
    unknown: &mut Vec<&'a Model>,
    types: &Types<'a>,
    differences: &mut Differences,
) {
    let mut rest: HashMap<&str, &'a Model> = HashMap::new();
    for model in unknown.drain(..) {
        rest.insert(&model.name, model);
    }
    // Comparing one may lead to others.
    let mut index = 0;
    while let Some((class, node)) = types.inline(index) {
        index += 1;
        if let Some(model) = rest.remove(class) {
            compare_model(model, &node, types, differences);
        }
    }
    unknown.extend(rest.into_values());
    unknown.sort_by(|one, other| one.name.cmp(&other.name));
}

/// Whether a class is called as generators call those that they invent.
fn is_invented(class: &str) -> bool {
    let begins = ["InlineObject", "InlineResponse", "OneOf", "AnyOf", "AllOf"];
    let ends = [
        "AllOf", "OneOf", "AnyOf", "Body", "Inner", "Request", "Response", "Value",
    ];
    let plain = class.trim_end_matches(|c: char| c.is_ascii_digit());
    begins.iter().any(|begin| class.starts_with(begin))
        || ends.iter().any(|end| plain.ends_with(end))
}

/// Where the pages begin, for what should be on them and is not.
pub(super) fn somewhere<'a>(types: &Types<'a>) -> Option<&'a Place> {
    let operation = types.pages.operations.first().map(|one| &one.place);
    operation.or(types.pages.models.first().map(|one| &one.place))
}

fn compare_model<'a>(
    model: &'a Model,
    node: &Node<'a>,
    types: &Types<'a>,
    differences: &mut Differences,
) {
    match &model.content {
        // Enumerations and compositions may have an empty table; of what has properties, it has lost them.
        Content::Nothing => {
            let shows_properties = types.pages.dialect != Dialect::Places;
            let own = node.value.get("properties").is_some() && node.value.get("allOf").is_none();
            if shows_properties && own && !node.is_union() {
                let nothing = std::iter::empty();
                compare_fields(
                    (&model.name, &model.place),
                    nothing,
                    node,
                    types,
                    differences,
                );
            }
        }
        Content::Alias { kind, .. } => {
            let name = format!("`{}`", model.name);
            let of = (name.as_str(), &model.place);
            let pointers = [node.used.as_str()];
            compare_type(of, ("type", kind), node, &pointers, types, differences);
        }
        Content::Enumeration { values, .. } => {
            let values: Vec<&Value> = values.iter().map(|(_, value)| value).collect();
            let described = node.value.get("enum").and_then(Value::as_array);
            let described: Vec<&Value> = described.into_iter().flatten().collect();
            let only = |one: &[&'a Value], other: &[&'a Value]| -> Vec<&'a Value> {
                let values = one.iter().filter(|value| !other.contains(value));
                values.copied().collect()
            };
            let (unknown, untold) = (only(&values, &described), only(&described, &values));
            let name = &model.name;
            for only in pair(unknown, untold, |_, _| true) {
                let (value, message) = match only {
                    Only::Page(value) => (
                        value,
                        format!(
                            "the page of `{name}` has the value {value}, the description does not"
                        ),
                    ),
                    Only::Description(value) => (
                        value,
                        format!(
                            "the description of `{name}` has the value {value}, the page does not"
                        ),
                    ),
                    Only::Renamed(value, other) => (
                        value,
                        format!(
                            "the page of `{name}` has the value {value}, the description has {other}"
                        ),
                    ),
                };
                differences.add(
                    &[&node.used],
                    format!("value {value}"),
                    message,
                    Some(&model.place),
                );
            }
        }
        Content::Object {
            properties,
            additional,
        } => {
            let rows = properties.iter().map(Row::from);
            compare_fields((&model.name, &model.place), rows, node, types, differences);
            if let Some(additional) = additional {
                others(model, additional, node, types, differences);
            }
        }
    }
}

/// Compares the type of the properties without a row.
fn others<'a>(
    model: &'a Model,
    additional: &'a crate::reconstruct::type_expression::Type,
    node: &Node<'a>,
    types: &Types<'a>,
    differences: &mut Differences,
) {
    if let Some(schema) = types.view.member(node, "additionalProperties")
        && schema.value.is_object()
        && let Some(how) = types.differs(additional, &schema)
    {
        let message = format!(
            "the types of other properties of `{}` differ: {how}",
            model.name
        );
        differences.add(
            &[&schema.used, &node.used],
            saying("other properties", &spoken(additional)),
            message,
            Some(&model.place),
        );
    }
}
