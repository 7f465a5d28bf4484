//! No redirect takes a credential, or a body with a password, to where it points.

use users_client_runtime::ErrorKind;
use workspace_tests::server::{Server, html, json, redirect};

use crate::description::SENTINEL;
use crate::vendors::{Contabo, Vendor, Way, client, for_each_vendor, is_login, token, ways};

const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];

/// A second origin, which sends whoever follows back to the first: that it was reached would show here and there.
async fn second_origin(first: &'static str) -> Server {
    Server::start(move |_, _| redirect(302, first)).await
}

/// The same server by another name, so that the error can only have the host from the redirect.
fn by_name(server: &Server, path_and_query: &str) -> String {
    let url = server.url().replace("127.0.0.1", "localhost");
    format!("{url}{path_and_query}")
}

for_each_vendor!(no_operation_follows_a_redirect);

async fn no_operation_follows_a_redirect<V: Vendor>() {
    let other = second_origin("http://127.0.0.1:1/back").await;
    let away = by_name(&other, &format!("/elsewhere?token={SENTINEL}"));
    for status in STATUSES {
        for hops in [1, 2] {
            let away = away.clone();
            let server = Server::start(move |seen, _| match (hops, seen.path()) {
                _ if is_login::<V>(seen) => token("issued"),
                (2, path) if path != "/second" => redirect(status, "/second"),
                _ => redirect(status, &away),
            })
            .await;
            for way in ways::<V>() {
                let client = client::<V>(&server, &[way], SENTINEL);
                for call in V::calls(&client) {
                    let operation = call.operation;
                    let failed = call.fail().await;
                    if failed.kind == ErrorKind::MissingCredential {
                        continue;
                    }
                    let ErrorKind::Redirect { host, .. } = &failed.kind else {
                        panic!("{operation}: {}", failed.message);
                    };
                    let expected = if hops == 1 { "localhost" } else { "127.0.0.1" };
                    assert_eq!(host.as_deref(), Some(expected), "{operation}");
                    let to = format!("a redirect to {expected}, which is not followed");
                    assert!(failed.message.contains(&to), "{}", failed.message);
                    assert_eq!(failed.status.map(|status| status.as_u16()), Some(status));
                    assert!(!failed.shown.contains(SENTINEL), "{}", failed.shown);
                    assert!(!failed.shown.contains("token="), "{}", failed.shown);
                }
            }
            let followed = server
                .seen()
                .into_iter()
                .find(|seen| seen.path() == "/second");
            assert!(followed.is_none(), "{followed:?}");
        }
    }
    assert_eq!(other.count(), 0, "{:?}", other.seen());
}

for_each_vendor!(no_login_follows_a_redirect);

async fn no_login_follows_a_redirect<V: Vendor>() {
    let other = Server::always(token("from elsewhere")).await;
    for way in ways::<V>().into_iter().filter(|way| way.is_login()) {
        for status in STATUSES {
            let away = by_name(&other, &format!("/elsewhere?token={SENTINEL}"));
            let server = Server::start(move |seen, _| match is_login::<V>(seen) {
                true => redirect(status, &away),
                false => json(200, "{}"),
            })
            .await;
            let client = client::<V>(&server, &[way], SENTINEL);
            let failed = V::get(&client).fail().await;
            assert_eq!(failed.kind, ErrorKind::Token);
            assert!(!failed.may_have_been_sent);
            let to = format!("not followed: {status}");
            assert!(failed.shown.contains(&to), "{}", failed.shown);
            assert!(failed.shown.contains("to localhost"), "{}", failed.shown);
            assert!(!failed.shown.contains(SENTINEL), "{}", failed.shown);
            assert_eq!(server.count(), 1, "only the login, and that once");
        }
    }
    assert_eq!(other.count(), 0, "{:?}", other.seen());
}

/// A server that answers a login with the page that people log in with.
#[tokio::test]
async fn a_login_page_is_no_token() {
    let page = html(200, "<form action=https://login.example.com>");
    let server = Server::always(page).await;
    let client = client::<Contabo>(&server, &[Way::Login], SENTINEL);
    let failed = Contabo::get(&client).fail().await;
    assert_eq!(failed.kind, ErrorKind::Token);
    assert!(failed.shown.contains("an HTML page"), "{}", failed.shown);
}
