//! Tokens that end, and many calls at once.

use std::time::{Duration, Instant};

use sftpgo_users::{Client, Credentials};

use crate::http;
use crate::lives::{Target, at_once};
use crate::proxy::Proxy;

/// A token that ends while calls go on, and 50 of them at once.
pub(super) async fn tokens(client: &Client, proxy: &Proxy, target: &Target) {
    let shown = proxy
        .exchanges()
        .into_iter()
        .rev()
        .find_map(|exchange| exchange.authorization);
    let shown = shown.expect("a token was shown");
    let logins = |proxy: &Proxy| {
        proxy
            .exchanges()
            .iter()
            .filter(|exchange| exchange.path == "/token")
            .count()
    };
    let before = logins(proxy);
    let log_out = http()
        .get(format!("{}/logout", target.url))
        .header("authorization", shown);
    let (_, answer) = tokio::join!(
        at_once(50, |number| client
            .get_user(format!("live-many-{number:03}"))
            .into_future()),
        log_out.send(),
    );
    assert!(answer.expect("an answer").status().is_success());
    client
        .get_user("live-jane")
        .await
        .expect("a new token was asked for");
    assert_eq!(logins(proxy) - before, 1, "50 calls share a login");
}

/// More calls at once than the server takes from one address, without the proxy, which would hold some back.
pub(super) async fn below_the_limit(target: &Target) {
    let credentials = Credentials::login(target.username.as_str(), target.password.as_str());
    let builder = Client::builder(target.url.as_str()).credentials(credentials);
    // As its README says.
    let client = builder.max_concurrent(20).build().expect("a client");
    at_once(100, |_| client.list_users().limit(1).into_future()).await;
}

/// Longer nobody waits for the end of a token.
const LONGEST: Duration = Duration::from_secs(100);

/// A token that ends while calls go on: no call notices. Gives how long it lasts if that is too long.
pub(super) async fn expiring(target: &Target) -> Result<(), Duration> {
    let proxy = Proxy::before(&target.url).await;
    let credentials = Credentials::login(target.username.as_str(), target.password.as_str());
    let builder = Client::builder(proxy.base_url()).credentials(credentials);
    let client = builder.build().expect("a client of the proxy");
    client.list_users().limit(1).await.expect("listed");
    let expires = proxy.last("GET", "/token")["expires_at"].take();
    let expires = expires.as_str().expect("the answer tells");
    let expires = chrono::DateTime::parse_from_rfc3339(expires).expect("a time");
    let lifetime = (expires.to_utc() - chrono::Utc::now()).to_std();
    let lifetime = lifetime.unwrap_or_default();
    if lifetime > LONGEST {
        return Err(lifetime);
    }
    let end = Instant::now() + lifetime * 3 / 2;
    while Instant::now() < end {
        client.list_users().limit(1).await.expect("listed");
        tokio::time::sleep(lifetime / 60).await;
    }
    let exchanges = proxy.exchanges();
    let logins = exchanges.iter().filter(|one| one.path == "/token").count();
    assert_eq!(logins, 2, "one for each token");
    assert!(exchanges.iter().all(|one| one.status == 200));
    Ok(())
}
