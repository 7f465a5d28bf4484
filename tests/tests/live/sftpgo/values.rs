//! Values that few users have: every kind of storage, and numbers that no 32 bits and no calendar hold.

use serde_json::{Value, json};
use sftpgo_users::Client;
use sftpgo_users::types::FilesystemConfig;

use super::raw::Raw;
use super::user;
use crate::lives::{Target, assert_set};

/// Storage of each kind, with all that an admin can set.
pub(super) async fn filesystems(client: &Client, target: &Target, minor: u32) {
    let raw = Raw::log_in(target).await;
    let filesystems = include_str!("../../../fixtures/live/sftpgo-filesystems.json");
    let filesystems: Vec<Value> = serde_json::from_str(filesystems).expect("JSON");
    // Versions before 2.6 drop it.
    let known = minor >= 6;
    let dropped: &[&str] = if known {
        &[]
    } else {
        &["$.s3config.skip_tls_verify"]
    };
    for (number, sent) in filesystems.into_iter().enumerate() {
        let name = format!("live-storage-{number}");
        let storage: FilesystemConfig =
            serde_json::from_value(sent.clone()).expect("the client knows all of it");
        let made = client.create_user(&user(&name).filesystem(storage)).await;
        made.unwrap_or_else(|error| panic!("{sent}: {error}"));
        let answered = raw.get(&format!("/users/{name}")).await;
        assert_set(&without_secrets(sent), &answered["filesystem"], dropped);
        is_kept(client, &raw, &name).await;
    }
}

/// A user that another program has made.
pub(super) async fn odd_values(client: &Client, target: &Target) {
    let raw = Raw::log_in(target).await;
    let odd = json!({
        "username": "live-odd", "password": "a password", "status": 1, "home_dir": "/srv/sftpgo/live",
        "permissions": { "/": ["*"] }, "uid": 5_000_000_000_i64, "gid": -1, "max_sessions": -2, "quota_size": -5,
        "expiration_date": i64::MAX, "email": null, "groups": null, "virtual_folders": null, "public_keys": null,
        "filters": { "user_type": "LDAPUser", "denied_ip": null },
    });
    raw.post("/users", odd).await;
    is_kept(client, &raw, "live-odd").await;
}

/// Fails where reading a user and writing it back changes anything, its secrets included.
async fn is_kept(client: &Client, raw: &Raw, name: &str) {
    let path = format!("/users/{name}?confidential_data=1");
    let before = raw.get(&path).await;
    let read = client.get_user(name).await.expect("readable");
    client.update_user(name, &read).await.expect("updated");
    let mut after = raw.get(&path).await;
    after["updated_at"] = before["updated_at"].clone();
    assert_eq!(after, before);
}

/// Secrets are encrypted before they are answered.
fn without_secrets(mut filesystem: Value) -> Value {
    for (_, config) in filesystem.as_object_mut().into_iter().flatten() {
        if let Some(config) = config.as_object_mut() {
            config.retain(|_, value| value.get("status").is_none());
        }
    }
    filesystem
}
