//! What heirs add to a base is lost, and no heir can be sent.

use base_with_discriminator_client::Client;
use base_with_discriminator_client::types::{Car, Vehicle};
use serde_json::{Value, json};
use workspace_tests::json::kept;
use workspace_tests::server::{Server, json as answer};

#[tokio::test]
async fn what_a_heir_adds_is_not_sent_or_not_read() {
    let car = json!({ "kind": "car", "id": 1, "doors": 4 });
    let server = Server::always(answer(201, &car.to_string())).await;
    let client = Client::builder(server.url()).build().unwrap();
    let sent = Vehicle::Car(Car::new(1, 4));
    let read = client.create_vehicle(&sent).await.unwrap();
    let body: Value = serde_json::from_str(&server.only().body).unwrap();
    assert_eq!(body, car);
    assert_eq!(read, sent);
}

#[test]
fn an_heir_that_nobody_described_is_lost() {
    let boat = json!({ "kind": "boat", "id": 1, "masts": 2 });
    assert!(matches!(kept(boat), Vehicle::Other(_)));
}
