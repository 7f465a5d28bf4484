//! One file system of each kind: the user's own and those of its folders.

use sftpgo_users::types::{
    AccessTier, AzureBlobFsConfig, CryptFsConfig, EqualityCheckMode, FilesystemConfig,
    FilesystemProvider, GcsConfig, GcsCredentialsSource, HttpFsConfig, KmsSecret, OsFsConfig,
    S3Config, SecretStatus, SftpFsConfig, VirtualFolder,
};

fn secret(status: SecretStatus, payload: &str) -> KmsSecret {
    KmsSecret::new().status(status).payload(payload)
}

fn redacted() -> KmsSecret {
    KmsSecret::new().status(SecretStatus::Redacted)
}

pub(super) fn s3() -> FilesystemConfig {
    let access_secret = secret(SecretStatus::SecretBox, "9a0bc37d")
        .key("77c0")
        .additional_data("jane")
        .mode(0);
    let s3 = S3Config::new()
        .bucket("example-jane")
        .region("eu-central-1")
        .access_key("AKIAEXAMPLEEXAMPLE00")
        .access_secret(access_secret)
        .sse_customer_key(redacted())
        .role_arn("arn:aws:iam::123456789012:role/sftpgo")
        .session_token("IQoJb3JpZ2luX2VjEXAMPLE")
        .endpoint("https://s3.example.com")
        .storage_class("STANDARD_IA")
        .acl("bucket-owner-full-control")
        .upload_part_size(10)
        .upload_concurrency(4)
        .upload_part_max_time(120)
        .download_part_size(20)
        .download_concurrency(6)
        .download_part_max_time(240)
        .force_path_style(true)
        .skip_tls_verify(true)
        .key_prefix("home/jane/");
    FilesystemConfig::new()
        .provider(FilesystemProvider::S3)
        .osconfig(OsFsConfig::new())
        .s3config(s3)
        .gcsconfig(GcsConfig::new())
        .azblobconfig(AzureBlobFsConfig::new())
        .cryptconfig(CryptFsConfig::new())
        .sftpconfig(SftpFsConfig::new())
        .httpconfig(HttpFsConfig::new())
}

pub(super) fn folders() -> [VirtualFolder; 6] {
    let storage = |provider| FilesystemConfig::new().provider(provider);
    [
        VirtualFolder::new("shared", "/shared")
            .mapped_path("/srv/sftpgo/shared")
            .description("What everybody may read")
            .filesystem(storage(FilesystemProvider::Local).osconfig(local()))
            .subpath("accounting")
            .quota_size(-1)
            .quota_files(-1),
        VirtualFolder::new("archive", "/archive")
            .filesystem(storage(FilesystemProvider::GoogleCloudStorage).gcsconfig(gcs()))
            .quota_size(107_374_182_400)
            .quota_files(100_000),
        VirtualFolder::new("partners", "/partners")
            .filesystem(storage(FilesystemProvider::AzureBlob).azblobconfig(azure()))
            .quota_size(0)
            .quota_files(0),
        VirtualFolder::new("payroll", "/payroll")
            .mapped_path("/srv/sftpgo/payroll")
            .filesystem(storage(FilesystemProvider::LocalEncrypted).cryptconfig(encrypted()))
            .quota_size(0)
            .quota_files(0),
        VirtualFolder::new("bank", "/bank")
            .filesystem(storage(FilesystemProvider::Sftp).sftpconfig(sftp()))
            .quota_size(0)
            .quota_files(0),
        VirtualFolder::new("intranet", "/intranet")
            .filesystem(storage(FilesystemProvider::Http).httpconfig(http()))
            .quota_size(0)
            .quota_files(0),
    ]
}

fn local() -> OsFsConfig {
    OsFsConfig::new().read_buffer_size(2).write_buffer_size(4)
}

fn gcs() -> GcsConfig {
    let credentials = secret(SecretStatus::Gcp, "CiQAh5r0c3xJ")
        .key("")
        .additional_data("");
    GcsConfig::new()
        .bucket("example-archive")
        .credentials(credentials)
        .automatic_credentials(GcsCredentialsSource::Explicit)
        .storage_class("NEARLINE")
        .acl("projectPrivate")
        .key_prefix("jane/")
        .upload_part_size(32)
        .upload_part_max_time(60)
}

fn azure() -> AzureBlobFsConfig {
    AzureBlobFsConfig::new()
        .container("partners")
        .account_name("examplestorage")
        .account_key(secret(SecretStatus::AzureKeyVault, "b64:0f3d"))
        .sas_url(redacted())
        .endpoint("blob.core.windows.net")
        .upload_part_size(8)
        .upload_concurrency(3)
        .download_part_size(16)
        .download_concurrency(2)
        .access_tier(AccessTier::Cool)
        .key_prefix("inbox/")
        .use_emulator(false)
}

fn encrypted() -> CryptFsConfig {
    let passphrase = secret(SecretStatus::SecretBox, "1f7be2a90c44d85e")
        .key("c9a1f04be7")
        .additional_data("jane")
        .mode(1);
    CryptFsConfig::new()
        .passphrase(passphrase)
        .read_buffer_size(1)
        .write_buffer_size(10)
}

fn sftp() -> SftpFsConfig {
    let password = secret(SecretStatus::VaultTransit, "vault:v1:8SDd3WHDOjf7mq69");
    SftpFsConfig::new()
        .endpoint("sftp.bank.example:22")
        .username("example-gmbh")
        .password(password)
        .private_key(secret(SecretStatus::Aes256Gcm, "58c2d1aa90"))
        .key_passphrase(redacted())
        .fingerprints(["SHA256:RFzBCUItH9LZS0cKB5UE6ceAYhBD5C8GeOBip8Z11+4"])
        .prefix("/out")
        .disable_concurrent_reads(true)
        .buffer_size(8)
        .equality_check_mode(EqualityCheckMode::Endpoint)
}

fn http() -> HttpFsConfig {
    HttpFsConfig::new()
        .endpoint("https://files.example.com/v1")
        .username("sftpgo")
        .password(secret(SecretStatus::Aws, "AQICAHgq0cVd"))
        .api_key(redacted())
        .skip_tls_verify(false)
        .equality_check_mode(EqualityCheckMode::UsernameAndEndpoint)
}
