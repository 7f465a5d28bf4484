//! Admins, their tokens and API keys.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::json;

use super::super::call::{Answer, Call, Reply};
use super::super::json::filled;
use super::{Sftpgo, bad_request, done, error, said};

/// Somebody who manages users.
#[derive(Clone, Debug)]
pub struct Admin {
    /// The name to log in with.
    pub username: String,
    /// The password to log in with.
    pub password: String,
    /// Whether the admin can log in.
    pub enabled: bool,
    /// Whether the admin can log in from here.
    pub allowed_from_here: bool,
    /// What the admin may do; `None` is everything.
    pub permissions: Option<Vec<&'static str>>,
    /// The role, whose users are all that the admin sees.
    pub role: Option<&'static str>,
    /// The one-time password that the next login needs; each is good once.
    pub passcode: Option<&'static str>,
    /// Why no call is answered until the admin has done something else.
    pub duty: Option<&'static str>,
}

impl Admin {
    /// An admin who may do everything.
    pub fn new(username: &str, password: &str) -> Self {
        Self {
            username: username.to_owned(),
            password: password.to_owned(),
            enabled: true,
            allowed_from_here: true,
            permissions: None,
            role: None,
            passcode: None,
            duty: None,
        }
    }

    pub(super) fn may(&self, permission: &str) -> bool {
        let granted = self.permissions.as_ref();
        granted.is_none_or(|granted| granted.contains(&permission))
    }
}

/// Whom an API key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Admins.
    Admin,
    /// Users.
    User,
}

struct Key {
    secret: String,
    scope: Scope,
    admin: Option<String>,
    expired: bool,
}

#[derive(Clone)]
enum State {
    Valid(DateTime<Utc>),
    /// The message with which it is refused.
    Refused(&'static str),
}

struct Token {
    admin: String,
    state: State,
}

/// Who may call, and with what.
#[derive(Default)]
pub struct Admins {
    admins: BTreeMap<String, Admin>,
    tokens: BTreeMap<String, Token>,
    keys: BTreeMap<String, Key>,
}

impl Admins {
    /// Makes an admin.
    pub fn add(&mut self, admin: Admin) {
        self.admins.insert(admin.username.clone(), admin);
    }

    /// Makes an API key: an identifier, a dot and a secret part. Without an admin, each call has to name one.
    pub fn add_key(&mut self, key: &str, scope: Scope, admin: Option<&str>) {
        let (id, secret) = key.split_once('.').unwrap_or((key, ""));
        let key = Key {
            secret: secret.to_owned(),
            scope,
            admin: admin.map(str::to_owned),
            expired: false,
        };
        self.keys.insert(id.to_owned(), key);
    }

    /// Lets an API key expire.
    pub fn expire_key(&mut self, key: &str) {
        let id = key.split('.').next().unwrap_or_default();
        if let Some(key) = self.keys.get_mut(id) {
            key.expired = true;
        }
    }

    /// Makes a token look as if another address had asked for it.
    pub fn move_token(&mut self, token: &str) {
        self.refuse(token, "Your token is not valid");
    }

    pub(super) fn expire_tokens(&mut self) {
        self.tokens.clear();
    }

    fn refuse(&mut self, token: &str, message: &'static str) {
        if let Some(token) = self.tokens.get_mut(token) {
            token.state = State::Refused(message);
        }
    }

    /// Who calls; an API key counts before a token.
    pub(super) fn caller(&self, call: &Call) -> Result<&Admin, Answer> {
        let admin = match call.header("x-sftpgo-api-key") {
            Some(key) => self.of_key(key)?,
            None => self.of_token(call)?,
        };
        match admin.duty {
            Some(duty) => Err(error(403, duty)),
            None => Ok(admin),
        }
    }

    /// Who calls, if they may do that.
    pub(super) fn caller_who_may(&self, call: &Call, permission: &str) -> Result<&Admin, Answer> {
        let admin = self.caller(call)?;
        match admin.may(permission) {
            true => Ok(admin),
            false => Err(said(403, "Forbidden")),
        }
    }

    fn of_key(&self, shown: &str) -> Result<&Admin, Answer> {
        let mut parts = shown.splitn(3, '.');
        let id = parts.next().unwrap_or_default();
        let (Some(secret), Some(key)) = (parts.next(), self.keys.get(id)) else {
            return Err(bad_request("the provided api key is not valid"));
        };
        if key.secret != secret || key.expired {
            return Err(error(401, "the provided api key cannot be authenticated"));
        }
        if key.scope == Scope::User {
            return Err(error(
                403,
                "the provided api key is invalid for this request",
            ));
        }
        let name = key.admin.as_deref().or(parts.next());
        name.and_then(|name| self.admins.get(name)).ok_or_else(|| {
            error(
                401,
                "the admin associated with the provided api key cannot be authenticated",
            )
        })
    }

    fn of_token(&self, call: &Call) -> Result<&Admin, Answer> {
        let shown = call.bearer().and_then(|token| self.tokens.get(token));
        let missing = || {
            Answer::json(
                401,
                &json!({ "error": "no token found", "message": "Unauthorized" }),
            )
        };
        let token = shown.ok_or_else(missing)?;
        match token.state {
            State::Refused(message) => Err(said(401, message)),
            State::Valid(until) if until <= Utc::now() => Err(missing()),
            State::Valid(_) => self.admins.get(&token.admin).ok_or_else(missing),
        }
    }
}

impl Sftpgo {
    fn new_token(&mut self, admin: &str, state: Option<State>) -> Answer {
        let token = self.serial.secret("made.up.");
        let until = Utc::now() + self.settings.token_lifetime;
        let state = state.unwrap_or(State::Valid(until));
        let admin = admin.to_owned();
        self.admins
            .tokens
            .insert(token.clone(), Token { admin, state });
        let until = until.to_rfc3339_opts(SecondsFormat::Secs, true);
        Answer::json(200, &json!({ "access_token": token, "expires_at": until }))
    }
}

pub(super) fn token(state: &mut Sftpgo, call: &Call) -> Reply {
    let (username, password) = call.basic().ok_or_else(|| said(401, "Unauthorized"))?;
    let found = state.admins.admins.get_mut(&username).filter(|admin| {
        let passcode = admin.passcode;
        admin.password == password
            && admin.enabled
            && admin.allowed_from_here
            && (passcode.is_none() || passcode == call.header("x-sftpgo-otp"))
    });
    let Some(admin) = found else {
        let body = json!({ "error": "invalid credentials", "message": "Unauthorized" });
        return Err(Answer::json(401, &body));
    };
    if admin.passcode.is_some() {
        // Not a passcode any more: the next one is not known to anybody here.
        admin.passcode = Some("");
    }
    Ok(state.new_token(&username, None))
}

pub(super) fn user_token(state: &mut Sftpgo, call: &Call) -> Reply {
    let known = call
        .basic()
        .filter(|(name, _)| state.users.contains_key(name));
    let (username, _) = known.ok_or_else(|| said(401, "Unauthorized"))?;
    let refused = State::Refused("Your token audience is not valid");
    Ok(state.new_token(&username, Some(refused)))
}

pub(super) fn log_out(state: &mut Sftpgo, call: &Call) -> Reply {
    state.admins.caller(call)?;
    let token = call.bearer().unwrap_or_default();
    state.admins.refuse(token, "Your token is no longer valid");
    done("Your token has been invalidated")
}

pub(super) fn create_key(state: &mut Sftpgo, call: &Call) -> Reply {
    state.admins.caller(call)?;
    let body = call.object().map_err(bad_request)?;
    let id = state.serial.secret("");
    let key = format!("{id}.{}", state.serial.secret(""));
    let scope = match body.get("scope").and_then(serde_json::Value::as_i64) {
        Some(2) => Scope::User,
        _ => Scope::Admin,
    };
    state.admins.add_key(&key, scope, filled(&body, "admin"));
    let message = "API key created. This is the only time the API key is visible, please save it.";
    let answer = Answer::json(201, &json!({ "key": key, "message": message }));
    Ok(answer.location(format!("/api/v2/apikeys/{id}")))
}
