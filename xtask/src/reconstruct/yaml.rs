//! The document as YAML, with comments where the pages are silent.

mod scalar;

use serde_json::{Map, Value};

use super::assemble::{Assembled, Gap, UNDOCUMENTED};

/// Prints a document. `source` names the documentation in the first line.
pub fn print(assembled: &Assembled, source: &str) -> String {
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
            if let (UNDOCUMENTED, Value::Array(what), true) = (key.as_str(), value, here == indent)
            {
                self.silence(what, indent);
            }
            self.indent(here);
            self.text.push_str(&scalar::text(key));
            self.text.push(':');
            self.value(value, indent);
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
        if let Value::Object(entries) = item
            && let Some((UNDOCUMENTED, Value::Array(what))) = entries
                .iter()
                .next()
                .map(|(key, value)| (key.as_str(), value))
        {
            self.silence(what, indent);
        }
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

    /// The comment above a mark.
    fn silence(&mut self, what: &[Value], indent: usize) {
        let what: Vec<&str> = what.iter().filter_map(Value::as_str).collect();
        self.indent(indent);
        let comment = format!("# The pages do not tell: {}.\n", what.join(", "));
        self.text.push_str(&comment);
    }

    fn gaps<'a>(&mut self, gaps: impl Iterator<Item = &'a Gap>, guessed: bool) {
        for (index, gap) in gaps.enumerate() {
            if index == 0 {
                self.text.push_str(if guessed {
                    "\n# Guessed:\n"
                } else {
                    "\n# Not told by the pages:\n"
                });
            }
            let line = format!(
                "# - {}: {} ({})\n",
                gap.subject,
                gap.what.join(", "),
                gap.place
            );
            self.text.push_str(&one_line(&line));
            self.text.push('\n');
        }
    }
}

/// A comment ends with its line.
fn one_line(text: &str) -> String {
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = text.chars().map(visible).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
