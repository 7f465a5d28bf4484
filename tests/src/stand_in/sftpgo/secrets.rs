//! How secrets are stored, and how they are answered.

use serde_json::{Map, Value, json};

use super::super::core::Serial;
use super::shape::section;

/// What holds a file system's secrets, by the number of its provider: the section, and its secrets.
pub(super) const STORAGES: [(&str, &[&str]); 7] = [
    ("osconfig", &[]),
    ("s3config", &["access_secret", "sse_customer_key"]),
    ("gcsconfig", &["credentials"]),
    ("azblobconfig", &["account_key", "sas_url"]),
    ("cryptconfig", &["passphrase"]),
    ("sftpconfig", &["password", "private_key", "key_passphrase"]),
    ("httpconfig", &["password", "api_key"]),
];

/// Encrypts secrets in plain text, and puts back those that are sent as they were answered.
pub(super) fn encrypt(
    user: &mut Map<String, Value>,
    stored: &Map<String, Value>,
    serial: &mut Serial,
) {
    let username = user.get("username").cloned().unwrap_or_default();
    let storage = section(user, "filesystem");
    for (name, secrets) in STORAGES {
        let section = section(storage, name);
        for secret in secrets {
            let Some(value) = section.get_mut(*secret) else {
                continue;
            };
            match value.get("status").and_then(Value::as_str) {
                Some("Plain") => {
                    *value = json!({
                        "status": "Secretbox", "payload": serial.secret(""), "key": serial.secret(""),
                        "additional_data": username,
                    });
                }
                Some(_) => {
                    let known = stored
                        .get("filesystem")
                        .map(|storage| &storage[name][*secret]);
                    *value = known.cloned().unwrap_or_default();
                }
                None => drop(section.remove(*secret)),
            }
        }
    }
}

/// A user as it is answered.
pub(super) fn shown(stored: &Map<String, Value>, confidential: bool) -> Value {
    let mut user = stored.clone();
    if user.contains_key("password") {
        user.insert("has_password".to_owned(), true.into());
    }
    if confidential {
        show_places(section(&mut user, "filesystem"));
        return Value::Object(user);
    }
    user.remove("password");
    let mut user = Value::Object(user);
    redact(&mut user);
    user
}

/// Whoever may see secrets also sees which there could be.
pub(super) fn show_places(storage: &mut Map<String, Value>) {
    for (name, secrets) in STORAGES {
        for secret in secrets {
            section(storage, name).entry(*secret).or_insert(json!({}));
        }
    }
}

/// Takes from every secret what it needs to be decrypted.
fn redact(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if object.contains_key("payload") && object.contains_key("status") {
                object.retain(|name, _| !["key", "additional_data"].contains(&name.as_str()));
            }
            object.values_mut().for_each(redact);
        }
        Value::Array(items) => items.iter_mut().for_each(redact),
        _ => {}
    }
}
