//! Where a description says what an interface has.

use std::collections::BTreeMap;

use serde_json::Value;

use super::subject::{Part, Subject};
use crate::load::Document;
use crate::model::{Api, field_name};
use crate::pointer::{join, of_reference};

/// JSON pointers of operations, types, credentials and servers, by what an interface calls them: `list_users`, `User`.
pub type Places = BTreeMap<String, String>;

/// The places of what an API has.
pub fn places(api: &Api) -> Places {
    let operations = api.operations.iter();
    let operations =
        operations.map(|operation| (operation.name.clone(), operation.pointer.clone()));
    let types = api.types.iter();
    let types = types.map(|definition| (definition.name.clone(), definition.pointer.clone()));
    let schemes = api.security_schemes.iter();
    let schemes = schemes.map(|scheme| {
        let subject = Subject::credential(&scheme.name);
        (subject.of, join("/components/securitySchemes", &scheme.key))
    });
    let others = [
        (Subject::servers(), "/servers"),
        (Subject::package(), "/info/x-crate/name"),
    ];
    let others = others.map(|(subject, pointer)| (subject.of, pointer.to_owned()));
    let places = operations.chain(types).chain(schemes);
    places.chain(others).collect()
}

/// The JSON pointer of a part of an interface in its description: of the operation or type where the part itself is not
/// found, and nothing where that is not, either.
pub fn pointer_of(subject: &Subject, places: &Places, document: &Document) -> Option<String> {
    let whole = places.get(&subject.of)?;
    if [Subject::servers(), Subject::package()].contains(subject) {
        // A description may name neither.
        document.get(whole)?;
    }
    let part = match &subject.part {
        Part::Whole => None,
        Part::Parameter(name) => parameter(document, whole, name),
        Part::Property(name) => property(document, whole, name, &mut Vec::new()),
        Part::Value(value) => constant(document, whole, value),
        Part::Servers => {
            let lists = owners(whole).map(|owner| join(owner, "servers"));
            lists.into_iter().find(|list| document.get(list).is_some())
        }
        Part::Tag => {
            let tag = join(&join(whole, "tags"), "0");
            document.get(&tag).is_some().then_some(tag)
        }
    };
    Some(part.unwrap_or_else(|| whole.clone()))
}

/// An operation and its path: both may have parameters and servers.
fn owners(operation: &str) -> [&str; 2] {
    let path = operation.rsplit_once('/').map_or("", |(path, _)| path);
    [operation, path]
}

/// A parameter of an operation or of its path, wherever it is described.
fn parameter(document: &Document, operation: &str, name: &str) -> Option<String> {
    let lists = owners(operation).map(|owner| join(owner, "parameters"));
    let found = lists.iter().find_map(|list| {
        let items = document.get(list)?.as_array()?;
        (0..items.len()).find_map(|index| {
            let item = followed(document, join(list, &index.to_string()));
            let written = document.get(&join(&item, "name"))?.as_str()?;
            (written == name || field_name(written) == name).then_some(item)
        })
    });
    let body = || {
        let body = join(operation, "requestBody");
        (name == "body" && document.get(&body).is_some()).then_some(body)
    };
    found.or_else(body)
}

/// A property of a schema, or of one that it is put together from.
fn property(
    document: &Document,
    schema: &str,
    name: &str,
    seen: &mut Vec<String>,
) -> Option<String> {
    let schema = followed(document, schema.to_owned());
    if seen.contains(&schema) {
        return None;
    }
    let own = join(&join(&schema, "properties"), name);
    if document.get(&own).is_some() {
        return Some(own);
    }
    seen.push(schema.clone());
    ["allOf", "anyOf", "oneOf"].iter().find_map(|keyword| {
        let list = join(&schema, keyword);
        let parts = document.get(&list)?.as_array()?.len();
        (0..parts)
            .find_map(|index| property(document, &join(&list, &index.to_string()), name, seen))
    })
}

/// A value that a schema lists, which is given as JSON.
fn constant(document: &Document, schema: &str, value: &str) -> Option<String> {
    let schema = followed(document, schema.to_owned());
    let list = join(&schema, "enum");
    let values = document.get(&list)?.as_array()?;
    let value: Value = serde_json::from_str(value).ok()?;
    let index = values.iter().position(|one| *one == value)?;
    Some(join(&list, &index.to_string()))
}

/// Where references lead from a pointer on; the last one where they lead nowhere, or in a circle.
fn followed(document: &Document, mut pointer: String) -> String {
    let mut seen = Vec::new();
    while let Some(next) = document
        .get(&join(&pointer, "$ref"))
        .and_then(Value::as_str)
        .and_then(of_reference)
        .filter(|next| document.get(next).is_some() && !seen.contains(next))
    {
        seen.push(std::mem::replace(&mut pointer, next));
    }
    pointer
}
