//! Logins that are traded for tokens: once for all calls, in time, and again when a token is refused.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::task::JoinSet;
use users_client_runtime::ErrorKind;
use workspace_tests::server::{Reply, Server, json, reply};

use crate::description::SENTINEL;
use crate::vendors::{Vendor, Way, client, for_each_vendor, is_login, ways};

/// How long the tokens below are valid.
fn lifetime<V: Vendor>() -> Duration {
    match V::NAME {
        // The answer does not say; this is the server's default.
        "portainer" => Duration::from_secs(8 * 60 * 60),
        _ => Duration::from_secs(20 * 60),
    }
}

/// An answer to a login. The clock of the server is wrong by decades, as that of some appliances.
fn issue(number: usize) -> Reply {
    let token = format!("token-{number}");
    let body = serde_json::json!({
        "jwt": token,
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": 1200,
        "expires_at": "1994-11-06T12:20:00Z",
    });
    let date = "date: Sun, 06 Nov 1994 12:00:00 GMT";
    reply(200, "application/json", &[date], &body.to_string())
}

/// A server that issues `token-1`, `token-2`, … and takes those that `accepts` is true for; it knows no user.
async fn issuer<V: Vendor>(accepts: impl Fn(usize) -> bool + Send + Sync + 'static) -> Server {
    let issued = AtomicUsize::new(0);
    Server::start(move |seen, _| {
        if is_login::<V>(seen) {
            return issue(issued.fetch_add(1, Ordering::SeqCst) + 1);
        }
        let token = seen.header("authorization").unwrap_or_default();
        let number = token
            .strip_prefix("Bearer token-")
            .and_then(|number| number.parse().ok());
        match number {
            Some(number) if accepts(number) => json(404, "{}"),
            _ => json(401, "{}"),
        }
    })
    .await
}

fn logins<V: Vendor>(server: &Server) -> usize {
    server
        .seen()
        .iter()
        .filter(|seen| is_login::<V>(seen))
        .count()
}

/// The status that a call is answered with.
async fn status<V: Vendor>(client: &V::Client) -> Option<u16> {
    V::get(client)
        .fail()
        .await
        .status
        .map(|status| status.as_u16())
}

/// Lets time pass for the client.
async fn pass(time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}

/// Makes three hundred calls at once.
async fn at_once<V: Vendor>(client: &V::Client) -> Vec<Option<u16>> {
    let mut calls = JoinSet::new();
    for _ in 0..300 {
        let call = V::get(client);
        calls.spawn(async { call.fail().await.status.map(|status| status.as_u16()) });
    }
    calls.join_all().await
}

/// Makes one test for each vendor whose client trades a login for a token.
macro_rules! for_each_login {
    ($test:ident) => {
        for_each_vendor!($test: contabo Contabo, portainer Portainer, sftpgo Sftpgo);
    };
    () => {
        ["contabo", "portainer", "sftpgo"]
    };
}

for_each_vendor!(no_login_is_left_out);

async fn no_login_is_left_out<V: Vendor>() {
    assert_eq!(
        for_each_login!().contains(&V::NAME),
        ways::<V>().contains(&Way::Login),
        "left: whether {} is in `for_each_login`, right: whether its `WAYS` have a login",
        V::NAME
    );
}

for_each_login!(many_calls_on_a_cold_client_log_in_once);

async fn many_calls_on_a_cold_client_log_in_once<V: Vendor>() {
    let server = issuer::<V>(|number| number == 1).await;
    let client = client::<V>(&server, &[Way::Login], SENTINEL);
    for status in at_once::<V>(&client).await {
        assert_eq!(status, Some(404));
    }
    assert_eq!(logins::<V>(&server), 1);
    assert_eq!(server.count(), 301);
    let refused = server.seen().into_iter().find(|seen| {
        !is_login::<V>(seen) && seen.header("authorization") != Some("Bearer token-1")
    });
    assert!(refused.is_none(), "{refused:?}");
}

for_each_login!(many_calls_that_are_refused_renew_once);

async fn many_calls_that_are_refused_renew_once<V: Vendor>() {
    let accepted = Arc::new(AtomicUsize::new(1));
    let current = Arc::clone(&accepted);
    let server = issuer::<V>(move |number| number == current.load(Ordering::SeqCst)).await;
    let client = client::<V>(&server, &[Way::Login], SENTINEL);
    assert_eq!(status::<V>(&client).await, Some(404));
    accepted.store(2, Ordering::SeqCst);
    for status in at_once::<V>(&client).await {
        assert_eq!(status, Some(404));
    }
    assert_eq!(logins::<V>(&server), 2);
}

for_each_login!(a_token_is_renewed_before_it_ends);

async fn a_token_is_renewed_before_it_ends<V: Vendor>() {
    let server = issuer::<V>(|_| true).await;
    let client = client::<V>(&server, &[Way::Login], SENTINEL);
    assert_eq!(status::<V>(&client).await, Some(404));
    pass(lifetime::<V>() - Duration::from_secs(90)).await;
    assert_eq!(status::<V>(&client).await, Some(404));
    assert_eq!(logins::<V>(&server), 1, "there is more than a minute left");
    pass(Duration::from_secs(60)).await;
    // The token is valid, but not for long: it is renewed beside the call.
    assert_eq!(status::<V>(&client).await, Some(404));
    while logins::<V>(&server) < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(status::<V>(&client).await, Some(404));
    assert_eq!(logins::<V>(&server), 2);
    let last = server.seen().pop().expect("the last call");
    assert_eq!(last.header("authorization"), Some("Bearer token-2"));
}

for_each_login!(a_refused_token_is_renewed_once_and_the_call_repeated_once);

async fn a_refused_token_is_renewed_once_and_the_call_repeated_once<V: Vendor>() {
    let server = issuer::<V>(|number| number == 2).await;
    let first = client::<V>(&server, &[Way::Login], SENTINEL);
    assert_eq!(status::<V>(&first).await, Some(404));
    assert_eq!((logins::<V>(&server), server.count()), (2, 4));

    let server = issuer::<V>(|_| false).await;
    let second = client::<V>(&server, &[Way::Login], SENTINEL);
    assert_eq!(status::<V>(&second).await, Some(401));
    assert_eq!((logins::<V>(&server), server.count()), (2, 4));
}

for_each_login!(a_blocked_login_is_reported_as_such_and_left_alone);

async fn a_blocked_login_is_reported_as_such_and_left_alone<V: Vendor>() {
    let issued = AtomicUsize::new(0);
    let server = Server::start(move |seen, _| match is_login::<V>(seen) {
        true => match issued.fetch_add(1, Ordering::SeqCst) {
            0 => json(403, r#"{"message":"account is locked"}"#),
            number => issue(number),
        },
        false => json(404, "{}"),
    })
    .await;
    let client = client::<V>(&server, &[Way::Login], SENTINEL);
    let failed = V::get(&client).fail().await;
    assert_eq!(failed.kind, ErrorKind::Token);
    assert!(!failed.may_have_been_sent);
    assert_eq!(failed.status, None, "the operation was not answered");
    assert!(
        failed.message.contains("login refused by http://")
            && failed.message.contains(": 403 account is locked"),
        "{}",
        failed.message
    );
    assert_eq!(server.count(), 1, "the operation was not sent");
    assert_eq!(status::<V>(&client).await, None);
    assert_eq!(server.count(), 1, "the answer is remembered");
    pass(Duration::from_secs(6)).await;
    assert_eq!(status::<V>(&client).await, Some(404));
    assert_eq!(logins::<V>(&server), 2);
}

for_each_login!(many_calls_with_a_wrong_password_do_not_lock_the_account);

async fn many_calls_with_a_wrong_password_do_not_lock_the_account<V: Vendor>() {
    let refused = json(401, r#"{"message":"wrong password"}"#);
    let slow = Reply::After(Duration::from_millis(300), Box::new(refused));
    let server = Server::always(slow).await;
    let client = client::<V>(&server, &[Way::Login], SENTINEL);
    for status in at_once::<V>(&client).await {
        assert_eq!(status, None);
    }
    assert_eq!(server.count(), 1);
}
