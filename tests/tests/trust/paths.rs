//! No name changes which resource is addressed.

use std::pin::Pin;

use proptest::prelude::*;
use tokio::runtime::Runtime;
use users_client_runtime::{Error, ErrorKind};
use workspace_tests::server::{Server, json};

use crate::description::SENTINEL;
use crate::vendors::{Contabo, Kestra, Sftpgo, Vendor, client, ways};

/// A call with two names, and how it failed, with the parameter that was refused.
type Sent = Pin<Box<dyn Future<Output = (ErrorKind, Option<String>)>>>;

fn failure<T, E>(outcome: Result<T, Error<E>>) -> (ErrorKind, Option<String>) {
    match outcome {
        Ok(_) => panic!("the server answers 404"),
        Err(error) => (error.kind().clone(), error.parameter().map(str::to_owned)),
    }
}

/// Strings that are likely to be taken for structure, and any others.
fn names() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        ".", "..", "%2e", "%2E", "%2f", "%5c", "%", "/", "\\", "?", "#", "&", "+", "@", ":", ";",
        ",", "=", " ", "\t", "\r", "\n", "\0", "\u{7f}", "\u{a0}", "é", "😀", "\u{202e}", "a", "[",
        "|", "~", "{id}",
    ]);
    let tricky = prop::collection::vec(pieces, 0..5).prop_map(|pieces| pieces.concat());
    prop_oneof![any::<String>(), tricky]
}

fn is_step(name: &str) -> bool {
    let dots = name.to_ascii_lowercase().replace("%2e", ".");
    matches!(dots.as_str(), "" | "." | "..")
}

/// A segment as a server decodes it.
fn decoded(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next(), rest.next()].map(Option::unwrap_or_default);
                let digits = String::from_utf8_lossy(&digits).into_owned();
                u8::from_str_radix(&digits, 16).expect("two hexadecimal digits")
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// Calls an operation with two names of its path, and compares what the server saw with `expected`.
fn arrives_or_is_refused<V: Vendor>(
    parameters: [&str; 2],
    send: impl Fn(&V::Client, &str, &str) -> Sent,
    expected: impl Fn(&str, &str) -> Vec<String>,
) {
    let runtime = Runtime::new().expect("a runtime");
    let server = runtime.block_on(Server::always(json(404, "{}")));
    let client = client::<V>(&server, &ways::<V>()[..1], SENTINEL);
    proptest!(ProptestConfig::with_cases(200), |(first in names(), second in names())| {
        let before = server.count();
        let (kind, parameter) = runtime.block_on(send(&client, &first, &second));
        let refused = [&first, &second].into_iter().position(|name| is_step(name));
        match refused {
            Some(index) => {
                prop_assert_eq!(kind, ErrorKind::Refused);
                prop_assert_eq!(parameter.as_deref(), Some(parameters[index]));
                prop_assert_eq!(server.count(), before, "something was sent");
            }
            None => {
                prop_assert_eq!(kind, ErrorKind::Status);
                let seen = server.seen().pop().expect("one request");
                prop_assert_eq!(seen.query(), "", "the name became a query");
                let segments: Vec<String> = seen.path().split('/').skip(1).map(decoded).collect();
                prop_assert_eq!(segments, expected(&first, &second));
            }
        }
    });
}

#[test]
fn a_name_of_sftpgo_stays_one_segment() {
    arrives_or_is_refused::<Sftpgo>(
        ["username"; 2],
        |client, first, second| {
            let call = client.disable_user_2fa(first).into_future();
            // The path has one name; the other one shows that it is the value that is refused.
            let refused = is_step(second).then(|| client.get_user(second).into_future());
            Box::pin(async {
                match refused {
                    Some(get) => failure(get.await),
                    None => failure(call.await),
                }
            })
        },
        |first, _| {
            ["users", first, "2fa", "disable"]
                .map(str::to_owned)
                .to_vec()
        },
    );
}

#[test]
fn a_tenant_and_an_identifier_of_kestra_stay_one_segment_each() {
    arrives_or_is_refused::<Kestra>(
        ["tenant", "id"],
        |client, tenant, id| {
            let call = client.list_tenant_service_account_api_tokens(tenant, id);
            let call = call.into_future();
            Box::pin(async { failure(call.await) })
        },
        |tenant, id| {
            ["api", "v1", tenant, "service-accounts", id, "api-tokens"]
                .map(str::to_owned)
                .to_vec()
        },
    );
}

#[test]
fn identifiers_of_contabo_stay_one_segment_each() {
    arrives_or_is_refused::<Contabo>(
        ["userId", "objectStorageId"],
        |client, user, storage| {
            let call = client.get_object_storage_credential(user, storage, 7);
            let call = call.into_future();
            Box::pin(async { failure(call.await) })
        },
        |user, storage| {
            let storages = ["v1", "users", user, "object-storages", storage];
            storages
                .into_iter()
                .chain(["credentials", "7"])
                .map(str::to_owned)
                .collect()
        },
    );
}
