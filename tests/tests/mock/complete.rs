//! No operation without a method of the mock server.

use std::collections::BTreeSet;

use serde_json::json;
use workspace_tests::description::Description;

/// Expects each of the operations, and gives their names.
macro_rules! expect {
    ($vendor:ident: $($operation:ident),* $(,)?) => {{
        let server = $vendor::mock::Server::start().await;
        $(server.$operation(|_, then| then.json(418, &json!(null))).assert_called(0);)*
        let names: &[&str] = &[$(stringify!($operation)),*];
        names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<String>>()
    }};
}

/// The operations of a description.
fn described(vendor: &str) -> BTreeSet<String> {
    let description = Description::of(vendor);
    let operations = description.operations().into_iter();
    operations
        .map(|operation| operation.id.to_owned())
        .collect()
}

#[tokio::test]
async fn every_operation_can_be_expected() {
    let expected = [
        (
            "alsid",
            expect!(alsid_users: login, logout, forgot_password, list_users, create_users, delete_user, get_user, update_user, replace_user_roles, update_password, reset_password, get_current_user),
        ),
        (
            "contabo",
            expect!(contabo_users: create_user, list_users, delete_user, get_user, update_user, generate_client_secret, get_object_storage_credential, regenerate_object_storage_credential, list_object_storage_credentials, resend_email_verification, reset_password, get_client),
        ),
        (
            "kestra",
            expect!(kestra_users: autocomplete_users, create_service_account_api_token, list_service_account_api_tokens, create_user_api_token, list_user_api_tokens, create_tenant_service_account_api_token, list_tenant_service_account_api_tokens, create_user, list_users, delete_service_account_api_token, delete_user_api_token, delete_tenant_service_account_api_token, delete_user_refresh_token, delete_user, get_user, update_user_details, update_user, delete_user_auth_method, impersonate_user, set_user_restricted, set_user_password, set_user_super_admin, update_current_user_password, replace_user_groups),
        ),
        (
            "portainer",
            expect!(portainer_users: check_admin, init_admin, create_user, list_users, delete_user, get_user, update_user, create_api_key, list_api_keys, list_team_memberships, delete_api_key, update_password),
        ),
        (
            "sftpgo",
            expect!(sftpgo_users: create_user, list_users, delete_user, get_user, update_user, disable_user_2fa, forgot_password, reset_password),
        ),
    ];
    let vendors: Vec<&str> = expected.iter().map(|(vendor, _)| *vendor).collect();
    assert_eq!(
        Description::vendors(),
        vendors,
        "left: the descriptions in specs/, right: the vendors whose mock server is tried above"
    );
    for (vendor, names) in &expected {
        assert_eq!(*names, described(vendor), "{vendor}");
    }
}
