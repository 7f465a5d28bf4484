//! Pages of operations: the list, and where the section of each operation is.

use std::collections::HashMap;
use std::sync::Arc;

use super::cells::{Lines, plain};
use super::operation::Reader;
use super::traces;
use crate::reconstruct::entities;
use crate::reconstruct::example;
use crate::reconstruct::operation_page::{OperationPage, SERVER, listed_operation};
use crate::reconstruct::pages::Scheme;
use crate::reconstruct::section::{Kind, Section};

/// Reads a page of operations.
pub(super) fn read(file: &Arc<str>, text: &str) -> OperationPage {
    let mut page = OperationPage::default();
    let mut lines = Lines::new(file, text);
    let mut class = String::new();
    let mut begun: Vec<(usize, usize)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for index in 0..lines.len() {
        let line = lines.line(index);
        if let (Some(heading), true) = (line.strip_prefix("# "), class.is_empty()) {
            let whole = plain(heading);
            let (package, name) = whole.rsplit_once('.').unwrap_or(("", &whole));
            let package = package.split(".apis.tags").next().unwrap_or_default();
            page.package = Some(package.to_owned()).filter(|package| !package.is_empty());
            class = name.to_owned();
        } else if let Some(address) = line.strip_prefix(SERVER).and_then(entities::address) {
            let address = entities::decode(address).into_owned();
            page.server.get_or_insert((address, lines.place(index)));
        } else if let Some(operation) = listed_operation(line, &class, lines.place(index)) {
            known.insert(operation.name.clone(), page.operations.len());
            page.operations.push(operation);
        } else if let Some(at) = section(line).and_then(|name| known.remove(&name)) {
            begun.push((index, at));
        }
    }
    let ends = begun.iter().skip(1).map(|(index, _)| *index);
    let ends: Vec<usize> = ends.chain([lines.len()]).collect();
    let mut flat = false;
    for ((begin, at), end) in begun.into_iter().zip(ends) {
        page.schemes.extend(schemes(file, text, begin, end));
        if let Some(operation) = page.operations.get_mut(at) {
            operation.place = lines.place(begin);
            operation.described = true;
            let mut reader = Reader {
                lines: &mut lines,
                end,
                flat,
            };
            reader.operation(operation, begin);
            flat = reader.flat;
        }
    }
    page.traces = traces(flat);
    page.report_lines_without_section();
    page.findings.append(&mut lines.findings);
    page
}

/// The name in `# **name**`.
fn section(line: &str) -> Option<String> {
    let name = line.strip_prefix("# **")?.strip_suffix("**")?;
    Some(plain(name))
}

/// The schemes that the example between two lines configures.
fn schemes(file: &Arc<str>, text: &str, begin: usize, end: usize) -> Vec<Scheme> {
    let mut offset = 0;
    let mut range = (0, text.len());
    for (index, line) in text.split_inclusive('\n').enumerate() {
        if index == begin {
            range.0 = offset;
        }
        if index == end {
            range.1 = offset;
        }
        offset += line.len();
    }
    let section = Section {
        kind: Kind::Example,
        line: begin + 1,
        body: text.get(range.0..range.1).unwrap_or_default(),
        body_line: begin + 1,
    };
    example::schemes(file, &section)
}
