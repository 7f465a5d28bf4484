//! Schemas as openapi-generator 6.0 and 6.1 show them: one type such as `[Book]`, or a table of properties.
//!
//! What an object without a name holds, what a schema is composed of and which values a property has is not on these
//! pages: they print of it what they print of a value of any type. So a value of any type is one of which they tell
//! nothing.

use super::cells::{self, Lines, split};
use super::printed::Notes;
use super::schema::{self, Print, Row, Shown};
use crate::reconstruct::literal;
use crate::reconstruct::model_page::null_for_its_name;
use crate::reconstruct::notes;
use crate::reconstruct::row;
use crate::reconstruct::type_expression::{self, Type};

const PROPERTIES: &str = "#### Properties";

const PRINT: Print = Print { kind, notes: noted };

/// Whether a schema begins at this line: the head of the table of its type, or the heading above that of its properties.
pub(super) fn begins(lines: &[&str], index: usize) -> bool {
    let mut from = lines.iter().skip(index).filter(|line| !line.is_empty());
    let mut next = || from.next().copied().unwrap_or_default();
    let (first, second) = (next(), next());
    let is_ruled = |line: &str| line.trim_start_matches(['|', ' ']).starts_with("--");
    match first {
        PROPERTIES => is_head(second, &["Name", "Type", "Description", "Notes"]),
        _ => is_head(first, &["Type", "Description", "Notes"]) && is_ruled(second),
    }
}

fn is_head(line: &str, names: &[&str]) -> bool {
    let cells = line.trim_matches('|').split('|').map(str::trim);
    cells.eq(names.iter().copied())
}

/// Reads the schema that begins here.
pub(super) fn read(lines: &mut Lines<'_>) -> Shown {
    let mut shown = Shown::default();
    if lines.take(PROPERTIES).is_some() {
        let rows: Vec<Row> = table(lines, |row| {
            let ([name, kind], rest) = split::<2>(row)?;
            Some((cells::name(name).0, kind, rest))
        });
        shown.kind = match schema::object(rows) {
            // A composition looks the same.
            Type::Object(properties, None) if properties.is_empty() => Type::Undocumented,
            kind => kind,
        };
        return shown;
    }
    let rows = table(lines, |row| {
        let ([kind], rest) = split::<1>(row)?;
        Some((String::new(), kind, rest))
    });
    if let Some(row) = rows.into_iter().next() {
        shown.kind = row.kind;
        shown.default = row.notes.default;
    }
    shown
}

/// The rows of the table that comes next.
fn table<'a>(
    lines: &mut Lines<'a>,
    cut: impl Fn(&'a str) -> Option<(String, &'a str, &'a str)>,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for (place, text) in lines.table() {
        let row = cut(text).and_then(|(name, kind, rest)| {
            schema::put(lines, (&name, false), kind, rest, &place, &PRINT)
        });
        rows.extend(row.or_else(|| schema::refuse(lines, place, text)));
    }
    rows
}

/// The type in `**[str]**` or `typing.Union[str, None, ]`.
fn kind(cell: &str) -> Option<Type> {
    let written = row::bold(cell).map_or(cell, |(inner, _)| inner);
    let text = row::type_text(written);
    let classes = text
        .strip_prefix("typing.Union[")
        .and_then(|rest| rest.strip_suffix(']'));
    // The class of the objects that such an SDK returns.
    let text = classes.unwrap_or(&text).replace("frozendict", "dict");
    let mut kind = type_expression::parse(&text)?;
    kind.anything_is_untold();
    Some(kind)
}

fn noted(text: &str) -> Option<Notes> {
    let read = notes::parse(text)?;
    Some(Notes {
        optional: read.optional,
        read_only: read.read_only,
        default: read.default.map(|default| default.into_owned()),
        values: read.values.map(|values| {
            let values = literal::sequence(&values).into_iter();
            values.map(null_for_its_name).collect()
        }),
        format: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_composition_is_no_value_of_any_type() {
        for text in [
            "**bool, date, datetime, dict, float, int, list, str, none_type**",
            "typing.Union[dict, frozendict, str, date, datetime, int, float, bool, Decimal, None, list, tuple, bytes]",
        ] {
            assert_eq!(kind(text), Some(Type::Undocumented), "{text}");
        }
        let object = Type::Map(Box::new(Type::Undocumented));
        for text in ["**{str: (bool, dict, str,)}**", "**{str: typing.Any}**"] {
            assert_eq!(kind(text).as_ref(), Some(&object), "{text}");
        }
    }

    #[test]
    fn a_number_is_no_choice_of_two_types() {
        assert_eq!(kind("**int, float**"), Some(Type::Number));
        assert_eq!(
            kind("typing.Union[str, None, ]"),
            Some(Type::Nullable(Box::new(Type::Text)))
        );
    }

    #[test]
    fn a_table_of_other_pages_is_no_schema() {
        let begin = |text: &str| begins(&text.lines().collect::<Vec<_>>(), 0);
        assert!(begin("#### Properties\nName | Type | Description | Notes"));
        assert!(begin("| Type | Description | Notes |\n| --- | --- | --- |"));
        assert!(!begin("#### Properties\n\n- `name`: the name"));
        assert!(!begin("Type | Description | Notes\n\ntext"));
    }
}
