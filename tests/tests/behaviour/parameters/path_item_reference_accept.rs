//! A path item that refers to another asks for another media type.

use path_item_reference_accept_client::Client;
use workspace_tests::server::{Server, json};

#[tokio::test]
async fn a_referring_path_asks_for_another_media_type() {
    let server = Server::always(json(200, r#"{"name": "jane"}"#)).await;
    let client = Client::builder(server.url()).build().unwrap();
    client.get_v1_users().await.unwrap();
    client.get_v2_users().await.unwrap();
    for seen in server.seen() {
        assert_eq!(seen.header("accept"), Some("application/json, */*"));
    }
}
