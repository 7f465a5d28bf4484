//! How an API writes names of several words, of which Python's names tell nothing.

use heck::{ToKebabCase, ToLowerCamelCase, ToSnakeCase, ToUpperCamelCase};
use serde::Deserialize;

use super::wire;

/// A way to write names of several words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, clap::ValueEnum)]
pub enum Convention {
    /// `pageSize`
    #[serde(rename = "camelCase")]
    #[value(name = "camelCase")]
    Camel,
    /// `page_size`
    #[serde(rename = "snake_case")]
    #[value(name = "snake_case")]
    Snake,
    /// `page-size`
    #[serde(rename = "kebab-case")]
    #[value(name = "kebab-case")]
    Kebab,
    /// `PageSize`
    #[serde(rename = "PascalCase")]
    #[value(name = "PascalCase")]
    Pascal,
}

impl Convention {
    fn write(self, name: &str) -> String {
        match self {
            Self::Camel => name.to_lower_camel_case(),
            Self::Snake => name.to_snake_case(),
            Self::Kebab => name.to_kebab_case(),
            Self::Pascal => name.to_upper_camel_case(),
        }
    }
}

/// Hypertext formats put an underscore in front of these, and Python's names have lost it.
const UNDERSCORED: [&str; 2] = ["links", "embedded"];

/// Whether the name on the wire is likely to begin with an underscore.
pub(super) fn loses_underscore(python: &str) -> bool {
    UNDERSCORED.contains(&python)
}

/// Whether a name is a single word in small letters.
pub(super) fn is_one_word(python: &str) -> bool {
    wire::unescaped(python) == python && python.chars().all(|c| c.is_ascii_lowercase())
}

/// The likely name on the wire, and whether it is a guess.
pub(super) fn name(convention: Option<Convention>, python: &str) -> (String, bool) {
    let plain = wire::unescaped(python);
    // Escaped words, capitals and digits have lost what a convention would go by.
    let ordinary = plain == python
        && python.starts_with(|c: char| c.is_ascii_lowercase())
        && python.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        && !python.ends_with('_');
    let one_word = is_one_word(python);
    if loses_underscore(plain) {
        return (plain.to_owned(), true);
    }
    match convention {
        Some(convention) if ordinary => (convention.write(plain), false),
        Some(convention) if plain == python && !plain.starts_with('_') => {
            (convention.write(plain), true)
        }
        _ => (plain.to_owned(), !one_word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_convention_settles_ordinary_words_and_nothing_else() {
        for (convention, python, expected) in [
            (None, "size", ("size", false)),
            (None, "page_size", ("page_size", true)),
            (Some(Convention::Camel), "page_size", ("pageSize", false)),
            (Some(Convention::Kebab), "page_size", ("page-size", false)),
            (Some(Convention::Pascal), "size", ("Size", false)),
            (Some(Convention::Snake), "page_size", ("page_size", false)),
            (Some(Convention::Camel), "address_2", ("address2", true)),
            (Some(Convention::Camel), "var_from", ("from", true)),
            (Some(Convention::Camel), "_links", ("links", true)),
            (None, "links", ("links", true)),
            (None, "SKU", ("SKU", true)),
            (None, "md5", ("md5", true)),
        ] {
            let (name, guessed) = name(convention, python);
            assert_eq!((name.as_str(), guessed), expected, "{python}");
        }
    }
}
