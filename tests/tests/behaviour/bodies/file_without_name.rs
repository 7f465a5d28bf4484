//! A file without a name is taken for no file.

use file_without_name_client::Client;
use file_without_name_client::runtime::File;
use file_without_name_client::types::UploadBody;

use crate::{parts, server};

#[tokio::test]
async fn a_file_without_a_name_is_taken_for_none() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    for file in [
        File::new("x"),
        File::new("x").file_name(""),
        File::new("x").file_name("a.txt").content_type("text/plain"),
    ] {
        client.upload(&UploadBody::new(file)).await.unwrap();
    }
    let sent: Vec<String> = server.seen().iter().flat_map(parts).collect();
    let unnamed =
        "name=\"file\"; filename=\"file\"\r\ncontent-type: application/octet-stream\r\n\r\nx";
    let named = "name=\"file\"; filename=\"a.txt\"\r\ncontent-type: text/plain\r\n\r\nx";
    assert_eq!(sent, [unnamed, unnamed, named]);
}
