//! What an update sends: absent, `null` and a value are three different things, and nothing that a newer server knows is lost.

use serde_json::{Value, json};
use workspace_tests::server::{Reply, Server, json as answer};

/// The client of a crate, talking to a local server.
macro_rules! client {
    ($crate_name:ident, $server:expr, $credentials:expr) => {
        $crate_name::Client::builder($server.url())
            .credentials($credentials)
            .build()
            .expect("the settings are right")
    };
}

/// The JSON of the only request that arrived.
fn body(server: &Server) -> Value {
    serde_json::from_str(&server.only().body).expect("the body is JSON")
}

async fn server() -> Server {
    Server::always(answer(200, "[]")).await
}

/// Whether the answer could be read does not matter here.
fn sent<T, E>(_: Result<T, E>) {}

#[tokio::test]
async fn kestra_is_told_nothing_null_and_a_value_apart() {
    use kestra_users::{Credentials, types::AutocompleteUsers};

    for (conditions, expected) in [
        (AutocompleteUsers::new(), json!({})),
        (
            AutocompleteUsers::new().q_null().ids_null(),
            json!({ "q": null, "ids": null }),
        ),
        (
            AutocompleteUsers::new().q("ja").ids(["7"]).username_null(),
            json!({ "q": "ja", "ids": ["7"], "username": null }),
        ),
    ] {
        let server = server().await;
        let client = client!(kestra_users, server, Credentials::bearer("key"));
        sent(client.autocomplete_users("main", &conditions).await);
        assert_eq!(body(&server), expected);
        let read: AutocompleteUsers = serde_json::from_value(expected).unwrap();
        assert_eq!(read, conditions, "reading tells them apart as well");
    }
}

#[tokio::test]
async fn portainer_keeps_what_an_update_does_not_mention() {
    use portainer_users::{
        Credentials,
        types::{UpdateUser, UserRole},
    };

    for (update, expected) in [
        (UpdateUser::new(), json!({})),
        (
            UpdateUser::new().role(UserRole::Admin),
            json!({ "role": 1 }),
        ),
        (UpdateUser::new().username(""), json!({ "username": "" })),
    ] {
        let server = server().await;
        let client = client!(portainer_users, server, Credentials::api_key("key"));
        sent(client.update_user(7, &update).await);
        assert_eq!(body(&server), expected);
    }
}

#[tokio::test]
async fn contabo_keeps_what_an_update_does_not_mention() {
    use contabo_users::{Credentials, types::UpdateUser};

    for (update, expected) in [
        (UpdateUser::new(), json!({})),
        (
            UpdateUser::new().enabled(false),
            json!({ "enabled": false }),
        ),
        (
            UpdateUser::new().first_name("").totp(true),
            json!({ "firstName": "", "totp": true }),
        ),
    ] {
        let server = server().await;
        let client = client!(contabo_users, server, Credentials::bearer("key"));
        sent(
            client
                .update_user("6cdf5968-f9fe-4192-97c2-f349e813c5e8", &update)
                .await,
        );
        assert_eq!(body(&server), expected);
    }
}

#[tokio::test]
async fn alsid_keeps_what_an_update_does_not_mention() {
    use alsid_users::{Credentials, types::UpdateUser};

    for (update, expected) in [
        (UpdateUser::new(), json!({})),
        (UpdateUser::new().active(false), json!({ "active": false })),
        (
            UpdateUser::new().surname("").department("IT"),
            json!({ "surname": "", "department": "IT" }),
        ),
    ] {
        let server = server().await;
        let client = client!(alsid_users, server, Credentials::api_key("key"));
        sent(client.update_user("7", &update).await);
        assert_eq!(body(&server), expected);
    }
}

#[tokio::test]
async fn sftpgo_keeps_a_password_that_is_not_mentioned_and_clears_one_that_is_empty() {
    use sftpgo_users::{
        Credentials,
        types::{Permission, User},
    };

    let permissions = || [("/".to_owned(), vec![Permission::All])].into();
    let jane = || User::new("jane", permissions());
    let rest = json!({ "username": "jane", "permissions": { "/": ["*"] } });
    for (user, password) in [
        (jane(), None),
        (jane().password(""), Some("")),
        (jane().password("new"), Some("new")),
    ] {
        let server = server().await;
        let client = client!(sftpgo_users, server, Credentials::api_key("key"));
        sent(client.update_user("jane", &user).await);
        let mut expected = rest.clone();
        if let Some(password) = password {
            expected["password"] = password.into();
        }
        assert_eq!(body(&server), expected);
    }
}

/// A user as a server of tomorrow answers it: with fields, values and objects that this crate does not know.
fn sftpgo_user_of_tomorrow() -> Value {
    json!({
        "username": "jane",
        "permissions": { "/": ["*", "teleport"] },
        "status": 3,
        "filesystem": { "provider": 9, "quantum_config": { "entangled": true } },
        "filters": { "allowed_planets": ["earth"] },
        "avatar": { "url": "/jane.png", "sizes": [16, 32] },
    })
}

#[tokio::test]
async fn an_update_through_an_older_client_loses_nothing() {
    use sftpgo_users::Credentials;

    let server = Server::always(answer(200, &sftpgo_user_of_tomorrow().to_string())).await;
    let client = client!(sftpgo_users, server, Credentials::api_key("key"));
    let jane = client.get_user("jane").await.unwrap();
    sent(
        client
            .update_user("jane", &jane.email("jane@example.com"))
            .await,
    );
    let mut expected = sftpgo_user_of_tomorrow();
    expected["email"] = "jane@example.com".into();
    let put = &server.seen()[1];
    assert_eq!(put.method, "PUT");
    assert_eq!(serde_json::from_str::<Value>(&put.body).unwrap(), expected);
}

#[tokio::test]
async fn a_number_beyond_its_type_is_an_error_that_names_the_field() {
    use portainer_users::Credentials;

    let too_large = r#"[{"Id": 1, "Username": "jane", "Role": 1}, {"Id": 92233720368547758070, "Username": "joe", "Role": 2}]"#;
    let reply: Reply = answer(200, too_large);
    let server = Server::always(reply).await;
    let client = client!(portainer_users, server, Credentials::api_key("key"));
    let error = client.list_users().await.unwrap_err();
    let cause = std::error::Error::source(&error)
        .expect("the cause is kept")
        .to_string();
    assert!(cause.contains("[1].Id"), "{cause}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
}
