//! A list of objects in the query is refused when it is sent.

use query_lists_of_objects_client::Client;
use query_lists_of_objects_client::types::{Filter, FilterCreated, Rule};

use crate::{decoded, server};

#[tokio::test]
async fn lists_of_objects_are_refused() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let rules = || [Rule::new().field("a").value("1"), Rule::new().field("b")];
    let created = FilterCreated::new().gte(1);
    client
        .find()
        .filter(Filter::new().created(created).state(["open", "new"]))
        .expand(["x", "y"])
        .rules(rules())
        .plain(rules())
        .page_size(10)
        .await
        .unwrap();
    assert_eq!(
        decoded(server.only().query()),
        [
            "filter[created][gte]=1",
            "filter[state][]=open",
            "filter[state][]=new",
            "expand[]=x",
            "expand[]=y",
            "rules[0][field]=a",
            "rules[0][value]=1",
            "rules[1][field]=b",
            "plain[0][field]=a",
            "plain[0][value]=1",
            "plain[1][field]=b",
            "page[size]=10",
        ]
    );
}
