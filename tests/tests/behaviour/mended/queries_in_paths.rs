//! What stands in the key of a path is not sent, or is taken for a part of the path.

use queries_in_paths_client::Client;

use crate::server;

#[tokio::test]
async fn a_fixed_pair_is_lost_or_a_variable_is_sent_as_it_is_written() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client.describe_things().next_token("a b").await.unwrap();
    client.copy_file(7).await.unwrap();
    client.upload_file("7").await.unwrap();
    client.get_key("k").await.unwrap();
    client.get_thing(5).await.unwrap();
    client.travel("here", "there").page(2).await.unwrap();
    client.get_item("a/b").await.unwrap();
    let sent: Vec<String> = server.seen().into_iter().map(|seen| seen.target).collect();
    assert_eq!(
        sent,
        [
            "/?Action=DescribeThings&Version=2016-11-15&NextToken=a%20b",
            "/files/7",
            "/files/7",
            "/key?list=&id=k",
            "/?Action=GetThing&Id=5",
            "/from/here/to/there?page=2",
            "/items/a%2Fb",
        ]
    );
}
