//! What the table of commands imports.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

/// What the table uses, by the module that it comes from.
pub(super) fn imports(items: &str) -> Result<String, String> {
    const TABLE: &[&str] = &[
        "Body",
        "Choice",
        "Column",
        "CommandLine",
        "CommandRow",
        "CredentialRow",
        "Described",
        "Kind",
        "Object",
        "Place",
        "called",
        "choice",
        "column",
        "field",
        "optional",
        "plain",
        "required",
        "secret",
        "tagged",
    ];
    const RUNTIME: &[&str] = &[
        "Bytes",
        "MaybeNull",
        "Multipart",
        "PathStyle",
        "Secret",
        "Style",
        "serde_json",
    ];
    const CRATE: &[&str] = &["calls", "credentials", "operations", "servers", "types"];
    const MODULES: &[(&str, &[&str])] = &[
        ("std::collections", &["BTreeMap"]),
        (
            "users_client_runtime::chrono",
            &["DateTime", "NaiveDate", "Utc"],
        ),
        ("users_client_runtime::command_line", TABLE),
        ("users_client_runtime::uuid", &["Uuid"]),
        ("users_client_runtime", RUNTIME),
        ("crate", CRATE),
    ];
    let tokens: TokenStream = items
        .parse()
        .map_err(|error| format!("the table of commands is not Rust: {error}"))?;
    let mut used = BTreeSet::new();
    names(tokens, &mut used);
    // A type says by this trait what is wanted for it.
    if items.contains("::KIND") {
        used.insert("Described".to_owned());
    }
    let mut text = String::new();
    for (module, known) in MODULES {
        let names: Vec<&str> = known
            .iter()
            .copied()
            .filter(|name| used.contains(*name))
            .collect();
        match names.as_slice() {
            [] => {}
            [name] => text.push_str(&format!("use {module}::{name};\n")),
            _ => text.push_str(&format!("use {module}::{{{}}};\n", names.join(", "))),
        }
    }
    Ok(text)
}

/// The names that begin a path.
fn names(tokens: TokenStream, used: &mut BTreeSet<String>) {
    let mut before = ' ';
    for token in tokens {
        let sign = match token {
            TokenTree::Ident(name) => {
                if !matches!(before, '.' | ':') {
                    used.insert(name.to_string());
                }
                'a'
            }
            TokenTree::Group(group) => {
                names(group.stream(), used);
                'g'
            }
            TokenTree::Punct(sign) => sign.as_char(),
            TokenTree::Literal(_) => 'l',
        };
        before = sign;
    }
}
