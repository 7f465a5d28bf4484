//! Parameters and headers: what says something of the value moves into a schema.

use serde_json::json;

use crate::grammar::{SCHEMA, SWAGGER_PARAMETER};
use crate::load::node::Node;

/// Whether a parameter is the body, or a part of it.
pub(super) fn is_body(parameter: &Node) -> bool {
    matches!(parameter.text("in"), Some("body" | "formData"))
}

/// A parameter that is no part of a body.
pub(super) fn normalise(parameter: &mut Node) {
    if parameter.has("$ref") {
        return;
    }
    let format = parameter.take("collectionFormat");
    let is_list = parameter.text("type") == Some("array");
    value(parameter);
    if is_list {
        style(parameter, format);
    }
}

/// A header of a response.
pub(super) fn header(header: &mut Node) {
    header.take("collectionFormat");
    if !header.has("$ref") {
        value(header);
    }
}

/// Moves what says something of the value into `schema`.
fn value(owner: &mut Node) {
    let schema = take_schema(owner);
    if !owner.has("schema") && schema.members().is_some_and(|members| !members.is_empty()) {
        owner.put("schema", schema);
    }
}

/// What the keywords of a parameter say of its value.
pub(super) fn take_schema(owner: &mut Node) -> Node {
    let mut schema = Node::mapping([], owner.place);
    let keys: Vec<String> = owner
        .members()
        .into_iter()
        .flat_map(indexmap::IndexMap::keys)
        .filter(|key| says_something_of_the_value(key))
        .cloned()
        .collect();
    for key in keys {
        if let Some(member) = owner.take(&key) {
            schema.put(&key, member);
        }
    }
    // Assertions that no type can say do not come up in what a parameter may hold.
    let _ = super::schema(&mut schema);
    schema
}

fn says_something_of_the_value(key: &str) -> bool {
    let of_the_parameter = [
        "name",
        "in",
        "description",
        "required",
        "allowEmptyValue",
        "schema",
        "$ref",
    ];
    !of_the_parameter.contains(&key)
        && (SCHEMA.fields.iter().any(|field| field.name == key) || key == "x-nullable")
        && !(key.starts_with("x-")
            && key != "x-nullable"
            && SWAGGER_PARAMETER
                .fields
                .iter()
                .any(|field| field.name == key))
}

/// `csv` is what is meant without a word, and `multi` has a meaning where a name can be repeated.
fn style(parameter: &mut Node, format: Option<Node>) {
    let place = format
        .as_ref()
        .map_or(parameter.place, |format| format.place);
    let word = format.as_ref().and_then(Node::as_text).unwrap_or("csv");
    let in_query = parameter.text("in") == Some("query");
    let (style, explode) = encoding(word, in_query);
    // The style of paths and headers is what OpenAPI 3 means without a word.
    if in_query || style != "simple" {
        parameter.put("style", Node::made(json!(style), place));
        parameter.put("explode", Node::made(json!(explode), place));
    }
}

/// Says of a parameter that is a list of lists how those are written; `csv` without a word.
pub(super) fn put_items_style(parameter: &mut Node) {
    let Some(items) = parameter.get("items") else {
        return;
    };
    if items.text("type") != Some("array") {
        return;
    }
    let format = items.get("collectionFormat");
    let word = format.and_then(Node::as_text).unwrap_or("csv");
    let (style, _) = encoding(word, true);
    let style = Node::made(json!(style), format.unwrap_or(items).place);
    parameter.put("itemsStyle", style);
}

/// The style, and whether each item has the name before it.
pub(super) fn encoding(format: &str, in_query: bool) -> (&'static str, bool) {
    match format {
        "ssv" => ("spaceDelimited", false),
        "pipes" => ("pipeDelimited", false),
        "tsv" => ("tabDelimited", false),
        "multi" if in_query => ("form", true),
        _ if in_query => ("form", false),
        _ => ("simple", false),
    }
}
