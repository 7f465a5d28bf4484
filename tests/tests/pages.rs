//! Lists that come in pages, through the generated clients against a local server.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use users_client_runtime::{ErrorKind, RetryPolicy};

/// A server that answers by the query's numbers, and counts.
async fn server(
    answer: impl Fn(&dyn Fn(&str) -> Option<u64>) -> ResponseTemplate + Send + Sync + 'static,
) -> (MockServer, Arc<AtomicUsize>) {
    let server = MockServer::start().await;
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    Mock::given(method("GET"))
        .respond_with(move |request: &Request| {
            counter.fetch_add(1, Ordering::SeqCst);
            let number = |name: &str| {
                let (_, value) = request.url.query_pairs().find(|(key, _)| key == name)?;
                value.parse().ok()
            };
            answer(&number)
        })
        .mount(&server)
        .await;
    (server, count)
}

fn kestra(server: &MockServer) -> kestra_users::Client {
    kestra_users::Client::builder(server.uri())
        .credentials(kestra_users::Credentials::bearer("fake-token"))
        .retry(RetryPolicy::off())
        .build()
        .expect("the settings are right")
}

fn sftpgo(server: &MockServer) -> sftpgo_users::Client {
    sftpgo_users::Client::builder(server.uri())
        .credentials(sftpgo_users::Credentials::api_key("fake-key"))
        .build()
        .expect("the settings are right")
}

fn ok(body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

/// The page of a list of `total` users, numbered from 1.
fn kestra_page(page: u64, size: u64, total: u64) -> Value {
    let users = (page - 1) * size..total.min(page * size);
    let users: Vec<Value> = users.map(|id| json!({ "id": id.to_string() })).collect();
    json!({ "results": users, "total": total })
}

/// The names of the users from `offset` on, at most 500.
fn sftpgo_page(offset: u64, limit: u64, total: u64) -> Value {
    let users = offset..total.min(offset + limit.min(500));
    users
        .map(|id| json!({ "username": id.to_string(), "permissions": {} }))
        .collect()
}

async fn kestra_ids(call: kestra_users::calls::ListUsers) -> Vec<String> {
    let users = call.stream().collect().await.expect("all pages are good");
    users.into_iter().map(|user| user.id).collect()
}

#[tokio::test]
async fn every_item_comes_once_whatever_the_number_of_pages() {
    for total in [0, 1, 9, 10, 11, 25, 30] {
        let (server, count) = server(move |number| {
            ok(&kestra_page(
                number("page").unwrap_or(1),
                number("size").unwrap_or(10),
                total,
            ))
        })
        .await;
        let ids = kestra_ids(kestra(&server).list_users()).await;
        let expected: Vec<String> = (0..total).map(|id| id.to_string()).collect();
        assert_eq!(ids, expected, "{total} users");
        let pages = usize::try_from(total.div_ceil(10).max(1)).expect("small");
        assert_eq!(count.load(Ordering::SeqCst), pages, "{total} users");
    }
}

#[tokio::test]
async fn without_a_total_the_short_page_is_the_last_even_above_the_maximum() {
    for (total, limit) in [(0, 100_u32), (100, 100), (101, 100), (1200, 1000)] {
        let (server, _) = server(move |number| {
            ok(&sftpgo_page(
                number("offset").unwrap_or(0),
                number("limit").unwrap_or(100),
                total,
            ))
        })
        .await;
        let call = sftpgo(&server).list_users().limit(u64::from(limit));
        let users = call.stream().collect().await.expect("all pages are good");
        assert_eq!(users.len() as u64, total, "{total} users by {limit}");
        assert_eq!(
            users.last().map(|user| user.username.clone()),
            total.checked_sub(1).map(|last| last.to_string())
        );
    }
}

#[tokio::test]
async fn a_total_that_changes_on_the_way_neither_loses_items_nor_asks_for_ever() {
    let (growing, _) = server(|number| {
        let page = number("page").unwrap_or(1);
        ok(&kestra_page(page, 10, if page == 1 { 15 } else { 35 }))
    })
    .await;
    assert_eq!(kestra_ids(kestra(&growing).list_users()).await.len(), 35);
    let (shrinking, count) = server(|number| {
        let page = number("page").unwrap_or(1);
        ok(&kestra_page(page, 10, if page == 1 { 35 } else { 12 }))
    })
    .await;
    assert_eq!(kestra_ids(kestra(&shrinking).list_users()).await.len(), 12);
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_server_that_ignores_the_page_ends_with_an_error_instead_of_a_loop() {
    let (server, count) = server(|_| ok(&kestra_page(1, 10, 1000))).await;
    let mut users = kestra(&server).list_users().stream();
    for _ in 0..10 {
        users
            .next()
            .await
            .expect("the first page")
            .expect("is good");
    }
    let error = users
        .next()
        .await
        .expect("an error")
        .expect_err("the page came again");
    assert_eq!(*error.kind(), ErrorKind::RepeatedPage);
    assert!(error.to_string().contains("list_users"), "{error}");
    assert!(users.next().await.is_none());
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn an_error_comes_after_the_items_before_it_and_ends_the_list() {
    let (server, _) = server(|number| match number("page").unwrap_or(1) {
        3 => ResponseTemplate::new(500).set_body_json(json!({ "message": "out of order" })),
        page => ok(&kestra_page(page, 10, 50)),
    })
    .await;
    let mut users = kestra(&server).list_users().stream();
    for _ in 0..20 {
        users.next().await.expect("two pages").expect("are good");
    }
    let error = users
        .next()
        .await
        .expect("an error")
        .expect_err("page 3 fails");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(500));
    assert!(users.next().await.is_none(), "nothing comes after an error");
}

#[tokio::test]
async fn a_caller_starts_where_it_likes_stops_early_and_goes_on_later() {
    let (server, count) = server(|number| {
        ok(&kestra_page(
            number("page").unwrap_or(1),
            number("size").unwrap_or(10),
            20,
        ))
    })
    .await;
    let client = kestra(&server);
    let mut pages = client.list_users().size(4).page(2).pages();
    let page = pages.next().await.expect("page 2").expect("is good");
    assert_eq!(page.total, 20);
    assert_eq!(page.results.first().map(|user| user.id.as_str()), Some("4"));
    let position = pages.position().expect("there is more");
    drop(pages);
    assert_eq!(
        count.load(Ordering::SeqCst),
        1,
        "no page is fetched before it is asked for"
    );
    let later = client
        .list_users()
        .size(4)
        .page(u32::try_from(position).expect("small"));
    assert_eq!(
        kestra_ids(later).await.first().map(String::as_str),
        Some("8")
    );
}

#[tokio::test]
async fn prefetching_gives_the_same_pages_in_the_same_order() {
    let (server, count) =
        server(|number| ok(&kestra_page(number("page").unwrap_or(1), 10, 30))).await;
    let mut users = kestra(&server).list_users().pages().prefetch().items();
    for expected in 0..30 {
        let user = users.next().await.expect("30 users").expect("are good");
        assert_eq!(user.id, expected.to_string());
    }
    assert!(users.next().await.is_none());
    assert_eq!(count.load(Ordering::SeqCst), 3);
}
