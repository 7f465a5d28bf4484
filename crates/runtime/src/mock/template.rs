//! Path templates, read backwards: the values that make a path of a template.

use percent_encoding::percent_decode_str;

use crate::call::operation::Operation;
use crate::call::path;

/// The decoded value of each parameter, if the template can become this path. `path` is encoded.
pub(super) fn captures(template: &str, path: &str) -> Option<Vec<(String, String)>> {
    let mut captured = Vec::new();
    walk(template, path, &mut captured).then_some(captured)
}

fn walk(template: &str, path: &str, captured: &mut Vec<(String, String)>) -> bool {
    let (literal, rest) = match template.split_once('{') {
        Some((literal, rest)) => (literal, Some(rest)),
        None => (template, None),
    };
    // As the client writes it.
    let Ok(literal) = path::expand(literal, &[]) else {
        return false;
    };
    let Some(path) = path.strip_prefix(literal.as_str()) else {
        return false;
    };
    let Some((name, rest)) = rest.and_then(|rest| rest.split_once('}')) else {
        return path.is_empty();
    };
    // The value ends where the segment does, or earlier if a literal follows within it: the longest value is tried first.
    let segment = path.find('/').unwrap_or(path.len());
    let ends = path.char_indices().map(|(start, c)| start + c.len_utf8());
    let mut ends: Vec<usize> = ends.take_while(|end| *end <= segment).collect();
    ends.reverse();
    for end in ends {
        let (value, after) = path.split_at(end);
        let known = captured.len();
        captured.push((name.to_owned(), decode(value)));
        if walk(rest, after, captured) {
            return true;
        }
        captured.truncate(known);
    }
    false
}

pub(super) fn decode(encoded: &str) -> String {
    percent_decode_str(encoded).decode_utf8_lossy().into_owned()
}

/// The operations that a request may be a call of: first those whose path has the fewest parameters, as OpenAPI 3.0.3 says
/// ("Path Templating Matching"), and of these the ones that fix most of the query.
pub(super) fn operations(
    known: &[&'static Operation],
    method: &str,
    path: &str,
    query: &[(String, String)],
) -> Vec<(&'static Operation, Vec<(String, String)>)> {
    let called = known
        .iter()
        .filter(|operation| operation.method == method && fixes(operation, query))
        .filter_map(|operation| Some((*operation, captures(operation.path, path)?)));
    let mut called: Vec<_> = called.collect();
    called.sort_by_key(|(operation, captured)| {
        (
            captured.len(),
            std::cmp::Reverse(operation.fixed_query.len()),
        )
    });
    called
}

/// Whether a query has all that the operation always sends.
fn fixes(operation: &Operation, query: &[(String, String)]) -> bool {
    let has = |(name, value): &(&str, &str)| {
        query
            .iter()
            .any(|(other, given)| name == other && value == given)
    };
    operation.fixed_query.iter().all(has)
}

/// The operations that are most like a request that is none, the most similar first.
pub(super) fn nearest(
    known: &[&'static Operation],
    method: &str,
    path: &str,
) -> Vec<&'static Operation> {
    let mut near: Vec<(usize, &'static Operation)> = known
        .iter()
        .map(|operation| (likeness(operation, method, path), *operation))
        .filter(|(likeness, _)| *likeness > 0)
        .collect();
    near.sort_by_key(|(likeness, _)| std::cmp::Reverse(*likeness));
    near.into_iter()
        .map(|(_, operation)| operation)
        .take(3)
        .collect()
}

/// Segments in common, counted from the end: what stands before is a base path that is wrong. A path that fits as it is
/// counts most, and a method that fits decides between equals.
fn likeness(operation: &Operation, method: &str, path: &str) -> usize {
    let common = operation
        .path
        .rsplit('/')
        .zip(path.rsplit('/'))
        .take_while(|(template, segment)| {
            !segment.is_empty() && captures(template, segment).is_some()
        })
        .count();
    let literal = operation
        .path
        .split('/')
        .filter(|part| !part.is_empty() && path.split('/').any(|segment| segment == *part))
        .count();
    if literal == 0 && common == 0 {
        return 0;
    }
    let fits = captures(operation.path, path).is_some();
    usize::from(operation.method == method) + 2 * common + 4 * literal + 100 * usize::from(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(template: &str, path: &str) -> Option<Vec<String>> {
        let captured = captures(template, path)?;
        Some(captured.into_iter().map(|(_, value)| value).collect())
    }

    #[test]
    fn a_value_is_one_segment_and_decoded() {
        let read = |path| values("/users/{name}/keys", path);
        assert_eq!(
            read("/users/a%2Fb%20c/keys"),
            Some(vec!["a/b c".to_owned()])
        );
        assert_eq!(read("/users//keys"), None);
        assert_eq!(read("/users/a/b/keys"), None);
        assert_eq!(read("/users/a/keys/1"), None);
        assert_eq!(values("/users", "/users"), Some(vec![]));
    }

    #[test]
    fn a_segment_may_hold_several_values_and_text() {
        let read = |path| values("/{file}.{ending}:copy", path);
        let expected = Some(vec!["a.b".to_owned(), "c".to_owned()]);
        assert_eq!(read("/a.b.c:copy"), expected);
        assert_eq!(read("/a:copy"), None);
    }

    #[test]
    fn operations_with_another_fixed_part_of_the_query_answer_each_other() {
        static PLAIN: Operation = Operation::new("plain", "GET", "/");
        static LIST: Operation =
            Operation::new("list", "GET", "/").fixed_query(&[("Action", "List")]);
        static DROP: Operation =
            Operation::new("drop", "GET", "/").fixed_query(&[("Action", "Drop")]);
        let called = |query: &[(&str, &str)]| {
            let query: Vec<_> = query
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect();
            let called = operations(&[&PLAIN, &LIST, &DROP], "GET", "/", &query);
            called
                .into_iter()
                .map(|(operation, _)| operation.id)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            called(&[("page", "2"), ("Action", "Drop")]),
            ["drop", "plain"]
        );
        assert_eq!(called(&[("Action", "List")]), ["list", "plain"]);
        assert_eq!(called(&[]), ["plain"]);
    }
}
