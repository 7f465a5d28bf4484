//! Which properties of a user the server knows, stores and answers. It leaves out what is zero, as Go's `omitempty` does.

use chrono::Utc;
use serde_json::{Map, Value, json};

use super::secrets;

/// What is always there.
const ALWAYS: [&str; 9] = [
    "uid",
    "gid",
    "max_sessions",
    "quota_size",
    "quota_files",
    "upload_data_transfer",
    "download_data_transfer",
    "total_data_transfer",
    "status",
];

/// What is there unless it is zero or empty.
const OPTIONAL: [&str; 11] = [
    "email",
    "description",
    "additional_info",
    "expiration_date",
    "public_keys",
    "upload_bandwidth",
    "download_bandwidth",
    "groups",
    "role",
    "password",
    "last_password_change",
];

/// What the server counts by itself, and an update keeps.
const OWN: [&str; 10] = [
    "id",
    "created_at",
    "last_login",
    "first_download",
    "first_upload",
    "used_quota_size",
    "used_quota_files",
    "last_quota_update",
    "used_upload_data_transfer",
    "used_download_data_transfer",
];

const FILTERS: [&str; 25] = [
    "allowed_ip",
    "denied_ip",
    "denied_login_methods",
    "denied_protocols",
    "file_patterns",
    "max_upload_file_size",
    "tls_username",
    "disable_fs_checks",
    "web_client",
    "allow_api_key_auth",
    "user_type",
    "bandwidth_limits",
    "start_directory",
    "two_factor_protocols",
    "ftp_security",
    "is_anonymous",
    "default_shares_expiration",
    "max_shares_expiration",
    "password_expiration",
    "password_strength",
    "access_time",
    "require_password_change",
    "tls_certs",
    "additional_emails",
    "hooks",
];

const HOOKS: [&str; 3] = [
    "external_auth_disabled",
    "pre_login_disabled",
    "check_password_disabled",
];

pub(super) fn now() -> Value {
    Utc::now().timestamp_millis().into()
}

/// The object of that name, made where there is none.
pub(super) fn section<'a>(
    object: &'a mut Map<String, Value>,
    name: &str,
) -> &'a mut Map<String, Value> {
    let section = object.entry(name).or_insert(Value::Null);
    if !section.is_object() {
        *section = json!({});
    }
    section.as_object_mut().expect("it was made if need be")
}

/// The object of that name; empty where there is none.
pub(super) fn object(object: &Map<String, Value>, name: &str) -> Map<String, Value> {
    match object.get(name) {
        Some(Value::Object(section)) => section.clone(),
        _ => Map::new(),
    }
}

/// A user as it is stored, from what a request says of it. `stored` is the user before that, if there was one.
pub(super) fn stored_form(
    given: &Map<String, Value>,
    stored: &Map<String, Value>,
) -> Map<String, Value> {
    let mut user = newer(given, stored, |name| {
        let known = [
            "username",
            "home_dir",
            "permissions",
            "filters",
            "filesystem",
        ];
        let lists = [
            "virtual_folders",
            "updated_at",
            "has_password",
            "oidc_custom_fields",
        ];
        known.contains(&name)
            || lists.contains(&name)
            || ALWAYS.contains(&name)
            || OPTIONAL.contains(&name)
            || OWN.contains(&name)
    });
    let mut take = |name: &str, value: Value| drop(user.insert(name.to_owned(), value));
    for name in ALWAYS {
        let value = given.get(name).filter(|value| !value.is_null());
        take(name, value.cloned().unwrap_or(0.into()));
    }
    for name in OPTIONAL {
        if let Some(value) = given.get(name).filter(|value| !is_zero(value)) {
            take(name, value.clone());
        }
    }
    for name in OWN {
        if let Some(value) = stored.get(name) {
            take(name, value.clone());
        }
    }
    for name in ["username", "home_dir", "permissions"] {
        take(name, given.get(name).cloned().unwrap_or_default());
    }
    if given
        .get("total_data_transfer")
        .is_some_and(|total| !is_zero(total))
    {
        take("upload_data_transfer", 0.into());
        take("download_data_transfer", 0.into());
    }
    take(
        "filters",
        filters(&object(given, "filters"), &object(stored, "filters")),
    );
    let storage = storage(&object(given, "filesystem"), &object(stored, "filesystem"));
    take("filesystem", Value::Object(storage));
    take("updated_at", now());
    user
}

fn filters(given: &Map<String, Value>, stored: &Map<String, Value>) -> Value {
    let server = ["totp_config", "recovery_codes", "external_auth_cache_time"];
    let mut filters = newer(given, stored, |name| {
        FILTERS.contains(&name) || server.contains(&name)
    });
    for name in FILTERS {
        let value = given.get(name).cloned().map(without_zeros);
        if let Some(value) = value.filter(|value| !is_zero(value)) {
            filters.insert(name.to_owned(), value);
        }
    }
    let (given, stored_hooks) = (object(given, "hooks"), object(stored, "hooks"));
    let mut hooks = newer(&given, &stored_hooks, |name| HOOKS.contains(&name));
    for name in HOOKS {
        let value = given.get(name).cloned().unwrap_or(false.into());
        hooks.insert(name.to_owned(), value);
    }
    filters.insert("hooks".to_owned(), Value::Object(hooks));
    for name in ["totp_config", "recovery_codes"] {
        if let Some(value) = stored.get(name) {
            filters.insert(name.to_owned(), value.clone());
        }
    }
    filters
        .entry("totp_config")
        .or_insert_with(|| json!({ "secret": {} }));
    Value::Object(filters)
}

/// The storage that `provider` chooses; the others are empty.
pub(super) fn storage(
    given: &Map<String, Value>,
    stored: &Map<String, Value>,
) -> Map<String, Value> {
    let known = |name: &str| {
        name == "provider" || secrets::STORAGES.iter().any(|(other, _)| *other == name)
    };
    let mut storage = newer(given, stored, known);
    let provider = given.get("provider").cloned().unwrap_or(0.into());
    for (number, (name, _)) in secrets::STORAGES.iter().enumerate() {
        let chosen = provider == number;
        let section = object(given, name);
        let section = if chosen { section } else { Map::new() };
        storage.insert((*name).to_owned(), without_zeros(Value::Object(section)));
    }
    storage.insert("provider".to_owned(), provider);
    storage
}

/// What of `given` only a newer server knows: this one, because it is stored already.
fn newer(
    given: &Map<String, Value>,
    stored: &Map<String, Value>,
    known: impl Fn(&str) -> bool,
) -> Map<String, Value> {
    given
        .iter()
        .filter(|(name, _)| stored.contains_key(*name) && !known(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

fn is_zero(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(set) => !set,
        Value::Number(number) => number.as_i64() == Some(0),
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(_) => false,
    }
}

fn without_zeros(value: Value) -> Value {
    match value {
        Value::Object(object) => object
            .into_iter()
            .filter(|(_, value)| !is_zero(value))
            .map(|(name, value)| (name, without_zeros(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(without_zeros).collect(),
        other => other,
    }
}
