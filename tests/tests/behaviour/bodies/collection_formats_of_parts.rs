//! A list in a part of a form is a part for each item, whatever collectionFormat of Swagger 2.0 or `encoding` says.

use collection_formats_of_parts_client::Client;
use collection_formats_of_parts_client::runtime::File;
use collection_formats_of_parts_client::types::{SendWordsBody, UploadBody};

use crate::{parts, server};

#[tokio::test]
async fn joined_items_are_parts_of_their_own() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let body = UploadBody::new(File::new("x"))
        .csv(["a", "b c"])
        .tsv([1, 2])
        .multi(["a", "b"])
        .table([vec![1, 2], vec![3]]);
    client.upload(&body).await.unwrap();
    client
        .send_words(&SendWordsBody::new(["a", "b"]))
        .await
        .unwrap();
    let seen = server.seen();
    assert_eq!(
        parts(&seen[0]),
        [
            "name=\"csv\"\r\n\r\na,b c",
            "name=\"tsv\"\r\n\r\n1\t2",
            "name=\"multi\"\r\n\r\na",
            "name=\"multi\"\r\n\r\nb",
            "name=\"table\"\r\n\r\n1,2|3",
            "name=\"file\"; filename=\"file\"\r\ncontent-type: application/octet-stream\r\n\r\nx",
        ]
    );
    assert_eq!(parts(&seen[1]), ["name=\"pipes\"\r\n\r\na|b"]);
}
