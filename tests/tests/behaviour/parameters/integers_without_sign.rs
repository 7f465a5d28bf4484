//! A number that cannot be negative is passed as one that can, and an identifier that servers answer with a sign is not taken
//! back as it came.

use integers_without_sign_client::Client;
use workspace_tests::server::{Server, json};

#[tokio::test]
async fn a_count_is_passed_with_a_sign() {
    let server = Server::always(json(200, "[]")).await;
    let client = Client::builder(server.url()).build().unwrap();
    let (age, page, size): (u32, u32, u64) = (u32::MAX, 2, 50);
    let call = client.list_users(age).page(page).size(size).balance(-5);
    call.x_retries(1_u64).await.unwrap();
    assert_eq!(
        server.only().query(),
        "age=4294967295&page=2&size=50&balance=-5"
    );
}

#[tokio::test]
async fn an_identifier_changes_its_sign_on_the_way() {
    let server = Server::always(json(200, r#"{"id":7}"#)).await;
    let client = Client::builder(server.url()).build().unwrap();
    let user = client.get_user(7).await.unwrap();
    client.get_user(user.id).await.unwrap();
    assert_eq!(server.count(), 2);
}
