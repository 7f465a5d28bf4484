//! The operations on accounts.

use serde_json::{Map, Value, json};

use super::super::call::{Answer, Call, Reply};
use super::super::go::kind;
use super::super::json::filled;
use super::{ADMIN_ROLE, Membership, Portainer, STANDARD_ROLE};

/// The shortest password that newer servers take by default.
const SHORTEST: usize = 12;

impl Portainer {
    pub(super) fn show(&self, id: i64) -> Value {
        let user = &self.users[&id];
        let mut shown = json!({
            "Id": id,
            "Username": user.username,
            "Role": user.role,
            "PortainerAuthorizations": null,
            "EndpointAuthorizations": null,
        });
        if self.newer() {
            shown["TokenIssueAt"] = user.tokens_since.into();
            shown["ThemeSettings"] = json!({ "color": user.theme });
            shown["UseCache"] = user.use_cache.into();
        } else {
            shown["UserTheme"] = user.theme.as_str().into();
        }
        shown
    }

    /// As the record is stored: with a hash of the password.
    fn show_stored(&self, id: i64) -> Value {
        let mut shown = self.show(id);
        if self.users[&id].password.is_some() {
            shown["Password"] = format!("$2a$10$made-up-hash-of-user-{id}").into();
        }
        shown
    }

    fn has_admin(&self) -> bool {
        self.users.values().any(|user| user.role == ADMIN_ROLE)
    }

    fn refuse_name_of_another(&self, username: &str, except: Option<i64>) -> Result<(), Answer> {
        let mut others = self.users.iter().filter(|(id, _)| Some(**id) != except);
        let lower = username.to_lowercase();
        match others.any(|(_, user)| user.username.to_lowercase() == lower) {
            true => Err(self.error(
                409,
                "Another user with the same username already exists",
                "User already exists",
            )),
            false => Ok(()),
        }
    }

    fn username(&self, body: &Map<String, Value>) -> Result<String, Answer> {
        filled(body, "username")
            .filter(|username| !username.contains(' '))
            .map(str::to_owned)
            .ok_or_else(|| self.bad_payload("Invalid username. Must not contain any whitespace"))
    }

    /// The role that a body sets; 0 counts as left out.
    fn role(&self, body: &Map<String, Value>, payload: &str) -> Result<Option<i64>, Answer> {
        let role = match body.get("role") {
            None | Some(Value::Null) => 0,
            Some(role) => role.as_i64().ok_or_else(|| match self.newer() {
                true => self.bad_payload(&format!(
                    "json: cannot unmarshal {:?} into Go struct field users.{payload}.role of type int",
                    format!("{role}}}")
                )),
                false => self.bad_payload(&format!(
                    "json: cannot unmarshal {} into Go struct field {payload}.Role of type int",
                    kind(role)
                )),
            })?,
        };
        match role {
            0 => Ok(None),
            ADMIN_ROLE | STANDARD_ROLE => Ok(Some(role)),
            _ => Err(self.no_such_role()),
        }
    }

    fn no_such_role(&self) -> Answer {
        self.bad_payload(
            "Invalid role value. Value must be one of: 1 (administrator) or 2 (regular user)",
        )
    }

    fn refuse_short(&self, password: &str, message: &str) -> Result<(), Answer> {
        match self.newer() && password.chars().count() < SHORTEST {
            true => Err(self.plain_error(400, message)),
            false => Ok(()),
        }
    }

    pub(super) fn refuse_wrong(
        &self,
        id: i64,
        password: &str,
        message: &str,
    ) -> Result<(), Answer> {
        match self
            .users
            .get(&id)
            .and_then(|user| user.password.as_deref())
            == Some(password)
        {
            true => Ok(()),
            false if self.newer() => Err(self.error(
                403,
                message,
                "Current password does not match the password provided. Please try again",
            )),
            false => Err(self.error(
                403,
                "Specified password do not match actual password",
                "Unauthorized",
            )),
        }
    }

    fn set_password(&mut self, id: i64, password: &str) {
        if let Some(user) = self.users.get_mut(&id) {
            user.password = Some(password.to_owned());
        }
        self.end_sessions(id);
    }
}

pub(super) fn check_admin(state: &mut Portainer, _: &Call) -> Reply {
    match state.has_admin() {
        true => Ok(Answer::empty(204)),
        false => Err(state.error(
            404,
            "No administrator account found inside the database",
            "Object not found inside the database",
        )),
    }
}

pub(super) fn init_admin(state: &mut Portainer, call: &Call) -> Reply {
    let body = state.body(call)?;
    let username = state.username(&body)?;
    let password = filled(&body, "password");
    let password = password.ok_or_else(|| state.bad_payload("Invalid password"))?;
    if state.has_admin() {
        return Err(state.error(
            409,
            "Unable to create administrator user",
            "An administrator user already exists",
        ));
    }
    state.refuse_short(password, "Password does not meet the requirements")?;
    let id = state.add_user(&username, Some(password), ADMIN_ROLE);
    Ok(Answer::json(200, &state.show_stored(id)))
}

pub(super) fn list_users(state: &mut Portainer, call: &Call) -> Reply {
    let caller = state.caller(call)?;
    if state.newer() && !caller.admin && !state.leads(caller.id) {
        return Err(state.plain_error(403, "Permission denied to access users list"));
    }
    let visible = state
        .users
        .iter()
        .filter(|(_, user)| caller.admin || user.role != ADMIN_ROLE);
    let users = visible.map(|(id, user)| match state.newer() {
        true => json!({ "Id": id, "Username": user.username, "Role": user.role }),
        false => state.show(*id),
    });
    Ok(Answer::json(200, &users.collect()))
}

pub(super) fn create_user(state: &mut Portainer, call: &Call) -> Reply {
    state.admin(call)?;
    let body = state.body(call)?;
    let username = state.username(&body)?;
    let role = state.role(&body, "userCreatePayload")?;
    let role = role.ok_or_else(|| state.no_such_role())?;
    state.refuse_name_of_another(&username, None)?;
    let password = filled(&body, "password");
    let message = "Password does not meet the requirements";
    state.refuse_short(password.unwrap_or_default(), message)?;
    let id = state.add_user(&username, password, role);
    Ok(Answer::json(200, &state.show(id)))
}

pub(super) fn get_user(state: &mut Portainer, call: &Call) -> Reply {
    let denied = (
        "Permission denied inspect user",
        "Access denied to resource",
    );
    let (_, id) = state.own_or_admin(call, denied)?;
    state.user(id)?;
    Ok(Answer::json(200, &state.show(id)))
}

pub(super) fn update_user(state: &mut Portainer, call: &Call) -> Reply {
    let denied = ("Permission denied to update user", "Unauthorized");
    let (caller, id) = state.own_or_admin(call, denied)?;
    let body = state.body(call)?;
    let username = match filled(&body, "username") {
        Some(_) => Some(state.username(&body)?),
        None => None,
    };
    let role = state.role(&body, "userUpdatePayload")?;
    if role.is_some() && !caller.admin {
        let message = "Permission denied to update user to administrator role";
        return Err(state.error(403, message, "Access denied to resource"));
    }
    state.user(id)?;
    if let Some(username) = &username {
        state.refuse_name_of_another(username, Some(id))?;
    }
    if let Some(password) = new_password(state, &body, caller.admin, id)? {
        state.set_password(id, &password);
    }
    let newer = state.newer();
    let user = state.user(id)?;
    if let Some(username) = username {
        // An update of a newer server keeps capital letters, which a creation does not.
        user.username = if newer {
            username
        } else {
            username.to_lowercase()
        };
    }
    let theme = match newer {
        true => body
            .get("theme")
            .and_then(Value::as_object)
            .and_then(|theme| filled(theme, "color")),
        // The server reads the names of properties without regard to case.
        false => filled(&body, "userTheme").or(filled(&body, "UserTheme")),
    };
    if let Some(theme) = theme {
        user.theme = theme.to_owned();
    }
    if let Some(use_cache) = body.get("useCache").and_then(Value::as_bool) {
        user.use_cache = use_cache;
    }
    if let Some(role) = role.filter(|role| *role != user.role) {
        user.role = role;
        state.end_sessions(id);
    }
    Ok(Answer::json(
        200,
        &match newer {
            true => state.show(id),
            false => state.show_stored(id),
        },
    ))
}

/// The password that an update sets.
fn new_password(
    state: &Portainer,
    body: &Map<String, Value>,
    admin: bool,
    id: i64,
) -> Result<Option<String>, Answer> {
    let (present, new) = (filled(body, "password"), filled(body, "newPassword"));
    if !state.newer() {
        return Ok(present.map(str::to_owned));
    }
    let Some(new) = new else {
        return match present {
            Some(_) => Err(state.error(
                400,
                "Existing password field specified without new password field.",
                "To change the password as an admin, you only need 'newPassword' in your request",
            )),
            None => Ok(None),
        };
    };
    if !admin {
        let message = "Current password doesn't match. Password left unchanged";
        state.refuse_wrong(id, present.unwrap_or_default(), message)?;
    }
    state.refuse_short(
        new,
        "Password does not meet the minimum strength requirements",
    )?;
    Ok(Some(new.to_owned()))
}

pub(super) fn delete_user(state: &mut Portainer, call: &Call) -> Reply {
    let caller = state.admin(call)?;
    let id = state.number(call, "id", "user")?;
    if id == 1 {
        return Err(state.plain_error(403, "Cannot remove the initial admin account"));
    }
    if id == caller.id {
        let message = "Cannot remove your own user account. Contact another administrator";
        return Err(state.plain_error(403, message));
    }
    let role = state.user(id)?.role;
    let mut admins = state
        .users
        .values()
        .filter(|user| user.role == ADMIN_ROLE && user.password.is_some());
    if role == ADMIN_ROLE && admins.nth(1).is_none() {
        return Err(state.plain_error(500, "Cannot remove the last administrator account"));
    }
    state.users.remove(&id);
    state.keys.retain(|_, key| key.owner != id);
    state.memberships.retain(|membership| membership.user != id);
    Ok(Answer::empty(204))
}

pub(super) fn update_password(state: &mut Portainer, call: &Call) -> Reply {
    let denied = ("Permission denied to update user", "Unauthorized");
    let (_, id) = state.own_or_admin(call, denied)?;
    let body = state.body(call)?;
    let field = |name: &str, what: &str| {
        filled(&body, name).ok_or_else(|| state.bad_payload(&format!("Invalid {what} password")))
    };
    let (old, new) = (field("password", "current")?, field("newPassword", "new")?);
    let (old, new) = (old.to_owned(), new.to_owned());
    state.user(id)?;
    state.refuse_wrong(id, &old, "Current password doesn't match")?;
    state.refuse_short(
        &new,
        "Password does not meet the minimum strength requirements",
    )?;
    state.set_password(id, &new);
    Ok(Answer::empty(204))
}

pub(super) fn list_memberships(state: &mut Portainer, call: &Call) -> Reply {
    let denied = (
        "Permission denied to update user memberships",
        "Unauthorized",
    );
    let (_, id) = state.own_or_admin(call, denied)?;
    let all = state.memberships.iter().zip(1..);
    let own = all.filter(|(membership, _)| membership.user == id);
    let show = |(membership, number): (&Membership, i64)| json!({ "Id": number, "UserID": id, "TeamID": membership.team, "Role": membership.role });
    Ok(Answer::json(200, &own.map(show).collect()))
}
