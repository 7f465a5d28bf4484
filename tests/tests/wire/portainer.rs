//! Wire tests of Portainer.

use portainer_users::types::{
    CreateApiKey, CreateUser, InitAdmin, TeamRole, ThemeSettings, UpdatePassword, UpdateUser,
    UserRole,
};
use portainer_users::{Client, Credentials};
use serde_json::{Value, json};
use wiremock::matchers::{body_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::harness::{Answer, Wire};

const HASH: &str = "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";

/// A client that has an API key as well as a session token.
async fn wire(operation: &'static str) -> Wire<Client> {
    Wire::start("portainer", operation, |url| {
        Client::builder(format!("{url}/api"))
            .credentials(Credentials::api_key("ptr_fake-api-key").with_jwt("fake.session.token"))
            .build()
            .expect("a client of the local server")
    })
    .await
}

/// An account as the server of 2.11.0 writes it, unused maps included.
fn user(id: i64, name: &str, role: i64) -> Value {
    json!({
        "Id": id,
        "Username": name,
        "UserTheme": "",
        "Role": role,
        "PortainerAuthorizations": null,
        "EndpointAuthorizations": null,
    })
}

/// An account with all that servers of any version send, the hash of the password too.
fn full_user() -> Value {
    json!({
        "Id": 2,
        "Username": "jane",
        "Password": HASH,
        "UserTheme": "dark",
        "ThemeSettings": {"color": "dark"},
        "UseCache": true,
        "TokenIssueAt": 1_700_000_000_i64,
        "Role": 2,
        "PortainerAuthorizations": {
            "PortainerDockerHubInspect": true,
            "PortainerEndpointGroupList": false,
        },
        "EndpointAuthorizations": {
            "1": {"DockerContainerList": true, "DockerContainerDelete": false},
            "17": null,
        },
    })
}

fn api_key(id: i64, last_used: i64) -> Value {
    json!({
        "id": id,
        "userId": 2,
        "description": "nightly deployment",
        "prefix": "ptr_AbC",
        "dateCreated": 1_644_319_800,
        "lastUsed": last_used,
    })
}

#[tokio::test]
async fn check_admin() {
    let mut wire = wire("check_admin").await;
    let exists = wire
        .required(Answer::empty(204), |client| client.check_admin())
        .await;
    assert!(exists);
    let fresh = json!({
        "message": "No administrator account found inside the database",
        "details": "Object not found inside the database",
    });
    let exists = wire
        .decodes(Answer::json(404, fresh), |client| client.check_admin())
        .await;
    assert!(!exists, "which is an answer, and no error");
    wire.finish();
}

#[tokio::test]
async fn init_admin() {
    let mut wire = wire("init_admin").await;
    let mut admin = full_user();
    admin["Id"] = json!(1);
    admin["Role"] = json!(1);
    let admin = wire
        .required(Answer::json(200, admin), |client| {
            client.init_admin(&InitAdmin::new("admin", "first password"))
        })
        .await;
    assert_eq!(admin.role, UserRole::Admin);
    assert_eq!(admin.password.expect("the server sent it").expose(), HASH);
    wire.finish();
}

#[tokio::test]
async fn create_user() {
    let mut wire = wire("create_user").await;
    let body = CreateUser::new("jane", UserRole::Standard);
    let created = wire
        .required(Answer::json(200, user(2, "jane", 2)), |client| {
            client.create_user(&body)
        })
        .await;
    assert_eq!(created.role, UserRole::Standard);
    #[expect(deprecated, reason = "servers still send it")]
    let granted = created.endpoint_authorizations;
    assert_eq!(granted, None);
    let body = CreateUser::new("jürgen", UserRole::Admin).password("pass \"word\"");
    wire.full(Answer::json(200, full_user()), |client| {
        client.create_user(&body)
    })
    .await;
    let taken = json!({"message": "Another user with the same username already exists"});
    let error = wire
        .fails(Answer::json(409, taken), |client| client.create_user(&body))
        .await;
    assert!(error.is_conflict());
    assert_eq!(error.body().and_then(|body| body.details.as_ref()), None);
    wire.finish();
}

#[tokio::test]
async fn list_users() {
    let mut wire = wire("list_users").await;
    let answer = json!([user(1, "admin", 1), full_user(), user(3, "edge", 3)]);
    let users = wire
        .required(Answer::json(200, answer), |client| client.list_users())
        .await;
    let roles: Vec<UserRole> = users.iter().map(|user| user.role).collect();
    assert_eq!(
        roles,
        [UserRole::Admin, UserRole::Standard, UserRole::Other(3)]
    );
    #[expect(deprecated, reason = "servers still send it")]
    let granted = users[1].endpoint_authorizations.as_ref().expect("was sent");
    assert_eq!(granted["17"], None);
    wire.decodes(Answer::json(200, json!([])), |client| client.list_users())
        .await;
    wire.finish();
}

#[tokio::test]
async fn delete_user() {
    let mut wire = wire("delete_user").await;
    wire.required(Answer::empty(204), |client| client.delete_user(42))
        .await;
    let forbidden = json!({
        "message": "Cannot remove the initial admin account",
        "details": "Unauthorized",
    });
    let error = wire
        .fails(Answer::json(403, forbidden), |client| client.delete_user(1))
        .await;
    assert!(error.is_forbidden() && !error.is_retryable());
    wire.finish();
}

#[tokio::test]
async fn get_user() {
    let mut wire = wire("get_user").await;
    let user = wire
        .required(Answer::json(200, full_user()), |client| client.get_user(2))
        .await;
    assert_eq!((user.id, user.username.as_str()), (2, "jane"));
    assert_eq!(user.user_theme.as_deref(), Some("dark"));
    wire.finish();
}

#[tokio::test]
async fn update_user() {
    let mut wire = wire("update_user").await;
    wire.required(Answer::json(200, user(2, "jane", 2)), |client| {
        client.update_user(2, &UpdateUser::new())
    })
    .await;
    let body = UpdateUser::new()
        .new_password("the next password")
        .password("the present password")
        .role(UserRole::Admin)
        .theme(ThemeSettings::new().color("dark"))
        .use_cache(true)
        .user_theme("dark")
        .username("jane.doe");
    let updated = wire
        .full(Answer::json(200, full_user()), |client| {
            client.update_user(2, &body)
        })
        .await;
    assert!(updated.password.is_some());
    assert!(!format!("{updated:?}").contains(HASH));
    wire.finish();
}

#[tokio::test]
async fn create_api_key() {
    let mut wire = wire("create_api_key").await;
    let mut key = api_key(5, 0);
    key["digest"] = json!("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    let answer = json!({"rawAPIKey": "ptr_AbCfakefakefake", "apiKey": key});
    // The server calls its JSON text.
    let answer = || Answer::json_as(201, "text/plain; charset=utf-8", answer.clone());
    wire.required(answer(), |client| {
        client.create_api_key(2, &CreateApiKey::new("nightly deployment"))
    })
    .await;
    let created = wire
        .full(answer(), |client| {
            let body = CreateApiKey::new("nightly deployment").password("own password");
            client.create_api_key(2, &body)
        })
        .await;
    assert_eq!(created.raw_api_key.expose(), "ptr_AbCfakefakefake");
    assert_eq!(created.api_key.last_used.timestamp(), 0);
    wire.finish();
}

#[tokio::test]
async fn list_api_keys() {
    let mut wire = wire("list_api_keys").await;
    let mut with_digest = api_key(6, 1_644_406_200);
    with_digest["digest"] = json!("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    let answer = json!([api_key(5, 0), with_digest]);
    let keys = wire
        .required(Answer::json(200, answer), |client| client.list_api_keys(2))
        .await;
    assert_eq!(keys[0].digest, None);
    assert_eq!(keys[1].last_used.to_rfc3339(), "2022-02-09T11:30:00+00:00");
    wire.finish();
}

#[tokio::test]
async fn list_team_memberships() {
    let mut wire = wire("list_team_memberships").await;
    let answer = json!([
        {"Id": 1, "UserID": 2, "TeamID": 7, "Role": 1},
        {"Id": 4, "UserID": 2, "TeamID": 9, "Role": 2},
    ]);
    let memberships = wire
        .required(Answer::json(200, answer), |client| {
            client.list_team_memberships(2)
        })
        .await;
    let roles: Vec<TeamRole> = memberships.iter().map(|place| place.role).collect();
    assert_eq!(roles, [TeamRole::Leader, TeamRole::Member]);
    wire.decodes(Answer::json(200, json!([])), |client| {
        client.list_team_memberships(3)
    })
    .await;
    wire.finish();
}

#[tokio::test]
async fn delete_api_key() {
    let mut wire = wire("delete_api_key").await;
    wire.required(Answer::empty(204), |client| client.delete_api_key(2, 5))
        .await;
    wire.finish();
}

#[tokio::test]
async fn update_password() {
    let mut wire = wire("update_password").await;
    let body = UpdatePassword::new("the present password", "the next password");
    wire.required(Answer::empty(204), |client| {
        client.update_password(2, &body)
    })
    .await;
    let wrong = json!({
        "message": "Specified password do not match actual password",
        "details": "Unauthorized",
    });
    let error = wire
        .fails(Answer::json(403, wrong), |client| {
            client.update_password(2, &body)
        })
        .await;
    assert!(error.is_forbidden());
    wire.finish();
}

#[tokio::test]
async fn a_name_and_password_become_one_session_for_all_calls() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/api/auth"))
        .and(body_json(
            json!({"username": "admin", "password": "first password"}),
        ))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"jwt": "fake.session"})))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .and(path("/api/users/2"))
        .and(header("authorization", "Bearer fake.session"))
        .respond_with(ResponseTemplate::new(200).set_body_json(full_user()))
        .expect(2)
        .mount(&server)
        .await;
    let client = Client::builder(format!("{}/api", server.uri()))
        .credentials(Credentials::login("admin", "first password"))
        .build()
        .expect("a client of the local server");
    for _ in 0..2 {
        let user = client.get_user(2).await.expect("the user");
        assert_eq!(user.id, 2);
    }
}
