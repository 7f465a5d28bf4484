//! Answers: from the types of the crate to JSON that can be shown.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use serde::Serialize;
use serde_json::{Value, json};

use crate::command_line::failure::{Exit, Failed};
use crate::outcome::error::Error;
use crate::streams::event::Event;
use crate::values::noted;

type One<T> = Pin<Box<dyn Future<Output = Result<T, Failed>> + Send>>;

/// Items as they arrive.
pub(crate) type Items = Pin<Box<dyn Stream<Item = Result<Value, Failed>> + Send>>;

/// A call that has been made ready, and what will come of it.
#[must_use = "nothing is sent until it is awaited"]
pub struct Answered(pub(crate) Answer);

pub(crate) enum Answer {
    One(One<Value>),
    Items(Items),
    /// Items of an answer that has to be there first.
    Later(One<Items>),
    Bytes(One<Bytes>),
}

impl fmt::Debug for Answered {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.0 {
            Answer::One(_) => "One",
            Answer::Items(_) => "Items",
            Answer::Later(_) => "Later",
            Answer::Bytes(_) => "Bytes",
        })
    }
}

/// A body that its status tells apart from others, as somebody is shown it.
pub trait ToJson {
    /// What it holds, and `null` for nothing.
    ///
    /// # Errors
    ///
    /// It cannot be written as JSON.
    fn to_json(&self) -> serde_json::Result<Value>;
}

/// How an answer is read.
#[derive(Clone, Copy, Debug)]
pub struct Answers {
    /// Secrets are shown as `***`.
    pub(crate) hide_secrets: bool,
}

impl Answers {
    /// A call with one answer.
    pub fn one<C, T, E>(self, call: C) -> Answered
    where
        C: IntoFuture<Output = Result<T, Error<E>>>,
        C::IntoFuture: Send + 'static,
        T: Serialize,
    {
        let answer = call.into_future();
        Answered(Answer::One(Box::pin(
            async move { self.shown(&answer.await?) },
        )))
    }

    /// A call whose answer is many items, as they arrive.
    pub fn items<S, T, E>(self, items: S) -> Answered
    where
        S: Stream<Item = Result<T, Error<E>>> + Send + 'static,
        T: Serialize + 'static,
        E: 'static,
    {
        Answered(Answer::Items(self.each(items, Self::shown)))
    }

    /// A call whose answer is values that come one after the other.
    pub fn values<C, S, T, E>(self, call: C) -> Answered
    where
        C: IntoFuture<Output = Result<S, Error<E>>>,
        C::IntoFuture: Send + 'static,
        S: Stream<Item = Result<T, Error<E>>> + Send + 'static,
        T: Serialize + 'static,
        E: 'static,
    {
        let answer = call.into_future();
        Answered(Answer::Later(Box::pin(async move {
            Ok(self.each(answer.await?, Self::shown))
        })))
    }

    /// A call whose answer is events: those without a name are nothing but their data.
    pub fn events<C, S, T, E>(self, call: C) -> Answered
    where
        C: IntoFuture<Output = Result<S, Error<E>>>,
        C::IntoFuture: Send + 'static,
        S: Stream<Item = Result<Event<T>, Error<E>>> + Send + 'static,
        T: Serialize + 'static,
        E: 'static,
    {
        let answer = call.into_future();
        Answered(Answer::Later(Box::pin(async move {
            Ok(self.each(answer.await?, Self::event))
        })))
    }

    fn each<S, T, E>(self, items: S, show: fn(Self, &T) -> Result<Value, Failed>) -> Items
    where
        S: Stream<Item = Result<T, Error<E>>> + Send + 'static,
        T: 'static,
        E: 'static,
    {
        Box::pin(Shown {
            items: Box::pin(items),
            answers: self,
            show,
        })
    }

    fn event<T: Serialize>(self, event: &Event<T>) -> Result<Value, Failed> {
        let data = self.shown(&event.data)?;
        Ok(match &event.event {
            None => data,
            Some(name) => json!({ "event": name, "id": event.id, "data": data }),
        })
    }

    /// A call whose answer is a file.
    pub fn bytes<C, E>(self, call: C) -> Answered
    where
        C: IntoFuture<Output = Result<Bytes, Error<E>>>,
        C::IntoFuture: Send + 'static,
    {
        let answer = call.into_future();
        Answered(Answer::Bytes(Box::pin(async move { Ok(answer.await?) })))
    }

    /// A call whose answers the status tells apart.
    pub fn by_status<C, T, E>(self, call: C) -> Answered
    where
        C: IntoFuture<Output = Result<T, Error<E>>>,
        C::IntoFuture: Send + 'static,
        T: ToJson,
    {
        let answer = call.into_future();
        Answered(Answer::One(Box::pin(async move {
            let answer = answer.await?;
            self.written(|| answer.to_json())
        })))
    }

    fn shown<T: Serialize>(self, value: &T) -> Result<Value, Failed> {
        self.written(|| serde_json::to_value(value))
    }

    fn written(self, write: impl FnOnce() -> serde_json::Result<Value>) -> Result<Value, Failed> {
        let written = match self.hide_secrets {
            true => noted::hidden_in(write),
            false => write(),
        };
        written.map_err(|error| {
            Failed::new(
                Exit::Refused,
                format!("the answer cannot be written as JSON: {error}"),
            )
        })
    }
}

struct Shown<S, T> {
    items: Pin<Box<S>>,
    answers: Answers,
    show: fn(Answers, &T) -> Result<Value, Failed>,
}

impl<S, T, E> Stream for Shown<S, T>
where
    S: Stream<Item = Result<T, Error<E>>>,
{
    type Item = Result<Value, Failed>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let (answers, show) = (self.answers, self.show);
        let item = self.items.as_mut().poll_next(context);
        item.map(|item| item.map(|item| show(answers, &item?)))
    }
}

/// The next item.
pub(crate) async fn next(items: &mut Items) -> Option<Result<Value, Failed>> {
    std::future::poll_fn(|context| items.as_mut().poll_next(context)).await
}
