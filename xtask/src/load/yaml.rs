//! YAML text to a value with positions.

use std::borrow::Cow;

use saphyr_parser::Parser;

use super::builder::Builder;
use super::findings::{Findings, TooFarLeft};
use super::node::Node;
use super::quoted::{self, Moved};
use super::source::Source;
use super::tabs;

/// How many places of the text may be changed: each takes another look at the whole document.
const MAXIMUM_CHANGED: usize = 1_000;

/// Parses one YAML document. Everything that is wrong is added to the findings; `None` when there
/// is no value at all.
pub(super) fn parse(source: &Source, findings: &mut Findings) -> Option<Node> {
    let mut moved = Moved::new(&source.text);
    let mut quoted = TooFarLeft::default();
    let mut bracketed = TooFarLeft::default();
    for _ in 0..MAXIMUM_CHANGED {
        let mut found = Findings::default();
        match attempt(source, &moved, &mut found) {
            Ok(root) => {
                found.too_far_left("quoted-text-too-far-left", "this quoted text", &quoted);
                found.too_far_left("brackets-too-far-left", "this line in brackets", &bracketed);
                *findings = found;
                return root;
            }
            Err(Stumble::Quoted(start)) => {
                let written = moved.original(start);
                if !moved.move_quoted(start) {
                    break;
                }
                quoted.add(written);
            }
            Err(Stumble::Bracketed(place)) => {
                let written = moved.original(place);
                if !moved.move_line(place) {
                    break;
                }
                bracketed.add(written);
            }
            Err(Stumble::Tab(behind)) => match tabs::to_spaces(&moved.text, behind) {
                Some(text) => moved.text = Cow::Owned(text),
                None => break,
            },
        }
    }
    attempt(source, &moved, findings).unwrap_or_default()
}

/// What the parser refuses, and others read.
enum Stumble {
    /// Quoted text begins here, and goes on too far left.
    Quoted(usize),
    /// A line inside of brackets begins too far left.
    Bracketed(usize),
    /// Tabs end here that part a key from its value.
    Tab(usize),
}

/// Parses the text as far as it goes.
///
/// # Errors
///
/// What is to be changed in the text before the next attempt; the findings say so, too.
fn attempt(
    source: &Source,
    moved: &Moved<'_>,
    findings: &mut Findings,
) -> Result<Option<Node>, Stumble> {
    let mut builder = Builder::new(source, moved, findings);
    for event in Parser::new_from_str(&moved.text) {
        match event {
            Ok((event, span)) => {
                if !builder.accept(event, span) {
                    break;
                }
            }
            Err(error) => {
                let start = builder.offsets.byte(error.marker().index());
                builder.findings.push(
                    "invalid-yaml",
                    "",
                    format!("this is not YAML: {}", error.info()),
                    syntax_help(&source.text, start),
                    start..start + 1,
                );
                let place = builder.offsets.moved_byte(error.marker().index());
                match error.info() {
                    quoted::COMPLAINT => return Err(Stumble::Quoted(place)),
                    info if quoted::IN_BRACKETS.contains(&info) => {
                        return Err(Stumble::Bracketed(place));
                    }
                    tabs::COMPLAINT => return Err(Stumble::Tab(place)),
                    _ => break,
                }
            }
        }
    }
    Ok(builder.root)
}

fn syntax_help(text: &str, offset: usize) -> &'static str {
    let line_start = text
        .get(..offset)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |newline| newline + 1);
    let indentation = text
        .get(line_start..)
        .unwrap_or_default()
        .chars()
        .take_while(|c| c.is_whitespace())
        .any(|c| c == '\t');
    if indentation {
        "YAML is indented by spaces: replace the tab"
    } else {
        "correct the line, or the one before it: mind indentation, quotes and colons"
    }
}
