use serde_json::Value;
use sftpgo_users::{Client, Credentials, types};

use super::{Vendor, Way, calls, description, read};
use crate::call::Call;

pub(crate) struct Sftpgo;

impl Vendor for Sftpgo {
    const NAME: &'static str = "sftpgo";
    const WAYS: &'static [(Way, &'static str)] = &[
        (Way::Key, "APIKeyAuth"),
        (Way::Bearer, "BearerAuth"),
        (Way::Login, "BearerAuth"),
        (Way::CodeLogin, "BearerAuth"),
    ];
    const KEY_HEADER: &'static str = "x-sftpgo-api-key";
    const TYPES_WITH_SECRETS: usize = 14;

    type Client = Client;
    type Credentials = Credentials;

    fn with(credentials: Credentials, way: Way, secret: &str) -> Credentials {
        match way {
            Way::Key => credentials.with_api_key(secret),
            Way::Bearer => credentials.with_bearer(secret),
            Way::Login => credentials.with_login("admin", secret),
            Way::CodeLogin => credentials.with_otp_login("admin", secret, secret),
            Way::Basic => panic!("there is no {way:?}"),
        }
    }

    fn calls(client: &Client) -> Vec<Call> {
        let body = description::<Self>();
        calls![client:
            create_user(&body.sample("User")),
            list_users(),
            delete_user("jane"),
            get_user("jane"),
            update_user("jane", &body.sample("User")),
            disable_user_2fa("jane"),
            forgot_password("jane"),
            reset_password("jane", &body.sample("ResetPassword")),
        ]
    }

    fn get(client: &Client) -> Call {
        Call::new("get_user", client.get_user("jane"))
    }

    fn read(name: &str, value: Value) -> Option<(String, Value)> {
        read!(name, value:
            AzureBlobFsConfig,
            CryptFsConfig,
            FilesystemConfig,
            GcsConfig,
            HttpFsConfig,
            KmsSecret,
            RecoveryCode,
            ResetPassword,
            S3Config,
            SftpFsConfig,
            User,
            UserFilters,
            UserTotpConfig,
            VirtualFolder,
        )
    }
}
