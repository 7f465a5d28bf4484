//! Operations: names, and what belongs to each.

use super::context::Context;
use super::node::Node;
use super::parameter::Parameters;
use super::path_key::PathKey;
use super::response::Responses;
use crate::grammar::{ADDITIONAL_OPERATIONS, METHODS};
use crate::model::{
    Names, Operation, Pagination, PaginationStyle, Parameter, Place, SecurityScheme, ValueAt,
    call_name, method_name,
};

/// An operation where it stands in the document.
pub(crate) struct FoundOperation<'d> {
    path: &'d str,
    item: Node<'d>,
    method: &'d str,
    node: Node<'d>,
}

impl FoundOperation<'_> {
    pub(crate) fn pointer(&self) -> &str {
        &self.node.pointer
    }
}

impl<'d> Context<'d> {
    /// Where the operations stand, in the order of the document.
    pub(crate) fn found_operations(&self) -> Vec<FoundOperation<'d>> {
        let paths = self
            .root
            .get("paths")
            .map(|paths| paths.members())
            .unwrap_or_default();
        let mut found = Vec::new();
        for (path, item) in paths {
            if path.starts_with("x-") {
                continue;
            }
            let item = Node {
                pointer: item.pointer.clone(),
                ..self.follow(&item).unwrap_or(item)
            };
            let fixed = item.members().into_iter();
            let fixed = fixed.filter(|(method, _)| METHODS.contains(method));
            let additional = item.get(ADDITIONAL_OPERATIONS);
            let additional = additional
                .map(|others| others.members())
                .unwrap_or_default();
            for (method, node) in fixed.chain(additional) {
                found.push(FoundOperation {
                    path,
                    item: item.clone(),
                    method,
                    node,
                });
            }
        }
        found
    }

    /// The operations, in the order of the document.
    pub(crate) fn operations(
        &mut self,
        found: &[FoundOperation<'d>],
        schemes: &[SecurityScheme],
    ) -> Vec<Operation> {
        let mut calls = Names::default();
        let names = self.method_names(found);
        let mut operations = Vec::with_capacity(found.len());
        for (operation, name) in found.iter().zip(names) {
            // What it is lies elsewhere, as a finding of the lint says.
            if !operation.node.has("$ref") {
                operations.push(self.operation(operation, schemes, name, &mut calls));
            }
        }
        operations
    }

    /// The name of each operation. A name that the document gives is not taken by one that is derived.
    fn method_names(&mut self, operations: &[FoundOperation<'d>]) -> Vec<String> {
        let mut taken = Names::default();
        let mut names = vec![String::new(); operations.len()];
        for derived in [false, true] {
            for (found, place) in operations.iter().zip(&mut names) {
                let FoundOperation {
                    path,
                    method,
                    node: operation,
                    ..
                } = found;
                if operation.has("operationId") == derived {
                    continue;
                }
                let wanted = method_name(&id(path, method, operation));
                let name = taken.take(wanted.clone());
                // Of two equal ids, the lint has spoken.
                let is_equal = |other: &FoundOperation<'d>| {
                    other.node.pointer != operation.pointer
                        && other.node.text("operationId") == operation.text("operationId")
                };
                if name != wanted && (derived || !operations.iter().any(is_equal)) {
                    let (pointer, id) = if derived {
                        (operation.pointer.clone(), "an operationId")
                    } else {
                        (
                            format!("{}/operationId", operation.pointer),
                            "an operationId that differs in more than case and signs",
                        )
                    };
                    self.warn(
                        "operation-name-taken",
                        &pointer,
                        format!("another operation is called `{wanted}` in Rust already"),
                        format!("this one is called `{name}`; give it {id}"),
                    );
                }
                *place = name;
            }
        }
        names
    }

    fn operation(
        &mut self,
        found: &FoundOperation<'d>,
        schemes: &[SecurityScheme],
        name: String,
        calls: &mut Names,
    ) -> Operation {
        let FoundOperation {
            path,
            item,
            method,
            node: operation,
        } = found;
        let declared = [item, operation].into_iter();
        let declared = declared.filter_map(|owner| owner.get("parameters"));
        let declared = declared.flat_map(|list| list.items());
        let declared: Vec<&str> = declared
            .filter_map(|parameter| self.follow(&parameter))
            .filter(|parameter| parameter.text("in") == Some("path"))
            .filter_map(|parameter| parameter.text("name"))
            .collect();
        let key = PathKey::among(path, &declared);
        let id = id(path, method, operation);
        let call = calls.take(call_name(&name));
        let security = self.security(operation, schemes);
        let named: Vec<&SecurityScheme> = schemes
            .iter()
            .filter(|scheme| security.iter().flatten().any(|key| key == &scheme.key))
            .collect();
        // The body is an argument too, and the better known one; values of it may come from a stream.
        let mut arguments = Names::beside(&["body", "body_stream"]);
        if operation.has("x-pagination") {
            // The call's own methods.
            arguments.reserve("stream");
            arguments.reserve("pages");
        }
        let Parameters {
            taken: mut parameters,
            generated_headers,
        } = self.parameters(&key, item, operation, &named, &call, &mut arguments);
        // A client must not send one (RFC 9110, section 9.3.8).
        let traces = method.eq_ignore_ascii_case("trace");
        let body = (!traces).then(|| self.body(operation, &call)).flatten();
        let content_type = body.as_ref();
        let content_type =
            content_type.and_then(|body| self.content_type(operation, body, &mut arguments));
        // Beside the body, which comes after all that is required.
        let required = parameters.iter().filter(|parameter| parameter.required);
        let required = required.count();
        parameters.splice(required..required, content_type);
        let Responses {
            success,
            alternatives,
            stream_end,
            success_statuses,
            error,
            statuses,
            accept,
        } = self.responses(operation, method, &name, &call, &mut arguments);
        let summary = operation.prose("summary").or_else(|| item.prose("summary"));
        let description = operation
            .prose("description")
            .or_else(|| item.prose("description"));
        Operation {
            pagination: operation
                .get("x-pagination")
                .and_then(|node| pagination(&node, &parameters)),
            name,
            call,
            id,
            pointer: operation.pointer.clone(),
            docs_name: operation.text("x-docs-name").map(str::to_owned),
            // Other methods are written as they are sent.
            method: match METHODS.contains(method) {
                true => method.to_uppercase(),
                false => (*method).to_owned(),
            },
            path: key.template,
            fixed_query: key.fixed,
            summary,
            description,
            deprecated: operation.is_true("deprecated"),
            tag: self.heading(operation),
            destructive: operation
                .value
                .get("x-destructive")
                .and_then(serde_json::Value::as_bool),
            shown_once: operation.is_true("x-shown-once"),
            columns: columns(operation),
            parameters,
            generated_headers,
            idempotent: operation
                .value
                .get("x-idempotent")
                .and_then(serde_json::Value::as_bool),
            body,
            success,
            alternatives,
            stream_end,
            success_statuses,
            error,
            statuses,
            accept,
            server: self.own_server(item, operation),
            // What leads to it is found out once the types are known.
            value: operation.text("x-value").map(ValueAt::unresolved),
            absent: absent(operation),
            security,
        }
    }

    /// What an operation is listed under: its first tag, or the words that the tag has for people (OpenAPI 3.2).
    fn heading(&self, operation: &Node<'d>) -> Option<String> {
        let first = operation.get("tags")?.items().into_iter().next()?;
        let name = first.value.as_str()?;
        let tags = self.root.get("tags").map(|tags| tags.items());
        let mut declared = tags.into_iter().flatten();
        let declared = declared.find(|tag| tag.text("name") == Some(name));
        let summary = declared.and_then(|tag| tag.prose("summary"));
        Some(summary.unwrap_or_else(|| name.to_owned()))
    }
}

fn id(path: &str, method: &str, operation: &Node<'_>) -> String {
    operation
        .text("operationId")
        .map_or_else(|| derive_operation_id(method, path), str::to_owned)
}

/// An id for an operation that has none: `GET /users/{id}/tokens` is `get_users_by_id_tokens`.
pub fn derive_operation_id(method: &str, path: &str) -> String {
    let mut words = vec![method.to_lowercase()];
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        let spoken = segment.replace('{', " by ").replace('}', " ");
        let plain = spoken
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { ' ' })
            .collect::<String>();
        words.extend(plain.split_whitespace().map(str::to_owned));
    }
    heck::ToSnakeCase::to_snake_case(words.join(" ").as_str())
}

/// The properties that a table is to show.
fn columns(operation: &Node<'_>) -> Vec<String> {
    let names = operation.value.get("x-columns");
    let names = names.and_then(serde_json::Value::as_array);
    let names = names.into_iter().flatten();
    names
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect()
}

/// The statuses that say that there is nothing; the lint has spoken of what is no status of an error.
fn absent(operation: &Node<'_>) -> Vec<u16> {
    let statuses = operation.value.get("x-absent");
    let statuses = statuses.and_then(serde_json::Value::as_array);
    let codes = statuses
        .into_iter()
        .flatten()
        .filter_map(|status| u16::try_from(status.as_u64()?).ok());
    codes.filter(|code| (400..600).contains(code)).collect()
}

fn pagination(node: &Node<'_>, parameters: &[Parameter]) -> Option<Pagination> {
    let parameter = |key: &str| {
        let wire_name = node.text(key)?;
        parameters
            .iter()
            .find(|parameter| parameter.wire_name == wire_name && parameter.place == Place::Query)
    };
    let number = |key: &str| node.value.get(key).and_then(serde_json::Value::as_u64);
    let text = |key: &str| node.text(key).map(str::to_owned);
    let size = parameter("size")?;
    Some(Pagination {
        style: match node.text("style")? {
            "page" => PaginationStyle::Page {
                parameter: parameter("page")?.wire_name.clone(),
                first: number("first").unwrap_or(1),
            },
            "offset" => PaginationStyle::Offset {
                parameter: parameter("offset")?.wire_name.clone(),
            },
            _ => return None,
        },
        size: size.wire_name.clone(),
        default_size: size.default,
        items: text("items").unwrap_or_default(),
        total: text("total"),
        total_pages: text("total-pages"),
        max_size: number("max-size"),
    })
}
