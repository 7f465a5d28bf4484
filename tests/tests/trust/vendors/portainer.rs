use portainer_users::{Client, Credentials, types};
use serde_json::Value;

use super::{Vendor, Way, calls, description, read};
use crate::call::Call;

pub(crate) struct Portainer;

impl Vendor for Portainer {
    const NAME: &'static str = "portainer";
    const WAYS: &'static [(Way, &'static str)] = &[
        (Way::Key, "ApiKeyAuth"),
        (Way::Bearer, "jwt"),
        (Way::Login, "jwt"),
    ];
    const KEY_HEADER: &'static str = "x-api-key";
    const TYPES_WITH_SECRETS: usize = 7;

    type Client = Client;
    type Credentials = Credentials;

    fn with(credentials: Credentials, way: Way, secret: &str) -> Credentials {
        match way {
            Way::Key => credentials.with_api_key(secret),
            Way::Bearer => credentials.with_jwt(secret),
            Way::Login => credentials.with_login("admin", secret),
            _ => panic!("there is no {way:?}"),
        }
    }

    fn calls(client: &Client) -> Vec<Call> {
        let body = description::<Self>();
        calls![client:
            check_admin(),
            init_admin(&body.sample("InitAdmin")),
            create_user(&body.sample("CreateUser")),
            list_users(),
            delete_user(7),
            get_user(7),
            update_user(7, &body.sample("UpdateUser")),
            create_api_key(7, &body.sample("CreateApiKey")),
            list_api_keys(7),
            list_team_memberships(7),
            delete_api_key(7, 8),
            update_password(7, &body.sample("UpdatePassword")),
        ]
    }

    fn get(client: &Client) -> Call {
        Call::new("get_user", client.get_user(7))
    }

    fn read(name: &str, value: Value) -> Option<(String, Value)> {
        read!(name, value:
            CreateApiKey,
            CreateUser,
            CreatedApiKey,
            InitAdmin,
            UpdatePassword,
            UpdateUser,
            User,
        )
    }
}
