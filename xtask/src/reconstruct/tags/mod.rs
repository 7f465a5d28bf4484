//! The layout of openapi-generator 6.2 to 6.6 `python`: `apis/tags/*Api.md` and `models/*.md`.
//!
//! It shows what no other does: names on the wire, places of parameters, a schema for each status, widths of
//! numbers, values. A schema is a row with its types, followed by tables of its keys and items; those of its parts
//! follow below headings that all have the same depth, so that only the order tells what belongs to what.

mod cells;
mod media;
mod operation;
mod page;
mod printed;
mod schema;

use std::sync::Arc;

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

/// Whether only pages of this layout have such a line.
pub(super) fn is_mark(line: &str) -> bool {
    line == INFO || line.starts_with("# ") && line.contains(".apis.tags.")
}

/// Reads a page, if it is of this layout.
pub(super) fn read(file: &Arc<str>, text: &str) -> Option<Page> {
    let mark = text.lines().find(|line| is_mark(line.trim_end()))?;
    if mark.starts_with("# ") {
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
        traces: traces(),
    }))
}

fn traces() -> Traces {
    Traces {
        schema_tables: 1,
        ..Traces::default()
    }
}

/// A schema that has a name.
fn content(shown: Shown) -> Content {
    match shown.kind {
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
