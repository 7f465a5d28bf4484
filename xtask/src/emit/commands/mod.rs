//! `src/commands.rs`: what the command line of the crate offers, one line for each argument. What is wanted for a value of a
//! type the type says itself; only what is sent in parts has a table here.
//!
//! The file is a table that the runtime makes a command line of when it runs. So it is written line by line: a formatter
//! would spread each row over several.

mod call;
mod columns;
mod credentials;
pub(super) mod described;
mod imports;
mod kinds;
mod readable;
mod text;

use std::collections::HashMap;

use self::imports::imports;
use self::kinds::{Constants, Kinds};
pub(crate) use self::text::filled;
use self::text::{help, literal};
use super::base::Base;
use super::deprecated::Deprecated;
use super::header::Header;
use super::operations::constant;
use crate::model::{Api, BodyKind, Operation, Parameter, Success, Type};

/// The text of `src/commands.rs`.
///
/// # Errors
///
/// A message, if a type is not known: a bug.
pub(crate) fn commands(
    api: &Api,
    base: &Base,
    deprecated: &Deprecated,
    header: Header<'_>,
) -> Result<String, String> {
    let operations: Vec<&Operation> = api.operations.iter().collect();
    let names = operations.iter();
    let names: Vec<String> = names
        .map(|operation| format!("&{}", constant(operation)))
        .collect();
    let names = format!(".commands(&[\n{}    ])", filled(&names, 8));
    let line = command_line(api, &names);
    let rows = Rows::new(api, base, deprecated).rows(&operations, "")?;
    file(header, DOCS, &format!("{line}{rows}"))
}

/// The documentation of a file of rows.
const DOCS: &str = "What the command line offers: a row for each operation and argument.";

/// The text of a file with these items.
///
/// # Errors
///
/// A message, if the items are not Rust: a bug.
pub(crate) fn file(header: Header<'_>, docs: &str, items: &str) -> Result<String, String> {
    let mut imports = imports(items)?;
    if !imports.is_empty() {
        imports.push('\n');
    }
    let items = items.trim_start();
    let above = header.above_docs();
    Ok(format!("{above}//! {docs}\n\n{imports}{items}"))
}

/// Writes rows.
pub(crate) struct Rows<'a> {
    api: &'a Api,
    base: &'a Base<'a>,
    deprecated: &'a Deprecated,
    constants: Constants,
    /// One heading above all says nothing.
    has_groups: bool,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(api: &'a Api, base: &'a Base<'a>, deprecated: &'a Deprecated) -> Self {
        let tags = || api.operations.iter().map(|operation| &operation.tag);
        Self {
            api,
            base,
            deprecated,
            constants: Constants::new(api),
            has_groups: tags().any(|tag| tags().next() != Some(tag)),
        }
    }

    /// The rows of operations, and the tables that they refer to. `visibility` stands before each row.
    ///
    /// # Errors
    ///
    /// A message, if a type is not known: a bug.
    pub(crate) fn rows(
        &self,
        operations: &[&Operation],
        visibility: &str,
    ) -> Result<String, String> {
        let mut kinds = Kinds::new(self.api, self.base, &self.constants);
        let reading = reading(operations);
        let mut rows = String::new();
        for operation in operations {
            rows.push_str(&self.row(operation, &reading, &mut kinds, visibility)?);
        }
        rows.push_str(&kinds.tables());
        Ok(rows)
    }

    fn row(
        &self,
        operation: &Operation,
        reading: &Reading<'_>,
        kinds: &mut Kinds<'_>,
        visibility: &str,
    ) -> Result<String, String> {
        let Self { api, base, .. } = self;
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
        if self.has_groups
            && let Some(tag) = &operation.tag
        {
            text.push_str(&format!(".group({})", literal(tag)));
        }
        if operation.description.is_some() {
            text.push_str(&format!(
                "\n    .details({})",
                literal(&help(operation.description.as_deref(), &[]))
            ));
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
        // A list over several lines ends where the next call can begin.
        let next = match text.ends_with("\n    ])") {
            true => "",
            false => "\n    ",
        };
        let mut calls = Vec::new();
        if let Some(body) = &operation.body {
            let kind = match &body.kind {
                BodyKind::Text(_) => "Kind::Text".to_owned(),
                BodyKind::Bytes(_) => "Kind::File".to_owned(),
                _ => kinds.kind(&body.ty),
            };
            let optional = if body.required { "" } else { ".optional()" };
            let put = call::body(operation, body, base, kinds)?;
            calls.push(format!(
                ".body(Body::new({kind}, |request, given| Ok({put})){optional})"
            ));
        }
        if let Some(pagination) = &operation.pagination {
            calls.push(format!(".page_size({})", literal(&pagination.size)));
        }
        if let Some(read) = reads(reading, operation) {
            calls.push(format!(".reads(&{})", constant(read)));
        }
        if let Some(destructive) = operation.destructive {
            calls.push(format!(".destructive({destructive})"));
        }
        if operation.shown_once {
            calls.push(".shown_once()".to_owned());
        }
        if let Some(table) = columns::table(api, operation, kinds) {
            calls.push(table);
        }
        if let Some((first, more)) = calls.split_first() {
            text.push_str(&format!("{next}{first}"));
            text.extend(more.iter().map(|call| format!("\n    {call}")));
        }
        if let Some(readable) = readable::readable(api, operation, kinds) {
            text.push_str(&format!("\n    {readable}"));
        }
        text.push_str(";\n");
        if speaks_of_deprecated(self.deprecated, &text) {
            text.insert_str(1, "#[allow(deprecated)]\n");
        }
        Ok(text)
    }
}

/// The text of `src/main.rs`.
pub(crate) fn main(api: &Api, header: Header<'_>) -> String {
    let library = api.package.library_name();
    let above = header.above_docs();
    format!(
        "{above}//! The client as a command line.\n\nuse std::process::ExitCode;\n\nuse {library}::commands::COMMAND_LINE;\nuse {library}::runtime::command_line;\n\n\
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
fn speaks_of_deprecated(deprecated: &Deprecated, code: &str) -> bool {
    const MODULE: &str = "types::";
    let mut names = code.match_indices(MODULE).filter_map(|(at, _)| {
        let rest = code.get(at + MODULE.len()..)?;
        rest.split(|sign: char| !sign.is_alphanumeric() && sign != '_')
            .next()
    });
    names.any(|name| deprecated.is_type(name))
}

/// The operations that answer with the whole of something, by their paths.
type Reading<'a> = HashMap<&'a str, Vec<&'a Operation>>;

/// Those among operations whose rows stand beside each other.
fn reading<'a>(operations: &[&'a Operation]) -> Reading<'a> {
    let mut reading = Reading::new();
    for operation in operations {
        if operation.method == "GET" && operation.pagination.is_none() {
            let path = reading.entry(operation.path.as_str()).or_default();
            path.push(*operation);
        }
    }
    reading
}

/// The operation that answers with what another replaces whole.
fn reads<'a>(reading: &Reading<'a>, operation: &Operation) -> Option<&'a Operation> {
    let body = operation.body.as_ref()?;
    let whole = operation.method == "PUT" && matches!(body.kind, BodyKind::Json(_));
    if !whole || !matches!(body.ty, Type::Named(_)) {
        return None;
    }
    let mut same = reading.get(operation.path.as_str())?.iter();
    same.find(|other| matches!(&other.success, Success::Json(ty) if *ty == body.ty))
        .copied()
}

/// How many lines the row of an operation takes at least.
pub(crate) fn least_lines(operation: &&Operation) -> usize {
    let arguments = match operation.parameters.len() {
        single @ (0 | 1) => single,
        several => several + 2,
    };
    let details = usize::from(operation.description.is_some());
    2 + details + arguments + usize::from(operation.body.is_some())
}
