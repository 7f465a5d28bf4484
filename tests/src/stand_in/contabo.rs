//! A stand-in of the Contabo API 1.0.0: all twelve operations, and the token endpoint.
//!
//! It rests on the vendor's description and on the source of the vendor's command line; there is no server to ask. Its login
//! is the stand-in of [Keycloak](super::keycloak), whose answers are recorded; the vendor's version and settings of it
//! are not known.
//!
//! Known: the shapes (`data` is always a list, changes are answered with links), the pages with their
//! numbers and links, the header `x-request-id` that every call needs, that an update keeps what it leaves out, that roles
//! are sent as identifiers and answered whole, and the statuses of errors in general.
//!
//! Not known, and decided here: a page has 100 elements unless the call says otherwise, an order is by any one
//! property, an address that is taken is a 409 and a role that does not exist a 400, tokens last 5 minutes, a
//! name that was never given is left out of answers, the wording of all errors. Each user has one S3 credential, for the
//! one object storage that there is. Nothing is limited in its rate.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::call::{Answer, Call, Reply};
use super::core::{Mail, Route, Serial, StandIn, Vendor, delete, get, patch, post, put};
use super::json::{filled, part, take_over};
use super::keycloak::Realm;

/// Client id for the token request.
pub const CLIENT_ID: &str = "INT-made-up";
/// Client secret for the token request, until another one is generated.
pub const CLIENT_SECRET: &str = "made-up-client-secret";
/// API user for the token request: the owner of the customer account.
pub const API_USER: &str = "owner@example.com";
/// API password for the token request.
pub const API_PASSWORD: &str = "a long password of the owner";
/// Where the token endpoint is, on the same origin.
pub const TOKEN_PATH: &str = "/auth/realms/contabo/protocol/openid-connect/token";
/// The only object storage.
pub const OBJECT_STORAGE: &str = "00000000-0000-4000-9000-000000000001";

const TENANT: &str = "INT";
const CUSTOMER: &str = "54321";
const FIELDS: [&str; 6] = [
    "firstName",
    "lastName",
    "email",
    "enabled",
    "totp",
    "locale",
];

/// What the server holds.
pub struct Contabo {
    serial: Serial,
    client_secret: String,
    realm: Realm,
    roles: Vec<Value>,
    users: BTreeMap<String, Map<String, Value>>,
    /// S3 credentials by their number, with the users they belong to.
    credentials: BTreeMap<u64, (String, Value)>,
    mails: Vec<Mail>,
}

/// A server with the owner [`API_USER`] and the roles 1 (built in) and 2.
pub async fn start() -> StandIn<Contabo> {
    let role = |id: u64, name: &str, kind: &str, admin: bool| {
        json!({
            "roleId": id, "tenantId": TENANT, "customerId": CUSTOMER, "name": name, "admin": admin,
            "accessAllResources": admin, "type": kind,
            "permissions": [{ "apiName": "/v1/users", "actions": ["READ"], "resources": [] }],
        })
    };
    let mut state = Contabo {
        serial: Serial::default(),
        client_secret: CLIENT_SECRET.to_owned(),
        realm: Realm::default(),
        roles: vec![
            role(1, "admin", "default", true),
            role(2, "readers", "custom", false),
        ],
        users: BTreeMap::new(),
        credentials: BTreeMap::new(),
        mails: Vec::new(),
    };
    state.realm.client(CLIENT_ID, CLIENT_SECRET);
    state.realm.user(API_USER, API_PASSWORD);
    let owner =
        json!({ "email": API_USER, "enabled": true, "totp": false, "locale": "en", "owner": true });
    state.add_user(&owner);
    StandIn::start(state).await
}

impl StandIn<Contabo> {
    /// Where tokens are to be had.
    pub fn token_url(&self) -> String {
        format!("{}{TOKEN_PATH}", self.origin())
    }
}

impl Contabo {
    /// Ends all tokens: they are refused from now on.
    pub fn expire_tokens(&mut self) {
        self.realm.expire_tokens();
    }

    /// How long the tokens last that are given from now on: 5 minutes unless this is called.
    pub fn set_token_lifetime(&mut self, lifetime: Duration) {
        self.realm.lifespan = lifetime;
    }

    /// A token, as the token endpoint gives it.
    pub fn add_token(&mut self) -> String {
        self.realm.add_token(&mut self.serial)
    }

    /// What the server has sent by e-mail, the oldest first: where the links in it lead in the end.
    pub fn mails(&self) -> &[Mail] {
        &self.mails
    }

    fn add_user(&mut self, given: &Value) -> String {
        let id = self.serial.uuid();
        let user = json!({
            "tenantId": TENANT, "customerId": CUSTOMER, "userId": id, "emailVerified": false, "roles": [], "owner": false,
        });
        if let (Value::Object(mut user), Value::Object(given)) = (user, given) {
            take_over(&mut user, given, &FIELDS);
            take_over(&mut user, given, &["owner", "roles"]);
            self.users.insert(id.clone(), user);
        }
        let number = self.serial.number();
        let credential = json!({
            "tenantId": TENANT, "customerId": CUSTOMER, "accessKey": self.serial.secret("AK"),
            "secretKey": self.serial.secret("SK"), "objectStorageId": OBJECT_STORAGE,
            "displayName": "Object Storage EU", "region": "EU", "credentialId": number,
        });
        self.credentials.insert(number, (id.clone(), credential));
        id
    }

    fn has_email(&self, email: &str, except: &str) -> bool {
        let mut others = self.users.iter().filter(|(id, _)| *id != except);
        others.any(|(_, user)| user["email"] == email)
    }

    /// What every call has to bring: a token, and a number for the vendor's support.
    fn admit(&self, call: &Call) -> Result<(), Answer> {
        if !call.bearer().is_some_and(|token| self.realm.takes(token)) {
            return Err(error(401, "the token is missing, not valid or has expired"));
        }
        match call.header("x-request-id").is_some_and(is_uuid) {
            true => Ok(()),
            false => Err(error(400, "x-request-id has to be a UUID")),
        }
    }

    /// The user that the path names, for a caller with a token.
    fn user(&mut self, call: &Call) -> Result<&mut Map<String, Value>, Answer> {
        self.admit(call)?;
        let user = self.users.get_mut(call.parameter("user"));
        user.ok_or_else(|| error(404, "there is no such user"))
    }

    /// The credential that the path names.
    fn credential(&mut self, call: &Call) -> Result<&mut Value, Answer> {
        self.user(call)?;
        let number = call
            .parameter("credential")
            .parse()
            .map_err(|_| error(400, "credentialId has to be a number"))?;
        let found = self
            .credentials
            .get_mut(&number)
            .filter(|(owner, credential)| {
                owner == call.parameter("user")
                    && credential["objectStorageId"] == call.parameter("storage")
            });
        let found = found.map(|(_, credential)| credential);
        found.ok_or_else(|| error(404, "there is no such credential"))
    }

    /// A user as it is answered: with whole roles.
    fn show(&self, user: &Map<String, Value>) -> Value {
        let mut shown = Value::Object(user.clone());
        let held = user["roles"].as_array().into_iter().flatten();
        let role = |id: &Value| {
            self.roles
                .iter()
                .find(|role| role["roleId"] == *id)
                .cloned()
        };
        shown["roles"] = held.filter_map(role).collect();
        shown
    }

    fn check(&self, body: &Map<String, Value>, user: &str) -> Result<(), Answer> {
        for name in ["firstName", "lastName", "email"] {
            let length = body
                .get(name)
                .and_then(Value::as_str)
                .map(|text| text.chars().count());
            if length.is_some_and(|length| !(1..=255).contains(&length)) {
                return Err(error(
                    400,
                    &format!("{name} has to have 1 to 255 characters"),
                ));
            }
        }
        let locale = body.get("locale").and_then(Value::as_str);
        if locale.is_some_and(|locale| !["de-DE", "de", "en-US", "en"].contains(&locale)) {
            return Err(error(400, "there is no such locale"));
        }
        let roles = body.get("roles").and_then(Value::as_array);
        let known = |id: &Value| self.roles.iter().any(|role| role["roleId"] == *id);
        if !roles.into_iter().flatten().all(known) {
            return Err(error(400, "there is no such role"));
        }
        match filled(body, "email").is_some_and(|email| self.has_email(email, user)) {
            true => Err(error(409, "another user has this e-mail address")),
            false => Ok(()),
        }
    }
}

impl Vendor for Contabo {
    fn routes() -> Vec<Route<Self>> {
        const CREDENTIAL: &str =
            "/v1/users/{user}/object-storages/{storage}/credentials/{credential}";
        vec![
            post(TOKEN_PATH, token),
            get("/v1/users", list_users),
            post("/v1/users", create_user),
            get("/v1/users/client", get_client),
            put("/v1/users/client/secret", generate_secret),
            get("/v1/users/{user}", get_user),
            patch("/v1/users/{user}", update_user),
            delete("/v1/users/{user}", delete_user),
            post("/v1/users/{user}/resend-email-verification", send_mail),
            post("/v1/users/{user}/reset-password", send_mail),
            get(
                "/v1/users/{user}/object-storages/credentials",
                list_credentials,
            ),
            get(CREDENTIAL, get_credential),
            patch(CREDENTIAL, regenerate_credential),
        ]
    }

    fn no_such_path() -> Answer {
        error(404, "there is no such path")
    }
}

fn error(status: u16, message: &str) -> Answer {
    Answer::json(status, &json!({ "statusCode": status, "message": message }))
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12]
        && groups
            .concat()
            .chars()
            .all(|digit| digit.is_ascii_hexdigit())
}

/// One thing: a list of one element.
fn one(status: u16, call: &Call, thing: &Value) -> Reply {
    let body = json!({ "data": [thing], "_links": { "self": call.target() } });
    Ok(Answer::json(status, &body))
}

/// One page of things, in the order that the call asks for.
fn page(call: &Call, mut things: Vec<Value>) -> Reply {
    let number: usize = call
        .query_as("page", 1)
        .map_err(|message| error(400, &message))?;
    let size: usize = call
        .query_as("size", 100)
        .map_err(|message| error(400, &message))?;
    if number == 0 || size == 0 {
        return Err(error(400, "page and size count from 1"));
    }
    for order in call.queries("orderBy") {
        let (name, direction) = order.split_once(':').unwrap_or((order, "ASC"));
        things.sort_by_key(|thing| thing[name].to_string());
        match direction.to_ascii_uppercase().as_str() {
            "ASC" => {}
            "DESC" => things.reverse(),
            _ => return Err(error(400, "an order is ASC or DESC")),
        }
    }
    let (total, pages) = (things.len(), things.len().div_ceil(size));
    let link = |page: usize| format!("{}?page={page}&size={size}", call.path());
    let mut links = json!({ "self": link(number), "first": link(1), "last": link(pages.max(1)) });
    if number > 1 {
        links["previous"] = link(number - 1).into();
    }
    if number < pages {
        links["next"] = link(number + 1).into();
    }
    let body = json!({
        "_pagination": { "size": size, "totalElements": total, "totalPages": pages, "page": number },
        "data": part(things, (number - 1).saturating_mul(size), size),
        "_links": links,
    });
    Ok(Answer::json(200, &body))
}

/// The password grant of OAuth 2.0, with the errors of RFC 6749, section 5.2.
fn token(state: &mut Contabo, call: &Call) -> Reply {
    state.realm.token(&mut state.serial, call)
}

fn list_users(state: &mut Contabo, call: &Call) -> Reply {
    state.admit(call)?;
    let flag = |name| match call.query(name) {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(_) => Err(error(400, "a filter is true or false")),
    };
    let (enabled, owner) = (flag("enabled")?, flag("owner")?);
    let email = call.query("email").unwrap_or_default();
    let users = state.users.values().filter(|user| {
        user["email"]
            .as_str()
            .is_some_and(|address| address.contains(email))
            && enabled.is_none_or(|enabled| user["enabled"] == enabled)
            && owner.is_none_or(|owner| user["owner"] == owner)
    });
    page(call, users.map(|user| state.show(user)).collect())
}

fn create_user(state: &mut Contabo, call: &Call) -> Reply {
    state.admit(call)?;
    let body = call.object().map_err(|message| error(400, &message))?;
    for name in ["email", "enabled", "totp", "locale"] {
        if !body.contains_key(name) {
            return Err(error(400, &format!("{name} is missing")));
        }
    }
    state.check(&body, "")?;
    let id = state.add_user(&Value::Object(body));
    one(
        201,
        call,
        &json!({ "tenantId": TENANT, "customerId": CUSTOMER, "userId": id }),
    )
}

fn get_user(state: &mut Contabo, call: &Call) -> Reply {
    let user = state.user(call)?.clone();
    one(200, call, &state.show(&user))
}

fn update_user(state: &mut Contabo, call: &Call) -> Reply {
    state.user(call)?;
    let body = call.object().map_err(|message| error(400, &message))?;
    state.check(&body, call.parameter("user"))?;
    let user = state.user(call)?;
    take_over(user, &body, &FIELDS);
    take_over(user, &body, &["roles"]);
    Ok(Answer::json(
        200,
        &json!({ "_links": { "self": call.target() } }),
    ))
}

fn delete_user(state: &mut Contabo, call: &Call) -> Reply {
    state.user(call)?;
    let id = call.parameter("user");
    state.users.remove(id);
    state.credentials.retain(|_, (owner, _)| owner != id);
    Ok(Answer::empty(204))
}

fn send_mail(state: &mut Contabo, call: &Call) -> Reply {
    let to = state.user(call)?["email"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let content = call
        .query("redirectUrl")
        .unwrap_or("https://contabo.example.com")
        .to_owned();
    state.mails.push(Mail { to, content });
    Ok(Answer::empty(204))
}

fn get_client(state: &mut Contabo, call: &Call) -> Reply {
    state.admit(call)?;
    let client = json!({
        "tenantId": TENANT, "customerId": CUSTOMER, "id": "00000000-0000-4000-9000-000000000002",
        "clientId": CLIENT_ID, "secret": state.client_secret,
    });
    one(200, call, &client)
}

fn generate_secret(state: &mut Contabo, call: &Call) -> Reply {
    state.admit(call)?;
    state.client_secret = state.serial.secret("");
    state.realm.client(CLIENT_ID, &state.client_secret);
    one(
        200,
        call,
        &json!({ "tenantId": TENANT, "customerId": CUSTOMER, "secret": state.client_secret }),
    )
}

fn list_credentials(state: &mut Contabo, call: &Call) -> Reply {
    state.user(call)?;
    let wanted = [
        ("objectStorageId", call.query("objectStorageId")),
        ("region", call.query("regionName")),
        ("displayName", call.query("displayName")),
    ];
    let fits = |credential: &Value| {
        wanted
            .iter()
            .all(|(name, value)| value.is_none_or(|value| credential[*name] == value))
    };
    let own = state
        .credentials
        .values()
        .filter(|(owner, _)| owner == call.parameter("user"));
    page(
        call,
        own.map(|(_, credential)| credential.clone())
            .filter(fits)
            .collect(),
    )
}

fn get_credential(state: &mut Contabo, call: &Call) -> Reply {
    let credential = state.credential(call)?.clone();
    one(200, call, &credential)
}

fn regenerate_credential(state: &mut Contabo, call: &Call) -> Reply {
    state.credential(call)?;
    let key = state.serial.secret("SK");
    let credential = state.credential(call)?;
    credential["secretKey"] = key.into();
    let credential = credential.clone();
    one(200, call, &credential)
}
