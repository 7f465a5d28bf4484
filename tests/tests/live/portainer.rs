//! Portainer.

use std::time::Duration;

use portainer_users::types::{
    CreateApiKey, CreateUser, InitAdmin, ThemeSettings, UpdatePassword, UpdateUser, User, UserRole,
};
use portainer_users::{Client, Credentials};
use serde_json::json;
use workspace_tests::description::Description;
use workspace_tests::json::differences;
use workspace_tests::stand_in::portainer::{self, Version};

use crate::drift::{drift, not_called};
use crate::lives::{MANY, Target, at_once, refused, refused_login};
use crate::proxy::Proxy;
use crate::{http, json_of, report, variables};

const PASSWORD: &str = "correct horse battery staple";

#[tokio::test]
async fn a_life_on_a_real_server_has_a_fault() {
    let names = ["PORTAINER_URL", "PORTAINER_USERNAME", "PORTAINER_PASSWORD"];
    let Some([url, username, password]) = variables("portainer", names) else {
        return;
    };
    let target = Target::new(url, &username, &password);
    let status = json_of(http().get(format!("{}/status", target.url))).await;
    let version = status["Version"].as_str().unwrap_or("?").to_owned();
    let drift = live(&target).await;
    expiring(&target).await;
    report::drift(&format!("Portainer {version}"), &drift);
}

#[tokio::test]
async fn the_life_itself_has_a_fault() {
    for version in [Version::V2_11, Version::V2_23] {
        let server = portainer::fresh_of(version).await;
        let target = Target::new(server.base_url(), portainer::ADMIN, portainer::PASSWORD);
        let drift = live(&target).await;
        assert!(
            drift.is_empty(),
            "the stand-in says what is not described:\n{}",
            drift.join("\n")
        );
    }
}

fn user(username: &str) -> CreateUser {
    CreateUser::new(username, UserRole::Standard).password(PASSWORD)
}

/// Runs everything, and gives the drift.
async fn live(target: &Target) -> Vec<String> {
    let proxy = Proxy::before(&target.url).await;
    let log_in = |username: &str, password: &str| {
        let credentials = Credentials::login(username, password);
        let builder = Client::builder(proxy.base_url()).credentials(credentials);
        builder.build().expect("a client of the proxy")
    };
    let client = log_in(&target.username, &target.password);
    set_up(&client, target).await;
    let own = clean_up(&client, target).await;
    account(&client, &proxy, &log_in).await;
    refusals(&client).await;
    keys(&client, &proxy, own, target).await;
    many(&client).await;
    at_once(50, |_| client.get_user(own).into_future()).await;
    clean_up(&client, target).await;
    // Once: the server counts, and bans whoever tries on.
    assert_eq!(
        refused_login(
            log_in(&target.username, "not the password")
                .list_users()
                .await
        ),
        422
    );
    let logins = proxy
        .exchanges()
        .into_iter()
        .filter(|exchange| exchange.path == "/auth")
        .count();
    assert!(logins < 10, "{logins} logins for as few clients");
    let description = Description::of("portainer");
    let exchanges = proxy.exchanges();
    let missing = not_called(&description, &exchanges);
    assert!(missing.is_empty(), "not called: {missing:?}");
    drift(&description, &exchanges)
}

/// Makes the administrator of a fresh server; any other server refuses one more.
async fn set_up(client: &Client, target: &Target) {
    let admin = InitAdmin::new(target.username.as_str(), target.password.as_str());
    if !client.check_admin().await.expect("it says so") {
        client.init_admin(&admin).await.expect("set up");
    }
    assert_eq!(refused(client.init_admin(&admin).await), 409);
    assert!(client.check_admin().await.expect("it says so"));
}

/// Deletes what a run has made, and gives the own identifier.
async fn clean_up(client: &Client, target: &Target) -> i64 {
    let users = client.list_users().await.expect("listed");
    for user in users
        .iter()
        .filter(|user| user.username.starts_with("live-"))
    {
        client.delete_user(user.id).await.expect("deleted");
    }
    let own = users
        .iter()
        .find(|user| user.username == target.username.to_lowercase());
    own.expect("the caller is a user").id
}

async fn account(client: &Client, proxy: &Proxy, log_in: &impl Fn(&str, &str) -> Client) {
    let created = client
        .create_user(&user("live-jäne+100%"))
        .await
        .expect("created");
    assert_eq!(created.username, "live-jäne+100%");
    let path = format!("/users/{}", created.id);
    let read = client.get_user(created.id).await.expect("exists");
    // The client loses nothing of what the server says.
    let written = serde_json::to_value(&read).expect("JSON");
    let lost = differences(&proxy.last("GET", &path), &written, |value, _| {
        value.is_null()
    });
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    assert_eq!(read, created);

    let unchanged = client
        .update_user(created.id, &UpdateUser::new())
        .await
        .expect("updated");
    assert_eq!(
        (unchanged.username, unchanged.role),
        (created.username, created.role)
    );
    let change = UpdateUser::new()
        .username("live-jane")
        .user_theme("dark")
        .theme(ThemeSettings::new().color("dark"))
        .use_cache(true);
    let changed = client
        .update_user(created.id, &change)
        .await
        .expect("updated");
    assert_eq!(
        (changed.username.as_str(), theme(&changed)),
        ("live-jane", Some("dark"))
    );
    assert_ne!(
        changed.use_cache,
        Some(false),
        "newer servers have it, 2.11 does not"
    );

    let own = log_in("live-jane", PASSWORD);
    own.get_user(created.id)
        .await
        .expect("the password is good");
    assert_eq!(refused(own.create_user(&user("live-x")).await), 403);
    let wrong = UpdatePassword::new("not the password", "another long password");
    assert_eq!(refused(own.update_password(created.id, &wrong).await), 403);
    let change = UpdatePassword::new(PASSWORD, "another long password");
    own.update_password(created.id, &change)
        .await
        .expect("changed");
    let back = UpdatePassword::new("another long password", PASSWORD);
    client
        .update_password(created.id, &back)
        .await
        .expect("changed");
    // Newer servers have ended her session twice by now; the client logs in again.
    own.get_user(created.id)
        .await
        .expect("a new token was asked for");
    assert_eq!(
        client
            .list_team_memberships(created.id)
            .await
            .expect("none"),
        []
    );
    client.delete_user(created.id).await.expect("deleted");
    assert_eq!(refused(client.get_user(created.id).await), 404);
    assert_eq!(refused(client.delete_user(created.id).await), 404);
}

/// The theme, wherever this version has it.
fn theme(user: &User) -> Option<&str> {
    let newer = user.theme_settings.as_ref();
    let newer = newer.and_then(|theme| theme.color.as_deref());
    newer.or(user.user_theme.as_deref())
}

async fn refusals(client: &Client) {
    client
        .create_user(&user("live-erik"))
        .await
        .expect("created");
    assert_eq!(refused(client.create_user(&user("LIVE-Erik")).await), 409);
    for invalid in [
        user(""),
        user("live erik"),
        CreateUser::new("live-x", UserRole::Other(9)),
    ] {
        let error = client
            .create_user(&invalid)
            .await
            .expect_err("it is refused");
        assert!(error.is_invalid() && error.body().is_some(), "{error}");
    }
    let error = client
        .delete_user(1)
        .await
        .expect_err("the first administrator stays");
    assert!(error.is_forbidden(), "{error}");
}

async fn keys(client: &Client, proxy: &Proxy, own: i64, target: &Target) {
    let key = CreateApiKey::new("live").password(target.password.as_str());
    let created = client.create_api_key(own, &key).await.expect("created");
    let credentials = Credentials::api_key(created.raw_api_key.expose());
    let builder = Client::builder(proxy.base_url()).credentials(credentials);
    let with_key = builder.build().expect("a client of the proxy");
    with_key.list_users().await.expect("the key is good");
    let listed = client.list_api_keys(own).await.expect("listed");
    assert!(
        listed
            .iter()
            .any(|key| key.id == created.api_key.id && key.digest.is_none())
    );
    client
        .delete_api_key(own, created.api_key.id)
        .await
        .expect("deleted");
    assert_eq!(refused(with_key.list_users().await), 401);
    assert_eq!(
        refused(client.delete_api_key(own, created.api_key.id).await),
        500
    );
}

/// Sessions that end while calls go on. The client takes them to last for eight hours, as by default they do, and learns of
/// their end from the server alone.
async fn expiring(target: &Target) {
    let proxy = Proxy::before(&target.url).await;
    let login = json!({ "Username": target.username, "Password": target.password });
    let request = http().post(format!("{}/auth", target.url)).json(&login);
    let answer = json_of(request).await;
    let token = answer["jwt"].as_str().expect("a token");
    let lasting = async |duration: &str| {
        let settings = json!({ "UserSessionTimeout": duration });
        let request = http().put(format!("{}/settings", target.url));
        let request = request.bearer_auth(token).json(&settings);
        let answer = request.send().await.expect("an answer");
        assert!(answer.status().is_success(), "{}", answer.status());
    };
    lasting("4s").await;
    let credentials = Credentials::login(target.username.as_str(), target.password.as_str());
    let client = Client::builder(proxy.base_url()).credentials(credentials);
    let client = client.build().expect("a client of the proxy");
    let mut outcomes = Vec::new();
    for _ in 0..30 {
        outcomes.push(client.list_users().await.map(drop));
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    // Even where something failed.
    lasting("8h").await;
    for outcome in outcomes {
        outcome.expect("listed");
    }
    let exchanges = proxy.exchanges();
    let count = |path: &str, status: u16| {
        let found = exchanges.iter();
        let found = found.filter(|one| one.path == path && one.status == status);
        found.count()
    };
    let refused = count("/users", 401);
    assert!(refused >= 2, "no session of 4 seconds ended in 15");
    assert_eq!(count("/auth", 200), refused + 1, "one login for each end");
}

async fn many(client: &Client) {
    for number in 0..MANY {
        client
            .create_user(&user(&format!("live-many-{number:03}")))
            .await
            .expect("created");
    }
    let users = client.list_users().await.expect("listed");
    let many = users
        .iter()
        .filter(|user| user.username.starts_with("live-many-"));
    assert_eq!(many.count(), MANY);
}
