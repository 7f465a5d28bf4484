//! Wire tests of Kestra.

use kestra_users::types::{
    AutocompleteUsers, CreateApiToken, CreateOrUpdateUser, ReplaceUserGroups, SetUserPassword,
    SetUserRestricted, SetUserSuperAdmin, UpdateCurrentUserPassword, UpdateUserDetails,
};
use kestra_users::{Client, Credentials};
use serde_json::json;

use crate::harness::{Answer, Wire, fixture};

const USER: &str = "6kDRqDJXFn2gRAr7sAxAsQ";
const ACCOUNT: &str = "4yZrPk7TnWq1xLs9vCbMd3";
const TOKEN: &str = "2tGvWm9KqYb5rXc1nLpZs0";

/// A client that has a name and password as well as an API token.
async fn wire(operation: &'static str) -> Wire<Client> {
    Wire::start("kestra", operation, |url| {
        let credentials = Credentials::basic("jane@example.com", "fake-password");
        Client::builder(url)
            .credentials(credentials.with_bearer("fakeAbC.api.token"))
            .build()
            .expect("a client of the local server")
    })
    .await
}

fn user() -> Answer {
    Answer::json(200, fixture("kestra/user"))
}

fn tokens() -> Answer {
    Answer::json(200, fixture("kestra/api_tokens"))
}

/// The answer to a new token, whose status depends on the server's version.
fn token(status: u16) -> Answer {
    let token = json!({
        "id": TOKEN,
        "name": "nightly-deployment",
        "fullToken": "fakeAbC.the.whole.token",
    });
    Answer::json(status, token)
}

fn full_token() -> CreateApiToken {
    CreateApiToken::new("nightly-deployment")
        .description("For the pipeline that runs at night")
        .max_age("P365D")
        .extended(true)
}

fn full_user() -> CreateOrUpdateUser {
    let mut user = CreateOrUpdateUser::new("jane@example.com")
        .tenants(["main", "staging"])
        .groups(["1hJvTz0cYxQm4nRk8sLpWb"])
        .first_name("Jane")
        .last_name("Doe")
        .password("Correct-horse-1")
        .super_admin(false)
        .restricted(true)
        .instance_owner(false);
    let carried_over = json!({"region": "eu", "shard": 3});
    user.additional_properties
        .insert("createdIn".to_owned(), carried_over);
    user
}

#[tokio::test]
async fn autocomplete_users() {
    let mut wire = wire("autocomplete_users").await;
    let found = wire
        .required(
            Answer::json(200, fixture("kestra/tenant_access")),
            |client| client.autocomplete_users("main", &AutocompleteUsers::new()),
        )
        .await;
    assert_eq!(found[1].groups, None);
    let body = AutocompleteUsers::new()
        .q("ja")
        .ids([USER])
        .existing_only(true)
        .username_null();
    wire.full(Answer::json(200, json!([])), |client| {
        client.autocomplete_users("a tenant/of ours", &body)
    })
    .await;
    wire.finish();
}

#[tokio::test]
async fn create_service_account_api_token() {
    let mut wire = wire("create_service_account_api_token").await;
    wire.required(token(200), |client| {
        let body = CreateApiToken::new("nightly-deployment");
        client.create_service_account_api_token(ACCOUNT, &body)
    })
    .await;
    let created = wire
        .full(token(201), |client| {
            client.create_service_account_api_token(ACCOUNT, &full_token())
        })
        .await;
    assert_eq!(created.full_token.expose(), "fakeAbC.the.whole.token");
    assert!(!format!("{created:?}").contains("fakeAbC"));
    wire.finish();
}

#[tokio::test]
async fn list_service_account_api_tokens() {
    let mut wire = wire("list_service_account_api_tokens").await;
    let tokens = wire
        .required(tokens(), |client| {
            client.list_service_account_api_tokens(ACCOUNT)
        })
        .await;
    let [limited, unlimited] = &tokens.results[..] else {
        panic!("two tokens were sent");
    };
    assert_eq!(limited.iat.timestamp_micros(), 1_762_244_130_123_456);
    assert_eq!((unlimited.exp, unlimited.extended), (None, None));
    wire.finish();
}

#[tokio::test]
async fn create_user_api_token() {
    let mut wire = wire("create_user_api_token").await;
    wire.required(token(200), |client| {
        client.create_user_api_token(USER, &CreateApiToken::new("nightly-deployment"))
    })
    .await;
    let created = wire
        .full(token(201), |client| {
            client.create_user_api_token(USER, &full_token())
        })
        .await;
    assert_eq!(created.id, TOKEN);
    wire.finish();
}

#[tokio::test]
async fn list_user_api_tokens() {
    let mut wire = wire("list_user_api_tokens").await;
    let tokens = wire
        .required(tokens(), |client| client.list_user_api_tokens(USER))
        .await;
    assert_eq!(tokens.total, Some(2));
    wire.decodes(Answer::json(200, json!({"results": []})), |client| {
        client.list_user_api_tokens(USER)
    })
    .await;
    wire.finish();
}

#[tokio::test]
async fn create_tenant_service_account_api_token() {
    let mut wire = wire("create_tenant_service_account_api_token").await;
    wire.required(token(200), |client| {
        let body = CreateApiToken::new("nightly-deployment");
        client.create_tenant_service_account_api_token("main", ACCOUNT, &body)
    })
    .await;
    let created = wire
        .full(token(201), |client| {
            client.create_tenant_service_account_api_token("main", ACCOUNT, &full_token())
        })
        .await;
    assert_eq!(created.name, "nightly-deployment");
    wire.finish();
}

#[tokio::test]
async fn list_tenant_service_account_api_tokens() {
    let mut wire = wire("list_tenant_service_account_api_tokens").await;
    let tokens = wire
        .required(tokens(), |client| {
            client.list_tenant_service_account_api_tokens("main", ACCOUNT)
        })
        .await;
    assert!(tokens.results[0].exp > tokens.results[0].last_used);
    wire.finish();
}

#[tokio::test]
async fn create_user() {
    let mut wire = wire("create_user").await;
    // No server is known to leave the id out, and later descriptions require nothing else.
    let created = wire
        .required(Answer::json(201, json!({ "id": USER })), |client| {
            client.create_user(&CreateOrUpdateUser::new("jane@example.com"))
        })
        .await;
    assert_eq!((created.id.as_str(), created.email), (USER, None));
    let created = wire
        .full(Answer::json(201, fixture("kestra/user")), |client| {
            client.create_user(&full_user())
        })
        .await;
    assert_eq!(created.id, USER);
    assert_eq!(created.additional_properties["createdIn"]["shard"], 3);
    wire.finish();
}

#[tokio::test]
async fn list_users() {
    let mut wire = wire("list_users").await;
    let page = wire
        .required(Answer::json(200, fixture("kestra/users")), |client| {
            client.list_users()
        })
        .await;
    assert_eq!(page.total, 1 << 32);
    assert_eq!(page.results[0].super_admin, Some(true));
    assert_eq!(page.results[1].super_admin, None);
    let sorted = |client: &Client| {
        client
            .list_users()
            .page(2)
            .size(50)
            .q("jane & erik, 100%")
            .sort(["email:asc", "id:desc"])
    };
    wire.full(
        Answer::json(200, json!({"results": [], "total": 0})),
        sorted,
    )
    .await;
    let error = wire
        .fails(Answer::json(422, fixture("kestra/error")), sorted)
        .await;
    assert!(error.is_invalid() && !error.is_not_found());
    let body = error.body().expect("the server's own error");
    let causes = body.embedded.as_ref().expect("was sent");
    assert_eq!(causes["errors"][0].message, "sort: email lacks a direction");
    assert_eq!(
        error.to_string(),
        "list_users: the server answered 422 Unprocessable Entity: Illegal argument: sort order is missing"
    );
    wire.finish();
}

#[tokio::test]
async fn delete_service_account_api_token() {
    let mut wire = wire("delete_service_account_api_token").await;
    let said = json!({"deleted": [TOKEN]});
    let answer = wire
        .required(Answer::json(200, said.clone()), |client| {
            client.delete_service_account_api_token(ACCOUNT, TOKEN)
        })
        .await;
    assert_eq!(answer, Some(said));
    for silent in [Answer::empty(200), Answer::empty(204)] {
        wire.decodes(silent, |client| {
            client.delete_service_account_api_token(ACCOUNT, TOKEN)
        })
        .await;
    }
    wire.finish();
}

#[tokio::test]
async fn delete_user_api_token() {
    let mut wire = wire("delete_user_api_token").await;
    wire.required(Answer::empty(204), |client| {
        client.delete_user_api_token(USER, TOKEN)
    })
    .await;
    wire.finish();
}

#[tokio::test]
async fn delete_tenant_service_account_api_token() {
    let mut wire = wire("delete_tenant_service_account_api_token").await;
    wire.required(Answer::empty(204), |client| {
        client.delete_tenant_service_account_api_token("main", ACCOUNT, TOKEN)
    })
    .await;
    for answer in [Answer::empty(200), Answer::json(200, json!({}))] {
        wire.decodes(answer, |client| {
            client.delete_tenant_service_account_api_token("main", ACCOUNT, TOKEN)
        })
        .await;
    }
    wire.finish();
}

#[tokio::test]
async fn delete_user_refresh_token() {
    let mut wire = wire("delete_user_refresh_token").await;
    wire.required(Answer::empty(204), |client| {
        client.delete_user_refresh_token(USER)
    })
    .await;
    wire.finish();
}

#[tokio::test]
async fn delete_user() {
    let mut wire = wire("delete_user").await;
    wire.required(Answer::empty(204), |client| client.delete_user(USER))
        .await;
    let gone = json!({"message": "Not Found: User not found", "_links": {"self": []}});
    let error = wire
        .fails(Answer::json(404, gone), |client| client.delete_user(USER))
        .await;
    assert!(error.is_not_found());
    wire.finish();
}

#[tokio::test]
async fn get_user() {
    let mut wire = wire("get_user").await;
    let user = wire.required(user(), |client| client.get_user(USER)).await;
    let tenants = user.tenants.expect("were sent");
    assert_eq!(tenants[1].name.as_deref(), Some("Staging"));
    wire.decodes(Answer::json(200, json!({ "id": USER })), |client| {
        client.get_user(USER)
    })
    .await;
    wire.finish();
}

#[tokio::test]
async fn update_user_details() {
    let mut wire = wire("update_user_details").await;
    wire.required(user(), |client| {
        client.update_user_details(USER, &UpdateUserDetails::new())
    })
    .await;
    let body = UpdateUserDetails::new()
        .first_name("Jane")
        .last_name("Doe-Łukasiewicz")
        .email("jane@example.com");
    let updated = wire
        .full(user(), |client| client.update_user_details(USER, &body))
        .await;
    assert_eq!(updated.first_name.as_deref(), Some("Jane"));
    wire.finish();
}

#[tokio::test]
async fn update_user() {
    let mut wire = wire("update_user").await;
    wire.required(user(), |client| {
        client.update_user(USER, &CreateOrUpdateUser::new("jane@example.com"))
    })
    .await;
    let updated = wire
        .full(user(), |client| client.update_user(USER, &full_user()))
        .await;
    assert_eq!(
        updated.additional_properties,
        full_user().additional_properties
    );
    wire.finish();
}

#[tokio::test]
async fn delete_user_auth_method() {
    let mut wire = wire("delete_user_auth_method").await;
    let user = wire
        .required(user(), |client| {
            client.delete_user_auth_method(USER, "okta/main?")
        })
        .await;
    assert_eq!(user.auths.map(|auths| auths.len()), Some(1));
    wire.finish();
}

#[tokio::test]
async fn impersonate_user() {
    let mut wire = wire("impersonate_user").await;
    let answer = json!({"username": "jane@example.com"});
    let anything = wire
        .required(Answer::json(200, answer), |client| {
            client.impersonate_user(USER)
        })
        .await;
    assert_eq!(anything.expose()["username"], "jane@example.com");
    wire.finish();
}

#[tokio::test]
async fn set_user_restricted() {
    let mut wire = wire("set_user_restricted").await;
    wire.required(Answer::empty(200), |client| {
        client.set_user_restricted(USER, &SetUserRestricted::new(true))
    })
    .await;
    wire.finish();
}

#[tokio::test]
async fn set_user_password() {
    let mut wire = wire("set_user_password").await;
    let user = wire
        .required(user(), |client| {
            client.set_user_password(USER, &SetUserPassword::new("Correct-horse-2"))
        })
        .await;
    assert_eq!(user.id, USER);
    wire.finish();
}

#[tokio::test]
async fn set_user_super_admin() {
    let mut wire = wire("set_user_super_admin").await;
    wire.required(Answer::empty(200), |client| {
        client.set_user_super_admin(USER, &SetUserSuperAdmin::new(false))
    })
    .await;
    wire.full(Answer::empty(200), |client| {
        let body = SetUserSuperAdmin::new(true).instance_owner(true);
        client.set_user_super_admin(USER, &body)
    })
    .await;
    wire.finish();
}

#[tokio::test]
async fn update_current_user_password() {
    let mut wire = wire("update_current_user_password").await;
    let body = UpdateCurrentUserPassword::new("Correct-horse-1", "Correct-horse-2");
    let answer = wire
        .required(Answer::empty(200), |client| {
            client.update_current_user_password(&body)
        })
        .await;
    assert_eq!(answer, None);
    let answer = wire
        .decodes(Answer::json(200, json!({"changed": true})), |client| {
            client.update_current_user_password(&body)
        })
        .await;
    assert_eq!(answer, Some(json!({"changed": true})));
    wire.finish();
}

#[tokio::test]
async fn replace_user_groups() {
    let mut wire = wire("replace_user_groups").await;
    wire.required(Answer::empty(204), |client| {
        let body = ReplaceUserGroups::new(["1hJvTz0cYxQm4nRk8sLpWb", "8mNfKe2RtYx5qVb0zLcWs7"]);
        client.replace_user_groups("main", USER, &body)
    })
    .await;
    wire.finish();
}
