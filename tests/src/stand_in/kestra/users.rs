//! Users: what they are, which tenants and groups they belong to, and how they sign in.

use serde_json::{Map, Value, json};

use super::{GROUPS, Kestra, TENANTS, User, body, error, required, tenant};
use crate::stand_in::call::{Answer, Call, Reply};
use crate::stand_in::json::{filled, part, take_over, text, texts};

/// What a `PUT` sets, and answers in another form or not at all.
const TRANSLATED: [&str; 3] = ["tenants", "groups", "password"];

impl Kestra {
    /// Adds a user as a request describes it, checked before.
    pub(super) fn add_user(&mut self, given: Map<String, Value>) -> Value {
        let id = self.serial.uuid();
        let password = filled(&given, "password").map(str::to_owned);
        let mut shown = Map::new();
        shown.insert("id".to_owned(), id.clone().into());
        let auths = match password {
            Some(_) => {
                json!([{ "id": format!("{id}-basic"), "name": "Password", "type": "BASIC_AUTH" }])
            }
            None => json!([]),
        };
        shown.insert("auths".to_owned(), auths);
        describe(&mut shown, given);
        let user = Value::Object(shown.clone());
        self.users.push(User {
            id,
            password,
            shown,
        });
        user
    }

    fn has_email(&self, email: &str, except: &str) -> bool {
        let mut others = self.users.iter().filter(|user| user.id != except);
        others.any(|user| user.shown["email"] == email)
    }

    /// Refuses what the server refuses of a whole user.
    fn check(&self, call: &Call, given: &Map<String, Value>) -> Result<(), Answer> {
        required(call, given, "email")?;
        let email = filled(given, "email").unwrap_or_default();
        if self.has_email(email, call.parameter("id")) {
            return Err(error(call, 422, "another user has this e-mail address"));
        }
        let tenant = |id: &&str| TENANTS.iter().any(|(tenant, _)| tenant == id);
        let group = |id: &&str| GROUPS.iter().any(|(group, _)| group == id);
        if !texts(given, "tenants").iter().all(tenant) || !texts(given, "groups").iter().all(group)
        {
            return Err(error(call, 404, "there is no such tenant or group"));
        }
        Ok(())
    }

    /// Sets one property of the user that the path names.
    fn set(&mut self, call: &Call, name: &str) -> Reply {
        self.user(call)?;
        let body = body(call)?;
        let value = required(call, &body, name)?.clone();
        self.user(call)?.shown.insert(name.to_owned(), value);
        Ok(Answer::empty(200))
    }
}

/// Writes a user down as a request describes it: what the request leaves out is empty afterwards.
fn describe(shown: &mut Map<String, Value>, given: Map<String, Value>) {
    shown.retain(|name, _| ["id", "auths"].contains(&name.as_str()));
    let tenants = texts(&given, "tenants");
    let tenants = TENANTS.iter().filter(|(id, _)| tenants.contains(id));
    let tenants: Vec<Value> = tenants
        .map(|(id, name)| json!({ "id": id, "name": name }))
        .collect();
    let groups = texts(&given, "groups");
    let groups = GROUPS.iter().filter(|(id, _)| groups.contains(id));
    let groups: Vec<Value> = groups
        .map(|(id, tenant)| json!({ "id": id, "tenantId": tenant }))
        .collect();
    for (name, value) in [
        ("superAdmin", json!(false)),
        ("restricted", json!(false)),
        ("firstName", json!("")),
        ("lastName", json!("")),
    ] {
        shown.insert(name.to_owned(), value);
    }
    let given = given.into_iter().filter(|(name, value)| {
        !TRANSLATED.contains(&name.as_str())
            && !["id", "auths"].contains(&name.as_str())
            && !value.is_null()
    });
    shown.extend(given);
    shown.insert("tenants".to_owned(), tenants.into());
    shown.insert("groups".to_owned(), groups.into());
    name(shown);
}

/// User name and displayed name follow from the rest.
fn name(shown: &mut Map<String, Value>) {
    let part = |name| text(shown, name).unwrap_or_default();
    let (email, full) = (
        part("email").to_owned(),
        format!("{} {}", part("firstName"), part("lastName")),
    );
    let displayed = if full.trim().is_empty() {
        email.clone()
    } else {
        full.trim().to_owned()
    };
    shown.insert("username".to_owned(), email.into());
    shown.insert("displayName".to_owned(), displayed.into());
}

pub(super) fn list(state: &mut Kestra, call: &Call) -> Reply {
    state.super_admin(call)?;
    let refuse = |message: String| error(call, 422, &message);
    let page: usize = call.query_as("page", 1).map_err(refuse)?;
    let size: usize = call.query_as("size", 10).map_err(refuse)?;
    if page == 0 || size == 0 {
        return Err(refuse("page and size count from 1".to_owned()));
    }
    let wanted = call.query("q").unwrap_or_default().to_lowercase();
    let fits = |user: &&User| {
        let named = ["username", "displayName"]
            .iter()
            .filter_map(|name| text(&user.shown, name));
        named
            .into_iter()
            .any(|name| name.to_lowercase().contains(&wanted))
    };
    let mut found: Vec<&User> = state.users.iter().filter(fits).collect();
    let order = call.query("sort").filter(|order| !order.is_empty());
    // The most significant field comes first, and the sort is stable.
    for entry in order.into_iter().flat_map(|order| order.split(',').rev()) {
        let key = |user: &&User, name: &str| text(&user.shown, name).unwrap_or_default().to_owned();
        match entry.split_once(':') {
            Some((name, "asc")) => found.sort_by_key(|user| key(user, name)),
            Some((name, "desc")) => found.sort_by_key(|user| std::cmp::Reverse(key(user, name))),
            _ => return Err(refuse(format!("`{entry}` has no direction"))),
        }
    }
    let total = found.len();
    let page = part(found, (page - 1).saturating_mul(size), size);
    let short = page.into_iter().map(|user| {
        let mut short = Map::new();
        let names = [
            "id",
            "username",
            "displayName",
            "tenants",
            "auths",
            "superAdmin",
        ];
        take_over(&mut short, &user.shown, &names);
        Value::Object(short)
    });
    let results: Vec<Value> = short.collect();
    Ok(Answer::json(
        200,
        &json!({ "results": results, "total": total }),
    ))
}

pub(super) fn create(state: &mut Kestra, call: &Call) -> Reply {
    state.super_admin(call)?;
    let given = body(call)?;
    state.check(call, &given)?;
    Ok(Answer::json(201, &state.add_user(given)))
}

pub(super) fn get(state: &mut Kestra, call: &Call) -> Reply {
    let user = state.user(call)?;
    Ok(Answer::json(200, &Value::Object(user.shown.clone())))
}

pub(super) fn replace(state: &mut Kestra, call: &Call) -> Reply {
    state.user(call)?;
    let given = body(call)?;
    state.check(call, &given)?;
    let user = state.user(call)?;
    if let Some(password) = filled(&given, "password") {
        user.password = Some(password.to_owned());
    }
    describe(&mut user.shown, given);
    Ok(Answer::json(200, &Value::Object(user.shown.clone())))
}

pub(super) fn patch(state: &mut Kestra, call: &Call) -> Reply {
    state.user(call)?;
    let change = body(call)?;
    if filled(&change, "email").is_some_and(|email| state.has_email(email, call.parameter("id"))) {
        return Err(error(call, 422, "another user has this e-mail address"));
    }
    let user = state.user(call)?;
    take_over(
        &mut user.shown,
        &change,
        &["firstName", "lastName", "email"],
    );
    name(&mut user.shown);
    Ok(Answer::json(200, &Value::Object(user.shown.clone())))
}

pub(super) fn delete(state: &mut Kestra, call: &Call) -> Reply {
    let id = state.user(call)?.id.clone();
    state.users.retain(|user| user.id != id);
    state.forget_tokens(&id);
    Ok(Answer::empty(204))
}

pub(super) fn set_restricted(state: &mut Kestra, call: &Call) -> Reply {
    state.set(call, "restricted")
}

pub(super) fn set_super_admin(state: &mut Kestra, call: &Call) -> Reply {
    state.set(call, "superAdmin")
}

pub(super) fn set_password(state: &mut Kestra, call: &Call) -> Reply {
    let user = state.user(call)?;
    let body = body(call)?;
    let password = required(call, &body, "password")?
        .as_str()
        .unwrap_or_default();
    user.password = Some(password.to_owned());
    Ok(Answer::json(200, &Value::Object(user.shown.clone())))
}

pub(super) fn own_password(state: &mut Kestra, call: &Call) -> Reply {
    let id = state.caller(call)?;
    let body = body(call)?;
    let (old, new) = (
        required(call, &body, "oldPassword")?,
        required(call, &body, "newPassword")?,
    );
    let user = state.find(&id).ok_or_else(|| Answer::empty(403))?;
    if user.password.as_deref() != old.as_str() {
        return Err(error(call, 422, "the old password is another one"));
    }
    user.password = new.as_str().map(str::to_owned);
    Ok(Answer::empty(200))
}

pub(super) fn delete_auth(state: &mut Kestra, call: &Call) -> Reply {
    let user = state.user(call)?;
    let auths = user.shown.get_mut("auths").and_then(Value::as_array_mut);
    let auths = auths.ok_or_else(|| error(call, 404, "there is no such sign-in method"))?;
    let before = auths.len();
    auths.retain(|auth| auth["id"] != call.parameter("auth"));
    if auths.len() == before {
        return Err(error(call, 404, "there is no such sign-in method"));
    }
    user.password = None;
    Ok(Answer::json(200, &Value::Object(user.shown.clone())))
}

pub(super) fn delete_refresh_token(state: &mut Kestra, call: &Call) -> Reply {
    state.user(call)?;
    Ok(Answer::empty(204))
}

pub(super) fn impersonate(state: &mut Kestra, call: &Call) -> Reply {
    state.user(call)?;
    Ok(Answer::json(200, &json!({})))
}

pub(super) fn replace_groups(state: &mut Kestra, call: &Call) -> Reply {
    let tenant = tenant(call)?;
    let user = state.user(call)?;
    let body = body(call).map_err(|_| error(call, 400, "the body is not acceptable"))?;
    if !body.get("groupIds").is_some_and(Value::is_array) {
        return Err(error(call, 400, "groupIds is missing"));
    }
    let wanted = texts(&body, "groupIds");
    if !wanted.iter().all(|id| GROUPS.contains(&(id, tenant))) {
        return Err(error(call, 404, "there is no such group"));
    }
    if let Some(groups) = user.shown.get_mut("groups").and_then(Value::as_array_mut) {
        groups.retain(|group| group["tenantId"] != tenant);
        groups.extend(
            wanted
                .iter()
                .map(|id| json!({ "id": id, "tenantId": tenant })),
        );
    }
    Ok(Answer::empty(204))
}

pub(super) fn autocomplete(state: &mut Kestra, call: &Call) -> Reply {
    state.super_admin(call)?;
    let tenant = tenant(call)?;
    let conditions = body(call)?;
    let ids = texts(&conditions, "ids");
    let words = [filled(&conditions, "q"), filled(&conditions, "username")];
    let fits = |user: &&User| {
        let within = user.shown["tenants"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|held| held["id"] == tenant);
        let named = |word: &str| {
            let mut names = ["username", "displayName"]
                .iter()
                .filter_map(|name| text(&user.shown, name));
            names.any(|name| name.contains(word))
        };
        within
            && (ids.is_empty() || ids.contains(&user.id.as_str()))
            && words.iter().flatten().all(|word| named(word))
    };
    let show = |user: &User| {
        let groups = user.shown["groups"].as_array().into_iter().flatten();
        let groups: Vec<Value> = groups
            .filter(|group| group["tenantId"] == tenant)
            .map(|group| json!({ "id": group["id"], "name": group["id"], "external": false }))
            .collect();
        let auths = user.shown["auths"].as_array().into_iter().flatten();
        let auths: Vec<Value> = auths
            .map(|auth| json!({ "name": auth["name"], "type": auth["type"] }))
            .collect();
        json!({
            "id": user.id, "username": user.shown["username"], "displayName": user.shown["displayName"],
            "description": "", "groups": groups, "auths": auths,
        })
    };
    Ok(Answer::json(
        200,
        &state.users.iter().filter(fits).map(show).collect(),
    ))
}
