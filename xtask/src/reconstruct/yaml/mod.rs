//! The document as YAML, with comments where the pages are silent.

mod scalar;

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::assemble::{Assembled, GUESSED, Gap, UNDOCUMENTED};

/// The list at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum List {
    /// A line for each kind.
    #[default]
    Grouped,
    /// A line for each thing.
    Whole,
}

/// Prints a document. `source` names the documentation in the first line.
pub fn print(assembled: &Assembled, source: &str, list: List) -> String {
    let mut printer = Printer {
        text: format!(
            "# Reconstructed from {}.\n# `x-undocumented` lists what the pages do not tell, `x-guessed` what is likely and \
             not certain. Both are\n# summed up at the end; settle each of them and remove the mark.\n",
            one_line(source)
        ),
    };
    if let Value::Object(document) = &assembled.document {
        printer.entries(document, 0, 0);
    }
    for guessed in [false, true] {
        printer.gaps(
            assembled.gaps.iter().filter(|gap| gap.guessed == guessed),
            guessed,
            list,
        );
    }
    printer.text
}

struct Printer {
    text: String,
}

impl Printer {
    fn indent(&mut self, by: usize) {
        self.text.extend(std::iter::repeat_n(' ', by));
    }

    /// The entries of a mapping; the first of them is already indented by `begun`.
    fn entries(&mut self, entries: &Map<String, Value>, indent: usize, begun: usize) {
        for (index, (key, value)) in entries.iter().enumerate() {
            let here = if index == 0 { indent - begun } else { indent };
            self.indent(here);
            self.text.push_str(&scalar::text(key));
            self.text.push(':');
            match value {
                Value::Array(what) if matches!(key.as_str(), UNDOCUMENTED | GUESSED) => {
                    let what: Vec<String> = what.iter().filter_map(scalar::inline).collect();
                    self.text.push_str(&format!(" [{}]\n", what.join(", ")));
                }
                value => self.value(value, indent),
            }
        }
    }

    /// What follows a key and its colon.
    fn value(&mut self, value: &Value, indent: usize) {
        if let Value::String(text) = value
            && scalar::is_literal(text)
        {
            self.text.push_str(" |-\n");
            for line in text.split('\n') {
                if !line.is_empty() {
                    self.indent(indent + 2);
                    self.text.push_str(line);
                }
                self.text.push('\n');
            }
        } else if let Some(inline) = scalar::inline(value) {
            self.text.push(' ');
            self.text.push_str(&inline);
            self.text.push('\n');
        } else {
            self.text.push('\n');
            match value {
                Value::Object(entries) => self.entries(entries, indent + 2, 0),
                Value::Array(items) => items.iter().for_each(|item| self.item(item, indent)),
                _ => {}
            }
        }
    }

    fn item(&mut self, item: &Value, indent: usize) {
        self.indent(indent);
        self.text.push('-');
        match item {
            Value::Object(entries) if !entries.is_empty() => {
                self.text.push(' ');
                self.entries(entries, indent + 2, indent + 2);
            }
            other => self.value(other, indent + 2),
        }
    }

    fn gaps<'a>(&mut self, gaps: impl Iterator<Item = &'a Gap>, guessed: bool, list: List) {
        let lines = match list {
            List::Grouped => grouped(gaps),
            List::Whole => gaps
                .map(|gap| format!("{}: {} ({})", gap.subject, gap.what.join(", "), gap.place))
                .collect(),
        };
        for (index, line) in lines.iter().enumerate() {
            if index == 0 {
                self.text.push_str(if guessed {
                    "\n# Guessed:\n"
                } else {
                    "\n# Not told by the pages:\n"
                });
            }
            self.text.push_str(&one_line(&format!("# - {line}")));
            self.text.push('\n');
        }
    }
}

/// One line for each kind of thing and what is not known of it.
fn grouped<'a>(gaps: impl Iterator<Item = &'a Gap>) -> Vec<String> {
    let mut groups: IndexMap<(&str, &str), Vec<&Gap>> = IndexMap::new();
    for gap in gaps {
        for what in &gap.what {
            groups
                .entry((gap.subject.kind(), what))
                .or_default()
                .push(gap);
        }
    }
    let line = |((kind, what), gaps): (&(&str, &str), &Vec<&Gap>)| {
        let (Some(first), count) = (gaps.first(), gaps.len()) else {
            return String::new();
        };
        let help = match (*kind, *what) {
            ("names", "capital") => ": --names or --example settles it",
            ("properties", "name") => ": --names or --example settles them",
            ("parameters" | "form fields", "name") => ": --names or --wire-names settles them",
            ("parameters" | "form fields", "in") => ": --wire-names settles them",
            ("properties" | "models" | "answers", "type") => ": --example settles them",
            _ => "",
        };
        if count == 1 {
            let help = if *kind == "names" { help } else { "" };
            return format!("{}: {what}{help} ({})", first.subject, first.place);
        }
        let owners: HashSet<&str> = gaps.iter().map(|gap| gap.subject.owner.as_str()).collect();
        let of = match first.subject.part {
            Some(_) => format!(" of {} {}", owners.len(), first.subject.owners),
            None => String::new(),
        };
        format!(
            "{what} of {count} {kind}{of}{help} (from {} on)",
            first.place
        )
    };
    groups.iter().map(line).collect()
}

/// A comment ends with its line.
fn one_line(text: &str) -> String {
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = text.chars().map(visible).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
