//! A parameter of text is sent as JSON.

use parameter_with_text_content_client::Client;
use parameter_with_text_content_client::types::{FindJsonItem, FindVendor};

use crate::server;

#[tokio::test]
async fn text_is_sent_in_quotes() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let json = [FindJsonItem::new().key("a")];
    client
        .find("abc", &json, "t")
        .vendor(FindVendor::new().a(1))
        .await
        .unwrap();
    assert_eq!(
        server.only().query(),
        "q=abc&json=%5B%7B%22key%22%3A%22a%22%7D%5D&text=%22t%22&vendor=%7B%22a%22%3A1%7D"
    );
}
