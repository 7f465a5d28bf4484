//! The server: expectations, what matched them, and what nothing matched.

use std::borrow::Cow;
use std::fmt;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::json;

use super::answer::{Answers, Reply, Then, nth};
use super::answers::Arguments;
use super::expectation::Expectation;
use super::explain::{self, Mismatch, Unmatched, title};
use super::http::{Running, serve};
use super::received::Received;
use super::when::When;
use super::{template, tokens};
use crate::call::operation::Operation;
use crate::client::builder::ClientBuilder;
use crate::client::core::Core;
use crate::credentials::credential::CredentialSet;
use crate::credentials::token::TokenExchange;
use crate::sending::retry::RetryPolicy;

/// A server in process, on a port of its own of the loopback interface. It ends when it is dropped, and prints then the
/// calls that nothing matched.
pub struct Server {
    state: Arc<State>,
    running: Running,
}

struct State {
    operations: Cow<'static, [&'static Operation]>,
    exchanges: &'static [&'static TokenExchange],
    expected: Mutex<Vec<Arc<Expected>>>,
    unmatched: Mutex<Vec<Unmatched>>,
}

/// What is expected, and what came.
struct Expected {
    operation: &'static Operation,
    expectations: Vec<Expectation>,
    answers: Answers,
    place: &'static Location<'static>,
    received: Mutex<Vec<Received>>,
}

/// What was expected: asks whether it came.
#[derive(Clone)]
pub struct Mock {
    state: Arc<State>,
    expected: Arc<Expected>,
}

impl Server {
    /// Starts a server that knows these operations and logins.
    ///
    /// # Panics
    ///
    /// If the system has no free port or thread.
    #[track_caller]
    pub fn start(
        operations: impl Into<Cow<'static, [&'static Operation]>>,
        exchanges: &'static [&'static TokenExchange],
    ) -> Self {
        let state = Arc::new(State {
            operations: operations.into(),
            exchanges,
            expected: Mutex::default(),
            unmatched: Mutex::default(),
        });
        let answering = Arc::clone(&state);
        match serve(move |received| answering.answer(received)) {
            Ok(running) => Self { state, running },
            Err(error) => panic!("the mock server cannot start: {error}"),
        }
    }

    /// The base URL, without a slash at its end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.running.address)
    }

    /// Where logins are traded for tokens, for clients of APIs that do that at another URL than their own.
    #[must_use]
    pub fn token_url(&self) -> Option<String> {
        let exchange = self.state.exchanges.first()?;
        Some(format!("{}{}", self.url(), tokens::path(exchange)))
    }

    /// Builds a client of this server that sends everything once: a test that expects an error does not wait for it to come
    /// again.
    pub fn builder<C: From<Core>, K: Into<CredentialSet>>(&self) -> ClientBuilder<C, K> {
        let mut builder = ClientBuilder::new(self.url()).retry(RetryPolicy::off());
        for server in self
            .state
            .operations
            .iter()
            .filter_map(|operation| operation.server)
        {
            builder = builder.server(server, self.url());
        }
        let elsewhere = self.state.exchanges.iter().any(|e| tokens::is_elsewhere(e));
        match self.token_url().filter(|_| elsewhere) {
            Some(url) => builder.token_url(url),
            None => builder,
        }
    }

    /// A client of this server, made by [`builder`](Self::builder).
    ///
    /// # Panics
    ///
    /// If it cannot be built, for instance because the certificate authorities of the system cannot be read.
    #[track_caller]
    pub fn client<C: From<Core>, K: Into<CredentialSet>>(&self, credentials: K) -> C {
        match self.builder::<C, K>().credentials(credentials).build() {
            Ok(client) => client,
            Err(error) => panic!("the client of the mock server cannot be built: {error}"),
        }
    }

    /// Expects calls of an operation and says how they are answered. `A` is the generated type with the setters of its
    /// arguments, if it has some.
    ///
    /// # Panics
    ///
    /// If no call can be as expected, or if nothing says how it is answered.
    #[track_caller]
    pub fn expect<A: Arguments, B, T, E, R>(
        &self,
        operation: &'static Operation,
        say: impl FnOnce(&mut When<A, B>, &mut Then<T, E>) -> R,
    ) -> Mock {
        let mut when = When::new(operation, A::of(Expectation::of(operation)));
        let mut then = Then::new(operation);
        say(&mut when, &mut then);
        let answers = then.into_answers();
        let (arguments, beside) = when.into_parts();
        let expectations: Vec<_> = (arguments.into_expectation().into_iter())
            .chain([beside])
            .collect();
        if let Some(reason) = expectations.iter().find_map(Expectation::contradiction) {
            panic!("{}: no call can be like this: {reason}", operation.id);
        }
        assert!(
            nth(&answers, 0).is_some(),
            "{}: say with `then` how the call is answered",
            operation.id
        );
        let expected = Arc::new(Expected {
            operation,
            expectations,
            answers,
            place: Location::caller(),
            received: Mutex::default(),
        });
        lock(&self.state.expected).push(Arc::clone(&expected));
        Mock {
            state: Arc::clone(&self.state),
            expected,
        }
    }

    /// The calls that nothing matched, each with what differed.
    #[must_use]
    pub fn unmatched(&self) -> Vec<String> {
        let unmatched = lock(&self.state.unmatched);
        unmatched.iter().map(|call| call.text.clone()).collect()
    }

    /// Asserts that every call was expected.
    ///
    /// # Panics
    ///
    /// With the calls that nothing matched.
    #[track_caller]
    pub fn assert_all_matched(&self) {
        let unmatched = self.unmatched();
        assert!(unmatched.is_empty(), "{}", report(&unmatched));
    }
}

fn report(unmatched: &[String]) -> String {
    let number = match unmatched.len() {
        1 => "a call".to_owned(),
        number => format!("{number} calls"),
    };
    format!(
        "the mock server answered {number} with 501, because nothing matched:\n{}",
        unmatched.join("\n")
    )
}

impl Drop for Server {
    fn drop(&mut self) {
        let unmatched = self.unmatched();
        if !unmatched.is_empty() {
            // The test harness shows it if the test fails.
            eprintln!("{}", report(&unmatched));
        }
    }
}

impl State {
    fn answer(&self, received: Received) -> Reply {
        let Received {
            method,
            path,
            query,
            ..
        } = &received;
        let called = template::operations(&self.operations, method, path, query);
        // A condition of the test may use the server: nothing is locked meanwhile.
        let expected = lock(&self.expected).clone();
        let mut mismatches = Vec::new();
        for (operation, captured) in &called {
            let of_this = |expected: &&Arc<Expected>| std::ptr::eq(expected.operation, *operation);
            for expected in expected.iter().rev().filter(of_this) {
                let each = expected.expectations.iter();
                let differences: Vec<String> = each
                    .flat_map(|expectation| expectation.differences(&received, captured))
                    .collect();
                if !differences.is_empty() {
                    mismatches.push(Mismatch {
                        place: expected.place.to_string(),
                        differences,
                    });
                    continue;
                }
                let mut calls = lock(&expected.received);
                if let Some(reply) = nth(&expected.answers, calls.len()) {
                    calls.push(received);
                    return reply;
                }
            }
        }
        if tokens::is_login(self.exchanges, &received.method, &received.path) {
            return tokens::answer(self.exchanges);
        }
        // Neither the query nor a header is shown: both may hold a credential.
        let request = format!("{} {}", received.method, received.path);
        let unmatched = if called.is_empty() {
            explain::unknown(&self.operations, &received.method, &received.path)
        } else {
            let operations = called.iter().map(|(operation, _)| *operation).collect();
            explain::mismatched(operations, &request, &mismatches)
        };
        let reply = Reply::json(501, &json!({ "message": unmatched.message }));
        lock(&self.unmatched).push(unmatched);
        reply
    }
}

impl Mock {
    /// How many calls were as expected.
    #[must_use]
    pub fn calls(&self) -> usize {
        lock(&self.expected.received).len()
    }

    /// The calls that were as expected, in their order.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        lock(&self.expected.received).clone()
    }

    /// Asserts how many calls were as expected.
    ///
    /// # Panics
    ///
    /// With what was different in the other calls of the operation.
    #[track_caller]
    pub fn assert_called(&self, times: usize) {
        let calls = self.calls();
        if calls == times {
            return;
        }
        let operation = self.expected.operation;
        let mut text = format!(
            "{} was called {}, not {}, as expected by {}",
            title(operation),
            number(calls),
            number(times),
            self.expected.place
        );
        for unmatched in &*lock(&self.state.unmatched) {
            if unmatched.operations.is_empty() || unmatched.operations.contains(&operation) {
                text.push('\n');
                text.push_str(&unmatched.text);
            }
        }
        panic!("{text}");
    }
}

fn number(times: usize) -> String {
    match times {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        times => format!("{times} times"),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Server")
            .field("url", &self.url())
            .field("expectations", &lock(&self.state.expected).len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Mock")
            .field("operation", &self.expected.operation.id)
            .field("calls", &self.calls())
            .finish_non_exhaustive()
    }
}
