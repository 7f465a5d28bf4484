//! Round trips with Kestra.

use kestra_users::types::{
    AutocompleteUsers, CreateApiToken, CreateOrUpdateUser, ReplaceUserGroups, SetUserPassword,
    SetUserRestricted, SetUserSuperAdmin, UpdateCurrentUserPassword, UpdateUserDetails, User,
};
use kestra_users::{Client, Credentials};
use serde_json::json;
use workspace_tests::stand_in::StandIn;
use workspace_tests::stand_in::kestra::{self, ADMIN, Kestra, PASSWORD, SERVICE_ACCOUNT, TENANT};

use crate::{last_body, status};

fn client(server: &StandIn<Kestra>, credentials: Credentials) -> Client {
    Client::builder(server.base_url())
        .credentials(credentials)
        .build()
        .expect("a client of the local server")
}

async fn start() -> (StandIn<Kestra>, Client) {
    let server = kestra::start().await;
    let client = client(&server, Credentials::basic(ADMIN, PASSWORD));
    (server, client)
}

async fn create(client: &Client, user: &CreateOrUpdateUser) -> User {
    client.create_user(user).await.expect("created")
}

#[tokio::test]
async fn a_user_is_created_read_listed_changed_and_deleted() {
    let (server, client) = start().await;
    let jane = CreateOrUpdateUser::new("jane@example.com")
        .first_name("Jane")
        .last_name("Doe")
        .tenants([TENANT])
        .groups(["developers"])
        .password("first password");
    let created = create(&client, &jane).await;
    assert_eq!(created.display_name.as_deref(), Some("Jane Doe"));
    assert_eq!(client.get_user(&created.id).await.expect("exists"), created);
    let page = client.list_users().q("jane").await.expect("listed");
    assert_eq!((page.total, &page.results[0].id), (1, &created.id));

    let details = UpdateUserDetails::new().last_name("Roe");
    let changed = client
        .update_user_details(&created.id, &details)
        .await
        .expect("updated");
    assert_eq!(last_body(&server), json!({ "lastName": "Roe" }));
    assert_eq!(
        changed.display_name.as_deref(),
        Some("Jane Roe"),
        "the first name is kept"
    );
    assert_eq!(
        (&changed.groups, &changed.tenants),
        (&created.groups, &created.tenants)
    );

    client.delete_user(&created.id).await.expect("deleted");
    let error = client.get_user(&created.id).await.expect_err("it is gone");
    assert!(error.is_not_found());
    let body = error.body().expect("the server sent one");
    assert_eq!(body.message, "there is no such user");
    let links = body.links.as_ref().expect("a link to the request");
    assert_eq!(
        links["self"][0].href,
        format!("/api/v1/users/{}", &created.id)
    );
    assert_eq!(status(client.delete_user(&created.id).await), 404);
    assert_eq!(
        status(client.update_user_details("nobody", &details).await),
        404
    );
}

#[tokio::test]
async fn every_user_is_streamed_once_whatever_the_size_of_a_page() {
    let (server, client) = start().await;
    for number in 0..24 {
        let user = CreateOrUpdateUser::new(format!("user-{number:02}@example.com"));
        create(&client, &user).await;
    }
    for (size, pages) in [(10, 3), (25, 1), (24, 2), (7, 4)] {
        let before = server.seen().len();
        let users = client
            .list_users()
            .size(size)
            .stream()
            .collect()
            .await
            .expect("all users");
        let mut ids: Vec<_> = users.iter().map(|user| user.id.clone()).collect();
        ids.sort();
        ids.dedup();
        assert_eq!((users.len(), ids.len()), (25, 25), "pages of {size}");
        assert_eq!(server.seen().len() - before, pages, "pages of {size}");
    }
    let last = client
        .list_users()
        .size(1)
        .sort(["username:desc"])
        .await
        .expect("listed");
    assert_eq!(
        last.results[0].username.as_deref(),
        Some("user-23@example.com")
    );
    let error = client
        .list_users()
        .sort(["username"])
        .await
        .expect_err("it has no direction");
    assert!(error.is_invalid());
    assert_eq!(error.status().map(|status| status.as_u16()), Some(422));
}

#[tokio::test]
async fn what_only_a_newer_server_knows_survives_get_change_put() {
    let (server, client) = start().await;
    let jane = CreateOrUpdateUser::new("jane@example.com")
        .tenants([TENANT])
        .groups(["admins"]);
    let created = create(&client, &jane).await;
    {
        let mut state = server.state();
        let jane = state.stored(&created.id).expect("created");
        jane.insert(
            "costCentre".to_owned(),
            json!({ "number": 9_007_199_254_740_993_u64 }),
        );
    }
    let read = client.get_user(&created.id).await.expect("exists");
    let tenants = read
        .tenants
        .iter()
        .flatten()
        .map(|tenant| tenant.id.clone());
    let groups = read.groups.iter().flatten().map(|group| group.id.clone());
    let mut change = CreateOrUpdateUser::new(read.email.clone().expect("known"))
        .tenants(tenants)
        .groups(groups)
        .restricted(true);
    change.additional_properties = read.additional_properties.clone();
    let changed = client
        .update_user(&created.id, &change)
        .await
        .expect("updated");
    assert_eq!(changed.restricted, Some(true));
    assert_eq!(changed.additional_properties, read.additional_properties);
    assert_eq!(
        (&changed.tenants, &changed.groups),
        (&read.tenants, &read.groups)
    );
    let stored = server.state().stored(&created.id).cloned().expect("exists");
    assert_eq!(
        stored["costCentre"],
        json!({ "number": 9_007_199_254_740_993_u64 })
    );
}

#[tokio::test]
async fn rights_passwords_groups_and_sign_in_methods_change_one_by_one() {
    let (server, client) = start().await;
    let jane = create(
        &client,
        &CreateOrUpdateUser::new("jane@example.com")
            .tenants([TENANT])
            .password("first"),
    )
    .await;
    let jane = jane.id.as_str();
    let own =
        |password: &str| self::client(&server, Credentials::basic("jane@example.com", password));
    assert_eq!(status(own("first").list_users().await), 403);
    client
        .set_user_super_admin(jane, &SetUserSuperAdmin::new(true))
        .await
        .expect("granted");
    own("first")
        .list_users()
        .await
        .expect("she is a super-admin");

    client
        .set_user_restricted(jane, &SetUserRestricted::new(true))
        .await
        .expect("restricted");
    client
        .set_user_password(jane, &SetUserPassword::new("second"))
        .await
        .expect("set");
    assert_eq!(status(own("first").list_users().await), 401);
    let change = UpdateCurrentUserPassword::new("second", "third");
    own("second")
        .update_current_user_password(&change)
        .await
        .expect("changed");
    own("third")
        .list_users()
        .await
        .expect("the new password is good");
    let wrong = own("third").update_current_user_password(&change).await;
    assert_eq!(status(wrong), 422);

    client
        .replace_user_groups(
            TENANT,
            jane,
            &ReplaceUserGroups::new(["admins", "developers"]),
        )
        .await
        .expect("set");
    client
        .replace_user_groups("lab", jane, &ReplaceUserGroups::new(["testers"]))
        .await
        .expect("set");
    client
        .replace_user_groups(TENANT, jane, &ReplaceUserGroups::new(["developers"]))
        .await
        .expect("set");
    let user = client.get_user(jane).await.expect("exists");
    let groups: Vec<_> = user
        .groups
        .iter()
        .flatten()
        .map(|group| group.id.as_str())
        .collect();
    assert_eq!(
        groups,
        ["testers", "developers"],
        "another tenant's groups are left alone"
    );
    assert_eq!(
        (user.restricted, user.super_admin),
        (Some(true), Some(true))
    );
    let unknown = client
        .replace_user_groups("lab", jane, &ReplaceUserGroups::new(["developers"]))
        .await;
    assert_eq!(status(unknown), 404);

    let found = client
        .autocomplete_users(TENANT, &AutocompleteUsers::new().username("jane"))
        .await
        .expect("found");
    assert_eq!((found.len(), found[0].id.as_str()), (1, jane));
    let auth = user
        .auths
        .iter()
        .flatten()
        .map(|auth| &auth.id)
        .next()
        .expect("her password");
    let without = client
        .delete_user_auth_method(jane, auth)
        .await
        .expect("removed");
    assert_eq!(without.auths, Some(Vec::new()));
    assert_eq!(
        status(client.delete_user_auth_method(jane, auth).await),
        404
    );
    client
        .delete_user_refresh_token(jane)
        .await
        .expect("deleted");
    client
        .impersonate_user(jane)
        .await
        .expect("an object of which nothing is known");
}

#[tokio::test]
async fn a_token_serves_until_it_expires_or_is_deleted() {
    let (server, client) = start().await;
    let admin = client.list_users().await.expect("listed").results[0]
        .id
        .clone();
    let body = CreateApiToken::new("nightly-sync")
        .max_age("PT8H")
        .description("Copies users")
        .extended(true);
    let token = client
        .create_user_api_token(&admin, &body)
        .await
        .expect("created");
    let with_token = self::client(&server, Credentials::bearer(token.full_token.expose()));
    with_token.list_users().await.expect("the token is good");
    let listed = client.list_user_api_tokens(&admin).await.expect("listed");
    let shown = &listed.results[0];
    assert!(token.full_token.expose().starts_with(&shown.prefix));
    let lifetime = shown.exp.expect("it expires") - shown.last_used.expect("it was used");
    assert_eq!(lifetime.num_minutes(), 480, "a use moves the end");
    assert_eq!(shown.expired, Some(false));

    server.state().expire_tokens();
    let error = with_token.list_users().await.expect_err("it has expired");
    assert!(error.is_unauthorized());
    assert_eq!(error.body(), None, "there is no body, which is fine");
    assert_eq!(
        client
            .list_user_api_tokens(&admin)
            .await
            .expect("listed")
            .results[0]
            .expired,
        Some(true)
    );
    client
        .delete_user_api_token(&admin, &token.id)
        .await
        .expect("deleted");
    assert_eq!(
        status(client.delete_user_api_token(&admin, &token.id).await),
        404
    );
    for (name, age) in [
        ("Nightly Sync", "P1D"),
        ("ok", "tomorrow"),
        ("a--b", "P1D"),
        ("", "P1D"),
    ] {
        let body = CreateApiToken::new(name).max_age(age);
        assert_eq!(
            status(client.create_user_api_token(&admin, &body).await),
            422,
            "{name} {age}"
        );
    }
}

#[tokio::test]
async fn a_service_account_has_tokens_with_and_without_its_tenant() {
    let (server, client) = start().await;
    let body = CreateApiToken::new("deploy");
    let one = client
        .create_service_account_api_token(SERVICE_ACCOUNT, &body)
        .await
        .expect("created");
    let two = client
        .create_tenant_service_account_api_token(TENANT, SERVICE_ACCOUNT, &body)
        .await
        .expect("created");
    let listed = client
        .list_tenant_service_account_api_tokens(TENANT, SERVICE_ACCOUNT)
        .await
        .expect("listed");
    assert_eq!((listed.total, listed.results[0].exp), (Some(2), None));
    let with_token = self::client(&server, Credentials::bearer(two.full_token.expose()));
    assert_eq!(
        status(with_token.list_users().await),
        403,
        "it may do nothing"
    );
    client
        .delete_service_account_api_token(SERVICE_ACCOUNT, &one.id)
        .await
        .expect("deleted");
    client
        .delete_tenant_service_account_api_token(TENANT, SERVICE_ACCOUNT, &two.id)
        .await
        .expect("deleted");
    let left = client
        .list_service_account_api_tokens(SERVICE_ACCOUNT)
        .await
        .expect("listed");
    assert_eq!(left.results, []);
    assert_eq!(
        status(client.list_service_account_api_tokens("nobody").await),
        404
    );
    assert_eq!(
        status(
            client
                .list_tenant_service_account_api_tokens("moon", SERVICE_ACCOUNT)
                .await
        ),
        404
    );
}

#[tokio::test]
async fn a_refused_credential_is_a_typed_error() {
    let (server, _) = start().await;
    for credentials in [
        Credentials::basic(ADMIN, "wrong"),
        Credentials::bearer("wrong"),
    ] {
        let error = client(&server, credentials)
            .list_users()
            .await
            .expect_err("it is wrong");
        assert!(error.is_unauthorized());
        assert_eq!(
            error.to_string(),
            "list_users: the server answered 401 Unauthorized"
        );
    }
}

#[tokio::test]
async fn what_the_server_refuses_is_a_typed_error() {
    let (_server, client) = start().await;
    let jane = create(&client, &CreateOrUpdateUser::new("jane@example.com")).await;
    let error = client
        .create_user(&CreateOrUpdateUser::new("jane@example.com"))
        .await
        .expect_err("the address is taken");
    assert!(error.is_invalid());
    let cause = error
        .body()
        .and_then(|body| body.embedded.as_ref())
        .and_then(|embedded| embedded["errors"].first());
    assert_eq!(
        cause.map(|cause| cause.message.as_str()),
        Some("another user has this e-mail address")
    );
    assert_eq!(
        status(client.create_user(&CreateOrUpdateUser::new("")).await),
        422
    );
    let unknown = CreateOrUpdateUser::new("erik@example.com").groups(["astronauts"]);
    assert_eq!(status(client.create_user(&unknown).await), 404);
    let taken = UpdateUserDetails::new().email(ADMIN);
    assert_eq!(
        status(client.update_user_details(&jane.id, &taken).await),
        422
    );
}
