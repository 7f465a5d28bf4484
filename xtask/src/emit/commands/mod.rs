//! `src/commands.rs`: what the command line of the crate offers, one line for each argument, property and value.
//!
//! The file is a table that the runtime makes a command line of when it runs. So it is written line by line: a formatter
//! would spread each row over several.

mod call;
mod columns;
mod credentials;
mod kinds;
mod text;

use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;

use self::kinds::Kinds;
pub(crate) use self::text::filled;
use self::text::{help, literal};
use super::base::Base;
use super::operations::constant;
use crate::model::{Api, BodyKind, Operation, Parameter, Success, Type};

/// The text of `src/commands.rs`.
///
/// # Errors
///
/// A message, if a type is not known: a bug.
pub(crate) fn commands(api: &Api, base: &Base, header: &str) -> Result<String, String> {
    let operations: Vec<&Operation> = api.operations.iter().collect();
    let names = operations.iter();
    let names: Vec<String> = names
        .map(|operation| format!("&{}", constant(operation)))
        .collect();
    let names = format!(".commands(&[\n{}    ])", filled(&names, 8));
    let line = command_line(api, &names);
    let rows = rows(api, &operations, base, "")?;
    file(header, DOCS, &format!("{line}{rows}"))
}

/// The documentation of a file of rows.
const DOCS: &str =
    "What the command line offers: a row for each operation, argument, property and value.";

/// The text of a file with these items.
///
/// # Errors
///
/// A message, if the items are not Rust: a bug.
pub(crate) fn file(header: &str, docs: &str, items: &str) -> Result<String, String> {
    let mut imports = imports(items)?;
    if !imports.is_empty() {
        imports.push('\n');
    }
    let items = items.trim_start();
    Ok(format!("// {header}\n\n//! {docs}\n\n{imports}{items}"))
}

/// The rows of operations, and the tables that they refer to. `visibility` stands before each row.
///
/// # Errors
///
/// A message, if a type is not known: a bug.
pub(crate) fn rows(
    api: &Api,
    operations: &[&Operation],
    base: &Base,
    visibility: &str,
) -> Result<String, String> {
    let mut kinds = Kinds::new(api);
    let mut rows = String::new();
    for operation in operations {
        rows.push_str(&row(
            api, operation, operations, base, &mut kinds, visibility,
        )?);
    }
    rows.push_str(&kinds.tables());
    Ok(rows)
}

/// The text of `src/main.rs`.
pub(crate) fn main(api: &Api, header: &str) -> String {
    let library = api.package.library_name();
    format!(
        "// {header}\n\n//! The client as a command line.\n\nuse std::process::ExitCode;\n\nuse {library}::commands::COMMAND_LINE;\nuse {library}::runtime::command_line;\n\n\
         fn main() -> ExitCode {{\n    command_line::main(&COMMAND_LINE)\n}}\n"
    )
}

/// The command line itself. `commands` is the call that gives it its rows.
pub(crate) fn command_line(api: &Api, commands: &str) -> String {
    let mut text = format!(
        "/// The command line of this crate.\npub static COMMAND_LINE: CommandLine = CommandLine::new({}, env!(\"CARGO_PKG_VERSION\"), {})",
        literal(&api.package.name),
        literal(&help(Some(&api.package.description), &[]))
    );
    if !api.servers.is_empty() {
        let urls: Vec<String> = api
            .servers
            .iter()
            .map(|server| literal(&server.url))
            .collect();
        text.push_str(&format!("\n    .urls(&[{}])", urls.join(", ")));
    }
    if !api.own_servers.is_empty() {
        text.push_str("\n    .servers(servers::ALL)");
    }
    if !api.security_schemes.is_empty() {
        text.push_str(&format!(
            "\n    .credentials(&[\n{}    ])",
            credentials::rows(api)
        ));
    }
    text.push_str(&format!("\n    {commands};\n"));
    text
}

fn row(
    api: &Api,
    operation: &Operation,
    beside: &[&Operation],
    base: &Base,
    kinds: &mut Kinds<'_>,
    visibility: &str,
) -> Result<String, String> {
    let name = constant(operation);
    let about = match &operation.summary {
        Some(summary) => help(Some(summary), &[]),
        None => format!("{} {}", operation.method, operation.target()),
    };
    let mut text = format!(
        "\n{visibility}static {name}: CommandRow = CommandRow::new(&operations::{name}, {}, |request, answers| {})",
        literal(about.trim_end_matches('.')),
        call::send(operation, base)?
    );
    if operation.description.is_some() {
        text.push_str(&format!(
            "\n    .details({})",
            literal(&help(operation.description.as_deref(), &[]))
        ));
    }
    // One heading above all says nothing.
    let mut others = api.operations.iter();
    if others.any(|other| other.tag != operation.tag)
        && let Some(tag) = &operation.tag
    {
        text.push_str(&format!("\n    .group({})", literal(tag)));
    }
    let arguments = operation
        .parameters
        .iter()
        .map(|parameter| argument(operation, parameter, base, kinds));
    match arguments.collect::<Result<Vec<_>, _>>()?.as_slice() {
        [] => {}
        [single] => text.push_str(&format!("\n    .arguments(&[{single}])")),
        several => {
            let rows = several.iter().map(|row| format!("        {row},\n"));
            let rows: String = rows.collect();
            text.push_str(&format!("\n    .arguments(&[\n{rows}    ])"));
        }
    }
    if let Some(body) = &operation.body {
        let kind = match &body.kind {
            BodyKind::Text(_) => "Kind::Text".to_owned(),
            BodyKind::Bytes(_) => "Kind::File".to_owned(),
            _ => kinds.kind(&body.ty),
        };
        let optional = if body.required { "" } else { ".optional()" };
        let put = call::body(operation, body, base, kinds)?;
        text.push_str(&format!(
            "\n    .body(Body::new({kind}, |request, given| Ok({put})){optional})"
        ));
    }
    if let Some(pagination) = &operation.pagination {
        text.push_str(&format!("\n    .page_size({})", literal(&pagination.size)));
    }
    if let Some(read) = reads(beside, operation) {
        text.push_str(&format!("\n    .reads(&{})", constant(read)));
    }
    if let Some(destructive) = operation.destructive {
        text.push_str(&format!("\n    .destructive({destructive})"));
    }
    if operation.shown_once {
        text.push_str("\n    .shown_once()");
    }
    if let Some(table) = columns::table(api, operation, kinds) {
        text.push_str(&format!("\n    {table}"));
    }
    text.push_str(";\n");
    if speaks_of_deprecated(api, &text) {
        text.insert_str(1, "#[allow(deprecated)]\n");
    }
    Ok(text)
}

/// The row of a parameter.
fn argument(
    operation: &Operation,
    parameter: &Parameter,
    base: &Base,
    kinds: &mut Kinds<'_>,
) -> Result<String, String> {
    let same = operation
        .parameters
        .iter()
        .filter(|other| other.wire_name == parameter.wire_name);
    let name = match same.count() {
        1 => &parameter.wire_name,
        _ => &parameter.name,
    };
    let kind = match parameter.flag {
        Some(_) => "Kind::Boolean".to_owned(),
        None => kinds.kind_of(&parameter.ty, parameter.unix_time),
    };
    let need = match parameter.required {
        true => "required",
        false => "optional",
    };
    Ok(format!(
        "{need}({}, {kind}, {}, |request, given| Ok({}))",
        literal(name),
        literal(&help(parameter.description.as_deref(), &parameter.notes)),
        call::parameter(operation, parameter, base)?
    ))
}

/// Whether code names a type that is deprecated.
fn speaks_of_deprecated(api: &Api, code: &str) -> bool {
    let mut types = api.types.iter().filter(|definition| definition.deprecated);
    types.any(|definition| {
        let path = format!("types::{}", definition.name);
        let mut ends = code.match_indices(&path).map(|(at, _)| at + path.len());
        ends.any(|end| {
            let next = code.get(end..).and_then(|rest| rest.chars().next());
            !next.is_some_and(|sign| sign.is_alphanumeric() || sign == '_')
        })
    })
}

/// The operation that answers with what another replaces whole, among those whose rows stand beside it.
fn reads<'a>(beside: &[&'a Operation], operation: &Operation) -> Option<&'a Operation> {
    let body = operation.body.as_ref()?;
    let whole = operation.method == "PUT" && matches!(body.kind, BodyKind::Json(_));
    let Type::Named(_) = &body.ty else {
        return None;
    };
    let reads = |other: &&&Operation| {
        other.method == "GET"
            && other.path == operation.path
            && other.success == Success::Json(body.ty.clone())
            && other.pagination.is_none()
    };
    beside.iter().find(reads).copied().filter(|_| whole)
}

/// What the table uses, by the module that it comes from.
fn imports(items: &str) -> Result<String, String> {
    const TABLE: &[&str] = &[
        "Body",
        "Choice",
        "CommandLine",
        "CommandRow",
        "CredentialRow",
        "Kind",
        "Object",
        "Place",
        "choice",
        "column",
        "field",
        "optional",
        "plain",
        "required",
        "secret",
    ];
    const RUNTIME: &[&str] = &[
        "Bytes",
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
