//! Round trips with Contabo.

use std::time::Duration;

use contabo_users::types::{CreateUser, Locale, UpdateUser, User};
use contabo_users::{Client, Credentials};
use serde_json::json;
use workspace_tests::stand_in::StandIn;
use workspace_tests::stand_in::contabo::{
    self, API_PASSWORD, API_USER, CLIENT_ID, CLIENT_SECRET, Contabo, OBJECT_STORAGE, TOKEN_PATH,
};

use crate::{count, last_body, refused_login, status};

fn client(server: &StandIn<Contabo>, credentials: Credentials) -> Client {
    Client::builder(server.base_url())
        .credentials(credentials)
        .token_url(server.token_url())
        .build()
        .expect("a client of the local server")
}

fn login(secret: &str) -> Credentials {
    Credentials::login(CLIENT_ID, secret, API_USER, API_PASSWORD)
}

async fn start() -> (StandIn<Contabo>, Client) {
    let server = contabo::start().await;
    let client = client(&server, login(CLIENT_SECRET));
    (server, client)
}

fn user(name: &str) -> CreateUser {
    CreateUser::new(format!("{name}@example.com"), true, false, Locale::De)
}

/// Creates a user and gives the identifier.
async fn create(client: &Client, user: &CreateUser) -> String {
    let created = client.create_user(user).await.expect("created");
    created.user_id
}

async fn get(client: &Client, id: &str) -> User {
    client.get_user(id).await.expect("exists")
}

#[tokio::test]
async fn a_user_is_created_read_listed_changed_and_deleted() {
    let (_server, client) = start().await;
    let id = create(&client, &user("jane").first_name("Jane").roles([2])).await;
    let jane = get(&client, &id).await;
    assert_eq!(
        (
            jane.email.as_str(),
            jane.first_name.as_deref(),
            &jane.last_name
        ),
        ("jane@example.com", Some("Jane"), &None)
    );
    assert_eq!(
        (jane.roles.len(), jane.roles[0].name.as_str()),
        (1, "readers"),
        "roles come whole"
    );
    let listed = client.list_users().email("jane").await.expect("listed");
    assert_eq!(listed.data, [jane]);

    let answer = client
        .update_user(&id, &UpdateUser::new().last_name("Doe"))
        .await
        .expect("updated");
    assert_eq!(answer.links.self_, format!("/v1/users/{id}"));
    let changed = get(&client, &id).await;
    assert_eq!(
        (changed.first_name.as_deref(), changed.last_name.as_deref()),
        (Some("Jane"), Some("Doe"))
    );
    client.delete_user(&id).await.expect("deleted");
    let error = client.get_user(&id).await.expect_err("it is gone");
    assert!(error.is_not_found());
    let body = error.body().expect("the server sent one");
    assert_eq!(
        (body.status_code, body.message.as_deref()),
        (Some(404), Some("there is no such user"))
    );
    assert_eq!(status(client.delete_user(&id).await), 404);
    assert_eq!(
        status(client.update_user(&id, &UpdateUser::new()).await),
        404
    );
}

#[tokio::test]
async fn every_user_is_streamed_once_whatever_the_size_of_a_page() {
    let (server, client) = start().await;
    for number in 0..11 {
        create(&client, &user(&format!("user-{number:02}"))).await;
    }
    for (size, pages) in [(5, 3), (12, 1), (6, 2), (100, 1)] {
        let before = server.seen().len();
        let users = client
            .list_users()
            .size(size)
            .order_by(["email:ASC"])
            .stream()
            .collect()
            .await
            .expect("all users");
        let emails: Vec<&str> = users.iter().map(|user| user.email.as_str()).collect();
        assert!(emails.is_sorted());
        assert_eq!((emails.len(), emails[0]), (12, API_USER), "pages of {size}");
        assert_eq!(server.seen().len() - before, pages, "pages of {size}");
    }
    let page = client.list_users().page(2).size(5).await.expect("a page");
    assert_eq!(
        (page.pagination.total_elements, page.pagination.total_pages),
        (12, 3)
    );
    assert!(page.links.previous.is_some() && page.links.next.is_some());
    let none = client
        .list_users()
        .enabled(false)
        .stream()
        .collect()
        .await
        .expect("an empty list");
    assert_eq!(none, []);
    let owners = client.list_users().owner(true).await.expect("listed");
    assert_eq!(owners.data.len(), 1);
}

#[tokio::test]
async fn an_update_changes_what_it_holds_and_keeps_the_rest() {
    let (server, client) = start().await;
    let id = create(&client, &user("jane").first_name("Jane").roles([1, 2])).await;
    let before = get(&client, &id).await;
    client
        .update_user(&id, &UpdateUser::new())
        .await
        .expect("updated");
    assert_eq!(last_body(&server), json!({}));
    assert_eq!(get(&client, &id).await, before);
    let change = UpdateUser::new()
        .enabled(false)
        .locale(Locale::EnUs)
        .roles([]);
    client.update_user(&id, &change).await.expect("updated");
    assert_eq!(
        last_body(&server),
        json!({ "enabled": false, "locale": "en-US", "roles": [] })
    );
    let after = get(&client, &id).await;
    assert_eq!(
        (after.enabled, after.locale, after.roles),
        (false, Locale::EnUs, Vec::new())
    );
    assert_eq!(
        (after.first_name, after.totp),
        (before.first_name, before.totp)
    );
}

#[tokio::test]
async fn credentials_of_the_object_storage_belong_to_one_user() {
    let (_server, client) = start().await;
    let id = create(&client, &user("jane")).await;
    let other = create(&client, &user("erik")).await;
    let listed = client
        .list_object_storage_credentials(&id)
        .stream()
        .collect()
        .await
        .expect("listed");
    let [credential] = listed.as_slice() else {
        panic!("each user has one: {listed:?}");
    };
    let number = credential.credential_id;
    let same = client
        .get_object_storage_credential(&id, OBJECT_STORAGE, number)
        .await
        .expect("exists");
    assert_eq!([same], listed[..]);
    let renewed = client
        .regenerate_object_storage_credential(&id, OBJECT_STORAGE, number)
        .await
        .expect("renewed");
    assert_eq!(renewed.access_key, credential.access_key);
    assert_ne!(renewed.secret_key, credential.secret_key);
    assert_eq!(
        status(
            client
                .get_object_storage_credential(&other, OBJECT_STORAGE, number)
                .await
        ),
        404
    );
    let elsewhere = client
        .list_object_storage_credentials(&id)
        .region_name("US")
        .await
        .expect("listed");
    assert_eq!(elsewhere.data, []);
}

#[tokio::test]
async fn mails_are_sent_to_the_user_with_the_link_of_the_caller() {
    let (server, client) = start().await;
    let id = create(&client, &user("jane")).await;
    client.resend_email_verification(&id).await.expect("sent");
    client
        .reset_password(&id)
        .redirect_url("https://example.com/a?b=c&d")
        .await
        .expect("sent");
    let mails = server.state().mails().to_vec();
    assert_eq!((mails.len(), mails[1].to.as_str()), (2, "jane@example.com"));
    assert_eq!(mails[1].content, "https://example.com/a?b=c&d");
    assert_eq!(status(client.reset_password("nobody").await), 404);
}

#[tokio::test]
async fn a_new_client_secret_replaces_the_old_one() {
    let (server, client) = start().await;
    let known = client.get_client().await.expect("answered");
    assert_eq!(known.secret.expose(), CLIENT_SECRET);
    let secret = client
        .generate_client_secret()
        .await
        .expect("generated")
        .secret;
    client.list_users().await.expect("the token is still good");
    server.state().expire_tokens();
    assert_eq!(refused_login(client.list_users().await), 401);
    let with_new = self::client(&server, login(secret.expose()));
    with_new.list_users().await.expect("the new secret is good");
}

#[tokio::test]
async fn a_token_that_the_server_no_longer_takes_is_renewed() {
    let (server, client) = start().await;
    let token_request = format!("POST {TOKEN_PATH}");
    create(&client, &user("jane")).await;
    server.state().expire_tokens();
    create(&client, &user("erik")).await;
    assert_eq!(count(&server, &token_request), 2);
    assert_eq!(client.list_users().await.expect("listed").data.len(), 3);
}

#[tokio::test]
async fn a_token_is_renewed_before_it_expires() {
    let (server, client) = start().await;
    server.state().set_token_lifetime(Duration::from_secs(1));
    client.list_users().await.expect("listed");
    tokio::time::sleep(Duration::from_millis(1100)).await;
    client.list_users().await.expect("listed with a new token");
    let requests = server.requests();
    let token_request = format!("POST {TOKEN_PATH}");
    let expected = [
        token_request.as_str(),
        "GET /v1/users",
        &token_request,
        "GET /v1/users",
    ];
    assert_eq!(requests, expected, "no request was refused");
}

#[tokio::test]
async fn a_refused_credential_is_a_typed_error() {
    let (server, _) = start().await;
    let wrong = client(&server, Credentials::bearer("wrong"));
    let error = wrong.list_users().await.expect_err("the token is wrong");
    assert!(error.is_unauthorized());
    assert_eq!(
        error.into_body().and_then(|body| body.status_code),
        Some(401)
    );
    let wrong = client(&server, login("wrong"));
    assert_eq!(refused_login(wrong.list_users().await), 401);
    assert_eq!(
        count(&server, "GET /v1/users"),
        1,
        "nothing is sent without a token"
    );
}

#[tokio::test]
async fn what_the_server_refuses_is_a_typed_error() {
    let (_server, client) = start().await;
    let id = create(&client, &user("jane")).await;
    let error = client
        .create_user(&user("jane"))
        .await
        .expect_err("the address is taken");
    assert!(error.is_conflict());
    assert_eq!(
        error.server_message(),
        Some("another user has this e-mail address")
    );
    for refused in [user("erik").first_name(""), user("erik").roles([77])] {
        assert!(
            client
                .create_user(&refused)
                .await
                .expect_err("it is refused")
                .is_invalid()
        );
    }
    let odd = CreateUser::new(
        "erik@example.com",
        true,
        false,
        Locale::Other("fr".to_owned()),
    );
    assert_eq!(status(client.create_user(&odd).await), 400);
    assert_eq!(
        status(
            client
                .update_user(&id, &UpdateUser::new().email(API_USER))
                .await
        ),
        409
    );
}
