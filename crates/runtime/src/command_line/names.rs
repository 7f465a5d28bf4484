//! Names on the command line.

use heck::ToKebabCase as _;

/// A name as the command line writes it: `home-dir` for `home_dir` and `homeDir`.
pub(crate) fn kebab(name: &str) -> String {
    match name.to_kebab_case() {
        empty if empty.is_empty() => name.to_owned(),
        kebab => kebab,
    }
}

/// The flag for a place in a body: `--filters.allowed-ip` for `filters.allowed_ip[0]`.
pub(crate) fn flag_of(path: &str) -> String {
    let names = path.split('.').map(|name| {
        let name = name.split('[').next().unwrap_or(name);
        kebab(name)
    });
    let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    format!("--{}", names.join("."))
}

/// The beginning of the names of all environment variables: `PETSTORE_USERS`.
pub(crate) fn variable(crate_name: &str, name: &str) -> String {
    let words = format!("{crate_name}_{name}");
    words.replace(['-', '.'], "_").to_uppercase()
}

/// The one of some names that is most like a misspelt one.
pub(crate) fn nearest<'n>(
    wanted: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    // As near as clap wants it to be.
    most_like(wanted, names, 0.7)
}

/// The one that a name which may be right after all was most likely meant to be: the first name is not the last name.
pub(crate) fn misspelt<'n>(
    wanted: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    most_like(wanted, names, 0.85)
}

fn most_like<'n>(
    wanted: &str,
    names: impl IntoIterator<Item = &'n str>,
    enough: f64,
) -> Option<&'n str> {
    let scored = names
        .into_iter()
        .map(|name| (strsim::jaro(wanted, name), name))
        .filter(|(score, _)| *score > enough);
    scored
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_a_flag_that_does_not_exist() {
        assert_eq!(flag_of("filters.allowed_ip[0]"), "--filters.allowed-ip");
        assert_eq!(flag_of("firstName"), "--first-name");
    }

    #[test]
    fn another_name_is_taken_for_a_misspelt_one() {
        assert_eq!(misspelt("emial", ["email", "name"]), Some("email"));
        assert_eq!(misspelt("lastName", ["firstName"]), None);
    }
}
