//! No secret shows in anything that can be formatted.

use std::path::Path;

use serde_json::Value;
use workspace_tests::server::{Reply, Seen, Server, html, json, reply};

use crate::call::both;
use crate::description::SENTINEL;
use crate::vendors::{
    Vendor, builder, client, credentials, description, for_each_vendor, is_login, token, ways,
};

/// `admin:hunter2-sentinel` in base64, without its end.
const ENCODED: &str = "YWRtaW46aHVudGVyMi1zZW50aW5lb";

fn assert_hidden(text: &str, context: &str) {
    // Half of it would be too much as well.
    for secret in ["hunter2", "-sentinel", ENCODED] {
        assert!(!text.contains(secret), "{context}: {text}");
    }
}

for_each_vendor!(no_type_shows_a_secret_that_it_holds);

async fn no_type_shows_a_secret_that_it_holds<V: Vendor>() {
    let description = description::<V>();
    let source = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(format!("../crates/{}-users/src/types.rs", V::NAME));
    let source = std::fs::read_to_string(&source)
        .unwrap_or_else(|error| panic!("{}: {error}", source.display()));
    let (mut covered, mut unread) = (0, Vec::new());
    for name in description.schemas_with_secrets() {
        // A schema that others are made of has no type of its own.
        if !source.contains(&format!("pub struct {name} {{")) {
            continue;
        }
        let value = description.sample_value(&name);
        let Some((shown, written)) = V::read(&name, value.clone()) else {
            unread.push(name);
            continue;
        };
        assert_hidden(&shown, &name);
        assert!(
            shown.contains("***"),
            "{name} shows no secret at all: {shown}"
        );
        let count = |value: &Value| value.to_string().matches(SENTINEL).count();
        assert_eq!(count(&written), count(&value), "{name} lost a secret");
        covered += 1;

        // Whether a property that only a newer server knows is a secret, nobody can tell.
        let mut newer = value;
        let object = newer.as_object_mut().expect("a struct is an object");
        object.insert("newer".to_owned(), serde_json::json!({ "a": [SENTINEL] }));
        let (shown, _) = V::read(&name, newer).expect("it was read before");
        assert_hidden(&shown, &name);
    }
    assert!(
        unread.is_empty(),
        "these can hold a secret; add them to `read` of {}: {unread:?}",
        V::NAME
    );
    assert_eq!(
        covered,
        V::TYPES_WITH_SECRETS,
        "left: the types of the description of {} that can hold a secret, right: `TYPES_WITH_SECRETS`",
        V::NAME
    );
}

for_each_vendor!(no_client_call_or_answer_shows_a_secret);

async fn no_client_call_or_answer_shows_a_secret<V: Vendor>() {
    let server = Server::always(json(404, "{}")).await;
    let mut selections: Vec<_> = ways::<V>().into_iter().map(|way| vec![way]).collect();
    selections.push(ways::<V>());
    for ways in selections {
        let context = format!("{} {ways:?}", V::NAME);
        assert_hidden(&both(&credentials::<V>(&ways, SENTINEL)), &context);
        assert_hidden(&both(&builder::<V>(&server, &ways, SENTINEL)), &context);
        let client = client::<V>(&server, &ways, SENTINEL);
        assert_hidden(&both(&client), &context);
        for call in V::calls(&client) {
            assert_hidden(&call.shown, call.operation);
        }
    }
}

/// What a server may do with what it was sent, the sentinel included.
fn echoes() -> Vec<fn(&Seen) -> Reply> {
    fn text(seen: &Seen) -> String {
        format!("{seen:?}")
    }
    vec![
        |seen| {
            json(
                400,
                &serde_json::json!({ "message": text(seen) }).to_string(),
            )
        },
        |seen| json(401, &serde_json::json!({ "error": text(seen) }).to_string()),
        |seen| {
            json(
                409,
                &serde_json::json!({ "details": text(seen) }).to_string(),
            )
        },
        // The long beginning pushes the secret to where the message is cut off.
        |seen| {
            // A secret that was not sent is not known to the client.
            let secret = if text(seen).contains(SENTINEL) {
                SENTINEL
            } else {
                ""
            };
            let message = format!("{}{secret}", "x".repeat(292));
            let body = serde_json::json!({ "message": message, "request": text(seen) });
            json(422, &body.to_string())
        },
        |seen| json(422, &seen.body),
        |seen| json(200, &serde_json::json!([[text(seen)]]).to_string()),
        |seen| json(200, &seen.body),
        |seen| {
            json(
                418,
                &serde_json::json!({ "message": [text(seen)] }).to_string(),
            )
        },
        |seen| html(502, &format!("<title>{}</title>", text(seen))),
        |seen| html(200, &format!("<title>{}</title>", text(seen))),
        |seen| reply(299, "text/plain", &[], &text(seen)),
        |seen| {
            let url = format!("https://admin:{SENTINEL}@example.com/{SENTINEL}?key={SENTINEL}");
            let header = format!("x-echo: {}", text(seen).replace(['\r', '\n'], " "));
            reply(307, "", &[&format!("location: {url}"), &header], "")
        },
        |seen| {
            let head = "HTTP/1.1 500 Oops\r\ncontent-length: 100000\r\n\r\n";
            Reply::Raw(format!("{head}{}", text(seen)).into_bytes())
        },
        |seen| Reply::Raw(text(seen).into_bytes()),
    ]
}

for_each_vendor!(no_error_shows_a_secret_that_the_server_repeats);

async fn no_error_shows_a_secret_that_the_server_repeats<V: Vendor>() {
    for (number, echo) in echoes().into_iter().enumerate() {
        let server = Server::start(move |seen, _| match is_login::<V>(seen) {
            // The token is a secret as well.
            true => token(SENTINEL),
            false => echo(seen),
        })
        .await;
        for way in ways::<V>() {
            let client = client::<V>(&server, &[way], SENTINEL);
            for call in V::calls(&client) {
                let context = format!("{} {way:?}, answer {number}", call.operation);
                // What is left are answers that the server is free to put together: they succeed.
                if let Err(failed) = call.send().await {
                    assert_hidden(&failed.shown, &context);
                }
            }
        }
    }
}

for_each_vendor!(no_failed_login_shows_a_secret_that_the_server_repeats);

async fn no_failed_login_shows_a_secret_that_the_server_repeats<V: Vendor>() {
    for (number, echo) in echoes().into_iter().enumerate() {
        let server = Server::start(move |seen, _| echo(seen)).await;
        for way in ways::<V>().into_iter().filter(|way| way.is_login()) {
            let client = client::<V>(&server, &[way], SENTINEL);
            let failed = V::get(&client).fail().await;
            assert_hidden(
                &failed.shown,
                &format!("{} {way:?}, answer {number}", V::NAME),
            );
        }
    }
}

#[tokio::test]
async fn an_answer_that_nobody_describes_but_that_may_hold_a_token_is_not_shown() {
    let body = serde_json::json!({ "token": SENTINEL });
    let server = Server::always(json(200, &body.to_string())).await;
    let client = client::<crate::vendors::Kestra>(&server, &[crate::vendors::Way::Bearer], "key");
    let answer = client.impersonate_user("jane").await.unwrap();
    assert_eq!(both(&answer), "SecretJson(***)\nSecretJson(***)");
    assert_eq!(answer.expose(), &body);
}

#[tokio::test]
async fn what_is_masked_is_the_secret_and_not_the_message() {
    let message = format!("the password {SENTINEL} of jane is too short");
    let body = serde_json::json!({ "message": message }).to_string();
    let server = Server::always(json(400, &body)).await;
    let client = client::<crate::vendors::Kestra>(&server, &[crate::vendors::Way::Bearer], "key");
    let body = kestra_users::types::SetUserPassword::new(SENTINEL);
    let error = client.set_user_password("jane", &body).await;
    let error = error.expect_err("the server refuses it");
    assert_eq!(
        error.to_string(),
        "set_user_password: the server answered 400 Bad Request: the password *** of jane is too short"
    );
    // Whoever asks for the answer itself gets it.
    assert_eq!(error.body().map(|body| &body.message), Some(&message));
}

/// Properties whose names sound secret, and why they are not.
const REVIEWED: &[(&str, &str)] = &[
    ("alsid", "Session.needPasswordReset"),              // a flag
    ("contabo", "ObjectStorageCredential.accessKey"),    // an identifier, like a user name
    ("contabo", "ObjectStorageCredential.credentialId"), // an identifier
    ("contabo", "CreateUser.totp"),                      // a flag
    ("contabo", "UpdateUser.totp"),                      // a flag
    ("contabo", "User.totp"),                            // a flag
    ("portainer", "ApiKey.digest"), // what the server stores instead of the key
    ("portainer", "CreatedApiKey.apiKey"), // about the key, not the key
    ("portainer", "User.TokenIssueAt"), // a time
    ("sftpgo", "AzureBlobFsConfig.key_prefix"), // a path
    ("sftpgo", "BaseUserFilters.allow_api_key_auth"), // a flag
    ("sftpgo", "BaseUserFilters.password_expiration"), // days
    ("sftpgo", "BaseUserFilters.password_strength"), // a number
    ("sftpgo", "GcsConfig.automatic_credentials"), // a choice
    ("sftpgo", "GcsConfig.key_prefix"), // a path
    ("sftpgo", "HooksFilter.check_password_disabled"), // a flag
    ("sftpgo", "S3Config.access_key"), // an identifier, like a user name
    ("sftpgo", "S3Config.key_prefix"), // a path
    ("sftpgo", "User.has_password"), // a flag
    ("sftpgo", "User.last_password_change"), // a time
    ("sftpgo", "User.public_keys"), // public
    ("sftpgo", "UserFilters.require_password_change"), // a flag
];

for_each_vendor!(no_property_that_sounds_secret_is_left_unmarked);

async fn no_property_that_sounds_secret_is_left_unmarked<V: Vendor>() {
    let description = description::<V>();
    let secret = description.schemas_with_secrets();
    let mut unmarked = Vec::new();
    for (path, schema) in description.properties() {
        let name = path
            .rsplit('.')
            .next()
            .unwrap_or(&path)
            .to_ascii_lowercase();
        let sounds_secret = [
            "credential",
            "digest",
            "hash",
            "key",
            "otp",
            "passphrase",
            "password",
            "secret",
            "token",
        ];
        // A list of tokens is a list of descriptions of tokens.
        let text = schema.to_string();
        let refers_to_secret = secret
            .iter()
            .any(|name| text.contains(&format!("\"#/components/schemas/{name}\"")));
        let marked = text.contains(r#""format":"password""#) || refers_to_secret;
        let reviewed = REVIEWED.contains(&(V::NAME, path.as_str()));
        if sounds_secret.iter().any(|word| name.contains(word)) && !marked && !reviewed {
            unmarked.push(path);
        }
    }
    assert!(
        unmarked.is_empty(),
        "{}: give those that are secrets `format: password` in the description, and name the others in `REVIEWED`: {unmarked:?}",
        V::NAME
    );
}
