//! Keycloak, which stands for the login of Contabo; its realm is that of `tests/live/realm.json`. The API behind the login
//! is a small server that asks Keycloak about every token.

use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use contabo_users::{Client, Credentials};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use workspace_tests::stand_in::keycloak;

use crate::lives::{at_once, refused_login};
use crate::proxy::Proxy;
use crate::{http, json_of, report, variables};

const CLIENT: &str = "DE-12345";
/// Its tokens last for 6 seconds.
const SHORT_CLIENT: &str = "DE-SHORT";
const SECRET: &str = "client secret+/&=%";
const USER: &str = "jane+api@example.com";
const USER_ID: &str = "00000000-0000-4000-8000-000000000001";
const DISABLED: &str = "disabled@example.com";
const PASSWORD: &str = "pä ss+wörd&=%";

const TOKEN: &str = "/realms/contabo/protocol/openid-connect/token";

#[tokio::test]
async fn a_login_of_a_real_server_has_a_fault() {
    let names = ["KEYCLOAK_URL", "KEYCLOAK_USERNAME", "KEYCLOAK_PASSWORD"];
    let Some([url, username, password]) = variables("keycloak", names) else {
        return;
    };
    let admin = Admin::log_in(&url, &username, &password).await;
    let version = admin.version().await;
    let proxy = Proxy::before(&url).await;
    let api = serve_api(&url).await;
    let client = |client: &str, user: &str, password: &str| {
        let credentials = Credentials::login(client, SECRET, user, password);
        let builder = Client::builder(&api).credentials(credentials);
        let builder = builder.token_url(format!("{}{TOKEN}", proxy.base_url()));
        builder.build().expect("a client of the local API")
    };

    let jane = client(CLIENT, USER, PASSWORD);
    at_once(50, |_| jane.list_users().into_future()).await;
    assert_eq!(logins(&proxy), 1, "50 calls share a token");

    admin.end_sessions_of(USER_ID).await;
    at_once(10, |_| jane.list_users().into_future()).await;
    assert_eq!(logins(&proxy), 2, "a revoked session takes one more login");

    // The client renews a token before it expires: nothing fails, and nothing is sent twice.
    let short = client(SHORT_CLIENT, USER, PASSWORD);
    let before = logins(&proxy);
    for _ in 0..10 {
        short.list_users().await.expect("listed");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    let renewed = logins(&proxy) - before;
    assert!(
        (2..=4).contains(&renewed),
        "{renewed} logins in 10 seconds, with tokens of 6"
    );

    refusals(client).await;
    report::line(&format!(
        "Keycloak {version}: logs in as Contabo's description says"
    ));
}

/// Each once: a server counts wrong passwords, and locks the account.
async fn refusals(client: impl Fn(&str, &str, &str) -> Client) {
    let outcome = client(CLIENT, USER, "not the password").list_users().await;
    assert_eq!(refused_login(outcome), 400);
    assert_eq!(
        refused_login(client(CLIENT, DISABLED, PASSWORD).list_users().await),
        400
    );
    assert_eq!(
        refused_login(client("DE-UNKNOWN", USER, PASSWORD).list_users().await),
        401
    );
}

/// What can be had of the same without a server.
#[tokio::test]
async fn a_login_of_the_stand_in_has_a_fault() {
    let server = keycloak::start().await;
    {
        let realm = &mut server.state().realm;
        realm.client(CLIENT, SECRET);
        realm.user(USER, PASSWORD);
        realm.user(DISABLED, PASSWORD).enabled = false;
    }
    refusals(|client, user, password| {
        let credentials = Credentials::login(client, SECRET, user, password);
        let builder = Client::builder(server.origin()).credentials(credentials);
        let builder = builder.token_url(format!("{}{TOKEN}", server.origin()));
        builder.build().expect("a client of the stand-in")
    })
    .await;
}

fn logins(proxy: &Proxy) -> usize {
    let exchanges = proxy.exchanges();
    exchanges
        .iter()
        .filter(|exchange| exchange.path == TOKEN)
        .count()
}

/// What an administrator of the server does.
struct Admin {
    url: String,
    token: String,
}

impl Admin {
    async fn log_in(url: &str, username: &str, password: &str) -> Self {
        let form = format!(
            "grant_type=password&client_id=admin-cli&username={}&password={}",
            encoded(username),
            encoded(password)
        );
        let answer = post_form(
            &format!("{url}/realms/master/protocol/openid-connect/token"),
            form,
        )
        .await;
        Self {
            url: url.to_owned(),
            token: answer["access_token"].as_str().expect("a token").to_owned(),
        }
    }

    async fn version(&self) -> String {
        let request = http()
            .get(format!("{}/admin/serverinfo", self.url))
            .bearer_auth(&self.token);
        let answer = json_of(request).await;
        let version = answer["systemInfo"]["version"].as_str();
        version.unwrap_or("of an unknown version").to_owned()
    }

    async fn end_sessions_of(&self, user: &str) {
        let url = format!("{}/admin/realms/contabo/users/{user}/logout", self.url);
        let answer = http()
            .post(url)
            .bearer_auth(&self.token)
            .send()
            .await
            .expect("an answer");
        assert!(answer.status().is_success(), "{}", answer.status());
    }
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

async fn post_form(url: &str, form: String) -> Value {
    let request = http()
        .post(url)
        .header("content-type", "application/x-www-form-urlencoded");
    json_of(request.body(form)).await
}

/// An API with an empty list of users, for whoever shows a token that Keycloak calls active.
async fn serve_api(keycloak: &str) -> String {
    let introspect = format!("{keycloak}{TOKEN}/introspect");
    let router = Router::new().fallback(answer).with_state(introspect);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound port");
    // It ends with the test's runtime.
    tokio::spawn(async {
        axum::serve(listener, router)
            .await
            .expect("a server on loopback")
    });
    format!("http://{address}")
}

async fn answer(State(introspect): State<String>, request: Request) -> Response {
    let shown = request.headers().get(header::AUTHORIZATION);
    let token = shown.and_then(|shown| shown.to_str().ok()?.strip_prefix("Bearer "));
    let form = format!(
        "client_id={CLIENT}&client_secret={}&token={}",
        encoded(SECRET),
        encoded(token.unwrap_or_default())
    );
    let (status, body) = match post_form(&introspect, form).await["active"] == true {
        true => (
            StatusCode::OK,
            json!({
                "_pagination": { "size": 100, "totalElements": 0, "totalPages": 0, "page": 1 },
                "data": [], "_links": { "self": "/v1/users", "first": "/v1/users", "last": "/v1/users" },
            }),
        ),
        false => (
            StatusCode::UNAUTHORIZED,
            json!({ "statusCode": 401, "message": "Unauthorized" }),
        ),
    };
    let headers = [(header::CONTENT_TYPE, "application/json")];
    (status, headers, body.to_string()).into_response()
}
