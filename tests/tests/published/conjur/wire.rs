//! The users of a Conjur server: OpenAPI 3.0 in ten files, which refer to each other.

use conjur_users::{Client, Credentials, SharedHeaders};
use workspace_tests::server::{Server, reply};

const BASIC: &str = "Basic YWxpY2U6c2VjcmV0";

fn client(server: &Server) -> Client {
    let builder = Client::builder(server.url()).credentials(Credentials::basic("alice", "secret"));
    builder.build().unwrap()
}

#[tokio::test]
async fn the_key_of_a_user_is_not_text() {
    let server = Server::always(reply(
        200,
        "text/plain",
        &[],
        "14m9cf91wfsesv1kkhevg12cdywm",
    ))
    .await;
    let key = client(&server).get_api_key("my org").await.unwrap();
    assert_eq!(key, "14m9cf91wfsesv1kkhevg12cdywm");
    let seen = server.only();
    assert_eq!(seen.target, "/authn/my%20org/login");
    assert_eq!(seen.header("authorization"), Some(BASIC));
}

#[tokio::test]
async fn a_parameter_of_the_path_item_in_another_file_is_lost() {
    let server = Server::always(reply(204, "", &[], "")).await;
    let client = client(&server);
    let change = client
        .change_password("org", "N3w pass!")
        .x_request_id("trace-1");
    change.await.unwrap();
    let seen = server.only();
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        ("PUT", "/authn/org/password")
    );
    assert_eq!(seen.header("content-type"), Some("text/plain"));
    assert_eq!(seen.header("x-request-id"), Some("trace-1"));
    assert_eq!(seen.body, "N3w pass!");
}

#[tokio::test]
async fn an_answer_described_two_files_away_is_not_typed() {
    let answer = r#"{"client_ip":"127.0.0.1","account":"dev","username":"alice","token_issued_at":"2017-08-04T22:27:20+00:00"}"#;
    let server = Server::always(reply(200, "application/json", &[], answer)).await;
    let builder =
        Client::builder(server.url()).credentials(Credentials::conjur("Token token=\"abc\""));
    let me = builder.build().unwrap().who_am_i().await.unwrap();
    assert_eq!(me.username.as_deref(), Some("alice"));
    assert_eq!(
        server.only().header("authorization"),
        Some("Token token=\"abc\"")
    );
}
