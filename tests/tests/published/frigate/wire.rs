//! The users of a Frigate server: OpenAPI 3.1, written by FastAPI.

use frigate_users::types::{AppPostUsersBody, AppPutPasswordBody, AppPutRoleBody};
use frigate_users::{Client, Credentials};
use serde_json::{Value, json};
use workspace_tests::server::{Seen, Server, json as answer};

fn client(server: &Server) -> Client {
    let credentials = Credentials::frigate_admin("session").with_frigate_user("session");
    let builder = Client::builder(server.url()).credentials(credentials);
    builder.build().unwrap()
}

fn body(seen: &Seen) -> Value {
    serde_json::from_str(&seen.body).unwrap()
}

#[tokio::test]
async fn users_are_not_listed_with_their_roles() {
    let server = Server::always(answer(200, r#"[{"username":"jane","role":"admin"}]"#)).await;
    let users = client(&server).list_users().await.unwrap();
    assert_eq!(
        (users[0].username.as_str(), users[0].role.as_str()),
        ("jane", "admin")
    );
    let seen = server.only();
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        ("GET", "/users")
    );
    assert_eq!(seen.header("cookie"), Some("frigate_token=session"));
}

#[tokio::test]
async fn what_may_be_null_or_missing_is_sent_as_the_other() {
    let server = Server::always(answer(200, "{}")).await;
    let client = client(&server);
    let new = |name: &str| AppPostUsersBody::new(name, "correct horse battery");
    client.create_user(&new("a")).await.unwrap();
    client.create_user(&new("b").role("viewer")).await.unwrap();
    client.create_user(&new("c").role_null()).await.unwrap();
    let seen: Vec<Value> = server.seen().iter().map(body).collect();
    assert_eq!(
        seen[0],
        json!({"username": "a", "password": "correct horse battery"})
    );
    assert_eq!(seen[1]["role"], "viewer");
    assert_eq!(seen[2].get("role"), Some(&Value::Null));
}

#[tokio::test]
async fn a_user_is_changed_under_another_name() {
    let server = Server::always(answer(200, "{}")).await;
    let client = client(&server);
    let password = AppPutPasswordBody::new("another long password").old_password("old");
    client.set_password("jane doe", &password).await.unwrap();
    client
        .set_role("jane", &AppPutRoleBody::new("viewer"))
        .await
        .unwrap();
    client.delete_user("jane").await.unwrap();
    let seen = server.seen();
    let targets: Vec<String> = seen
        .iter()
        .map(|seen| format!("{} {}", seen.method, seen.target))
        .collect();
    assert_eq!(
        targets,
        [
            "PUT /users/jane%20doe/password",
            "PUT /users/jane/role",
            "DELETE /users/jane"
        ]
    );
    assert_eq!(
        body(&seen[0]),
        json!({"password": "another long password", "old_password": "old"})
    );
}

#[tokio::test]
async fn the_place_of_a_mistake_is_lost_where_it_is_text_or_a_number() {
    let refusal =
        r#"{"detail":[{"loc":["body",0,"username"],"msg":"field required","type":"missing"}]}"#;
    let server = Server::always(answer(422, refusal)).await;
    let refused = client(&server).delete_user("x").await.unwrap_err();
    let detail = refused.body().unwrap().detail.as_ref().unwrap();
    assert_eq!(
        serde_json::to_value(&detail[0].loc).unwrap(),
        json!(["body", 0, "username"])
    );
}
