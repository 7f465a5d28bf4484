//! The identifier that Contabo wants with each request.

use std::collections::BTreeSet;
use std::time::Duration;

use contabo_users::SharedHeaders as _;
use contabo_users::runtime::uuid::{Uuid, Version};
use users_client_runtime::RetryPolicy;
use workspace_tests::server::{Seen, Server, json, reply};

use crate::description::SENTINEL;
use crate::vendors::{Contabo, Vendor, Way, builder, client, token};

fn identifier(seen: &Seen) -> &str {
    let found: Vec<&str> = seen
        .headers
        .iter()
        .filter(|(name, _)| name == "x-request-id")
        .map(|(_, value)| value.as_str())
        .collect();
    match found.as_slice() {
        [one] => one,
        _ => panic!("{found:?}"),
    }
}

/// A server that is down for two requests.
async fn recovering() -> Server {
    let down = reply(503, "", &[], "");
    Server::in_turn(vec![down.clone(), down, json(404, "{}")]).await
}

fn patient(server: &Server) -> contabo_users::Client {
    builder::<Contabo>(server, &[Way::Bearer], SENTINEL)
        .retry(RetryPolicy::default().base_delay(Duration::from_millis(1)))
        .build()
        .expect("a client of the local server")
}

#[tokio::test]
async fn every_operation_makes_up_a_new_one() {
    let server = Server::always(json(404, "{}")).await;
    let client = client::<Contabo>(&server, &[Way::Bearer], SENTINEL);
    for _ in 0..2 {
        for call in Contabo::calls(&client) {
            call.fail().await;
        }
    }
    let seen = server.seen();
    let identifiers: BTreeSet<&str> = seen.iter().map(identifier).collect();
    assert_eq!(identifiers.len(), 24);
    for identifier in identifiers {
        let uuid = Uuid::try_parse(identifier).expect("a UUID");
        assert_eq!(uuid.get_version(), Some(Version::Random));
    }
    // The other generated-looking header is the caller's own.
    assert!(seen.iter().all(|seen| seen.header("x-trace-id").is_none()));
}

#[tokio::test]
async fn all_attempts_of_a_call_share_it_and_the_error_tells_it() {
    let server = recovering().await;
    let error = patient(&server)
        .get_user("jane")
        .await
        .expect_err("nobody there");
    assert_eq!(error.attempts(), 3);
    let seen = server.seen();
    let identifiers: BTreeSet<&str> = seen.iter().map(identifier).collect();
    assert_eq!((seen.len(), identifiers.len()), (3, 1));
    assert_eq!(error.request_id(), identifiers.first().copied());
}

#[tokio::test]
async fn the_callers_own_is_not_replaced() {
    let server = recovering().await;
    let own = Uuid::from_u128(0x6f4b1c5e_8f51_4c2c_9f6c_1f1a2b3c4d5e);
    let call = patient(&server).get_user("jane").x_request_id(own);
    let error = call.await.expect_err("nobody there");
    assert_eq!(error.request_id(), Some(own.to_string().as_str()));
    for seen in server.seen() {
        assert_eq!(identifier(&seen), own.to_string());
    }
}

#[tokio::test]
async fn it_stays_the_same_when_the_token_is_renewed() {
    let server = Server::start(|seen, before| match (seen.path(), before) {
        (Contabo::LOGIN, _) => token("issued"),
        (_, 0..=1) => json(401, "{}"),
        _ => json(404, "{}"),
    })
    .await;
    let client = client::<Contabo>(&server, &[Way::Login], SENTINEL);
    let error = client.get_user("jane").await.expect_err("nobody there");
    assert!(error.is_not_found());
    let seen = server.seen();
    let calls: Vec<&Seen> = seen
        .iter()
        .filter(|seen| seen.path() != Contabo::LOGIN)
        .collect();
    assert_eq!(calls.len(), 2);
    let identifiers: BTreeSet<&str> = calls.into_iter().map(identifier).collect();
    assert_eq!(identifiers.len(), 1);
    // The token endpoint does not ask for one.
    assert!(
        seen.iter()
            .all(|seen| { seen.path() != Contabo::LOGIN || seen.header("x-request-id").is_none() })
    );
}
