//! Names on the wire, as far as something tells them.

/// A name without what naming conventions change: case, and everything but letters and digits.
pub(crate) fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Words that generators put `var_` in front of: Python's keywords and what its classes reserve.
const RESERVED: [&str; 62] = [
    "and",
    "as",
    "assert",
    "async",
    "await",
    "bool",
    "break",
    "bytearray",
    "bytes",
    "class",
    "continue",
    "date",
    "datetime",
    "def",
    "del",
    "dict",
    "elif",
    "else",
    "except",
    "exec",
    "false",
    "field",
    "file",
    "finally",
    "float",
    "for",
    "from",
    "global",
    "id",
    "if",
    "import",
    "in",
    "int",
    "is",
    "json",
    "lambda",
    "list",
    "long",
    "none",
    "nonlocal",
    "not",
    "object",
    "or",
    "pass",
    "print",
    "property",
    "raise",
    "return",
    "schema",
    "self",
    "set",
    "str",
    "true",
    "try",
    "tuple",
    "type",
    "validate",
    "while",
    "with",
    "yield",
    "copy",
    "construct",
];

/// The name that a generator escaped: `_from` and `var_from` are `from`. Other names are themselves.
pub(crate) fn unescaped(name: &str) -> &str {
    if let Some(rest) = name.strip_prefix("var_") {
        let escaped = RESERVED.contains(&rest) || rest.starts_with(|c: char| c.is_ascii_digit());
        return if escaped { rest } else { name };
    }
    match name.strip_prefix('_') {
        Some(rest) if !rest.is_empty() => rest,
        _ => name,
    }
}

/// The variables of a path template, in order.
pub(crate) fn variables(path: &str) -> Vec<&str> {
    let mut variables = Vec::new();
    let mut rest = path;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        variables.push(name);
        rest = after;
    }
    variables
}

/// A path whose variables have no names.
pub(crate) fn shape(path: &str) -> String {
    let mut shape = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, after)) = after.split_once('}') else {
            break;
        };
        shape.push_str(before);
        shape.push_str("{}");
        rest = after;
    }
    shape.push_str(rest);
    shape
}

/// How well a Python name fits a variable of the path; less is better, `None` is not at all.
pub(crate) fn fit(name: &str, variable: &str) -> Option<u8> {
    // Some paths say inside the braces what the variable may be: `{name=users/*}`, `{+name}`.
    let plain = variable.split(['=', ':']).next().unwrap_or(variable);
    let wanted = fold(plain);
    if name == variable {
        return Some(0);
    }
    if fold(name) == wanted {
        return Some(1);
    }
    if fold(unescaped(name)) == wanted {
        return Some(2);
    }
    for prefix in ["var_", "param_", "model_"] {
        if name
            .strip_prefix(prefix)
            .is_some_and(|rest| fold(rest) == wanted)
        {
            return Some(3);
        }
    }
    // A second parameter of a name gets a number.
    let shorter = name
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .trim_end_matches('_');
    (shorter != name && !shorter.is_empty() && fold(unescaped(shorter)) == wanted).then_some(4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_names_lose_the_escape_and_real_names_nothing() {
        for (name, wanted) in [
            ("_from", "from"),
            ("var_from", "from"),
            ("var_2fa", "2fa"),
            ("var_name", "var_name"),
            ("model_id", "model_id"),
            ("_", "_"),
        ] {
            assert_eq!(unescaped(name), wanted);
        }
    }

    #[test]
    fn the_path_knows_its_names() {
        assert_eq!(variables("/a/{keyID}/b/{id}/{"), ["keyID", "id"]);
        assert!(fit("key_id", "keyID").is_some());
        assert!(fit("_from", "from") < fit("from_2", "from"));
        assert_eq!(fit("size", "keyID"), None);
        assert_eq!(fit("name", "name=users/*"), fit("name", "+name"));
        assert!(fit("name", "name=users/*").is_some());
    }
}
