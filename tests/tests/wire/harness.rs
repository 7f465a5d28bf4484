//! One operation at a time: answers it, records what was sent, compares what was decoded.
//!
//! ```text
//! let mut wire = Wire::start("portainer", "create_user", client).await;
//! wire.required(Answer::json(200, json!({ … })), |client| client.create_user(&CreateUser::new(…))).await;
//! let user = wire.full(Answer::json(200, json!({ … })), |client| client.create_user(&…)).await;
//! assert_eq!(user.role, UserRole::Standard);
//! wire.finish();
//! ```

use std::fmt::Write as _;
use std::path::Path;

use contabo_users::runtime::Error;
use contabo_users::runtime::uuid::{Uuid, Version};
use insta::Settings;
use serde::Serialize;
use serde_json::Value;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};
use workspace_tests::json::differences;

use crate::description::Description;

/// What the local server answers to one call, and what the client has to make of it.
pub(crate) struct Answer {
    status: u16,
    template: ResponseTemplate,
    expected: Value,
}

impl Answer {
    /// A JSON body, all of which has to be decoded.
    pub(crate) fn json(status: u16, body: Value) -> Self {
        Self::json_as(status, "application/json", body)
    }

    /// A JSON body that calls itself something else, as some servers do.
    pub(crate) fn json_as(status: u16, content_type: &str, body: Value) -> Self {
        Self {
            status,
            template: ResponseTemplate::new(status).set_body_raw(body.to_string(), content_type),
            expected: body,
        }
    }

    /// No body at all: decodes to `()` or `None`.
    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status,
            template: ResponseTemplate::new(status),
            expected: Value::Null,
        }
    }

    /// A body of which the description promises nothing: decodes to `()`.
    pub(crate) fn ignored(status: u16, content_type: &str, body: &str) -> Self {
        Self {
            status,
            template: ResponseTemplate::new(status).set_body_raw(body, content_type),
            expected: Value::Null,
        }
    }
}

/// A JSON file below `tests/fixtures/responses`, named without its ending: `sftpgo/get_user`.
pub(crate) fn fixture(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/responses")
        .join(format!("{name}.json"));
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The test of one operation: a server of its own, and what it has received.
pub(crate) struct Wire<C> {
    vendor: &'static str,
    operation: &'static str,
    server: MockServer,
    client: C,
    required: Option<Request>,
    full: Option<Request>,
    /// What was answered: the status and what had to be decoded.
    answered: Vec<(u16, Value)>,
}

impl<C> Wire<C> {
    /// Starts a server on a free port. `client` builds the vendor's client for its base URL, with every
    /// credential that the vendor knows: the snapshot shows which of them the operation is sent with.
    pub(crate) async fn start(
        vendor: &'static str,
        operation: &'static str,
        client: impl FnOnce(&str) -> C,
    ) -> Self {
        let server = MockServer::start().await;
        let client = client(&server.uri());
        Self {
            vendor,
            operation,
            server,
            client,
            required: None,
            full: None,
            answered: Vec::new(),
        }
    }

    /// Calls the operation with only what is required, for the snapshot, and gives the decoded answer.
    ///
    /// An identifier that the client makes up (a version 4 UUID in a header) is masked here.
    pub(crate) async fn required<T: Serialize, E, I>(
        &mut self,
        answer: Answer,
        call: impl FnOnce(&C) -> I,
    ) -> T
    where
        I: IntoFuture<Output = Result<T, Error<E>>>,
    {
        let (request, value) = self.succeeds(answer, call).await;
        self.required = Some(request);
        value
    }

    /// Calls the operation with every optional argument and field set, for the snapshot, and gives the
    /// decoded answer. An operation that has no options needs only [`required`](Self::required).
    pub(crate) async fn full<T: Serialize, E, I>(
        &mut self,
        answer: Answer,
        call: impl FnOnce(&C) -> I,
    ) -> T
    where
        I: IntoFuture<Output = Result<T, Error<E>>>,
    {
        let (request, value) = self.succeeds(answer, call).await;
        self.full = Some(request);
        value
    }

    /// Calls the operation once more, for another of its answers; what was sent is not recorded.
    pub(crate) async fn decodes<T: Serialize, E, I>(
        &mut self,
        answer: Answer,
        call: impl FnOnce(&C) -> I,
    ) -> T
    where
        I: IntoFuture<Output = Result<T, Error<E>>>,
    {
        self.succeeds(answer, call).await.1
    }

    /// Calls the operation once more, for an error that has the body of the description.
    pub(crate) async fn fails<T, E: Serialize, I>(
        &mut self,
        answer: Answer,
        call: impl FnOnce(&C) -> I,
    ) -> Error<E>
    where
        I: IntoFuture<Output = Result<T, Error<E>>>,
    {
        let status = answer.status;
        let expected = answer.expected.clone();
        let Err(error) = self.exchange(answer, call).await.1 else {
            panic!("{}: an error status became a success", self.operation);
        };
        assert_same(self.operation, &expected, &error.body());
        self.answered.push((status, expected));
        error
    }

    /// Compares what was sent with the snapshot.
    ///
    /// Fails as well if the test has left out something that the description names: a parameter or a
    /// property that no request sent, a success status or a property that no answer had.
    pub(crate) fn finish(self) {
        let required = self.required.as_ref().unwrap_or_else(|| {
            panic!(
                "{}: call it by `required`, which records it for the snapshot",
                self.operation
            )
        });
        self.assert_complete(self.full.as_ref().unwrap_or(required));
        let mut text = format!(
            "# only what is required\n\n{}",
            describe(required, mask_generated)
        );
        match &self.full {
            Some(full) => {
                let full = describe(full, |_, value| value.to_owned());
                let _ = write!(text, "\n\n# with every option\n\n{full}");
            }
            None => text.push_str("\n\n# there are no options"),
        }
        let mut settings = Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| {
            insta::assert_snapshot!(format!("{}__{}", self.vendor, self.operation), text);
        });
    }

    fn assert_complete(&self, request: &Request) {
        let description = Description::of(self.vendor);
        let operation = description
            .operations()
            .find(|operation| operation.id() == self.operation)
            .unwrap_or_else(|| panic!("{} has no {}", self.vendor, self.operation));
        let query: Vec<String> = request
            .url
            .query_pairs()
            .map(|(name, _)| name.into_owned())
            .collect();
        let headers: Vec<String> = request.headers.keys().map(ToString::to_string).collect();
        let body = serde_json::from_slice::<Value>(&request.body).ok();
        let mut missing = operation.not_sent(&query, &headers, body.as_ref());
        missing.extend(operation.not_answered(&self.answered));
        assert!(
            missing.is_empty(),
            "{}: the test leaves out\n{}",
            self.operation,
            missing.join("\n")
        );
    }

    async fn succeeds<T: Serialize, E, I>(
        &mut self,
        answer: Answer,
        call: impl FnOnce(&C) -> I,
    ) -> (Request, T)
    where
        I: IntoFuture<Output = Result<T, Error<E>>>,
    {
        let status = answer.status;
        let expected = answer.expected.clone();
        let (request, result) = self.exchange(answer, call).await;
        let value = result.unwrap_or_else(|error| panic!("{error}: {error:?}"));
        let returned = Description::of(self.vendor).returned(self.operation, status, &expected);
        assert_same(self.operation, &returned, &value);
        self.answered.push((status, expected));
        (request, value)
    }

    async fn exchange<T, E, I>(
        &mut self,
        answer: Answer,
        call: impl FnOnce(&C) -> I,
    ) -> (Request, Result<T, Error<E>>)
    where
        I: IntoFuture<Output = Result<T, Error<E>>>,
    {
        self.server.reset().await;
        Mock::given(any())
            .respond_with(answer.template)
            .mount(&self.server)
            .await;
        let result = call(&self.client).await;
        let mut requests = self.server.received_requests().await.unwrap_or_default();
        match (requests.pop(), requests.len(), result) {
            (Some(request), 0, result) => (request, result),
            (None, _, Err(error)) => panic!("nothing was sent: {error}: {error:?}"),
            (_, more, _) => panic!("{}: sent {} requests", self.operation, more + 1),
        }
    }
}

/// Hides what differs from run to run, once it is what it should be.
fn mask_generated(name: &str, value: &str) -> String {
    match Uuid::try_parse(value) {
        Err(_) => value.to_owned(),
        Ok(uuid) => {
            assert_eq!(
                uuid.get_version(),
                Some(Version::Random),
                "the client made up {value} for {name}"
            );
            "<a new version 4 UUID>".to_owned()
        }
    }
}

/// The request as it went over the wire: path and query still encoded, headers in order of their names.
///
/// Headers that belong to the connection or say nothing are left out: `host`, `content-length` and
/// `user-agent`.
fn describe(request: &Request, mask: impl Fn(&str, &str) -> String) -> String {
    let mut text = format!("{} {}", request.method, request.url.path());
    if let Some(query) = request.url.query() {
        let _ = write!(text, "?{query}");
    }
    let mut headers: Vec<String> = request
        .headers
        .iter()
        .filter(|(name, _)| !["host", "content-length", "user-agent"].contains(&name.as_str()))
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            format!("{name}: {}", mask(name.as_str(), &value))
        })
        .collect();
    headers.sort();
    for header in headers {
        let _ = write!(text, "\n{header}");
    }
    if !request.body.is_empty() {
        let body = match serde_json::from_slice::<Value>(&request.body) {
            Ok(json) => format!("{json:#}"),
            Err(_) => String::from_utf8_lossy(&request.body).into_owned(),
        };
        let _ = write!(text, "\n\n{body}");
    }
    text
}

/// Fails unless writing the decoded value gives what the server sent.
///
/// One difference is allowed: a field that the server sent as `null` may be missing, because both are
/// `None`.
pub(crate) fn assert_same(operation: &str, sent: &Value, decoded: &impl Serialize) {
    let written = serde_json::to_value(decoded)
        .unwrap_or_else(|error| panic!("{operation}: writing the decoded value: {error}"));
    let differences = differences(sent, &written, |sent, read| {
        sent.is_null() && read.is_none()
    });
    assert!(
        differences.is_empty(),
        "{operation}: decoding changed the answer:\n{}",
        differences.join("\n")
    );
}
