//! Users: made with every field, read, changed, listed by the hundred and removed.

use serde_json::{Value, json};
use sftpgo_users::Client;
use sftpgo_users::types::{
    FilesystemConfig, FilesystemProvider, KmsSecret, Permission, SecretStatus, SftpFsConfig,
    SortOrder, User, UserStatus,
};

use super::raw::Raw;
use super::user;
use crate::lives::{MANY, Target, assert_set, refused};
use crate::proxy::Proxy;

/// What the server does not answer as it was sent: a hash, or nothing, or what it makes of it.
const KEPT: &[&str] = &[
    "$.password",
    "$.oidc_custom_fields",
    "$.filters.external_auth_cache_time",
    "$.upload_data_transfer",
    "$.download_data_transfer",
    "$.virtual_folders",
];

/// A user of which everything is set that an admin can set.
fn full() -> User {
    let user = include_str!("../../../fixtures/live/sftpgo-user.json");
    serde_json::from_str(user).expect("the client knows all of it")
}

/// Servers before 2.6 refuse one of them, and all drop what they do not know.
fn without_what_later_versions_added(user: &mut User, minor: u32) {
    if minor < 6 {
        for permissions in user.permissions.values_mut() {
            permissions.retain(|permission| *permission != Permission::Copy);
        }
    }
    if let Some(filters) = &mut user.filters {
        if minor < 6 {
            filters.max_shares_expiration = None;
            filters.access_time = None;
        }
        if minor < 7 {
            filters.additional_emails = None;
        }
    }
}

pub(super) async fn every_field(client: &Client, proxy: &Proxy, minor: u32) {
    let mut full = full();
    without_what_later_versions_added(&mut full, minor);
    let sent = serde_json::to_value(&full).expect("JSON");
    client.create_user(&full).await.expect("created");
    let read = client.get_user("live-full").await.expect("exists");
    let answered = proxy.last("GET", "/users/live-full");
    assert_set(&sent, &answered, KEPT);
    // The client loses nothing of what the server says.
    let written = serde_json::to_value(&read).expect("JSON");
    assert_eq!(written, answered);
    let folder = &answered["virtual_folders"][0];
    assert_eq!(
        (&folder["virtual_path"], &folder["quota_files"]),
        (&json!("/a folder"), &json!(-1))
    );
}

pub(super) async fn partly_and_whole(client: &Client, proxy: &Proxy) {
    let before = client.get_user("live-full").await.expect("exists");
    let changed = before.clone().description("changed");
    client
        .update_user("live-full", &changed)
        .disconnect(true)
        .await
        .expect("updated");
    let mut expected = proxy.last("GET", "/users/live-full");
    client.get_user("live-full").await.expect("exists");
    let mut after = proxy.last("GET", "/users/live-full");
    expected["description"] = json!("changed");
    expected["updated_at"] = after["updated_at"].take();
    after["updated_at"] = expected["updated_at"].clone();
    assert_eq!(
        after, expected,
        "an update of one thing changed another one"
    );

    client
        .update_user("live-full", &user("live-full"))
        .await
        .expect("updated");
    let bare = client.get_user("live-full").await.expect("exists");
    assert_eq!(
        (bare.email, bare.description, bare.max_sessions),
        (None, None, Some(0))
    );
    assert_eq!(bare.has_password, Some(true), "an absent password is kept");
}

pub(super) async fn secrets(client: &Client, proxy: &Proxy) {
    let secret = KmsSecret::new()
        .status(SecretStatus::Plain)
        .payload("s3cr3t");
    let sftp = SftpFsConfig::new()
        .endpoint("sftp.example.com:22")
        .username("jane")
        .password(secret);
    let storage = FilesystemConfig::new()
        .provider(FilesystemProvider::Sftp)
        .sftpconfig(sftp);
    let created = client
        .create_user(&user("live-secret").filesystem(storage))
        .await
        .expect("created");
    assert!(!format!("{created:?}").contains("s3cr3t"));
    client
        .get_user("live-secret")
        .confidential_data(true)
        .await
        .expect("exists");
    let place = "/filesystem/sftpconfig/password";
    let before = proxy
        .last("GET", "/users/live-secret")
        .pointer(place)
        .cloned();
    let read = client.get_user("live-secret").await.expect("exists");
    client
        .update_user("live-secret", &read.description("changed"))
        .await
        .expect("updated");
    client
        .get_user("live-secret")
        .confidential_data(true)
        .await
        .expect("exists");
    let after = proxy
        .last("GET", "/users/live-secret")
        .pointer(place)
        .cloned();
    assert_eq!(
        before, after,
        "a secret that was sent back redacted is another one"
    );
    assert!(after.is_some_and(|secret| secret["status"] != "Plain"));
}

/// The server stores `null` for a list of permissions, and answers with it.
pub(super) async fn nulls(client: &Client, proxy: &Proxy, target: &Target) {
    client
        .create_user(&user("live-null"))
        .await
        .expect("created");
    let raw = Raw::log_in(target).await;
    let mut sent = raw.get("/users/live-null").await;
    sent["permissions"] = json!({ "/": ["*"], "/x": null });
    sent["groups"] = Value::Null;
    sent["filters"]["allowed_ip"] = Value::Null;
    raw.put("/users/live-null", sent).await;

    let read = client.get_user("live-null").await.expect("readable");
    let answered = proxy.last("GET", "/users/live-null");
    let place = "/permissions/~1x";
    // Its provider in memory makes an empty list of it, the others keep it.
    let kept = answered.pointer(place);
    assert!(
        kept == Some(&Value::Null) || kept == Some(&json!([])),
        "{answered}"
    );
    assert_eq!(read.permissions["/x"], []);
    let users = client.list_users().limit(500).await.expect("readable");
    assert!(users.iter().any(|user| user.username == "live-null"));
    // An update of one thing changes nothing else: `null` stays `null`, and what was absent stays so.
    client
        .update_user("live-null", &read.description("changed"))
        .await
        .expect("updated");
    let read = client.get_user("live-null").await.expect("readable");
    assert_eq!(read.permissions["/x"], []);
    let after = proxy.last("GET", "/users/live-null");
    assert_eq!(after["permissions"], answered["permissions"]);
    assert!(after.get("groups").is_none_or(Value::is_null), "{after}");
}

pub(super) async fn names(client: &Client) {
    for name in [
        "live-with space",
        "live-jäne-日本",
        "live-100%",
        "live-a+b",
        "live-jane@example.com",
    ] {
        let created = client.create_user(&user(name)).await.expect("created");
        assert_eq!(created.username, name);
        assert_eq!(client.get_user(name).await.expect("exists").username, name);
        client
            .update_user(name, &created.description("changed"))
            .await
            .expect("updated");
        client.delete_user(name).await.expect("deleted");
        assert_eq!(refused(client.get_user(name).await), 404);
    }
}

pub(super) async fn many(client: &Client) {
    for number in 0..MANY {
        client
            .create_user(&user(&format!("live-many-{number:03}")))
            .await
            .expect("created");
    }
    let users = client
        .list_users()
        .limit(100)
        .stream()
        .collect()
        .await
        .expect("all users");
    let many = users
        .iter()
        .filter(|user| user.username.starts_with("live-many-"));
    assert_eq!(many.count(), MANY, "a stream over several pages");
    let page = client
        .list_users()
        .limit(500)
        .order(SortOrder::Descending)
        .await
        .expect("one page");
    // The server may have more users than one page holds.
    let last = users.iter().rev().take(500).map(|user| user.id);
    assert!(page.iter().map(|user| user.id).eq(last));
}

/// What README shows, with another name.
pub(super) async fn as_in_the_readme(client: &Client) {
    let permissions = [("/".to_owned(), vec![Permission::All])].into();
    let jane = User::new("live-readme", permissions)
        .status(UserStatus::Enabled)
        .home_dir("/srv/sftpgo/jane")
        .password("secret");
    let jane = client.create_user(&jane).await.expect("created");
    assert_eq!(jane.status, Some(UserStatus::Enabled));
    let jane = jane.email("jane@example.com");
    client
        .update_user("live-readme", &jane)
        .disconnect(true)
        .await
        .expect("updated");
    client.delete_user("live-readme").await.expect("deleted");
}
