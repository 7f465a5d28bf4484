//! A stand-in of Kestra Enterprise 1.0.0-beta7: all 24 operations.
//!
//! It rests on the vendor's SDK pages and description and on later versions of the same; the Enterprise server is not to be
//! had, and no answer of one is recorded.
//!
//! Known: the shapes of what is described, the pages with their total, that an order without a direction is a
//! 422, the statuses of successes (200 for a new token, 204 for a token of a user that is gone, 200 with an object for
//! one of a service account), 404 for what does not exist, the shape of errors, that a bearer token or
//! e-mail address and password are taken, that a whole token is shown once, and that an extended one lives on when it
//! is used.
//!
//! Not known, and decided here: 401 and 403 have no body; 422 is the answer to an address that is taken and to
//! every value that is refused. A `PUT` of a user empties what it leaves out, but keeps the password, and what the
//! server does not know is kept with the user, as a newer server would keep what it knows. The content of the answers
//! that nobody describes is an empty object or nothing. Tenants, groups and service accounts have no operations here:
//! there are the tenants `main` and `lab`, the groups `admins` and `developers` in `main` and `testers` in `lab`, and
//! the service account [`SERVICE_ACCOUNT`], which may do nothing but exist. Everything takes super-admin rights but
//! the caller's own password.

mod tokens;
mod users;

use std::collections::BTreeMap;

use chrono::Utc;
use serde_json::{Map, Value, json};

use super::call::{Answer, Call};
use super::core::{Route, Serial, StandIn, Vendor, delete, get, patch, post, put};
use tokens::Token;

/// E-mail address of the super-admin.
pub const ADMIN: &str = "root@example.com";
/// Password of the super-admin.
pub const PASSWORD: &str = "a long password of the admin";
/// The tenant whose groups are [`GROUPS`] but for the last one.
pub const TENANT: &str = "main";
/// Groups and their tenants.
pub const GROUPS: [(&str, &str); 3] = [
    ("admins", "main"),
    ("developers", "main"),
    ("testers", "lab"),
];
/// A service account.
pub const SERVICE_ACCOUNT: &str = "ci-runner";

const TENANTS: [(&str, &str); 2] = [("main", "Main"), ("lab", "Laboratory")];

/// What the server holds.
#[derive(Default)]
pub struct Kestra {
    serial: Serial,
    /// Users in the order in which they were created.
    users: Vec<User>,
    tokens: BTreeMap<String, Token>,
}

struct User {
    id: String,
    password: Option<String>,
    /// As the API answers it.
    shown: Map<String, Value>,
}

/// A server with the super-admin [`ADMIN`].
pub async fn start() -> StandIn<Kestra> {
    let mut state = Kestra::default();
    let admin =
        json!({ "email": ADMIN, "superAdmin": true, "password": PASSWORD, "tenants": [TENANT] });
    if let Value::Object(admin) = admin {
        state.add_user(admin);
    }
    StandIn::start(state).await
}

impl Kestra {
    /// Lets all API tokens expire.
    pub fn expire_tokens(&mut self) {
        for token in self.tokens.values_mut() {
            token.expires = Some(Utc::now());
        }
    }

    /// The user as the API answers it, to look at or to change as a newer server would.
    pub fn stored(&mut self, id: &str) -> Option<&mut Map<String, Value>> {
        self.find(id).map(|user| &mut user.shown)
    }

    fn find(&mut self, id: &str) -> Option<&mut User> {
        self.users.iter_mut().find(|user| user.id == id)
    }

    /// Who calls: the user's or service account's identifier.
    fn caller(&mut self, call: &Call) -> Result<String, Answer> {
        if let Some(token) = call.bearer() {
            return self.use_token(token).ok_or_else(|| Answer::empty(401));
        }
        let (email, password) = call.basic().ok_or_else(|| Answer::empty(401))?;
        let found = self
            .users
            .iter()
            .find(|user| user.shown["email"] == email && user.password.as_ref() == Some(&password));
        found
            .map(|user| user.id.clone())
            .ok_or_else(|| Answer::empty(401))
    }

    fn super_admin(&mut self, call: &Call) -> Result<(), Answer> {
        let id = self.caller(call)?;
        let user = self.find(&id).ok_or_else(|| Answer::empty(403))?;
        match user.shown["superAdmin"] == true {
            true => Ok(()),
            false => Err(Answer::empty(403)),
        }
    }

    /// The user that the path names, for a super-admin.
    fn user(&mut self, call: &Call) -> Result<&mut User, Answer> {
        self.super_admin(call)?;
        let user = self.find(call.parameter("id"));
        user.ok_or_else(|| error(call, 404, "there is no such user"))
    }
}

impl Vendor for Kestra {
    fn routes() -> Vec<Route<Self>> {
        const ACCOUNT: &str = "/api/v1/service-accounts/{id}/api-tokens";
        const ACCOUNT_TOKEN: &str = "/api/v1/service-accounts/{id}/api-tokens/{token}";
        const TENANT_ACCOUNT: &str = "/api/v1/{tenant}/service-accounts/{id}/api-tokens";
        const TENANT_ACCOUNT_TOKEN: &str =
            "/api/v1/{tenant}/service-accounts/{id}/api-tokens/{token}";
        vec![
            get("/api/v1/users", users::list),
            post("/api/v1/users", users::create),
            get("/api/v1/users/{id}", users::get),
            put("/api/v1/users/{id}", users::replace),
            patch("/api/v1/users/{id}", users::patch),
            delete("/api/v1/users/{id}", users::delete),
            patch("/api/v1/users/{id}/restricted", users::set_restricted),
            patch("/api/v1/users/{id}/superadmin", users::set_super_admin),
            patch("/api/v1/users/{id}/password", users::set_password),
            delete("/api/v1/users/{id}/auths/{auth}", users::delete_auth),
            delete(
                "/api/v1/users/{id}/refresh-token",
                users::delete_refresh_token,
            ),
            post("/api/v1/users/{id}/impersonate", users::impersonate),
            put("/api/v1/me/password", users::own_password),
            put("/api/v1/{tenant}/users/{id}/groups", users::replace_groups),
            post(
                "/api/v1/{tenant}/tenant-access/autocomplete",
                users::autocomplete,
            ),
            get("/api/v1/users/{id}/api-tokens", tokens::list_of_user),
            post("/api/v1/users/{id}/api-tokens", tokens::create_for_user),
            delete(
                "/api/v1/users/{id}/api-tokens/{token}",
                tokens::delete_of_user,
            ),
            get(ACCOUNT, tokens::list_of_account),
            post(ACCOUNT, tokens::create_for_account),
            delete(ACCOUNT_TOKEN, tokens::delete_of_account),
            get(TENANT_ACCOUNT, tokens::list_of_account),
            post(TENANT_ACCOUNT, tokens::create_for_account),
            delete(TENANT_ACCOUNT_TOKEN, tokens::delete_of_account),
        ]
    }

    fn no_such_path() -> Answer {
        Answer::json(404, &json!({ "message": "there is no such path" }))
    }
}

/// The framework's shape of errors.
fn error(call: &Call, status: u16, message: &str) -> Answer {
    let body = json!({
        "message": message,
        "_links": { "self": [{ "href": call.path(), "templated": false }] },
        "_embedded": { "errors": [{ "message": message }] },
    });
    Answer::json(status, &body)
}

fn body(call: &Call) -> Result<Map<String, Value>, Answer> {
    call.object().map_err(|message| error(call, 422, &message))
}

/// A property that a body cannot do without.
fn required<'a>(
    call: &Call,
    body: &'a Map<String, Value>,
    name: &str,
) -> Result<&'a Value, Answer> {
    let value = body
        .get(name)
        .filter(|value| !value.is_null() && **value != "");
    value.ok_or_else(|| error(call, 422, &format!("{name} must not be empty")))
}

/// The tenant that the path names, if it names one.
fn tenant(call: &Call) -> Result<&str, Answer> {
    let tenant = call.parameter("tenant");
    match tenant.is_empty() || TENANTS.iter().any(|(id, _)| *id == tenant) {
        true => Ok(tenant),
        false => Err(error(call, 404, "there is no such tenant")),
    }
}
