//! What the server refuses, and what it does with passwords.

use sftpgo_users::types::{ResetPassword, SortOrder, User};
use sftpgo_users::{Client, Credentials, Error};

use super::user;
use crate::lives::{Target, refused, refused_login};
use crate::proxy::Proxy;

pub(super) async fn passwords(client: &Client) {
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

pub(super) async fn refusals(client: &Client) {
    let taken = refused(client.create_user(&user("live-jane")).await);
    assert!(
        [409, 500].contains(&taken),
        "500 up to 2.5, 409 since: {taken}"
    );
    for (invalid, what) in [
        (user(""), "username"),
        (user("live-x").email("nowhere"), "email"),
    ] {
        is_invalid(client.create_user(&invalid).await, what);
    }
    let homeless = User::new("live-x", user("live-x").permissions);
    match client.create_user(&homeless).await {
        // With a base directory, which the vendor's image has, the server gives a home to whoever lacks one.
        Ok(made) => assert!(made.home_dir.is_some_and(|home| home.ends_with("/live-x"))),
        refusal => is_invalid(refusal, "home_dir"),
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

/// Fails unless the server says what is wrong.
#[track_caller]
fn is_invalid(outcome: Result<User, Error>, what: &str) {
    let error = outcome.expect_err("it is refused");
    assert!(error.is_invalid(), "{what}: {error}");
    let body = error.body().expect("the server says why");
    let message = body.error.as_deref().unwrap_or_default();
    assert!(message.contains(what), "{body:?}");
}

/// Once each: a server counts them, and bans whoever tries on.
pub(super) async fn wrong_credentials(proxy: &Proxy, target: &Target) {
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
