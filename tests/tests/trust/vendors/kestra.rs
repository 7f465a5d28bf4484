use kestra_users::{Client, Credentials, types};
use serde_json::Value;

use super::{Vendor, Way, calls, description, read};
use crate::call::Call;

pub(crate) struct Kestra;

impl Vendor for Kestra {
    const NAME: &'static str = "kestra";
    const WAYS: &'static [(Way, &'static str)] =
        &[(Way::Bearer, "bearerAuth"), (Way::Basic, "basicAuth")];
    const TYPES_WITH_SECRETS: usize = 4;

    type Client = Client;
    type Credentials = Credentials;

    fn with(credentials: Credentials, way: Way, secret: &str) -> Credentials {
        match way {
            Way::Bearer => credentials.with_bearer(secret),
            Way::Basic => credentials.with_basic("admin", secret),
            _ => panic!("there is no {way:?}"),
        }
    }

    fn calls(client: &Client) -> Vec<Call> {
        let body = description::<Self>();
        calls![client:
            autocomplete_users("main", &body.sample("AutocompleteUsers")),
            create_service_account_api_token("jane", &body.sample("CreateApiToken")),
            list_service_account_api_tokens("jane"),
            create_user_api_token("jane", &body.sample("CreateApiToken")),
            list_user_api_tokens("jane"),
            create_tenant_service_account_api_token("main", "jane", &body.sample("CreateApiToken")),
            list_tenant_service_account_api_tokens("main", "jane"),
            create_user(&body.sample("CreateOrUpdateUser")),
            list_users(),
            delete_service_account_api_token("jane", "7"),
            delete_user_api_token("jane", "7"),
            delete_tenant_service_account_api_token("main", "jane", "7"),
            delete_user_refresh_token("jane"),
            delete_user("jane"),
            get_user("jane"),
            update_user_details("jane", &body.sample("UpdateUserDetails")),
            update_user("jane", &body.sample("CreateOrUpdateUser")),
            delete_user_auth_method("jane", "basic"),
            impersonate_user("jane"),
            set_user_restricted("jane", &body.sample("SetUserRestricted")),
            set_user_password("jane", &body.sample("SetUserPassword")),
            set_user_super_admin("jane", &body.sample("SetUserSuperAdmin")),
            update_current_user_password(&body.sample("UpdateCurrentUserPassword")),
            replace_user_groups("main", "jane", &body.sample("ReplaceUserGroups")),
        ]
    }

    fn get(client: &Client) -> Call {
        Call::new("get_user", client.get_user("jane"))
    }

    fn read(name: &str, value: Value) -> Option<(String, Value)> {
        read!(name, value:
            CreateOrUpdateUser,
            CreatedApiToken,
            SetUserPassword,
            UpdateCurrentUserPassword,
        )
    }
}
