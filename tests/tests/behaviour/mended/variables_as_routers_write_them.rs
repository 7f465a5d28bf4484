//! Variables that say more than their name, or have no braces, as routers have them.

use variables_as_routers_write_them_client::Client;

use super::server;

#[tokio::test]
async fn a_pattern_is_sent_instead_of_the_value() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client.find(7, "a").await.unwrap();
    client.page(2).await.unwrap();
    client.user(3).await.unwrap();
    client.file("a").await.unwrap();
    client.undelete("a").await.unwrap();
    client.name(4).await.unwrap();
    let seen = server.seen().into_iter().map(|seen| seen.target);
    assert_eq!(
        seen.collect::<Vec<_>>(),
        [
            "/orders/7/a",
            "/pages/2",
            "/users/3/:literal/:",
            "/files/a",
            "/v1/a:undelete",
            "/names/4"
        ]
    );
}
