//! A form refuses objects and lists of objects.

use form_nested_client::Client;
use form_nested_client::types::{Address, CreateChargeBody, CreateChargeBodyItemsItem};

use crate::{pairs, server};

#[tokio::test]
async fn what_nests_in_a_form_is_refused() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let price = |price| CreateChargeBodyItemsItem::new().price(price);
    let body = CreateChargeBody::new(5)
        .metadata([("a".to_owned(), "b&c".to_owned())].into())
        .address(Address::new().city("c").lines(["1", "2"]))
        .expand(["x", "y"])
        .items([price("p"), price("q")]);
    client.create_charge(&body).await.unwrap();
    assert_eq!(
        pairs(&server.only().body),
        [
            "address[city]=c",
            "address[lines][]=1",
            "address[lines][]=2",
            "amount=5",
            "expand[]=x",
            "expand[]=y",
            "items[0][price]=p",
            "items[1][price]=q",
            "metadata[a]=b%26c",
        ]
    );
}
