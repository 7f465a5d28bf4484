//! What the arguments of a call have to be.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use http::header::HeaderValue;

use super::body::{self, is_secret, named_values};
use super::received::{Received, pairs};
use super::template::decode;
use crate::call::operation::Operation;
use crate::call::request::Request;
use crate::values::secret::Secret;

/// What the arguments of a call have to be; generated types with a setter for each of them stand around it.
///
/// It holds a request as the client would send it, with what was said. What was not said may be anything.
pub struct Expectation {
    call: Request<()>,
    /// The secrets in a body of the expected type.
    secrets: fn(&[u8]) -> Vec<Secret>,
    conditions: Vec<Condition>,
}

/// What is wrong with a call, if anything.
type Condition = Box<dyn Fn(&Received) -> Option<String> + Send + Sync>;

impl Expectation {
    /// Any call of an operation.
    pub fn of(operation: &'static Operation) -> Self {
        Self {
            call: Request::new((), operation),
            secrets: |_| Vec::new(),
            conditions: Vec::new(),
        }
    }

    /// Expects what is set in a request.
    pub fn has(&mut self, set: impl FnOnce(Request<()>) -> Request<()>) {
        self.call = set(self.call.clone());
    }

    /// Expects a call in which the condition finds nothing wrong.
    pub(super) fn condition(
        &mut self,
        condition: impl Fn(&Received) -> Option<String> + Send + Sync + 'static,
    ) {
        self.conditions.push(Box::new(condition));
    }

    /// Says how the secrets are found in a body that came.
    pub(super) fn secrets(&mut self, secrets: fn(&[u8]) -> Vec<Secret>) {
        self.secrets = secrets;
    }

    /// Why no call can ever be like this.
    pub(super) fn contradiction(&self) -> Option<String> {
        self.call.refusal.as_ref().map(ToString::to_string)
    }

    /// What is different in a call of the operation, whose path gave these values; nothing if it is as expected.
    pub(super) fn differences(
        &self,
        received: &Received,
        captured: &[(String, String)],
    ) -> Vec<String> {
        let mut secrets = self.call.secrets.clone();
        secrets.extend((self.secrets)(&received.body));
        let path = self.call.path.iter();
        let path: Vec<_> = path
            .map(|(name, value)| (name.clone(), decode(value)))
            .collect();
        let mut differences = named_values("path", &path, captured, false, &secrets);
        let query: Vec<_> = self
            .call
            .query
            .iter()
            .flat_map(|(_, sent)| pairs(sent))
            .collect();
        differences.extend(named_values(
            "query",
            &query,
            &received.query,
            false,
            &secrets,
        ));
        for (name, value) in &self.call.headers.fields {
            let expected = value.to_str().unwrap_or_default();
            let actual = received.header(name.as_str());
            if actual != Some(expected) {
                let show = |text| shown(text, value, &secrets);
                let what = format!("header `{name}`");
                differences.push(differs(
                    &what,
                    Some(&show(expected)),
                    actual.map(show).as_deref(),
                ));
            }
        }
        let cookies = self.call.cookies.iter();
        let cookies = cookies.flat_map(|(_, pairs)| pairs.split("; "));
        let cookies: Vec<_> = cookies.filter_map(|pair| pair.split_once('=')).collect();
        let mut names: Vec<&str> = cookies.iter().map(|(name, _)| *name).collect();
        names.dedup();
        for name in names {
            let expected: Vec<&str> = (cookies.iter())
                .filter_map(|(other, value)| (*other == name).then_some(*value))
                .collect();
            let actual = received.cookies(name);
            if actual != expected {
                // Whether a cookie is a credential, only its server knows.
                let show = |values: &[&str]| (!values.is_empty()).then_some("***");
                differences.push(differs(
                    &format!("cookie `{name}`"),
                    show(&expected),
                    show(&actual),
                ));
            }
        }
        if let Some((content_type, expected)) = &self.call.body
            && let Some(expected) = expected.bytes()
        {
            let content_type = content_type.to_str().unwrap_or_default();
            differences.extend(body::differences(
                content_type,
                expected,
                received,
                &secrets,
            ));
        }
        for condition in &self.conditions {
            // An assertion in a condition would take the connection down and say nothing to the caller.
            match catch_unwind(AssertUnwindSafe(|| condition(received))) {
                Ok(difference) => differences.extend(difference),
                Err(_) => differences.push("a condition panicked".to_owned()),
            }
        }
        differences
    }
}

impl fmt::Debug for Expectation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is expected may be a secret.
        let Self {
            call,
            secrets: _,
            conditions,
        } = self;
        formatter
            .debug_struct("Expectation")
            .field("call", call)
            .field("conditions", &conditions.len())
            .finish()
    }
}

fn shown(text: &str, header: &HeaderValue, secrets: &[Secret]) -> String {
    match header.is_sensitive() || is_secret(text, secrets) {
        true => "***".to_owned(),
        false => clipped(text),
    }
}

/// One difference, in words.
pub(super) fn differs(what: &str, expected: Option<&str>, actual: Option<&str>) -> String {
    const NOTHING: &str = "nothing";
    let expected = expected.unwrap_or(NOTHING);
    match actual.unwrap_or(NOTHING) {
        // Both are hidden.
        actual if actual == expected => format!("{what}: expected {expected}, got another value"),
        actual => format!("{what}: expected {expected}, got {actual}"),
    }
}

/// No more than fits into a line that is meant to be read.
pub(super) fn clipped(text: &str) -> String {
    const MOST: usize = 120;
    let mut clipped: String = text.chars().take(MOST).collect();
    if clipped.len() < text.len() {
        clipped.push('…');
    }
    clipped
}
