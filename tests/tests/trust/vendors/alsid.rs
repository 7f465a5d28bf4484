use alsid_users::{Client, Credentials, types};
use serde_json::Value;

use super::{Vendor, Way, calls, description, read};
use crate::call::Call;

pub(crate) struct Alsid;

impl Vendor for Alsid {
    const NAME: &'static str = "alsid";
    const WAYS: &'static [(Way, &'static str)] = &[(Way::Key, "ApiKey")];
    const KEY_HEADER: &'static str = "x-api-key";
    const TYPES_WITH_SECRETS: usize = 6;

    type Client = Client;
    type Credentials = Credentials;

    fn with(credentials: Credentials, way: Way, secret: &str) -> Credentials {
        match way {
            Way::Key => credentials.with_api_key(secret),
            _ => panic!("there is no {way:?}"),
        }
    }

    fn calls(client: &Client) -> Vec<Call> {
        let body = description::<Self>();
        calls![client:
            login(&body.sample("Login")),
            logout(),
            forgot_password(&body.sample("ForgotPassword")),
            list_users(),
            create_users(&[body.sample("CreateUser")]),
            delete_user("7"),
            get_user("7"),
            update_user("7", &body.sample("UpdateUser")),
            replace_user_roles("7", &body.sample("ReplaceUserRoles")),
            update_password(&body.sample("UpdatePassword")),
            reset_password(&body.sample("ResetPassword")),
            get_current_user(),
        ]
    }

    fn get(client: &Client) -> Call {
        Call::new("get_user", client.get_user("7"))
    }

    fn read(name: &str, value: Value) -> Option<(String, Value)> {
        read!(name, value: CreateUser, Login, ResetPassword, Session, UpdatePassword, UpdateUser)
    }
}
