//! Decoding lists of 10,000 users, against structs written by hand.

use criterion::Criterion;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::by_hand;
use crate::ratio::{Ratio, time};
use crate::smoke;

/// The user in a fixture of the wire tests.
pub(crate) const SFTPGO_USER: &str = include_str!("../../fixtures/responses/sftpgo/user.json");
const CONTABO_PAGE: &str = include_str!("../../fixtures/responses/contabo/list_users.json");

pub(crate) fn measure(criterion: &mut Criterion<Ratio>) {
    let users = if smoke() { 10 } else { 10_000 };
    let whole: Value = serde_json::from_str(SFTPGO_USER).expect("the fixture is JSON");
    for (name, user) in [
        ("sftpgo", whole.clone()),
        ("sftpgo-typical", typical(&whole)),
    ] {
        let list = Value::Array(vec![user; users]);
        compare::<Vec<sftpgo_users::types::User>, Vec<by_hand::sftpgo::keeping::User>>(
            criterion,
            &format!("decode-{name}"),
            &list,
        );
        compare::<Vec<sftpgo_users::types::User>, Vec<by_hand::sftpgo::dropping::User>>(
            criterion,
            &format!("decode-{name}-dropping"),
            &list,
        );
    }
    let mut page: Value = serde_json::from_str(CONTABO_PAGE).expect("the fixture is JSON");
    if let Some(data) = page["data"].as_array_mut() {
        *data = data.iter().cycle().take(users).cloned().collect();
    }
    compare::<contabo_users::types::UserList, by_hand::contabo::UserList>(
        criterion,
        "decode-contabo",
        &page,
    );
}

/// A user of a server that uses few of its features: one file system, no policies.
fn typical(user: &Value) -> Value {
    let mut user = user.clone();
    user["virtual_folders"] = json!([]);
    user["filesystem"] =
        json!({ "provider": 0, "osconfig": { "read_buffer_size": 0, "write_buffer_size": 0 } });
    user["filters"] =
        json!({ "denied_protocols": ["FTP", "DAV"], "hooks": { "pre_login_disabled": false } });
    user
}

fn compare<Ours, Theirs>(criterion: &mut Criterion<Ratio>, name: &str, body: &Value)
where
    Ours: DeserializeOwned + Serialize,
    Theirs: DeserializeOwned + Serialize,
{
    let bytes = serde_json::to_vec(body).expect("a value is JSON");
    // A struct that misses a property would be faster for the wrong reason.
    assert_eq!(written::<Ours>(&bytes), written::<Theirs>(&bytes));
    Ratio::measure(
        criterion,
        name,
        20,
        || time(|| serde_json::from_slice::<Ours>(&bytes)),
        || time(|| serde_json::from_slice::<Theirs>(&bytes)),
    );
}

/// What is left of a body once it was read and written back; null is as good as nothing.
fn written<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Value {
    let read: T = serde_json::from_slice(bytes).expect("the body fits the type");
    let mut value = serde_json::to_value(read).expect("what was read can be written");
    without_nulls(&mut value);
    value
}

fn without_nulls(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(without_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(without_nulls),
        _ => {}
    }
}
