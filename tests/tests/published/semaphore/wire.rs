//! The users of a Semaphore server: Swagger 2.0, without a single `operationId`.

use semaphore_users::types::{UserPutRequest, UserRequest};
use semaphore_users::{Client, Credentials};
use serde_json::{Value, json};
use workspace_tests::server::{Seen, Server, json as answer, reply};

const JANE: &str =
    r#"{"id":7,"name":"Jane","username":"jane","email":"jane@example.com","admin":true}"#;

fn client(server: &Server) -> Client {
    let builder = Client::builder(server.url()).credentials(Credentials::bearer("Bearer token"));
    builder.build().unwrap()
}

fn body(seen: &Seen) -> Value {
    serde_json::from_str(&seen.body).unwrap()
}

#[tokio::test]
async fn users_are_not_read() {
    let server = Server::in_turn(vec![answer(200, &format!("[{JANE}]")), answer(200, JANE)]).await;
    let client = client(&server);
    let users = client.list_users().await.unwrap();
    assert_eq!(users[0].id, Some(7));
    let jane = client.get_user(7).await.unwrap();
    assert_eq!(
        (jane.username.as_deref(), jane.admin),
        (Some("jane"), Some(true))
    );
    let seen = server.seen();
    assert_eq!(seen[0].target, "/users");
    // The slash at the end is the server's.
    assert_eq!(seen[1].target, "/users/7/");
    assert_eq!(seen[1].header("authorization"), Some("Bearer token"));
}

#[tokio::test]
async fn what_a_body_parameter_describes_is_not_sent_as_json() {
    let server = Server::in_turn(vec![
        answer(201, JANE),
        reply(204, "", &[], ""),
        reply(204, "", &[], ""),
    ])
    .await;
    let client = client(&server);
    let new = UserRequest::new()
        .username("jane")
        .email("jane@example.com")
        .admin(true);
    assert_eq!(client.create_user(&new).await.unwrap().id, Some(7));
    client
        .update_user(7, &UserPutRequest::new().name("Jane"))
        .await
        .unwrap();
    client.delete_user(7).await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].header("content-type"), Some("application/json"));
    assert_eq!(
        body(&seen[0]),
        json!({"username": "jane", "email": "jane@example.com", "admin": true})
    );
    assert_eq!(
        (seen[1].method.as_str(), body(&seen[1])),
        ("PUT", json!({"name": "Jane"}))
    );
    assert_eq!(
        (seen[2].method.as_str(), seen[2].body.as_str()),
        ("DELETE", "")
    );
}

#[tokio::test]
async fn a_password_is_shown() {
    let server = Server::always(reply(204, "", &[], "")).await;
    let client = client(&server);
    let body = semaphore_users::types::SetPasswordBody::new().password("correct horse");
    assert!(!format!("{body:?}").contains("horse"));
    client.set_password(7, &body).await.unwrap();
    assert_eq!(server.only().body, r#"{"password":"correct horse"}"#);
}

#[tokio::test]
async fn a_token_of_signs_is_another_one() {
    let server = Server::always(reply(204, "", &[], "")).await;
    client(&server).expire_token("kwof/d61=").await.unwrap();
    assert_eq!(server.only().target, "/user/tokens/kwof%2Fd61%3D");
}
