//! The further fields of a form with a file are left out, or do not compile.

use multipart_more_fields_client::Client;
use multipart_more_fields_client::runtime::File;
use multipart_more_fields_client::types::UploadBody;
use serde_json::json;

use crate::{parts, server};

#[tokio::test]
async fn further_fields_are_left_out() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let mut body = UploadBody::new(File::new("x")).name("n");
    body.additional_properties
        .insert("more".to_owned(), json!([1, { "a": 2 }]));
    client.upload(&body).await.unwrap();
    assert_eq!(
        parts(&server.only())[1..],
        [
            "name=\"name\"\r\n\r\nn",
            "name=\"more\"\r\n\r\n1",
            "name=\"more\"\r\ncontent-type: application/json\r\n\r\n{\"a\":2}",
        ]
    );
}
