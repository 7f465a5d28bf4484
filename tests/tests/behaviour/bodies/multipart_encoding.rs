//! A part has another media type than the one that `encoding` gives it.

use multipart_encoding_client::Client;
use multipart_encoding_client::runtime::File;
use multipart_encoding_client::types::{Product, SendFieldsBody, UploadBody};

use crate::{parts, server};

#[tokio::test]
async fn encoding_is_ignored_beside_a_file() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let products = || [Product::new(1), Product::new(2)];
    let body = UploadBody::new(File::new("x").file_name("a"), products(), "t")
        .numbers([1, 2])
        .labels([("a".to_owned(), "b".to_owned())].into());
    client.upload(&body).await.unwrap();
    let png = File::new("x").file_name("a").content_type("image/png");
    client
        .upload(&UploadBody::new(png, products(), "t"))
        .await
        .unwrap();
    let seen = server.seen();
    assert_eq!(
        parts(&seen[0]),
        [
            "name=\"file\"; filename=\"a\"\r\ncontent-type: application/pdf\r\n\r\nx",
            "name=\"products\"\r\ncontent-type: application/json\r\n\r\n[{\"id\":1},{\"id\":2}]",
            "name=\"numbers\"\r\ncontent-type: application/json\r\n\r\n[1,2]",
            "name=\"title\"\r\ncontent-type: text/plain; charset=utf-8\r\n\r\nt",
            "name=\"labels\"\r\ncontent-type: application/json\r\n\r\n{\"a\":\"b\"}",
        ]
    );
    assert!(parts(&seen[1])[0].contains("content-type: image/png"));
}

#[tokio::test]
async fn encoding_is_ignored_without_a_file() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let body = SendFieldsBody::new([1, 2], "<a/>");
    client.send_fields(&body).await.unwrap();
    let mut sent = parts(&server.only());
    sent.sort();
    assert_eq!(
        sent,
        [
            "name=\"note\"\r\ncontent-type: application/xml\r\n\r\n<a/>",
            "name=\"numbers\"\r\ncontent-type: application/json\r\n\r\n[1,2]",
        ]
    );
}
