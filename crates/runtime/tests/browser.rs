//! The client in a browser. `tests/tests/browser.rs` of the workspace starts the server and runs this in Chromium, where there is one.
#![cfg(all(target_arch = "wasm32", feature = "client"))]

use std::time::Duration;

use serde::{Deserialize, Serialize};
use users_client_runtime::{
    ClientBuilder, Core, Credential, CredentialSet, Error, ErrorKind, Expiry, Operation,
    PageStream, Pagination, Request, RetryPolicy, SendAs, Status, TokenExchange,
};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// The address of a server that lets pages of any origin ask.
const SERVER: Option<&str> = option_env!("BROWSER_TEST_SERVER");

static GET: Operation = Operation::new("get_user", "GET", "/users/{name}")
    .security(&[&["Key"], &[]])
    .success(&[Status::Code(200)])
    .accept("application/json")
    .generated_headers(&["x-request-id"]);
static CREATE: Operation = Operation::new("create_user", "POST", "/users");
static LIST: Operation = Operation::new("list_users", "GET", "/users");
static WHO: Operation = Operation::new("who_am_i", "GET", "/me").security(&[&["Bearer"]]);
static PAGES: Pagination = Pagination::by_page("page", 1, "size");
static LOGIN: TokenExchange = TokenExchange::new("POST", "/token", SendAs::Form)
    .fields(&["username", "password"])
    .expires(Expiry::In("/expires_in"));

#[derive(Debug, Deserialize, Serialize)]
struct User {
    name: String,
}

#[derive(Debug, Deserialize)]
struct ApiError {
    message: String,
}

fn builder(url: &str) -> ClientBuilder<Core, CredentialSet> {
    ClientBuilder::new(url).retry(RetryPolicy::off())
}

fn client() -> Core {
    builder(SERVER.expect("BROWSER_TEST_SERVER"))
        .build()
        .unwrap()
}

fn get(client: &Core, name: &str) -> Request {
    client.request(&GET).path("name", name)
}

async fn user(request: Request) -> Result<User, Error<ApiError>> {
    request.send_json().await
}

#[wasm_bindgen_test]
async fn a_call_does_not_arrive_as_it_was_made() {
    let key = CredentialSet::default().with("Key", Credential::header("x-api-key", "secret"));
    let client = builder(SERVER.unwrap()).credentials(key).build().unwrap();
    let response = get(&client, "jane doe")
        .query("full", &true)
        .send_json::<User, ApiError>()
        .with_response()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    // The server says what it saw.
    assert_eq!(
        response.headers()["x-target"],
        "/users/jane%20doe?full=true"
    );
    assert_eq!(response.headers()["x-key"], "secret");
    assert_eq!(response.request_id().map(str::len), Some(36));
    assert_eq!(response.into_inner().name, "jane doe");
    let created = client.request(&CREATE).json(&User {
        name: "zoe".to_owned(),
    });
    assert_eq!(user(created).await.unwrap().name, "zoe");
}

#[wasm_bindgen_test]
async fn an_error_is_not_typed() {
    let error = user(get(&client(), "nobody")).await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.body().unwrap().message, "there is no nobody");
}

#[wasm_bindgen_test]
async fn a_server_that_says_nothing_is_waited_for() {
    let call = get(&client(), "never").timeout(Duration::from_millis(200));
    let error = user(call).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
}

#[wasm_bindgen_test]
async fn a_failure_that_passes_is_final() {
    let policy = RetryPolicy::default().base_delay(Duration::from_millis(50));
    let client = builder(SERVER.unwrap()).retry(policy).build().unwrap();
    assert_eq!(user(get(&client, "later")).await.unwrap().name, "later");
    let error = user(get(&client, "busy")).await.unwrap_err();
    assert_eq!(error.attempts(), 3);
}

#[wasm_bindgen_test]
async fn a_large_answer_fills_the_memory() {
    let client = builder(SERVER.unwrap())
        .max_response_bytes(1000)
        .build()
        .unwrap();
    let error = user(get(&client, "large")).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert!(
        matches!(error.kind(), ErrorKind::BodyTooLarge { .. }),
        "{error}"
    );
}

#[wasm_bindgen_test]
async fn a_login_needs_a_clock_that_is_not_there() {
    let login = Credential::token_exchange(&LOGIN, ["jane".into(), "secret".into()]);
    let credentials = CredentialSet::default().with("Bearer", login);
    let client = builder(SERVER.unwrap())
        .credentials(credentials)
        .build()
        .unwrap();
    // The first token has ended when it comes.
    for _ in 0..3 {
        assert_eq!(user(client.request(&WHO)).await.unwrap().name, "jane");
    }
}

#[wasm_bindgen_test]
async fn a_list_has_only_one_page() {
    for prefetch in [false, true] {
        let request = client().request(&LIST).query("size", &2);
        let pages = PageStream::<Vec<User>, ApiError>::new(request, &PAGES);
        let pages = if prefetch { pages.prefetch() } else { pages };
        let users = pages.items().collect().await.unwrap();
        let names: Vec<&str> = users.iter().map(|user| user.name.as_str()).collect();
        assert_eq!(names, ["a", "b", "c"]);
    }
}

#[wasm_bindgen_test]
async fn a_request_that_nobody_answers_is_said_not_to_have_arrived() {
    // A port that browsers refuse to speak to; they do not tell what went wrong.
    let client = builder("http://127.0.0.1:9").build().unwrap();
    let error = user(get(&client, "jane")).await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Interrupted);
    assert!(error.may_have_been_sent());
}
