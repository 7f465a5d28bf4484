//! `Cargo.toml` and `README.md` of a generated crate: what a registry and a newcomer see first.

use std::fmt::Write as _;

use indexmap::{IndexMap, IndexSet};

use super::Surroundings;
use super::groups::Group;
use crate::model::{Api, Type, TypeDef, TypeKind};

/// The oldest compiler that the generated code is tested with.
pub(crate) const RUST_VERSION: &str = "1.88";

/// The version of the runtime that the generated code is written for.
const RUNTIME_VERSION: &str = "0.1.0";

/// The text of `Cargo.toml`. Each of the groups has a feature; one that is standalone is kept out of a workspace that
/// happens to lie above it.
pub(crate) fn manifest(
    api: &Api,
    header: &str,
    groups: &[Group],
    surroundings: &Surroundings,
) -> String {
    let package = &api.package;
    let mut text = format!("# {header}\n\n[package]\n");
    let mut line = |key: &str, value: String| {
        let _ = writeln!(text, "{key} = {value}");
    };
    line("name", quoted(&package.name));
    line("version", quoted(&package.version));
    line("edition", quoted("2024"));
    line("rust-version", quoted(RUST_VERSION));
    line("description", quoted(&package.description));
    line("license", quoted(&package.license));
    if let Some(repository) = &package.repository {
        line("repository", quoted(repository));
    }
    line("readme", quoted("README.md"));
    if !package.keywords.is_empty() {
        line("keywords", list(&package.keywords));
    }
    line("categories", list(&package.categories));
    let formats: Vec<&str> = [(Type::DateTime, "chrono"), (Type::Uuid, "uuid")]
        .into_iter()
        .filter(|(ty, _)| uses(api, ty))
        .map(|(_, name)| name)
        .collect();
    let features = if formats.is_empty() {
        String::new()
    } else {
        format!(
            ", features = [{}]",
            formats
                .iter()
                .map(|name| quoted(name))
                .collect::<Vec<_>>()
                .join(", ")
        )
    };
    let _ = write!(
        text,
        r#"
[package.metadata.docs.rs]
all-features = true

[features]
default = [{3}"rustls"]
# The HTTP client; without it the crate is the types alone.
client = ["users-client-runtime/client"]
# TLS by rustls.
rustls = ["client", "users-client-runtime/rustls"]
# TLS by the platform's library.
native-tls = ["client", "users-client-runtime/native-tls"]
# An HTTP client of reqwest's in place of our own connections: `ClientBuilder::http_client`.
reqwest = ["client", "users-client-runtime/reqwest"]
# A server in process that stands in for the API in tests.
mock = ["client", "users-client-runtime/mock"]
# Clients for programs without an async runtime.
blocking = ["client", "users-client-runtime/blocking"]
# A `tracing` span for each call.
tracing = ["users-client-runtime/tracing"]
# A command line of the crate's name.
cli = ["client", "users-client-runtime/cli"]
# Secrets of the command line in the operating system's keyring.
keyring = ["cli", "users-client-runtime/keyring"]
{4}
[[bin]]
name = {0}
path = "src/main.rs"
required-features = ["cli"]
doc = false

[dependencies]
serde = {{ version = "1", features = ["derive"] }}
users-client-runtime = {{ version = "{RUNTIME_VERSION}", path = {1}, default-features = false{features} }}

[dev-dependencies]
# For the examples in the README. Being without a version, it is left out of what is published.
{2} = {{ path = ".", features = ["blocking", "mock"] }}
tokio = {{ version = "1", features = ["macros", "rt", "time"] }}
"#,
        quoted(&package.name),
        quoted(&surroundings.runtime),
        package.name,
        if groups.is_empty() { "" } else { "\"all\", " },
        features_of(groups),
    );
    if surroundings.standalone {
        text.push_str("\n[workspace]\n");
    }
    text
}

/// A feature for each group, one for all parts of each tag that is divided, and one for all of them.
fn features_of(groups: &[Group]) -> String {
    if groups.is_empty() {
        return String::new();
    }
    let mut all = IndexSet::new();
    // A part and a tag may have the same name: then the feature is for both.
    let mut features: IndexMap<&str, IndexSet<&str>> = IndexMap::new();
    let mut shared = IndexSet::new();
    let groups: Vec<(Vec<Group>, &Group)> = groups
        .iter()
        .map(|group| (group.wholes().collect(), group))
        .collect();
    for (wholes, group) in &groups {
        for one in wholes.iter().chain([*group]) {
            match one.parts.last() {
                Some(part) => features.entry(&part.sum).or_default().insert(&one.feature),
                None => all.insert(one.feature.as_str()),
            };
            features.entry(&one.feature).or_default();
        }
        if !wholes.is_empty() {
            features
                .entry(&group.feature)
                .or_default()
                .insert(&group.any);
            shared.insert(group.any.as_str());
        }
    }
    let all = feature("all", &all);
    let each = features.iter();
    let each: String = each.map(|(name, needs)| feature(name, needs)).collect();
    let mut text = format!(
        "# All operations. Each of the features is a part of them, with the types that it reaches.\n{all}{each}"
    );
    if !shared.is_empty() {
        text.push_str("# What many parts of a tag need: each of them switches it on.\n");
        text.extend(shared.iter().map(|name| feature(name, &IndexSet::new())));
    }
    text
}

/// The line of a feature, or the lines if it switches on several others.
fn feature(name: &str, needs: &IndexSet<&str>) -> String {
    let needs: Vec<String> = needs.iter().map(|name| quoted(name)).collect();
    match needs.as_slice() {
        [] => format!("{name} = []\n"),
        [one] => format!("{name} = [{one}]\n"),
        _ => {
            let needs = needs.iter().map(|name| format!("    {name},\n"));
            format!("{name} = [\n{}]\n", needs.collect::<String>())
        }
    }
}

/// Whether a type occurs, on its own or inside another. `Date` comes with `DateTime`.
pub(crate) fn uses(api: &Api, wanted: &Type) -> bool {
    let in_types = api.types.iter().flat_map(types_of);
    let in_operations = api.operations.iter().flat_map(|operation| {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        parameters
            .chain(operation.body.iter().map(|body| &body.ty))
            .chain(operation.success_types())
            .chain(operation.error.iter())
    });
    in_types.chain(in_operations).any(|ty| holds(ty, wanted))
}

/// The types in a named type.
pub(crate) fn types_of(definition: &TypeDef) -> Vec<&Type> {
    match &definition.kind {
        TypeKind::Object(object) => object
            .fields
            .iter()
            .map(|field| &field.ty)
            .chain(object.additional.iter().map(|(_, ty)| ty))
            .collect(),
        TypeKind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        TypeKind::ByStatus(answers) => {
            let variants = answers.variants.iter();
            variants
                .filter_map(|variant| variant.content.json())
                .collect()
        }
        TypeKind::Alias(ty) => vec![ty],
        TypeKind::Enum(_) => Vec::new(),
    }
}

fn holds(ty: &Type, wanted: &Type) -> bool {
    let same = ty == wanted || *ty == Type::Date && *wanted == Type::DateTime;
    same || match ty {
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => holds(inner, wanted),
        _ => false,
    }
}

/// A basic string (TOML 1.0, "String").
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' | '\r' | '\t' => quoted.push(' '),
            control if control.is_control() => {}
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

fn list(items: &[String]) -> String {
    format!(
        "[{}]",
        items
            .iter()
            .map(|item| quoted(item))
            .collect::<Vec<_>>()
            .join(", ")
    )
}
