//! The five clients: how each operation is called with drawn values.

use contabo_users::SharedHeaders as _;
use users_client_runtime::{Core, CredentialSet};

use crate::given::{Given, Sending, calls};

/// One of the generated crates.
pub(crate) trait Vendor {
    /// The name of its description.
    const NAME: &'static str;

    type Client: From<Core>;
    type Credentials: Into<CredentialSet> + Default;

    /// A credential that every operation takes that needs one.
    fn credentials() -> Self::Credentials;

    /// The call of an operation; `None` if there is no such operation.
    fn call(client: &Self::Client, operation: &str, given: &Given) -> Option<Sending>;
}

/// A vendor, from the name of its description, its crate, a kind of credential, and its operations.
macro_rules! vendor {
    ($Vendor:ident, $name:literal, $client:ident, $credential:ident: $($calls:tt)*) => {
        pub(crate) struct $Vendor;

        impl Vendor for $Vendor {
            const NAME: &'static str = $name;

            type Client = $client::Client;
            type Credentials = $client::Credentials;

            fn credentials() -> Self::Credentials {
                $client::Credentials::$credential("secret")
            }

            fn call(client: &Self::Client, operation: &str, given: &Given) -> Option<Sending> {
                calls! { client, operation, given: $($calls)* }
            }
        }
    };
}

vendor! { Alsid, "alsid", alsid_users, api_key:
    login(body: one);
    logout();
    forgot_password(body: one);
    list_users();
    create_users(body: several);
    delete_user(id: text);
    get_user(id: text);
    update_user(id: text, body: one);
    replace_user_roles(id: text, body: one);
    update_password(body: one);
    reset_password(body: one);
    get_current_user();
}

vendor! { Contabo, "contabo", contabo_users, bearer:
    create_user(body: one) [x_request_id: value, x_trace_id: text];
    list_users() [
        x_request_id: value, x_trace_id: text,
        page: value, size: value, order_by: list, email: text, enabled: value, owner: value,
    ];
    delete_user(user_id: text) [x_request_id: value, x_trace_id: text];
    get_user(user_id: text) [x_request_id: value, x_trace_id: text];
    update_user(user_id: text, body: one) [x_request_id: value, x_trace_id: text];
    generate_client_secret() [x_request_id: value, x_trace_id: text];
    get_object_storage_credential(user_id: text, object_storage_id: text, credential_id: value)
        [x_request_id: value, x_trace_id: text];
    regenerate_object_storage_credential(user_id: text, object_storage_id: text, credential_id: value)
        [x_request_id: value, x_trace_id: text];
    list_object_storage_credentials(user_id: text) [
        x_request_id: value, x_trace_id: text,
        page: value, size: value, order_by: list, object_storage_id: text, region_name: text, display_name: text,
    ];
    resend_email_verification(user_id: text) [x_request_id: value, x_trace_id: text, redirect_url: text];
    reset_password(user_id: text) [x_request_id: value, x_trace_id: text, redirect_url: text];
    get_client() [x_request_id: value, x_trace_id: text];
}

vendor! { Kestra, "kestra", kestra_users, bearer:
    autocomplete_users(tenant: text, body: one);
    create_service_account_api_token(id: text, body: one);
    list_service_account_api_tokens(id: text);
    create_user_api_token(id: text, body: one);
    list_user_api_tokens(id: text);
    create_tenant_service_account_api_token(tenant: text, id: text, body: one);
    list_tenant_service_account_api_tokens(tenant: text, id: text);
    create_user(body: one);
    list_users() [page: value, size: value, q: text, sort: list];
    delete_service_account_api_token(id: text, token_id: text);
    delete_user_api_token(id: text, token_id: text);
    delete_tenant_service_account_api_token(tenant: text, id: text, token_id: text);
    delete_user_refresh_token(id: text);
    delete_user(id: text);
    get_user(id: text);
    update_user_details(id: text, body: one);
    update_user(id: text, body: one);
    delete_user_auth_method(id: text, auth: text);
    impersonate_user(id: text);
    set_user_restricted(id: text, body: one);
    set_user_password(id: text, body: one);
    set_user_super_admin(id: text, body: one);
    update_current_user_password(body: one);
    replace_user_groups(tenant: text, id: text, body: one);
}

vendor! { Portainer, "portainer", portainer_users, jwt:
    check_admin();
    init_admin(body: one);
    create_user(body: one);
    list_users();
    delete_user(id: value);
    get_user(id: value);
    update_user(id: value, body: one);
    create_api_key(id: value, body: one);
    list_api_keys(id: value);
    list_team_memberships(id: value);
    delete_api_key(id: value, key_id: value);
    update_password(id: value, body: one);
}

vendor! { Sftpgo, "sftpgo", sftpgo_users, api_key:
    create_user(body: one) [confidential_data: switch];
    list_users() [offset: value, limit: value, order: value];
    delete_user(username: text);
    get_user(username: text) [confidential_data: switch];
    update_user(username: text, body: one) [disconnect: switch];
    disable_user_2fa(username: text);
    forgot_password(username: text);
    reset_password(username: text, body: one);
}
