//! A page as the row of sections that its generator writes.
//!
//! Headings are found before Markdown is parsed: generators copy descriptions without escaping
//! them, and one that begins with `<pre>` or `<!--` would swallow the rest of the page.

use super::entities;

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// What stands before the first known heading, and the page's own heading.
    Head,
    /// `# **name**`, the beginning of an operation.
    Operation(&'a str),
    Example,
    Parameters,
    Returns,
    Authorization,
    RequestHeaders,
    Responses,
    Properties,
    Enumeration,
}

/// A heading with the text below it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section<'a> {
    pub(super) kind: Kind<'a>,
    /// The line of the heading, from 1.
    pub(super) line: usize,
    /// The text below the heading.
    pub(super) body: &'a str,
    /// The line on which the body begins.
    pub(super) body_line: usize,
}

/// Cuts a page at the headings that generators write.
pub(super) fn split(text: &str) -> Vec<Section<'_>> {
    let mut sections = Vec::new();
    let mut current = (Kind::Head, 1_usize, 0_usize, 1_usize);
    let mut offset = 0;
    let mut fenced = false;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let start = offset;
        offset += line.len();
        let line = line.trim_end();
        // Only the fences of examples count: those in descriptions are seldom closed.
        if fenced {
            fenced = line != "```";
        } else if line == "```python" {
            fenced = true;
        } else if let Some(kind) = heading(line, text.get(offset..).unwrap_or_default()) {
            close(&mut sections, text, current, start);
            current = (kind, index + 1, offset, index + 2);
        }
    }
    close(&mut sections, text, current, text.len());
    sections
}

fn close<'a>(
    sections: &mut Vec<Section<'a>>,
    text: &'a str,
    (kind, line, start, body_line): (Kind<'a>, usize, usize, usize),
    end: usize,
) {
    sections.push(Section {
        kind,
        line,
        body: text.get(start..end).unwrap_or_default(),
        body_line,
    });
}

fn heading<'a>(line: &'a str, below: &str) -> Option<Kind<'a>> {
    if !line.starts_with('#') {
        return None;
    }
    let name = line
        .strip_prefix("# **")
        .and_then(|rest| rest.strip_suffix("**"));
    if let Some(name) = name {
        return is_signature(name, below).then_some(Kind::Operation(name));
    }
    Some(match line {
        "### Example" | "## Example" => Kind::Example,
        "### Parameters" => Kind::Parameters,
        "### Return type" => Kind::Returns,
        "### Authorization" => Kind::Authorization,
        "### HTTP request headers" => Kind::RequestHeaders,
        "### HTTP response details" => Kind::Responses,
        "## Properties" => Kind::Properties,
        "## Enum" => Kind::Enumeration,
        _ => return None,
    })
}

/// Whether what stands below a heading may be the operation's signature: a heading in a description
/// has none, and a page that was edited may have lost it.
fn is_signature(name: &str, below: &str) -> bool {
    let mut quoted = below
        .lines()
        .skip_while(|line| line.trim().is_empty())
        .map_while(|line| line.trim_start().strip_prefix('>'))
        .peekable();
    let call = format!("{}(", entities::unescape(name));
    quoted.peek().is_none() || quoted.any(|line| entities::unescape(line).contains(&call))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_above_another_signature_is_text() {
        let page = "# **get**\n> Pet get(id)\n\n# **put**\n> get()\n\n# **post**\ntext\n";
        let kinds: Vec<_> = split(page).iter().map(|section| section.kind).collect();
        let expected = [Kind::Head, Kind::Operation("get"), Kind::Operation("post")];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn a_description_cannot_swallow_the_sections_below_it() {
        let page =
            "# p.PetApi\n\n# **get**\n> get()\n\n<pre>never closed\n\n### Parameters\nnone\n";
        let kinds: Vec<_> = split(page).iter().map(|section| section.kind).collect();
        assert_eq!(
            kinds,
            [Kind::Head, Kind::Operation("get"), Kind::Parameters]
        );
    }

    #[test]
    fn headings_in_examples_are_code() {
        let page = "### Example\n```python\n### Parameters\n```\n### Parameters\n";
        let lines: Vec<_> = split(page).iter().map(|section| section.line).collect();
        assert_eq!(lines, [1, 1, 5]);
    }
}
