//! Rust names from the names of a document.

use std::collections::{HashMap, HashSet};

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Names that generated files take from the prelude or import: a type or call of that name would hide them.
const TAKEN_TYPE_NAMES: &[&str] = &[
    "BTreeMap",
    "Box",
    "Bytes",
    "DateTime",
    "Default",
    "Described",
    "Deserialize",
    "Display",
    "Err",
    "Formatter",
    "From",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "JsonObject",
    "MaybeNull",
    "NaiveDate",
    "None",
    "Ok",
    "Option",
    "Result",
    "Secret",
    "SecretJson",
    "Self",
    "Serialize",
    "Some",
    "String",
    "UnknownFields",
    "Utc",
    "Uuid",
    "Vec",
];

/// What the module of calls imports beyond that. Types are called `types::Request` there, and keep their names.
const TAKEN_CALL_NAMES: &[&str] = &[
    "Error",
    "EventStream",
    "ItemStream",
    "JsonStream",
    "Multipart",
    "Page",
    "PageStream",
    "PathStyle",
    "PathText",
    "Request",
    "ResponseFuture",
    "ValueFuture",
    "Style",
    "WrittenAs",
];

/// Names of methods that the generated types have themselves.
const TAKEN_METHOD_NAMES: &[&str] = &[
    "builder",
    "clone",
    "from",
    "into",
    "into_future",
    "new",
    "timeout",
    "drop",
];

/// The longest name that a reader takes in at a glance; numbers that tell equal names apart come on top.
const LONGEST: usize = 58;

/// A type's name: `list-users` becomes `ListUsers`. Of a long one the inner words are kept, which say what it is; the outer
/// ones say where it was found.
pub fn type_name(from: &str) -> String {
    let name = full_type_name(from);
    if name.chars().count() <= LONGEST {
        return name;
    }
    let words = name.to_snake_case();
    full_type_name(&inner_words(&words))
}

fn full_type_name(from: &str) -> String {
    let name = settled(
        start_with_letter(plain(from).to_upper_camel_case(), "Type"),
        |name| name.to_upper_camel_case(),
    );
    if TAKEN_TYPE_NAMES.contains(&name.as_str()) {
        format!("{name}Model")
    } else {
        name
    }
}

/// The name of the type of an operation's call: `list_users` becomes `ListUsers`.
pub fn call_name(from: &str) -> String {
    let name = full_type_name(from);
    if TAKEN_CALL_NAMES.contains(&name.as_str()) {
        format!("{name}Call")
    } else {
        name
    }
}

/// A field's, parameter's or argument's name: `userId` becomes `user_id`, `type` becomes `type_`.
pub fn field_name(from: &str) -> String {
    let name = full_field_name(from);
    if name.chars().count() <= LONGEST {
        return name;
    }
    full_field_name(&inner_words(&name))
}

fn full_field_name(from: &str) -> String {
    let name = settled(
        start_with_letter(plain(from).to_snake_case(), "field_"),
        |name| name.to_snake_case(),
    );
    if matches!(name.as_str(), "new" | "default") || !is_identifier(&name) {
        format!("{name}_")
    } else {
        name
    }
}

/// A method's name: as a field's, and never one that the generated client has anyway.
pub fn method_name(from: &str) -> String {
    let name = full_field_name(from);
    if TAKEN_METHOD_NAMES.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// As many words from the end as are short enough, and at least the last one.
fn inner_words(snake: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut length = 0;
    for word in snake.split('_').rev() {
        length += word.chars().count() + 1;
        if length > LONGEST && !kept.is_empty() {
            break;
        }
        kept.push(word);
    }
    kept.reverse();
    kept.join("_")
}

/// A name that is cased once more stays as it is: `QPRegion`, made of `q` and `p_region`, is `QpRegion`.
fn settled(name: String, case: impl Fn(&str) -> String) -> String {
    let again = case(&name);
    if again == name {
        name
    } else {
        settled(again, case)
    }
}

/// `+` and `-` carry meaning where nothing else is left of a name (reactions `+1` and `-1`).
fn plain(from: &str) -> String {
    let spoken = match from.as_bytes() {
        [b'+', b'0'..=b'9', ..] => from.replacen('+', "plus ", 1),
        [b'-', b'0'..=b'9', ..] => from.replacen('-', "minus ", 1),
        _ => from.to_owned(),
    };
    let kept: String = spoken
        .replace('\'', "")
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    // A name of signs only: what they are called is better than a number.
    if kept.trim().is_empty() && !from.trim().is_empty() {
        from.chars()
            .filter_map(sign_name)
            .collect::<Vec<_>>()
            .join(" ")
    } else {
        kept
    }
}

/// What a sign is called, if it has a name.
pub fn sign_name(sign: char) -> Option<&'static str> {
    Some(match sign {
        '*' => "star",
        '+' => "plus",
        '-' => "minus",
        '/' => "slash",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '!' => "not",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '~' => "tilde",
        '#' => "hash",
        '@' => "at",
        '$' => "dollar",
        '.' => "dot",
        ',' => "comma",
        '_' => "underscore",
        _ => return None,
    })
}

fn start_with_letter(name: String, prefix: &str) -> String {
    match name.chars().next() {
        None => prefix.trim_end_matches('_').to_owned(),
        Some(first) if first.is_alphabetic() || first == '_' => name,
        Some(_) => format!("{prefix}{name}"),
    }
}

/// Whether a name may stand as it is: no keyword of any edition.
fn is_identifier(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok() && name != "gen"
}

/// Hands out names, each only once: the second `user` is `user_2`, the second `User` is `User2`.
#[derive(Debug, Default)]
pub struct Names {
    taken: HashSet<String>,
    /// The number that the next name of the same base may get: thousands of inline schemas may have one hint.
    next: HashMap<String, usize>,
}

impl Names {
    /// For names that stand beside these, which are not handed out.
    pub fn beside(names: &[&str]) -> Self {
        let mut beside = Self::default();
        for name in names {
            beside.reserve(name);
        }
        beside
    }

    /// Keeps a name from being handed out.
    pub fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_lowercase());
    }

    /// Whether a name cannot be had as it is.
    pub fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(&name.to_lowercase())
    }

    /// The name, or the name with the first free number.
    pub fn take(&mut self, name: String) -> String {
        // Rust does not mind `User` beside `USER`, but statics are named in capitals after methods.
        if self.taken.insert(name.to_lowercase()) {
            return name;
        }
        let snake = name
            .chars()
            .next()
            .is_some_and(|first| first.is_lowercase() || first == '_');
        let base = name.trim_end_matches('_');
        let separator = if snake { "_" } else { "" };
        let number = self
            .next
            .entry(format!("{base}{separator}").to_lowercase())
            .or_insert(2);
        loop {
            let candidate = format!("{base}{separator}{number}");
            *number += 1;
            if self.taken.insert(candidate.to_lowercase()) {
                return candidate;
            }
        }
    }
}
