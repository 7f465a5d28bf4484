//! An object with a list in the query is refused when it is sent.

use query_pageable_client::{Client, types::Pageable};

use crate::server;

#[tokio::test]
async fn an_object_with_a_list_is_refused() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let pageable = Pageable::new().page(0).size(5).sort(["name", "id"]);
    client.list_users(pageable).await.unwrap();
    assert_eq!(server.only().query(), "page=0&size=5&sort=name&sort=id");
}
