//! The first alternative that fits takes what another one knows more of.

use serde_json::json;
use union_superset_second_client::Client;
use union_superset_second_client::types::{Long, Note, Short};
use workspace_tests::json::kept;
use workspace_tests::server::{Server, json as answer, reply};

#[test]
fn what_only_the_larger_alternative_knows_is_lost() {
    let long = json!({ "title": "a", "text": "b" });
    assert_eq!(kept::<Note>(long), Note::Long(Long::new("a", "b")));
    let short = json!({ "title": "a" });
    assert_eq!(kept::<Note>(short), Note::Short(Short::new("a")));
}

#[tokio::test]
async fn what_was_read_is_not_what_is_sent_back() {
    let body = json!({ "title": "a", "text": "b" }).to_string();
    let replies = vec![answer(200, &body), reply(204, "", &[], "")];
    let server = Server::in_turn(replies).await;
    let client = Client::builder(server.url()).build().unwrap();
    let note = client.get_note().await.unwrap();
    client.put_note(&note).await.unwrap();
    let sent: serde_json::Value = serde_json::from_str(&server.seen()[1].body).unwrap();
    assert_eq!(sent, json!({ "title": "a", "text": "b" }));
}
