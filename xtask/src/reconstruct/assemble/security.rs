//! Security schemes.

use serde_json::{Map, Value, json};

use super::{DOCS_NAME, GUESSED, Gap, UNDOCUMENTED, mark};
use crate::reconstruct::pages::{Flow, Scheme, SchemeKind};
use crate::reconstruct::subject::Subject;

/// A scheme as OpenAPI has it, and what the pages do not tell about it.
pub(super) fn scheme(scheme: &Scheme) -> (Value, Vec<Gap>) {
    let mut object = Map::new();
    let mut guessed: Vec<&'static str> = Vec::new();
    let mut undocumented: Vec<&'static str> = Vec::new();
    match &scheme.kind {
        SchemeKind::Unknown => {
            // swagger-codegen 3 prints nothing for a bearer token, and it is the most frequent of those
            // of which nothing is printed.
            object.insert("type".to_owned(), json!("http"));
            object.insert("scheme".to_owned(), json!("bearer"));
            guessed.extend(["type", "scheme"]);
        }
        SchemeKind::Basic => http(&mut object, "basic"),
        SchemeKind::Signature => http(&mut object, "signature"),
        SchemeKind::Bearer(format) => {
            http(&mut object, "bearer");
            if let Some(format) = format {
                object.insert("bearerFormat".to_owned(), json!(format));
            }
        }
        SchemeKind::ApiKey { parameter, place } => {
            object.insert("type".to_owned(), json!("apiKey"));
            object.insert("in".to_owned(), json!(place.unwrap_or("header")));
            let name = parameter.clone().unwrap_or_else(|| scheme.name.clone());
            object.insert("name".to_owned(), json!(name));
            if place.is_none() {
                guessed.push("in");
            }
            if parameter.is_none() {
                guessed.push("name");
            }
        }
        SchemeKind::OAuth(flows) => {
            object.insert("type".to_owned(), json!("oauth2"));
            if flows.is_empty() {
                undocumented.push("flows");
            }
            let flows: Map<String, Value> = flows
                .iter()
                .map(|described| {
                    (
                        described.name.to_owned(),
                        flow(described, &mut undocumented),
                    )
                })
                .collect();
            object.insert("flows".to_owned(), Value::Object(flows));
        }
    }
    object.insert(DOCS_NAME.to_owned(), json!(scheme.name));
    mark(&mut object, GUESSED, &guessed);
    mark(&mut object, UNDOCUMENTED, &undocumented);
    let gaps = [(guessed, true), (undocumented, false)];
    let gaps = gaps
        .into_iter()
        .filter(|(what, _)| !what.is_empty())
        .map(|(what, guessed)| Gap {
            subject: Subject::of(
                "security schemes",
                format!("security scheme {}", scheme.name),
            ),
            what,
            guessed,
            place: scheme.place.clone(),
        })
        .collect();
    (Value::Object(object), gaps)
}

fn http(object: &mut Map<String, Value>, scheme: &str) {
    object.insert("type".to_owned(), json!("http"));
    object.insert("scheme".to_owned(), json!(scheme));
}

fn flow(described: &Flow, undocumented: &mut Vec<&'static str>) -> Value {
    let mut object = Map::new();
    if matches!(described.name, "implicit" | "authorizationCode") {
        object.insert(
            "authorizationUrl".to_owned(),
            json!(described.authorization),
        );
        if described.authorization.is_empty() && !undocumented.contains(&"authorizationUrl") {
            undocumented.push("authorizationUrl");
        }
    }
    if described.name != "implicit" {
        // Required by OpenAPI, and printed nowhere.
        object.insert("tokenUrl".to_owned(), json!(""));
        if !undocumented.contains(&"tokenUrl") {
            undocumented.push("tokenUrl");
        }
    }
    let scopes: Map<String, Value> = described
        .scopes
        .iter()
        .map(|(scope, text)| (scope.clone(), json!(text)))
        .collect();
    object.insert("scopes".to_owned(), Value::Object(scopes));
    Value::Object(object)
}
