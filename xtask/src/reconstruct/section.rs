//! A page as the row of sections that its generator writes.
//!
//! Headings are found before Markdown is parsed: generators copy descriptions without escaping
//! them, and one that begins with `<pre>` or `<!--` would swallow the rest of the page.

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
        } else if let Some(kind) = heading(line) {
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

fn heading(line: &str) -> Option<Kind<'_>> {
    if !line.starts_with('#') {
        return None;
    }
    let name = line
        .strip_prefix("# **")
        .and_then(|rest| rest.strip_suffix("**"));
    if let Some(name) = name {
        return Some(Kind::Operation(name));
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

#[cfg(test)]
mod tests {
    use super::*;

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
