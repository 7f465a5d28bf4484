//! A body in parts that is no object with plain files is sent as text, or does not compile.

use multipart_of_every_shape_client::Client;
use multipart_of_every_shape_client::runtime::File;
use multipart_of_every_shape_client::types::{
    Fields, FieldsImage, FieldsThumbnail, Item, Portrait, Profile, SendFilesBody, SendRelatedBody,
};

use crate::{parts, server};

const OCTETS: &str = "content-type: application/octet-stream\r\n\r\n";

#[tokio::test]
async fn a_list_of_files_has_no_name_in_a_form() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client
        .send_list(&[File::new("x"), File::new("y")])
        .await
        .unwrap();
    let expected =
        ["x", "y"].map(|content| format!("name=\"file\"; filename=\"file\"\r\n{OCTETS}{content}"));
    assert_eq!(parts(&server.only()), expected);
}

#[tokio::test]
async fn a_body_that_is_a_file_is_no_list_of_files() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client.send_one(&File::new("x")).await.unwrap();
    let expected = format!("name=\"file\"; filename=\"file\"\r\n{OCTETS}x");
    assert_eq!(parts(&server.only()), [expected]);
}

#[tokio::test]
async fn lists_of_files_under_names_of_their_own_are_text() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let lists = || [("a".to_owned(), vec![File::new("x"), File::new("y")])].into();
    client.send_named_lists(&lists()).await.unwrap();
    let image = FieldsImage::File(File::new("i"));
    let body = Fields::new(image).lists(lists());
    client.send_fields(&body).await.unwrap();
    let seen = server.seen();
    let files = |name: &str| {
        ["x", "y"]
            .map(|content| format!("name=\"{name}\"; filename=\"{name}\"\r\n{OCTETS}{content}"))
    };
    assert_eq!(parts(&seen[0]), files("a"));
    assert_eq!(parts(&seen[1])[1..], files("lists[a]"));
}

#[tokio::test]
async fn parts_that_are_no_form_are_sent_as_one() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    client
        .send_mixed(&[Item::new(1), Item::new(2)])
        .await
        .unwrap();
    let related = SendRelatedBody::new(Item::new(1), File::new("x"));
    client.send_related(&related).await.unwrap();
    let seen = server.seen();
    assert!(
        seen[0]
            .header("content-type")
            .unwrap()
            .starts_with("multipart/mixed; boundary=")
    );
    assert_eq!(
        parts(&seen[0]),
        [1, 2].map(|id| format!("content-type: application/json\r\n\r\n{{\"id\":{id}}}"))
    );
    assert!(
        seen[1]
            .header("content-type")
            .unwrap()
            .starts_with("multipart/related; boundary=")
    );
    assert_eq!(
        parts(&seen[1]),
        [
            "name=\"metadata\"\r\ncontent-type: application/json\r\n\r\n{\"id\":1}".to_owned(),
            format!("name=\"media\"; filename=\"media\"\r\n{OCTETS}x"),
        ]
    );
}

#[tokio::test]
async fn a_field_that_may_be_a_file_is_text() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let body = Fields::new(FieldsImage::List(vec![File::new("x"), File::new("y")]))
        .thumbnail(FieldsThumbnail::Item(Item::new(1)))
        .extra([("k".to_owned(), File::new("z"))].into());
    client.send_fields(&body).await.unwrap();
    client
        .send_fields(&Fields::new(FieldsImage::File(File::new("x"))).thumbnail_null())
        .await
        .unwrap();
    let file = |name: &str, content: &str| {
        format!("name=\"{name}\"; filename=\"{name}\"\r\n{OCTETS}{content}")
    };
    let seen = server.seen();
    assert_eq!(
        parts(&seen[0]),
        [
            file("image", "x"),
            file("image", "y"),
            "name=\"thumbnail\"\r\ncontent-type: application/json\r\n\r\n{\"id\":1}".to_owned(),
            file("extra[k]", "z"),
        ]
    );
    assert_eq!(parts(&seen[1]), [file("image", "x")]);
}

#[tokio::test]
async fn files_beside_known_fields_are_lost() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let mut body = SendFilesBody::new().title("t");
    body.additional_properties
        .insert("a".to_owned(), File::new("x"));
    client.send_files(&body).await.unwrap();
    assert_eq!(
        parts(&server.only()),
        [
            "name=\"title\"\r\n\r\nt".to_owned(),
            format!("name=\"a\"; filename=\"a\"\r\n{OCTETS}x"),
        ]
    );
}

#[tokio::test]
async fn a_file_is_sent_as_json_because_json_comes_first() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let body = Portrait::new([File::new("x")]);
    client.send_either(&body).await.unwrap();
    let expected = format!("name=\"images\"; filename=\"images\"\r\n{OCTETS}x");
    assert_eq!(parts(&server.only()), [expected]);
}

#[tokio::test]
async fn a_file_that_may_be_left_out_is_sent_as_json() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let body = Profile::new(1).picture(File::new("x"));
    client.change_profile().body(&body).await.unwrap();
    let expected = [
        "name=\"id\"\r\n\r\n1".to_owned(),
        format!("name=\"picture\"; filename=\"picture\"\r\n{OCTETS}x"),
    ];
    assert_eq!(parts(&server.only()), expected);
}
