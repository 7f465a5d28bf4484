//! The operations on API keys.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

use super::super::call::{Answer, Call, Reply};
use super::super::json::{filled, text};
use super::{ADMIN_ROLE, Portainer, next};

/// What somebody hears who is after another's keys.
const DENIED: (&str, &str) = (
    "Permission denied to get user access tokens",
    "Unauthorized",
);

impl Portainer {
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

pub(super) fn list_keys(state: &mut Portainer, call: &Call) -> Reply {
    let (caller, id) = state.own_or_admin(call, DENIED)?;
    let admin = state.user(id)?.role == ADMIN_ROLE;
    if state.newer() && admin && caller.id != id {
        return Err(state.error(403, DENIED.0, DENIED.1));
    }
    let own = state.keys.iter().filter(|(_, key)| key.owner == id);
    let keys = own.map(|(key, _)| state.show_key(*key)).collect();
    Ok(Answer::json(200, &Value::Array(keys)))
}

pub(super) fn create_key(state: &mut Portainer, call: &Call) -> Reply {
    let caller = state.caller(call)?;
    let newer = state.newer();
    if !caller.session {
        let details = match newer {
            true => "Authentication required",
            false => "JWT Authentication required",
        };
        return Err(state.error(401, "Auth not supported", details));
    }
    let body = state.body(call)?;
    let description = text(&body, "description").unwrap_or_default();
    let refuse = |what: &str, reason: &str| {
        let separator = if newer { ':' } else { '.' };
        Err(state.bad_payload(&format!("invalid {what}{separator} {reason}")))
    };
    let password = filled(&body, "password");
    if newer && password.is_none() {
        return refuse("password", "cannot be empty");
    }
    if description.is_empty() {
        return refuse("description", "cannot be empty");
    }
    if description.trim().is_empty() {
        return refuse("description", "cannot contain only whitespaces");
    }
    if description.chars().count() >= 128 {
        return refuse("description", "cannot be longer than 128 characters");
    }
    if state.number(call, "id", "user")? != caller.id {
        let message = "Permission denied to create user access token";
        return Err(state.error(403, message, "Unauthorized"));
    }
    if let Some(password) = password.filter(|_| newer) {
        state.refuse_wrong(caller.id, password, "Current password doesn't match")?;
    }
    let raw = state.add_key(caller.id, description);
    let id = next(&state.keys) - 1;
    let mut key = state.show_key(id);
    key["digest"] = BASE64
        .encode(format!("made-up digest of key {id:>9}"))
        .into();
    let answer = Answer::json(201, &json!({ "rawAPIKey": raw, "apiKey": key }));
    Ok(match newer {
        true => answer,
        // The older server writes the status before it sets the content type, and Go guesses.
        false => answer.content_type("text/plain; charset=utf-8"),
    })
}

pub(super) fn delete_key(state: &mut Portainer, call: &Call) -> Reply {
    let caller = state.caller(call)?;
    let id = state.number(call, "id", "user")?;
    let number = state.number(call, "key", "api-key")?;
    if !caller.admin && caller.id != id {
        return Err(state.error(403, DENIED.0, DENIED.1));
    }
    state.user(id)?;
    let Some(key) = state.keys.get(&number) else {
        let details = state.not_found("api_key", number);
        return Err(state.error(500, "API Key not found", &details));
    };
    if key.owner != id {
        return Err(state.error(403, "Permission denied to remove api-key", "Unauthorized"));
    }
    state.keys.remove(&number);
    Ok(Answer::empty(204))
}
