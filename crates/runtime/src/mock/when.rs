//! What a call has to be like.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::answer::Json;
use super::expectation::Expectation;
use super::received::Received;
use crate::call::operation::Operation;
use crate::values::noted;

/// What a call has to be like; what is not said may be anything.
///
/// `A` is the generated type with a setter for each argument, which are setters of this type as well, and `B` the body:
/// [`Json`] of a type, or nothing.
pub struct When<A = (), B = ()> {
    arguments: A,
    beside: Expectation,
    body: PhantomData<fn(B)>,
}

impl<A, B> When<A, B> {
    pub(super) fn new(operation: &'static Operation, arguments: A) -> Self {
        Self {
            arguments,
            beside: Expectation::of(operation),
            body: PhantomData,
        }
    }

    /// Only if the condition is true.
    pub fn call_matches(&mut self, condition: impl Fn(&Received) -> bool + Send + Sync + 'static) {
        self.beside.condition(move |received| {
            (!condition(received)).then(|| "`call_matches` does not accept the call".to_owned())
        });
    }

    /// The arguments, and what was said beside them.
    pub(super) fn into_parts(self) -> (A, Expectation) {
        (self.arguments, self.beside)
    }
}

impl<A, T: Serialize + DeserializeOwned> When<A, Json<T>> {
    /// Only with this body: with what JSON makes of it, neither more nor less.
    pub fn body(&mut self, body: &T) {
        self.beside.has(|call| call.json(body));
        self.beside.secrets(|bytes| {
            let secrets = |body: T| noted::written_by(|| serde_json::to_vec(&body)).1;
            serde_json::from_slice(bytes)
                .map(secrets)
                .unwrap_or_default()
        });
    }

    /// Only with a body for which the condition is true.
    pub fn body_matches(&mut self, condition: impl Fn(&T) -> bool + Send + Sync + 'static) {
        self.beside
            .condition(move |received| match received.json() {
                Ok(body) if condition(&body) => None,
                Ok(_) => Some("`body_matches` does not accept the body".to_owned()),
                // Serde's own words quote the value, which may be a secret.
                Err(_) => Some("the body is not of the operation's type".to_owned()),
            });
    }
}

impl<A, B> Deref for When<A, B> {
    type Target = A;

    fn deref(&self) -> &A {
        &self.arguments
    }
}

impl<A, B> DerefMut for When<A, B> {
    fn deref_mut(&mut self) -> &mut A {
        &mut self.arguments
    }
}

impl<A, B> fmt::Debug for When<A, B> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("When").finish_non_exhaustive()
    }
}
