//! What the environment says about proxies, address by address.

use std::process::Command;

use users_client_runtime::RetryPolicy;

use crate::client::{ApiError, BEARER_ONLY, Client, Credentials, FORM_TOKEN};
use crate::support::{Server, json, reply};

const BASE: &str = "USERS_CLIENT_TEST_BASE";
const TOKEN: &str = "USERS_CLIENT_TEST_TOKEN";

/// Makes one call in a process whose environment names a proxy: nothing else can set its variables.
async fn call_behind(proxy: &Server, test: &str, base: &str, token: &str) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", test])
        .env("HTTP_PROXY", proxy.url())
        .env("HTTPS_PROXY", proxy.url())
        .env_remove("NO_PROXY")
        .env(BASE, base)
        .env(TOKEN, token);
    // The server is part of this program: it must go on meanwhile.
    let output = tokio::task::spawn_blocking(move || command.output().unwrap());
    let output = output.await.unwrap();
    assert!(output.status.success(), "{output:?}");
}

/// The call itself, in that process.
async fn is_behind() -> bool {
    let (Ok(base), Ok(token)) = (std::env::var(BASE), std::env::var(TOKEN)) else {
        return false;
    };
    let client = Client::builder(base)
        .credentials(Credentials::default().with_exchange(&FORM_TOKEN, "jane", "hunter2"))
        .token_url(token)
        .allow_plain_http(true)
        .retry(RetryPolicy::off())
        .build()
        .unwrap();
    let _ = client.call(&BEARER_ONLY).send_empty::<ApiError>().await;
    true
}

#[tokio::test]
async fn a_login_to_the_own_machine_is_shown_to_the_proxy() {
    if is_behind().await {
        return;
    }
    let proxy = Server::always(json(200, "{}")).await;
    let issuer = Server::always(json(200, r#"{"access_token":"t"}"#)).await;
    let test = "proxies::a_login_to_the_own_machine_is_shown_to_the_proxy";
    let token = format!("{}/token", issuer.url());
    call_behind(&proxy, test, "http://api.invalid", &token).await;
    assert!(issuer.only().body.contains("password=hunter2"));
    assert_eq!(proxy.only().target, "http://api.invalid/keys");
}

#[tokio::test]
async fn an_api_on_the_own_machine_takes_the_proxy_away_from_a_login_elsewhere() {
    if is_behind().await {
        return;
    }
    let proxy = Server::always(reply(502, "", &[], "")).await;
    let server = Server::always(json(200, "{}")).await;
    let test = "proxies::an_api_on_the_own_machine_takes_the_proxy_away_from_a_login_elsewhere";
    call_behind(&proxy, test, &server.url(), "https://login.invalid/token").await;
    let seen = proxy.only();
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        ("CONNECT", "login.invalid:443")
    );
    assert_eq!(server.count(), 0);
}
