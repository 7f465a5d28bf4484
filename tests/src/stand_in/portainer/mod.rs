//! A stand-in of Portainer CE 2.11.0 and 2.23.0: all twelve operations, `POST /auth`, which gives session tokens, and the
//! few operations around them that a recording needs (status, logout, teams).
//!
//! It rests on the recorded answers of servers of both versions (`fixtures/recorded/portainer-*.json`), which
//! `tests/recorded` replays: statuses, bodies and wording are the servers'.
//!
//! Not recorded, and decided here: which of several faults of one request is named, the wording where the last
//! administrator is deleted, and how a body goes on after a value that the newer server cannot read. The hash, the digest
//! and the tokens are made up, nothing is limited in its rate, and only the authentication by the server itself is
//! there, not LDAP or OAuth.

mod access;
mod accounts;
mod keys;

use std::collections::BTreeMap;

use chrono::Utc;
use serde_json::{Map, Value, json};

use self::access::{log_in, log_out};
use self::accounts::{
    check_admin, create_user, delete_user, get_user, init_admin, list_memberships, list_users,
    update_password, update_user,
};
use self::keys::{create_key, delete_key, list_keys};
use super::call::{Answer, Call, Reply};
use super::core::{Route, Serial, StandIn, Vendor, delete, get, post, put};
use super::go::{atoi, decode};

/// Name of the first administrator, whose identifier is 1.
pub const ADMIN: &str = "admin";
/// Password of the first administrator.
pub const PASSWORD: &str = "a long password of the admin";

const ADMIN_ROLE: i64 = 1;
const STANDARD_ROLE: i64 = 2;
/// Leaders of a team, among memberships.
const LEADER: i64 = 1;

/// Which server it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// 2.11.0
    #[default]
    V2_11,
    /// 2.23.0
    V2_23,
}

/// What the server holds.
#[derive(Default)]
pub struct Portainer {
    version: Version,
    serial: Serial,
    users: BTreeMap<i64, User>,
    keys: BTreeMap<i64, Key>,
    /// Session tokens and whose they are.
    sessions: BTreeMap<String, i64>,
    teams: Vec<String>,
    memberships: Vec<Membership>,
}

struct User {
    username: String,
    password: Option<String>,
    role: i64,
    theme: String,
    /// Only newer servers have it.
    use_cache: bool,
    /// Since when tokens count, for newer servers.
    tokens_since: i64,
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

/// A server of 2.11.0 as it is after its installation: without an administrator.
pub async fn fresh() -> StandIn<Portainer> {
    fresh_of(Version::V2_11).await
}

/// A server of that version as it is after its installation: without an administrator.
pub async fn fresh_of(version: Version) -> StandIn<Portainer> {
    let state = Portainer {
        version,
        ..Portainer::default()
    };
    StandIn::start(state).await
}

/// A server of 2.11.0 with the administrator [`ADMIN`].
pub async fn start() -> StandIn<Portainer> {
    start_of(Version::V2_11).await
}

/// A server of that version with the administrator [`ADMIN`].
pub async fn start_of(version: Version) -> StandIn<Portainer> {
    let server = fresh_of(version).await;
    server.state().add_user(ADMIN, Some(PASSWORD), ADMIN_ROLE);
    server
}

impl Portainer {
    /// Ends all sessions: their tokens are refused from now on.
    pub fn expire_tokens(&mut self) {
        self.sessions.clear();
    }

    /// Makes a session token for a user, as a login does.
    pub fn add_session(&mut self, user: i64) -> String {
        let token = self.serial.secret("made.up.");
        self.sessions.insert(token.clone(), user);
        token
    }

    /// Sets a user's password behind the API's back.
    pub fn change_password(&mut self, user: i64, password: &str) {
        if let Some(user) = self.users.get_mut(&user) {
            user.password = Some(password.to_owned());
        }
    }

    /// Makes an API key for a user, as the web interface does.
    pub fn add_key(&mut self, owner: i64, description: &str) -> String {
        // Keys are Base64: whoever does not escape them in a query sends spaces.
        let raw = format!("{}+/=", self.serial.secret("ptr_"));
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
            username: username.to_lowercase(),
            password: password.map(str::to_owned),
            role,
            theme: String::new(),
            use_cache: false,
            tokens_since: 0,
        };
        self.users.insert(id, user);
        id
    }

    fn newer(&self) -> bool {
        self.version == Version::V2_23
    }

    /// An error in the words of this version: newer ones begin the details with a capital letter.
    fn error(&self, status: u16, message: &str, details: &str) -> Answer {
        let mut details = details.to_owned();
        if self.newer()
            && let Some(first) = details.get_mut(..1)
        {
            first.make_ascii_uppercase();
        }
        Answer::json(status, &json!({ "message": message, "details": details }))
    }

    /// An error of one sentence.
    fn plain_error(&self, status: u16, message: &str) -> Answer {
        self.error(status, message, message)
    }

    /// The details of an error about something that is not in the database.
    fn not_found(&self, bucket: &str, key: i64) -> String {
        let text = "Object not found inside the database";
        // A negative key is eight bytes that are no text.
        let key = match key < 0 {
            true => "\u{fffd}".repeat(8),
            false => key.to_string(),
        };
        match self.newer() {
            true => format!("{text} (bucket={bucket}, key={key})"),
            false => text.to_owned(),
        }
    }

    fn number(&self, call: &Call, name: &str, what: &str) -> Result<i64, Answer> {
        atoi(call.parameter(name)).map_err(|reason| {
            self.error(
                400,
                &format!("Invalid {what} identifier route variable"),
                &reason,
            )
        })
    }

    fn body(&self, call: &Call) -> Result<Map<String, Value>, Answer> {
        match decode(call.body()) {
            Ok(Value::Object(body)) => Ok(body),
            Ok(_) => Ok(Map::new()),
            Err(reason) => Err(self.bad_payload(&reason)),
        }
    }

    fn bad_payload(&self, reason: &str) -> Answer {
        self.error(400, "Invalid request payload", reason)
    }
}

impl Vendor for Portainer {
    const BASE_PATH: &'static str = "/api";

    fn routes() -> Vec<Route<Self>> {
        vec![
            get("/api/status", status),
            get("/api/system/status", status),
            post("/api/auth", log_in),
            post("/api/auth/logout", log_out),
            post("/api/teams", create_team),
            post("/api/team_memberships", create_membership),
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
        Answer::text(404, "404 page not found\n")
    }

    /// The server's router knows no HEAD.
    fn gate(&mut self, method: &str) -> Result<(), Answer> {
        match method {
            "HEAD" => Err(Answer::empty(405)),
            _ => Ok(()),
        }
    }
}

/// The next identifier: Portainer counts each kind of thing from 1.
fn next<T>(things: &BTreeMap<i64, T>) -> i64 {
    things.last_key_value().map_or(1, |(last, _)| last + 1)
}

fn status(state: &mut Portainer, _: &Call) -> Reply {
    let version = match state.version {
        Version::V2_11 => "2.11.0",
        Version::V2_23 => "2.23.0",
    };
    let id = "00000000-0000-4000-8000-000000000001";
    Ok(Answer::json(
        200,
        &json!({ "Version": version, "InstanceID": id }),
    ))
}

fn create_team(state: &mut Portainer, call: &Call) -> Reply {
    state.admin(call)?;
    let body = state.body(call)?;
    let name = super::json::filled(&body, "name").unwrap_or_default();
    state.teams.push(name.to_owned());
    Ok(Answer::json(
        200,
        &json!({ "Id": state.teams.len(), "Name": name }),
    ))
}

fn create_membership(state: &mut Portainer, call: &Call) -> Reply {
    state.admin(call)?;
    let body = state.body(call)?;
    let number = |name: &str| body.get(name).and_then(Value::as_i64).unwrap_or(0);
    let (user, team, role) = (number("UserID"), number("TeamID"), number("Role"));
    state.join_team(user, team, role);
    let id = state.memberships.len();
    Ok(Answer::json(
        200,
        &json!({ "Id": id, "UserID": user, "TeamID": team, "Role": role }),
    ))
}
