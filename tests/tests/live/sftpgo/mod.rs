//! SFTPGo.

mod raw;
mod refusals;
mod tokens;
mod users;
mod values;

use std::time::Duration;

use sftpgo_users::types::{Permission, User, UserStatus};
use sftpgo_users::{Client, Credentials};
use workspace_tests::description::Description;
use workspace_tests::stand_in::sftpgo;

use self::raw::Raw;
use self::refusals::{passwords, refusals, wrong_credentials};
use self::tokens::{below_the_limit, expiring, tokens};
use self::users::{as_in_the_readme, every_field, many, names, nulls, partly_and_whole, secrets};
use self::values::{filesystems, odd_values};
use crate::drift::{drift, not_called};
use crate::lives::Target;
use crate::proxy::Proxy;
use crate::{report, variables};

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
    let outcome = live(&target, minor(&version)).await;
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
    let drift = live(&target, NEWEST).await;
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

fn user(username: &str) -> User {
    User::new(username, [("/".to_owned(), vec![Permission::All])].into())
        .status(UserStatus::Enabled)
        .home_dir("/srv/sftpgo/live")
}

/// Stands for versions whose fields are all that we know.
const NEWEST: u32 = u32::MAX;

/// The 6 of 2.6.2.
fn minor(version: &str) -> u32 {
    let minor = version.split('.').nth(1);
    minor.and_then(|minor| minor.parse().ok()).unwrap_or(NEWEST)
}

/// Runs everything, and gives the drift.
async fn live(target: &Target, minor: u32) -> Vec<String> {
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
    every_field(&client, &proxy, minor).await;
    partly_and_whole(&client, &proxy).await;
    secrets(&client, &proxy).await;
    nulls(&client, &proxy, target).await;
    filesystems(&client, target, minor).await;
    odd_values(&client, target).await;
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
