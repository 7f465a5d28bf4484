//! Wire tests of contabo.

use std::collections::HashMap;

use contabo_users::runtime::RetryPolicy;
use contabo_users::runtime::uuid::Uuid;
use contabo_users::types::{CreateUser, Locale, PermissionAction, UpdateUser};
use contabo_users::{Client, Credentials, SharedHeaders as _};
use serde_json::{Value, json};
use wiremock::matchers::{bearer_token, header, method};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::harness::{Answer, Wire, fixture};

const USER: &str = "5e0f6a0c-3a7d-4a0b-9c58-7f1a2b3c4d5e";
const STORAGE: &str = "a31c8f52-6f0e-4be2-8d0c-94f1c7b0e6aa";
/// The caller's own, in place of the one that the client makes up.
const REQUEST_ID: Uuid = Uuid::from_u128(0x04e0_f898_37b4_48bc_a794_1a57_abe6_aa31);
const TRACE_ID: &str = "nightly-sync 2024-03-01";

/// Without retries, so that each call is one request.
async fn wire(operation: &'static str) -> Wire<Client> {
    Wire::start("contabo", operation, |url| {
        Client::builder(url)
            .credentials(Credentials::bearer("fake.access.token"))
            .retry(RetryPolicy::off())
            .build()
            .expect("a client of the local server")
    })
    .await
}

fn links(path: &str) -> Value {
    json!({"self": path})
}

fn credential() -> Value {
    json!({
        "tenantId": "DE",
        "customerId": "54321",
        "accessKey": "0f9e8d7c6b5a",
        "secretKey": "fake-s3-secret",
        "objectStorageId": STORAGE,
        "displayName": "Backups (EU)",
        "region": "EU",
        "credentialId": 12345,
    })
}

fn credential_path() -> String {
    format!("/v1/users/{USER}/object-storages/{STORAGE}/credentials/12345")
}

#[tokio::test]
async fn create_user() {
    let mut wire = wire("create_user").await;
    let created = || {
        let user = json!({"tenantId": "DE", "customerId": "54321", "userId": USER});
        Answer::json(201, json!({"data": [user], "_links": links("/v1/users")}))
    };
    let least = CreateUser::new("jane@example.com", true, false, Locale::En);
    let answer = wire
        .required(created(), |client| client.create_user(&least))
        .await;
    assert_eq!(answer.user_id, USER);

    let body = CreateUser::new("jane@example.com", false, true, Locale::DeDe)
        .first_name("Jane")
        .last_name("Doe-Smith")
        .roles([3, 9_007_199_254_740_993]);
    wire.full(created(), |client| {
        client
            .create_user(&body)
            .x_request_id(REQUEST_ID)
            .x_trace_id(TRACE_ID)
    })
    .await;

    let error = wire
        .fails(
            Answer::json(409, json!({"statusCode": 409, "message": "email is taken"})),
            |client| client.create_user(&body).x_request_id(REQUEST_ID),
        )
        .await;
    assert!(error.is_conflict() && !error.is_retryable());
    assert_eq!(error.request_id(), Some(REQUEST_ID.to_string().as_str()));
    assert_eq!(
        error.to_string(),
        "create_user: the server answered 409 Conflict: email is taken"
    );
    wire.finish();
}

#[tokio::test]
async fn list_users() {
    let mut wire = wire("list_users").await;
    let page = wire
        .required(Answer::json(200, fixture("contabo/list_users")), |client| {
            client.list_users()
        })
        .await;
    assert_eq!(page.pagination.total_pages, 3);
    let [jane, erik] = &page.data[..] else {
        panic!("two users were sent");
    };
    let role = &jane.roles[0];
    assert_eq!(role.role_id, 9_007_199_254_740_993);
    let permissions = role.permissions.as_ref().expect("sent");
    assert_eq!(permissions[0].actions[3], PermissionAction::Delete);
    assert_eq!(erik.locale, Locale::Other("fr".to_owned()));
    assert_eq!((&erik.first_name, &erik.last_name), (&None, &None));

    // The only page there is has no neighbours.
    let alone = json!({
        "_pagination": {"size": 100, "totalElements": 0, "totalPages": 1, "page": 1},
        "data": [],
        "_links": {"self": "/v1/users", "first": "/v1/users", "last": "/v1/users"},
    });
    let page = wire
        .full(Answer::json(200, alone), |client| {
            client
                .list_users()
                .x_request_id(REQUEST_ID)
                .x_trace_id(TRACE_ID)
                .page(1)
                .size(100)
                .order_by(["email:ASC", "lastName:DESC"])
                .email("jane+test@example.com")
                .enabled(true)
                .owner(false)
        })
        .await;
    assert_eq!((page.links.previous, page.links.next), (None, None));
    wire.finish();
}

#[tokio::test]
async fn delete_user() {
    let mut wire = wire("delete_user").await;
    wire.required(Answer::empty(204), |client| client.delete_user(USER))
        .await;
    wire.full(Answer::empty(204), |client| {
        client
            .delete_user(USER)
            .x_request_id(REQUEST_ID)
            .x_trace_id(TRACE_ID)
    })
    .await;

    // The request id that the client makes up is what the vendor's support will ask for.
    let error = wire
        .fails(
            Answer::json(404, json!({"statusCode": 404, "message": "User not found"})),
            |client| client.delete_user(USER),
        )
        .await;
    assert!(error.is_not_found());
    let made_up = error.request_id().and_then(|id| Uuid::try_parse(id).ok());
    assert_eq!(made_up.map(|id| id.get_version_num()), Some(4));
    let body = error.body().expect("the server sent one");
    assert_eq!(body.status_code, Some(404));
    wire.finish();
}

#[tokio::test]
async fn get_user() {
    let mut wire = wire("get_user").await;
    let [jane, erik] = [0, 1].map(|index| fixture("contabo/list_users")["data"][index].clone());
    let answer = |user: Value| {
        let links = links(&format!("/v1/users/{USER}"));
        Answer::json(200, json!({"data": [user], "_links": links}))
    };
    let user = wire
        .required(answer(jane), |client| client.get_user(USER))
        .await;
    assert_eq!(user.roles[1].type_, "default");
    let user = wire
        .full(answer(erik), |client| {
            client
                .get_user("odd/id ü?#%2e")
                .x_request_id(REQUEST_ID)
                .x_trace_id(TRACE_ID)
        })
        .await;
    assert!(user.owner && !user.email_verified);
    wire.finish();
}

#[tokio::test]
async fn update_user() {
    let mut wire = wire("update_user").await;
    let changed = || Answer::json(200, json!({"_links": links(&format!("/v1/users/{USER}"))}));
    wire.required(changed(), |client| {
        client.update_user(USER, &UpdateUser::new())
    })
    .await;
    let body = UpdateUser::new()
        .first_name("Jane")
        .last_name("Doe")
        .email("jane.doe@example.com")
        .enabled(false)
        .totp(true)
        .locale(Locale::EnUs)
        .roles([]);
    let answer = wire
        .full(changed(), |client| {
            client
                .update_user(USER, &body)
                .x_request_id(REQUEST_ID)
                .x_trace_id(TRACE_ID)
        })
        .await;
    assert!(answer.links.self_.ends_with(USER));
    wire.finish();
}

#[tokio::test]
async fn generate_client_secret() {
    let mut wire = wire("generate_client_secret").await;
    let answer = || {
        let secret = json!({"tenantId": "DE", "customerId": "54321", "secret": "fake-new-secret"});
        let links = links("/v1/users/client/secret");
        Answer::json(200, json!({"data": [secret], "_links": links}))
    };
    let secret = wire
        .required(answer(), |client| client.generate_client_secret())
        .await;
    assert_eq!(secret.secret.expose(), "fake-new-secret");
    assert!(!format!("{secret:?}").contains("fake-new-secret"));
    wire.full(answer(), |client| {
        client
            .generate_client_secret()
            .x_request_id(REQUEST_ID)
            .x_trace_id(TRACE_ID)
    })
    .await;
    wire.finish();
}

#[tokio::test]
async fn get_object_storage_credential() {
    let mut wire = wire("get_object_storage_credential").await;
    let answer = || {
        let links = links(&credential_path());
        Answer::json(200, json!({"data": [credential()], "_links": links}))
    };
    let found = wire
        .required(answer(), |client| {
            client.get_object_storage_credential(USER, STORAGE, 12345)
        })
        .await;
    assert_eq!(found.secret_key.expose(), "fake-s3-secret");
    wire.full(answer(), |client| {
        client
            .get_object_storage_credential(USER, STORAGE, i64::MAX)
            .x_request_id(REQUEST_ID)
            .x_trace_id(TRACE_ID)
    })
    .await;
    wire.finish();
}

#[tokio::test]
async fn regenerate_object_storage_credential() {
    let mut wire = wire("regenerate_object_storage_credential").await;
    let answer = || {
        let links = links(&credential_path());
        Answer::json(200, json!({"data": [credential()], "_links": links}))
    };
    let renewed = wire
        .required(answer(), |client| {
            client.regenerate_object_storage_credential(USER, STORAGE, 12345)
        })
        .await;
    assert_eq!(renewed.credential_id, 12345);
    wire.full(answer(), |client| {
        client
            .regenerate_object_storage_credential(USER, STORAGE, 12345)
            .x_request_id(REQUEST_ID)
            .x_trace_id(TRACE_ID)
    })
    .await;
    wire.finish();
}

#[tokio::test]
async fn list_object_storage_credentials() {
    let mut wire = wire("list_object_storage_credentials").await;
    let answer = || {
        let page = |number: u8| {
            format!("/v1/users/{USER}/object-storages/credentials?page={number}&size=1")
        };
        let links = json!({
            "self": page(2),
            "first": page(1),
            "previous": page(1),
            "next": page(3),
            "last": page(3),
        });
        let pagination = json!({"size": 1, "totalElements": 3, "totalPages": 3, "page": 2});
        Answer::json(
            200,
            json!({"_pagination": pagination, "data": [credential()], "_links": links}),
        )
    };
    let page = wire
        .required(answer(), |client| {
            client.list_object_storage_credentials(USER)
        })
        .await;
    assert_eq!(page.data[0].display_name, "Backups (EU)");
    wire.full(answer(), |client| {
        client
            .list_object_storage_credentials(USER)
            .x_request_id(REQUEST_ID)
            .x_trace_id(TRACE_ID)
            .page(2)
            .size(1)
            .order_by(["displayName:ASC", "region:DESC"])
            .object_storage_id(STORAGE)
            .region_name("United States (Central)")
            .display_name("Backups (EU) & more=1")
    })
    .await;
    wire.finish();
}

#[tokio::test]
async fn resend_email_verification() {
    let mut wire = wire("resend_email_verification").await;
    wire.required(Answer::empty(204), |client| {
        client.resend_email_verification(USER)
    })
    .await;
    wire.full(Answer::empty(204), |client| {
        client
            .resend_email_verification(USER)
            .x_request_id(REQUEST_ID)
            .x_trace_id(TRACE_ID)
            .redirect_url("https://example.com/welcome?from=mail&lang=de#top")
    })
    .await;
    wire.finish();
}

#[tokio::test]
async fn reset_password() {
    let mut wire = wire("reset_password").await;
    wire.required(Answer::empty(204), |client| client.reset_password(USER))
        .await;
    wire.full(Answer::empty(204), |client| {
        client
            .reset_password(USER)
            .x_request_id(REQUEST_ID)
            .x_trace_id(TRACE_ID)
            .redirect_url("https://example.com/signed in")
    })
    .await;

    let error = wire
        .fails(
            Answer::json(
                429,
                json!({"statusCode": 429, "message": "Too many requests"}),
            ),
            |client| client.reset_password(USER),
        )
        .await;
    assert!(error.is_rate_limited());
    // A POST: nobody knows whether the e-mail has been sent.
    assert!(!error.is_retryable());
    wire.finish();
}

#[tokio::test]
async fn get_client() {
    let mut wire = wire("get_client").await;
    let answer = || {
        let client = json!({
            "tenantId": "INT",
            "customerId": "54321",
            "id": "7d1c2b3a-4e5f-4061-8273-9485a6b7c8d9",
            "clientId": "INT-54321",
            "secret": "fake-client-secret",
        });
        let links = links("/v1/users/client");
        Answer::json(200, json!({"data": [client], "_links": links}))
    };
    let client = wire.required(answer(), |client| client.get_client()).await;
    assert_eq!(client.client_id, "INT-54321");
    assert_eq!(client.secret.expose(), "fake-client-secret");
    wire.full(answer(), |client| {
        client
            .get_client()
            .x_request_id(REQUEST_ID)
            .x_trace_id(TRACE_ID)
    })
    .await;
    wire.finish();
}

#[tokio::test]
async fn a_login_goes_to_the_token_endpoint_alone() {
    let (login, api) = (MockServer::start().await, MockServer::start().await);
    let form = [
        ("client_id", "INT-54321"),
        ("client_secret", "fake-client-secret"),
        ("username", "jane@example.com"),
        ("password", "fake & password"),
        ("grant_type", "password"),
    ];
    let sent = move |request: &Request| {
        // A form is encoded like a query.
        let mut url = request.url.clone();
        url.set_query(std::str::from_utf8(&request.body).ok());
        let fields: HashMap<_, _> = url.query_pairs().into_owned().collect();
        fields == HashMap::from(form.map(|(name, value)| (name.to_owned(), value.to_owned())))
    };
    Mock::given(method("POST"))
        .and(header("content-type", "application/x-www-form-urlencoded"))
        .and(sent)
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({
            "access_token": "fake.short-lived.token",
            "expires_in": 300,
            "refresh_expires_in": 1800,
            "refresh_token": "fake.refresh.token",
            "token_type": "Bearer",
            "not-before-policy": 0,
            "scope": "openid profile email",
        })))
        .expect(1)
        .mount(&login)
        .await;
    Mock::given(method("DELETE"))
        .and(bearer_token("fake.short-lived.token"))
        .respond_with(ResponseTemplate::new(204))
        .expect(2)
        .mount(&api)
        .await;
    let client = Client::builder(api.uri())
        .credentials(Credentials::login(
            "INT-54321",
            "fake-client-secret",
            "jane@example.com",
            "fake & password",
        ))
        .token_url(login.uri())
        .build()
        .expect("a client of the local servers");
    for _ in 0..2 {
        client.delete_user(USER).await.expect("deleted");
    }
}
