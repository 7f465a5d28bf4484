//! What the vendors' tests share.

use std::fmt::Debug;
use std::future::Future;

use serde_json::Value;
use tokio::task::JoinSet;
use users_client_runtime::{Error, ErrorKind};
use workspace_tests::json::members;

/// How many users there are when lists are read: more than fit on any page.
pub(crate) const MANY: usize = 260;

/// Where a server is, and who manages it.
pub(crate) struct Target {
    pub(crate) url: String,
    pub(crate) username: String,
    pub(crate) password: String,
}

impl Target {
    pub(crate) fn new(url: impl Into<String>, username: &str, password: &str) -> Self {
        Self {
            url: url.into(),
            username: username.to_owned(),
            password: password.to_owned(),
        }
    }
}

/// Fails where the server answers something else than was set. It may know more than was set.
#[track_caller]
pub(crate) fn assert_set(set: &Value, read: &Value, kept_to_itself: &[&str]) {
    let mut different = Vec::new();
    compare("$", set, read, kept_to_itself, &mut different);
    assert!(different.is_empty(), "{}", different.join("\n"));
}

fn compare(place: &str, set: &Value, read: &Value, except: &[&str], different: &mut Vec<String>) {
    match (set, read) {
        _ if except.contains(&place) => {}
        (Value::Object(_), Value::Object(read)) => {
            for (name, value) in members(set) {
                let zero = [Value::from(0), Value::from(false)].contains(value);
                match read.get(name) {
                    Some(read) => {
                        compare(&format!("{place}.{name}"), value, read, except, different)
                    }
                    // Servers in Go leave out what is zero.
                    None if zero || except.contains(&format!("{place}.{name}").as_str()) => {}
                    None => different.push(format!("{place}.{name}: {value} was lost")),
                }
            }
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            for (number, (item, other)) in items.iter().zip(others).enumerate() {
                compare(
                    &format!("{place}[{number}]"),
                    item,
                    other,
                    except,
                    different,
                );
            }
        }
        _ if set == read => {}
        _ => different.push(format!("{place}: {set} became {read}")),
    }
}

/// The status with which something was refused.
#[track_caller]
pub(crate) fn refused<T, E: Debug>(outcome: Result<T, Error<E>>) -> u16 {
    match outcome {
        Ok(_) => panic!("what is wrong was accepted"),
        Err(error) => error.status().unwrap_or_else(|| panic!("{error}")).as_u16(),
    }
}

/// Fails unless the login was refused, and says with which status.
#[track_caller]
pub(crate) fn refused_login<T, E: Debug>(outcome: Result<T, Error<E>>) -> u16 {
    let Err(error) = outcome else {
        panic!("a wrong login was accepted");
    };
    assert_eq!(*error.kind(), ErrorKind::Token, "{error}");
    let cause = error.token_error().expect("the login's error is kept");
    assert!(cause.is_rejected(), "{cause}");
    cause.status().expect("the server answered").as_u16()
}

/// Makes so many calls at once, all of which have to succeed.
pub(crate) async fn at_once<F, T, E>(count: usize, call: impl Fn(usize) -> F)
where
    F: Future<Output = Result<T, Error<E>>> + Send + 'static,
    T: Send + 'static,
    E: Send + 'static,
    Error<E>: std::fmt::Display,
{
    let mut calls = JoinSet::new();
    for number in 0..count {
        calls.spawn(call(number));
    }
    while let Some(outcome) = calls.join_next().await {
        if let Err(error) = outcome.expect("no call panics") {
            panic!("one of {count} calls failed: {error}");
        }
    }
}
