//! Round trips with Portainer.

use portainer_users::types::{
    CreateApiKey, CreateUser, InitAdmin, TeamRole, ThemeSettings, UpdatePassword, UpdateUser,
    UserRole,
};
use portainer_users::{Client, Credentials};
use serde_json::json;
use workspace_tests::stand_in::StandIn;
use workspace_tests::stand_in::portainer::{self, ADMIN, PASSWORD, Portainer, Version};

use crate::{count, last_body, refused_login, status};

fn client(server: &StandIn<Portainer>, credentials: Credentials) -> Client {
    Client::builder(server.base_url())
        .credentials(credentials)
        .build()
        .expect("a client of the local server")
}

async fn start() -> (StandIn<Portainer>, Client) {
    let server = portainer::start().await;
    let client = client(&server, Credentials::login(ADMIN, PASSWORD));
    (server, client)
}

fn user(username: &str) -> CreateUser {
    CreateUser::new(username, UserRole::Standard).password("first password")
}

#[tokio::test]
async fn a_user_is_created_read_listed_changed_and_deleted() {
    let (_server, client) = start().await;
    let created = client.create_user(&user("jane")).await.expect("created");
    assert_eq!(
        (created.username.as_str(), created.role),
        ("jane", UserRole::Standard)
    );
    let read = client.get_user(created.id).await.expect("exists");
    assert_eq!(read, created);
    let listed = client.list_users().await.expect("listed");
    let names: Vec<&str> = listed.iter().map(|user| user.username.as_str()).collect();
    assert_eq!(names, [ADMIN, "jane"]);

    let changed = client
        .update_user(created.id, &UpdateUser::new().username("jane.doe"))
        .await
        .expect("updated");
    assert_eq!(
        (changed.username.as_str(), changed.role),
        ("jane.doe", UserRole::Standard)
    );
    client.delete_user(created.id).await.expect("deleted");
    let error = client.get_user(created.id).await.expect_err("it is gone");
    assert!(error.is_not_found());
    assert_eq!(
        error.body().and_then(|body| body.message.as_deref()),
        Some("Unable to find a user with the specified identifier inside the database")
    );
    assert_eq!(status(client.delete_user(created.id).await), 404);
    assert_eq!(
        status(client.update_user(99, &UpdateUser::new()).await),
        404
    );
}

#[tokio::test]
async fn an_update_changes_what_it_holds_and_keeps_the_rest() {
    let (server, client) = start().await;
    let jane = client.create_user(&user("jane")).await.expect("created");
    let own = self::client(&server, Credentials::login("jane", "first password"));
    own.get_user(jane.id).await.expect("the password is good");

    client
        .update_user(jane.id, &UpdateUser::new())
        .await
        .expect("updated");
    assert_eq!(last_body(&server), json!({}));
    // An empty text counts as left out, so that nothing can be unset.
    client
        .update_user(jane.id, &UpdateUser::new().username("").password(""))
        .await
        .expect("updated");
    assert_eq!(
        last_body(&server),
        json!({ "password": "", "username": "" })
    );
    assert_eq!(client.get_user(jane.id).await.expect("exists"), jane);

    let theme = UpdateUser::new().user_theme("dark").role(UserRole::Admin);
    let changed = client.update_user(jane.id, &theme).await.expect("updated");
    assert_eq!(
        last_body(&server),
        json!({ "role": 1, "userTheme": "dark" })
    );
    assert_eq!(changed.user_theme.as_deref(), Some("dark"));
    assert!(changed.password.is_some(), "this answer holds the hash");
    let shown = format!("{changed:?}");
    assert!(!shown.contains("$2a$"), "{shown}");

    let again = self::client(&server, Credentials::login("jane", "first password"));
    assert_eq!(
        again
            .list_users()
            .await
            .expect("jane is an administrator now")
            .len(),
        2
    );
}

/// The same calls serve both versions, where each reads what it knows; the new password has another name.
#[tokio::test]
async fn a_client_works_on_one_version_of_the_server_only() {
    for version in [Version::V2_11, Version::V2_23] {
        let server = portainer::start_of(version).await;
        let client = client(&server, Credentials::login(ADMIN, PASSWORD));
        let jane = client.create_user(&user("jane")).await.expect("created");
        let change = UpdateUser::new()
            .user_theme("dark")
            .theme(ThemeSettings::new().color("dark"));
        let changed = client.update_user(jane.id, &change).await.expect("updated");
        let newer = changed.theme_settings.and_then(|theme| theme.color);
        assert_eq!(newer.or(changed.user_theme).as_deref(), Some("dark"));

        let key = CreateApiKey::new("backups").password(PASSWORD);
        let key = client.create_api_key(1, &key).await.expect("created");
        let with_key = self::client(&server, Credentials::api_key(key.raw_api_key.expose()));
        assert_eq!(with_key.list_users().await.expect("listed").len(), 2);

        let change = match version {
            Version::V2_11 => UpdateUser::new().password("second password"),
            Version::V2_23 => UpdateUser::new().new_password("second password"),
        };
        client.update_user(jane.id, &change).await.expect("updated");
        let jane_herself = self::client(&server, Credentials::login("jane", "second password"));
        jane_herself
            .get_user(jane.id)
            .await
            .expect("the new password is good");
        client.delete_user(jane.id).await.expect("deleted");
    }
}

#[tokio::test]
async fn a_fresh_server_is_set_up_once() {
    let server = portainer::fresh().await;
    let nobody = Client::builder(server.base_url())
        .build()
        .expect("a client without credentials");
    assert!(!nobody.check_admin().await.expect("nobody has set it up"));
    let admin = InitAdmin::new(ADMIN, PASSWORD);
    let first = nobody.init_admin(&admin).await.expect("the first one may");
    assert_eq!((first.id, first.role), (1, UserRole::Admin));
    assert!(nobody.check_admin().await.expect("it is set up"));
    assert!(
        nobody
            .init_admin(&admin)
            .await
            .expect_err("only the first one may")
            .is_conflict()
    );
    let client = client(&server, Credentials::login(ADMIN, PASSWORD));
    assert_eq!(
        client.list_users().await.expect("the login is good").len(),
        1
    );
}

#[tokio::test]
async fn an_api_key_serves_until_it_is_deleted() {
    let (server, client) = start().await;
    let created = client
        .create_api_key(1, &CreateApiKey::new("backups"))
        .await
        .expect("created");
    let raw = created.raw_api_key.expose();
    assert!(raw.starts_with(&created.api_key.prefix) && raw.starts_with("ptr_"));
    let with_key = self::client(&server, Credentials::api_key(raw));
    with_key.list_users().await.expect("the key is good");

    let listed = client.list_api_keys(1).await.expect("listed");
    assert_eq!(
        (listed.len(), listed[0].id, listed[0].digest.is_none()),
        (1, created.api_key.id, true)
    );
    assert!(listed[0].last_used >= listed[0].date_created);
    // The client has no session, so that it does not even ask.
    let refused = with_key
        .create_api_key(1, &CreateApiKey::new("more"))
        .await
        .expect_err("a key makes no keys");
    assert!(refused.missing_credential().is_some());
    let other = client.create_user(&user("jane")).await.expect("created");
    assert_eq!(
        status(
            client
                .create_api_key(other.id, &CreateApiKey::new("hers"))
                .await
        ),
        403
    );
    assert_eq!(
        status(client.create_api_key(1, &CreateApiKey::new(" ")).await),
        400
    );

    client
        .delete_api_key(1, created.api_key.id)
        .await
        .expect("deleted");
    assert_eq!(status(with_key.list_users().await), 401);
    assert_eq!(
        status(client.delete_api_key(1, created.api_key.id).await),
        500
    );
}

#[tokio::test]
async fn who_may_not_do_something_gets_a_typed_error() {
    let (server, client) = start().await;
    let jane = client.create_user(&user("jane")).await.expect("created");
    let own = self::client(&server, Credentials::login("jane", "first password"));
    let visible = own.list_users().await.expect("listed");
    assert_eq!(
        visible,
        std::slice::from_ref(&jane),
        "administrators are hidden"
    );
    let refused = own
        .create_user(&user("erik"))
        .await
        .expect_err("she is no administrator");
    assert!(refused.is_forbidden());
    assert_eq!(
        refused.server_message(),
        Some("Access denied: Unauthorized")
    );
    assert_eq!(status(own.get_user(1).await), 403);
    let promotion = UpdateUser::new().role(UserRole::Admin);
    assert_eq!(status(own.update_user(jane.id, &promotion).await), 403);
    assert_eq!(
        status(client.delete_user(1).await),
        403,
        "the first account stays"
    );

    server.state().join_team(jane.id, 4, 1);
    let teams = own.list_team_memberships(jane.id).await.expect("her own");
    assert_eq!(
        (teams.len(), teams[0].team_id, teams[0].role),
        (1, 4, TeamRole::Leader)
    );
    assert_eq!(client.list_team_memberships(1).await.expect("none"), []);

    let wrong = UpdatePassword::new("not the first", "new password");
    assert_eq!(status(own.update_password(jane.id, &wrong).await), 403);
    let right = UpdatePassword::new("first password", "new password");
    own.update_password(jane.id, &right).await.expect("changed");
    let login = self::client(&server, Credentials::login("jane", "new password"));
    login
        .get_user(jane.id)
        .await
        .expect("the new password is good");
}

#[tokio::test]
async fn a_refused_credential_is_a_typed_error() {
    let (server, _) = start().await;
    let wrong = client(&server, Credentials::api_key("ptr_wrong"));
    let error = wrong.list_users().await.expect_err("the key is wrong");
    assert!(error.is_unauthorized());
    assert_eq!(
        error.into_body().and_then(|body| body.message).as_deref(),
        Some("A valid authorisation token is missing")
    );
    let wrong = client(&server, Credentials::login(ADMIN, "wrong"));
    assert_eq!(refused_login(wrong.list_users().await), 422);
    assert_eq!(
        count(&server, "GET /api/users"),
        1,
        "nothing is sent without a token"
    );
}

#[tokio::test]
async fn a_token_that_the_server_no_longer_takes_is_renewed() {
    let (server, client) = start().await;
    client.create_user(&user("jane")).await.expect("created");
    server.state().expire_tokens();
    client
        .create_user(&user("erik"))
        .await
        .expect("created with a new token");
    assert_eq!(client.list_users().await.expect("listed").len(), 3);
    assert_eq!(count(&server, "POST /api/auth"), 2);
}

#[tokio::test]
async fn what_the_server_refuses_is_a_typed_error() {
    let (_server, client) = start().await;
    let jane = client.create_user(&user("jane")).await.expect("created");
    let error = client
        .create_user(&user("Jane"))
        .await
        .expect_err("the name is taken");
    assert!(error.is_conflict());
    assert_eq!(
        error.body().and_then(|body| body.message.as_deref()),
        Some("Another user with the same username already exists")
    );
    assert_eq!(
        status(
            client
                .update_user(jane.id, &UpdateUser::new().username(ADMIN))
                .await
        ),
        409
    );
    for refused in [
        user(""),
        user("jane doe"),
        CreateUser::new("erik", UserRole::Other(3)),
    ] {
        assert!(
            client
                .create_user(&refused)
                .await
                .expect_err("it is refused")
                .is_invalid()
        );
    }
}
