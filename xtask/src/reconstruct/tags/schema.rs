//! A schema: its types, the tables of its keys and items, and the schemas of its parts below.

use std::collections::BTreeMap;

use super::cells::{Lines, model, name, plain, split};
use super::printed::{self, Notes};
use super::{INFO, flat};
use crate::reconstruct::complaints::shortened;
use crate::reconstruct::finding::{Finding, Place};
use crate::reconstruct::kind::{Composed, nullable};
use crate::reconstruct::pages::Property;
use crate::reconstruct::row;
use crate::reconstruct::type_expression::Type;

/// Schemas nested deeper than this are nonsense; the limit keeps the recursion off the stack's end.
const MAXIMUM_DEPTH: usize = 32;

/// The keys that stand for all others.
const OTHERS: [&str; 2] = ["any_string_name", "any string name"];

/// How cells are read.
pub(super) struct Print {
    pub(super) kind: fn(&str) -> Option<Type>,
    pub(super) notes: fn(&str) -> Option<Notes>,
}

const PRINT: Print = Print {
    kind: printed::kind,
    notes: printed::notes,
};

/// A schema, and what is said beside its type.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) kind: Type,
    pub(super) default: Option<String>,
    pub(super) description: String,
}

/// A row of a table, with the schema that it leads to.
pub(super) struct Row {
    name: String,
    linked: bool,
    pub(super) kind: Type,
    pub(super) notes: Notes,
    description: String,
    place: Place,
    /// Whether the list of classes ends as it does where a description has said so.
    said: bool,
}

/// Reads the schema that comes next.
pub(super) fn read(lines: &mut Lines<'_>) -> Shown {
    read_within(lines, 0)
}

fn read_within(lines: &mut Lines<'_>, depth: usize) -> Shown {
    let mut shown = Shown::default();
    if depth > MAXIMUM_DEPTH {
        return shown;
    }
    let end = lines.len();
    let begins =
        |lines: &[&str], index| lines.get(index) == Some(&INFO) || flat::begins(lines, index);
    let Some(index) = lines.find(begins, end) else {
        return shown;
    };
    let description = lines.pass_to(index).join("\n").trim().to_owned();
    if lines.take(INFO).is_none() {
        return Shown {
            description,
            ..flat::read(lines)
        };
    }
    shown.description = description;
    let Some(own) = lines
        .table()
        .first()
        .and_then(|(place, row)| typed(lines, place.clone(), row))
    else {
        return shown;
    };
    shown.default.clone_from(&own.notes.default);
    let mut parts = Parts::default();
    parts.read(lines, depth);
    shown.kind = parts.put_together(own.kind);
    shown
}

/// The row below `## Model Type Info`.
fn typed(lines: &mut Lines<'_>, place: Place, text: &str) -> Option<Row> {
    let Some(([input, _], rest)) = split::<2>(text) else {
        return refuse(lines, place, text);
    };
    let row = put(lines, ("", false), input, rest, &place, &PRINT);
    row.or_else(|| refuse(lines, place, text))
}

/// A row whose first cell is a name.
fn named(lines: &mut Lines<'_>, place: Place, text: &str) -> Option<Row> {
    let Some(([first, input, _], rest)) = split::<3>(text) else {
        return refuse(lines, place, text);
    };
    let (name, linked) = name(first);
    let row = put(lines, (&name, linked), input, rest, &place, &PRINT);
    row.or_else(|| refuse(lines, place, text))
}

pub(super) fn refuse(lines: &mut Lines<'_>, place: Place, text: &str) -> Option<Row> {
    let message = format!("`{}` is no row of a table of types", shortened(text));
    lines.complain(place, "type-not-understood", message);
    None
}

/// A row of cells; `None` where the type is none.
pub(super) fn put(
    lines: &mut Lines<'_>,
    (name, linked): (&str, bool),
    input: &str,
    rest: &str,
    place: &Place,
    print: &Print,
) -> Option<Row> {
    let bars = format!("|{rest}");
    let read = row::from_right(&bars, print.notes);
    if read.is_none() {
        // A formatter has taken a bar in the description for the end of a cell, and has dropped the last one.
        lines.findings.push(Finding::warning(
            place.clone(),
            "notes-not-understood",
            "the last cell of this row holds no notes",
            "the value is taken to be required, and without a default",
        ));
    }
    let (description, notes) = read.unwrap_or((rest, Notes::default()));
    let kind = match model(input) {
        Some(class) => Type::Model(class),
        None => notes.refine((print.kind)(input)?),
    };
    Some(Row {
        name: name.to_owned(),
        linked,
        kind,
        notes,
        description: plain(description.trim_start_matches('|')),
        place: place.clone(),
        said: input.ends_with(','),
    })
}

/// What stands below the row of a schema.
#[derive(Default)]
struct Parts {
    keys: Option<Vec<Row>>,
    items: Option<Row>,
    composed: BTreeMap<&'static str, Vec<Row>>,
}

impl Parts {
    fn read(&mut self, lines: &mut Lines<'_>, depth: usize) {
        while let Some((index, line)) = lines.peek() {
            match line {
                "### Dictionary Keys" => {
                    lines.skip_to(index + 1);
                    self.keys = Some(rows(lines));
                }
                "### Tuple Items" => {
                    lines.skip_to(index + 1);
                    self.items = rows(lines).into_iter().next();
                }
                "### Composed Schemas (allOf/anyOf/oneOf/not)" => lines.skip_to(index + 1),
                "#### allOf" => self.compose("allOf", index, lines),
                "#### anyOf" => self.compose("anyOf", index, lines),
                "#### oneOf" => self.compose("oneOf", index, lines),
                "#### not" => self.compose("not", index, lines),
                heading => {
                    let Some(row) = heading.strip_prefix("# ").and_then(|name| self.open(name))
                    else {
                        return;
                    };
                    lines.skip_to(index + 1);
                    let shown = read_within(lines, depth + 1);
                    row.linked = false;
                    row.kind = shown.kind;
                }
            }
        }
    }

    fn compose(&mut self, keyword: &'static str, index: usize, lines: &mut Lines<'_>) {
        lines.skip_to(index + 1);
        self.composed.insert(keyword, rows(lines));
    }

    /// The row of this name whose schema has not been read yet.
    fn open(&mut self, name: &str) -> Option<&mut Row> {
        let name = plain(name);
        let keys = self.keys.iter_mut().flatten();
        let rows = keys.chain(&mut self.items);
        let mut rows = rows.chain(self.composed.values_mut().flatten());
        rows.find(|row| row.linked && row.name == name)
    }

    fn put_together(self, own: Type) -> Type {
        let (own, null) = match own {
            Type::Nullable(inner) => (*inner, true),
            other => (other, false),
        };
        let own = match (own, self.keys, self.items) {
            (Type::Object(..), Some(keys), _) => object(keys),
            (Type::List(_), _, Some(items)) => Type::List(Box::new(items.kind)),
            (own, ..) => own,
        };
        let mut composed = self.composed;
        let mut parts = |keyword| -> Vec<Type> {
            let rows = composed.remove(keyword).unwrap_or_default();
            rows.into_iter().map(|row| row.kind).collect()
        };
        let composed = Composed {
            all_of: parts("allOf"),
            any_of: parts("anyOf"),
            one_of: parts("oneOf"),
            not: parts("not").pop(),
            own,
        };
        let alone = composed.all().count() == 1;
        let kind = if alone {
            composed.own
        } else {
            Type::Composed(Box::new(composed))
        };
        if null { nullable(kind) } else { kind }
    }
}

fn rows(lines: &mut Lines<'_>) -> Vec<Row> {
    let rows = lines.table();
    rows.into_iter()
        .filter_map(|(place, row)| named(lines, place, row))
        .collect()
}

/// An object; the row of all other keys is missing where there may be none.
pub(super) fn object(keys: Vec<Row>) -> Type {
    let mut others = Some(Type::Nothing);
    let mut properties = Vec::new();
    for row in keys {
        if OTHERS.contains(&row.name.as_str()) {
            // Of an object that says nothing of others, the generator leaves out the last comma.
            let silent = !row.kind.is_told() && !row.said;
            others = (!silent).then_some(row.kind);
            continue;
        }
        properties.push(Property {
            name: row.name,
            kind: row.kind,
            required: !row.notes.optional,
            read_only: row.notes.read_only,
            default: row.notes.default,
            description: row.description,
            place: row.place,
        });
    }
    match others {
        Some(others) if properties.is_empty() && others != Type::Nothing => {
            Type::Map(Box::new(others))
        }
        others => Type::Object(properties, others.map(Box::new)),
    }
}
