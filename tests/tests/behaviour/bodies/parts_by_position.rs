//! Parts that only their position tells apart are of one type, and files among them are text.

use parts_by_position_client::Client;
use parts_by_position_client::runtime::File;
use parts_by_position_client::types::{SendBody, UploadBody, Zone};

use crate::{parts, server};

#[tokio::test]
async fn parts_are_in_another_order_or_have_names() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let body = UploadBody::new(Zone::new("a"), File::new("x"), "t").rest([1, 2]);
    client.upload(&body).await.unwrap();
    client
        .send(&SendBody::new(Zone::new("a"), "first", "second"))
        .await
        .unwrap();
    let seen = server.seen();
    assert_eq!(
        parts(&seen[0]),
        [
            "content-type: application/json\r\n\r\n{\"name\":\"a\"}",
            "content-type: image/webp\r\n\r\nx",
            "content-type: text/markdown\r\n\r\nt",
            "content-type: text/plain\r\n\r\n1",
            "content-type: text/plain\r\n\r\n2",
        ]
    );
    assert_eq!(
        parts(&seen[1]),
        [
            "content-type: application/json\r\n\r\n{\"name\":\"a\"}",
            "\r\nfirst",
            "\r\nsecond",
        ]
    );
}
