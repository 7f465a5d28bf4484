//! Every operation is sent with exactly what its `security` asks for.

use std::collections::BTreeSet;

use users_client_runtime::ErrorKind;
use workspace_tests::description::DOCUMENTED;
use workspace_tests::server::{Seen, Server, json};

use crate::description::{Operation, SENTINEL};
use crate::vendors::{
    Alsid, Contabo, Kestra, Portainer, Sftpgo, Vendor, Way, builder, client, description,
    for_each_vendor, is_login, token, ways,
};

/// What the connection and the body need, and nothing else that no description names.
const ALWAYS_ALLOWED: [&str; 5] = [
    "accept",
    "content-length",
    "content-type",
    "host",
    "user-agent",
];

/// `admin:hunter2-sentinel` in base64.
const BASIC: &str = "Basic YWRtaW46aHVudGVyMi1zZW50aW5lbA==";

/// The header that a way of showing who one is leads to.
fn carried<V: Vendor>(way: Way) -> (&'static str, String) {
    match way {
        Way::Key => (V::KEY_HEADER, SENTINEL.to_owned()),
        Way::Bearer => ("authorization", format!("Bearer {SENTINEL}")),
        Way::Basic => ("authorization", BASIC.to_owned()),
        Way::Login | Way::CodeLogin => ("authorization", "Bearer issued".to_owned()),
    }
}

/// The way that an operation has to be sent with: the first of its alternatives that is configured.
fn chosen<V: Vendor>(operation: &Operation, configured: &[Way]) -> Result<Option<Way>, ()> {
    if operation.security.is_empty() {
        return Ok(None);
    }
    for alternative in &operation.security {
        // No description asks for several schemes at once, and none leaves a credential to choice.
        let [scheme] = alternative.as_slice() else {
            panic!("{}: {alternative:?}", operation.id);
        };
        // Of two ways for one scheme, the one that was set last holds.
        let way = configured
            .iter()
            .rev()
            .find(|way| way.scheme::<V>() == scheme);
        if let Some(way) = way {
            return Ok(Some(*way));
        }
    }
    Err(())
}

/// Every selection of the ways that a vendor knows, in their order.
fn selections(ways: &[Way]) -> Vec<Vec<Way>> {
    let mut selections = vec![Vec::new()];
    for way in ways {
        let with = selections.iter().map(|selection: &Vec<Way>| {
            let mut with = selection.clone();
            with.push(*way);
            with
        });
        let with: Vec<Vec<Way>> = with.collect();
        selections.extend(with);
    }
    selections
}

/// The header fields of a request that are not part of every one.
fn extra_headers(seen: &Seen) -> BTreeSet<(&str, &str)> {
    let headers = seen
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    headers
        .filter(|(name, _)| !ALWAYS_ALLOWED.contains(name))
        .collect()
}

for_each_vendor!(each_operation_gets_exactly_what_its_security_asks_for);

async fn each_operation_gets_exactly_what_its_security_asks_for<V: Vendor>() {
    let description = description::<V>();
    let server = Server::start(|seen, _| match is_login::<V>(seen) {
        true => token("issued"),
        // Not 404, which is an answer of some operations.
        false => json(400, "{}"),
    })
    .await;
    for configured in selections(&ways::<V>()) {
        let client = client::<V>(&server, &configured, SENTINEL);
        for call in V::calls(&client) {
            let operation = description.operation(call.operation);
            let before = server.count();
            let failed = call.fail().await;
            let seen = server.seen().split_off(before);
            let sent: Vec<&Seen> = seen.iter().filter(|seen| !is_login::<V>(seen)).collect();
            let context = format!("{} with {configured:?}", operation.id);
            let way = match chosen::<V>(&operation, &configured) {
                Ok(way) => way,
                Err(()) => {
                    assert_eq!(failed.kind, ErrorKind::MissingCredential, "{context}");
                    assert!(seen.is_empty(), "{context}: {seen:?}");
                    for scheme in operation.security.iter().flatten() {
                        assert!(failed.shown.contains(scheme.as_str()), "{}", failed.shown);
                    }
                    continue;
                }
            };
            assert_eq!(
                failed.kind,
                ErrorKind::Status,
                "{context}: {}",
                failed.message
            );
            let [sent] = sent.as_slice() else {
                panic!("{context}: {sent:?}");
            };
            assert_eq!(sent.method, operation.method);
            assert_eq!(sent.query(), "", "{context}");
            let header = way.map(carried::<V>);
            let mut found = extra_headers(sent);
            // A key may be described as a parameter too; that does not make it one.
            found.retain(|(name, _)| {
                *name == V::KEY_HEADER || !operation.headers.iter().any(|other| other == name)
            });
            let expected: BTreeSet<(&str, &str)> = header
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            assert_eq!(found, expected, "{context}");
            // A public operation neither needs a token nor asks for one.
            if way.is_none() {
                assert_eq!(seen.len(), 1, "{context}: {seen:?}");
            }
        }
    }
}

#[tokio::test]
async fn the_table_of_calls_holds_every_operation_once() {
    async fn operations<V: Vendor>() -> usize {
        let server = Server::always(json(404, "{}")).await;
        let client = client::<V>(&server, &[], SENTINEL);
        let called: Vec<&str> = V::calls(&client)
            .iter()
            .map(|call| call.operation)
            .collect();
        let unique: BTreeSet<&str> = called.iter().copied().collect();
        let described = description::<V>().operations();
        let described: BTreeSet<&str> = described.iter().map(|op| op.id.as_str()).collect();
        assert_eq!(unique, described);
        assert_eq!(unique.len(), called.len());
        called.len()
    }
    let called = [
        (Alsid::NAME, operations::<Alsid>().await),
        (Contabo::NAME, operations::<Contabo>().await),
        (Kestra::NAME, operations::<Kestra>().await),
        (Portainer::NAME, operations::<Portainer>().await),
        (Sftpgo::NAME, operations::<Sftpgo>().await),
    ];
    assert_eq!(
        called.as_slice(),
        DOCUMENTED,
        "left: the vendors in `vendors`, right: `DOCUMENTED` in tests/src/description.rs"
    );
}

for_each_vendor!(every_scheme_that_an_operation_asks_for_can_be_configured);

/// What the generator says of schemes is what the descriptions say.
async fn every_scheme_that_an_operation_asks_for_can_be_configured<V: Vendor>() {
    let asked: BTreeSet<String> = description::<V>()
        .operations()
        .into_iter()
        .flat_map(|operation| operation.security)
        .flatten()
        .collect();
    let known: BTreeSet<String> = V::WAYS
        .iter()
        .map(|(_, scheme)| (*scheme).to_owned())
        .collect();
    assert_eq!(
        asked,
        known,
        "left: the schemes in the description of {}, right: `WAYS`",
        V::NAME
    );
}

#[tokio::test]
async fn an_api_key_is_not_tried_where_only_a_session_will_do() {
    let server = Server::always(json(401, "{}")).await;
    let client = portainer_users::Client::builder(server.url())
        .credentials(portainer_users::Credentials::api_key(SENTINEL))
        .build()
        .expect("a client of the local server");
    let body = portainer_users::types::CreateApiKey::new("nightly");
    let error = client.create_api_key(7, &body).await.expect_err("not sent");
    assert_eq!(error.kind(), &ErrorKind::MissingCredential);
    assert!(!error.may_have_been_sent());
    let missing = error.missing_credential().expect("it is named");
    assert_eq!(missing.alternatives(), [["jwt"]]);
    assert_eq!(
        missing.to_string(),
        "the operation takes jwt; configure it with the client's credentials"
    );
    assert_eq!(server.count(), 0);
}

for_each_vendor!(a_credential_that_no_header_can_carry_is_refused);

async fn a_credential_that_no_header_can_carry_is_refused<V: Vendor>() {
    let server = Server::always(json(404, "{}")).await;
    // A login and basic authentication encode what they hold.
    let literal = [Way::Key, Way::Bearer];
    for way in ways::<V>().into_iter().filter(|way| literal.contains(way)) {
        for flaw in ["\n", "\r\nx-admin: yes", "\0", "é", " ", "\u{7f}"] {
            let secret = format!("{SENTINEL}{flaw}");
            let Err(error) = builder::<V>(&server, &[way], &secret).build() else {
                panic!("{}: {way:?} took {flaw:?}", V::NAME);
            };
            let text = format!("{error}\n{error:?}\n{error:#?}");
            assert!(text.contains(way.scheme::<V>()), "{text}");
            assert!(!text.contains(SENTINEL), "{text}");
        }
        assert!(builder::<V>(&server, &[way], "").build().is_err());
    }
    assert_eq!(server.count(), 0);
}
