//! Wire tests of Alsid.

use alsid_users::types::{
    CreateUser, EntityId, ForgotPassword, Login, PermissionDynamicId, Provider, ReplaceUserRoles,
    ResetPassword, UpdatePassword, UpdateUser,
};
use alsid_users::{Client, Credentials};
use serde_json::{Value, json};

use crate::harness::{Answer, Wire};

async fn wire(operation: &'static str) -> Wire<Client> {
    Wire::start("alsid", operation, |url| {
        Client::builder(url)
            .credentials(Credentials::api_key("fake-api-key"))
            .build()
            .expect("a client of the local server")
    })
    .await
}

/// The body of everything that is done without an answer.
fn null() -> Answer {
    Answer::ignored(200, "application/json; charset=utf-8", "null")
}

/// An account with everything set, as later versions answer it.
fn user() -> Value {
    json!({
        "id": 3,
        "surname": "Doe",
        "name": "Jane",
        "email": "jane@example.com",
        "department": "Directory Services",
        "biography": "Looks after the forest.",
        "active": true,
        "picture": [2, 7],
        "roles": [1, 4],
        "identifier": "jane@example.com",
        "provider": "tenable",
        "eulaVersion": 2,
        "lockedOut": false,
    })
}

/// An account with nothing set that may be missing, as this version answers it.
fn sparse_user() -> Value {
    json!({
        "id": 4,
        "surname": null,
        "name": "Erik",
        "email": "erik@example.com",
        "department": null,
        "biography": null,
        "picture": null,
        "roles": [],
        "identifier": "CN=Erik,DC=example,DC=com",
        "provider": "ldap",
        "eulaVersion": 0,
    })
}

#[tokio::test]
async fn login() {
    let mut wire = wire("login").await;
    let body = Login::new("jane@example.com", "pass \"word\"");
    let answer = json!({"authToken": "fake.session.token", "needPasswordReset": true});
    let session = wire
        .required(Answer::json(200, answer), |client| client.login(&body))
        .await;
    assert_eq!(session.auth_token.expose(), "fake.session.token");
    let session = wire
        .decodes(
            Answer::json(200, json!({"authToken": "fake.session.token"})),
            |client| client.login(&body),
        )
        .await;
    assert_eq!(session.need_password_reset, None);
    wire.finish();
}

#[tokio::test]
async fn logout() {
    let mut wire = wire("logout").await;
    wire.required(Answer::empty(204), |client| client.logout())
        .await;
    wire.decodes(null(), |client| client.logout()).await;
    wire.decodes(Answer::empty(200), |client| client.logout())
        .await;
    wire.finish();
}

#[tokio::test]
async fn forgot_password() {
    let mut wire = wire("forgot_password").await;
    let body = ForgotPassword::new("jane@example.com");
    wire.required(null(), |client| client.forgot_password(&body))
        .await;
    wire.finish();
}

#[tokio::test]
async fn list_users() {
    let mut wire = wire("list_users").await;
    let mut from_elsewhere = sparse_user();
    from_elsewhere["provider"] = json!("kerberos");
    let answer = json!([user(), sparse_user(), from_elsewhere]);
    let users = wire
        .required(Answer::json(200, answer), |client| client.list_users())
        .await;
    let providers: Vec<&str> = users.iter().map(|user| user.provider.as_str()).collect();
    assert_eq!(providers, ["tenable", "ldap", "kerberos"]);
    assert_eq!(users[1].provider, Provider::Ldap);
    assert_eq!(users[2].provider, Provider::Other("kerberos".to_owned()));
    wire.finish();
}

#[tokio::test]
async fn create_users() {
    let mut wire = wire("create_users").await;
    let least = [CreateUser::new(
        "Erik",
        "erik@example.com",
        "Correct-horse-1",
    )];
    wire.required(Answer::json(200, json!([sparse_user()])), |client| {
        client.create_users(&least)
    })
    .await;
    let jane = CreateUser::new("Jane", "jane@example.com", "Correct-horse-2")
        .surname("Doe")
        .department("Directory Services")
        .biography("Looks after the forest.")
        .active(true)
        .picture([2, 7]);
    let [erik] = least;
    let created = wire
        .full(
            Answer::json(201, json!([user(), sparse_user()])),
            |client| client.create_users(&[jane, erik]),
        )
        .await;
    assert_eq!(created.len(), 2);
    assert_eq!(created[0].picture, Some(vec![2, 7]));
    assert_eq!(created[1].surname, None);
    wire.finish();
}

#[tokio::test]
async fn delete_user() {
    let mut wire = wire("delete_user").await;
    wire.required(Answer::empty(204), |client| client.delete_user("4"))
        .await;
    wire.decodes(null(), |client| client.delete_user("4")).await;
    wire.finish();
}

#[tokio::test]
async fn get_user() {
    let mut wire = wire("get_user").await;
    let details = wire
        .required(Answer::json(200, user()), |client| client.get_user("3"))
        .await;
    assert_eq!(details.provider, Some(Provider::Tenable));
    let mut sparse = sparse_user();
    for only_later in ["identifier", "provider", "eulaVersion"] {
        sparse.as_object_mut().expect("a user").remove(only_later);
    }
    let details = wire
        .decodes(Answer::json(200, sparse), |client| client.get_user("4"))
        .await;
    assert_eq!((details.provider, details.eula_version), (None, None));
    wire.finish();
}

#[tokio::test]
async fn update_user() {
    let mut wire = wire("update_user").await;
    wire.required(Answer::json(200, sparse_user()), |client| {
        client.update_user("4", &UpdateUser::new())
    })
    .await;
    let body = UpdateUser::new()
        .surname("Doe")
        .name("Jane")
        .password("Correct-horse-3")
        .email("jane@example.com")
        .department("")
        .biography("Zażółć\ngęślą")
        .active(false)
        .picture([])
        .locked_out(false);
    let updated = wire
        .full(Answer::json(200, user()), |client| {
            client.update_user("3", &body)
        })
        .await;
    assert_eq!(
        (updated.active, updated.locked_out),
        (Some(true), Some(false))
    );
    wire.finish();
}

#[tokio::test]
async fn replace_user_roles() {
    let mut wire = wire("replace_user_roles").await;
    let answer = json!({"roles": [1, 4]});
    let roles = wire
        .required(Answer::json(200, answer), |client| {
            client.replace_user_roles("3", &ReplaceUserRoles::new([1, 4]))
        })
        .await;
    assert_eq!(roles.roles, [1, 4]);
    wire.finish();
}

#[tokio::test]
async fn update_password() {
    let mut wire = wire("update_password").await;
    let body = UpdatePassword::new("Correct-horse-1", "Correct-horse-2");
    wire.required(null(), |client| client.update_password(&body))
        .await;
    wire.finish();
}

#[tokio::test]
async fn reset_password() {
    let mut wire = wire("reset_password").await;
    let body = ResetPassword::new("fake-token-from-the-e-mail", "Correct-horse-2");
    wire.required(null(), |client| client.reset_password(&body))
        .await;
    wire.finish();
}

#[tokio::test]
async fn get_current_user() {
    let mut wire = wire("get_current_user").await;
    let answer = json!({
        "id": 3,
        "name": "Jane",
        "email": "jane@example.com",
        "provider": "alsid",
        "department": "Directory Services",
        "roles": [{
            "id": 1,
            "name": "Global Administrator",
            "description": "May do everything",
            "permissions": [
                {"entityName": "user", "action": "edit", "entityIds": null, "dynamicId": "self-user-id"},
                {"entityName": "dashboard", "action": "read", "entityIds": [12, "13"], "dynamicId": null},
            ],
        }],
        "eulaVersion": 2,
        "internal": false,
        "active": true,
        "surname": "Doe",
        "lockedOut": false,
        "biography": "Looks after the forest.",
        "identifier": "jane@example.com",
        "tenableCloudUserName": "jane@cloud.example.com",
    });
    let caller = wire
        .required(Answer::json(200, answer), |client| {
            client.get_current_user()
        })
        .await;
    assert_eq!(caller.provider, Provider::Alsid);
    let [own, named] = &caller.roles[0].permissions[..] else {
        panic!("two permissions were sent");
    };
    assert_eq!(own.entity_ids, None);
    assert_eq!(own.dynamic_id, Some(PermissionDynamicId::SelfUserId));
    let ids = [EntityId::Integer(12), EntityId::Text("13".to_owned())];
    assert_eq!(named.entity_ids.as_deref(), Some(&ids[..]));

    // What the body of an error looks like is not public, so it is JSON like any other.
    let refused = json!({"statusCode": 401, "message": "Invalid API key"});
    let error = wire
        .fails(Answer::json(401, refused), |client| {
            client.get_current_user()
        })
        .await;
    assert!(error.is_unauthorized() && !error.is_forbidden());
    assert_eq!(
        error.body().map(|body| &body["statusCode"]),
        Some(&json!(401))
    );
    assert_eq!(
        error.to_string(),
        "get_current_user: the server answered 401 Unauthorized: Invalid API key"
    );
    wire.finish();
}
