//! A stand-in of SFTPGo 2.7.5: the eight operations on users, `GET /token`, which gives tokens to admins, and the few
//! operations around them that a recording needs (folders, API keys, logout, version).
//!
//! It rests on the recorded answers of a server with default settings (`fixtures/recorded/sftpgo-2.7.5.json`), which
//! `tests/recorded` replays: statuses, bodies and the wording of errors are the server's.
//!
//! Not recorded, and decided here: passphrases of fewer than 16 characters are weak, public keys are only looked at for
//! their form, the passwords of users are not checked, and the last of several reset codes is good. A property that
//! [`Sftpgo::stored`] brought in stays with the user, as a newer server would keep what it knows.

mod admins;
mod checks;
mod secrets;
mod shape;
mod users;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::call::{Answer, Call, Reply};
use super::core::{Mail, Route, Serial, StandIn, Vendor, delete, get, post, put};

pub use self::admins::{Admin, Scope};

use self::admins::{Admins, log_out, token, user_token};
use self::users::{
    create_folder, create_user, delete_user, disable_2fa, forgot_password, get_user, list_users,
    reset_password, update_user,
};

/// Username of the admin.
pub const ADMIN: &str = "admin";
/// Password of the admin.
pub const PASSWORD: &str = "a long password of the admin";
/// API key of the admin.
pub const API_KEY: &str = "made-up-id.made-up-key";

/// How a server is configured.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Where homes are that no request names; by default there is no such place.
    pub users_base_dir: Option<&'static str>,
    /// Whether there is a mail server; by default there is.
    pub mail: bool,
    /// How long tokens last: 20 minutes by default.
    pub token_lifetime: Duration,
    /// Whether the limit of requests is used up; by default there is none.
    pub limited: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            users_base_dir: None,
            mail: true,
            token_lifetime: Duration::from_secs(1200),
            limited: false,
        }
    }
}

/// What the server holds.
pub struct Sftpgo {
    settings: Settings,
    serial: Serial,
    admins: Admins,
    /// Users as they are stored, secrets and all; `password` holds a hash.
    users: BTreeMap<String, Map<String, Value>>,
    groups: BTreeSet<String>,
    roles: BTreeSet<String>,
    folders: BTreeMap<String, Value>,
    /// Reset codes and whose password they set.
    codes: BTreeMap<String, String>,
    mails: Vec<Mail>,
}

/// A server with default settings and without users.
pub async fn start() -> StandIn<Sftpgo> {
    start_with(Settings::default()).await
}

/// A server without users.
pub async fn start_with(settings: Settings) -> StandIn<Sftpgo> {
    let mut admins = Admins::default();
    admins.add(Admin::new(ADMIN, PASSWORD));
    admins.add_key(API_KEY, Scope::Admin, Some(ADMIN));
    let state = Sftpgo {
        settings,
        serial: Serial::default(),
        admins,
        users: BTreeMap::new(),
        groups: BTreeSet::new(),
        roles: BTreeSet::new(),
        folders: BTreeMap::new(),
        codes: BTreeMap::new(),
        mails: Vec::new(),
    };
    StandIn::start(state).await
}

impl Sftpgo {
    /// Ends all tokens: they are refused from now on.
    pub fn expire_tokens(&mut self) {
        self.admins.expire_tokens();
    }

    /// How long the tokens last that are given from now on.
    pub fn set_token_lifetime(&mut self, lifetime: Duration) {
        self.settings.token_lifetime = lifetime;
    }

    /// Who may call, and with what.
    pub fn admins(&mut self) -> &mut Admins {
        &mut self.admins
    }

    /// Makes a group, which users can be in.
    pub fn add_group(&mut self, name: &str) {
        self.groups.insert(name.to_owned());
    }

    /// Makes a role, which users can have.
    pub fn add_role(&mut self, name: &str) {
        self.roles.insert(name.to_owned());
    }

    /// What the server has sent by e-mail: codes to reset passwords with, the oldest first.
    pub fn mails(&self) -> &[Mail] {
        &self.mails
    }

    /// The user as it is stored, to look at or to change as a newer server would.
    pub fn stored(&mut self, username: &str) -> Option<&mut Map<String, Value>> {
        self.users.get_mut(username)
    }

    /// Gives a user a second factor, as users do themselves in the web interface.
    pub fn enrol(&mut self, username: &str) {
        let secret = |serial: &mut Serial| {
            json!({
                "status": "Secretbox", "payload": serial.secret(""), "key": serial.secret(""), "additional_data": username,
            })
        };
        let Some(user) = self.users.get_mut(username) else {
            return;
        };
        user.insert("last_login".to_owned(), shape::now());
        let filters = shape::section(user, "filters");
        let factor = json!({
            "enabled": true, "config_name": "Default", "secret": secret(&mut self.serial), "protocols": ["HTTP", "SSH"],
        });
        filters.insert("totp_config".to_owned(), factor);
        let codes = (0..12).map(|_| json!({ "secret": secret(&mut self.serial) }));
        filters.insert("recovery_codes".to_owned(), codes.collect());
    }
}

impl Vendor for Sftpgo {
    const BASE_PATH: &'static str = "/api/v2";

    fn routes() -> Vec<Route<Self>> {
        vec![
            get("/api/v2/version", version),
            get("/api/v2/token", token),
            get("/api/v2/logout", log_out),
            get("/api/v2/user/token", user_token),
            post("/api/v2/apikeys", admins::create_key),
            post("/api/v2/folders", create_folder),
            get("/api/v2/users", list_users),
            // An empty username in the path reaches the collection.
            get("/api/v2/users/", list_users),
            post("/api/v2/users", create_user),
            get("/api/v2/users/{username}", get_user),
            put("/api/v2/users/{username}", update_user),
            delete("/api/v2/users/{username}", delete_user),
            put("/api/v2/users/{username}/2fa/disable", disable_2fa),
            post("/api/v2/users/{username}/forgot-password", forgot_password),
            post("/api/v2/users/{username}/reset-password", reset_password),
        ]
    }

    fn no_such_path() -> Answer {
        said(404, "Not Found")
    }

    fn gate(&mut self, _: &str) -> Result<(), Answer> {
        if !self.settings.limited {
            return Ok(());
        }
        let reason =
            "rate limit exceed, wait time to respect rate 59.900000000s, max wait time allowed 10s";
        let body = json!({ "error": reason, "message": "Too Many Requests" });
        Err(Answer::json(429, &body))
    }
}

fn version(state: &mut Sftpgo, call: &Call) -> Reply {
    state.admins.caller(call)?;
    let features = [
        "-metrics",
        "-azblob",
        "-gcs",
        "-s3",
        "+bolt",
        "-mysql",
        "-pgsql",
        "+sqlite",
        "-unixcrypt",
        "+portable",
    ];
    let body =
        json!({ "version": "2.7.5", "build_date": "", "commit_hash": "", "features": features });
    Ok(Answer::json(200, &body))
}

/// What the server says in `message` alone, success and refusal alike.
fn said(status: u16, message: &str) -> Answer {
    Answer::json(status, &json!({ "message": message }))
}

/// A failure that an error of the server's code explains.
fn error(status: u16, error: &str) -> Answer {
    Answer::json(status, &json!({ "error": error, "message": "" }))
}

fn done(message: &str) -> Reply {
    Ok(said(200, message))
}

fn bad_request(reason: impl AsRef<str>) -> Answer {
    error(400, reason.as_ref())
}

fn invalid(reason: impl AsRef<str>) -> Answer {
    error(400, &format!("Validation error: {}", reason.as_ref()))
}
