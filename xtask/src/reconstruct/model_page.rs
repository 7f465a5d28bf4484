//! Pages of models: `## Properties` and `## Enum`.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::Value;

use super::complaints::{too_few_cells, too_few_columns, type_not_understood};
use super::dialect::Traces;
use super::entities;
use super::finding::{Finding, Place};
use super::literal;
use super::notes::{self, Notes};
use super::pages::{Content, Model, Property};
use super::row;
use super::section::{Kind, Section};
use super::type_expression::{self, Type};

/// What a model page says.
#[derive(Debug)]
pub(super) struct ModelPage {
    pub(super) model: Model,
    pub(super) findings: Vec<Finding>,
    pub(super) traces: Traces,
}

/// Whether a page has the sections of a model page.
pub(super) fn is_one(sections: &[Section<'_>]) -> bool {
    sections
        .iter()
        .any(|section| matches!(section.kind, Kind::Properties | Kind::Enumeration))
}

/// Reads a model page; `None` when it has no heading.
pub(super) fn read(file: &Arc<str>, sections: &[Section<'_>]) -> Option<ModelPage> {
    let head = sections.first()?;
    let (index, name) = head
        .body
        .lines()
        .enumerate()
        .find_map(|(index, line)| Some((index, line.strip_prefix("# ")?.trim())))?;
    let description: Vec<&str> = head.body.lines().skip(index + 1).collect();
    let mut page = ModelPage {
        model: Model {
            name: entities::unescape(name).into_owned(),
            description: description.join("\n").trim().to_owned(),
            content: Content::Nothing,
            place: Place::new(file, head.body_line + index),
        },
        findings: Vec::new(),
        traces: Traces::default(),
    };
    // A description may hold such a heading, too: it stands before the table.
    let last = |kind: Kind<'_>| sections.iter().rposition(|section| section.kind == kind);
    let tables = [last(Kind::Properties), last(Kind::Enumeration)];
    for section in tables
        .into_iter()
        .flatten()
        .filter_map(|index| sections.get(index))
    {
        match section.kind {
            Kind::Properties => page.properties(file, section),
            Kind::Enumeration => page.enumeration(file, section),
            _ => {}
        }
    }
    Some(page)
}

impl ModelPage {
    fn properties(&mut self, file: &Arc<str>, section: &Section<'_>) {
        let Some(table) = row::table(section.body, section.body_line, row::begins_bold) else {
            self.findings.push(Finding::error(
                Place::new(file, section.line),
                "properties-not-understood",
                format!("the properties of `{}` are not in a table", self.model.name),
                "the model is left without a type",
            ));
            return;
        };
        if table.head.len() < 4 {
            let place = Place::new(file, table.line);
            self.findings.push(too_few_columns(place, table.head.len()));
            return;
        }
        let mut properties: Vec<Property> = Vec::new();
        let mut additional = None;
        for line in &table.rows {
            let place = Place::new(file, line.line);
            let Some(cells) = row::cells(line.text) else {
                self.findings.push(too_few_cells(place));
                continue;
            };
            let (description, notes) =
                row::from_right(cells.rest, notes::parse).unwrap_or((cells.rest, Notes::default()));
            let kind = self.kind(&cells.kind, &place);
            // A name with blanks in it: no property's Python name has any.
            if cells.name == "any string name" {
                additional = Some(kind);
                continue;
            }
            if let Some(values) = notes.values {
                let values = literal::sequence(&values);
                self.model.content = Content::Enumeration {
                    values: values
                        .into_iter()
                        .map(|value| (None, null_for_its_name(value)))
                        .collect(),
                    default: notes.default.map(Cow::into_owned),
                    complete: true,
                };
                return;
            }
            properties.push(Property {
                name: cells.name.into_owned(),
                kind,
                required: !notes.optional,
                read_only: notes.read_only,
                default: notes.default.map(Cow::into_owned),
                description: entities::decode_prose(description),
                place,
            });
        }
        if !properties.is_empty() || additional.is_some() {
            self.model.content = Content::Object {
                properties,
                additional,
            };
        }
    }

    fn kind(&mut self, text: &str, place: &Place) -> Type {
        if text.is_empty() {
            return Type::Undocumented;
        }
        self.traces.spelling(text);
        type_expression::parse(text).unwrap_or_else(|| {
            self.findings.push(type_not_understood(place.clone(), text));
            Type::Undocumented
        })
    }

    /// Lines such as ``* `RED` (value: `'red'`)``.
    fn enumeration(&mut self, file: &Arc<str>, section: &Section<'_>) {
        let mut values = Vec::new();
        for (index, line) in section.body.lines().enumerate() {
            // Formatters of Markdown choose among the bullets.
            let item = line.strip_prefix(['*', '-', '+']).map(str::trim_start);
            let Some(item) = item.and_then(|item| item.strip_prefix('`')) else {
                continue;
            };
            let parsed = item.split_once("` (value: `").and_then(|(name, rest)| {
                let value = rest.trim_end().strip_suffix("`)")?;
                Some((Some(name.to_owned()), literal::untyped(value)?))
            });
            match parsed {
                Some(value) => values.push(value),
                None => self.findings.push(Finding::error(
                    Place::new(file, section.body_line + index),
                    "enum-value-not-understood",
                    "this line does not name a value of an enumeration",
                    "it should read ``* `NAME` (value: `'value'`)``: the line was skipped",
                )),
            }
        }
        if !values.is_empty() {
            self.model.content = Content::Enumeration {
                values,
                default: None,
                complete: true,
            };
        }
    }
}

/// The dialects with brackets print the null of a nullable enumeration as a text.
pub(super) fn null_for_its_name(value: Value) -> Value {
    if value == "null" { Value::Null } else { value }
}

/// A page with the one row `value` is another name for a type in the dialect with brackets.
pub(super) fn settle_alias(model: &mut Model) {
    let Content::Object {
        properties,
        additional: None,
    } = &model.content
    else {
        return;
    };
    if let [only] = properties.as_slice()
        && only.name == "value"
        && only.required
    {
        model.content = Content::Alias {
            kind: only.kind.clone(),
            default: only.default.clone(),
        };
    }
}
