//! What a program does without the clients: `reqwest`, `serde`, and types of its own.

pub(crate) mod contabo;
pub(crate) mod sftpgo;

use std::time::Duration;

use reqwest::Url;

/// The call that the client makes, by hand: the same headers and limits, nothing more.
pub(crate) struct Sftpgo {
    http: reqwest::Client,
    base: Url,
    key: String,
}

impl Sftpgo {
    pub(crate) fn new(base: &str, key: &str) -> Self {
        // The workspace has reqwest without a provider of cryptography; the second time there is one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(30))
            .user_agent("by-hand/1.0")
            .no_proxy()
            .build()
            .expect("the settings are right");
        Self {
            http,
            base: Url::parse(base).expect("the server's URL"),
            key: key.to_owned(),
        }
    }

    pub(crate) async fn get_user(&self, name: &str) -> reqwest::Result<sftpgo::keeping::User> {
        let mut url = self.base.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.push("users").push(name);
        }
        let request = self
            .http
            .get(url)
            .header("accept", "application/json")
            .header("X-SFTPGO-API-KEY", &self.key);
        request.send().await?.error_for_status()?.json().await
    }
}
