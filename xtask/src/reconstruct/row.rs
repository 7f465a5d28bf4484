//! Rows of tables.
//!
//! No generator escapes the bars in a description (`Exact | Contains`), and Markdown drops the cells
//! that are too many. So Markdown finds the table, and its rows are cut here: name and type from the
//! left, notes from the right, and what is between them is the description.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::entities;

/// A table: the cells of its head, and its rows.
#[derive(Debug)]
pub(super) struct Table<'a> {
    pub(super) head: Vec<String>,
    /// The line of the head.
    pub(super) line: usize,
    pub(super) rows: Vec<Line<'a>>,
}

/// A row as written, with those lines that a line break in a description made of it.
#[derive(Debug)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) line: usize,
}

/// Finds the first table of a section.
pub(super) fn table<'a>(
    body: &'a str,
    body_line: usize,
    begins: fn(&str) -> bool,
) -> Option<Table<'a>> {
    let mut head: Option<(Vec<String>, usize, usize)> = None;
    let mut cell = None;
    for (event, range) in Parser::new_ext(body, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::TableHead) => head = Some((Vec::new(), range.start, range.end)),
            Event::Start(Tag::TableCell) => cell = Some(String::new()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(cell) = &mut cell {
                    cell.push_str(&text);
                }
            }
            Event::End(TagEnd::TableCell) => {
                if let (Some((cells, ..)), Some(cell)) = (&mut head, cell.take()) {
                    cells.push(cell.trim().to_owned());
                }
            }
            Event::End(TagEnd::TableHead) => break,
            _ => {}
        }
    }
    let (head, start, _) = head?;
    let line_of = |offset: usize| {
        let before = body.get(..offset).unwrap_or_default();
        body_line + before.bytes().filter(|byte| *byte == b'\n').count()
    };
    let mut offset = start;
    let mut rows: Vec<(usize, usize, usize)> = Vec::new();
    let first_line = line_of(start);
    for (index, line) in body.get(start..)?.split_inclusive('\n').enumerate() {
        let from = offset;
        offset += line.len();
        // The head and the line of dashes below it.
        if index < 2 {
            continue;
        }
        let trimmed = line.trim();
        if trimmed.starts_with("[[Back to") {
            break;
        }
        if begins(trimmed) {
            rows.push((from, offset, first_line + index));
        } else if let (false, Some(last)) = (trimmed.is_empty(), rows.last_mut()) {
            last.1 = offset;
        }
    }
    let rows = rows
        .into_iter()
        .filter_map(|(from, to, line)| {
            let text = body.get(from..to)?.trim();
            Some(Line { text, line })
        })
        .collect();
    Some(Table {
        head,
        line: first_line,
        rows,
    })
}

/// Whether a line begins a row of a table whose first cell is bold.
pub(super) fn begins_bold(line: &str) -> bool {
    let line = line.strip_prefix('|').unwrap_or(line).trim_start();
    line.strip_prefix("**")
        .and_then(|rest| rest.find("**").and_then(|end| rest.get(end + 2..)))
        .is_some_and(|rest| rest.trim_start().starts_with('|'))
}

/// The cells of a row that describes a parameter or a property.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cells<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) kind: String,
    /// The target of the link around the type.
    pub(super) link: Option<&'a str>,
    /// Description and notes, with the bar between them.
    pub(super) rest: &'a str,
}

/// Cuts a row into name, type and the rest; `None` when it has too few cells.
pub(super) fn cells(text: &str) -> Option<Cells<'_>> {
    let (text, closed) = match text.strip_prefix('|') {
        Some(inner) => (inner.trim_start(), true),
        None => (text, false),
    };
    let (name, rest) = bold(text)?;
    let rest = rest.trim_start().strip_prefix('|')?.trim_start();
    let (kind, link, rest) = linked(rest)?;
    let mut rest = rest.trim_start().strip_prefix('|')?;
    if closed {
        rest = rest.trim_end();
        rest = rest.strip_suffix('|').unwrap_or(rest);
    }
    Some(Cells {
        name: entities::unescape(name),
        kind: type_text(kind),
        link,
        rest,
    })
}

/// A type as written, without what escapes its characters.
pub(super) fn type_text(written: &str) -> String {
    let text = entities::unescape(written);
    entities::decode(&text).trim().to_owned()
}

/// A type in bold, perhaps as a link: the type, the link's target, and what follows.
pub(super) fn linked(text: &str) -> Option<(&str, Option<&str>, &str)> {
    let Some(inside) = text.strip_prefix('[') else {
        let (kind, rest) = bold(text)?;
        return Some((kind, None, rest));
    };
    let (kind, rest) = bold(inside)?;
    let rest = rest.strip_prefix("](")?;
    // A name such as `List[float].md` may stand in the parentheses, and so may parentheses.
    let end = rest
        .find(".md)")
        .map(|at| at + 3)
        .or_else(|| rest.find(')'))?;
    Some((kind, rest.get(..end), rest.get(end + 1..)?))
}

/// `**text**` at the beginning; the text is taken as it is, because Markdown would read the
/// underscores of `**__type__**` as emphasis.
pub(super) fn bold(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix("**")?;
    let end = inner.find("**")?;
    Some((inner.get(..end)?.trim(), inner.get(end + 2..)?))
}

const MAXIMUM_BARS: usize = 4096;

/// Cuts a text at the last bar behind which `parse` understands everything.
pub(super) fn from_right<'a, T>(
    text: &'a str,
    parse: impl Fn(&'a str) -> Option<T>,
) -> Option<(&'a str, T)> {
    // What generators print behind the last bar of their own holds hardly any more of them.
    text.rmatch_indices('|')
        .take(MAXIMUM_BARS)
        .find_map(|(at, _)| {
            let parsed = parse(text.get(at + 1..)?)?;
            Some((text.get(..at)?, parsed))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_in_a_description_do_not_move_the_cells() {
        let row = "**match** | [**list[Kind]**](Kind.md)| Exact | Contains (||) | [optional] ";
        let cells = cells(row).unwrap_or_else(|| panic!("{row} has cells"));
        assert_eq!(
            (cells.name.as_ref(), cells.kind.as_str()),
            ("match", "list[Kind]")
        );
        assert_eq!(cells.link, Some("Kind.md"));
        let found = from_right(cells.rest, |notes| (notes == " [optional] ").then_some(()));
        assert_eq!(found, Some((" Exact | Contains (||) ", ())));
    }

    #[test]
    fn underscores_of_names_are_no_emphasis() {
        let row = "**__type__** | **str** | | ";
        let name = cells(row).map(|cells| cells.name.into_owned());
        assert_eq!(name.as_deref(), Some("__type__"));
    }

    #[test]
    fn a_row_with_too_few_cells_is_refused() {
        for row in [
            "**a** | **str**",
            "**a** | str | x |",
            "**a",
            "a | b | c | d",
            "**a** |",
        ] {
            assert_eq!(cells(row), None, "{row}");
        }
    }

    #[test]
    fn a_line_break_in_a_description_does_not_end_the_row() {
        let body = "\nName | Type | Description | Notes\n---|---|---|---\n**a** | **str** | one\n\ntwo | [optional]\n**b** | **int** | | \n";
        let table = table(body, 10, begins_bold).unwrap_or_else(|| panic!("a table"));
        let rows: Vec<_> = table.rows.iter().map(|row| row.line).collect();
        assert_eq!(rows, [13, 16]);
        assert!(
            table
                .rows
                .iter()
                .any(|row| row.text.ends_with("two | [optional]"))
        );
    }
}
