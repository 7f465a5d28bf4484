//! Servers and their variables.

use serde_json::{Map, Value, json};

use super::{GUESSED, Gap, mark};
use crate::reconstruct::finding::Place;
use crate::reconstruct::subject::{Part, Subject};
use crate::reconstruct::wire;

/// The servers; swagger-codegen leaves the variables of a template in place.
pub(super) fn servers(addresses: &[(String, Place)], gaps: &mut Vec<Gap>) -> Value {
    if addresses.is_empty() {
        return json!([{"url": "/", GUESSED: ["url"]}]);
    }
    let servers = addresses.iter().map(|(address, place)| {
        let mut server = Map::new();
        server.insert("url".to_owned(), json!(address));
        let mut variables = Map::new();
        for name in wire::variables(address) {
            // OpenAPI requires a default, and no page prints one.
            let default = match name {
                "protocol" | "scheme" | "schema" => "https",
                "port" => "443",
                other => other,
            };
            variables.insert(
                name.to_owned(),
                json!({"default": default, GUESSED: ["default"]}),
            );
            gaps.push(Gap {
                subject: Subject::of("servers", format!("server {address}"))
                    .part(Part::Variable, name),
                what: vec!["default"],
                guessed: true,
                place: place.clone(),
            });
        }
        if !variables.is_empty() {
            server.insert("variables".to_owned(), Value::Object(variables));
        }
        let filler = is_filler(address);
        if filler {
            gaps.push(Gap {
                subject: Subject::of("servers", format!("server {address}")),
                what: vec!["url"],
                guessed: true,
                place: place.clone(),
            });
        }
        let guessed: &[_] = if filler || address.is_empty() {
            &["url"]
        } else {
            &[]
        };
        mark(&mut server, GUESSED, guessed);
        Value::Object(server)
    });
    Value::Array(servers.collect())
}

/// Whether generators print the address for a description that has none, or one without a host.
fn is_filler(address: &str) -> bool {
    let host = address.split_once("://").map(|(_, rest)| rest);
    let host = host.and_then(|rest| rest.split('/').next());
    host == Some("localhost")
}
