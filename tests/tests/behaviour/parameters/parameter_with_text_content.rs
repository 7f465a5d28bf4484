//! A parameter of text is sent as JSON.

use parameter_with_text_content_client::Client;
use parameter_with_text_content_client::types::{FindJsonItem, FindVendor, FindView};

use crate::server;

#[tokio::test]
async fn text_is_sent_in_quotes() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let json = [FindJsonItem::new().key("a")];
    client
        .find("abc", &json, "t")
        .vendor(FindVendor::new().a(1))
        .view(FindView::new().columns(["a", "ä;"]))
        .await
        .unwrap();
    let seen = server.only();
    assert_eq!(
        seen.header("cookie"),
        Some("view=%7B%22columns%22%3A%5B%22a%22%2C%22%C3%A4%3B%22%5D%7D")
    );
    assert_eq!(
        seen.query(),
        "q=abc&json=%5B%7B%22key%22%3A%22a%22%7D%5D&text=%22t%22&vendor=%7B%22a%22%3A1%7D"
    );
}
