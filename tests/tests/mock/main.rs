//! The mock servers of the generated crates, as people use them who test code that uses a client.

mod answers;
mod bodies;
mod clients;
mod complete;
mod explanations;
mod matching;

use std::collections::BTreeMap;

use sftpgo_users::types::User;

/// A user who may do nothing.
fn user(name: &str) -> User {
    User::new(name, BTreeMap::<String, Vec<_>>::new())
}

fn users(count: usize) -> Vec<User> {
    (0..count)
        .map(|number| user(&format!("user{number}")))
        .collect()
}

/// What a failing assertion says.
fn panic_of(assertion: impl FnOnce()) -> String {
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(assertion))
        .expect_err("the assertion fails");
    match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(panic) => (*panic.downcast::<&str>().expect("a panic has a message")).to_owned(),
    }
}

/// Compares with a snapshot, without the places in the tests, which move.
#[track_caller]
fn assert_reviewed(name: &str, text: &str) {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(".rs:") {
        let start = before.rfind([' ', '(']).map_or(0, |at| at + 1);
        shown.push_str(&before[..start]);
        shown.push_str("[place]");
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
        rest = rest.strip_prefix(':').unwrap_or(rest);
        rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    shown.push_str(rest);
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}
