//! Documentation comments: prose from a description as rustdoc that renders and never becomes a test.

use proc_macro2::TokenStream;
use quote::quote;

use super::printable::printable;

/// The width of generated documentation.
const WIDTH: usize = 112;

/// The width of a page of its own.
const PAGE_WIDTH: usize = 120;

/// Builds the documentation of one item, paragraph by paragraph.
#[derive(Debug, Default)]
pub(crate) struct Docs {
    lines: Vec<String>,
    aliases: Vec<String>,
}

impl Docs {
    /// Prose from a description: CommonMark, as OpenAPI says, made safe for rustdoc.
    pub(crate) fn prose(mut self, text: Option<&str>) -> Self {
        if let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) {
            self.paragraph();
            self.lines.extend(safe_markdown(text, WIDTH));
        }
        self
    }

    /// Text of our own, already Markdown.
    pub(crate) fn text(mut self, text: impl AsRef<str>) -> Self {
        self.paragraph();
        self.lines.extend(wrap(text.as_ref(), "", WIDTH));
        self
    }

    /// Sentences in one paragraph, that of a single short sentence before them if there is one; none if there are none.
    pub(crate) fn sentences(mut self, sentences: &[String]) -> Self {
        if sentences.is_empty() {
            return self;
        }
        let more = sentences.join(" ");
        if let [line] = self.lines.as_mut_slice()
            && line.starts_with(char::is_alphanumeric)
            && line.ends_with(['.', '!', '?'])
            && line.chars().count() + more.chars().count() < WIDTH
        {
            line.push(' ');
            line.push_str(&more);
            return self;
        }
        self.text(more)
    }

    /// A list under a heading; nothing if it is empty.
    pub(crate) fn list(mut self, heading: &str, items: &[String]) -> Self {
        if items.is_empty() {
            return self;
        }
        self.paragraph();
        self.lines.push(heading.to_owned());
        self.lines.push(String::new());
        for item in items {
            self.lines.extend(wrap(&format!("- {item}"), "  ", WIDTH));
        }
        self
    }

    /// A name under which the item is found as well.
    pub(crate) fn alias(mut self, name: Option<&str>, item: &str) -> Self {
        // Rustdoc refuses quotes, spaces at the ends and an alias that is the item's own name.
        if let Some(name) = name
            .map(str::trim)
            // Nor does it look at case when it searches.
            .filter(|name| !name.eq_ignore_ascii_case(item) && !name.is_empty())
            && !name.contains(['"', '\''])
            && !self.aliases.iter().any(|known| known == name)
            && !name.contains(char::is_whitespace)
            && printable(name) == name
        {
            self.aliases.push(name.to_owned());
        }
        self
    }

    /// The attributes.
    pub(crate) fn tokens(&self) -> TokenStream {
        // Prettyplease writes `///` in front of the text as it is: the space belongs to it.
        let lines = self.lines.iter().map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                format!(" {}", printable(line))
            }
        });
        let aliases = &self.aliases;
        quote! { #(#[doc = #lines])* #(#[doc(alias = #aliases)])* }
    }

    fn paragraph(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }
}

/// Text that stands inside a line: one line of it, safe for rustdoc.
pub(crate) fn inline(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    escape(&joined)
}

/// A sentence: with a full stop.
pub(crate) fn sentence(text: &str) -> String {
    let text = inline(text);
    if text.is_empty() || text.ends_with(['.', '!', '?', ':']) {
        text
    } else {
        format!("{text}.")
    }
}

/// A description that ends as a sentence does; one of several lines is left as it is.
pub(crate) fn with_full_stop(description: &str) -> String {
    let text = description.trim_end();
    let stop = if text.contains("\n\n")
        || text.ends_with(['.', '!', '?', ':', ';', ')', '`', '~', '|', '>'])
    {
        ""
    } else {
        "."
    };
    format!("{text}{stop}")
}

/// CommonMark from a description as rustdoc takes it.
fn safe_markdown(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut paragraph = Paragraph::new(width);
    let mut fence: Option<String> = None;
    // Clippy refuses tabs in documentation.
    let text = text.replace('\t', "    ").replace("\r\n", "\n");
    // The line ends of old systems.
    let text = text.replace('\r', "\n");
    for line in text.lines() {
        let trimmed = line.trim();
        if let Some(open) = &fence {
            let closes =
                trimmed.starts_with(open.as_str()) && trimmed.chars().all(|c| open.starts_with(c));
            lines.push(if closes {
                open.clone()
            } else {
                line.trim_end().to_owned()
            });
            if closes {
                fence = None;
            }
            continue;
        }
        let marks: String = trimmed
            .chars()
            .take_while(|c| *c == '`' || *c == '~')
            .collect();
        if marks.len() >= 3 && !trimmed[marks.len()..].contains('`') {
            paragraph.end(&mut lines);
            // Without a language rustdoc compiles the block as a test.
            let language = trimmed[marks.len()..].trim();
            let plain = language.is_empty()
                || language.to_lowercase().starts_with("rust")
                || language.contains([' ', ',', '{']);
            lines.push(format!("{marks}{}", if plain { "text" } else { language }));
            fence = Some(marks);
        } else if trimmed.is_empty() {
            paragraph.end(&mut lines);
            if lines.last().is_some_and(|last| !last.is_empty()) {
                lines.push(String::new());
            }
        } else if trimmed.starts_with('|') {
            paragraph.end(&mut lines);
            lines.push(escape(trimmed));
        } else if is_list_item(trimmed) {
            paragraph.end(&mut lines);
            // Four spaces would make a code block, and so a test, of the line.
            paragraph.begin_item(trimmed, (line.len() - line.trim_start().len()).min(3));
        } else if trimmed.starts_with('>') || in_quotation(&lines, &paragraph) {
            paragraph.end(&mut lines);
            // Quotations are not wrapped anew: each line needs the sign, the last as the first.
            let quoted = trimmed.strip_prefix('>').unwrap_or(trimmed);
            lines.push(format!("> {}", escape(quoted.trim())).trim_end().to_owned());
        } else if let Some(title) = trimmed
            .trim_start_matches('#')
            .strip_prefix(' ')
            .filter(|_| trimmed.starts_with('#'))
        {
            // A heading in a description would tear the item's own sections apart. What takes its place is a paragraph, and would
            // go on with the list before it.
            paragraph.end(&mut lines);
            if lines.last().is_some_and(|last| !last.is_empty()) {
                lines.push(String::new());
            }
            lines.push(format!("**{}**", escape(title.trim().trim_matches('*'))));
            lines.push(String::new());
        } else {
            paragraph.push(trimmed);
        }
    }
    paragraph.end(&mut lines);
    lines.extend(fence);
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Whether a line goes on with a quotation, though it lacks the sign.
fn in_quotation(lines: &[String], paragraph: &Paragraph) -> bool {
    paragraph.text.is_empty() && lines.last().is_some_and(|last| last.starts_with('>'))
}

/// Prose as Markdown for a page of its own.
pub(crate) fn markdown(text: &str) -> String {
    safe_markdown(text, PAGE_WIDTH).join("\n")
}

/// Lines that belong together, to be wrapped anew.
struct Paragraph {
    width: usize,
    text: String,
    /// Spaces before the first line, and before those that follow.
    indents: (usize, usize),
}

impl Paragraph {
    fn new(width: usize) -> Self {
        Self {
            width,
            text: String::new(),
            indents: (0, 0),
        }
    }

    fn push(&mut self, line: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(line);
    }

    fn begin_item(&mut self, line: &str, depth: usize) {
        // What follows is indented as the text behind the marker: one space parts them.
        let (marker, text) = line.split_once(' ').unwrap_or((line, ""));
        self.text = format!("{marker} {}", text.trim_start());
        self.indents = (depth, depth + marker.len() + 1);
    }

    fn end(&mut self, lines: &mut Vec<String>) {
        if !self.text.is_empty() {
            let text = format!("{}{}", " ".repeat(self.indents.0), escape(&self.text));
            lines.extend(wrap(&text, &" ".repeat(self.indents.1), self.width));
        }
        *self = Self::new(self.width);
    }
}

fn is_list_item(line: &str) -> bool {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with("- ")
        || line.starts_with("* ")
        || line.starts_with("+ ")
        || digits.len() < line.len() && (digits.starts_with(". ") || digits.starts_with(") "))
}

/// Escapes what rustdoc would read as a link, a tag or a bare address, outside of code spans and of real links.
fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(character) = rest.chars().next() {
        let width = match character {
            '`' => {
                let ticks = rest.len() - rest.trim_start_matches('`').len();
                let code = rest[ticks..]
                    .find(&rest[..ticks])
                    .map(|end| end + 2 * ticks);
                match code {
                    Some(length) => escaped.push_str(&rest[..length]),
                    None => escaped.push_str(&"\\`".repeat(ticks)),
                }
                code.unwrap_or(ticks)
            }
            '\\' => {
                let escapes = rest[1..].chars().next().filter(char::is_ascii_punctuation);
                escaped.push_str(if escapes.is_some() {
                    &rest[..2]
                } else {
                    "\\\\"
                });
                1 + escapes.map_or(0, char::len_utf8)
            }
            '[' => match link(rest) {
                Some(length) => {
                    escaped.push_str(&rest[..length]);
                    length
                }
                None => {
                    escaped.push_str("\\[");
                    1
                }
            },
            ']' => {
                escaped.push_str("\\]");
                1
            }
            '<' => {
                let address = rest[1..]
                    .starts_with("http")
                    .then(|| rest.find('>'))
                    .flatten();
                match address.filter(|end| !rest[..*end].contains(' ')) {
                    Some(end) => escaped.push_str(&rest[..=end]),
                    None => escaped.push_str("\\<"),
                }
                address
                    .filter(|end| !rest[..*end].contains(' '))
                    .map_or(1, |end| end + 1)
            }
            'h' if rest.starts_with("http://") || rest.starts_with("https://") => {
                let end = rest
                    .find(|c: char| c.is_whitespace() || "<>\"`)]}'".contains(c))
                    .unwrap_or(rest.len());
                let address =
                    rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
                escaped.push_str(&format!("<{address}>"));
                address.len()
            }
            _ => {
                escaped.push(character);
                character.len_utf8()
            }
        };
        rest = &rest[width..];
    }
    escaped
}

/// The length of a `[text](http…)` link at the start of a text; only whole addresses lead anywhere from rustdoc.
fn link(text: &str) -> Option<usize> {
    let close = text.find("](")?;
    let target = &text[close + 2..];
    let end = target.find(')')?;
    let whole = !text[1..close].contains(['[', ']', '<'])
        && (target.starts_with("http://") || target.starts_with("https://"));
    (whole && !target[..end].contains([' ', '<', '('])).then_some(close + 2 + end + 1)
}

fn wrap(text: &str, hang: &str, width: usize) -> Vec<String> {
    let options = textwrap::Options::new(width)
        .subsequent_indent(hang)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
    let mut lines: Vec<String> = Vec::new();
    for line in textwrap::wrap(text, options) {
        let start = line.trim_start();
        // A wrapped line that begins like a list, a heading, a quotation or a table would become one.
        let turns = !lines.is_empty()
            && (is_list_item(start)
                || start.starts_with(['#', '>', '|', '='])
                || start.starts_with("---"));
        match lines.last_mut().filter(|_| turns) {
            Some(last) => {
                last.push(' ');
                last.push_str(start);
            }
            None => lines.push(line.into_owned()),
        }
    }
    lines
}
