//! Values that differ in a sign are told apart by a number.

use enum_signs_client::Client;
use enum_signs_client::types::ListSort;
use workspace_tests::server::{Server, reply};

#[tokio::test]
async fn a_list_is_sorted_the_wrong_way() {
    let server = Server::always(reply(204, "", &[], "")).await;
    let client = Client::builder(server.url()).build().unwrap();
    client.list().sort(ListSort::MinusCreatedAt).await.unwrap();
    client.list().sort(ListSort::PlusCreatedAt).await.unwrap();
    let seen: Vec<String> = server.seen().into_iter().map(|seen| seen.target).collect();
    assert_eq!(seen, ["/list?sort=-created_at", "/list?sort=%2Bcreated_at"]);
}
