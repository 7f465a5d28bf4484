//! The section on request headers, and the rows of the table of statuses.

use std::collections::HashSet;

use super::entities;
use super::pages::Header;
use super::row;
use super::type_expression::Type;

/// The media types of a line such as ` - **Accept**: application/json, text/plain`.
pub(super) fn media_types(body: &str, header: &str) -> Vec<String> {
    let mut lines = body.lines();
    let line = lines.find_map(|line| {
        let rest = line.trim_start().strip_prefix(['-', '*'])?;
        let (name, rest) = row::bold(rest.trim_start())?;
        (name == header).then(|| rest.trim_start().trim_start_matches(':').trim())
    });
    let Some(line) = line.filter(|line| !line.eq_ignore_ascii_case("not defined")) else {
        return Vec::new();
    };
    // Formatters break long lines.
    let continued = lines
        .map(str::trim)
        .take_while(|line| !line.is_empty() && !line.starts_with(['-', '*', '[', '#']));
    let line = continued.fold(line.to_owned(), |whole, part| whole + " " + part);
    // Some templates escape the quotes of a parameter as if they stood inside a string of Java's.
    let line = line.replace("\\\"", "\"");
    let mut quoted = false;
    let mut found: Vec<String> = Vec::new();
    let mut seen = HashSet::new();
    for part in line.split(|c: char| {
        quoted ^= c == '"';
        c == ',' && !quoted
    }) {
        let part = entities::unescape(part.trim());
        // Formatters take the stars of `*/*` for emphasis.
        let part = match part.as_ref() {
            "_/_" => "*/*".to_owned(),
            text => entities::decode(text).into_owned(),
        };
        if !part.is_empty() && seen.insert(part.clone()) {
            found.push(part);
        }
    }
    found
}

/// Status, description and headers of a response.
pub(super) type ResponseCells = (String, String, Vec<Header>);

/// Reads a row such as `**200** | ok |  * X-Rate - text <br>  |`.
pub(super) fn response(text: &str) -> Option<ResponseCells> {
    let text = text.strip_prefix('|').map_or(text, str::trim_start);
    let (status, rest) = row::bold(text)?;
    let status = match status {
        // The generators write the default response as the status 0.
        "0" | "default" => "default".to_owned(),
        code if is_status(code) => code.to_ascii_uppercase(),
        _ => return None,
    };
    let rest = rest.trim_start().strip_prefix('|')?.trim_end();
    let rest = rest.strip_suffix('|').unwrap_or(rest);
    let (description, headers) = row::from_right(rest, header_cell).unwrap_or((rest, Vec::new()));
    Some((status, entities::decode_prose(description), headers))
}

/// Three digits, or a range such as `4XX`.
fn is_status(code: &str) -> bool {
    let mut characters = code.chars();
    let first = characters.next().is_some_and(|c| ('1'..='5').contains(&c));
    let rest = characters.as_str();
    first
        && rest.len() == 2
        && (rest.eq_ignore_ascii_case("xx") || rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The cell ` * X-Rate - text <br>  * X-Next - text <br> `, or ` -  ` for none.
fn header_cell(text: &str) -> Option<Vec<Header>> {
    let text = text.trim();
    let text = text.strip_prefix('\\').unwrap_or(text);
    if text == "-" {
        return Some(Vec::new());
    }
    if !text.starts_with("* ") || !text.ends_with("<br>") {
        return None;
    }
    let mut headers: Vec<Header> = Vec::new();
    for part in text.split("<br>") {
        let part = part.trim();
        let Some(header) = part.trim_start_matches('\\').strip_prefix("* ") else {
            if let (false, Some(header)) = (part.is_empty(), headers.last_mut()) {
                header.description.push(' ');
                header.description.push_str(&entities::decode_prose(part));
            }
            continue;
        };
        let (name, description) = header
            .split_once(" - ")
            .or_else(|| header.strip_suffix(" -").map(|name| (name, "")))
            .unwrap_or((header, ""));
        headers.push(Header {
            name: entities::decode(name.trim()).into_owned(),
            description: entities::decode_prose(description),
            kind: Type::Undocumented,
        });
    }
    Some(headers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_in_a_description_is_no_header() {
        let read = response("**200** | ok | pipe |  * X-Rate - a | b <br>  * X-Next -  <br>  |");
        let (status, description, headers) = read.unwrap_or_default();
        assert_eq!(
            (status.as_str(), description.as_str()),
            ("200", "ok | pipe")
        );
        let expected = [("X-Rate", "a | b"), ("X-Next", "")];
        let headers: Vec<_> = headers
            .iter()
            .map(|header| (header.name.as_str(), header.description.as_str()))
            .collect();
        assert_eq!(headers, expected);
    }

    #[test]
    fn status_zero_is_the_default_response() {
        let status = |row| response(row).map(|(status, ..)| status);
        assert_eq!(status("**0** | error |  -  |").as_deref(), Some("default"));
        assert_eq!(status("**4xx** | error |  -  |").as_deref(), Some("4XX"));
        assert_eq!(status("**9** | error |  -  |"), None);
    }

    #[test]
    fn quotes_and_stars_of_media_types_are_no_markdown() {
        let body = "\n - **Content-Type**: application/json, a/b; profile=\\\"x, y\\\"\n - **Accept**: */*\n";
        assert_eq!(
            media_types(body, "Content-Type"),
            ["application/json", "a/b; profile=\"x, y\""]
        );
        assert_eq!(media_types(body, "Accept"), ["*/*"]);
        assert!(media_types(" - **Accept**: Not defined", "Accept").is_empty());
    }
}
