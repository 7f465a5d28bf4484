//! What the server refuses of a user, in its words.

use serde_json::{Map, Value};

use super::super::call::Answer;
use super::super::go::kind;
use super::super::json::{filled, text, texts};
use super::shape::object;
use super::{Sftpgo, bad_request, error, invalid};

const PERMISSIONS: [&str; 17] = [
    "*",
    "list",
    "download",
    "upload",
    "overwrite",
    "delete",
    "delete_files",
    "delete_dirs",
    "rename",
    "rename_files",
    "rename_dirs",
    "create_dirs",
    "create_symlinks",
    "chmod",
    "chown",
    "chtimes",
    "copy",
];

const LOGIN_METHODS: [&str; 8] = [
    "publickey",
    "password",
    "password-over-SSH",
    "keyboard-interactive",
    "publickey+password",
    "publickey+keyboard-interactive",
    "TLSCertificate",
    "TLSCertificate+password",
];

const WEB_CLIENT: [&str; 10] = [
    "publickey-change-disabled",
    "write-disabled",
    "mfa-disabled",
    "password-change-disabled",
    "api-key-auth-change-disabled",
    "info-change-disabled",
    "shares-disabled",
    "password-reset-disabled",
    "shares-without-password-disabled",
    "tls-cert-change-disabled",
];

/// Numbers of a user, all of which have 64 bits.
const INTEGERS: [&str; 7] = [
    "status",
    "uid",
    "gid",
    "max_sessions",
    "quota_size",
    "quota_files",
    "expiration_date",
];

/// What of a user is checked before anything is looked up.
pub(super) fn check(user: &Map<String, Value>, stored: &Map<String, Value>) -> Result<(), Answer> {
    types(user)?;
    account(user)?;
    permissions(user)?;
    filters(&object(user, "filters"))?;
    storage(
        &object(user, "filesystem"),
        &object(stored, "filesystem"),
        stored.is_empty(),
    )?;
    folders(user)?;
    groups(user)
}

/// Whether what the user names exists. The server leaves that to its database.
pub(super) fn references(state: &Sftpgo, user: &Map<String, Value>) -> Result<(), Answer> {
    let named = |list: &str| {
        let items = user
            .get(list)
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let names = items.filter_map(|item| Some(item.get("name")?.as_str()?.to_owned()));
        names.collect::<Vec<_>>()
    };
    let mapping = |table: &str, column: &str| {
        error(
            500,
            &format!("NOT NULL constraint failed: {table}.{column}"),
        )
    };
    if filled(user, "role").is_some_and(|role| !state.roles.contains(role)) {
        return Err(error(
            409,
            "violates foreign key constraint: FOREIGN KEY constraint failed",
        ));
    }
    if named("groups")
        .iter()
        .any(|name| !state.groups.contains(name))
    {
        return Err(mapping("users_groups_mapping", "group_id"));
    }
    if named("virtual_folders")
        .iter()
        .any(|name| !state.folders.contains_key(name))
    {
        return Err(mapping("users_folders_mapping", "folder_id"));
    }
    Ok(())
}

fn types(user: &Map<String, Value>) -> Result<(), Answer> {
    for name in INTEGERS {
        match user.get(name) {
            None | Some(Value::Null) => {}
            Some(value) if value.is_i64() => {}
            Some(value) => {
                return Err(bad_request(format!(
                    "json: cannot unmarshal {} into Go struct field User.BaseUser.{name} of type int",
                    kind(value)
                )));
            }
        }
    }
    Ok(())
}

fn account(user: &Map<String, Value>) -> Result<(), Answer> {
    let username = filled(user, "username").ok_or_else(|| invalid("username is mandatory"))?;
    let reserved = |sign: char| "/\\:\"?#".contains(sign) || sign.is_control();
    if username.contains(reserved) || [".", ".."].contains(&username) {
        return Err(invalid(
            "Invalid input. Slashes (/ ), colons (:), control characters, and reserved system names are not allowed",
        ));
    }
    if let Some(email) = filled(user, "email").filter(|email| !email.contains('@')) {
        return Err(invalid(format!("email {email:?} is not valid")));
    }
    let home = filled(user, "home_dir").ok_or_else(|| invalid("home_dir is mandatory"))?;
    if !home.starts_with('/') {
        return Err(invalid(format!(
            "home_dir must be an absolute path, actual value: {home}"
        )));
    }
    let status = user.get("status").and_then(Value::as_i64).unwrap_or(0);
    if !(0..=1).contains(&status) {
        return Err(invalid(format!("invalid user status: {status}")));
    }
    for (position, key) in texts(user, "public_keys").into_iter().enumerate() {
        let blob = key.split(' ').nth(1).unwrap_or_default();
        if !blob.starts_with("AAAA") {
            return Err(invalid(format!(
                "error parsing public key at position {position}: ssh: no key found; last parsing error for ignored line: ssh: short read"
            )));
        }
    }
    Ok(())
}

fn permissions(user: &Map<String, Value>) -> Result<(), Answer> {
    let permissions = object(user, "permissions");
    if permissions.is_empty() {
        return Err(invalid("please grant some permissions to this user"));
    }
    if !permissions.contains_key("/") {
        return Err(invalid("permissions for the root dir \"/\" must be set"));
    }
    for name in permissions.keys() {
        let granted = texts(&permissions, name);
        if name == "/" && granted.is_empty() {
            return Err(invalid("no permissions granted for the directory: \"/\""));
        }
        one_of(&granted, &PERMISSIONS, "invalid permission: ")?;
        if !name.starts_with('/') {
            return Err(invalid(format!(
                "cannot set permissions for non absolute path: {name:?}"
            )));
        }
    }
    Ok(())
}

fn one_of(values: &[&str], known: &[&str], refusal: &str) -> Result<(), Answer> {
    match values.iter().find(|value| !known.contains(value)) {
        Some(value) => Err(invalid(format!("{refusal}{value:?}"))),
        None => Ok(()),
    }
}

fn filters(filters: &Map<String, Value>) -> Result<(), Answer> {
    for (list, what) in [("allowed_ip", "allowed"), ("denied_ip", "denied")] {
        if let Some(address) = texts(filters, list)
            .into_iter()
            .find(|text| !text.contains('/'))
        {
            return Err(invalid(format!(
                "could not parse {what} IP/Mask {address:?}: invalid CIDR address: {address}"
            )));
        }
    }
    one_of(
        &texts(filters, "denied_login_methods"),
        &LOGIN_METHODS,
        "invalid login method: ",
    )?;
    let protocols = texts(filters, "denied_protocols");
    one_of(
        &protocols,
        &["SSH", "FTP", "DAV", "HTTP"],
        "invalid denied protocol ",
    )?;
    one_of(
        &texts(filters, "web_client"),
        &WEB_CLIENT,
        "invalid web client options ",
    )?;
    let names: Vec<&str> = filled(filters, "tls_username").into_iter().collect();
    one_of(&names, &["None", "CommonName"], "invalid TLS username: ")?;
    let objects = |name: &str| {
        let items = filters.get(name).and_then(Value::as_array).cloned();
        items
            .unwrap_or_default()
            .into_iter()
            .filter_map(|item| match item {
                Value::Object(item) => Some(item),
                _ => None,
            })
    };
    if objects("bandwidth_limits").any(|limit| texts(&limit, "sources").is_empty()) {
        return Err(invalid("no bandwidth limit source specified"));
    }
    for pattern in objects("file_patterns") {
        let path = text(&pattern, "path").unwrap_or_default();
        let lists = ["allowed_patterns", "denied_patterns"];
        if lists.iter().all(|list| texts(&pattern, list).is_empty()) {
            return Err(invalid(format!(
                "empty file patterns filter for path {path:?}"
            )));
        }
        let policy = pattern
            .get("deny_policy")
            .and_then(Value::as_i64)
            .unwrap_or(0);
        if !(0..=1).contains(&policy) {
            return Err(invalid(format!(
                "invalid deny policy {policy} for path {path:?}"
            )));
        }
    }
    Ok(())
}

fn storage(
    storage: &Map<String, Value>,
    stored: &Map<String, Value>,
    new: bool,
) -> Result<(), Answer> {
    let provider = storage.get("provider").cloned().unwrap_or(0.into());
    let newer = !new && stored.get("provider") == Some(&provider);
    if !(0..=6).any(|known| provider == known) && !newer {
        return Err(invalid("invalid filesystem provider"));
    }
    for (name, what) in [("read_buffer_size", "read"), ("write_buffer_size", "write")] {
        let size = object(storage, "osconfig")
            .get(name)
            .and_then(Value::as_i64);
        if size.is_some_and(|size| !(0..=10).contains(&size)) {
            // Not an error of validation for the server, which is why it is a 500.
            let reason = format!("invalid {what} buffer size must be between 0 and 10 MB");
            return Err(error(500, &reason));
        }
    }
    for (section, secrets) in super::secrets::STORAGES {
        let section = object(storage, section);
        for secret in secrets {
            let secret = object(&section, secret);
            if new && text(&secret, "status") == Some("Redacted") {
                return Err(invalid("cannot save a user with a redacted secret"));
            }
        }
    }
    let passphrase = object(&object(storage, "cryptconfig"), "passphrase");
    let plain = text(&passphrase, "status") == Some("Plain");
    if plain && text(&passphrase, "payload").is_none_or(|passphrase| passphrase.len() < 16) {
        return Err(invalid(
            "the configured encryption secret is too weak: use high-entropy random key material produced by a secure random generator",
        ));
    }
    Ok(())
}

fn folders(user: &Map<String, Value>) -> Result<(), Answer> {
    let folders = user.get("virtual_folders").and_then(Value::as_array);
    for folder in folders.into_iter().flatten().filter_map(Value::as_object) {
        if filled(folder, "virtual_path").is_none() {
            return Err(invalid("mount/virtual path is mandatory"));
        }
        let quota = |name: &str| folder.get(name).and_then(Value::as_i64).unwrap_or(0);
        let (size, files) = (quota("quota_size"), quota("quota_files"));
        if (size < 0) != (files < 0) {
            // The server mixes the two up in what it says.
            return Err(invalid(format!(
                "virtual folder quota_size and quota_files must be both -1 or >= 0, quota_size: {files} quota_files: {size}"
            )));
        }
    }
    Ok(())
}

fn groups(user: &Map<String, Value>) -> Result<(), Answer> {
    let groups = user.get("groups").and_then(Value::as_array);
    let mut seen = Vec::new();
    let mut primary = false;
    for group in groups.into_iter().flatten().filter_map(Value::as_object) {
        let kind = group.get("type").and_then(Value::as_i64).unwrap_or(0);
        if !(1..=3).contains(&kind) {
            return Err(invalid(format!("invalid group type: {kind}")));
        }
        let name = text(group, "name").unwrap_or_default();
        if seen.contains(&name) {
            return Err(invalid(format!("the group {name:?} is duplicated")));
        }
        if kind == 1 && primary {
            return Err(invalid("only one primary group is allowed"));
        }
        primary |= kind == 1;
        seen.push(name);
    }
    Ok(())
}
