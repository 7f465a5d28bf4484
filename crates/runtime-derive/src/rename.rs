//! The names that Serde writes.

use syn::{Attribute, Ident, LitStr};

/// The value of a key in `#[serde(…)]`.
pub(crate) fn serde(attributes: &[Attribute], key: &str) -> syn::Result<Option<String>> {
    let mut found = None;
    for attribute in attributes.iter().filter(|it| it.path().is_ident("serde")) {
        attribute.parse_nested_meta(|meta| {
            let is_this = meta.path.is_ident(key);
            if meta.input.peek(syn::Token![=]) {
                let value: LitStr = meta.value()?.parse()?;
                if is_this {
                    found = Some(value.value());
                }
            } else if is_this {
                found = Some(String::new());
            }
            Ok(())
        })?;
    }
    Ok(found)
}

/// A rule by which names are made for a whole struct (`rename_all`).
#[derive(Clone, Copy)]
pub(crate) enum Rule {
    AsItIs,
    Camel,
    Pascal,
    Kebab,
}

impl Rule {
    pub(crate) fn of(attributes: &[Attribute]) -> syn::Result<Self> {
        Ok(match serde(attributes, "rename_all")?.as_deref() {
            Some("camelCase") => Self::Camel,
            Some("PascalCase") => Self::Pascal,
            Some("kebab-case") => Self::Kebab,
            _ => Self::AsItIs,
        })
    }

    /// The name of a field, as Serde makes it: only underscores part words.
    pub(crate) fn apply(self, field: &Ident) -> String {
        let field = field.to_string();
        let field = field.strip_prefix("r#").unwrap_or(&field);
        let words = field.split('_');
        let capitals = words.map(|word| first(word, |letter| letter.to_ascii_uppercase()));
        match self {
            Self::AsItIs => field.to_owned(),
            Self::Pascal => capitals.collect(),
            Self::Camel => first(&capitals.collect::<String>(), |letter| {
                letter.to_ascii_lowercase()
            }),
            Self::Kebab => field.replace('_', "-"),
        }
    }
}

/// A word with another first letter.
fn first(word: &str, change: impl Fn(char) -> char) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(change);
    first.into_iter().chain(letters).collect()
}
