//! What a call is answered with.

use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;

use super::written::{self, ToAnswer};
use crate::call::operation::{Operation, Status};
use crate::streams::event::Event;

/// A success with a JSON body.
#[derive(Debug)]
pub struct Json<T>(PhantomData<T>);

/// A success with or without a JSON body.
#[derive(Debug)]
pub struct OptionalJson<T>(PhantomData<T>);

/// A success whose status says what its body is.
#[derive(Debug)]
pub struct ByStatus<T>(PhantomData<T>);

/// A success without a body.
#[derive(Debug)]
pub struct Empty(());

/// A success with text.
#[derive(Debug)]
pub struct Text(());

/// A success with bytes.
#[derive(Debug)]
pub struct Raw(());

/// A success with events whose data is `T`.
#[derive(Debug)]
pub struct Events<T>(PhantomData<T>);

/// A success with events that are described with all their fields.
#[derive(Debug)]
pub struct DescribedEvents<T>(PhantomData<T>);

/// A success with JSON values, one after the other.
#[derive(Debug)]
pub struct Values<T>(PhantomData<T>);

/// What a call is answered with: `T` is what a success holds, `E` the body of an error.
///
/// Each answer adds to those before it. They are given one after the other, the last one again and again.
#[derive(Debug)]
pub struct Then<T, E> {
    operation: &'static Operation,
    answers: Answers,
    types: PhantomData<fn(T) -> E>,
}

/// An answer, to be changed in details.
#[derive(Debug)]
pub struct Answer {
    answers: Answers,
    index: usize,
}

pub(super) type Answers = Arc<Mutex<Vec<Reply>>>;

/// What goes over the wire.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) delay: Duration,
    /// How much of the body is sent, if not all of it.
    pub(super) broken_after: Option<usize>,
}

impl Reply {
    #[track_caller]
    pub(super) fn new(status: u16, content_type: Option<&str>, body: Bytes) -> Self {
        let mut headers = HeaderMap::new();
        headers.extend(content_type.map(|value| (CONTENT_TYPE, header_value(value))));
        Self {
            status: status_code(status),
            headers,
            body,
            delay: Duration::ZERO,
            broken_after: None,
        }
    }

    #[track_caller]
    pub(super) fn json(status: u16, body: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_vec(body) {
            Ok(body) => Self::new(status, Some("application/json"), body.into()),
            Err(error) => panic!("the answer cannot be written as JSON: {error}"),
        }
    }
}

impl<T, E> Then<T, E> {
    pub(super) fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            answers: Answers::default(),
            types: PhantomData,
        }
    }

    /// Answers with an error and its body.
    ///
    /// # Panics
    ///
    /// If the status is a success of the operation, or no status at all.
    #[track_caller]
    pub fn error(&mut self, status: u16, body: &E) -> Answer
    where
        E: ToAnswer,
    {
        assert!(
            !self
                .operation
                .success
                .iter()
                .any(|success| success.matches(status)),
            "{status} is a success of {}, not an error",
            self.operation.id
        );
        self.push(body.to_answer().0).status(status)
    }

    /// Answers with any JSON, whatever the description says: for what a later version of the server may send, or a broken
    /// one.
    ///
    /// # Panics
    ///
    /// If there is no such status.
    #[track_caller]
    pub fn json(&mut self, status: u16, body: &(impl Serialize + ?Sized)) -> Answer {
        self.push(Reply::json(status, body))
    }

    /// Answers with anything at all, such as the HTML page of a proxy.
    ///
    /// # Panics
    ///
    /// If there is no such status, or the media type cannot be a header's value.
    #[track_caller]
    pub fn respond(&mut self, status: u16, content_type: &str, body: impl Into<Bytes>) -> Answer {
        self.push(Reply::new(status, Some(content_type), body.into()))
    }

    /// Answers with events, whatever the description says; their data is JSON, or text where it is a string.
    ///
    /// # Panics
    ///
    /// If the data of one cannot be written as JSON.
    #[track_caller]
    pub fn events<D: Serialize>(&mut self, events: impl IntoIterator<Item = Event<D>>) -> Answer {
        let status = self.success(has_body);
        let text: String = events
            .into_iter()
            .map(|event| written::event(&event))
            .collect();
        self.respond(status, "text/event-stream", text)
    }

    /// Answers with JSON values, one on each line, whatever the description says.
    ///
    /// # Panics
    ///
    /// If one cannot be written as JSON.
    #[track_caller]
    pub fn json_lines<V: Serialize>(&mut self, values: impl IntoIterator<Item = V>) -> Answer {
        let status = self.success(has_body);
        let text: String = values
            .into_iter()
            .map(|value| written::line(&value))
            .collect();
        self.respond(status, "application/x-ndjson", text)
    }

    fn push(&mut self, reply: Reply) -> Answer {
        let mut answers = lock(&self.answers);
        answers.push(reply);
        Answer {
            index: answers.len() - 1,
            answers: Arc::clone(&self.answers),
        }
    }

    /// The first documented success that `fits`.
    fn success(&self, fits: impl Fn(u16) -> bool) -> u16 {
        let documented = self.operation.success.iter().map(|status| match status {
            Status::Code(code) => *code,
            Status::Range(digit) => digit * 100,
        });
        let mut documented = documented.filter(|code| fits(*code));
        documented.next().unwrap_or(200)
    }

    pub(super) fn into_answers(self) -> Answers {
        self.answers
    }
}

impl<T: Serialize, E> Then<Json<T>, E> {
    /// Answers with the documented status of a success.
    #[track_caller]
    pub fn ok(&mut self, body: &T) -> Answer {
        let status = self.success(has_body);
        self.json(status, body)
    }
}

impl<T: Serialize, E> Then<OptionalJson<T>, E> {
    /// Answers with the documented status of a success: with a body, or with `None`.
    #[track_caller]
    pub fn ok<'b>(&mut self, body: impl Into<Option<&'b T>>) -> Answer
    where
        T: 'b,
    {
        match body.into() {
            Some(body) => {
                let status = self.success(has_body);
                self.json(status, body)
            }
            None => self.empty(),
        }
    }
}

impl<T: ToAnswer, E> Then<ByStatus<T>, E> {
    /// Answers with the status of a variant and what it holds.
    #[track_caller]
    pub fn ok(&mut self, answer: &T) -> Answer {
        self.push(answer.to_answer().0)
    }
}

impl<E> Then<Empty, E> {
    /// Answers with the documented status of a success.
    pub fn ok(&mut self) -> Answer {
        self.empty()
    }
}

impl<E> Then<Text, E> {
    /// Answers with text and the documented status of a success.
    #[track_caller]
    pub fn ok(&mut self, text: impl Into<String>) -> Answer {
        let status = self.success(has_body);
        self.respond(status, "text/plain; charset=utf-8", text.into())
    }
}

impl<T: Serialize, E> Then<Events<T>, E> {
    /// Answers with these events, and then ends; one after the other without a pause.
    #[track_caller]
    pub fn ok(&mut self, events: impl IntoIterator<Item = Event<T>>) -> Answer {
        self.events(events)
    }
}

impl<T: Serialize, E> Then<DescribedEvents<T>, E> {
    /// Answers with these events, and then ends; one after the other without a pause.
    #[track_caller]
    pub fn ok<'e>(&mut self, events: impl IntoIterator<Item = &'e T>) -> Answer
    where
        T: 'e,
    {
        self.events(events.into_iter().map(written::described))
    }
}

impl<T: Serialize, E> Then<Values<T>, E> {
    /// Answers with these values, and then ends.
    #[track_caller]
    pub fn ok<'v>(&mut self, values: impl IntoIterator<Item = &'v T>) -> Answer
    where
        T: 'v,
    {
        self.json_lines(values)
    }
}

impl<E> Then<Raw, E> {
    /// Answers with bytes and the documented status of a success.
    #[track_caller]
    pub fn ok(&mut self, bytes: impl Into<Bytes>) -> Answer {
        let status = self.success(has_body);
        self.respond(status, "application/octet-stream", bytes)
    }
}

impl<T, E> Then<T, E> {
    fn empty(&mut self) -> Answer {
        let documented = &self.operation.success;
        let without = documented.iter().any(|status| status.matches(204));
        let status = self.success(|status| !without || !has_body(status));
        self.push(Reply::new(status, None, Bytes::new()))
    }
}

/// RFC 9110, sections 15.3.5 and 15.3.6.
fn has_body(status: u16) -> bool {
    !matches!(status, 204 | 205)
}

impl Answer {
    /// Answers with another status.
    ///
    /// # Panics
    ///
    /// If there is no such status.
    #[track_caller]
    pub fn status(self, status: u16) -> Self {
        let status = status_code(status);
        self.change(|reply| reply.status = status)
    }

    /// Adds a header, or replaces the one with that name.
    ///
    /// # Panics
    ///
    /// If a header cannot have that name or that value.
    #[track_caller]
    pub fn header(self, name: &str, value: &str) -> Self {
        let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
            panic!("`{name}` is not the name of a header");
        };
        let value = header_value(value);
        self.change(|reply| {
            reply.headers.insert(name, value);
        })
    }

    /// Breaks the answer off after this many bytes of its body, as a connection does that is lost.
    pub fn broken_after(self, bytes: usize) -> Self {
        self.change(|reply| reply.broken_after = Some(bytes))
    }

    /// Answers that much later, for what the code under test does when it has to wait.
    pub fn delay(self, delay: Duration) -> Self {
        self.change(|reply| reply.delay = delay)
    }

    fn change(self, change: impl FnOnce(&mut Reply)) -> Self {
        if let Some(reply) = lock(&self.answers).get_mut(self.index) {
            change(reply);
        }
        self
    }
}

#[track_caller]
fn status_code(status: u16) -> StatusCode {
    match StatusCode::from_u16(status) {
        Ok(status) if !status.is_informational() => status,
        _ => panic!("{status} is no status that a call can be answered with"),
    }
}

#[track_caller]
fn header_value(value: &str) -> HeaderValue {
    match HeaderValue::from_str(value) {
        Ok(value) => value,
        Err(_) => panic!("the value of a header contains a character that it cannot carry"),
    }
}

fn lock(answers: &Answers) -> std::sync::MutexGuard<'_, Vec<Reply>> {
    answers.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The answer to the call with this number, counted from 0.
pub(super) fn nth(answers: &Answers, number: usize) -> Option<Reply> {
    let answers = lock(answers);
    answers.get(number).or_else(|| answers.last()).cloned()
}
