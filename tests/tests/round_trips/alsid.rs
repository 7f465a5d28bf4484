//! Round trips with Alsid.

use alsid_users::types::{
    CreateUser, ForgotPassword, Login, Provider, ReplaceUserRoles, ResetPassword, UpdatePassword,
    UpdateUser,
};
use alsid_users::{Client, Credentials};
use serde_json::json;
use workspace_tests::stand_in::StandIn;
use workspace_tests::stand_in::alsid::{self, ADMIN, API_KEY, Alsid, PASSWORD};

use crate::{last_body, status};

fn client(server: &StandIn<Alsid>, credentials: Credentials) -> Client {
    Client::builder(server.base_url())
        .credentials(credentials)
        .build()
        .expect("a client of the local server")
}

async fn start() -> (StandIn<Alsid>, Client) {
    let server = alsid::start().await;
    let client = client(&server, Credentials::api_key(API_KEY));
    (server, client)
}

fn user(name: &str) -> CreateUser {
    CreateUser::new(name, format!("{name}@example.com"), "first password")
}

#[tokio::test]
async fn a_user_is_created_read_listed_changed_and_deleted() {
    let (_server, client) = start().await;
    let accounts = [user("jane").surname("Doe").active(true), user("erik")];
    let created = client.create_users(&accounts).await.expect("created");
    let [jane, erik] = created.as_slice() else {
        panic!("two were sent: {created:?}");
    };
    assert_eq!(
        (jane.active, erik.active),
        (Some(true), Some(false)),
        "inactive unless asked for"
    );
    assert_eq!(
        (&jane.provider, jane.surname.as_deref(), &erik.surname),
        (&Provider::Alsid, Some("Doe"), &None)
    );
    let read = client.get_user(jane.id).await.expect("exists");
    assert_eq!(
        (read.id, read.email.as_str(), read.identifier),
        (jane.id, "jane@example.com", None)
    );
    let listed = client.list_users().await.expect("listed");
    assert_eq!(listed[1..], created);

    let changed = client
        .update_user(jane.id, &UpdateUser::new().department("Forestry"))
        .await
        .expect("updated");
    assert_eq!(
        (changed.department.as_deref(), changed.surname.as_deref()),
        (Some("Forestry"), Some("Doe"))
    );
    for id in [jane.id, erik.id] {
        client.delete_user(id).await.expect("deleted");
        assert!(
            client
                .get_user(id)
                .await
                .expect_err("it is gone")
                .is_not_found()
        );
        assert_eq!(status(client.delete_user(id).await), 404);
    }
    assert_eq!(client.list_users().await.expect("listed").len(), 1);
    assert_eq!(
        status(client.update_user("99", &UpdateUser::new()).await),
        404
    );
}

#[tokio::test]
async fn an_update_changes_what_it_holds_and_keeps_the_rest() {
    let (server, client) = start().await;
    let created = client
        .create_users(&[user("jane").biography("Looks after the forest.")])
        .await
        .expect("created");
    let id = created[0].id;
    let same = client
        .update_user(id, &UpdateUser::new())
        .await
        .expect("updated");
    assert_eq!(last_body(&server), json!({}));
    assert_eq!(same, created[0]);
    let change = UpdateUser::new().active(true).biography("").picture([2, 7]);
    let changed = client.update_user(id, &change).await.expect("updated");
    assert_eq!(
        last_body(&server),
        json!({ "active": true, "biography": "", "picture": [2, 7] })
    );
    assert_eq!(
        (changed.active, changed.biography.as_deref()),
        (Some(true), Some(""))
    );
    assert_eq!(
        (changed.email, changed.picture),
        (created[0].email.clone(), Some(vec![2, 7]))
    );

    let roles = client
        .replace_user_roles(id, &ReplaceUserRoles::new([1, 2]))
        .await
        .expect("replaced");
    assert_eq!(roles.roles, [1, 2]);
    assert_eq!(client.get_user(id).await.expect("exists").roles, [1, 2]);
    client
        .replace_user_roles(id, &ReplaceUserRoles::new([2]))
        .await
        .expect("replaced");
    assert_eq!(client.get_user(id).await.expect("exists").roles, [2]);
    assert_eq!(
        status(
            client
                .replace_user_roles(id, &ReplaceUserRoles::new([77]))
                .await
        ),
        400
    );
}

#[tokio::test]
async fn a_login_and_three_ways_to_a_new_password() {
    let (server, client) = start().await;
    let logs_in =
        async |email: &str, password: &str| client.login(&Login::new(email, password)).await;
    assert!(
        !logs_in(ADMIN, PASSWORD)
            .await
            .expect("it is right")
            .auth_token
            .expose()
            .is_empty()
    );
    let own = UpdatePassword::new(PASSWORD, "second password");
    client.update_password(&own).await.expect("changed");
    assert_eq!(status(client.update_password(&own).await), 400);
    assert_eq!(status(logs_in(ADMIN, PASSWORD).await), 401);
    logs_in(ADMIN, "second password")
        .await
        .expect("it is the new one");

    let jane = client
        .create_users(&[user("jane").active(true)])
        .await
        .expect("created");
    client
        .update_user(jane[0].id, &UpdateUser::new().password("third"))
        .await
        .expect("updated");
    logs_in("jane@example.com", "third")
        .await
        .expect("it is the new one");
    client
        .forgot_password(&ForgotPassword::new("jane@example.com"))
        .await
        .expect("sent");
    client
        .forgot_password(&ForgotPassword::new("nobody@example.com"))
        .await
        .expect("answered alike");
    let mails = server.state().mails().to_vec();
    assert_eq!((mails.len(), mails[0].to.as_str()), (1, "jane@example.com"));
    let reset = ResetPassword::new(mails[0].content.as_str(), "fourth");
    client
        .reset_password(&reset)
        .await
        .expect("the token is good");
    assert_eq!(
        status(client.reset_password(&reset).await),
        400,
        "and good once"
    );
    logs_in("jane@example.com", "fourth")
        .await
        .expect("it is the new one");
    client.logout().await.expect("logged out");
}

#[tokio::test]
async fn a_refused_credential_is_a_typed_error() {
    let (server, client) = start().await;
    let me = client.get_current_user().await.expect("the key is good");
    assert_eq!(
        (me.email.as_str(), me.roles[0].name.as_str()),
        (ADMIN, "Global Administrator")
    );
    let wrong = self::client(&server, Credentials::api_key("wrong"));
    let error = wrong
        .get_current_user()
        .await
        .expect_err("the key is wrong");
    assert!(error.is_unauthorized());
    assert_eq!(error.body(), None, "there is none, which is fine");
    server.state().expire_tokens();
    assert_eq!(
        status(client.list_users().await),
        401,
        "a renewed key ends the old one"
    );
}

#[tokio::test]
async fn what_the_server_refuses_is_a_typed_error() {
    let (_server, client) = start().await;
    let taken = CreateUser::new("Ada", ADMIN, "password");
    let error = client
        .create_users(&[user("jane"), taken])
        .await
        .expect_err("an address is taken");
    assert!(error.is_conflict());
    assert_eq!(
        client.list_users().await.expect("listed").len(),
        1,
        "all of them or none"
    );
    assert_eq!(status(client.create_users(&[user("")]).await), 400);
    assert_eq!(status(client.create_users(&[]).await), 400);
}
