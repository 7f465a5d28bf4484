//! Heirs that something names before their base are lost, and told apart by nothing.

use heirs_before_their_base_client::Client;
use heirs_before_their_base_client::types::{Bike, Boat, Car, MoveBody, Truck, Vehicle};
use serde_json::{Value, json};
use workspace_tests::json::kept;
use workspace_tests::server::{Server, json as answer};

#[tokio::test]
async fn the_base_and_its_heirs_are_no_union_of_their_own() {
    let truck = json!({ "$type": "Truck", "load": 3 });
    let server = Server::always(answer(200, &truck.to_string())).await;
    let client = Client::builder(server.url()).build().unwrap();
    let sent = Vehicle::Truck(Truck::new().load(3));
    assert_eq!(client.exchange(&sent).await.unwrap(), sent);
    let body: Value = serde_json::from_str(&server.only().body).unwrap();
    assert_eq!(body, truck);
}

#[test]
fn what_only_the_tag_tells_apart_is_the_first_one() {
    assert_eq!(
        kept::<MoveBody>(json!({ "$type": "Truck" })),
        MoveBody::Truck(Truck::new())
    );
    assert_eq!(
        kept::<MoveBody>(json!({ "$type": "car", "doors": 3 })),
        MoveBody::Car(Car::new().doors(3))
    );
    assert_eq!(
        kept::<Vehicle>(json!({ "$type": "bicycle", "wheels": 2 })),
        Vehicle::Bike(Bike::new().wheels(2))
    );
    assert_eq!(
        kept::<Vehicle>(json!({ "$type": "ship" })),
        Vehicle::Boat(Boat::new())
    );
}
