//! Responses: statuses, headers, and the type that the method returns.

use serde_json::{Map, Value, json};

use super::operation::silence;
use super::{Assembler, GUESSED, UNDOCUMENTED, mark};
use crate::reconstruct::dialect::Dialect;
use crate::reconstruct::pages::Operation;

impl Assembler<'_> {
    pub(super) fn responses(
        &mut self,
        operation: &Operation,
        subject: &str,
        undocumented: &mut Vec<&'static str>,
    ) -> Value {
        let mut responses = Map::new();
        let documented = operation.responses.as_deref().unwrap_or_default();
        let success = success(documented.iter().map(|response| response.status.as_str()));
        let mut errors = false;
        for response in documented {
            let mut object = Map::new();
            let text = if self.options.prose {
                response.description.as_str()
            } else {
                ""
            };
            object.insert("description".to_owned(), json!(text));
            if !response.headers.is_empty() {
                let headers = response.headers.iter().map(|(name, text)| {
                    let mut header = Map::new();
                    if self.options.prose && !text.is_empty() {
                        header.insert("description".to_owned(), json!(text));
                    }
                    header.insert("schema".to_owned(), json!({UNDOCUMENTED: ["type"]}));
                    (name.clone(), Value::Object(header))
                });
                object.insert("headers".to_owned(), Value::Object(headers.collect()));
                let subject = format!("{subject}, headers of {}", response.status);
                self.gap(subject, &["type"], false, &response.place);
            }
            let is_success = success == Some(response.status.as_str());
            if is_success {
                self.content(operation, subject, &mut object);
            } else if response.status.starts_with('2') && !operation.accepts.is_empty() {
                mark(&mut object, UNDOCUMENTED, &["content"]);
                let subject = format!("{subject}, response {}", response.status);
                self.gap(subject, &["content"], false, &response.place);
            } else {
                errors |= !operation.accepts.is_empty();
            }
            responses.insert(response.status.clone(), Value::Object(object));
        }
        if errors {
            undocumented.push("error bodies");
        }
        if documented.is_empty() {
            // A range is all that a return type tells: it is for success, whatever the code.
            let mut object = Map::new();
            object.insert("description".to_owned(), json!(""));
            self.content(operation, subject, &mut object);
            mark(&mut object, UNDOCUMENTED, &["status"]);
            responses.insert("2XX".to_owned(), Value::Object(object));
            undocumented.push("statuses");
        } else if success.is_none() && operation.returns.is_some() {
            undocumented.push("status of the return type");
        }
        Value::Object(responses)
    }

    /// The content of the response that has the return type.
    fn content(&mut self, operation: &Operation, subject: &str, object: &mut Map<String, Value>) {
        let Some(returns) = &operation.returns else {
            return;
        };
        let schema = self.schema(returns);
        let mut types: Vec<&str> = operation.accepts.iter().map(String::as_str).collect();
        let mut guessed = Vec::new();
        if types.is_empty() {
            types.push("*/*");
            guessed.push("media type");
        } else if types.len() > 1 {
            // The line on the page is the union over all responses.
            guessed.push("media types");
        }
        if self.pages.dialect == Dialect::Codegen && returns.may_be_file() {
            guessed.push("schema");
        }
        let content: Map<String, Value> = types
            .into_iter()
            .map(|media_type| (media_type.to_owned(), json!({"schema": schema})))
            .collect();
        object.insert("content".to_owned(), Value::Object(content));
        mark(object, GUESSED, &guessed);
        let subject = format!("{subject}, answer");
        self.gap(subject.clone(), &guessed, true, &operation.place);
        let silent = silence(returns, false);
        self.gap(subject, &silent, false, &operation.place);
    }
}

/// The status whose type a generated method returns: the least of those for success, else the default one.
pub(crate) fn success<'a>(statuses: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    statuses
        .filter(|status| status.starts_with('2') || *status == "default")
        .min()
}
