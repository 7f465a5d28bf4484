//! What is deprecated tells nobody, or can no longer be used. Each `expect` fails where nothing warns.

use deprecated_client::Client;
use deprecated_client::types::Thing;
use workspace_tests::server::{Server, json};

#[tokio::test]
async fn a_deprecated_field_is_no_longer_sent_or_read() {
    let server = Server::always(json(200, r#"{"a": "b"}"#)).await;
    let client = Client::builder(server.url()).build().unwrap();
    let thing = Thing::new("new", "old");
    #[expect(deprecated, reason = "the setter is")]
    let thing = thing.old_optional("optional");
    #[expect(deprecated, reason = "the field is")]
    let name = &thing.old_name;
    assert_eq!(name, "old");
    #[expect(deprecated, reason = "the method is")]
    let call = client.create_thing("required", &thing);
    #[expect(deprecated, reason = "the parameter is")]
    let call = call.old("value");
    #[expect(
        deprecated,
        reason = "the fields of a type that is deprecated are, too"
    )]
    let read = call.await.unwrap().a;
    assert_eq!(read.as_deref(), Some("b"));
    let seen = server.only();
    assert_eq!(seen.query(), "old_required=required&old=value");
    assert_eq!(
        seen.body,
        r#"{"new_name":"new","old_name":"old","old_optional":"optional"}"#
    );
}

#[test]
fn a_deprecated_type_warns_nobody() {
    #[expect(deprecated, reason = "the type is")]
    let thing = deprecated_client::types::OldThing::new().a("b");
    let thing = Thing::new("new", "old").old_thing(thing);
    let written = serde_json::to_string(&thing).unwrap();
    assert!(written.contains(r#""old_thing":{"a":"b"}"#), "{written}");
}
