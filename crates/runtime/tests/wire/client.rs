//! A client as the generator writes one, for an API of our own.

use serde::{Deserialize, Serialize};
use users_client_runtime::{
    Core, Credential, CredentialSet, Expiry, Operation, Request, RetryPolicy, Secret, SendAs,
    Status, TokenExchange, TokenSource,
};

pub(crate) type Error = users_client_runtime::Error<ApiError>;
pub(crate) type ClientBuilder = users_client_runtime::ClientBuilder<Client, Credentials>;

#[derive(Clone, Debug)]
pub(crate) struct Client(Core);

impl From<Core> for Client {
    fn from(core: Core) -> Self {
        Self(core)
    }
}

impl Client {
    pub(crate) fn builder(base_url: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(base_url)
    }

    pub(crate) fn call(&self, operation: &'static Operation) -> Request {
        self.0.request(operation)
    }

    pub(crate) fn with_core(self, change: impl FnOnce(Core) -> Core) -> Self {
        Self(change(self.0))
    }
}

/// A client without credentials that sends everything once.
pub(crate) fn plain(base_url: impl Into<String>) -> Client {
    Client::builder(base_url)
        .retry(RetryPolicy::off())
        .build()
        .unwrap()
}

#[derive(Debug, Deserialize, Serialize, PartialEq)]
pub(crate) struct User {
    pub(crate) name: String,
    pub(crate) uid: u32,
}

#[derive(Debug, Deserialize, PartialEq)]
pub(crate) struct ApiError {
    pub(crate) message: String,
    pub(crate) code: u32,
}

/// A body that `User` accepts.
pub(crate) const JANE: &str = r#"{"name":"jane","uid":7}"#;

#[derive(Clone, Debug, Default)]
pub(crate) struct Credentials(CredentialSet);

impl From<Credentials> for CredentialSet {
    fn from(credentials: Credentials) -> Self {
        credentials.0
    }
}

impl Credentials {
    pub(crate) fn with_key(self, key: impl Into<Secret>) -> Self {
        Self(self.0.with("Key", Credential::header("x-api-key", key)))
    }

    pub(crate) fn with_query_key(self, key: impl Into<Secret>) -> Self {
        Self(self.0.with("QueryKey", Credential::query("key", key)))
    }

    pub(crate) fn with_cookie(self, key: impl Into<Secret>) -> Self {
        Self(self.0.with("Cookie", Credential::cookie("session", key)))
    }

    pub(crate) fn with_bearer(self, token: impl Into<Secret>) -> Self {
        Self(self.0.with("Bearer", Credential::bearer(token)))
    }

    pub(crate) fn with_basic(
        self,
        username: impl Into<String>,
        password: impl Into<Secret>,
    ) -> Self {
        let credential = Credential::basic(username, password);
        Self(self.0.with("Basic", credential))
    }

    pub(crate) fn with_exchange(
        self,
        exchange: &'static TokenExchange,
        username: &str,
        password: &str,
    ) -> Self {
        let values = [username.into(), password.into()];
        let credential = Credential::token_exchange(exchange, values);
        Self(self.0.with("Bearer", credential))
    }

    pub(crate) fn with_one_time_password(
        self,
        username: &str,
        password: &str,
        code: Option<&str>,
    ) -> Self {
        let values = [username.into(), password.into()];
        let headers = [code.map(Secret::from)];
        let credential = Credential::token_exchange_with_headers(&BASIC_TOKEN, values, headers);
        Self(self.0.with("Bearer", credential))
    }

    pub(crate) fn with_source(self, source: impl TokenSource) -> Self {
        Self(self.0.with("Bearer", Credential::token_source(source)))
    }
}

pub(crate) static BASIC_TOKEN: TokenExchange = TokenExchange::new("GET", "/token", SendAs::Basic)
    .fields(&["username", "password"])
    .headers(&["x-otp"])
    .token("/access_token")
    .expires(Expiry::At("/expires_at"));

pub(crate) static JSON_TOKEN: TokenExchange = TokenExchange::new("POST", "/auth", SendAs::Json)
    .fields(&["Username", "Password"])
    .token("/jwt")
    .expires(Expiry::Seconds(28_800));

pub(crate) static FORM_TOKEN: TokenExchange =
    TokenExchange::new("POST", "https://login.invalid/token", SendAs::Form)
        .fields(&["username", "password"])
        .constants(&[("grant_type", "password")])
        .token("/access_token")
        .expires(Expiry::In("/expires_in"));

pub(crate) static LIST: Operation = Operation::new("list_users", "GET", "/users");

pub(crate) static GET: Operation = Operation::new("get_user", "GET", "/users/{name}")
    .security(&[
        &["Bearer"],
        &["Key"],
        &["Basic"],
        &["QueryKey"],
        &["Cookie"],
        &[],
    ])
    .success(&[Status::Code(200)])
    .accept("application/json");

pub(crate) static CREATE: Operation = Operation::new("create_user", "POST", "/users")
    .security(&[
        &["Bearer"],
        &["Key"],
        &["Basic"],
        &["QueryKey"],
        &["Cookie"],
        &[],
    ])
    .success(&[Status::Code(201), Status::Code(200)]);

pub(crate) static DELETE: Operation = Operation::new("delete_user", "DELETE", "/users/{name}")
    .security(&[&["Bearer"], &["Key"], &[]]);

pub(crate) static PUT: Operation = Operation::new("update_user", "PUT", "/users/{name}");

pub(crate) static KEYS: Operation = Operation::new("list_keys", "GET", "/users/{name}/keys");

pub(crate) static COPY: Operation = Operation::new("copy_file", "GET", "/files/{name}.{kind}:copy");

pub(crate) static PUBLIC: Operation = Operation::new("forgot_password", "POST", "/forgot");

pub(crate) static BEARER_ONLY: Operation =
    Operation::new("create_key", "POST", "/keys").security(&[&["Bearer"]]);

pub(crate) static KEY_OR_BOTH: Operation =
    Operation::new("rotate_key", "POST", "/rotate").security(&[&["Key"], &["Basic", "QueryKey"]]);

pub(crate) static OPTIONAL: Operation =
    Operation::new("status", "GET", "/status").security(&[&[], &["Key"]]);

pub(crate) static TRACED: Operation =
    Operation::new("audit", "GET", "/audit").generated_headers(&["x-request-id", "x-trace-id"]);

pub(crate) static SHARING: Operation = Operation::new("get_user", "GET", "/users/{name}")
    .accept("application/json")
    .shared_headers(&["x-trace-id", "x-code"]);
