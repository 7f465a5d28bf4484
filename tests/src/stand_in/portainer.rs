//! A stand-in of Portainer 2.11.0: all twelve operations, and `POST /auth`, which gives session tokens.
//!
//! Known from the server's source: who may do what, which values are refused, and that
//!
//! - an update keeps what the body leaves out or holds empty, and that a role is for administrators to set;
//! - the first administrator and the caller's own account cannot be deleted (403), nor the last
//!   administrator (500);
//! - a new API key comes as `text/plain`, needs a session token, and belongs to the caller (403);
//! - an API key that does not exist is a 500 rather than a 404;
//! - the answers to the creation of the first administrator and to an update hold a hash of the password.
//!
//! Decided here: the wording of errors, 422 for a login with a wrong password, 403 for deleting a key by way of an
//! account that it does not belong to. The hash, the digest and the tokens are made up, nothing is limited
//! in its rate, and only the authentication by the server itself is there, not LDAP or OAuth.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chrono::Utc;
use serde_json::{Map, Value, json};

use super::call::{Answer, Call, Reply};
use super::core::{Route, Serial, StandIn, Vendor, delete, get, post, put};
use super::json::{filled, text};

/// Name of the first administrator, whose identifier is 1.
pub const ADMIN: &str = "admin";
/// Password of the first administrator.
pub const PASSWORD: &str = "a long password of the admin";

const ADMIN_ROLE: i64 = 1;
const STANDARD_ROLE: i64 = 2;

/// What the server holds.
#[derive(Default)]
pub struct Portainer {
    serial: Serial,
    users: BTreeMap<i64, User>,
    keys: BTreeMap<i64, Key>,
    /// Session tokens and whose they are.
    sessions: BTreeMap<String, i64>,
    memberships: Vec<Membership>,
}

struct User {
    username: String,
    password: Option<String>,
    role: i64,
    theme: String,
}

struct Key {
    owner: i64,
    description: String,
    raw: String,
    created: i64,
    last_used: i64,
}

struct Membership {
    user: i64,
    team: i64,
    role: i64,
}

/// Who calls, and with what.
struct Caller {
    id: i64,
    admin: bool,
    session: bool,
}

/// A server as it is after its installation: without an administrator.
pub async fn fresh() -> StandIn<Portainer> {
    StandIn::start(Portainer::default()).await
}

/// A server with the administrator [`ADMIN`].
pub async fn start() -> StandIn<Portainer> {
    let mut state = Portainer::default();
    state.add_user(ADMIN, Some(PASSWORD), ADMIN_ROLE);
    StandIn::start(state).await
}

impl Portainer {
    /// Ends all sessions: their tokens are refused from now on.
    pub fn expire_tokens(&mut self) {
        self.sessions.clear();
    }

    /// Makes an API key for a user, as the web interface does.
    pub fn add_key(&mut self, owner: i64, description: &str) -> String {
        let raw = self.serial.secret("ptr_");
        let id = next(&self.keys);
        let key = Key {
            owner,
            description: description.to_owned(),
            raw: raw.clone(),
            created: Utc::now().timestamp(),
            last_used: 0,
        };
        self.keys.insert(id, key);
        raw
    }

    /// Puts a user into a team, as a leader (1) or a member (2); the API for that is not described.
    pub fn join_team(&mut self, user: i64, team: i64, role: i64) {
        self.memberships.push(Membership { user, team, role });
    }

    fn add_user(&mut self, username: &str, password: Option<&str>, role: i64) -> i64 {
        let id = next(&self.users);
        let user = User {
            username: username.to_owned(),
            password: password.map(str::to_owned),
            role,
            theme: String::new(),
        };
        self.users.insert(id, user);
        id
    }

    fn has_name(&self, username: &str, except: Option<i64>) -> bool {
        let mut others = self.users.iter().filter(|(id, _)| Some(**id) != except);
        others.any(|(_, user)| user.username.eq_ignore_ascii_case(username))
    }

    fn caller(&mut self, call: &Call) -> Result<Caller, Answer> {
        let token = call.query("token").or_else(|| {
            let shown = call.header("authorization")?;
            Some(shown.strip_prefix("Bearer ").unwrap_or(shown))
        });
        let session = token.and_then(|token| self.sessions.get(token)).copied();
        let shown = call.header("x-api-key").or_else(|| call.query("X-API-KEY"));
        let key = self
            .keys
            .values_mut()
            .find(|key| Some(key.raw.as_str()) == shown);
        let id = session.or_else(|| {
            let key = key?;
            key.last_used = Utc::now().timestamp();
            Some(key.owner)
        });
        let known = id.and_then(|id| Some((id, self.users.get(&id)?)));
        let (id, user) = known.ok_or_else(|| error(401, "a valid credential is missing"))?;
        Ok(Caller {
            id,
            admin: user.role == ADMIN_ROLE,
            session: session.is_some(),
        })
    }

    /// The account that the path names, for administrators and for the account itself.
    fn own_or_admin(&mut self, call: &Call) -> Result<(Caller, i64), Answer> {
        let caller = self.caller(call)?;
        let id = number(call, "id")?;
        if !caller.admin && caller.id != id {
            return Err(error(403, "the account is somebody else's"));
        }
        Ok((caller, id))
    }

    fn user(&mut self, id: i64) -> Result<&mut User, Answer> {
        self.users
            .get_mut(&id)
            .ok_or_else(|| error(404, "there is no such user"))
    }

    fn show(&self, id: i64) -> Value {
        let user = &self.users[&id];
        json!({
            "Id": id,
            "Username": user.username,
            "Role": user.role,
            "UserTheme": user.theme,
            "PortainerAuthorizations": null,
            "EndpointAuthorizations": null,
        })
    }

    /// As the record is stored: with a hash of the password.
    fn show_stored(&self, id: i64) -> Value {
        let mut shown = self.show(id);
        if self.users[&id].password.is_some() {
            shown["Password"] = format!("$2a$10$made-up-hash-of-user-{id}").into();
        }
        shown
    }

    fn show_key(&self, id: i64) -> Value {
        let key = &self.keys[&id];
        json!({
            "id": id,
            "userId": key.owner,
            "description": key.description,
            "prefix": key.raw[..7],
            "dateCreated": key.created,
            "lastUsed": key.last_used,
        })
    }
}

impl Vendor for Portainer {
    const BASE_PATH: &'static str = "/api";

    fn routes() -> Vec<Route<Self>> {
        vec![
            post("/api/auth", log_in),
            get("/api/users/admin/check", check_admin),
            post("/api/users/admin/init", init_admin),
            get("/api/users", list_users),
            post("/api/users", create_user),
            get("/api/users/{id}", get_user),
            put("/api/users/{id}", update_user),
            delete("/api/users/{id}", delete_user),
            put("/api/users/{id}/passwd", update_password),
            get("/api/users/{id}/memberships", list_memberships),
            get("/api/users/{id}/tokens", list_keys),
            post("/api/users/{id}/tokens", create_key),
            delete("/api/users/{id}/tokens/{key}", delete_key),
        ]
    }

    fn no_such_path() -> Answer {
        error(404, "there is no such path")
    }
}

fn error(status: u16, message: &str) -> Answer {
    Answer::json(status, &json!({ "message": message, "details": message }))
}

/// The next identifier: Portainer counts each kind of thing from 1.
fn next<T>(things: &BTreeMap<i64, T>) -> i64 {
    things.last_key_value().map_or(1, |(last, _)| last + 1)
}

fn number(call: &Call, name: &str) -> Result<i64, Answer> {
    let text = call.parameter(name);
    text.parse()
        .map_err(|_| error(400, "an identifier in the path is not a number"))
}

fn body(call: &Call) -> Result<Map<String, Value>, Answer> {
    call.object().map_err(|message| error(400, &message))
}

fn required<'a>(body: &'a Map<String, Value>, name: &str) -> Result<&'a str, Answer> {
    filled(body, name).ok_or_else(|| error(400, &format!("{name} is missing")))
}

fn username(body: &Map<String, Value>) -> Result<&str, Answer> {
    let username = required(body, "username")?;
    match username.contains(' ') {
        true => Err(error(400, "a username cannot contain spaces")),
        false => Ok(username),
    }
}

/// The role that a body sets; 0 counts as left out.
fn role(body: &Map<String, Value>) -> Result<Option<i64>, Answer> {
    match body.get("role").and_then(Value::as_i64).unwrap_or(0) {
        0 => Ok(None),
        role @ (ADMIN_ROLE | STANDARD_ROLE) => Ok(Some(role)),
        _ => Err(error(400, "there is no such role")),
    }
}

fn log_in(state: &mut Portainer, call: &Call) -> Reply {
    let body = body(call)?;
    let (username, password) = (required(&body, "username")?, required(&body, "password")?);
    let found = state
        .users
        .iter()
        .find(|(_, user)| user.username == username && user.password.as_deref() == Some(password));
    let Some((&id, _)) = found else {
        return Err(error(422, "username or password is wrong"));
    };
    let token = state.serial.secret("made.up.");
    state.sessions.insert(token.clone(), id);
    Ok(Answer::json(200, &json!({ "jwt": token })))
}

fn check_admin(state: &mut Portainer, _: &Call) -> Reply {
    match state.users.values().any(|user| user.role == ADMIN_ROLE) {
        true => Ok(Answer::empty(204)),
        false => Err(error(404, "there is no administrator yet")),
    }
}

fn init_admin(state: &mut Portainer, call: &Call) -> Reply {
    let body = body(call)?;
    let (username, password) = (username(&body)?, required(&body, "password")?);
    if state.users.values().any(|user| user.role == ADMIN_ROLE) {
        return Err(error(409, "there is an administrator already"));
    }
    let id = state.add_user(username, Some(password), ADMIN_ROLE);
    Ok(Answer::json(200, &state.show_stored(id)))
}

fn list_users(state: &mut Portainer, call: &Call) -> Reply {
    let caller = state.caller(call)?;
    let visible = state
        .users
        .iter()
        .filter(|(_, user)| caller.admin || user.role != ADMIN_ROLE);
    let users = visible.map(|(id, _)| state.show(*id)).collect();
    Ok(Answer::json(200, &Value::Array(users)))
}

fn create_user(state: &mut Portainer, call: &Call) -> Reply {
    if !state.caller(call)?.admin {
        return Err(error(403, "only administrators create users"));
    }
    let body = body(call)?;
    let username = username(&body)?;
    let role = role(&body)?.ok_or_else(|| error(400, "role is missing"))?;
    if state.has_name(username, None) {
        return Err(error(409, "another user has this name"));
    }
    let id = state.add_user(username, filled(&body, "password"), role);
    Ok(Answer::json(200, &state.show(id)))
}

fn get_user(state: &mut Portainer, call: &Call) -> Reply {
    let (_, id) = state.own_or_admin(call)?;
    state.user(id)?;
    Ok(Answer::json(200, &state.show(id)))
}

fn update_user(state: &mut Portainer, call: &Call) -> Reply {
    let (caller, id) = state.own_or_admin(call)?;
    let body = body(call)?;
    let role = role(&body)?;
    if role.is_some() && !caller.admin {
        return Err(error(403, "only administrators set roles"));
    }
    state.user(id)?;
    if filled(&body, "username").is_some() {
        let username = username(&body)?.to_owned();
        if state.has_name(&username, Some(id)) {
            return Err(error(409, "another user has this name"));
        }
        state.user(id)?.username = username;
    }
    let user = state.user(id)?;
    if let Some(password) = filled(&body, "password") {
        user.password = Some(password.to_owned());
    }
    if let Some(role) = role {
        user.role = role;
    }
    if let Some(theme) = filled(&body, "userTheme") {
        user.theme = theme.to_owned();
    }
    Ok(Answer::json(200, &state.show_stored(id)))
}

fn delete_user(state: &mut Portainer, call: &Call) -> Reply {
    let caller = state.caller(call)?;
    let id = number(call, "id")?;
    if !caller.admin || id == 1 || id == caller.id {
        return Err(error(403, "this account is out of the caller's reach"));
    }
    let role = state.user(id)?.role;
    let mut admins = state
        .users
        .values()
        .filter(|user| user.role == ADMIN_ROLE && user.password.is_some());
    if role == ADMIN_ROLE && admins.nth(1).is_none() {
        return Err(error(500, "the last administrator cannot be deleted"));
    }
    state.users.remove(&id);
    state.keys.retain(|_, key| key.owner != id);
    state.sessions.retain(|_, owner| *owner != id);
    state.memberships.retain(|membership| membership.user != id);
    Ok(Answer::empty(204))
}

fn update_password(state: &mut Portainer, call: &Call) -> Reply {
    let (_, id) = state.own_or_admin(call)?;
    let body = body(call)?;
    let (old, new) = (
        required(&body, "password")?,
        required(&body, "newPassword")?,
    );
    let user = state.user(id)?;
    if user.password.as_deref() != Some(old) {
        return Err(error(403, "the current password is another one"));
    }
    user.password = Some(new.to_owned());
    Ok(Answer::empty(204))
}

fn list_memberships(state: &mut Portainer, call: &Call) -> Reply {
    let (_, id) = state.own_or_admin(call)?;
    let all = state.memberships.iter().zip(1..);
    let own = all.filter(|(membership, _)| membership.user == id);
    let show = |(membership, number): (&Membership, i64)| json!({ "Id": number, "UserID": id, "TeamID": membership.team, "Role": membership.role });
    Ok(Answer::json(200, &own.map(show).collect()))
}

fn list_keys(state: &mut Portainer, call: &Call) -> Reply {
    let (_, id) = state.own_or_admin(call)?;
    state.user(id)?;
    let own = state.keys.iter().filter(|(_, key)| key.owner == id);
    let keys = own.map(|(key, _)| state.show_key(*key)).collect();
    Ok(Answer::json(200, &Value::Array(keys)))
}

fn create_key(state: &mut Portainer, call: &Call) -> Reply {
    let caller = state.caller(call)?;
    if !caller.session {
        return Err(error(401, "an API key cannot make another one"));
    }
    if number(call, "id")? != caller.id {
        return Err(error(403, "keys are for the own account"));
    }
    let body = body(call)?;
    let description = text(&body, "description").unwrap_or_default();
    if description.trim().is_empty() || description.chars().count() >= 128 {
        return Err(error(
            400,
            "the description has to have 1 to 127 characters",
        ));
    }
    let raw = state.add_key(caller.id, description);
    let id = next(&state.keys) - 1;
    let mut key = state.show_key(id);
    key["digest"] = BASE64
        .encode(format!("made-up digest of key {id:>9}"))
        .into();
    let answer = Answer::json(201, &json!({ "rawAPIKey": raw, "apiKey": key }));
    Ok(answer.content_type("text/plain; charset=utf-8"))
}

fn delete_key(state: &mut Portainer, call: &Call) -> Reply {
    let (_, id) = state.own_or_admin(call)?;
    let number = number(call, "key")?;
    state.user(id)?;
    let key = state
        .keys
        .get(&number)
        .ok_or_else(|| error(500, "the key cannot be looked up"))?;
    if key.owner != id {
        return Err(error(403, "the key is somebody else's"));
    }
    state.keys.remove(&number);
    Ok(Answer::empty(204))
}
