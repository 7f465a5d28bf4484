//! A call is one span, with the names of OpenTelemetry and no value of the caller's.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;
use users_client_runtime::RetryPolicy;

use crate::client::{ApiError, Client, Credentials, GET, JANE, User};
use crate::support::{Server, json, reply};

type Fields = BTreeMap<String, String>;

/// Keeps the fields of our spans, and the text of everything.
#[derive(Clone, Default)]
struct Recorder {
    spans: Arc<Mutex<Vec<(Id, Fields)>>>,
    text: Arc<Mutex<String>>,
}

struct Into<'a>(&'a mut Fields);

impl Visit for Into<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let value = format!("{value:?}").trim_matches('"').to_owned();
        self.0.insert(field.name().to_owned(), value);
    }
}

impl<S: tracing::Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Recorder {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, _: Context<'_, S>) {
        let mut fields = Fields::new();
        attributes.record(&mut Into(&mut fields));
        self.text.lock().unwrap().push_str(&format!("{fields:?}"));
        if attributes.metadata().name() == "http.client.call" {
            self.spans.lock().unwrap().push((id.clone(), fields));
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut spans = self.spans.lock().unwrap();
        if let Some((_, fields)) = spans.iter_mut().find(|(other, _)| other == id) {
            values.record(&mut Into(fields));
        }
    }

    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let mut fields = Fields::new();
        event.record(&mut Into(&mut fields));
        self.text.lock().unwrap().push_str(&format!("{fields:?}"));
    }
}

#[tokio::test]
async fn a_span_says_what_was_called_and_how_it_went() {
    let recorder = Recorder::default();
    let subscriber = tracing_subscriber::registry().with(recorder.clone());
    let _guard = tracing::subscriber::set_default(subscriber);

    let server = Server::in_turn(vec![json(503, "{}"), json(200, "{}"), json(404, "{}")]).await;
    let client = Client::builder(server.url())
        .credentials(Credentials::default().with_query_key("secret-key"))
        .retry(RetryPolicy::default().base_delay(Duration::from_millis(1)))
        .build()
        .unwrap();
    let call = || {
        client
            .call(&GET)
            .path("name", "secret-name")
            .query("q", "secret-query")
    };
    call().send_empty::<ApiError>().await.unwrap();
    call().send_empty::<ApiError>().await.unwrap_err();

    let spans = recorder.spans.lock().unwrap();
    let fields: Vec<&Fields> = spans.iter().map(|(_, fields)| fields).collect();
    let expected = |pairs: &[(&str, &str)]| -> Fields {
        let common = [
            ("otel.kind", "client"),
            ("otel.name", "GET /users/{name}"),
            ("operation", "get_user"),
            ("http.request.method", "GET"),
            ("url.template", "/users/{name}"),
        ];
        let all = common.iter().chain(pairs);
        all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    };
    assert_eq!(
        fields,
        [
            &expected(&[
                ("http.response.status_code", "200"),
                ("http.request.resend_count", "1")
            ]),
            &expected(&[
                ("http.response.status_code", "404"),
                ("otel.status_code", "ERROR"),
                ("error.type", "404"),
            ]),
        ]
    );
    let text = recorder.text.lock().unwrap();
    assert!(text.contains("the attempt failed"), "{text}");
    // Nothing below this crate shows a value of the caller's either.
    assert!(!text.contains("secret-"), "{text}");
}

#[tokio::test]
async fn an_answer_that_there_is_nothing_counts_as_a_failure() {
    let recorder = Recorder::default();
    let subscriber = tracing_subscriber::registry().with(recorder.clone());
    let _guard = tracing::subscriber::set_default(subscriber);

    let server = Server::in_turn(vec![reply(404, "", &[], ""), json(403, "{}")]).await;
    let client = Client::builder(server.url()).build().unwrap();
    let call = || client.call(&GET).path("name", "jane");
    let user = || call().send_json::<User, ApiError>().or_none(&[404]);
    assert_eq!(user().await.unwrap(), None);
    user().await.unwrap_err();
    let spans = recorder.spans.lock().unwrap();
    let of = |span: usize, field: &str| spans[span].1.get(field).map(String::as_str);
    assert_eq!(of(0, "http.response.status_code"), Some("404"));
    assert_eq!(of(0, "otel.status_code"), None);
    assert_eq!(of(0, "error.type"), None);
    assert_eq!(of(1, "otel.status_code"), Some("ERROR"));
    assert_eq!(of(1, "error.type"), Some("403"));
}

#[tokio::test]
async fn nobody_learns_of_a_success_that_is_not_described() {
    let recorder = Recorder::default();
    let subscriber = tracing_subscriber::registry().with(recorder.clone());
    let _guard = tracing::subscriber::set_default(subscriber);

    let server = Server::in_turn(vec![json(200, JANE), json(202, JANE)]).await;
    let client = Client::builder(server.url()).build().unwrap();
    let call = || client.call(&GET).path("name", "jane");
    let event = "does not name the status";
    call().send_json::<User, ApiError>().await.unwrap();
    assert!(!recorder.text.lock().unwrap().contains(event));
    call().send_json::<User, ApiError>().await.unwrap();
    let text = recorder.text.lock().unwrap();
    assert!(text.contains(event) && text.contains("\"202\""), "{text}");
}
