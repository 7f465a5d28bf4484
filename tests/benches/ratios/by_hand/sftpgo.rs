//! SFTPGo's users, as a program that reads them itself would declare them: closed enums and plain strings.

use serde::{Deserialize, Serialize};

/// The structs, each with these fields in addition.
macro_rules! users {
    ($($rest:tt)*) => {
        use std::collections::BTreeMap;

        use serde::{Deserialize, Serialize};
        use serde_json::{Map, Value};

        use super::*;

        #[derive(Deserialize, Serialize)]
        pub(crate) struct User {
            pub(crate) id: Option<i64>,
            pub(crate) status: Option<i64>,
            pub(crate) username: String,
            pub(crate) email: Option<String>,
            pub(crate) description: Option<String>,
            pub(crate) expiration_date: Option<i64>,
            pub(crate) password: Option<String>,
            pub(crate) public_keys: Option<Vec<String>>,
            pub(crate) has_password: Option<bool>,
            pub(crate) home_dir: Option<String>,
            pub(crate) virtual_folders: Option<Vec<VirtualFolder>>,
            pub(crate) uid: Option<i64>,
            pub(crate) gid: Option<i64>,
            pub(crate) max_sessions: Option<i64>,
            pub(crate) quota_size: Option<i64>,
            pub(crate) quota_files: Option<i64>,
            pub(crate) permissions: BTreeMap<String, Vec<Permission>>,
            pub(crate) used_quota_size: Option<i64>,
            pub(crate) used_quota_files: Option<i64>,
            pub(crate) last_quota_update: Option<i64>,
            pub(crate) upload_bandwidth: Option<i64>,
            pub(crate) download_bandwidth: Option<i64>,
            pub(crate) upload_data_transfer: Option<i64>,
            pub(crate) download_data_transfer: Option<i64>,
            pub(crate) total_data_transfer: Option<i64>,
            pub(crate) used_upload_data_transfer: Option<i64>,
            pub(crate) used_download_data_transfer: Option<i64>,
            pub(crate) created_at: Option<i64>,
            pub(crate) updated_at: Option<i64>,
            pub(crate) last_login: Option<i64>,
            pub(crate) first_download: Option<i64>,
            pub(crate) first_upload: Option<i64>,
            pub(crate) last_password_change: Option<i64>,
            pub(crate) filters: Option<UserFilters>,
            pub(crate) filesystem: Option<FilesystemConfig>,
            pub(crate) additional_info: Option<String>,
            pub(crate) groups: Option<Vec<GroupMapping>>,
            pub(crate) oidc_custom_fields: Option<Map<String, Value>>,
            pub(crate) role: Option<String>,
            $($rest)*
        }

        #[derive(Deserialize, Serialize)]
        pub(crate) struct VirtualFolder {
            pub(crate) id: Option<i64>,
            pub(crate) name: String,
            pub(crate) mapped_path: Option<String>,
            pub(crate) description: Option<String>,
            pub(crate) used_quota_size: Option<i64>,
            pub(crate) used_quota_files: Option<i64>,
            pub(crate) last_quota_update: Option<i64>,
            pub(crate) users: Option<Vec<String>>,
            pub(crate) filesystem: Option<FilesystemConfig>,
            pub(crate) groups: Option<Vec<String>>,
            pub(crate) virtual_path: String,
            pub(crate) subpath: Option<String>,
            pub(crate) quota_size: Option<i64>,
            pub(crate) quota_files: Option<i64>,
            $($rest)*
        }

        #[derive(Deserialize, Serialize)]
        pub(crate) struct UserFilters {
            pub(crate) allowed_ip: Option<Vec<String>>,
            pub(crate) denied_ip: Option<Vec<String>>,
            pub(crate) denied_login_methods: Option<Vec<LoginMethod>>,
            pub(crate) denied_protocols: Option<Vec<Protocol>>,
            pub(crate) file_patterns: Option<Vec<PatternsFilter>>,
            pub(crate) max_upload_file_size: Option<i64>,
            pub(crate) tls_username: Option<TlsUsername>,
            pub(crate) hooks: Option<HooksFilter>,
            pub(crate) disable_fs_checks: Option<bool>,
            pub(crate) web_client: Option<Vec<WebClientOption>>,
            pub(crate) allow_api_key_auth: Option<bool>,
            pub(crate) user_type: Option<UserType>,
            pub(crate) bandwidth_limits: Option<Vec<BandwidthLimit>>,
            pub(crate) external_auth_cache_time: Option<i64>,
            pub(crate) start_directory: Option<String>,
            pub(crate) two_factor_protocols: Option<Vec<MfaProtocol>>,
            pub(crate) ftp_security: Option<i64>,
            pub(crate) is_anonymous: Option<bool>,
            pub(crate) default_shares_expiration: Option<i64>,
            pub(crate) max_shares_expiration: Option<i64>,
            pub(crate) password_expiration: Option<i64>,
            pub(crate) password_strength: Option<i64>,
            pub(crate) access_time: Option<Vec<TimePeriod>>,
            pub(crate) require_password_change: Option<bool>,
            pub(crate) tls_certs: Option<Vec<String>>,
            pub(crate) additional_emails: Option<Vec<String>>,
            pub(crate) totp_config: Option<UserTotpConfig>,
            pub(crate) recovery_codes: Option<Vec<RecoveryCode>>,
            $($rest)*
        }

        #[derive(Deserialize, Serialize)]
        pub(crate) struct FilesystemConfig {
            pub(crate) provider: Option<i64>,
            pub(crate) osconfig: Option<OsFsConfig>,
            pub(crate) s3config: Option<S3Config>,
            pub(crate) gcsconfig: Option<GcsConfig>,
            pub(crate) azblobconfig: Option<AzureBlobFsConfig>,
            pub(crate) cryptconfig: Option<CryptFsConfig>,
            pub(crate) sftpconfig: Option<SftpFsConfig>,
            pub(crate) httpconfig: Option<HttpFsConfig>,
            $($rest)*
        }

        #[derive(Deserialize, Serialize)]
        pub(crate) struct GroupMapping {
            pub(crate) name: String,
            #[serde(rename = "type")]
            pub(crate) kind: i64,
            $($rest)*
        }

        #[derive(Deserialize, Serialize)]
        pub(crate) struct PatternsFilter {
            pub(crate) path: String,
            pub(crate) allowed_patterns: Option<Vec<String>>,
            pub(crate) denied_patterns: Option<Vec<String>>,
            pub(crate) deny_policy: Option<i64>,
            $($rest)*
        }

        #[derive(Deserialize, Serialize)]
        pub(crate) struct HooksFilter {
            pub(crate) external_auth_disabled: Option<bool>,
            pub(crate) pre_login_disabled: Option<bool>,
            pub(crate) check_password_disabled: Option<bool>,
            $($rest)*
        }

        #[derive(Deserialize, Serialize)]
        pub(crate) struct BandwidthLimit {
            pub(crate) sources: Vec<String>,
            pub(crate) upload_bandwidth: Option<i64>,
            pub(crate) download_bandwidth: Option<i64>,
            $($rest)*
        }

        #[derive(Deserialize, Serialize)]
        pub(crate) struct TimePeriod {
            pub(crate) day_of_week: Option<i64>,
            pub(crate) from: Option<String>,
            pub(crate) to: Option<String>,
            $($rest)*
        }

        #[derive(Deserialize, Serialize)]
        pub(crate) struct UserTotpConfig {
            pub(crate) enabled: Option<bool>,
            pub(crate) config_name: Option<String>,
            pub(crate) secret: Option<Secret>,
            pub(crate) protocols: Option<Vec<MfaProtocol>>,
            $($rest)*
        }

        #[derive(Deserialize, Serialize)]
        pub(crate) struct RecoveryCode {
            pub(crate) secret: Option<Secret>,
            pub(crate) used: Option<bool>,
            $($rest)*
        }

        #[derive(Deserialize, Serialize)]
        pub(crate) struct OsFsConfig {
            pub(crate) read_buffer_size: Option<i64>,
            pub(crate) write_buffer_size: Option<i64>,
            $($rest)*
        }

        #[derive(Deserialize, Serialize)]
        pub(crate) struct S3Config {
            pub(crate) bucket: Option<String>,
            pub(crate) region: Option<String>,
            pub(crate) access_key: Option<String>,
            pub(crate) access_secret: Option<Secret>,
            pub(crate) sse_customer_key: Option<Secret>,
            pub(crate) role_arn: Option<String>,
            pub(crate) session_token: Option<String>,
            pub(crate) endpoint: Option<String>,
            pub(crate) storage_class: Option<String>,
            pub(crate) acl: Option<String>,
            pub(crate) upload_part_size: Option<i64>,
            pub(crate) upload_concurrency: Option<i64>,
            pub(crate) upload_part_max_time: Option<i64>,
            pub(crate) download_part_size: Option<i64>,
            pub(crate) download_concurrency: Option<i64>,
            pub(crate) download_part_max_time: Option<i64>,
            pub(crate) force_path_style: Option<bool>,
            pub(crate) skip_tls_verify: Option<bool>,
            pub(crate) key_prefix: Option<String>,
            $($rest)*
        }

        #[derive(Deserialize, Serialize)]
        pub(crate) struct GcsConfig {
            pub(crate) bucket: Option<String>,
            pub(crate) credentials: Option<Secret>,
            pub(crate) automatic_credentials: Option<i64>,
            pub(crate) storage_class: Option<String>,
            pub(crate) acl: Option<String>,
            pub(crate) key_prefix: Option<String>,
            pub(crate) upload_part_size: Option<i64>,
            pub(crate) upload_part_max_time: Option<i64>,
            $($rest)*
        }

        #[derive(Deserialize, Serialize)]
        pub(crate) struct AzureBlobFsConfig {
            pub(crate) container: Option<String>,
            pub(crate) account_name: Option<String>,
            pub(crate) account_key: Option<Secret>,
            pub(crate) sas_url: Option<Secret>,
            pub(crate) endpoint: Option<String>,
            pub(crate) upload_part_size: Option<i64>,
            pub(crate) upload_concurrency: Option<i64>,
            pub(crate) download_part_size: Option<i64>,
            pub(crate) download_concurrency: Option<i64>,
            pub(crate) access_tier: Option<AccessTier>,
            pub(crate) key_prefix: Option<String>,
            pub(crate) use_emulator: Option<bool>,
            $($rest)*
        }

        #[derive(Deserialize, Serialize)]
        pub(crate) struct CryptFsConfig {
            pub(crate) passphrase: Option<Secret>,
            pub(crate) read_buffer_size: Option<i64>,
            pub(crate) write_buffer_size: Option<i64>,
            $($rest)*
        }

        #[derive(Deserialize, Serialize)]
        pub(crate) struct SftpFsConfig {
            pub(crate) endpoint: Option<String>,
            pub(crate) username: Option<String>,
            pub(crate) password: Option<Secret>,
            pub(crate) private_key: Option<Secret>,
            pub(crate) key_passphrase: Option<Secret>,
            pub(crate) fingerprints: Option<Vec<String>>,
            pub(crate) prefix: Option<String>,
            pub(crate) disable_concurrent_reads: Option<bool>,
            pub(crate) buffer_size: Option<i64>,
            pub(crate) equality_check_mode: Option<i64>,
            $($rest)*
        }

        #[derive(Deserialize, Serialize)]
        pub(crate) struct HttpFsConfig {
            pub(crate) endpoint: Option<String>,
            pub(crate) username: Option<String>,
            pub(crate) password: Option<Secret>,
            pub(crate) api_key: Option<Secret>,
            pub(crate) skip_tls_verify: Option<bool>,
            pub(crate) equality_check_mode: Option<i64>,
            $($rest)*
        }

        #[derive(Deserialize, Serialize)]
        pub(crate) struct Secret {
            pub(crate) status: Option<SecretStatus>,
            pub(crate) payload: Option<String>,
            pub(crate) key: Option<String>,
            pub(crate) additional_data: Option<String>,
            pub(crate) mode: Option<i64>,
            $($rest)*
        }
    };
}

/// What a program does that reads a user, changes it, and writes it back whole.
pub(crate) mod keeping {
    users! {
        #[serde(flatten)]
        pub(crate) rest: BTreeMap<String, Value>,
    }
}

/// What a program does that only reads: what it does not know is dropped.
pub(crate) mod dropping {
    users! {}
}

#[derive(Deserialize, Serialize)]
pub(crate) enum Permission {
    #[serde(rename = "*")]
    All,
    #[serde(rename = "list")]
    List,
    #[serde(rename = "download")]
    Download,
    #[serde(rename = "upload")]
    Upload,
    #[serde(rename = "overwrite")]
    Overwrite,
    #[serde(rename = "delete")]
    Delete,
    #[serde(rename = "delete_files")]
    DeleteFiles,
    #[serde(rename = "delete_dirs")]
    DeleteDirs,
    #[serde(rename = "rename")]
    Rename,
    #[serde(rename = "rename_files")]
    RenameFiles,
    #[serde(rename = "rename_dirs")]
    RenameDirs,
    #[serde(rename = "create_dirs")]
    CreateDirs,
    #[serde(rename = "create_symlinks")]
    CreateSymlinks,
    #[serde(rename = "chmod")]
    Chmod,
    #[serde(rename = "chown")]
    Chown,
    #[serde(rename = "chtimes")]
    Chtimes,
    #[serde(rename = "copy")]
    Copy,
}

#[derive(Deserialize, Serialize)]
pub(crate) enum LoginMethod {
    #[serde(rename = "publickey")]
    PublicKey,
    #[serde(rename = "password")]
    Password,
    #[serde(rename = "password-over-SSH")]
    PasswordOverSsh,
    #[serde(rename = "keyboard-interactive")]
    KeyboardInteractive,
    #[serde(rename = "publickey+password")]
    PublicKeyAndPassword,
    #[serde(rename = "publickey+keyboard-interactive")]
    PublicKeyAndKeyboardInteractive,
    #[serde(rename = "TLSCertificate")]
    TlsCertificate,
    #[serde(rename = "TLSCertificate+password")]
    TlsCertificateAndPassword,
}

#[derive(Deserialize, Serialize)]
pub(crate) enum Protocol {
    #[serde(rename = "SSH")]
    Ssh,
    #[serde(rename = "FTP")]
    Ftp,
    #[serde(rename = "DAV")]
    WebDav,
    #[serde(rename = "HTTP")]
    Http,
}

#[derive(Deserialize, Serialize)]
pub(crate) enum TlsUsername {
    #[serde(rename = "None")]
    Nothing,
    CommonName,
}

#[derive(Deserialize, Serialize)]
pub(crate) enum WebClientOption {
    #[serde(rename = "publickey-change-disabled")]
    PublicKeyChange,
    #[serde(rename = "write-disabled")]
    Write,
    #[serde(rename = "mfa-disabled")]
    Mfa,
    #[serde(rename = "password-change-disabled")]
    PasswordChange,
    #[serde(rename = "api-key-auth-change-disabled")]
    ApiKeyAuthChange,
    #[serde(rename = "info-change-disabled")]
    InfoChange,
    #[serde(rename = "shares-disabled")]
    Shares,
    #[serde(rename = "password-reset-disabled")]
    PasswordReset,
    #[serde(rename = "shares-without-password-disabled")]
    SharesWithoutPassword,
    #[serde(rename = "tls-cert-change-disabled")]
    TlsCertChange,
}

#[derive(Deserialize, Serialize)]
pub(crate) enum UserType {
    #[serde(rename = "")]
    Unspecified,
    #[serde(rename = "LDAPUser")]
    LdapUser,
    #[serde(rename = "OSUser")]
    OsUser,
}

#[derive(Deserialize, Serialize)]
pub(crate) enum MfaProtocol {
    #[serde(rename = "SSH")]
    Ssh,
    #[serde(rename = "FTP")]
    Ftp,
    #[serde(rename = "HTTP")]
    Http,
}

#[derive(Deserialize, Serialize)]
pub(crate) enum AccessTier {
    #[serde(rename = "")]
    AccountDefault,
    Archive,
    Hot,
    Cool,
}

#[derive(Deserialize, Serialize)]
pub(crate) enum SecretStatus {
    Plain,
    #[serde(rename = "AES-256-GCM")]
    Aes256Gcm,
    #[serde(rename = "Secretbox")]
    SecretBox,
    #[serde(rename = "GCP")]
    Gcp,
    #[serde(rename = "AWS")]
    Aws,
    VaultTransit,
    AzureKeyVault,
    Redacted,
}
