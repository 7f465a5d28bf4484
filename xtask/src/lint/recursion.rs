//! Schemas that contain themselves in such a way that no value can end.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::context::{Context, Found, members};
use super::report::Report;
use crate::diagnostic::Diagnostic;
use crate::grammar::SCHEMA;
use crate::pointer;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let graph = Graph::new(context);
    for edge in graph.closing_edges(|edge| edge.by_all_of) {
        report.set(edge.at.as_str(), json!({}));
        report.push(Diagnostic::warning(
            "all-of-itself",
            edge.at.as_str(),
            "this schema is part of itself through `allOf`: the part is left out",
            "remove the reference from `allOf`, or make it a property",
        ));
    }
    for edge in graph.closing_edges(|_| true) {
        if edge.by_all_of {
            continue;
        }
        let name = pointer::last(&edge.at);
        report.push(Diagnostic::warning(
            "endless-recursion",
            edge.at.as_str(),
            format!("`{name}` is required and contains the object that it is part of: no value can ever end"),
            "leave it out of `required`, or make it `nullable: true`",
        ));
    }
}

/// Which schemas every value of a schema contains.
struct Graph {
    edges: HashMap<String, Vec<Edge>>,
    /// The schemas in the order of the document, so that findings do not depend on hashing.
    order: Vec<String>,
}

struct Edge {
    /// Where the contained schema is named.
    at: String,
    /// The contained schema, references followed.
    to: String,
    by_all_of: bool,
}

impl Graph {
    fn new(context: &Context<'_>) -> Self {
        let mut edges = HashMap::new();
        let mut order = Vec::new();
        for place in context.survey.objects(&SCHEMA) {
            let mut contained = Vec::new();
            let all_of = pointer::join(&place.pointer, "allOf");
            let parts = place.value.get("allOf").and_then(Value::as_array);
            for (index, part) in parts.into_iter().flatten().enumerate() {
                let at = pointer::join(&all_of, &index.to_string());
                contained.extend(edge(context, at, part, true));
            }
            let required = place.value.get("required").and_then(Value::as_array);
            let properties = pointer::join(&place.pointer, "properties");
            for (name, property) in members(place.value.get("properties")) {
                let is_name = |item: &Value| item.as_str() == Some(name);
                if required.is_some_and(|required| required.iter().any(is_name)) {
                    let at = pointer::join(&properties, name);
                    contained.extend(edge(context, at, property, false));
                }
            }
            if !contained.is_empty() {
                order.push(place.pointer.clone());
                edges.insert(place.pointer.clone(), contained);
            }
        }
        Self { edges, order }
    }

    /// The edges, among those permitted, that lead back to a schema that led to them. One for
    /// each circle.
    fn closing_edges(&self, permitted: impl Fn(&Edge) -> bool) -> Vec<&Edge> {
        #[derive(PartialEq)]
        enum State {
            Open,
            Done,
        }
        let mut states: HashMap<&str, State> = HashMap::new();
        let mut closing = Vec::new();
        for start in &self.order {
            if states.contains_key(start.as_str()) {
                continue;
            }
            // A list instead of recursion: a chain of references may be as long as the document.
            let mut stack = vec![(start.as_str(), 0)];
            states.insert(start, State::Open);
            while let Some((node, next)) = stack.last_mut() {
                let edge = self.edges.get(*node).and_then(|edges| edges.get(*next));
                *next += 1;
                let Some(edge) = edge else {
                    states.insert(node, State::Done);
                    stack.pop();
                    continue;
                };
                if !permitted(edge) {
                    continue;
                }
                match states.get(edge.to.as_str()) {
                    Some(State::Open) => closing.push(edge),
                    Some(State::Done) => {}
                    None => {
                        states.insert(&edge.to, State::Open);
                        stack.push((&edge.to, 0));
                    }
                }
            }
        }
        closing
    }
}

fn edge(context: &Context<'_>, at: String, schema: &Value, by_all_of: bool) -> Option<Edge> {
    let nullable = |value: &Value| value.get("nullable") == Some(&Value::Bool(true));
    if !by_all_of && nullable(schema) {
        return None;
    }
    let found = context.resolve(Found {
        pointer: at.clone(),
        value: schema,
    })?;
    if !by_all_of && nullable(found.value) {
        return None;
    }
    Some(Edge {
        at,
        to: found.pointer,
        by_all_of,
    })
}
