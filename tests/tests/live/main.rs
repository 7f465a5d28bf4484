//! Whole lives of users on real servers, named by environment variables: `tests/live/servers.sh` starts some and says
//! which to set. The same is run against the stand-ins, so that a mistake in here shows without a server.
//!
//! A test fails on a fault of ours. What a server says beyond its description is no fault: it is the drift, which each test
//! prints for a maintainer to act on.

mod drift;
mod exchange;
mod keycloak;
mod lives;
mod portainer;
mod proxy;
mod report;
#[cfg(unix)]
mod servers;
mod sftpgo;

/// The values of these variables; without them the test is skipped, and says so in one line.
fn variables<const N: usize>(test: &str, names: [&str; N]) -> Option<[String; N]> {
    let values: Vec<String> = names
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .filter(|value| !value.is_empty())
        .collect();
    let values = values.try_into().ok();
    if values.is_none() {
        report::line(&format!(
            "{test}: skipped, set {} to run it",
            names.join(", ")
        ));
    }
    values
}

/// An HTTP client that shares nothing with ours.
fn http() -> reqwest::Client {
    // The workspace chooses no provider for all of TLS; no request here needs one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}

/// Sends a request beside the clients, and reads the answer.
async fn json_of(request: reqwest::RequestBuilder) -> serde_json::Value {
    let answer = request.send().await.expect("an answer");
    answer.json().await.expect("JSON")
}
