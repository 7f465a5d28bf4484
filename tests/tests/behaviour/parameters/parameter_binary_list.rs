//! A file where no file can be makes a crate that does not compile.

use parameter_binary_list_client::Client;

use crate::server;

#[tokio::test]
async fn files_in_a_query_are_no_text() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client.upload().files(["a", "b"]).await.unwrap();
    assert_eq!(server.only().query(), "files=a&files=b");
}
