//! Lists in pages, of servers that count wrongly or lead round in circles.

use serde::Deserialize;
use serde_json::json as value;
use users_client_runtime::{ErrorKind, Page, PageStream, Pagination};

use crate::client::{ApiError, Error, LIST, plain};
use crate::support::{Server, json};

#[derive(Deserialize)]
struct Numbers {
    items: Vec<u64>,
    total: Option<u64>,
    pages: Option<u64>,
}

impl Page for Numbers {
    type Item = u64;

    fn items(&self) -> &[u64] {
        &self.items
    }

    fn into_items(self) -> Vec<u64> {
        self.items
    }

    fn total(&self) -> Option<u64> {
        self.total
    }

    fn total_pages(&self) -> Option<u64> {
        self.pages
    }
}

static BY_PAGE: Pagination = Pagination::by_page("page", 1, "size").default_size(10);
static BY_OFFSET: Pagination = Pagination::by_offset("offset", "limit").default_size(10);

/// A server with so many numbers, which gives `most` at once and tells these totals. `page` says which one is meant.
async fn server(
    page: fn(u64) -> u64,
    (count, most): (u64, u64),
    (total, pages): (Option<u64>, Option<u64>),
) -> Server {
    Server::start(move |seen, _| {
        let asked = seen
            .query()
            .split('&')
            .find_map(|pair| pair.strip_prefix("page="));
        let before = (page(asked.unwrap().parse().unwrap()) - 1) * most;
        let items: Vec<u64> = (before..count.min(before + most)).collect();
        json(
            200,
            &value!({ "items": items, "total": total, "pages": pages }).to_string(),
        )
    })
    .await
}

fn cause(error: &Error) -> String {
    let cause = std::error::Error::source(error);
    cause.map(ToString::to_string).unwrap_or_default()
}

async fn all(server: &Server) -> (u64, Option<Error>) {
    let request = plain(server.url()).call(&LIST).query("size", &10);
    let mut items = PageStream::<Numbers, ApiError>::new(request, &BY_PAGE).items();
    let mut arrived = 0;
    while let Some(item) = items.next().await {
        match item {
            Ok(_) => arrived += 1,
            Err(error) => {
                assert!(items.next().await.is_none(), "an error is the end");
                return (arrived, Some(error));
            }
        }
    }
    (arrived, None)
}

#[tokio::test]
async fn items_are_lost_in_silence() {
    for (what, cut, totals) in [
        ("pages shorter than asked for", (30, 7), (Some(30), None)),
        (
            "pages and items contradict each other",
            (25, 10),
            (Some(25), Some(1)),
        ),
        (
            "so they do the other way round",
            (25, 10),
            (Some(10), Some(3)),
        ),
        (
            "a total that is less than arrived",
            (25, 10),
            (Some(5), None),
        ),
        ("both told", (25, 10), (Some(25), Some(3))),
        ("nothing told", (25, 10), (None, None)),
    ] {
        let server = server(|page| page, cut, totals).await;
        let (arrived, error) = all(&server).await;
        assert!(error.is_none(), "{what}: {error:?}");
        assert_eq!(arrived, cut.0, "{what}");
    }
    let server = server(|page| page, (20, 10), (Some(30), None)).await;
    let (arrived, error) = all(&server).await;
    let error = error.unwrap();
    assert_eq!((arrived, error.kind()), (20, &ErrorKind::IncompleteList));
    let line = "20 items arrived, and the server says that there are 30";
    assert_eq!(cause(&error), line);
}

#[tokio::test]
async fn a_circle_of_pages_has_no_end() {
    for circle in [1, 2, 5] {
        let page: fn(u64) -> u64 = match circle {
            1 => |_| 1,
            2 => |page| (page - 1) % 2 + 1,
            _ => |page| (page - 1) % 5 + 1,
        };
        let server = server(page, (1000, 10), (Some(1000), None)).await;
        let (arrived, error) = all(&server).await;
        assert_eq!(error.unwrap().kind(), &ErrorKind::RepeatedPage);
        assert_eq!(
            (arrived, server.count()),
            (circle * 10, circle as usize + 1)
        );
    }
}

#[tokio::test]
async fn a_size_of_zero_or_less_is_left_out_or_asked_for() {
    let server = Server::always(json(200, r#"{"items":[]}"#)).await;
    for (pagination, name, count) in [
        (&BY_PAGE, "size", 0),
        (&BY_PAGE, "size", -1),
        (&BY_PAGE, "page", -1),
        (&BY_OFFSET, "limit", 0),
        (&BY_OFFSET, "limit", -5),
        (&BY_OFFSET, "offset", -1),
    ] {
        let request = plain(server.url()).call(&LIST).query(name, &count);
        let mut pages = PageStream::<Numbers, ApiError>::new(request, pagination);
        let Some(Err(error)) = pages.next().await else {
            panic!("{name}={count} was accepted");
        };
        assert_eq!(error.kind(), &ErrorKind::Refused);
        assert!(cause(&error).contains(name), "{}", cause(&error));
        assert!(!error.may_have_been_sent());
    }
    assert_eq!(server.count(), 0);
}
