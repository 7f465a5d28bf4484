//! The types that pages print: `list[Pet]`, `[Pet]`, `dict(str, Pet)`, `{str: (Pet,)}`,
//! `Dict[str, Optional[str]]`.

use super::kind::nullable as nullable_type;

pub use super::kind::Type;

/// What openapi-generator before 6 prints for a body whose type it lost, as a type and, in small
/// letters, as a name.
pub(super) const UNKNOWN: &str = "UNKNOWN_BASE_TYPE";

/// Types nested deeper than this are nonsense; the limit keeps the recursion off the stack's end.
const MAXIMUM_DEPTH: usize = 32;

/// Reads a type; `None` when the text is none.
pub fn parse(text: &str) -> Option<Type> {
    let mut reader = Reader { rest: text };
    let parsed = reader.union(0)?;
    reader.space();
    reader.rest.is_empty().then_some(parsed)
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, symbol: char) -> Option<()> {
        self.space();
        self.rest = self.rest.strip_prefix(symbol)?;
        Some(())
    }

    fn sees(&mut self, symbol: char) -> bool {
        self.space();
        self.rest.starts_with(symbol)
    }

    fn name(&mut self) -> Option<&'a str> {
        self.space();
        let end = self
            .rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '$')))
            .unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        (!name.is_empty()).then_some(name)
    }

    /// Alternatives between commas: one type and `none_type`, or the list that means anything.
    fn union(&mut self, depth: usize) -> Option<Type> {
        if depth > MAXIMUM_DEPTH {
            return None;
        }
        let mut members: Vec<Option<Type>> = vec![self.member(depth)?];
        while self.sees(',') {
            self.take(',')?;
            self.space();
            // `(Pet,)` is Python's tuple of one.
            if self.rest.is_empty() || self.rest.starts_with([')', ']', '}']) {
                break;
            }
            members.push(self.member(depth)?);
        }
        let nullable = members.iter().any(Option::is_none);
        let mut types: Vec<Type> = members.into_iter().flatten().collect();
        types.dedup();
        let single = match types.as_slice() {
            [_] => types.pop()?,
            [Type::Integer, Type::Number] => Type::Number,
            _ => return Some(Type::Anything),
        };
        Some(if nullable {
            nullable_type(single)
        } else {
            single
        })
    }

    /// A member of a union; the inner `None` is `none_type`.
    fn member(&mut self, depth: usize) -> Option<Option<Type>> {
        self.space();
        if self.sees('[') {
            self.take('[')?;
            // A list whose items the generator lost.
            if self.take(']').is_some() {
                return Some(Some(Type::List(Box::new(Type::Undocumented))));
            }
            let items = self.union(depth + 1)?;
            self.take(']')?;
            return Some(Some(Type::List(Box::new(items))));
        }
        if self.sees('{') {
            self.take('{')?;
            self.name()?;
            self.take(':')?;
            let tuple = self.take('(').is_some();
            let values = self.union(depth + 1)?;
            if tuple {
                self.take(')')?;
            }
            self.take('}')?;
            return Some(Some(Type::Map(Box::new(values))));
        }
        let name = self.name()?;
        if name == "none_type" || name == "None" {
            return Some(None);
        }
        let Some(close) = self.opening() else {
            return Some(Some(named(name)));
        };
        let parsed = match name {
            "list" | "List" | "set" | "Set" | "tuple" | "Tuple" => {
                Type::List(Box::new(self.union(depth + 1)?))
            }
            "dict" | "Dict" => {
                self.name()?;
                self.take(',')?;
                Type::Map(Box::new(self.union(depth + 1)?))
            }
            "Optional" => nullable_type(self.union(depth + 1)?),
            "Union" => self.union(depth + 1)?,
            _ => return None,
        };
        self.take(close)?;
        Some(Some(parsed))
    }

    /// Reads an opening bracket; the result is what closes it.
    fn opening(&mut self) -> Option<char> {
        for (open, close) in [('[', ']'), ('(', ')')] {
            if self.sees(open) {
                self.take(open)?;
                return Some(close);
            }
        }
        None
    }
}

/// What a class of Python's means where no model has its name.
pub(super) fn builtin(name: &str) -> Option<Type> {
    Some(match name {
        "UUID" => Type::Uuid,
        "IO" | "BinaryIO" | "StrictBytes" => Type::Binary,
        "Decimal" | "StrictFloat" => Type::Number,
        // Pydantic's, which templates of some maintainers print.
        "StrictStr" => Type::Text,
        "StrictInt" => Type::Integer,
        "StrictBool" => Type::Boolean,
        "Object" | "Any" | "AnyType" => Type::Undocumented,
        "List" => Type::List(Box::new(Type::Undocumented)),
        "Dict" => Type::Map(Box::new(Type::Undocumented)),
        _ => return None,
    })
}

fn named(name: &str) -> Type {
    match name {
        "str" | "unicode" | "string" => Type::Text,
        "int" | "long" => Type::Integer,
        "float" | "decimal.Decimal" => Type::Number,
        "bool" => Type::Boolean,
        "date" => Type::Date,
        "datetime" => Type::DateTime,
        "file" | "file_type" | "bytes" | "bytearray" => Type::Binary,
        "object" | "any" | "typing.Any" | "ERRORUNKNOWN" | UNKNOWN => Type::Undocumented,
        "list" | "tuple" => Type::List(Box::new(Type::Undocumented)),
        "dict" => Type::Map(Box::new(Type::Undocumented)),
        model => Type::Model(model.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(name: &str) -> Type {
        Type::Model(name.to_owned())
    }

    fn list(items: Type) -> Type {
        Type::List(Box::new(items))
    }

    fn map(values: Type) -> Type {
        Type::Map(Box::new(values))
    }

    fn nullable(inner: Type) -> Type {
        Type::Nullable(Box::new(inner))
    }

    #[test]
    fn every_dialect_writes_the_same_list_and_map() {
        for text in ["list[Pet]", "[Pet]", "List[Pet]"] {
            assert_eq!(parse(text), Some(list(model("Pet"))), "{text}");
        }
        for text in [
            "dict(str, Pet)",
            "{str: (Pet,)}",
            "dict[str, Pet]",
            "Dict[str, Pet]",
        ] {
            assert_eq!(parse(text), Some(map(model("Pet"))), "{text}");
        }
    }

    #[test]
    fn nesting_and_null_are_not_lost() {
        assert_eq!(
            parse("{str: ({str: ([Owner],)},)}"),
            Some(map(map(list(model("Owner")))))
        );
        assert_eq!(
            parse("Dict[str, Optional[str]]"),
            Some(map(nullable(Type::Text)))
        );
        assert_eq!(parse("str, none_type"), Some(nullable(Type::Text)));
        assert_eq!(
            parse("{str: (str, none_type)}"),
            Some(map(nullable(Type::Text)))
        );
        let anything = "bool, date, datetime, dict, float, int, list, str, none_type";
        assert_eq!(parse(anything), Some(Type::Anything));
        assert_eq!(parse(&format!("[{anything}]")), Some(list(Type::Anything)));
    }

    #[test]
    fn what_is_no_type_is_refused() {
        let deep = "list[".repeat(5000);
        for text in ["", "list[", "dict(str)", "a b", "[}", "Foo[Bar]", &deep] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
