//! Whole lives of users, through the generated clients against servers that behave as the vendors' do.

mod alsid;
mod contabo;
mod kestra;
mod next_call;
mod portainer;
mod sftpgo;

use serde_json::Value;
use users_client_runtime::{Error, ErrorKind};
use workspace_tests::stand_in::{StandIn, Vendor};

/// The body of the last request, which is what an update changes and nothing else.
fn last_body<V: Vendor>(server: &StandIn<V>) -> Value {
    let seen = server.seen();
    let body = &seen.last().expect("there was a request").body;
    serde_json::from_str(body).expect("the request had a body")
}

/// How often a request like this came.
fn count<V: Vendor>(server: &StandIn<V>, request: &str) -> usize {
    let requests = server.requests();
    requests.iter().filter(|other| *other == request).count()
}

/// The status with which a login was refused; the call that needed it was not sent.
#[track_caller]
fn refused_login<T, E: std::fmt::Debug>(outcome: Result<T, Error<E>>) -> u16 {
    let Err(error) = outcome else {
        panic!("a wrong login was accepted");
    };
    assert_eq!(*error.kind(), ErrorKind::Token, "{error}");
    assert!(error.is_unauthorized(), "{error}");
    let cause = error.token_error().expect("the login's error is kept");
    assert!(cause.is_rejected(), "{cause}");
    cause.status().expect("the server answered").as_u16()
}

/// The status of an error.
#[track_caller]
fn status<T, E: std::fmt::Debug>(outcome: Result<T, Error<E>>) -> u16 {
    match outcome {
        Ok(_) => panic!("an error became a success"),
        Err(error) => error.status().expect("the server answered").as_u16(),
    }
}
