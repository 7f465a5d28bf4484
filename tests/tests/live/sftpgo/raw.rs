//! Calls beside the client, for what its description does not cover.

use serde_json::{Value, json};

use crate::lives::Target;
use crate::{http, json_of};

/// A session of an admin.
pub(super) struct Raw {
    url: String,
    token: String,
}

impl Raw {
    pub(super) async fn log_in(target: &Target) -> Self {
        let request = http()
            .get(format!("{}/token", target.url))
            .basic_auth(&target.username, Some(&target.password));
        let answer = json_of(request).await;
        Self {
            url: target.url.clone(),
            token: answer["access_token"].as_str().expect("a token").to_owned(),
        }
    }

    pub(super) async fn get(&self, path: &str) -> Value {
        let request = http()
            .get(format!("{}{path}", self.url))
            .bearer_auth(&self.token);
        json_of(request).await
    }

    pub(super) async fn put(&self, path: &str, body: Value) {
        let request = http()
            .put(format!("{}{path}", self.url))
            .bearer_auth(&self.token);
        let answer = request.json(&body).send().await.expect("an answer");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
    }

    pub(super) async fn post(&self, path: &str, body: Value) {
        let request = http()
            .post(format!("{}{path}", self.url))
            .bearer_auth(&self.token);
        let answer = request.json(&body).send().await.expect("an answer");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
    }

    pub(super) async fn delete(&self, path: &str) {
        let request = http()
            .delete(format!("{}{path}", self.url))
            .bearer_auth(&self.token);
        // What an earlier run has left may be there or not.
        request.send().await.expect("an answer");
    }

    pub(super) async fn make_folder(&self) {
        let folder = json!({ "name": "live-folder", "mapped_path": "/srv/sftpgo/live-folder" });
        self.post("/folders", folder).await;
    }

    pub(super) async fn make_surroundings(&self) {
        self.unmake_surroundings().await;
        for group in ["live-g1", "live-g2", "live-g3"] {
            self.post("/groups", json!({ "name": group })).await;
        }
        self.post("/roles", json!({ "name": "live-role" })).await;
        self.make_folder().await;
    }

    pub(super) async fn unmake_surroundings(&self) {
        for path in [
            "/groups/live-g1",
            "/groups/live-g2",
            "/groups/live-g3",
            "/roles/live-role",
            "/folders/live-folder",
        ] {
            self.delete(path).await;
        }
    }
}
