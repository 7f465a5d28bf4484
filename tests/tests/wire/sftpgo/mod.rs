//! Wire tests of sftpgo.

mod storage;
mod user;

use serde_json::json;
use sftpgo_users::runtime::{Error, RetryPolicy};
use sftpgo_users::types::{
    ApiResponse, FilesystemProvider, GroupType, Permission, ResetPassword, SecretStatus, SortOrder,
    TlsUsername, User, UserStatus,
};
use sftpgo_users::{Client, Credentials};
use wiremock::matchers::{basic_auth, bearer_token, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::harness::{Answer, Wire, assert_same, fixture};

const API_KEY: &str = "hYxkPZr8J3.0fake-key-of-the-wire-tests";

/// Without retries, so that each call is one request.
fn client(url: &str, credentials: Credentials) -> Client {
    Client::builder(format!("{url}/api/v2"))
        .credentials(credentials)
        .retry(RetryPolicy::off())
        .build()
        .expect("a client of the local server")
}

/// A client that has a token as well as an API key; the first of the two that an operation names is sent.
async fn wire(operation: &'static str) -> Wire<Client> {
    Wire::start("sftpgo", operation, |url| {
        let credentials = Credentials::bearer("fake.admin.token").with_api_key(API_KEY);
        client(url, credentials)
    })
    .await
}

/// A client that has nothing but an API key.
async fn wire_with_api_key(operation: &'static str) -> Wire<Client> {
    Wire::start("sftpgo", operation, |url| {
        client(url, Credentials::api_key(API_KEY))
    })
    .await
}

/// What the server says of anything that needs no more than words. It calls its JSON UTF-8.
fn says(status: u16, body: serde_json::Value) -> Answer {
    Answer::json_as(status, "application/json; charset=utf-8", body)
}

#[tokio::test]
async fn create_user() {
    let mut wire = wire("create_user").await;
    let created = wire
        .required(says(201, fixture("sftpgo/new_user")), |client| {
            client.create_user(&User::new("erik", user::read_only()))
        })
        .await;
    assert_eq!(created.status, Some(UserStatus::Disabled));
    assert_eq!(
        created.permissions["/"],
        [Permission::List, Permission::Download]
    );

    let created = wire
        .full(says(201, fixture("sftpgo/user")), |client| {
            client.create_user(&user::full()).confidential_data(true)
        })
        .await;
    let hash = created.password.expect("asked for");
    assert!(hash.expose().starts_with("$2a$10$"));

    let error = wire
        .fails(
            says(
                400,
                json!({"message": "", "error": "validation error: username is mandatory"}),
            ),
            |client| client.create_user(&User::new("", user::read_only())),
        )
        .await;
    assert!(error.is_invalid());
    assert_eq!(
        error.to_string(),
        "create_user: the server answered 400 Bad Request: validation error: username is mandatory"
    );
    wire.finish();
}

#[tokio::test]
async fn list_users() {
    let mut wire = wire("list_users").await;
    let page = json!([fixture("sftpgo/new_user"), fixture("sftpgo/user")]);
    let users = wire
        .required(says(200, page), |client| client.list_users())
        .await;
    let names: Vec<&str> = users.iter().map(|user| user.username.as_str()).collect();
    assert_eq!(names, ["erik", "jane"]);

    let users = wire
        .full(says(200, json!([])), |client| {
            client
                .list_users()
                .offset(200)
                .limit(500)
                .order(SortOrder::Descending)
        })
        .await;
    assert!(users.is_empty());

    let error = wire
        .fails(
            says(403, json!({"message": "Forbidden", "error": "Forbidden"})),
            |client| client.list_users(),
        )
        .await;
    assert!(error.is_forbidden() && !error.is_retryable());
    wire.finish();
}

#[tokio::test]
async fn get_user() {
    let mut wire = wire("get_user").await;
    let jane = wire
        .required(says(200, fixture("sftpgo/user")), |client| {
            client.get_user("jane")
        })
        .await;
    // Larger than what a double can hold exactly.
    assert_eq!(jane.id, Some(9_007_199_254_740_993));
    let filters = jane.filters.expect("always sent");
    assert_eq!(filters.tls_username, Some(TlsUsername::CommonName));
    let groups = jane.groups.expect("she is in some");
    assert_eq!(groups[2].type_, GroupType::Membership);
    let s3 = jane.filesystem.and_then(|storage| storage.s3config);
    let secret = s3.and_then(|s3| s3.access_secret).expect("one is set");
    assert_eq!(secret.status, Some(SecretStatus::SecretBox));
    assert_eq!(secret.payload.expect("redacted").expose(), "9a0bc37d");

    wire.full(says(200, fixture("sftpgo/new_user")), |client| {
        client.get_user("zoë/o'hara 100%?#").confidential_data(true)
    })
    .await;

    let newer = wire
        .decodes(says(200, user::of_a_newer_server()), |client| {
            client.get_user("jane")
        })
        .await;
    let storage = newer.filesystem.expect("always sent");
    assert_eq!(storage.provider, Some(FilesystemProvider::Other(7)));

    let error: Error<ApiResponse> = wire
        .fails(
            says(404, json!({"message": "", "error": "not found"})),
            |client| client.get_user("nobody"),
        )
        .await;
    assert!(error.is_not_found());
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    let body = error.body().expect("the server sent one");
    assert_eq!(body.error.as_deref(), Some("not found"));
    assert_eq!(
        error.to_string(),
        "get_user: the server answered 404 Not Found: not found"
    );
    wire.finish();
}

#[tokio::test]
async fn update_user() {
    let mut wire = wire("update_user").await;
    let updated = || says(200, json!({"message": "User updated"}));
    wire.required(updated(), |client| {
        client.update_user("erik", &User::new("erik", user::read_only()))
    })
    .await;

    // Read, changed and written back whole, with what only a newer server knows.
    let mut jane: User =
        serde_json::from_value(user::of_a_newer_server()).expect("a newer server's user");
    jane.status = Some(UserStatus::Disabled);
    let answer = wire
        .full(updated(), |client| {
            client.update_user("jane", &jane).disconnect(true)
        })
        .await;
    assert_eq!(
        (answer.message.as_str(), answer.error),
        ("User updated", None)
    );
    wire.decodes(updated(), |client| {
        client.update_user("jane", &jane).disconnect(false)
    })
    .await;
    let error = wire
        .fails(
            says(
                400,
                json!({"message": "", "error": "validation error: invalid home directory"}),
            ),
            |client| client.update_user("jane", &jane),
        )
        .await;
    assert!(error.is_invalid() && !error.is_retryable());
    wire.finish();
}

#[tokio::test]
async fn delete_user() {
    let mut wire = wire_with_api_key("delete_user").await;
    let answer = wire
        .required(says(200, json!({"message": "User deleted"})), |client| {
            client.delete_user("jane@example.com")
        })
        .await;
    assert_eq!(answer.message, "User deleted");
    let error = wire
        .fails(
            says(404, json!({"message": "", "error": "not found"})),
            |client| client.delete_user("nobody"),
        )
        .await;
    assert!(error.is_not_found());
    wire.finish();
}

#[tokio::test]
async fn disable_user_2fa() {
    let mut wire = wire_with_api_key("disable_user_2fa").await;
    let answer = wire
        .required(says(200, json!({"message": "2FA disabled"})), |client| {
            client.disable_user_2fa("jane")
        })
        .await;
    assert_eq!(answer.message, "2FA disabled");
    let error = wire
        .fails(
            says(
                400,
                json!({"message": "", "error": "two-factor authentication is not enabled"}),
            ),
            |client| client.disable_user_2fa("erik"),
        )
        .await;
    assert_eq!(
        error.server_message(),
        Some("two-factor authentication is not enabled")
    );
    wire.finish();
}

#[tokio::test]
async fn forgot_password() {
    let mut wire = wire("forgot_password").await;
    let sent = json!({"message": "Check your email for the confirmation code"});
    let answer = wire
        .required(says(200, sent), |client| client.forgot_password("jane"))
        .await;
    assert!(answer.message.starts_with("Check your email"));
    let error = wire
        .fails(
            says(
                500,
                json!({"message": "Error sending confirmation code", "error": "no route to host"}),
            ),
            |client| client.forgot_password("jane"),
        )
        .await;
    assert!(error.is_server_error());
    let body = error.into_body().expect("the server sent one");
    assert_eq!(body.message, "Error sending confirmation code");
    assert_eq!(body.error.as_deref(), Some("no route to host"));
    wire.finish();
}

#[tokio::test]
async fn reset_password() {
    let mut wire = wire("reset_password").await;
    let body = ResetPassword::new("c0d3-fr0m-e-mail", "correct horse battery staple");
    wire.required(
        says(200, json!({"message": "Password reset successful"})),
        |client| client.reset_password("jane", &body),
    )
    .await;

    let error = wire
        .fails(
            says(
                400,
                json!({"message": "", "error": "confirmation code not found"}),
            ),
            |client| client.reset_password("jane", &body),
        )
        .await;
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("confirmation code not found"));
    assert!(!shown.contains("correct horse") && !shown.contains("c0d3"));
    wire.finish();
}

#[tokio::test]
async fn the_password_of_an_admin_goes_to_the_token_endpoint_alone() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path("/api/v2/token"))
        .and(basic_auth("admin", "fake-password"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({
            "access_token": "fake.short-lived.token",
            "expires_at": "2999-12-31T23:59:59Z",
        })))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .and(path("/api/v2/users"))
        .and(bearer_token("fake.short-lived.token"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!([])))
        .expect(2)
        .mount(&server)
        .await;
    let client = client(&server.uri(), Credentials::login("admin", "fake-password"));
    for _ in 0..2 {
        assert_eq!(client.list_users().await.expect("no users"), []);
    }
}

#[test]
fn a_setter_sets_another_field_than_its_name_says() {
    let expected = serde_json::to_value(user::without_what_only_the_server_sets())
        .expect("what was decoded can be written");
    assert_same("user::full", &expected, &user::full());
}
