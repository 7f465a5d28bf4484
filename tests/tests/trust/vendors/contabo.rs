use contabo_users::{Client, Credentials, types};
use serde_json::Value;

use super::{Vendor, Way, calls, description, read};
use crate::call::Call;

pub(crate) struct Contabo;

impl Vendor for Contabo {
    const NAME: &'static str = "contabo";
    const WAYS: &'static [(Way, &'static str)] = &[(Way::Bearer, "bearer"), (Way::Login, "bearer")];
    const TYPES_WITH_SECRETS: usize = 7;

    type Client = Client;
    type Credentials = Credentials;

    fn with(credentials: Credentials, way: Way, secret: &str) -> Credentials {
        match way {
            Way::Bearer => credentials.with_bearer(secret),
            Way::Login => credentials.with_login("client", secret, "admin", secret),
            _ => panic!("there is no {way:?}"),
        }
    }

    fn calls(client: &Client) -> Vec<Call> {
        let body = description::<Self>();
        calls![client:
            create_user(&body.sample("CreateUser")),
            list_users(),
            delete_user("jane"),
            get_user("jane"),
            update_user("jane", &body.sample("UpdateUser")),
            generate_client_secret(),
            get_object_storage_credential("jane", "storage", 7),
            regenerate_object_storage_credential("jane", "storage", 7),
            list_object_storage_credentials("jane"),
            resend_email_verification("jane"),
            reset_password("jane"),
            get_client(),
        ]
    }

    fn get(client: &Client) -> Call {
        Call::new("get_user", client.get_user("jane"))
    }

    fn read(name: &str, value: Value) -> Option<(String, Value)> {
        read!(name, value:
            ApiClient,
            ApiClientEnvelope,
            ClientSecret,
            ClientSecretEnvelope,
            ObjectStorageCredential,
            ObjectStorageCredentialEnvelope,
            ObjectStorageCredentialList,
        )
    }
}
