//! Replays what real servers were seen to answer against the stand-ins, and reads it with the clients.

mod compare;
mod keycloak;
mod portainer;
mod recording;
mod sftpgo;

/// An HTTP client that shares nothing with ours.
fn http() -> reqwest::Client {
    // The workspace chooses no provider for all of TLS; no request here needs one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}
