//! Responses: statuses, headers, and the type that the method returns.

use serde_json::{Map, Value, json};

use super::operation::silence;
use super::{Assembler, GUESSED, UNDOCUMENTED, mark};
use crate::reconstruct::dialect::Dialect;
use crate::reconstruct::pages::{Operation, Response};
use crate::reconstruct::subject::{Part, Subject};
use crate::reconstruct::type_expression::Type;

impl Assembler<'_> {
    pub(super) fn responses(
        &mut self,
        operation: &Operation,
        subject: &Subject,
        undocumented: &mut Vec<&'static str>,
    ) -> Value {
        let mut responses = Map::new();
        let documented = operation.responses.as_deref().unwrap_or_default();
        let success = success(documented.iter().map(|response| response.status.as_str()));
        let accepted = Accepted::of(operation, documented, success);
        let mut errors = false;
        for response in documented {
            let mut object = Map::new();
            let text = if self.options.prose {
                response.description.as_str()
            } else {
                ""
            };
            object.insert("description".to_owned(), json!(text));
            self.headers(response, subject, &mut object);
            let own = subject.part(Part::Response, &response.status);
            if let Some(content) = &response.content {
                self.told(content, own, response, &mut object);
                responses.insert(response.status.clone(), Value::Object(object));
                continue;
            }
            let is_success = success == Some(response.status.as_str());
            let without_schema: &[&str] = if is_error(&response.status) && !is_success {
                &accepted.errors
            } else if may_have_content(&response.status) {
                &accepted.silent
            } else {
                &[]
            };
            if is_success && operation.returns.is_some() {
                self.content(operation, &accepted.success, subject, &mut object);
            } else if !without_schema.is_empty() {
                let media = |media_type: &&str| {
                    let schema = json!({"schema": {UNDOCUMENTED: ["type"]}});
                    ((*media_type).to_owned(), schema)
                };
                let content: Map<String, Value> = without_schema.iter().map(media).collect();
                object.insert("content".to_owned(), Value::Object(content));
                let guessed: &[_] = if accepted.shared { &["content"] } else { &[] };
                mark(&mut object, GUESSED, guessed);
                self.gap(own.clone(), guessed, true, &response.place);
                self.gap(own, &["type"], false, &response.place);
            } else if response.status.starts_with('2') && !operation.accepts.is_empty() {
                let elsewhere = is_success && !accepted.errors.is_empty();
                if !elsewhere {
                    mark(&mut object, UNDOCUMENTED, &["content"]);
                    self.gap(own, &["content"], false, &response.place);
                }
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
            self.content(operation, &accepted.success, subject, &mut object);
            mark(&mut object, UNDOCUMENTED, &["status"]);
            responses.insert("2XX".to_owned(), Value::Object(object));
            undocumented.push("statuses");
        } else if success.is_none() && operation.returns.is_some() {
            undocumented.push("status of the return type");
        }
        Value::Object(responses)
    }

    fn headers(&mut self, response: &Response, subject: &Subject, object: &mut Map<String, Value>) {
        let mut headers = Map::new();
        for header in &response.headers {
            let mut value = Map::new();
            if self.options.prose && !header.description.is_empty() {
                value.insert("description".to_owned(), json!(header.description));
            }
            value.insert("schema".to_owned(), self.schema(&header.kind));
            headers.insert(header.name.clone(), Value::Object(value));
        }
        if headers.is_empty() {
            return;
        }
        object.insert("headers".to_owned(), Value::Object(headers));
        let open = response.headers.iter().any(|header| header.kind.is_open());
        let silent: &[_] = if open { &["type"] } else { &[] };
        let subject = subject.part(Part::Headers, &response.status);
        self.gap(subject, silent, false, &response.place);
    }

    /// The content that the pages show of this response.
    fn told(
        &mut self,
        content: &[(String, Type)],
        subject: Subject,
        response: &Response,
        object: &mut Map<String, Value>,
    ) {
        if content.is_empty() {
            return;
        }
        let mut media = Map::new();
        for (media_type, kind) in content {
            let schema = self.schema(kind);
            media.insert(media_type.clone(), json!({"schema": schema}));
        }
        object.insert("content".to_owned(), Value::Object(media));
        let open = content.iter().any(|(_, kind)| kind.is_open());
        let silent: &[_] = if open { &["type"] } else { &[] };
        self.gap(subject, silent, false, &response.place);
    }

    /// The content of the response that has the return type.
    fn content(
        &mut self,
        operation: &Operation,
        accepted: &[&str],
        subject: &Subject,
        object: &mut Map<String, Value>,
    ) {
        let Some(returns) = &operation.returns else {
            return;
        };
        let schema = self.schema(returns);
        let mut types = accepted.to_vec();
        let mut guessed = Vec::new();
        if types.is_empty() {
            types.push("*/*");
            guessed.push("media type");
        } else if operation.accepts.len() > 1 {
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
        let subject = subject.part(Part::Answer, "");
        self.gap(subject.clone(), &guessed, true, &operation.place);
        let silent = silence(returns, false);
        self.gap(subject, &silent, false, &operation.place);
    }
}

/// The media types of the line that holds those of all responses, by the responses that they can be of.
struct Accepted<'a> {
    /// Of the response that has the return type.
    success: Vec<&'a str>,
    /// Of the errors.
    errors: Vec<&'a str>,
    /// Of a success that returns nothing, where no error can have them.
    silent: Vec<&'a str>,
    /// Whether several responses may have them, or none: Swagger 2.0 names media types for answers without content.
    shared: bool,
}

impl<'a> Accepted<'a> {
    fn of(operation: &'a Operation, documented: &[Response], success: Option<&str>) -> Self {
        let all = || operation.accepts.iter().map(String::as_str);
        let statuses = || documented.iter().map(|response| response.status.as_str());
        let mut accepted = Self {
            success: all().collect(),
            errors: Vec::new(),
            silent: Vec::new(),
            shared: false,
        };
        if documented.is_empty() {
            return accepted;
        }
        let errors = statuses().filter(|status| is_error(status) && Some(*status) != success);
        let errors = errors.count();
        if operation.returns.is_some() {
            let (problems, others): (Vec<&str>, Vec<&str>) =
                all().partition(|media_type| is_problem(media_type));
            if errors > 0 && !others.is_empty() && !problems.is_empty() {
                accepted.success = others;
                accepted.errors = problems;
                accepted.shared = errors > 1;
            }
        } else if errors > 0 {
            accepted.errors = all().collect();
            accepted.shared = errors > 1 || !all().all(is_problem);
        } else {
            accepted.silent = all().collect();
            accepted.shared = true;
        }
        accepted
    }
}

/// RFC 9457: what only errors are.
fn is_problem(media_type: &str) -> bool {
    media_type.starts_with("application/problem+")
}

fn is_error(status: &str) -> bool {
    status.starts_with(['4', '5']) || status == "default"
}

/// RFC 9110 allows no content with these.
fn may_have_content(status: &str) -> bool {
    !status.starts_with('1') && !matches!(status, "204" | "205" | "304")
}

/// The status whose type a generated method returns: the least of those for success, else the default one.
pub(crate) fn success<'a>(statuses: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    statuses
        .filter(|status| status.starts_with('2') || *status == "default")
        .min()
}
