//! Users to create and update.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sftpgo_users::runtime::chrono::DateTime;
use sftpgo_users::types::{
    BandwidthLimit, DenyPolicy, FtpSecurity, GroupMapping, GroupType, HooksFilter, LoginMethod,
    MfaProtocol, PatternsFilter, Permission, Protocol, TimePeriod, TlsUsername, User, UserFilters,
    UserStatus, UserType, WebClientOption,
};

use super::storage;
use crate::harness::fixture;

/// The least that the server accepts.
pub(super) fn read_only() -> BTreeMap<String, Vec<Permission>> {
    BTreeMap::from([("/".to_owned(), vec![Permission::List, Permission::Download])])
}

/// The user of the fixture, made by setters. What only the server sets has none.
pub(super) fn full() -> User {
    let Value::Object(claims) = json!({"department": "accounting", "badge": 815, "remote": true})
    else {
        unreachable!("it is an object");
    };
    User::new("jane", permissions())
        .status(UserStatus::Enabled)
        .email("jane@example.com")
        .description("Jane Doe, accounting")
        .expiration_date(DateTime::from_timestamp(1_767_225_600, 0).expect("a date"))
        .password("$2a$10$Zq3nV0bB1m6w8Yc4Kf7rUe5tHs2dJxL9oPaIgNyQvMkRlWjXuTzCi")
        .public_keys([
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDummyDummyDummyDummyDummyDummyDummyDummyDu jane@laptop",
        ])
        .home_dir("/srv/sftpgo/data/jane")
        .virtual_folders(storage::folders())
        .uid(1000)
        .gid(i64::MAX)
        .max_sessions(5)
        .quota_size(1_099_511_627_776)
        .quota_files(250_000)
        .upload_bandwidth(2048)
        .download_bandwidth(8192)
        .upload_data_transfer(0)
        .download_data_transfer(0)
        .total_data_transfer(500_000)
        .filters(filters())
        .filesystem(storage::s3())
        .additional_info(r#"{"cost-centre": 4711}"#)
        .groups([
            GroupMapping::new("accounting", GroupType::Primary),
            GroupMapping::new("auditors", GroupType::Secondary),
            GroupMapping::new("everybody", GroupType::Membership),
        ])
        .oidc_custom_fields(claims)
        .role("finance")
}

fn permissions() -> BTreeMap<String, Vec<Permission>> {
    let list = || vec![Permission::List, Permission::Download];
    BTreeMap::from([
        ("/".to_owned(), vec![Permission::All]),
        (
            "/bank".to_owned(),
            [list(), vec![Permission::DeleteFiles]].concat(),
        ),
        (
            "/shared".to_owned(),
            [list(), vec![Permission::Copy]].concat(),
        ),
    ])
}

fn filters() -> UserFilters {
    UserFilters::new()
        .allowed_ip(["192.0.2.0/24", "2001:db8::/32"])
        .denied_ip(["192.0.2.66/32"])
        .denied_login_methods([
            LoginMethod::PasswordOverSsh,
            LoginMethod::TlsCertificateAndPassword,
        ])
        .denied_protocols([Protocol::Ftp, Protocol::WebDav])
        .file_patterns([
            PatternsFilter::new("/shared")
                .allowed_patterns(["*.pdf", "*.csv"])
                .denied_patterns(["*.exe"])
                .deny_policy(DenyPolicy::Hide),
            PatternsFilter::new("/bank"),
        ])
        .max_upload_file_size(5_368_709_120)
        .tls_username(TlsUsername::CommonName)
        .hooks(
            HooksFilter::new()
                .external_auth_disabled(true)
                .pre_login_disabled(false)
                .check_password_disabled(true),
        )
        .disable_fs_checks(true)
        .web_client([
            WebClientOption::PublicKeyChangeDisabled,
            WebClientOption::TlsCertChangeDisabled,
        ])
        .allow_api_key_auth(true)
        .user_type(UserType::LdapUser)
        .bandwidth_limits([
            BandwidthLimit::new(["198.51.100.0/24"])
                .upload_bandwidth(512)
                .download_bandwidth(1024),
            BandwidthLimit::new(["203.0.113.0/24", "2001:db8:1::/48"]),
        ])
        .external_auth_cache_time(300)
        .start_directory("/shared")
        .two_factor_protocols([MfaProtocol::Ssh, MfaProtocol::Http])
        .ftp_security(FtpSecurity::RequireTls)
        .is_anonymous(false)
        .default_shares_expiration(14)
        .max_shares_expiration(90)
        .password_expiration(180)
        .password_strength(70)
        .access_time([TimePeriod::new().day_of_week(1).from("07:30").to("18:00")])
        .require_password_change(true)
        .tls_certs(["-----BEGIN CERTIFICATE-----\nMIIBdummy\n-----END CERTIFICATE-----\n"])
        .additional_emails(["j.doe@example.net"])
}

/// The user of the fixture without what a client need not send.
pub(super) fn without_what_only_the_server_sets() -> User {
    let mut user: User = serde_json::from_value(fixture("sftpgo/user")).expect("a user");
    user.id = None;
    user.has_password = None;
    user.used_quota_size = None;
    user.used_quota_files = None;
    user.last_quota_update = None;
    user.used_upload_data_transfer = None;
    user.used_download_data_transfer = None;
    user.created_at = None;
    user.updated_at = None;
    user.last_login = None;
    user.first_download = None;
    user.first_upload = None;
    user.last_password_change = None;
    if let Some(filters) = &mut user.filters {
        filters.totp_config = None;
        filters.recovery_codes = None;
    }
    for folder in user.virtual_folders.iter_mut().flatten() {
        folder.id = None;
        folder.used_quota_size = None;
        folder.used_quota_files = None;
        folder.last_quota_update = None;
        folder.users = None;
        folder.groups = None;
    }
    user
}

/// The user of the fixture as a server would send it that knows properties and values which this client
/// does not.
pub(super) fn of_a_newer_server() -> Value {
    let mut user = fixture("sftpgo/user");
    user["mascot"] = json!({"name": "Gopher", "since": null});
    user["filesystem"]["provider"] = json!(7);
    user["filesystem"]["tapeconfig"] = json!({"library": "LTO-9"});
    user["filesystem"]["s3config"]["access_secret"]["status"] = json!("Quantum");
    user["filters"]["denied_protocols"] = json!(["GOPHER"]);
    user["virtual_folders"][0]["colour"] = json!("green");
    user
}
