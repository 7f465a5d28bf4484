//! The clients of a mock server: credentials, tokens, lists, and many calls at once.

use sftpgo_users::mock::Server;
use sftpgo_users::{Client, Credentials};

use crate::{user, users};

#[tokio::test]
async fn a_login_is_traded_for_a_token_wherever_the_vendor_has_it() {
    // Below the base URL, where no operation is.
    let server = Server::start().await;
    let listed = server.list_users(|_, then| then.ok(&users(1)));
    let client = Client::builder(server.url())
        .credentials(Credentials::otp_login("admin", "hunter2", "123456"))
        .build()
        .expect("a client of the mock");
    client.list_users().await.expect("with a token");
    assert_eq!(
        listed.received()[0].header("authorization"),
        Some("Bearer mock-token")
    );
    server.assert_all_matched();

    // On another host, which a test must not ask.
    let server = contabo_users::mock::Server::start().await;
    let deleted = server.delete_user(|_, then| then.ok());
    let login = contabo_users::Credentials::login("client", "hunter2", "admin", "hunter2");
    let client = server.builder().credentials(login.clone()).build();
    client
        .expect("a client of the mock")
        .delete_user("jane")
        .await
        .expect("with a token");
    let token_url = server.token_url().expect("there is a login");
    assert!(token_url.starts_with(&server.url()), "{token_url}");
    let own = contabo_users::Client::builder(server.url()).token_url(token_url);
    let client = own
        .credentials(login)
        .build()
        .expect("a client of the mock");
    client.delete_user("jane").await.expect("with a token");
    deleted.assert_called(2);

    let server = portainer_users::mock::Server::start().await;
    let deleted = server.delete_user(|_, then| then.ok());
    let login = portainer_users::Credentials::login("admin", "hunter2");
    let client = server.builder().credentials(login).build();
    client
        .expect("a client of the mock")
        .delete_user(1)
        .await
        .expect("with a token");
    deleted.assert_called(1);
}

#[tokio::test]
async fn every_page_is_an_expectation_of_its_own() {
    let server = Server::start().await;
    let page = |offset: u64, count: u64| {
        server.list_users(move |when, then| {
            when.offset(offset);
            when.limit(2);
            // A page that came before would end the list with an error.
            let numbers = offset..offset + count;
            then.ok(&numbers.map(|number| user(&number.to_string())).collect())
        })
    };
    let pages = [page(0, 2), page(2, 2), page(4, 1)];
    let call = server.client().list_users().limit(2);
    let all = call
        .stream()
        .collect()
        .await
        .expect("all pages are expected");
    assert_eq!(all.len(), 5);
    for page in pages {
        page.assert_called(1);
    }
    server.assert_all_matched();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_calls_at_once_are_all_counted() {
    let server = Server::start().await;
    let got = server.get_user(|_, then| then.ok(&user("jane")));
    let client = server.client();
    let calls: Vec<_> = (0..200)
        .map(|number| tokio::spawn(client.get_user(format!("user{number}")).into_future()))
        .collect();
    for call in calls {
        call.await.expect("no panic").expect("expected");
    }
    got.assert_called(200);
    let mut paths: Vec<String> = got
        .received()
        .iter()
        .map(|call| call.path().to_owned())
        .collect();
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), 200);
}

#[tokio::test]
async fn a_dropped_server_is_gone() {
    let server = Server::start().await;
    server.list_users(|_, then| then.ok(&users(0)));
    let client = server.client();
    client.list_users().await.expect("it runs");
    drop(server);
    let error = client.list_users().await.expect_err("it is gone");
    assert!(error.status().is_none(), "{error}");
}

#[test]
fn a_test_that_blocks_does_not_block_the_server() {
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime")
    };
    let server = runtime().block_on(Server::start());
    server.list_users(|_, then| then.ok(&users(1)));
    let client = server.client();
    let listed = runtime().block_on(client.list_users().into_future());
    assert_eq!(listed.expect("another runtime does not matter").len(), 1);
}
