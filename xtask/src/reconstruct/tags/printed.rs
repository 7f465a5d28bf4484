//! Types as this layout prints them, `str, datetime,`, and the notes beside them.

use serde_json::Value;

use crate::reconstruct::kind::nullable;
use crate::reconstruct::literal;
use crate::reconstruct::type_expression::Type;

/// The type that a list of Python's classes stands for; what it holds is told elsewhere.
pub(super) fn kind(cell: &str) -> Option<Type> {
    let mut classes: Vec<&str> = cell
        .split(',')
        .map(str::trim)
        .filter(|class| !class.is_empty())
        .collect();
    if classes.contains(&"dict") && classes.contains(&"str") && classes.contains(&"bool") {
        return Some(Type::Anything);
    }
    let before = classes.len();
    classes.retain(|class| *class != "None");
    let kind = match classes.as_slice() {
        ["dict", ..] => Type::Object(Vec::new(), None),
        ["list", ..] => Type::List(Box::new(Type::Undocumented)),
        ["str"] => Type::Text,
        ["str", "date"] => Type::Date,
        ["str", "datetime"] => Type::DateTime,
        ["str", "uuid.UUID"] => Type::Uuid,
        ["bytes", ..] => Type::Binary,
        ["decimal.Decimal", "int"] => Type::Integer,
        ["decimal.Decimal", "int", "float"] => Type::Number,
        ["bool"] => Type::Boolean,
        [] if before > 0 => Type::Anything,
        _ => return None,
    };
    Some(if before > classes.len() {
        nullable(kind)
    } else {
        kind
    })
}

/// What the last cell of a row says.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Notes {
    pub(super) optional: bool,
    pub(super) read_only: bool,
    pub(super) default: Option<String>,
    pub(super) values: Option<Vec<Value>>,
    pub(super) format: Option<&'static str>,
}

/// What is said of a format, which follows the default without a blank. Those that the type tells have no name.
const FORMATS: [(&str, Option<&str>); 8] = [
    ("value must be a uuid", None),
    ("value must conform to RFC-3339 full-date YYYY-MM-DD", None),
    ("value must conform to RFC-3339 date-time", None),
    (
        "value must be numeric and storable in decimal.Decimal",
        Some("number"),
    ),
    ("value must be a 32 bit integer", Some("int32")),
    ("value must be a 64 bit integer", Some("int64")),
    ("value must be a 64 bit float", Some("double")),
    ("value must be a 32 bit float", Some("float")),
];

/// Reads notes; `None` when the text holds anything else.
pub(super) fn notes(text: &str) -> Option<Notes> {
    // Formatters escape the brackets.
    let text = text.replace("\\[", "[").replace("\\]", "]");
    let mut rest = text.trim();
    let mut notes = Notes::default();
    if let Some(after) = rest.strip_prefix("[optional]") {
        notes.optional = true;
        rest = after.trim_start();
    }
    for (sentence, format) in FORMATS {
        if let Some(before) = rest.strip_suffix(sentence) {
            notes.format = format;
            rest = before.trim_end();
        }
    }
    if let Some((before, default)) =
        rest.split_once("if omitted the server will use the default value of ")
    {
        notes.default = Some(default.trim().to_owned());
        rest = before.trim_end();
    }
    if let Some(values) = rest.strip_prefix("must be one of [") {
        notes.values = Some(literal::sequence(values.strip_suffix(']')?));
        rest = "";
    }
    rest.is_empty().then_some(notes)
}

impl Notes {
    /// A type with what is noted of it.
    pub(super) fn refine(&self, kind: Type) -> Type {
        if let Type::Nullable(inner) = kind {
            return nullable(self.refine(*inner));
        }
        let kind = match self.format {
            Some(format) => Type::Format(Box::new(kind), format),
            None => kind,
        };
        match &self.values {
            Some(values) => Type::Values(Box::new(kind), values.clone()),
            None => kind,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_stands_behind_a_default_is_no_part_of_it() {
        let read = notes(
            "[optional] if omitted the server will use the default value of 1.5value must be a 64 bit float",
        );
        let read = read.unwrap_or_default();
        assert_eq!(read.default.as_deref(), Some("1.5"));
        assert_eq!(
            read.refine(Type::Number),
            Type::Format(Box::new(Type::Number), "double")
        );
        assert!(read.optional);
    }

    #[test]
    fn values_with_bars_and_brackets_stay_whole() {
        let read = notes(
            r#"must be one of ["a|b", "[c]", ] if omitted the server will use the default value of "[c]""#,
        );
        let read = read.unwrap_or_default();
        assert_eq!(read.values, Some(vec![json!("a|b"), json!("[c]")]));
        assert_eq!(read.default.as_deref(), Some("\"[c]\""));
        assert_eq!(notes("a text"), None);
    }

    #[test]
    fn null_among_the_classes_is_no_type_of_its_own() {
        assert_eq!(
            kind("None, str, datetime, "),
            Some(Type::Nullable(Box::new(Type::DateTime)))
        );
        assert_eq!(kind("complex, "), None);
    }
}
