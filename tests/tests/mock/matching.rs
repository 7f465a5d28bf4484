//! Which calls an expectation matches.

use sftpgo_users::mock::Server;
use sftpgo_users::types::{ApiResponse, ResetPassword, SortOrder};

use crate::{panic_of, user, users};

#[tokio::test]
async fn what_is_not_said_may_be_anything() {
    let server = Server::start().await;
    let listed = server.list_users(|_, then| then.ok(&users(2)));
    let client = server.client();
    assert_eq!(client.list_users().await.expect("expected"), users(2));
    client
        .list_users()
        .limit(7)
        .offset(3)
        .await
        .expect("expected");
    listed.assert_called(2);
    server.assert_all_matched();
}

#[tokio::test]
async fn every_argument_that_is_said_has_to_be_there() {
    let server = Server::start().await;
    let listed = server.list_users(|when, then| {
        when.limit(100);
        when.order(SortOrder::Descending);
        then.ok(&vec![user("jane")]);
    });
    let client = server.client();
    let call = || client.list_users().limit(100);
    call()
        .order(SortOrder::Descending)
        .offset(5)
        .await
        .expect("expected");
    call().await.expect_err("without the order");
    call()
        .order(SortOrder::Ascending)
        .await
        .expect_err("another order");
    client
        .list_users()
        .order(SortOrder::Descending)
        .await
        .expect_err("without the limit");
    listed.assert_called(1);
    assert_eq!(server.unmatched().len(), 3);
}

#[tokio::test]
async fn a_path_is_compared_after_it_was_encoded_and_decoded() {
    let odd = "a/b ü?%2F{x}";
    let server = Server::start().await;
    let got = server.get_user(|when, then| {
        when.username(odd);
        then.ok(&user(odd));
    });
    let client = server.client();
    assert_eq!(client.get_user(odd).await.expect("expected").username, odd);
    client.get_user("jane").await.expect_err("another name");
    got.assert_called(1);
}

#[tokio::test]
async fn a_path_below_another_one_is_another_operation() {
    let server = Server::start().await;
    let updated = server.update_user(|_, then| then.ok(&ApiResponse::new("updated")));
    let disabled = server.disable_user_2fa(|_, then| then.ok(&ApiResponse::new("disabled")));
    let client = server.client();
    let answer = client.disable_user_2fa("jane").await.expect("expected");
    assert_eq!(answer.message, "disabled");
    client
        .update_user("jane", &user("jane"))
        .disconnect(true)
        .await
        .expect("expected");
    updated.assert_called(1);
    disabled.assert_called(1);
}

#[tokio::test]
async fn a_body_is_compared_as_json_or_by_a_condition() {
    let server = Server::start().await;
    let mut maxed = user("jane");
    maxed.max_sessions = Some(1);
    let exact = server.create_user(|when, then| {
        when.body(&maxed);
        then.ok(&maxed);
    });
    let client = server.client();
    client
        .create_user(&user("jane"))
        .await
        .expect_err("a property is missing");
    client.create_user(&maxed).await.expect("expected");
    exact.assert_called(1);
    let named = server.create_user(|when, then| {
        when.body_matches(|user| user.username.starts_with('j'));
        then.ok(&user("jane"));
    });
    client.create_user(&user("john")).await.expect("expected");
    client
        .create_user(&user("bob"))
        .await
        .expect_err("another beginning");
    named.assert_called(1);
}

#[tokio::test]
async fn a_condition_sees_the_whole_call() {
    let server = Server::start().await;
    let first = server.list_users(|when, then| {
        when.call_matches(|call| call.query("offset").is_none() && call.method() == "GET");
        then.ok(&users(1));
    });
    let client = server.client();
    client.list_users().await.expect("expected");
    client
        .list_users()
        .offset(1)
        .await
        .expect_err("not the first page");
    first.assert_called(1);
    let received = first.received();
    assert_eq!(received[0].path(), "/users");
    assert_eq!(
        received[0].header("x-sftpgo-api-key"),
        None,
        "bearer comes first"
    );
    assert!(!format!("{received:?}").contains("mock"), "{received:?}");
}

#[tokio::test]
async fn the_latest_expectation_that_matches_answers() {
    let server = Server::start().await;
    let general = server.get_user(|_, then| then.ok(&user("anybody")));
    let special = server.get_user(|when, then| {
        when.username("jane");
        then.ok(&user("jane"));
    });
    let client = server.client();
    assert_eq!(
        client.get_user("jane").await.expect("expected").username,
        "jane"
    );
    assert_eq!(
        client.get_user("john").await.expect("expected").username,
        "anybody"
    );
    general.assert_called(1);
    special.assert_called(1);
}

#[tokio::test]
async fn two_servers_know_nothing_of_each_other() {
    let (one, other) = (Server::start().await, Server::start().await);
    assert_ne!(one.url(), other.url());
    let listed = one.list_users(|_, then| then.ok(&users(1)));
    one.client().list_users().await.expect("expected");
    other
        .client()
        .list_users()
        .await
        .expect_err("not expected there");
    listed.assert_called(1);
    one.assert_all_matched();
    assert_eq!(other.unmatched().len(), 1);
}

#[tokio::test]
async fn an_expectation_that_no_call_can_meet_is_refused_at_once() {
    let server = Server::start().await;
    let dots = panic_of(|| {
        server.get_user(|when, then| {
            when.username("..");
            then.ok(&user(".."))
        });
    });
    assert!(
        dots.contains("get_user: no call can be like this"),
        "{dots}"
    );
    let silent = panic_of(|| {
        server.reset_password(|when, _| when.body(&ResetPassword::new("code", "new")));
    });
    assert!(silent.contains("say with `then`"), "{silent}");
}
