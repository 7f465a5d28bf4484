//! A body that stands among the parameters is not sent.

use body_parameters_client::Client;
use body_parameters_client::runtime::File;
use body_parameters_client::types::{Thing, UploadFileBody};
use workspace_tests::server::{Server, json};

use crate::server;

#[tokio::test]
async fn a_body_among_the_parameters_is_not_sent() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let thing = Thing::new("a");
    client.create_thing(&thing).dry(true).await.unwrap();
    client.replace_things(&[thing.clone()]).await.unwrap();
    client.change_thing(&thing).await.unwrap();
    let file = File::new("content").file_name("a.txt");
    client
        .upload_file(&UploadFileBody::new(file).note("n"))
        .await
        .unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].target, "/things?dry=true");
    assert_eq!(seen[0].body, r#"{"name":"a"}"#);
    assert_eq!(seen[1].body, r#"[{"name":"a"}]"#);
    assert_eq!(seen[2].body, r#"{"name":"a"}"#);
    assert!(seen[3].body.contains("filename=\"a.txt\""));
    assert!(
        seen[3].body.contains("name=\"note\"\r\n\r\nn\r\n"),
        "{}",
        seen[3].body
    );
}

#[tokio::test]
async fn an_answer_without_a_media_type_is_not_read() {
    let server = Server::always(json(200, r#"{"name":"a"}"#)).await;
    let client = Client::builder(server.url()).build().unwrap();
    assert_eq!(client.get_thing().await.unwrap(), Thing::new("a"));
}
