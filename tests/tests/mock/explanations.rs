//! What is said about calls that nothing matched.

use sftpgo_users::mock::Server;
use sftpgo_users::types::{ApiResponse, ResetPassword};

use crate::{assert_reviewed, panic_of, user, users};

#[tokio::test]
async fn the_error_of_the_client_shows_what_differed() {
    let server = Server::start().await;
    server.list_users(|when, then| {
        when.limit(100);
        then.ok(&users(1))
    });
    let error = server
        .client()
        .list_users()
        .limit(50)
        .await
        .expect_err("another limit");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(501));
    assert!(!error.is_retryable());
    let shown = error.to_string();
    assert!(
        shown.contains("query `limit`: expected 100, got 50"),
        "{shown}"
    );
    assert_reviewed("error", &shown);
}

#[tokio::test]
async fn every_expectation_of_the_operation_is_compared() {
    let server = Server::start().await;
    for name in ["jane", "john"] {
        server.update_user(|when, then| {
            when.username(name);
            when.disconnect(true);
            let mut expected = user(name);
            expected.email = Some(format!("{name}@example.com"));
            expected.uid = Some(1);
            expected.public_keys = Some(vec!["one".to_owned(), "two".to_owned()]);
            when.body(&expected);
            then.ok(&ApiResponse::new("updated"));
        });
    }
    let mut sent = user("jane");
    sent.email = Some("jane@example.com".to_owned());
    sent.gid = Some(2);
    sent.public_keys = Some(vec!["two".to_owned()]);
    let error = server.client().update_user("jane", &sent).await;
    error.expect_err("other bodies");
    assert_reviewed("several", &server.unmatched().join("\n"));
}

#[tokio::test]
async fn what_is_not_expected_at_all_is_named() {
    let server = Server::start().await;
    server
        .client()
        .get_user("jane")
        .await
        .expect_err("not expected");
    let wrong_base = format!("{}/api/v2", server.url());
    let client = sftpgo_users::Client::builder(wrong_base)
        .credentials(sftpgo_users::Credentials::api_key("hunter2"))
        .build()
        .expect("a client of the mock");
    client
        .disable_user_2fa("jane")
        .await
        .expect_err("another path");
    let text = server.unmatched().join("\n");
    assert!(!text.contains("hunter2"), "{text}");
    assert_reviewed("unknown", &text);
}

#[tokio::test]
async fn a_secret_in_a_body_is_compared_but_not_shown() {
    let server = Server::start().await;
    server.reset_password(|when, then| {
        when.body(&ResetPassword::new("1234", "hunter2"));
        then.ok(&ApiResponse::new("reset"));
    });
    let client = server.client();
    let call = client.reset_password("jane", &ResetPassword::new("5678", "hunter3"));
    call.await.expect_err("another password");
    let text = server.unmatched().join("\n");
    assert!(!text.contains("hunter"), "{text}");
    assert_reviewed("secrets", &text);
}

#[tokio::test]
async fn a_condition_that_is_false_or_panics_is_named() {
    let server = Server::start().await;
    server.create_user(|when, then| {
        when.body_matches(|user| user.username == "jane");
        when.call_matches(|_| false);
        when.call_matches(|call| call.query("confidential_data").expect("there") == "1");
        then.ok(&user("jane"));
    });
    let error = server.client().create_user(&user("john")).await;
    error.expect_err("not as expected");
    assert_reviewed("conditions", &server.unmatched().join("\n"));
}

#[tokio::test]
async fn an_assertion_says_what_came_instead() {
    let server = Server::start().await;
    let got = server.get_user(|when, then| {
        when.username("jane");
        then.ok(&user("jane"))
    });
    server
        .client()
        .get_user("john")
        .await
        .expect_err("another name");
    server
        .client()
        .list_users()
        .await
        .expect_err("another operation");
    assert_reviewed("assert_called", &panic_of(|| got.assert_called(1)));
    assert_reviewed(
        "assert_all_matched",
        &panic_of(|| server.assert_all_matched()),
    );
}
