//! The layout of openapi-generator 6.0 to 6.6 that shows what no other does: names on the wire, places of
//! parameters and a schema for each status.
//!
//! From 6.2 on it is that of `python`, in `apis/tags/*Api.md` and `models/*.md`, with widths of numbers and values as
//! well. A schema is a row with its types, followed by tables of its keys and items; those of its parts follow below
//! headings that all have the same depth, so that only the order tells what belongs to what. In 6.0 and 6.1 it is that
//! of `python-experimental`, and a schema is one table: see [`flat`].

mod cells;
mod flat;
mod media;
mod operation;
mod page;
mod printed;
mod schema;

use std::sync::Arc;

use serde_json::Value;

use self::cells::Lines;
use self::schema::Shown;
use super::dialect::Traces;
use super::finding::Place;
use super::model_page::ModelPage;
use super::operation_page::OperationPage;
use super::pages::{Content, Model};
use super::type_expression::Type;

/// What a page of this layout says.
pub(super) enum Page {
    Operations(OperationPage),
    Model(ModelPage),
}

const INFO: &str = "## Model Type Info";
const STATUSES: &str = "### Return Types, Responses";

/// What a line tells that only pages of this layout have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Operations,
    Nested,
    Flat,
}

/// The line that shows that a page has this layout.
fn mark(text: &str) -> Option<(usize, Mark)> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let is_operations =
        |line: &str| line.starts_with("# ") && line.contains(".apis.tags.") || line == STATUSES;
    // Pages of operations show schemas, too.
    if let Some(index) = lines.iter().position(|line| is_operations(line)) {
        return Some((index, Mark::Operations));
    }
    let mut marked = lines.iter().enumerate();
    marked.find_map(|(index, line)| {
        if *line == INFO {
            return Some((index, Mark::Nested));
        }
        flat::begins(&lines, index).then_some((index, Mark::Flat))
    })
}

/// The index of the line that shows that a page has this layout, if one does.
pub(super) fn marked(text: &str) -> Option<usize> {
    mark(text).map(|(index, _)| index)
}

/// Reads a page, if it is of this layout.
pub(super) fn read(file: &Arc<str>, text: &str) -> Option<Page> {
    let (_, mark) = mark(text)?;
    if mark == Mark::Operations {
        return Some(Page::Operations(page::read(file, text)));
    }
    let lines = text.lines().enumerate();
    let (index, heading) = lines
        .filter_map(|(index, line)| Some((index, line.strip_prefix("# ")?.trim())))
        .next()?;
    let class = heading.rsplit_once('.').map_or(heading, |(_, class)| class);
    let mut lines = Lines::new(file, text);
    lines.skip_to(index + 1);
    let shown = schema::read(&mut lines);
    let model = Model {
        name: cells::plain(class),
        description: shown.description.clone(),
        content: content(shown),
        place: Place::new(file, index + 1),
    };
    Some(Page::Model(ModelPage {
        model,
        findings: lines.findings,
        traces: traces(mark == Mark::Flat),
    }))
}

fn traces(flat: bool) -> Traces {
    Traces {
        schema_tables: usize::from(!flat),
        place_tables: usize::from(flat),
        ..Traces::default()
    }
}

/// A schema that has a name.
fn content(shown: Shown) -> Content {
    let kind = match shown.kind {
        Type::Nullable(inner) if inner.allows(&Value::Null) => *inner,
        kind => kind,
    };
    match kind {
        Type::Undocumented => Content::Nothing,
        Type::Object(properties, additional) => Content::Object {
            properties,
            additional: additional.map(|kind| *kind),
        },
        Type::Values(of, values) if !matches!(*of, Type::Format(..)) => Content::Enumeration {
            values: values.into_iter().map(|value| (None, value)).collect(),
            default: shown.default,
            complete: true,
        },
        kind => Content::Alias {
            kind,
            default: shown.default,
        },
    }
}
