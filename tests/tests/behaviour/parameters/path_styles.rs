//! A path parameter is written in the simple style, whatever its own is.

use path_styles_client::{Client, types::Point};

use crate::server;

#[tokio::test]
async fn a_style_of_the_path_is_ignored() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client.matrix("a", &[1, 2], Point::new(1, 2)).await.unwrap();
    client.label("a", &[1, 2]).await.unwrap();
    client.simple(Point::new(1, 2)).await.unwrap();
    let sent: Vec<String> = server.seen().into_iter().map(|seen| seen.target).collect();
    assert_eq!(
        sent,
        [
            "/matrix/;one=a/;list=1;list=2/;object=x,1,y,2",
            "/label/.a/.1.2",
            "/simple/x=1,y=2",
        ]
    );
}

#[tokio::test]
async fn a_value_becomes_a_step_or_another_segment() {
    let client = Client::builder("http://127.0.0.1:1").build().unwrap();
    for value in ["", ".", ".."] {
        let error = client.label(value, &[1]).await.unwrap_err();
        assert_eq!(error.parameter(), Some("one"), "{value:?}");
    }
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client.label("a/b;c=d", &[1]).await.unwrap();
    assert_eq!(server.only().target, "/label/.a%2Fb%3Bc%3Dd/.1");
}
