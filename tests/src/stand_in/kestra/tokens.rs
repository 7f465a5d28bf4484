//! API tokens of users and service accounts.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::{Value, json};

use super::{Kestra, SERVICE_ACCOUNT, body, error, required, tenant};
use crate::stand_in::call::{Answer, Call, Reply};
use crate::stand_in::json::text;

pub(super) struct Token {
    owner: String,
    name: String,
    description: Option<String>,
    full: String,
    issued: DateTime<Utc>,
    pub(super) expires: Option<DateTime<Utc>>,
    last_used: Option<DateTime<Utc>>,
    lifetime: Option<TimeDelta>,
    extended: bool,
}

impl Token {
    fn is_expired(&self) -> bool {
        self.expires.is_some_and(|expires| expires <= Utc::now())
    }
}

impl Kestra {
    /// Whose token this is; a use moves the end of an extended one.
    pub(super) fn use_token(&mut self, full: &str) -> Option<String> {
        let mut tokens = self.tokens.values_mut();
        let token = tokens.find(|token| token.full == full && !token.is_expired())?;
        let now = Utc::now();
        token.last_used = Some(now);
        if let (true, Some(lifetime)) = (token.extended, token.lifetime) {
            token.expires = Some(now + lifetime);
        }
        Some(token.owner.clone())
    }

    fn create_token(&mut self, call: &Call, owner: &str) -> Reply {
        let body = body(call)?;
        let name = required(call, &body, "name")?.as_str().unwrap_or_default();
        if !is_name(name) {
            return Err(error(
                call,
                422,
                "name has to be lower-case words joined by single hyphens",
            ));
        }
        let lifetime = match text(&body, "maxAge") {
            None => None,
            Some(age) => {
                Some(duration(age).ok_or_else(|| error(call, 422, "maxAge is not a duration"))?)
            }
        };
        let id = self.serial.uuid();
        let token = Token {
            owner: owner.to_owned(),
            name: name.to_owned(),
            description: text(&body, "description").map(str::to_owned),
            full: self.serial.secret(""),
            issued: Utc::now(),
            expires: lifetime.map(|lifetime| Utc::now() + lifetime),
            last_used: None,
            lifetime,
            extended: body.get("extended") == Some(&true.into()),
        };
        let answer = json!({ "id": id, "name": name, "fullToken": token.full });
        self.tokens.insert(id, token);
        Ok(Answer::json(200, &answer))
    }

    pub(super) fn forget_tokens(&mut self, owner: &str) {
        self.tokens.retain(|_, token| token.owner != owner);
    }

    fn list_tokens(&self, owner: &str) -> Reply {
        let own = self.tokens.iter().filter(|(_, token)| token.owner == owner);
        let tokens: Vec<Value> = own.map(|(id, token)| show(id, token)).collect();
        Ok(Answer::json(
            200,
            &json!({ "total": tokens.len(), "results": tokens }),
        ))
    }

    fn delete_token(&mut self, call: &Call, owner: &str, done: Answer) -> Reply {
        let id = call.parameter("token");
        if self.tokens.get(id).is_none_or(|token| token.owner != owner) {
            return Err(error(call, 404, "there is no such token"));
        }
        self.tokens.remove(id);
        Ok(done)
    }

    /// The user that the path names, for a super-admin.
    fn owner(&mut self, call: &Call) -> Result<String, Answer> {
        self.user(call).map(|user| user.id.clone())
    }

    /// The service account that the path names, for a super-admin.
    fn account(&mut self, call: &Call) -> Result<&'static str, Answer> {
        self.super_admin(call)?;
        tenant(call)?;
        match call.parameter("id") == SERVICE_ACCOUNT {
            true => Ok(SERVICE_ACCOUNT),
            false => Err(error(call, 404, "there is no such service account")),
        }
    }
}

fn show(id: &str, token: &Token) -> Value {
    let time = |time: DateTime<Utc>| time.to_rfc3339_opts(SecondsFormat::Millis, true);
    let mut shown = json!({
        "id": id, "name": token.name, "prefix": token.full[..6], "iat": time(token.issued),
        "extended": token.extended, "expired": token.is_expired(),
    });
    let optional = [
        ("description", token.description.clone()),
        ("exp", token.expires.map(time)),
        ("lastUsed", token.last_used.map(time)),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            shown[name] = value.into();
        }
    }
    shown
}

/// 1 to 63 characters, in words of lower-case letters and digits that single hyphens join.
fn is_name(name: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty()
            && word
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
    };
    name.len() <= 63 && name.split('-').all(word)
}

/// A duration of ISO 8601, as in `P30D` or `PT8H30M`: of days, hours, minutes and seconds.
fn duration(text: &str) -> Option<TimeDelta> {
    let text = text.strip_prefix('P')?;
    let (days, time) = text.split_once('T').unwrap_or((text, ""));
    let mut total = TimeDelta::zero();
    for (part, units) in [(days, "D"), (time, "HMS")] {
        let mut digits = String::new();
        for letter in part.chars() {
            if letter.is_ascii_digit() {
                digits.push(letter);
                continue;
            }
            let seconds = match letter {
                _ if !units.contains(letter) => return None,
                'D' => 86_400,
                'H' => 3_600,
                'M' => 60,
                _ => 1,
            };
            let number: i64 = std::mem::take(&mut digits).parse().ok()?;
            total = total.checked_add(&TimeDelta::try_seconds(number.checked_mul(seconds)?)?)?;
        }
        if !digits.is_empty() {
            return None;
        }
    }
    (total > TimeDelta::zero()).then_some(total)
}

pub(super) fn list_of_user(state: &mut Kestra, call: &Call) -> Reply {
    let owner = state.owner(call)?;
    state.list_tokens(&owner)
}

pub(super) fn create_for_user(state: &mut Kestra, call: &Call) -> Reply {
    let owner = state.owner(call)?;
    state.create_token(call, &owner)
}

pub(super) fn delete_of_user(state: &mut Kestra, call: &Call) -> Reply {
    let owner = state.owner(call)?;
    state.delete_token(call, &owner, Answer::empty(204))
}

pub(super) fn list_of_account(state: &mut Kestra, call: &Call) -> Reply {
    let account = state.account(call)?;
    state.list_tokens(account)
}

pub(super) fn create_for_account(state: &mut Kestra, call: &Call) -> Reply {
    let account = state.account(call)?;
    state.create_token(call, account)
}

pub(super) fn delete_of_account(state: &mut Kestra, call: &Call) -> Reply {
    let account = state.account(call)?;
    state.delete_token(call, account, Answer::json(200, &json!({})))
}
