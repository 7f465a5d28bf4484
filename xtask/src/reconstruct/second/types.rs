//! Types as pages for Java, Go and TypeScript print them: `List<Long>`, `map[string][]int64`, `Array<string>`.

use serde_json::Value;

use crate::reconstruct::kind::nullable;
use crate::reconstruct::literal;
use crate::reconstruct::type_expression::Type;

/// Types nested deeper than this are nonsense; the limit keeps the recursion off the stack's end.
const MAXIMUM_DEPTH: usize = 32;

/// Reads a type; `None` when the text is none.
pub(super) fn parse(text: &str) -> Option<Type> {
    parse_within(text.trim(), 0)
}

fn parse_within(text: &str, depth: usize) -> Option<Type> {
    if depth > MAXIMUM_DEPTH || matches!(text, "" | "void") {
        return None;
    }
    let deeper = |text: &str| parse_within(text.trim(), depth + 1).map(Box::new);
    if text.contains('\'') {
        return values(text);
    }
    if let Some(items) = text.strip_prefix("[]") {
        return deeper(items).map(Type::List);
    }
    if let Some(values) = text.strip_prefix("map[string]") {
        return deeper(values).map(Type::Map);
    }
    if let Some(inner) = text.strip_prefix("Nullable") {
        return deeper(inner).map(|inner| nullable(*inner));
    }
    if let Some((outer, rest)) = text.split_once('<') {
        let inner = rest.strip_suffix('>')?;
        return match outer {
            "List" | "Set" | "Array" => deeper(inner).map(Type::List),
            "Map" => deeper(inner.split_once(',')?.1).map(Type::Map),
            _ => None,
        };
    }
    if text.starts_with("{ [key: string]") {
        let inner = text
            .split_once("]:")?
            .1
            .trim()
            .trim_end_matches(['}', ';', ' ']);
        return deeper(inner).map(Type::Map);
    }
    if text.contains([' ', '|', '(', '[', '{']) {
        return text.starts_with("interface{").then_some(Type::Undocumented);
    }
    Some(named(text))
}

/// The values in `'title' | 'author'`.
fn values(text: &str) -> Option<Type> {
    let (text, list) = match text.strip_prefix("Array<") {
        Some(inner) => (inner.strip_suffix('>')?, true),
        None => (text, false),
    };
    let parts = text.split(" | ").map(|part| {
        let quoted = literal::quoted(part.trim())?;
        Some(Value::String(quoted))
    });
    let kind = Type::Values(Box::new(Type::Text), parts.collect::<Option<Vec<_>>>()?);
    Some(if list {
        Type::List(Box::new(kind))
    } else {
        kind
    })
}

fn format(of: Type, format: &'static str) -> Type {
    Type::Format(Box::new(of), format)
}

fn named(name: &str) -> Type {
    match name {
        "String" | "string" => Type::Text,
        // What has no format is printed like what has 32 bits.
        "Integer" | "int32" => Type::Integer,
        "Long" | "int64" => format(Type::Integer, "int64"),
        "BigDecimal" | "number" | "float32" => Type::Number,
        "Float" => format(Type::Number, "float"),
        "Double" | "float64" => format(Type::Number, "double"),
        "Boolean" | "boolean" | "bool" => Type::Boolean,
        "LocalDate" => Type::Date,
        "OffsetDateTime" | "time.Time" | "Date" => Type::DateTime,
        "UUID" => Type::Uuid,
        "File" | "*os.File" | "HttpFile" | "byte[]" => Type::Binary,
        "Object" | "any" | "object" | "AnyType" => Type::Undocumented,
        model => Type::Model(model.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_maps_of_all_languages_are_the_same() {
        let long = || Box::new(format(Type::Integer, "int64"));
        for text in ["List<Long>", "[]int64", "Set<Long>"] {
            assert_eq!(parse(text), Some(Type::List(long())), "{text}");
        }
        for text in ["Map<String, Long>", "map[string]int64"] {
            assert_eq!(parse(text), Some(Type::Map(long())), "{text}");
        }
        let text = || Box::new(Type::Text);
        assert_eq!(parse("Array<string>"), Some(Type::List(text())));
        assert_eq!(parse("{ [key: string]: string; }"), Some(Type::Map(text())));
        assert_eq!(parse("void"), None);
        assert_eq!(parse("NullableString"), Some(Type::Nullable(text())));
    }

    #[test]
    fn texts_between_bars_are_values() {
        let values = vec![Value::from("a"), Value::from("b")];
        let kind = Type::Values(Box::new(Type::Text), values);
        assert_eq!(parse("'a' | 'b'"), Some(kind.clone()));
        assert_eq!(parse("Array<'a' | 'b'>"), Some(Type::List(Box::new(kind))));
        assert_eq!(parse("Foo | 'b'"), None);
    }
}
