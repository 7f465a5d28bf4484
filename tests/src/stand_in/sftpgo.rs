//! A stand-in of SFTPGo 2.5.6: the eight operations on users, and `GET /token`, which gives tokens to admins.
//!
//! Known from the server's source:
//!
//! - lists are sorted by username and have no total; more than 500 at a time count as 500;
//! - an account is disabled unless the body says otherwise;
//! - an update replaces all but the identifier, the name, the second factor and the recovery codes; the password
//!   is kept when it is left out and removed when it is empty; a secret that comes back unchanged keeps
//!   its stored value;
//! - passwords, and what it takes to decrypt secrets, are only shown for `confidential_data=1`;
//! - what the server does not know is kept with the user, as a newer server would keep what it knows;
//! - everything is answered with `message`, and `error` where there is one, as JSON marked with a character set.
//!
//! Not known, and decided here: the wording, 500 for a name that is taken (the description lists no 409), 400 for a limit
//! below 1, for a user without an e-mail address and for a second factor that is not there. Of the values in a body only
//! the username, the permissions, the status and the e-mail address are looked at. There is one admin,
//! with all permissions, one API key, and no one-time password.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::call::{Answer, Call, Reply};
use super::core::{Mail, Route, Serial, StandIn, Vendor, delete, get, post, put};
use super::json::{filled, part, text, texts};

/// Username of the admin.
pub const ADMIN: &str = "admin";
/// Password of the admin.
pub const PASSWORD: &str = "a long password of the admin";
/// API key of the admin.
pub const API_KEY: &str = "made-up-id.made-up-key";

/// What a user has although nobody set it.
const NUMBERS: [&str; 13] = [
    "uid",
    "gid",
    "max_sessions",
    "quota_size",
    "quota_files",
    "used_quota_size",
    "used_quota_files",
    "last_quota_update",
    "upload_data_transfer",
    "download_data_transfer",
    "total_data_transfer",
    "used_upload_data_transfer",
    "used_download_data_transfer",
];

/// What holds a file system's secrets, by the name of the section.
const STORAGES: [&str; 7] = [
    "osconfig",
    "s3config",
    "gcsconfig",
    "azblobconfig",
    "cryptconfig",
    "sftpconfig",
    "httpconfig",
];

/// What the server holds.
pub struct Sftpgo {
    serial: Serial,
    /// Users as they are stored, secrets and all; `password` holds a hash.
    users: BTreeMap<String, Map<String, Value>>,
    /// Reset codes and whose password they set.
    codes: BTreeMap<String, String>,
    tokens: BTreeMap<String, DateTime<Utc>>,
    lifetime: Duration,
    mails: Vec<Mail>,
}

/// A server without users.
pub async fn start() -> StandIn<Sftpgo> {
    let state = Sftpgo {
        serial: Serial::default(),
        users: BTreeMap::new(),
        codes: BTreeMap::new(),
        tokens: BTreeMap::new(),
        lifetime: Duration::from_secs(1200),
        mails: Vec::new(),
    };
    StandIn::start(state).await
}

impl Sftpgo {
    /// Ends all tokens: they are refused from now on.
    pub fn expire_tokens(&mut self) {
        self.tokens.clear();
    }

    /// How long the tokens last that are given from now on: 20 minutes unless this is called.
    pub fn set_token_lifetime(&mut self, lifetime: Duration) {
        self.lifetime = lifetime;
    }

    /// What the server has sent by e-mail: codes to reset passwords with, the oldest first.
    pub fn mails(&self) -> &[Mail] {
        &self.mails
    }

    /// The user as it is stored, to look at or to change as a newer server would.
    pub fn stored(&mut self, username: &str) -> Option<&mut Map<String, Value>> {
        self.users.get_mut(username)
    }

    /// Gives a user a second factor, as users do themselves in the web interface.
    pub fn enrol(&mut self, username: &str) {
        if let Some(filters) = self.users.get_mut(username).map(filters) {
            let secret = json!({ "status": "Secretbox", "payload": "c0ffee", "key": "k", "additional_data": username });
            let factor = json!({ "enabled": true, "config_name": "Default", "secret": secret, "protocols": ["SSH", "HTTP"] });
            filters.insert("totp_config".to_owned(), factor);
            let secret = json!({ "status": "Secretbox", "payload": "decade", "key": "k", "additional_data": username });
            filters.insert("recovery_codes".to_owned(), json!([{ "secret": secret }]));
        }
    }

    fn admin(&self, call: &Call) -> Result<(), Answer> {
        if let Some(key) = call.header("x-sftpgo-api-key") {
            return match key == API_KEY {
                true => Ok(()),
                false => Err(error(401, "the API key is not valid")),
            };
        }
        let expires = call.bearer().and_then(|token| self.tokens.get(token));
        match expires.is_some_and(|expires| *expires > Utc::now()) {
            true => Ok(()),
            false => Err(error(401, "the token is missing, not valid or has expired")),
        }
    }

    /// The user that the path names, for an admin.
    fn user(&mut self, call: &Call) -> Result<&mut Map<String, Value>, Answer> {
        self.admin(call)?;
        let username = call.parameter("username");
        self.users
            .get_mut(username)
            .ok_or_else(|| error(404, "there is no such user"))
    }
}

impl Vendor for Sftpgo {
    const BASE_PATH: &'static str = "/api/v2";

    fn routes() -> Vec<Route<Self>> {
        vec![
            get("/api/v2/token", token),
            get("/api/v2/users", list_users),
            post("/api/v2/users", create_user),
            get("/api/v2/users/{username}", get_user),
            put("/api/v2/users/{username}", update_user),
            delete("/api/v2/users/{username}", delete_user),
            put("/api/v2/users/{username}/2fa/disable", disable_2fa),
            post("/api/v2/users/{username}/forgot-password", forgot_password),
            post("/api/v2/users/{username}/reset-password", reset_password),
        ]
    }

    fn no_such_path() -> Answer {
        error(404, "there is no such path")
    }
}

fn answer(status: u16, body: &Value) -> Answer {
    Answer::json(status, body).content_type("application/json; charset=utf-8")
}

fn error(status: u16, error: &str) -> Answer {
    answer(status, &json!({ "message": "", "error": error }))
}

fn done(message: &str) -> Reply {
    Ok(answer(200, &json!({ "message": message })))
}

fn invalid(message: impl AsRef<str>) -> Answer {
    error(400, message.as_ref())
}

fn filters(user: &mut Map<String, Value>) -> &mut Map<String, Value> {
    section(user, "filters")
}

/// The object of that name, made where there is none.
fn section<'a>(object: &'a mut Map<String, Value>, name: &str) -> &'a mut Map<String, Value> {
    let section = object.entry(name).or_insert(Value::Null);
    if !section.is_object() {
        *section = json!({});
    }
    section.as_object_mut().expect("it was made if need be")
}

fn token(state: &mut Sftpgo, call: &Call) -> Reply {
    let (username, password) = call
        .basic()
        .ok_or_else(|| error(401, "username and password are missing"))?;
    if (username.as_str(), password.as_str()) != (ADMIN, PASSWORD) {
        return Err(error(401, "username or password is wrong"));
    }
    let token = state.serial.secret("made.up.");
    let expires = Utc::now() + state.lifetime;
    state.tokens.insert(token.clone(), expires);
    let expires = expires.to_rfc3339_opts(SecondsFormat::Secs, true);
    Ok(answer(
        200,
        &json!({ "access_token": token, "expires_at": expires }),
    ))
}

fn list_users(state: &mut Sftpgo, call: &Call) -> Reply {
    state.admin(call)?;
    let offset: usize = call.query_as("offset", 0).map_err(invalid)?;
    let limit: usize = call.query_as("limit", 100).map_err(invalid)?;
    if limit == 0 {
        return Err(invalid("limit cannot be 0"));
    }
    let mut users: Vec<_> = state.users.values().collect();
    match call.query("order") {
        None | Some("ASC") => {}
        Some("DESC") => users.reverse(),
        Some(other) => return Err(invalid(format!("order cannot be `{other}`"))),
    }
    let page = part(users, offset, limit.min(500));
    Ok(answer(
        200,
        &page.into_iter().map(|user| shown(user, false)).collect(),
    ))
}

fn create_user(state: &mut Sftpgo, call: &Call) -> Reply {
    state.admin(call)?;
    let mut user = call.object().map_err(invalid)?;
    check(&user)?;
    let username = filled(&user, "username")
        .ok_or_else(|| invalid("username is missing"))?
        .to_owned();
    if state.users.contains_key(&username) {
        return Err(error(500, "there is a user of this name already"));
    }
    filters(&mut user)
        .retain(|name, _| !["totp_config", "recovery_codes"].contains(&name.as_str()));
    user.remove("last_password_change");
    let now = Utc::now().timestamp_millis();
    user.insert("id".to_owned(), state.serial.number().into());
    user.insert("created_at".to_owned(), now.into());
    match filled(&user, "password") {
        Some(_) => store_password(&mut user, state.serial.number()),
        None => drop(user.remove("password")),
    }
    complete(&mut user, now);
    encrypt(&mut user, &Map::new(), &mut state.serial);
    let answered = shown(&user, call.query("confidential_data") == Some("1"));
    let escaped: String = form_urlencoded::byte_serialize(username.as_bytes()).collect();
    state.users.insert(username, user);
    Ok(answer(201, &answered).location(format!("/api/v2/users/{}", escaped.replace('+', "%20"))))
}

fn get_user(state: &mut Sftpgo, call: &Call) -> Reply {
    let user = state.user(call)?;
    Ok(answer(
        200,
        &shown(user, call.query("confidential_data") == Some("1")),
    ))
}

fn update_user(state: &mut Sftpgo, call: &Call) -> Reply {
    let stored = state.user(call)?.clone();
    let mut user = call.object().map_err(invalid)?;
    check(&user)?;
    for name in ["id", "username", "created_at", "last_password_change"] {
        keep(&mut user, &stored, name);
    }
    match text(&user, "password") {
        Some("") => drop(user.remove("password")),
        Some(_) => store_password(&mut user, state.serial.number()),
        None => keep(&mut user, &stored, "password"),
    }
    if let Some(Value::Object(stored)) = stored.get("filters") {
        for name in ["totp_config", "recovery_codes"] {
            keep(filters(&mut user), stored, name);
        }
    }
    complete(&mut user, Utc::now().timestamp_millis());
    encrypt(&mut user, &stored, &mut state.serial);
    state
        .users
        .insert(call.parameter("username").to_owned(), user);
    done("User updated")
}

fn delete_user(state: &mut Sftpgo, call: &Call) -> Reply {
    state.user(call)?;
    state.users.remove(call.parameter("username"));
    done("User deleted")
}

fn disable_2fa(state: &mut Sftpgo, call: &Call) -> Reply {
    let filters = filters(state.user(call)?);
    if filters
        .get("totp_config")
        .and_then(|factor| factor.get("enabled"))
        != Some(&true.into())
    {
        return Err(invalid("the user has no second factor"));
    }
    filters.insert("totp_config".to_owned(), json!({}));
    filters.remove("recovery_codes");
    done("2FA disabled")
}

fn forgot_password(state: &mut Sftpgo, call: &Call) -> Reply {
    let username = call.parameter("username");
    if let Some(user) = state.users.get_mut(username) {
        if texts(filters(user), "web_client").contains(&"password-reset-disabled") {
            return Err(error(403, "this user cannot reset the password"));
        }
        let to = filled(user, "email")
            .ok_or_else(|| invalid("the user has no e-mail address"))?
            .to_owned();
        let code = state.serial.secret("");
        state.codes.insert(code.clone(), username.to_owned());
        state.mails.push(Mail { to, content: code });
    }
    done("Check your e-mail")
}

/// The code alone says whose password it is; the name in the path is not looked at.
fn reset_password(state: &mut Sftpgo, call: &Call) -> Reply {
    let body = call.object().map_err(invalid)?;
    let (Some(code), Some(_)) = (filled(&body, "code"), filled(&body, "password")) else {
        return Err(invalid("code and password are both needed"));
    };
    let username = state
        .codes
        .remove(code)
        .ok_or_else(|| invalid("there is no such code"))?;
    let number = state.serial.number();
    if let Some(user) = state.users.get_mut(&username) {
        store_password(user, number);
    }
    done("Password reset")
}

/// Refuses what the server refuses.
fn check(user: &Map<String, Value>) -> Result<(), Answer> {
    let permissions = user.get("permissions").and_then(Value::as_object);
    let granted = |value: &Value| value.as_array().is_some_and(|list| !list.is_empty());
    if !permissions.is_some_and(|all| !all.is_empty() && all.values().all(granted)) {
        return Err(invalid("every user needs permissions"));
    }
    if !matches!(
        user.get("status").map(Value::as_i64),
        None | Some(Some(0 | 1))
    ) {
        return Err(invalid("there is no such status"));
    }
    match filled(user, "email") {
        Some(email) if !email.contains('@') => Err(invalid("the e-mail address is not valid")),
        _ => Ok(()),
    }
}

fn keep(user: &mut Map<String, Value>, stored: &Map<String, Value>, name: &str) {
    match stored.get(name) {
        Some(value) => drop(user.insert(name.to_owned(), value.clone())),
        None => drop(user.remove(name)),
    }
}

/// Keeps a hash of the password, made up.
fn store_password(user: &mut Map<String, Value>, number: u64) {
    user.insert(
        "password".to_owned(),
        format!("$2a$10$made-up-hash-{number}").into(),
    );
    user.insert(
        "last_password_change".to_owned(),
        Utc::now().timestamp_millis().into(),
    );
}

/// Adds what the server always sends.
fn complete(user: &mut Map<String, Value>, now: i64) {
    let username = text(user, "username").unwrap_or_default();
    let home = format!("/srv/sftpgo/data/{username}");
    user.entry("home_dir").or_insert(home.into());
    user.entry("status").or_insert(0.into());
    for name in NUMBERS {
        user.entry(name).or_insert(0.into());
    }
    user.insert("updated_at".to_owned(), now.into());
    let filters = filters(user);
    let hooks = section(filters, "hooks");
    for name in [
        "external_auth_disabled",
        "pre_login_disabled",
        "check_password_disabled",
    ] {
        hooks.entry(name).or_insert(false.into());
    }
    filters.entry("totp_config").or_insert_with(|| json!({}));
    let storage = section(user, "filesystem");
    storage.entry("provider").or_insert(0.into());
    for name in STORAGES {
        section(storage, name);
    }
}

/// Encrypts secrets in plain text, and puts back those that are sent as they were answered.
fn encrypt(user: &mut Map<String, Value>, stored: &Map<String, Value>, serial: &mut Serial) {
    let storage = section(user, "filesystem");
    for name in STORAGES {
        for (field, value) in section(storage, name) {
            let plain = match value.get("status").and_then(Value::as_str) {
                Some("Plain") => true,
                Some(_) => false,
                None => continue,
            };
            let known = stored
                .get("filesystem")
                .map(|storage| &storage[name][field.as_str()]);
            if plain {
                *value = json!({
                    "status": "Secretbox", "payload": serial.secret(""), "key": serial.secret(""),
                    "additional_data": serial.secret(""), "mode": 1,
                });
            } else if let Some(known) = known {
                *value = known.clone();
            }
        }
    }
}

/// A user as it is answered.
fn shown(stored: &Map<String, Value>, confidential: bool) -> Value {
    let mut user = stored.clone();
    if user.contains_key("password") {
        user.insert("has_password".to_owned(), true.into());
    } else {
        user.remove("has_password");
    }
    let mut user = Value::Object(user);
    if !confidential {
        redact(&mut user);
        if let Some(user) = user.as_object_mut() {
            user.remove("password");
        }
    }
    user
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
