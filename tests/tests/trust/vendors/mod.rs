//! The five vendors, so that a test can be written once.

mod alsid;
mod contabo;
mod kestra;
mod portainer;
mod sftpgo;

use std::fmt::Debug;
use std::time::Duration;

use serde_json::Value;
use users_client_runtime::{ClientBuilder, Core, CredentialSet, RetryPolicy};
use workspace_tests::server::{Reply, Seen, Server, json};

pub(crate) use self::alsid::Alsid;
pub(crate) use self::contabo::Contabo;
pub(crate) use self::kestra::Kestra;
pub(crate) use self::portainer::Portainer;
pub(crate) use self::sftpgo::Sftpgo;
use crate::call::Call;
use crate::description::Description;

/// A way of showing who one is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Way {
    Key,
    Bearer,
    Basic,
    /// A login that the client trades for a token.
    Login,
    /// The same, with a one-time password.
    CodeLogin,
}

/// One of the generated crates.
pub(crate) trait Vendor {
    /// The name of its description.
    const NAME: &'static str;

    /// The ways that it knows, and the security scheme that each of them is for.
    const WAYS: &'static [(Way, &'static str)];

    /// The header in which a key is sent, in lower case.
    const KEY_HEADER: &'static str = "authorization";

    /// How many of its types can hold a secret, those that hold such a type included.
    const TYPES_WITH_SECRETS: usize;

    /// The path at which a login gives a token.
    const LOGIN: &'static str = "/login";

    type Client: From<Core> + Clone + Debug + Send + Sync + 'static;
    type Credentials: Into<CredentialSet> + Clone + Debug + Default;

    /// Adds a credential. A login is that of `admin`, with the secret as the password.
    fn with(credentials: Self::Credentials, way: Way, secret: &str) -> Self::Credentials;

    /// A call of every operation, with every secret of its body the sentinel.
    fn calls(client: &Self::Client) -> Vec<Call>;

    /// The name of an operation that gets one thing and answers with JSON, and the call of it.
    fn get(client: &Self::Client) -> Call;

    /// Decodes a value of the type with this name, and gives it back as `Debug` shows it and as JSON.
    fn read(name: &str, value: Value) -> Option<(String, Value)>;
}

/// Makes one test for each vendor of a function that is generic over them.
macro_rules! for_each_vendor {
    ($test:ident) => {
        crate::vendors::for_each_vendor!($test:
            alsid Alsid, contabo Contabo, kestra Kestra, portainer Portainer, sftpgo Sftpgo
        );
    };
    ($test:ident: $($vendor:ident $Vendor:ident),*) => {
        mod $test {
            $(
                #[tokio::test]
                async fn $vendor() {
                    super::$test::<crate::vendors::$Vendor>().await;
                }
            )*
        }
    };
}
pub(crate) use for_each_vendor;

/// Lists calls by the names of their operations.
macro_rules! calls {
    ($client:ident: $($operation:ident($($argument:expr),* $(,)?)),* $(,)?) => {
        vec![$(crate::call::Call::new(stringify!($operation), $client.$operation($($argument),*))),*]
    };
}
use calls;

/// Reads the type whose name is given.
macro_rules! read {
    ($name:ident, $value:ident: $($Type:ident),* $(,)?) => {
        match $name {
            $(stringify!($Type) => {
                let read: types::$Type = serde_json::from_value($value)
                    .unwrap_or_else(|error| panic!("{}: {error}", $name));
                let written = serde_json::to_value(&read)
                    .unwrap_or_else(|error| panic!("{}: {error}", $name));
                Some((crate::call::both(&read), written))
            })*
            _ => None,
        }
    };
}
use read;

impl Way {
    pub(crate) fn is_login(self) -> bool {
        matches!(self, Self::Login | Self::CodeLogin)
    }

    /// The scheme that this is for.
    pub(crate) fn scheme<V: Vendor>(self) -> &'static str {
        let found = V::WAYS.iter().find(|(way, _)| *way == self);
        found.map_or_else(
            || panic!("{} has no {self:?}", V::NAME),
            |(_, scheme)| scheme,
        )
    }
}

pub(crate) fn description<V: Vendor>() -> &'static Description {
    Description::of(V::NAME)
}

pub(crate) fn ways<V: Vendor>() -> Vec<Way> {
    V::WAYS.iter().map(|(way, _)| *way).collect()
}

pub(crate) fn credentials<V: Vendor>(ways: &[Way], secret: &str) -> V::Credentials {
    ways.iter().fold(V::Credentials::default(), |all, way| {
        V::with(all, *way, secret)
    })
}

/// A client that sends everything once.
pub(crate) fn client<V: Vendor>(server: &Server, ways: &[Way], secret: &str) -> V::Client {
    builder::<V>(server, ways, secret)
        .retry(RetryPolicy::off())
        .build()
        .unwrap_or_else(|error| panic!("{}: {error}", V::NAME))
}

pub(crate) fn builder<V: Vendor>(
    server: &Server,
    ways: &[Way],
    secret: &str,
) -> ClientBuilder<V::Client, V::Credentials> {
    let builder = ClientBuilder::new(server.url())
        // A net for tests that hang; those that wait for an end set a shorter one. Busy machines are slow.
        .timeout(Duration::from_secs(60))
        .credentials(credentials::<V>(ways, secret));
    match ways.iter().any(|way| way.is_login()) {
        true => builder.token_url(format!("{}{}", server.url(), V::LOGIN)),
        false => builder,
    }
}

/// Whether a request is a login. None of the logins is an operation of the clients but Alsid's, which is public.
pub(crate) fn is_login<V: Vendor>(seen: &Seen) -> bool {
    seen.path() == V::LOGIN
}

/// An answer to a login, in the form of each vendor.
pub(crate) fn token(token: &str) -> Reply {
    json(
        200,
        &serde_json::json!({ "access_token": token, "jwt": token, "expires_in": 300 }).to_string(),
    )
}
