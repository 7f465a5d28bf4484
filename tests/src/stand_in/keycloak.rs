//! A stand-in of the token endpoint of Keycloak 26.7.3, which stands for the login of the Contabo API.
//!
//! It rests on the recorded answers of a server with a realm `contabo` (`fixtures/recorded/keycloak-26.7.3.json`), which
//! `tests/recorded` replays. Not recorded, and decided here: which of several faults of one request is named.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::call::{Answer, Call, Reply, first};
use super::core::{Route, Serial, StandIn, Vendor, get, post};

/// A client of a realm, as OAuth calls it.
#[derive(Clone, Debug)]
pub struct RealmClient {
    /// The secret.
    pub secret: String,
    /// Whether it can be used.
    pub enabled: bool,
    /// Whether it may trade passwords for tokens.
    pub direct_access_grants: bool,
}

/// Somebody who can log in.
#[derive(Clone, Debug)]
pub struct RealmUser {
    /// The password, if there is one.
    pub password: Option<String>,
    /// Whether the account is enabled.
    pub enabled: bool,
    /// Whether nothing is left to do at the first login, such as a change of the password.
    pub set_up: bool,
    /// Whether too many wrong passwords came.
    pub locked: bool,
}

/// What a realm holds.
#[derive(Debug)]
pub struct Realm {
    /// Whether anybody can log in.
    pub enabled: bool,
    /// How long an access token lasts: 5 minutes by default.
    pub lifespan: Duration,
    /// How long a session lasts without a request: 30 minutes by default.
    pub idle: Duration,
    /// How long a session lasts at most: 10 hours by default.
    pub longest: Duration,
    clients: BTreeMap<String, RealmClient>,
    users: BTreeMap<String, RealmUser>,
    access: BTreeMap<String, DateTime<Utc>>,
    /// Refresh tokens and their sessions.
    refresh: BTreeMap<String, String>,
}

impl Default for Realm {
    fn default() -> Self {
        Self {
            enabled: true,
            lifespan: Duration::from_secs(300),
            idle: Duration::from_secs(1800),
            longest: Duration::from_secs(36_000),
            clients: BTreeMap::new(),
            users: BTreeMap::new(),
            access: BTreeMap::new(),
            refresh: BTreeMap::new(),
        }
    }
}

impl Realm {
    /// Makes a client that may trade passwords for tokens, to be changed.
    pub fn client(&mut self, id: &str, secret: &str) -> &mut RealmClient {
        let client = RealmClient {
            secret: secret.to_owned(),
            enabled: true,
            direct_access_grants: true,
        };
        self.clients.insert(id.to_owned(), client);
        self.clients.get_mut(id).expect("it was made")
    }

    /// Makes a user who can log in, to be changed.
    pub fn user(&mut self, username: &str, password: &str) -> &mut RealmUser {
        let user = RealmUser {
            password: Some(password.to_owned()),
            enabled: true,
            set_up: true,
            locked: false,
        };
        self.users.insert(username.to_owned(), user);
        self.users.get_mut(username).expect("it was made")
    }

    pub(super) fn expire_tokens(&mut self) {
        self.access.clear();
    }

    pub(super) fn add_token(&mut self, serial: &mut Serial) -> String {
        let token = serial.secret("made.up.");
        self.access
            .insert(token.clone(), Utc::now() + self.lifespan);
        token
    }

    pub(super) fn takes(&self, token: &str) -> bool {
        self.access
            .get(token)
            .is_some_and(|until| *until > Utc::now())
    }

    /// Answers a request for a token.
    pub(super) fn token(&mut self, serial: &mut Serial, call: &Call) -> Reply {
        if !self.enabled {
            return Err(refusal(403, "access_denied", "Realm not enabled"));
        }
        let form = match call.header("content-type") {
            Some(kind) if kind.starts_with("application/x-www-form-urlencoded") => call.form(),
            _ => Vec::new(),
        };
        let given = |name: &str| first(&form, name);
        let twice = |(name, _): &&(String, String)| {
            form.iter().filter(|(other, _)| other == name).count() > 1
        };
        if form.iter().any(|field| twice(&field)) {
            return Err(refusal(400, "invalid_request", "duplicated parameter"));
        }
        let missing = || refusal(400, "invalid_request", "Missing form parameter: grant_type");
        let grant = given("grant_type").ok_or_else(missing)?;
        let client = self.authenticate(call, given("client_id"), given("client_secret"))?;
        let session = match grant {
            "password" if !client.direct_access_grants => {
                let why = "Client not allowed for direct access grants";
                return Err(refusal(400, "unauthorized_client", why));
            }
            "password" => {
                self.log_in(given("username"), given("password"))?;
                serial.secret("")
            }
            "refresh_token" => {
                let session = self.refresh.get(given("refresh_token").unwrap_or_default());
                let why = "Invalid refresh token";
                session
                    .cloned()
                    .ok_or_else(|| refusal(400, "invalid_grant", why))?
            }
            "client_credentials" => {
                let why = "Client not enabled to retrieve service account";
                return Err(refusal(401, "unauthorized_client", why));
            }
            _ => {
                return Err(refusal(
                    400,
                    "unsupported_grant_type",
                    "Unsupported grant_type",
                ));
            }
        };
        let scope = match given("scope").unwrap_or_default() {
            "" => "email profile",
            "openid" => "openid email profile",
            "offline_access" => "email profile offline_access",
            other => {
                let why = format!("Invalid scopes: {other}");
                return Err(refusal(400, "invalid_scope", &why));
            }
        };
        let refresh = serial.secret("made.up.");
        self.refresh.insert(refresh.clone(), session.clone());
        let refresh_expires = match scope.ends_with("offline_access") {
            true => 0,
            false => self.idle.min(self.longest).as_secs(),
        };
        // The lifespan is cut to what is left of the session, but not to its idle time.
        let mut body = json!({
            "access_token": self.add_token(serial), "expires_in": self.lifespan.min(self.longest).as_secs(),
            "refresh_token": refresh, "refresh_expires_in": refresh_expires, "token_type": "Bearer",
            "not-before-policy": 0, "session_state": session, "scope": scope,
        });
        if scope.starts_with("openid") {
            body["id_token"] = serial.secret("made.up.").into();
        }
        Ok(Answer::json(200, &body))
    }

    /// The client that asks, by fields of the form or by basic authentication, whose parts are encoded like a form
    /// (RFC 6749, section 2.3.1).
    fn authenticate(
        &self,
        call: &Call,
        id: Option<&str>,
        secret: Option<&str>,
    ) -> Result<&RealmClient, Answer> {
        let decoded = |text: &str| {
            let mut pairs = form_urlencoded::parse(text.as_bytes());
            pairs
                .next()
                .map(|(name, _)| name.into_owned())
                .unwrap_or_default()
        };
        let basic = call
            .basic()
            .map(|(id, secret)| (decoded(&id), decoded(&secret)));
        let (id, secret) = match &basic {
            Some((id, secret)) => (Some(id.as_str()), Some(secret.as_str())),
            None => (id, secret),
        };
        let why = "Invalid client or Invalid client credentials";
        let client = id.and_then(|id| self.clients.get(id));
        let client = client.filter(|client| client.enabled);
        let client = client.ok_or_else(|| refusal(401, "invalid_client", why))?;
        match secret == Some(client.secret.as_str()) {
            true => Ok(client),
            false => Err(refusal(401, "unauthorized_client", why)),
        }
    }

    fn log_in(&self, username: Option<&str>, password: Option<&str>) -> Result<(), Answer> {
        let missing = || refusal(401, "invalid_request", "Missing parameter: username");
        let user = self.users.get(username.ok_or_else(missing)?);
        let refuse = |why: &str| Err(refusal(400, "invalid_grant", why));
        match user {
            Some(user)
                if user.password.as_deref() == password && password.is_some() && !user.locked =>
            {
                match (user.enabled, user.set_up) {
                    (false, _) => refuse("Account disabled"),
                    (true, false) => refuse("Account is not fully set up"),
                    (true, true) => Ok(()),
                }
            }
            _ => refuse("Invalid user credentials"),
        }
    }
}

fn refusal(status: u16, code: &str, why: &str) -> Answer {
    Answer::json(status, &json!({ "error": code, "error_description": why }))
}

/// A server with one realm, `contabo`.
#[derive(Default)]
pub struct Keycloak {
    serial: Serial,
    /// The realm.
    pub realm: Realm,
}

/// Starts a server whose realm is empty.
pub async fn start() -> StandIn<Keycloak> {
    StandIn::start(Keycloak::default()).await
}

impl Vendor for Keycloak {
    fn routes() -> Vec<Route<Self>> {
        const TOKEN: &str = "/realms/{realm}/protocol/openid-connect/token";
        vec![
            post(TOKEN, |state, call| match call.parameter("realm") {
                "contabo" => state.realm.token(&mut state.serial, call),
                _ => Err(no_such_realm()),
            }),
            get(TOKEN, |_, _| {
                Err(Answer::json(
                    405,
                    &json!({ "error": "HTTP 405 Method Not Allowed" }),
                ))
            }),
            get(
                "/realms/{realm}/.well-known/openid-configuration",
                |_, _| Err(no_such_realm()),
            ),
        ]
    }

    fn no_such_path() -> Answer {
        let why = "Unable to find matching target resource method";
        Answer::json(404, &json!({ "error": why }))
    }
}

fn no_such_realm() -> Answer {
    Answer::json(404, &json!({ "error": "Realm does not exist" }))
}
