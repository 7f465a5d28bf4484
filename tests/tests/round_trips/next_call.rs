//! What one call returns is what the next one takes: each resource of each vendor from its creation to its end, without a
//! conversion on the way.

use std::error::Error;

use workspace_tests::stand_in::{alsid, contabo, kestra, portainer, sftpgo};

type Outcome = Result<(), Box<dyn Error>>;

#[tokio::test]
async fn a_value_of_portainer_has_to_be_converted_for_the_next_call() -> Outcome {
    use portainer_users::types::{CreateApiKey, CreateUser, UpdateUser, UserRole};
    use portainer_users::{Client, Credentials};

    let server = portainer::start().await;
    let client = Client::builder(server.base_url())
        .credentials(Credentials::login(portainer::ADMIN, portainer::PASSWORD))
        .build()?;
    let jane = CreateUser::new("jane", UserRole::Standard).password("first password");
    let jane = client.create_user(&jane).await?;
    let jane = client.get_user(jane.id).await?;
    let change = UpdateUser::new().role(jane.role).user_theme("dark");
    let jane = client.update_user(jane.id, &change).await?;
    client.list_team_memberships(jane.id).await?;
    for user in client.list_users().await? {
        if user.username == jane.username {
            client.delete_user(user.id).await?;
        } else {
            let key = CreateApiKey::new("tests").password(portainer::PASSWORD);
            client.create_api_key(user.id, &key).await?;
            for key in client.list_api_keys(user.id).await? {
                client.delete_api_key(key.user_id, key.id).await?;
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_value_of_kestra_has_to_be_converted_for_the_next_call() -> Outcome {
    use kestra::{ADMIN, PASSWORD, SERVICE_ACCOUNT, TENANT};
    use kestra_users::types::{
        AutocompleteUsers, CreateApiToken, CreateOrUpdateUser, ReplaceUserGroups, UpdateUserDetails,
    };
    use kestra_users::{Client, Credentials};

    let server = kestra::start().await;
    let client = Client::builder(server.base_url())
        .credentials(Credentials::basic(ADMIN, PASSWORD))
        .build()?;
    let jane = CreateOrUpdateUser::new("jane@example.com")
        .tenants([TENANT])
        .groups(["developers"])
        .password("first password");
    let jane = client.create_user(&jane).await?;
    let jane = client.get_user(&jane.id).await?;
    let details = UpdateUserDetails::new().last_name("Roe");
    let jane = client.update_user_details(&jane.id, &details).await?;
    for tenant in jane.tenants.iter().flatten() {
        let groups = jane.groups.iter().flatten().map(|group| &group.id);
        let groups = ReplaceUserGroups::new(groups);
        client
            .replace_user_groups(&tenant.id, &jane.id, &groups)
            .await?;
        let named = AutocompleteUsers::new().username("jane");
        for user in client.autocomplete_users(&tenant.id, &named).await? {
            client.get_user(user.id).await?;
        }
    }
    for auth in jane.auths.iter().flatten() {
        client.delete_user_auth_method(&jane.id, &auth.id).await?;
    }

    let token = CreateApiToken::new("nightly");
    client.create_user_api_token(&jane.id, &token).await?;
    for token in client.list_user_api_tokens(&jane.id).await?.results {
        client.delete_user_api_token(&jane.id, token.id).await?;
    }
    client
        .create_service_account_api_token(SERVICE_ACCOUNT, &token)
        .await?;
    for token in client
        .list_service_account_api_tokens(SERVICE_ACCOUNT)
        .await?
        .results
    {
        client
            .delete_service_account_api_token(SERVICE_ACCOUNT, token.id)
            .await?;
    }
    client
        .create_tenant_service_account_api_token(TENANT, SERVICE_ACCOUNT, &token)
        .await?;
    for token in client
        .list_tenant_service_account_api_tokens(TENANT, SERVICE_ACCOUNT)
        .await?
        .results
    {
        client
            .delete_tenant_service_account_api_token(TENANT, SERVICE_ACCOUNT, token.id)
            .await?;
    }

    let mut users = client.list_users().q("jane").stream();
    while let Some(user) = users.next().await.transpose()? {
        client.delete_user(user.id).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_value_of_alsid_has_to_be_converted_for_the_next_call() -> Outcome {
    use alsid_users::types::{CreateUser, ReplaceUserRoles, UpdateUser};
    use alsid_users::{Client, Credentials};

    let server = alsid::start().await;
    let client = Client::builder(server.base_url())
        .credentials(Credentials::api_key(alsid::API_KEY))
        .build()?;
    let jane = CreateUser::new("jane", "jane@example.com", "first password");
    for jane in client.create_users(&[jane]).await? {
        let jane = client.get_user(jane.id).await?;
        let change = UpdateUser::new().department("Forestry");
        let jane = client.update_user(jane.id, &change).await?;
        let roles = ReplaceUserRoles::new(jane.roles);
        client.replace_user_roles(jane.id, &roles).await?;
        client.delete_user(jane.id).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_value_of_sftpgo_has_to_be_converted_for_the_next_call() -> Outcome {
    use sftpgo_users::types::{Permission, User};
    use sftpgo_users::{Client, Credentials};

    let server = sftpgo::start().await;
    let client = Client::builder(server.base_url())
        .credentials(Credentials::api_key(sftpgo::API_KEY))
        .build()?;
    let permissions = [("/".to_owned(), vec![Permission::All])].into();
    let jane = User::new("jane", permissions).home_dir("/srv/sftpgo/jane");
    let jane = client.create_user(&jane).await?;
    let jane = client.get_user(&jane.username).await?;
    let jane = jane.email("jane@example.com");
    client.update_user(&jane.username, &jane).await?;
    client.delete_user(jane.username).await?;
    Ok(())
}

#[tokio::test]
async fn a_value_of_contabo_has_to_be_converted_for_the_next_call() -> Outcome {
    use contabo::{API_PASSWORD, API_USER, CLIENT_ID, CLIENT_SECRET};
    use contabo_users::types::{CreateUser, Locale, UpdateUser};
    use contabo_users::{Client, Credentials};

    let server = contabo::start().await;
    let login = Credentials::login(CLIENT_ID, CLIENT_SECRET, API_USER, API_PASSWORD);
    let client = Client::builder(server.base_url())
        .token_url(server.token_url())
        .credentials(login)
        .build()?;
    let jane = CreateUser::new("jane@example.com", true, false, Locale::De);
    let jane = client.create_user(&jane).await?;
    let jane = client.get_user(&jane.user_id).await?;
    for jane in client.list_users().email(&jane.email).await?.data {
        let change = UpdateUser::new()
            .locale(jane.locale)
            .roles(jane.roles.iter().map(|role| role.role_id));
        client.update_user(&jane.user_id, &change).await?;
        let mut keys = client
            .list_object_storage_credentials(&jane.user_id)
            .stream();
        while let Some(key) = keys.next().await.transpose()? {
            let (storage, id) = (&key.object_storage_id, key.credential_id);
            client
                .get_object_storage_credential(&jane.user_id, storage, id)
                .await?;
            client
                .regenerate_object_storage_credential(&jane.user_id, storage, id)
                .await?;
        }
        client.delete_user(jane.user_id).await?;
    }
    Ok(())
}
