//! Parts of a list are sent as one, or files as no media type that the description gives them.

use parts_that_say_their_media_type_client::Client;
use parts_that_say_their_media_type_client::runtime::File;
use parts_that_say_their_media_type_client::types::{Row, SendFormBody};

use crate::{parts, server};

#[tokio::test]
async fn all_items_are_one_part() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client.send_rows(&[Row::new(1), Row::new(2)]).await.unwrap();
    let row = |id| format!("content-type: application/vnd.row+json\r\n\r\n{{\"id\":{id}}}");
    assert_eq!(parts(&server.only()), [row(1), row(2)]);
}

#[tokio::test]
async fn files_of_which_only_the_encoding_speaks_are_json() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client.send_scans(&[File::new("x")]).await.unwrap();
    assert_eq!(parts(&server.only()), ["content-type: image/tiff\r\n\r\nx"]);
}

#[tokio::test]
async fn a_file_is_of_no_media_type() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let body = SendFormBody::new(File::new("x"))
        .papers([
            File::new("y").content_type("application/x-pdf"),
            File::new("z"),
        ])
        .note("{\"id\":1}");
    client.send_form(&body).await.unwrap();
    assert_eq!(
        parts(&server.only()),
        [
            "name=\"picture\"; filename=\"picture\"\r\ncontent-type: image/png\r\n\r\nx",
            "name=\"papers\"; filename=\"papers\"\r\ncontent-type: application/x-pdf\r\n\r\ny",
            "name=\"papers\"; filename=\"papers\"\r\ncontent-type: application/pdf\r\n\r\nz",
            "name=\"note\"\r\n\r\n{\"id\":1}",
        ]
    );
}
