//! The documented values of each enumeration: a variant with a misspelt value would go unnoticed otherwise,
//! because what a type does not know survives decoding as well.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use workspace_tests::description::Description as Descriptions;

use crate::description::Description;

/// Fails unless each value is one that the type knows by name, and is written as it was read.
fn assert_known<T: DeserializeOwned + Serialize + Debug>(name: &str, values: &[Value]) {
    for value in values {
        let decoded: T = serde_json::from_value(value.clone())
            .unwrap_or_else(|error| panic!("{name}: {value}: {error}"));
        let variant = format!("{decoded:?}");
        assert!(
            !variant.starts_with("Other("),
            "{name} has no variant for {value}"
        );
        let written = serde_json::to_value(&decoded)
            .unwrap_or_else(|error| panic!("{name}::{variant}: {error}"));
        assert_eq!(&written, value, "{name}::{variant}");
    }
}

/// A test for each vendor, of all enumerations that its description names, and one that no vendor is forgotten.
macro_rules! known {
    ($($vendor:ident, $types:ident: $($name:ident),+;)+) => {
        $(
            #[test]
            fn $vendor() {
                let mut described = Description::of(stringify!($vendor)).enumerations();
                $(
                    let values = described
                        .remove(stringify!($name))
                        .unwrap_or_else(|| panic!("{} is not described", stringify!($name)));
                    assert_known::<$types::types::$name>(stringify!($name), &values);
                )+
                assert!(described.is_empty(), "not tested: {described:?}");
            }
        )+

        #[test]
        fn no_vendor_is_left_out() {
            let tested = [$(stringify!($vendor)),+];
            for vendor in Descriptions::vendors() {
                let described = Description::of(&vendor).enumerations();
                assert!(
                    described.is_empty() || tested.contains(&vendor.as_str()),
                    "add a line for {vendor} to `known!`: {:?}",
                    described.keys()
                );
            }
        }
    };
}

known! {
    alsid, alsid_users: Provider;
    contabo, contabo_users: Locale, PermissionAction;
    portainer, portainer_users: TeamRole, UserRole;
    sftpgo, sftpgo_users:
        AccessTier,
        DenyPolicy,
        EqualityCheckMode,
        FilesystemProvider,
        FtpSecurity,
        GcsCredentialsSource,
        GroupType,
        LoginMethod,
        MfaProtocol,
        Permission,
        Protocol,
        SecretStatus,
        SortOrder,
        TlsUsername,
        UserStatus,
        UserType,
        WebClientOption;
}
