//! A recording of a server, and its replay against another one.

use std::collections::BTreeMap;
use std::path::Path;

use reqwest::Method;
use serde::Deserialize;
use serde_json::Value;

use crate::compare::{Compared, compare};
use crate::http;

/// Requests and answers in the order in which they were sent.
#[derive(Deserialize)]
pub(crate) struct Recording {
    pub(crate) records: Vec<Record>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Record {
    pub(crate) what: String,
    pub(crate) request: Request,
    pub(crate) response: Response,
    /// How the server was configured, where it was not as usual.
    #[serde(default)]
    pub(crate) note: String,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) path: String,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) body: Option<Value>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Response {
    /// `None`: the server closed the connection without an answer.
    pub(crate) status: Option<u16>,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
    /// The JSON, or the text, or nothing.
    #[serde(default)]
    pub(crate) body: Value,
}

pub(crate) fn recording(name: &str) -> Recording {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/recorded")
        .join(name);
    let text = std::fs::read_to_string(path).expect("the recording is there");
    serde_json::from_str(&text).expect("the recording can be read")
}

/// What a replay knows of the server that it talks to.
pub(crate) struct Replay {
    client: reqwest::Client,
    origin: String,
    /// The content type of a body, unless a record says something else.
    content_type: &'static str,
    /// Recorded tokens, keys and codes, and those that the server gave in their place.
    learned: BTreeMap<String, String>,
    differences: Vec<String>,
    replayed: usize,
}

impl Replay {
    pub(crate) fn new(origin: String, content_type: &'static str) -> Self {
        Self {
            client: http(),
            origin,
            content_type,
            learned: BTreeMap::new(),
            differences: Vec::new(),
            replayed: 0,
        }
    }

    /// Takes this for what the recording calls `recorded`.
    pub(crate) fn learn(&mut self, recorded: &str, actual: &str) {
        self.learned.insert(recorded.to_owned(), actual.to_owned());
    }

    pub(crate) fn knows(&self, recorded: &str) -> bool {
        self.learned.contains_key(recorded)
    }

    /// The text as this server would have it.
    pub(crate) fn translate(&self, text: &str) -> String {
        let mut text = text.to_owned();
        // The longest first: one name may be the beginning of another.
        for (recorded, actual) in self.learned.iter().rev() {
            text = text.replace(recorded, actual);
        }
        text
    }

    /// Sends the request of a record again, and remembers what the answer has differently.
    pub(crate) async fn replay(&mut self, record: &Record) {
        let Some(status) = record.response.status else {
            // Without an answer there is nothing to compare.
            return;
        };
        self.replayed += 1;
        let request = &record.request;
        let method = Method::from_bytes(request.method.as_bytes()).expect("a method");
        let url = self.translate(&format!("{}{}", self.origin, request.path));
        let mut builder = self.client.request(method, url);
        let mut content_type = request.body.as_ref().map(|_| self.content_type);
        for (name, value) in &request.headers {
            match name.as_str() {
                "content-type" => {
                    content_type = Some(value.as_str()).filter(|value| !value.is_empty())
                }
                _ => builder = builder.header(name, self.translate(value)),
            }
        }
        if let Some(content_type) = content_type {
            builder = builder.header("content-type", content_type);
        }
        builder = match &request.body {
            None => builder,
            Some(Value::String(text)) => builder.body(self.translate(text)),
            Some(json) => builder.body(self.translate(&json.to_string())),
        };
        let answer = builder.send().await.expect("the stand-in answers");
        let mut different = Vec::new();
        if answer.status().as_u16() != status {
            different.push(format!(
                "status {status}, stand-in {}",
                answer.status().as_u16()
            ));
        }
        for name in ["content-type", "location"] {
            let recorded = record.response.headers.get(name).map(String::as_str);
            let actual = answer
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok());
            let generated = recorded.is_some_and(|value| value.contains("FAKE"));
            if recorded != actual && !(generated && actual.is_some()) {
                different.push(format!("{name} {recorded:?}, stand-in {actual:?}"));
            }
        }
        let text = answer.text().await.expect("the answer is whole");
        let body = match text.as_str() {
            "" => Value::Null,
            text => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
        };
        // A HEAD has no body, whatever the answer says of it.
        if request.method != "HEAD" {
            let Compared {
                differences,
                learned,
            } = compare(&record.response.body, &body);
            different.extend(differences);
            self.learned.extend(learned);
        }
        let what = &record.what;
        self.differences.extend(
            different
                .into_iter()
                .map(|text| format!("{what}: recorded {text}")),
        );
    }

    /// Fails if anything was different, or fewer records were replayed than there are.
    #[track_caller]
    pub(crate) fn finish(self, records: usize) {
        let count = self.differences.len();
        assert!(
            count == 0,
            "{count} differences\n{}",
            self.differences.join("\n")
        );
        assert_eq!(
            self.replayed, records,
            "records without an answer are not replayed"
        );
    }
}
