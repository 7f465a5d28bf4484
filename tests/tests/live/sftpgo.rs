//! SFTPGo.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sftpgo_users::types::{
    FilesystemConfig, FilesystemProvider, KmsSecret, Permission, ResetPassword, SecretStatus,
    SftpFsConfig, SortOrder, User, UserStatus,
};
use sftpgo_users::{Client, Credentials};
use workspace_tests::description::Description;
use workspace_tests::stand_in::sftpgo;

use crate::drift::{drift, not_called};
use crate::lives::{MANY, Target, assert_set, at_once, refused, refused_login};
use crate::proxy::Proxy;
use crate::{http, report, variables};

/// What the server does not answer as it was sent: a hash, or nothing, or what it makes of it.
const KEPT: &[&str] = &[
    "$.password",
    "$.oidc_custom_fields",
    "$.filters.external_auth_cache_time",
    "$.upload_data_transfer",
    "$.download_data_transfer",
    "$.virtual_folders",
];

#[tokio::test]
async fn a_life_on_a_real_server_has_a_fault() {
    let names = ["SFTPGO_URL", "SFTPGO_USERNAME", "SFTPGO_PASSWORD"];
    let Some([url, username, password]) = variables("sftpgo", names) else {
        return;
    };
    let target = Target::new(url, &username, &password);
    let raw = Raw::log_in(&target).await;
    let version = raw.get("/version").await["version"]
        .as_str()
        .unwrap_or("?")
        .to_owned();
    raw.make_surroundings().await;
    let outcome = live(&target, version.starts_with("2.5.")).await;
    below_the_limit(&target).await;
    if let Err(lifetime) = expiring(&target).await {
        report::line(&format!(
            "SFTPGo {version}: its tokens last {} minutes, whose end is not waited for; from 2.7 on, `jwt_lifetime` in the configuration shortens them",
            lifetime.as_secs().div_ceil(60)
        ));
    }
    raw.unmake_surroundings().await;
    report::drift(&format!("SFTPGo {version}"), &outcome);
}

#[tokio::test]
async fn the_life_itself_has_a_fault() {
    let server = sftpgo::start().await;
    for group in ["live-g1", "live-g2", "live-g3"] {
        server.state().add_group(group);
    }
    server.state().add_role("live-role");
    let target = Target::new(server.base_url(), sftpgo::ADMIN, sftpgo::PASSWORD);
    Raw::log_in(&target).await.make_folder().await;
    let drift = live(&target, false).await;
    assert!(
        drift.is_empty(),
        "the stand-in says what is not described:\n{}",
        drift.join("\n")
    );
    below_the_limit(&target).await;
}

#[tokio::test]
async fn the_end_of_a_token_itself_has_a_fault() {
    let settings = sftpgo::Settings {
        token_lifetime: Duration::from_secs(4),
        ..sftpgo::Settings::default()
    };
    let server = sftpgo::start_with(settings).await;
    let target = Target::new(server.base_url(), sftpgo::ADMIN, sftpgo::PASSWORD);
    assert_eq!(expiring(&target).await, Ok(()));
}

/// Calls beside the client, for what its description does not cover.
struct Raw {
    url: String,
    token: String,
}

impl Raw {
    async fn log_in(target: &Target) -> Self {
        let request = http()
            .get(format!("{}/token", target.url))
            .basic_auth(&target.username, Some(&target.password));
        let answer: Value = request
            .send()
            .await
            .expect("an answer")
            .json()
            .await
            .expect("JSON");
        Self {
            url: target.url.clone(),
            token: answer["access_token"].as_str().expect("a token").to_owned(),
        }
    }

    async fn get(&self, path: &str) -> Value {
        let request = http()
            .get(format!("{}{path}", self.url))
            .bearer_auth(&self.token);
        request
            .send()
            .await
            .expect("an answer")
            .json()
            .await
            .unwrap_or_default()
    }

    async fn put(&self, path: &str, body: Value) {
        let request = http()
            .put(format!("{}{path}", self.url))
            .bearer_auth(&self.token);
        let answer = request.json(&body).send().await.expect("an answer");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
    }

    async fn post(&self, path: &str, body: Value) {
        let request = http()
            .post(format!("{}{path}", self.url))
            .bearer_auth(&self.token);
        let answer = request.json(&body).send().await.expect("an answer");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
    }

    async fn delete(&self, path: &str) {
        let request = http()
            .delete(format!("{}{path}", self.url))
            .bearer_auth(&self.token);
        // What an earlier run has left may be there or not.
        request.send().await.expect("an answer");
    }

    async fn make_folder(&self) {
        let folder = json!({ "name": "live-folder", "mapped_path": "/srv/sftpgo/live-folder" });
        self.post("/folders", folder).await;
    }

    async fn make_surroundings(&self) {
        self.unmake_surroundings().await;
        for group in ["live-g1", "live-g2", "live-g3"] {
            self.post("/groups", json!({ "name": group })).await;
        }
        self.post("/roles", json!({ "name": "live-role" })).await;
        self.make_folder().await;
    }

    async fn unmake_surroundings(&self) {
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

/// A user of which everything is set that an admin can set.
fn full() -> User {
    let user = include_str!("../../fixtures/live/sftpgo-user.json");
    serde_json::from_str(user).expect("the client knows all of it")
}

/// A server of version 2.5 refuses one of them and drops the others.
fn without_what_later_versions_added(user: &mut User) {
    for permissions in user.permissions.values_mut() {
        permissions.retain(|permission| *permission != Permission::Copy);
    }
    if let Some(filters) = &mut user.filters {
        filters.max_shares_expiration = None;
        filters.access_time = None;
        filters.additional_emails = None;
    }
}

fn user(username: &str) -> User {
    User::new(username, [("/".to_owned(), vec![Permission::All])].into())
        .status(UserStatus::Enabled)
        .home_dir("/srv/sftpgo/live")
}

/// Runs everything, and gives the drift.
async fn live(target: &Target, old: bool) -> Vec<String> {
    let proxy = Proxy::before(&target.url).await;
    let client = |credentials: Credentials| {
        let builder = Client::builder(proxy.base_url()).credentials(credentials);
        builder.build().expect("a client of the proxy")
    };
    let client = client(Credentials::login(
        target.username.as_str(),
        target.password.as_str(),
    ));
    clean_up(&client).await;
    every_field(&client, &proxy, old).await;
    partly_and_whole(&client, &proxy).await;
    secrets(&client, &proxy).await;
    nulls(&client, &proxy, target).await;
    names(&client).await;
    passwords(&client).await;
    refusals(&client).await;
    many(&client).await;
    tokens(&client, &proxy, target).await;
    as_in_the_readme(&client).await;
    clean_up(&client).await;
    wrong_credentials(&proxy, target).await;
    let description = Description::of("sftpgo");
    let exchanges = proxy.exchanges();
    let missing = not_called(&description, &exchanges);
    assert!(missing.is_empty(), "not called: {missing:?}");
    drift(&description, &exchanges)
}

async fn clean_up(client: &Client) {
    let users = client
        .list_users()
        .limit(500)
        .stream()
        .collect()
        .await
        .expect("listed");
    for user in users
        .iter()
        .filter(|user| user.username.starts_with("live-"))
    {
        client.delete_user(&user.username).await.expect("deleted");
    }
}

async fn every_field(client: &Client, proxy: &Proxy, old: bool) {
    let mut full = full();
    if old {
        without_what_later_versions_added(&mut full);
    }
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

async fn partly_and_whole(client: &Client, proxy: &Proxy) {
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

async fn secrets(client: &Client, proxy: &Proxy) {
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
async fn nulls(client: &Client, proxy: &Proxy, target: &Target) {
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
    assert_eq!(answered.pointer(place), Some(&Value::Null), "{answered}");
    assert_eq!(read.permissions["/x"], []);
    let users = client.list_users().limit(500).await.expect("readable");
    assert!(users.iter().any(|user| user.username == "live-null"));
    // No permission stays none, and what was absent stays so.
    client
        .update_user("live-null", &read.description("changed"))
        .await
        .expect("updated");
    let read = client.get_user("live-null").await.expect("readable");
    assert_eq!(read.permissions["/x"], []);
    let mut after = proxy.last("GET", "/users/live-null");
    assert!(after.get("groups").is_none_or(Value::is_null), "{after}");
    let permissions = after["permissions"].take();
    assert_eq!(permissions["/"], json!(["*"]));
}

async fn names(client: &Client) {
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

async fn passwords(client: &Client) {
    let jane = user("live-jane")
        .password("first")
        .email("jane@example.com");
    client.create_user(&jane).await.expect("created");
    client
        .update_user("live-jane", &user("live-jane").password(""))
        .await
        .expect("updated");
    let read = client.get_user("live-jane").await.expect("exists");
    assert_eq!(read.has_password, None, "an empty password removes it");
    // Without a mail server nobody is told; with one, nobody reads the mail.
    if let Err(error) = client.forgot_password("live-jane").await {
        assert!(error.status().is_some(), "{error}");
    }
    let reset = ResetPassword::new("000000", "new password");
    assert!((400..500).contains(&refused(client.reset_password("live-jane", &reset).await)));
    // There is none: an error for newer servers, a success for 2.5.
    if let Err(error) = client.disable_user_2fa("live-jane").await {
        assert!(error.is_invalid(), "{error}");
    }
}

async fn refusals(client: &Client) {
    let taken = refused(client.create_user(&user("live-jane")).await);
    assert!(
        [409, 500].contains(&taken),
        "500 up to 2.5, 409 since: {taken}"
    );
    let homeless = User::new("live-x", user("live-x").permissions);
    for (invalid, what) in [
        (user(""), "username"),
        (user("live-x").email("nowhere"), "email"),
        (homeless, "home_dir"),
    ] {
        let error = client
            .create_user(&invalid)
            .await
            .expect_err("it is refused");
        assert!(error.is_invalid(), "{what}: {error}");
        let body = error.body().expect("the server says why");
        assert!(
            body.error.as_deref().unwrap_or_default().contains(what),
            "{body:?}"
        );
    }
    assert_eq!(refused(client.get_user("live-nobody").await), 404);
    assert_eq!(refused(client.delete_user("live-nobody").await), 404);
    assert_eq!(
        refused(
            client
                .update_user("live-nobody", &user("live-nobody"))
                .await
        ),
        404
    );
    assert_eq!(
        refused(
            client
                .list_users()
                .order(SortOrder::Other("up".to_owned()))
                .await
        ),
        400
    );
}

async fn many(client: &Client) {
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
    let ascending = client.list_users().limit(500).await.expect("one page");
    assert!(
        page.iter()
            .rev()
            .map(|user| user.id)
            .eq(ascending.iter().map(|user| user.id))
    );
}

/// A token that ends while calls go on, and 50 of them at once.
async fn tokens(client: &Client, proxy: &Proxy, target: &Target) {
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
async fn below_the_limit(target: &Target) {
    let credentials = Credentials::login(target.username.as_str(), target.password.as_str());
    let builder = Client::builder(target.url.as_str()).credentials(credentials);
    // As its README says.
    let client = builder.max_concurrent(20).build().expect("a client");
    at_once(100, |_| client.list_users().limit(1).into_future()).await;
}

/// Longer nobody waits for the end of a token.
const LONGEST: Duration = Duration::from_secs(100);

/// A token that ends while calls go on: no call notices. Gives how long it lasts if that is too long.
async fn expiring(target: &Target) -> Result<(), Duration> {
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

/// What README shows, with another name.
async fn as_in_the_readme(client: &Client) {
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

/// Once each: a server counts them, and bans whoever tries on.
async fn wrong_credentials(proxy: &Proxy, target: &Target) {
    let client = |credentials: Credentials| {
        let builder = Client::builder(proxy.base_url()).credentials(credentials);
        builder.build().expect("a client of the proxy")
    };
    let wrong = client(Credentials::login(
        target.username.as_str(),
        "not the password",
    ));
    assert_eq!(refused_login(wrong.list_users().await), 401);
    let unknown = client(Credentials::api_key("unknown.key"));
    let status = refused(unknown.list_users().await);
    assert!([400, 401].contains(&status), "{status}");
}
