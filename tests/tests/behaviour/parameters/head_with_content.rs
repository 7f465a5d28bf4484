//! A body is expected that HEAD never has.

use head_with_content_client::Client;
use workspace_tests::server::{Reply, Server};

#[tokio::test]
async fn an_answer_to_head_is_decoded() {
    // The length is that of the body GET would answer.
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 8\r\nconnection: close\r\n\r\n";
    let server = Server::always(Reply::Raw(head.into())).await;
    let client = Client::builder(server.url()).build().unwrap();
    let response = client.peek().into_future().with_response().await.unwrap();
    assert_eq!(response.headers()["content-length"], "8");
    assert_eq!(server.only().method, "HEAD");
}
