//! Where a method puts its arguments: `query_params.append(('pageSize', page_size))` and its relatives.

use tree_sitter::Node;

use super::python::{MAXIMUM_DEPTH, bare, children, code, entries, identifier, last_name, literal};
use crate::reconstruct::wire_names::KnownPlace;

/// What one statement says of an argument of a method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) method: String,
    pub(super) python: String,
    pub(super) name: Option<String>,
    pub(super) place: Option<KnownPlace>,
}

/// What a statement inside a function says.
pub(super) fn statement(node: Node<'_>, function: &str, text: &str) -> Option<Said> {
    let (python, name, place) = match node.kind() {
        "assignment" => assignment(node, text)?,
        "call" => append(node, text)?,
        _ => return None,
    };
    Some(Said {
        method: method(function).to_owned(),
        python,
        name,
        place: Some(place),
    })
}

/// The method that a helper belongs to.
fn method(function: &str) -> &str {
    let name = function.strip_suffix("_with_http_info").unwrap_or(function);
    name.strip_prefix('_')
        .and_then(|name| name.strip_suffix("_serialize"))
        .unwrap_or(name)
}

type Put = (String, Option<String>, KnownPlace);

/// `header_params['X-Trace'] = params['x_trace']` or `body_params = params['body']`.
fn assignment(node: Node<'_>, text: &str) -> Option<Put> {
    let left = node.child_by_field_name("left")?;
    let right = node.child_by_field_name("right")?;
    if let Some(target) = identifier(left, text) {
        let body = target.trim_start_matches('_') == "body_params";
        return body.then(|| Some((variable(right, text)?, None, KnownPlace::Body)))?;
    }
    if left.kind() != "subscript" {
        return None;
    }
    let place = place_of(left.child_by_field_name("value")?, text)?;
    let name = literal(left.child_by_field_name("subscript")?, text)?;
    Some((variable(right, text)?, Some(name), place))
}

/// `query_params.append(('pageSize', page_size))`
fn append(node: Node<'_>, text: &str) -> Option<Put> {
    let function = node.child_by_field_name("function")?;
    if last_name(function, text)? != "append" {
        return None;
    }
    let place = place_of(function.child_by_field_name("object")?, text)?;
    let arguments = children(node.child_by_field_name("arguments")?);
    let [pair] = arguments.as_slice() else {
        return None;
    };
    let pair = bare(*pair);
    if pair.kind() != "tuple" {
        return None;
    }
    let pair = children(pair);
    let [name, value] = pair.as_slice() else {
        return None;
    };
    Some((variable(*value, text)?, Some(literal(*name, text)?), place))
}

/// The place that a list of the generated code stands for.
fn place_of(node: Node<'_>, text: &str) -> Option<KnownPlace> {
    Some(match identifier(node, text)?.trim_start_matches('_') {
        "path_params" => KnownPlace::Path,
        "query_params" => KnownPlace::Query,
        "header_params" => KnownPlace::Header,
        "cookie_params" => KnownPlace::Cookie,
        "form_params" | "local_var_files" | "files" => KnownPlace::Form,
        _ => return None,
    })
}

/// The argument in `page_size`, `params['page_size']`, `page_size.value` or `since.strftime(…)`.
fn variable(node: Node<'_>, text: &str) -> Option<String> {
    let node = bare(node);
    // What holds all arguments is none of them.
    const ALL: [&str; 4] = ["params", "_params", "local_var_params", "kwargs"];
    match node.kind() {
        "identifier" => {
            let name = code(node, text);
            (!ALL.contains(&name) && name != "self").then(|| name.to_owned())
        }
        "subscript" => {
            let all = identifier(node.child_by_field_name("value")?, text)?;
            ALL.contains(&all)
                .then(|| literal(node.child_by_field_name("subscript")?, text))?
        }
        "attribute" => variable(node.child_by_field_name("object")?, text),
        "call" => {
            let function = node.child_by_field_name("function")?;
            let method = last_name(function, text)?;
            let object = function.child_by_field_name("object")?;
            matches!(method, "strftime" | "isoformat").then(|| variable(object, text))?
        }
        _ => None,
    }
}

/// What the call of `Endpoint` says that openapi-generator 5 writes for each method.
pub(super) fn endpoint(node: Node<'_>, text: &str) -> Vec<Said> {
    let mut maps = Maps::default();
    maps.collect(node, 0, text);
    let Some(method) = maps.method else {
        return Vec::new();
    };
    let names = maps.names.into_iter().map(|(python, value)| Said {
        method: method.clone(),
        python,
        name: Some(value),
        place: None,
    });
    let places = maps.places.into_iter().map(|(python, value)| Said {
        method: method.clone(),
        python,
        name: None,
        place: place(&value),
    });
    names.chain(places).collect()
}

#[derive(Default)]
struct Maps {
    method: Option<String>,
    names: Vec<(String, String)>,
    places: Vec<(String, String)>,
}

impl Maps {
    fn collect(&mut self, node: Node<'_>, depth: usize, text: &str) {
        if depth > MAXIMUM_DEPTH {
            return;
        }
        let texts = |map| -> Vec<(String, String)> {
            let entries = entries(map, text).into_iter();
            entries
                .filter_map(|(key, value)| Some((key, literal(value, text)?)))
                .collect()
        };
        for (key, value) in entries(node, text) {
            match key.as_str() {
                "operation_id" => self.method = literal(value, text),
                "attribute_map" => self.names = texts(value),
                "location_map" => self.places = texts(value),
                _ => {}
            }
        }
        for child in children(node) {
            self.collect(child, depth + 1, text);
        }
    }
}

fn place(word: &str) -> Option<KnownPlace> {
    Some(match word {
        "path" => KnownPlace::Path,
        "query" => KnownPlace::Query,
        "header" => KnownPlace::Header,
        "cookie" => KnownPlace::Cookie,
        "form" => KnownPlace::Form,
        "body" => KnownPlace::Body,
        _ => return None,
    })
}
