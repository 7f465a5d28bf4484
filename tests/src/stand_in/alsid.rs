//! A stand-in of Alsid for AD, version 2021-06-03: all twelve operations.
//!
//! It rests on the pages of the vendor's SDK and on a later description by the vendor; there is no server to ask, and no
//! answer of one is recorded.
//!
//! Known: the shapes, that everything takes an API key but the login and the two steps to a new
//! password, that users are created several at a time and inactive, that an update keeps what the body leaves out,
//! that roles have an operation of their own, and that one user by itself is answered without
//! `identifier`, `provider` and `eulaVersion`.
//!
//! Not known, and decided here: the statuses of this version are those of a later one, which lists 401 and
//! 500 as errors and gives no body for either. An unknown user is a 404 here, an address that is taken a 409, a
//! field that is missing and a token or an old password that is wrong a 400, a failed login a 401, all without a
//! body. Passwords have no rules. The token of a session opens nothing, since nothing public says what takes it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::call::{Answer, Call, Reply};
use super::core::{Mail, Route, Serial, StandIn, Vendor, delete, get, patch, post, put};
use super::json::{filled, take_over};

/// E-mail address of the administrator, whose identifier is 1.
pub const ADMIN: &str = "admin@example.com";
/// Password of the administrator.
pub const PASSWORD: &str = "a long password of the admin";
/// API key of the administrator.
pub const API_KEY: &str = "made-up-key-of-the-admin";

/// What an update may change.
const FIELDS: [&str; 7] = [
    "surname",
    "name",
    "email",
    "department",
    "biography",
    "active",
    "picture",
];

/// What the server holds.
pub struct Alsid {
    serial: Serial,
    users: BTreeMap<i64, User>,
    /// API keys and whose they are.
    keys: BTreeMap<String, i64>,
    /// Tokens to set a new password with, and for whom.
    resets: BTreeMap<String, i64>,
    roles: BTreeMap<i64, Value>,
    mails: Vec<Mail>,
}

struct User {
    password: String,
    shown: Map<String, Value>,
}

/// A server with the administrator [`ADMIN`] and the roles 1 and 2.
pub async fn start() -> StandIn<Alsid> {
    let roles = [
        (1, "Global Administrator", "Everything"),
        (2, "Reader", "Looking at things"),
    ];
    let roles = roles.map(|(id, name, description)| {
        let permissions = json!([{ "entityName": "user", "action": "read", "entityIds": null, "dynamicId": null }]);
        let role = json!({ "id": id, "name": name, "description": description, "permissions": permissions });
        (id, role)
    });
    let mut state = Alsid {
        serial: Serial::default(),
        users: BTreeMap::new(),
        keys: BTreeMap::new(),
        resets: BTreeMap::new(),
        roles: roles.into(),
        mails: Vec::new(),
    };
    let admin = json!({ "name": "Ada", "email": ADMIN, "active": true });
    let id = state.add_user(admin.as_object().cloned().unwrap_or_default(), PASSWORD);
    if let Some(admin) = state.users.get_mut(&id) {
        admin.shown.insert("roles".to_owned(), json!([1]));
    }
    state.keys.insert(API_KEY.to_owned(), id);
    StandIn::start(state).await
}

impl Alsid {
    /// Takes every API key away, as their renewal in the web interface does.
    pub fn expire_tokens(&mut self) {
        self.keys.clear();
    }

    /// What the server has sent by e-mail: tokens for [`forgot_password`], the oldest first.
    pub fn mails(&self) -> &[Mail] {
        &self.mails
    }

    fn add_user(&mut self, given: Map<String, Value>, password: &str) -> i64 {
        let id = self.users.last_key_value().map_or(1, |(last, _)| last + 1);
        let mut shown = json!({
            "id": id, "surname": null, "name": "", "email": "", "department": null, "biography": null,
            "active": false, "picture": null, "roles": [], "identifier": given.get("email"),
            "provider": "alsid", "eulaVersion": 0,
        });
        if let Some(shown) = shown.as_object_mut() {
            take_over(shown, &given, &FIELDS);
            let user = User {
                password: password.to_owned(),
                shown: std::mem::take(shown),
            };
            self.users.insert(id, user);
        }
        id
    }

    fn has_email(&self, email: &str, except: Option<i64>) -> bool {
        let mut others = self.users.iter().filter(|(id, _)| Some(**id) != except);
        others.any(|(_, user)| user.shown["email"] == email)
    }

    fn by_email(&self, email: &str) -> Option<i64> {
        let mut users = self.users.iter();
        users
            .find(|(_, user)| user.shown["email"] == email)
            .map(|(id, _)| *id)
    }

    fn caller(&self, call: &Call) -> Result<i64, Answer> {
        let id = call.header("x-api-key").and_then(|key| self.keys.get(key));
        id.copied().ok_or_else(|| Answer::empty(401))
    }

    /// The account that the path names, for a caller with a key.
    fn user(&mut self, call: &Call) -> Result<(i64, &mut User), Answer> {
        self.caller(call)?;
        let id = call
            .parameter("id")
            .parse()
            .map_err(|_| Answer::empty(404))?;
        let user = self.users.get_mut(&id).ok_or_else(|| Answer::empty(404))?;
        Ok((id, user))
    }
}

impl Vendor for Alsid {
    fn routes() -> Vec<Route<Self>> {
        vec![
            post("/api/login", login),
            post("/api/logout", logout),
            get("/api/users", list_users),
            post("/api/users", create_users),
            get("/api/users/whoami", whoami),
            post("/api/users/forgotten-password", forgot_password),
            post("/api/users/retrieve-password", reset_password),
            patch("/api/users/password", update_password),
            get("/api/users/{id}", get_user),
            patch("/api/users/{id}", update_user),
            delete("/api/users/{id}", delete_user),
            put("/api/users/{id}/roles", replace_roles),
        ]
    }

    fn no_such_path() -> Answer {
        Answer::empty(404)
    }
}

/// What is done without anything to say: the server writes `null`.
fn done() -> Reply {
    Ok(Answer::json(200, &Value::Null))
}

fn body(call: &Call) -> Result<Map<String, Value>, Answer> {
    call.object().map_err(|_| Answer::empty(400))
}

fn required<'a>(body: &'a Map<String, Value>, name: &str) -> Result<&'a str, Answer> {
    filled(body, name).ok_or_else(|| Answer::empty(400))
}

fn login(state: &mut Alsid, call: &Call) -> Reply {
    let body = body(call)?;
    let (email, password) = (required(&body, "email")?, required(&body, "password")?);
    let user = state.by_email(email).and_then(|id| state.users.get(&id));
    let may = |user: &&User| user.password == password && user.shown["active"] == true;
    user.filter(may).ok_or_else(|| Answer::empty(401))?;
    let token = state.serial.secret("session.");
    Ok(Answer::json(200, &json!({ "authToken": token })))
}

fn logout(state: &mut Alsid, call: &Call) -> Reply {
    state.caller(call)?;
    Ok(Answer::empty(204))
}

fn list_users(state: &mut Alsid, call: &Call) -> Reply {
    state.caller(call)?;
    let users = state
        .users
        .values()
        .map(|user| Value::Object(user.shown.clone()));
    Ok(Answer::json(200, &users.collect()))
}

fn create_users(state: &mut Alsid, call: &Call) -> Reply {
    state.caller(call)?;
    let Ok(Value::Array(given)) = call.json() else {
        return Err(Answer::empty(400));
    };
    let mut accounts: Vec<(String, String, Map<String, Value>)> = Vec::new();
    for account in given {
        let Value::Object(account) = account else {
            return Err(Answer::empty(400));
        };
        required(&account, "name")?;
        let email = required(&account, "email")?.to_owned();
        let password = required(&account, "password")?.to_owned();
        if state.has_email(&email, None) || accounts.iter().any(|(other, ..)| *other == email) {
            return Err(Answer::empty(409));
        }
        accounts.push((email, password, account));
    }
    if accounts.is_empty() {
        return Err(Answer::empty(400));
    }
    let mut created = Vec::new();
    for (_, password, account) in accounts {
        let id = state.add_user(account, &password);
        created.push(Value::Object(state.users[&id].shown.clone()));
    }
    Ok(Answer::json(201, &Value::Array(created)))
}

fn whoami(state: &mut Alsid, call: &Call) -> Reply {
    let id = state.caller(call)?;
    let user = state.users.get(&id).ok_or_else(|| Answer::empty(401))?;
    let mut shown = user.shown.clone();
    let ids = shown["roles"].as_array().into_iter().flatten();
    let roles: Value = ids
        .filter_map(|id| state.roles.get(&id.as_i64()?))
        .cloned()
        .collect();
    shown.retain(|name, _| {
        !["surname", "biography", "picture", "identifier"].contains(&name.as_str())
    });
    shown.insert("roles".to_owned(), roles);
    shown.insert("internal".to_owned(), false.into());
    Ok(Answer::json(200, &Value::Object(shown)))
}

fn get_user(state: &mut Alsid, call: &Call) -> Reply {
    let (_, user) = state.user(call)?;
    let mut shown = user.shown.clone();
    shown.retain(|name, _| !["identifier", "provider", "eulaVersion"].contains(&name.as_str()));
    Ok(Answer::json(200, &Value::Object(shown)))
}

fn update_user(state: &mut Alsid, call: &Call) -> Reply {
    let (id, _) = state.user(call)?;
    let body = body(call)?;
    if filled(&body, "email").is_some_and(|email| state.has_email(email, Some(id))) {
        return Err(Answer::empty(409));
    }
    let (_, user) = state.user(call)?;
    take_over(&mut user.shown, &body, &FIELDS);
    if let Some(password) = filled(&body, "password") {
        user.password = password.to_owned();
    }
    Ok(Answer::json(200, &Value::Object(user.shown.clone())))
}

fn delete_user(state: &mut Alsid, call: &Call) -> Reply {
    let (id, _) = state.user(call)?;
    state.users.remove(&id);
    state.keys.retain(|_, owner| *owner != id);
    state.resets.retain(|_, owner| *owner != id);
    Ok(Answer::empty(204))
}

fn replace_roles(state: &mut Alsid, call: &Call) -> Reply {
    state.user(call)?;
    let body = body(call)?;
    let roles = body
        .get("roles")
        .and_then(Value::as_array)
        .ok_or_else(|| Answer::empty(400))?;
    let known = |role: &Value| {
        role.as_i64()
            .is_some_and(|id| state.roles.contains_key(&id))
    };
    if !roles.iter().all(known) {
        return Err(Answer::empty(400));
    }
    let (_, user) = state.user(call)?;
    user.shown.insert("roles".to_owned(), json!(roles));
    Ok(Answer::json(200, &json!({ "roles": roles })))
}

fn update_password(state: &mut Alsid, call: &Call) -> Reply {
    let id = state.caller(call)?;
    let body = body(call)?;
    let (old, new) = (
        required(&body, "oldPassword")?,
        required(&body, "newPassword")?,
    );
    let user = state.users.get_mut(&id).ok_or_else(|| Answer::empty(401))?;
    if user.password != old {
        return Err(Answer::empty(400));
    }
    user.password = new.to_owned();
    done()
}

/// Answers alike whether or not there is such an account, so that nobody can probe for them.
fn forgot_password(state: &mut Alsid, call: &Call) -> Reply {
    let body = body(call)?;
    let email = required(&body, "email")?;
    if let Some(id) = state.by_email(email) {
        let token = state.serial.secret("reset.");
        state.resets.insert(token.clone(), id);
        state.mails.push(Mail {
            to: email.to_owned(),
            content: token,
        });
    }
    done()
}

fn reset_password(state: &mut Alsid, call: &Call) -> Reply {
    let body = body(call)?;
    let (token, new) = (required(&body, "token")?, required(&body, "newPassword")?);
    let id = state
        .resets
        .remove(token)
        .ok_or_else(|| Answer::empty(400))?;
    if let Some(user) = state.users.get_mut(&id) {
        user.password = new.to_owned();
    }
    done()
}
