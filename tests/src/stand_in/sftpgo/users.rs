//! The operations on users, and the one on folders that users need.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::super::call::{Answer, Call, Reply};
use super::super::core::Mail;
use super::super::go::{atoi, decode, kind};
use super::super::json::{filled, part, text, texts};
use super::checks::{check, references};
use super::secrets::{encrypt, show_places, shown};
use super::shape::{now, object, section, storage, stored_form};
use super::{Sftpgo, bad_request, done, error, invalid, said};

/// The largest body that the server reads.
const MAX_BODY: usize = 1024 * 1024;

/// What Go's `url.PathEscape` leaves as it is.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

impl Sftpgo {
    /// The name in the path. The router decodes it, and the handler does so once more.
    fn named(call: &Call) -> String {
        let once = call.parameter("username");
        // What is no escape is left as it is.
        let escaped = once.split('%').skip(1).all(|rest| {
            let digits = rest.as_bytes().get(..2);
            digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        });
        let name = match escaped {
            true => percent_decode_str(once).decode_utf8_lossy(),
            false => once.into(),
        };
        name.trim().to_owned()
    }

    /// The user that the path names, if the caller may do this and sees the user.
    fn user(&mut self, call: &Call, permission: &str) -> Result<&mut Map<String, Value>, Answer> {
        let role = self.admins.caller_who_may(call, permission)?.role;
        let user = self.users.get_mut(&Self::named(call));
        let user = user.filter(|user| role.is_none() || text(user, "role") == role);
        user.ok_or_else(|| error(404, "Not Found"))
    }

    /// Whether secrets are asked for, and whether the caller may see them.
    fn confidential(&self, call: &Call) -> bool {
        let admin = self.admins.caller(call);
        call.query("confidential_data") == Some("1")
            && admin.is_ok_and(|admin| admin.may("manage_system"))
    }

    /// The user of a request, with what the server fills in.
    fn given(&self, call: &Call) -> Result<Map<String, Value>, Answer> {
        if call.body().len() > MAX_BODY {
            return Err(bad_request("http: request body too large"));
        }
        let mut user = match decode(call.body()).map_err(bad_request)? {
            Value::Object(user) => user,
            Value::Null => Map::new(),
            other => {
                return Err(bad_request(format!(
                    "json: cannot unmarshal {} into Go value of type dataprovider.User",
                    kind(&other)
                )));
            }
        };
        if let Some(username) = text(&user, "username").map(|name| name.trim().to_owned()) {
            user.insert("username".to_owned(), username.into());
        }
        if let (Some(base), None) = (self.settings.users_base_dir, filled(&user, "home_dir")) {
            let home = format!("{base}/{}", text(&user, "username").unwrap_or_default());
            user.insert("home_dir".to_owned(), home.into());
        }
        if let Some(role) = self.admins.caller(call)?.role {
            user.insert("role".to_owned(), role.into());
        }
        Ok(user)
    }

    /// The folders of a user, as the server stores them: what the folder is comes from the folder.
    fn folders_of(&self, given: &Map<String, Value>) -> Vec<Value> {
        let mut folders = Vec::new();
        let named = given.get("virtual_folders").and_then(Value::as_array);
        for mapping in named.into_iter().flatten().filter_map(Value::as_object) {
            let name = text(mapping, "name").unwrap_or_default();
            if let Some(Value::Object(mut folder)) = self.folders.get(name).cloned() {
                for name in ["virtual_path", "quota_size", "quota_files"] {
                    let value = mapping.get(name).cloned();
                    folder.insert(name.to_owned(), value.unwrap_or(0.into()));
                }
                folders.push(Value::Object(folder));
            }
        }
        folders
    }

    /// Stores a user in the form in which the server keeps it.
    fn store(
        &mut self,
        given: &Map<String, Value>,
        before: &Map<String, Value>,
    ) -> Map<String, Value> {
        let mut user = stored_form(given, before);
        let folders = self.folders_of(given);
        if !folders.is_empty() {
            user.insert("virtual_folders".to_owned(), folders.into());
        }
        for name in ["password", "last_password_change"] {
            match before.get(name) {
                Some(value) => drop(user.insert(name.to_owned(), value.clone())),
                None => drop(user.remove(name)),
            }
        }
        match text(given, "password") {
            Some("") => drop(user.remove("password")),
            Some(_) => self.set_password(&mut user),
            None => {}
        }
        encrypt(&mut user, before, &mut self.serial);
        let username = text(&user, "username").unwrap_or_default().to_owned();
        self.users.insert(username, user.clone());
        user
    }

    /// Keeps a hash of the password, made up.
    fn set_password(&mut self, user: &mut Map<String, Value>) {
        let hash = format!("$2a$10$made-up-hash-{}", self.serial.number());
        user.insert("password".to_owned(), hash.into());
        user.insert("last_password_change".to_owned(), now());
    }
}

pub(super) fn list_users(state: &mut Sftpgo, call: &Call) -> Reply {
    let role = state.admins.caller_who_may(call, "view_users")?.role;
    let number = |name: &str, default: i64| match call.query(name) {
        None => Ok(default),
        Some(text) => atoi(text).map_err(|_| bad_request(format!("invalid {name}"))),
    };
    let limit = number("limit", 100)?;
    let offset = number("offset", 0)?;
    let mut users: Vec<_> = state.users.values().collect();
    users.retain(|user| role.is_none() || text(user, "role") == role);
    match call.query("order") {
        None | Some("ASC") => {}
        Some("DESC") => users.reverse(),
        Some(_) => return Err(bad_request("invalid order")),
    }
    let limit = usize::try_from(limit).map_err(|_| Answer::empty(500))?;
    let page = part(users, offset.try_into().unwrap_or(0), limit.min(500));
    let page = page.into_iter().map(|user| shown(user, false)).collect();
    Ok(Answer::json(200, &page))
}

pub(super) fn create_user(state: &mut Sftpgo, call: &Call) -> Reply {
    state.admins.caller_who_may(call, "add_users")?;
    let user = state.given(call)?;
    check(&user, &Map::new())?;
    let username = text(&user, "username").unwrap_or_default().to_owned();
    if state.users.contains_key(&username) {
        let reason = "duplicated key not allowed: UNIQUE constraint failed: users.username";
        return Err(error(409, reason));
    }
    references(state, &user)?;
    let ids = state
        .users
        .values()
        .filter_map(|user| user.get("id")?.as_i64());
    let mut before = Map::new();
    before.insert("id".to_owned(), (ids.max().unwrap_or(0) + 1).into());
    before.insert("created_at".to_owned(), now());
    let user = state.store(&user, &before);
    let answer = Answer::json(201, &shown(&user, state.confidential(call)));
    let escaped = utf8_percent_encode(&username, SEGMENT);
    Ok(answer.location(format!("/api/v2/users/{escaped}")))
}

pub(super) fn get_user(state: &mut Sftpgo, call: &Call) -> Reply {
    let user = state.user(call, "view_users")?.clone();
    Ok(Answer::json(200, &shown(&user, state.confidential(call))))
}

pub(super) fn update_user(state: &mut Sftpgo, call: &Call) -> Reply {
    let before = state.user(call, "edit_users")?.clone();
    if let Some(Err(reason)) = call.query("disconnect").map(atoi) {
        return Err(bad_request(format!(
            "invalid disconnect parameter: {reason}"
        )));
    }
    let mut user = state.given(call)?;
    user.insert("username".to_owned(), before["username"].clone());
    check(&user, &before)?;
    references(state, &user)?;
    state.store(&user, &before);
    done("User updated")
}

pub(super) fn delete_user(state: &mut Sftpgo, call: &Call) -> Reply {
    state.user(call, "del_users")?;
    state.users.remove(&Sftpgo::named(call));
    done("User deleted")
}

pub(super) fn disable_2fa(state: &mut Sftpgo, call: &Call) -> Reply {
    let filters = section(state.user(call, "disable_mfa")?, "filters");
    if object(filters, "totp_config").get("enabled") != Some(&true.into()) {
        return Err(said(400, "two-factor authentication is not enabled"));
    }
    filters.insert("totp_config".to_owned(), json!({ "secret": {} }));
    filters.remove("recovery_codes");
    done("2FA disabled")
}

pub(super) fn forgot_password(state: &mut Sftpgo, call: &Call) -> Reply {
    if !state.settings.mail {
        return Err(said(400, "No SMTP configuration"));
    }
    let username = Sftpgo::named(call);
    let enabled = |user: &&Map<String, Value>| user.get("status") == Some(&1.into());
    if let Some(user) = state.users.get(&username).filter(enabled) {
        let to = filled(user, "email").map(str::to_owned).ok_or_else(|| {
            invalid(
                "Your account does not have an email address, it is not possible to reset your password by sending an email verification code",
            )
        })?;
        if texts(&object(user, "filters"), "web_client").contains(&"password-reset-disabled") {
            return Err(invalid("you are not allowed to reset your password"));
        }
        let code = state.serial.secret("");
        state.codes.insert(code.clone(), username);
        state.mails.push(Mail { to, content: code });
    }
    done("Check your email for the confirmation code")
}

/// The code alone says whose password it is; the name in the path is not looked at.
pub(super) fn reset_password(state: &mut Sftpgo, call: &Call) -> Reply {
    let body = match decode(call.body()).map_err(bad_request)? {
        Value::Object(body) => body,
        _ => Map::new(),
    };
    if filled(&body, "password").is_none() {
        return Err(invalid("please set a password"));
    }
    let code = filled(&body, "code").ok_or_else(|| invalid("please set a confirmation code"))?;
    let username = state.codes.remove(code);
    let username = username.ok_or_else(|| invalid("confirmation code not found"))?;
    if let Some(mut user) = state.users.remove(&username) {
        state.set_password(&mut user);
        state.users.insert(username, user);
    }
    done("Password reset successful")
}

pub(super) fn create_folder(state: &mut Sftpgo, call: &Call) -> Reply {
    state.admins.caller_who_may(call, "manage_folders")?;
    let given = call.object().map_err(bad_request)?;
    let name = filled(&given, "name").ok_or_else(|| invalid("folder name is mandatory"))?;
    let mut folder = json!({
        "id": state.folders.len() + 1, "name": name, "used_quota_size": 0, "used_quota_files": 0, "last_quota_update": 0,
    });
    for name in ["mapped_path", "description"] {
        if let Some(text) = filled(&given, name) {
            folder[name] = text.into();
        }
    }
    // A folder shows the places of its secrets to everybody.
    let mut storage = storage(&object(&given, "filesystem"), &Map::new());
    show_places(&mut storage);
    folder["filesystem"] = Value::Object(storage);
    let location = format!("/api/v2/folders/{}", utf8_percent_encode(name, SEGMENT));
    state.folders.insert(name.to_owned(), folder.clone());
    Ok(Answer::json(201, &folder).location(location))
}
