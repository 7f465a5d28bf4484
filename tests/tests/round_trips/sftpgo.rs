//! Round trips with SFTPGo.

use serde_json::{Value, json};
use sftpgo_users::types::{
    FilesystemConfig, FilesystemProvider, KmsSecret, Permission, ResetPassword, S3Config,
    SecretStatus, SortOrder, User, UserFilters, UserStatus,
};
use sftpgo_users::{Client, Credentials};
use workspace_tests::stand_in::StandIn;
use workspace_tests::stand_in::sftpgo::{self, ADMIN, API_KEY, PASSWORD, Sftpgo};

use crate::{count, refused_login, status};

fn client(server: &StandIn<Sftpgo>, credentials: Credentials) -> Client {
    Client::builder(server.base_url())
        .credentials(credentials)
        .build()
        .expect("a client of the local server")
}

async fn start() -> (StandIn<Sftpgo>, Client) {
    let server = sftpgo::start().await;
    let client = client(&server, Credentials::api_key(API_KEY));
    (server, client)
}

fn user(username: &str) -> User {
    let permissions = [("/".to_owned(), vec![Permission::List, Permission::Download])];
    User::new(username, permissions.into())
        .status(UserStatus::Enabled)
        .home_dir("/srv/sftpgo/home")
}

fn stored(server: &StandIn<Sftpgo>, username: &str) -> Value {
    let mut state = server.state();
    Value::Object(
        state
            .stored(username)
            .expect("there is such a user")
            .clone(),
    )
}

#[tokio::test]
async fn a_user_is_created_read_listed_changed_and_deleted() {
    let (_server, client) = start().await;
    let created = client
        .create_user(
            &user("zoë o'hara 100%+x")
                .email("zoe@example.com")
                .password("secret"),
        )
        .await
        .expect("created");
    assert_eq!(created.has_password, Some(true));
    assert_eq!(created.password, None, "passwords are not answered");

    let mut read = client.get_user("zoë o'hara 100%+x").await.expect("exists");
    assert_eq!(read, created);
    assert_eq!(client.list_users().await.expect("one user"), [created]);

    read.email = Some("z@example.com".to_owned());
    read.status = Some(UserStatus::Disabled);
    client
        .update_user("zoë o'hara 100%+x", &read)
        .disconnect(true)
        .await
        .expect("updated");
    let changed = client.get_user("zoë o'hara 100%+x").await.expect("exists");
    assert_eq!(changed.email.as_deref(), Some("z@example.com"));
    assert_eq!(changed.status, Some(UserStatus::Disabled));
    assert_eq!(
        changed.has_password,
        Some(true),
        "an absent password is kept"
    );

    let deleted = client
        .delete_user("zoë o'hara 100%+x")
        .await
        .expect("deleted");
    assert_eq!(deleted.message, "User deleted");
    let error = client
        .get_user("zoë o'hara 100%+x")
        .await
        .expect_err("it is gone");
    assert!(error.is_not_found());
    assert_eq!(
        error.body().and_then(|body| body.error.as_deref()),
        Some("Not Found")
    );
    assert_eq!(status(client.delete_user("zoë o'hara 100%+x").await), 404);
    assert_eq!(
        status(client.update_user("nobody", &user("nobody")).await),
        404
    );
}

#[tokio::test]
async fn every_user_is_streamed_once_however_many_the_server_gives_at_a_time() {
    let (server, client) = start().await;
    for number in 0..501 {
        client
            .create_user(&user(&format!("user-{number:03}")))
            .await
            .expect("created");
    }
    for (limit, pages) in [(200, 3), (1000, 2)] {
        let before = server.seen().len();
        let users = client
            .list_users()
            .limit(limit)
            .stream()
            .collect()
            .await
            .expect("all users");
        let names: Vec<&str> = users.iter().map(|user| user.username.as_str()).collect();
        assert!(names.is_sorted(), "limit {limit}");
        assert_eq!(
            (names.len(), names.first(), names.last()),
            (501, Some(&"user-000"), Some(&"user-500"))
        );
        assert_eq!(server.seen().len() - before, pages, "limit {limit}");
    }
    let last = client
        .list_users()
        .order(SortOrder::Descending)
        .limit(1)
        .await
        .expect("one user");
    assert_eq!(last[0].username, "user-500");
    assert_eq!(
        status(
            client
                .list_users()
                .order(SortOrder::Other("SIDEWAYS".to_owned()))
                .await
        ),
        400
    );
}

#[tokio::test]
async fn a_password_that_is_absent_empty_or_new_is_kept_removed_or_set() {
    let (server, client) = start().await;
    client
        .create_user(&user("jane").password("first"))
        .await
        .expect("created");
    let hash = |server: &StandIn<Sftpgo>| stored(server, "jane").get("password").cloned();
    let first = hash(&server);
    assert!(first.is_some());

    client
        .update_user("jane", &user("jane"))
        .await
        .expect("updated");
    assert_eq!(hash(&server), first);
    client
        .update_user("jane", &user("jane").password("second"))
        .await
        .expect("updated");
    assert_ne!(hash(&server), first);
    client
        .update_user("jane", &user("jane").password(""))
        .await
        .expect("updated");
    assert_eq!(hash(&server), None);
    assert_eq!(
        client.get_user("jane").await.expect("exists").has_password,
        None
    );
}

#[tokio::test]
async fn what_an_update_leaves_out_falls_back_to_its_default() {
    let (_server, client) = start().await;
    let full = user("jane")
        .email("jane@example.com")
        .description("Night shift")
        .max_sessions(3);
    let created = client.create_user(&full).await.expect("created");
    let bare = User::new("jane", created.permissions.clone()).home_dir("/srv/sftpgo/home");
    client.update_user("jane", &bare).await.expect("updated");
    let after = client.get_user("jane").await.expect("exists");
    assert_eq!((after.email, after.description), (None, None));
    assert_eq!(
        (after.max_sessions, after.status),
        (Some(0), Some(UserStatus::Disabled))
    );
    assert_eq!(
        (after.id, after.created_at),
        (created.id, created.created_at)
    );
}

#[tokio::test]
async fn what_only_a_newer_server_knows_survives_get_change_put() {
    let (server, client) = start().await;
    let filters = UserFilters::new().start_directory("/in");
    client
        .create_user(&user("jane").filters(filters))
        .await
        .expect("created");
    {
        let mut state = server.state();
        let jane = state.stored("jane").expect("created");
        jane.insert("quantum_keys".to_owned(), json!([{ "spin": "up" }, null]));
        jane["filters"]["moon_phases"] = json!({ "full": false });
        jane["filters"]["hooks"]["dream_check_disabled"] = json!(true);
        jane["filesystem"]["provider"] = json!(7);
        jane["filesystem"]["tapeconfig"] = json!({ "reels": 12 });
    }
    let before = stored(&server, "jane");
    let mut jane = client.get_user("jane").await.expect("exists");
    jane.description = Some("changed".to_owned());
    client.update_user("jane", &jane).await.expect("updated");
    let mut expected = before;
    expected["description"] = json!("changed");
    let mut after = stored(&server, "jane");
    expected["updated_at"] = after["updated_at"].take();
    after["updated_at"] = expected["updated_at"].clone();
    assert_eq!(after, expected);
}

#[tokio::test]
async fn a_secret_that_comes_back_as_it_was_shown_keeps_its_value() {
    let (server, client) = start().await;
    let secret = KmsSecret::new()
        .status(SecretStatus::Plain)
        .payload("s3cr3t");
    let s3 = S3Config::new()
        .bucket("files")
        .region("eu-1")
        .access_secret(secret);
    let storage = FilesystemConfig::new()
        .provider(FilesystemProvider::S3)
        .s3config(s3);
    client
        .create_user(&user("jane").filesystem(storage))
        .await
        .expect("created");
    let encrypted = stored(&server, "jane")["filesystem"]["s3config"]["access_secret"].clone();
    assert_eq!(encrypted["status"], "Secretbox");

    let jane = client.get_user("jane").await.expect("exists");
    let shown = |user: &User| {
        let s3 = user.filesystem.clone().and_then(|storage| storage.s3config);
        s3.and_then(|s3| s3.access_secret).expect("one is set")
    };
    assert_eq!(shown(&jane).key, None);
    client.update_user("jane", &jane).await.expect("updated");
    assert_eq!(
        stored(&server, "jane")["filesystem"]["s3config"]["access_secret"],
        encrypted
    );

    let confidential = client
        .get_user("jane")
        .confidential_data(true)
        .await
        .expect("exists");
    assert_eq!(
        shown(&confidential).key.expect("asked for").expose(),
        encrypted["key"]
    );
}

async fn filters_of_jane(client: &Client) -> UserFilters {
    let jane = client.get_user("jane").await.expect("exists");
    jane.filters.expect("always sent")
}

#[tokio::test]
async fn a_second_factor_goes_and_a_password_is_reset_by_e_mail() {
    let (server, client) = start().await;
    client
        .create_user(&user("jane").email("jane@example.com"))
        .await
        .expect("created");
    assert_eq!(status(client.disable_user_2fa("jane").await), 400);
    server.state().enrol("jane");
    let filters = filters_of_jane(&client).await;
    assert_eq!(
        filters.totp_config.and_then(|factor| factor.enabled),
        Some(true)
    );
    // The second factor cannot be changed by an update, only be taken away.
    client
        .update_user("jane", &user("jane").email("jane@example.com"))
        .await
        .expect("updated");
    client
        .disable_user_2fa("jane")
        .await
        .expect("it was still there");
    let filters = filters_of_jane(&client).await;
    assert_eq!(
        (
            filters.totp_config.and_then(|factor| factor.enabled),
            filters.recovery_codes
        ),
        (None, None)
    );

    let nobody = client_of_nobody(&server);
    nobody.forgot_password("jane").await.expect("accepted");
    nobody
        .forgot_password("somebody who does not exist")
        .await
        .expect("accepted alike");
    let mails = server.state().mails().to_vec();
    assert_eq!((mails.len(), mails[0].to.as_str()), (1, "jane@example.com"));
    let reset = ResetPassword::new(mails[0].content.as_str(), "new");
    nobody
        .reset_password("jane", &reset)
        .await
        .expect("the code is good");
    assert_eq!(
        client.get_user("jane").await.expect("exists").has_password,
        Some(true)
    );
    let again = nobody
        .reset_password("jane", &reset)
        .await
        .expect_err("codes are good once");
    assert!(again.is_invalid());
}

fn client_of_nobody(server: &StandIn<Sftpgo>) -> Client {
    Client::builder(server.base_url())
        .build()
        .expect("a client without credentials")
}

#[tokio::test]
async fn a_refused_credential_is_a_typed_error() {
    let (server, _) = start().await;
    let wrong = client(&server, Credentials::api_key("made-up-id.wrong"));
    let error = wrong.list_users().await.expect_err("the key is wrong");
    assert!(error.is_unauthorized());
    assert_eq!(
        error.into_body().and_then(|body| body.error).as_deref(),
        Some("the provided api key cannot be authenticated")
    );
    // The server calls a key that it does not know a bad request.
    let unknown = client(&server, Credentials::api_key("wrong"));
    let error = unknown
        .list_users()
        .await
        .expect_err("there is no such key");
    assert!(error.is_invalid());
    assert_eq!(count(&server, "GET /api/v2/users"), 2);

    let wrong = client(&server, Credentials::login(ADMIN, "wrong"));
    assert_eq!(refused_login(wrong.list_users().await), 401);
    assert_eq!(
        count(&server, "GET /api/v2/users"),
        2,
        "nothing is sent without a token"
    );
}

#[tokio::test]
async fn a_token_that_the_server_no_longer_takes_is_renewed() {
    let (server, _) = start().await;
    let client = client(&server, Credentials::login(ADMIN, PASSWORD));
    client.create_user(&user("jane")).await.expect("created");
    client.list_users().await.expect("listed");
    assert_eq!(count(&server, "GET /api/v2/token"), 1);
    server.state().expire_tokens();
    client
        .create_user(&user("erik"))
        .await
        .expect("created with a new token");
    assert_eq!(client.list_users().await.expect("listed").len(), 2);
    assert_eq!(count(&server, "GET /api/v2/token"), 2);
}

#[tokio::test]
async fn what_the_server_refuses_is_a_typed_error() {
    let (_server, client) = start().await;
    client.create_user(&user("jane")).await.expect("created");
    let error = client
        .create_user(&user("jane"))
        .await
        .expect_err("the name is taken");
    assert!(error.is_conflict());
    assert_eq!(
        error.body().and_then(|body| body.error.as_deref()),
        Some("duplicated key not allowed: UNIQUE constraint failed: users.username")
    );
    let homeless = User::new("erik", user("erik").permissions);
    for refused in [
        user(""),
        user("a/b"),
        homeless,
        User::new("erik", [].into()).home_dir("/srv/sftpgo/home"),
        user("erik").email("nowhere"),
    ] {
        assert!(
            client
                .create_user(&refused)
                .await
                .expect_err("it is refused")
                .is_invalid()
        );
    }
    assert_eq!(client.list_users().await.expect("listed").len(), 1);
}
