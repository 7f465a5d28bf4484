//! Files under free names are sent as text.

use multipart_map_of_files_client::Client;
use multipart_map_of_files_client::runtime::File;

use crate::{parts, server};

#[tokio::test]
async fn files_under_free_names_are_sent_as_text() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let files = [
        ("a".to_owned(), File::new(vec![0xff])),
        ("b".to_owned(), File::new("y").file_name("b.txt")),
    ];
    client.any_files(&files.into()).await.unwrap();
    let sent = parts(&server.only());
    assert!(
        sent[0].starts_with("name=\"a\"; filename=\"a\"\r\n"),
        "{sent:?}"
    );
    assert!(
        sent[1].starts_with("name=\"b\"; filename=\"b.txt\"\r\n"),
        "{sent:?}"
    );
}
