//! What the environment says about proxies, address by address.

use std::process::Command;

use users_client_runtime::RetryPolicy;

use crate::client::{ApiError, BEARER_ONLY, Client, Credentials, FORM_TOKEN, LIST};
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

/// `jane:hunter2`
const BASIC: &str = "Basic amFuZTpodW50ZXIy";

#[tokio::test]
async fn a_proxy_is_not_told_who_asks() {
    let proxy = Server::always(json(200, "{}")).await;
    let client = Client::builder("http://far.invalid/api")
        .allow_plain_http(true)
        .proxy(proxy.url().replace("://", "://jane:hunter2@"))
        .build()
        .unwrap();
    client.call(&LIST).send_empty::<()>().await.unwrap();
    let seen = proxy.only();
    assert_eq!(seen.header("proxy-authorization"), Some(BASIC));
}

#[test]
fn a_proxy_of_another_kind_is_spoken_to_as_if_it_were_one() {
    let builder = Client::builder("https://example.com").proxy("socks5://127.0.0.1:1080");
    let error = builder.build().unwrap_err().to_string();
    assert!(error.contains("`proxy`"), "{error}");
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod tunnels {
    use std::sync::{Arc, Mutex};

    use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
    use tokio::net::{TcpListener, TcpStream};

    use super::*;
    use crate::client::{JANE, User};

    /// A proxy that opens one tunnel, and keeps what it was asked for and what went through.
    async fn tunnel() -> (String, Arc<Mutex<Vec<u8>>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        tokio::spawn(async move {
            let (mut client, _) = listener.accept().await.unwrap();
            let mut head = vec![0; 4096];
            let length = client.read(&mut head).await.unwrap();
            head.truncate(length);
            let text = String::from_utf8(head.clone()).unwrap();
            log.lock().unwrap().extend(head);
            let host = text.split(' ').nth(1).unwrap();
            let mut server = TcpStream::connect(host).await.unwrap();
            client
                .write_all(b"HTTP/1.1 200 Connected\r\n\r\n")
                .await
                .unwrap();
            // The beginning of what the client says to the server.
            let mut hello = vec![0; 4096];
            let length = client.read(&mut hello).await.unwrap();
            log.lock().unwrap().extend(&hello[..length]);
            server.write_all(&hello[..length]).await.unwrap();
            let _ = copy_bidirectional(&mut client, &mut server).await;
        });
        (format!("http://jane:hunter2@{address}"), seen)
    }

    #[tokio::test]
    async fn a_proxy_reads_what_goes_through_its_tunnel() {
        let (url, certified) = crate::tls::answering().await;
        let (proxy, seen) = tunnel().await;
        let client = Client::builder(&url)
            .root_certificate(certified.cert.pem())
            .proxy(proxy)
            .build()
            .unwrap();
        let user = client.call(&LIST).send_json::<User, ApiError>().await;
        assert_eq!(user.unwrap(), serde_json::from_str(JANE).unwrap());
        let seen = seen.lock().unwrap();
        let text = String::from_utf8_lossy(&seen);
        let host = url.trim_start_matches("https://");
        assert!(text.starts_with(&format!("CONNECT {host} HTTP/1.1\r\n")));
        assert!(text.contains(BASIC), "{text}");
        assert!(!text.contains("/users"), "{text}");
    }
}
