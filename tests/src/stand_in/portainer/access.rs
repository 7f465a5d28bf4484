//! Who calls, and what they may do.

use chrono::Utc;
use serde_json::json;

use super::super::call::{Answer, Call, Reply};
use super::super::json::filled;
use super::{ADMIN_ROLE, LEADER, Portainer, User};

/// Who calls, and with what.
pub(super) struct Caller {
    pub(super) id: i64,
    pub(super) admin: bool,
    pub(super) session: bool,
}

impl Portainer {
    pub(super) fn caller(&mut self, call: &Call) -> Result<Caller, Answer> {
        let header = call.header("authorization");
        let token = call
            .query("token")
            .or_else(|| header.map(|shown| shown.strip_prefix("Bearer ").unwrap_or(shown)));
        let shown = call.header("x-api-key").or_else(|| call.query("X-API-KEY"));
        if self.newer() && header.is_some() && call.header("x-api-key").is_some() {
            let message = "api key and auth header are not allowed at the same time";
            return Err(self.plain_error(403, message));
        }
        let session = token.and_then(|token| self.sessions.get(token)).copied();
        let key = self
            .keys
            .values_mut()
            .find(|key| Some(key.raw.as_str()) == shown);
        let id = session.or_else(|| {
            let key = key?;
            key.last_used = Utc::now().timestamp();
            Some(key.owner)
        });
        let message = match (self.newer(), id) {
            (true, _) if token.is_some() || shown.is_some() => "Invalid JWT token",
            (true, _) => "A valid authorization token is missing",
            (false, None) => "A valid authorisation token is missing",
            (false, Some(_)) => "An authorisation token is invalid",
        };
        let known = id.and_then(|id| Some((id, self.users.get(&id)?)));
        let (id, user) = known.ok_or_else(|| self.error(401, message, "Unauthorized"))?;
        Ok(Caller {
            id,
            admin: user.role == ADMIN_ROLE,
            session: session.is_some(),
        })
    }

    pub(super) fn admin(&mut self, call: &Call) -> Result<Caller, Answer> {
        let caller = self.caller(call)?;
        match caller.admin {
            true => Ok(caller),
            false => Err(self.error(403, "Access denied", "Unauthorized")),
        }
    }

    /// The account that the path names, for administrators and for the account itself.
    pub(super) fn own_or_admin(
        &mut self,
        call: &Call,
        (message, details): (&str, &str),
    ) -> Result<(Caller, i64), Answer> {
        let caller = self.caller(call)?;
        let id = self.number(call, "id", "user")?;
        if !caller.admin && caller.id != id {
            return Err(self.error(403, message, details));
        }
        Ok((caller, id))
    }

    pub(super) fn leads(&self, user: i64) -> bool {
        let mut memberships = self.memberships.iter();
        memberships.any(|membership| membership.user == user && membership.role == LEADER)
    }

    pub(super) fn user(&mut self, id: i64) -> Result<&mut User, Answer> {
        let details = self.not_found("users", id);
        let message = "Unable to find a user with the specified identifier inside the database";
        let refusal = self.error(404, message, &details);
        self.users.get_mut(&id).ok_or(refusal)
    }

    /// Newer servers end the sessions of an account that may do something else now, or log in with something else.
    pub(super) fn end_sessions(&mut self, id: i64) {
        if self.newer() {
            self.sessions.retain(|_, owner| *owner != id);
            if let Some(user) = self.users.get_mut(&id) {
                user.tokens_since = Utc::now().timestamp();
            }
        }
    }
}

pub(super) fn log_in(state: &mut Portainer, call: &Call) -> Reply {
    let body = state.body(call)?;
    let field = |name: &str| {
        filled(&body, name).ok_or_else(|| state.bad_payload(&format!("Invalid {name}")))
    };
    let (username, password) = (field("username")?, field("password")?);
    let found = state.users.iter().find(|(_, user)| {
        user.username.to_lowercase() == username.to_lowercase()
            && user.password.as_deref() == Some(password)
    });
    let Some((&id, _)) = found else {
        return Err(state.error(422, "Invalid credentials", "Unauthorized"));
    };
    Ok(Answer::json(200, &json!({ "jwt": state.add_session(id) })))
}

/// The token goes on working.
pub(super) fn log_out(state: &mut Portainer, call: &Call) -> Reply {
    state.caller(call)?;
    Ok(Answer::empty(204))
}
