//! A form that is one of two sends its file as text.

use multipart_union_client::Client;
use multipart_union_client::runtime::File;
use multipart_union_client::types::{AttachBody, ByFile, ByUrl, Noted, UploadBody};

use crate::{parts, server};

#[tokio::test]
async fn a_file_of_one_alternative_is_text() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let file = UploadBody::ByFile(ByFile::new(File::new("x").file_name("a.bin")));
    client.upload(&file).await.unwrap();
    let url = UploadBody::ByUrl(ByUrl::new("https://example.com"));
    client.upload(&url).await.unwrap();
    let sent: Vec<String> = server.seen().iter().flat_map(parts).collect();
    assert!(
        sent[0].starts_with("name=\"file\"; filename=\"a.bin\""),
        "{sent:?}"
    );
    assert_eq!(sent[1], "name=\"url\"\r\n\r\nhttps://example.com");
}

#[tokio::test]
async fn a_file_beside_an_object_cannot_be_sent() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let file = AttachBody::File(File::new("x").file_name("a.bin"));
    client.attach(&file).await.unwrap();
    let noted = Noted::new("n").scan(File::new("y").file_name("b.bin"));
    client.attach(&AttachBody::Noted(noted)).await.unwrap();
    let sent: Vec<String> = server.seen().iter().flat_map(parts).collect();
    let begins = [
        "name=\"file\"; filename=\"a.bin\"",
        "name=\"note\"\r\n\r\nn",
        "name=\"scan\"; filename=\"b.bin\"",
    ];
    assert_eq!(sent.len(), begins.len(), "{sent:?}");
    for (part, begin) in sent.iter().zip(begins) {
        assert!(part.starts_with(begin), "{sent:?}");
    }
}
