//! Pages of the same API in another language: they settle what those of a Python SDK do not print.
//!
//! Java and Go tell integers of 64 bits apart, Java and TypeScript print the values of a type without a name, Go which
//! values may be null. What two sources contradict each other in is reported with both places, and stays as the
//! Python pages have it.

mod merge;
mod read;
mod types;

use std::collections::HashMap;

use self::merge::{Merged, merge};
pub use self::read::{Other, read};
use super::assemble::success;
use super::finding::{Finding, Place};
use super::pages::{Content, Operation, Pages};
use super::type_expression::Type;
use super::wire::{fold, shape, unescaped};

/// A type and where it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    kind: Type,
    required: bool,
    in_path: Option<bool>,
    place: Place,
}

/// Refines what the pages say by what the others say of the same.
pub fn settle(pages: &mut Pages, other: &Other) {
    let mut settling = Settling {
        classes: pages
            .models
            .iter()
            .map(|model| (model.name.clone(), model.content == Content::Nothing))
            .collect(),
        findings: Vec::new(),
    };
    let mut known = 0;
    for operation in &mut pages.operations {
        let key = (operation.method.clone(), shape(&operation.path));
        if let Some(told) = other.operations.get(&key) {
            known += 1;
            settling.operation(operation, told);
        }
    }
    let mut models: HashMap<String, usize> = HashMap::new();
    for (index, model) in pages.models.iter().enumerate() {
        models.insert(fold(&model.name), index);
    }
    for (name, told) in &other.models {
        let index = models.get(name).copied();
        let Some(model) = index.and_then(|index| pages.models.get_mut(index)) else {
            continue;
        };
        known += 1;
        let name = model.name.clone();
        settling.model(&name, &model.place, &mut model.content, told);
    }
    if known == 0 {
        let place = Place::new(&other.whole, 0);
        settling.findings.push(Finding::error(
            place,
            "other-api",
            "these pages have no operation and no model of the others",
            "pages of the same API in Java, TypeScript or Go by openapi-generator are of use here",
        ));
    }
    settling.findings.sort();
    pages.findings.append(&mut settling.findings);
}

struct Settling {
    /// Whether the page of a class tells nothing.
    classes: HashMap<String, bool>,
    findings: Vec<Finding>,
}

impl Settling {
    fn operation(&mut self, operation: &mut Operation, told: &read::OtherOperation) {
        let title = format!("{} {}", operation.method.to_uppercase(), operation.path);
        for row in &mut operation.parameters {
            let wanted = fold(unescaped(&row.name));
            let Some(other) = told.parameters.get(&wanted) else {
                continue;
            };
            let what = format!("the parameter `{}` of {title}", row.name);
            self.value(&what, &row.place, &mut row.kind, other);
            if row.required != other.required && other.in_path.is_none() {
                let word = |required: bool| if required { "required" } else { "optional" };
                let (own, theirs) = (word(row.required), word(other.required));
                self.contradiction(&what, &row.place, (own, theirs), &other.place);
            }
        }
        let Some(other) = &told.returns else { return };
        let statuses = operation.responses.iter().flatten();
        let statuses = statuses.map(|response| response.status.as_str());
        let has_success = operation.responses.is_none() || success(statuses).is_some();
        let what = format!("the answer of {title}");
        match &mut operation.returns {
            Some(own) => self.value(&what, &operation.place, own, other),
            None if has_success && operation.accepts.is_empty() => {}
            None => {
                let theirs = super::kind::spoken(&other.kind);
                self.contradiction(&what, &operation.place, ("nothing", &theirs), &other.place);
            }
        }
    }

    fn model(&mut self, name: &str, place: &Place, content: &mut Content, told: &read::OtherModel) {
        match (&mut *content, told) {
            (Content::Object { properties, .. }, read::OtherModel::Object(rows)) => {
                for row in properties {
                    let wanted = fold(unescaped(&row.name));
                    if let Some(other) = rows.get(&wanted) {
                        let what = format!("the property `{}` of `{name}`", row.name);
                        self.value(&what, &row.place, &mut row.kind, other);
                    }
                }
            }
            (Content::Nothing, read::OtherModel::Enumeration(values, _)) => {
                *content = Content::Enumeration {
                    values: values.iter().map(|value| (None, value.clone())).collect(),
                    default: None,
                    complete: true,
                };
            }
            (
                Content::Enumeration { values, .. },
                read::OtherModel::Enumeration(others, other_place),
            ) => {
                let differ = |one: &serde_json::Value| !values.iter().any(|(_, own)| own == one);
                let missing = values
                    .iter()
                    .any(|(_, own)| !own.is_null() && !others.contains(own));
                if others.iter().any(differ) || missing {
                    let list = |values: Vec<String>| values.join(", ");
                    let own = list(values.iter().map(|(_, value)| value.to_string()).collect());
                    let theirs = list(others.iter().map(ToString::to_string).collect());
                    let what = format!("the values of `{name}`");
                    self.contradiction(&what, place, (&own, &theirs), other_place);
                }
            }
            _ => {}
        }
    }

    fn value(&mut self, what: &str, place: &Place, own: &mut Type, other: &Told) {
        let opaque = |class: &str| self.classes.get(class).copied().unwrap_or(true);
        match merge(own, &other.kind, &opaque) {
            Merged::Kind(kind) => *own = kind,
            Merged::Contradiction => {
                let (own, theirs) = (super::kind::spoken(own), super::kind::spoken(&other.kind));
                self.contradiction(what, place, (&own, &theirs), &other.place);
            }
        }
    }

    fn contradiction(
        &mut self,
        what: &str,
        place: &Place,
        (own, theirs): (&str, &str),
        other: &Place,
    ) {
        self.findings.push(Finding::warning(
            place.clone(),
            "contradictory-sources",
            format!("{what} is {own} here and {theirs} at {other}"),
            "what stands here was taken",
        ));
    }
}
