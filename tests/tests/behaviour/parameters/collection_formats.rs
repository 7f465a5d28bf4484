//! A list is written as another collectionFormat of Swagger 2.0 says, or as none.

use collection_formats_client::Client;
use collection_formats_client::types::FindBody;

use crate::server;

#[tokio::test]
async fn lists_are_parted_by_the_wrong_sign() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let words = ["a".to_owned(), "b c".to_owned()];
    client
        .find(&[1, 2], &words, &words, &words)
        .csv([1, 2])
        .ssv([1, 2])
        .tsv([1, 2])
        .pipes([1, 2])
        .multi([1, 2])
        .rows([vec![1, 2], vec![3]])
        .cells([vec!["a,b".to_owned(), "c".to_owned()], vec!["d".to_owned()]])
        .x_rows([vec![1, 2], vec![3]])
        .x_ids([1, 2])
        .x_words(["a", "b"])
        .x_tabs(["a", "b"])
        .x_lines(["a", "b"])
        .body(
            &FindBody::new()
                .table([vec![1, 2], vec![3]])
                .one([1, 2])
                .each([1, 2]),
        )
        .await
        .unwrap();
    let seen = server.only();
    assert_eq!(
        seen.target,
        "/1,2/a%20b%20c/a%09b%20c/a%7Cb%20c?csv=1,2&ssv=1%202&tsv=1%092&pipes=1%7C2&multi=1&multi=2&rows=1%2C2&rows=3&cells=a%2Cb%20c%7Cd"
    );
    assert_eq!(seen.header("x-rows"), Some("1,2|3"));
    assert_eq!(seen.header("x-ids"), Some("1,2"));
    assert_eq!(seen.header("x-words"), Some("a b"));
    assert_eq!(seen.header("x-tabs"), Some("a\tb"));
    assert_eq!(seen.header("x-lines"), Some("a|b"));
    assert_eq!(seen.body, "table=1%7C2&table=3&one=1%092&each=1&each=2");
}

#[tokio::test]
async fn no_path_holds_lists_of_lists() {
    let server = server().await;
    let client = Client::builder(server.url()).build().unwrap();
    let words = [vec!["a b".to_owned(), "c".to_owned()], vec!["d".to_owned()]];
    client
        .delete_grid(&[vec![1, 2], vec![3]], &words)
        .await
        .unwrap();
    assert_eq!(server.only().target, "/grids/1%2C2%7C3/a%20b%20c,d");
}
