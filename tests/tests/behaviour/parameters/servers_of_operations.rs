//! A call goes to the base URL instead of to the server of its operation, or credentials go where nobody sent them.

use servers_of_operations_client::{Client, Credentials, servers};

use crate::server;

#[tokio::test]
async fn a_call_goes_to_the_base_url_instead_of_to_its_server() {
    let (base, upload) = (server().await, server().await);
    let client = Client::builder(format!("{}/api/v3", base.url()))
        .credentials(Credentials::key("secret"))
        .server(&servers::UPLOAD, format!("{}/up", upload.url()))
        .build()
        .unwrap();
    client.list_users().await.unwrap();
    client.upload().await.unwrap();
    assert_eq!(base.only().target, "/api/v3/users");
    let sent = upload.only();
    assert_eq!(sent.target, "/up/files");
    assert_eq!(sent.header("x-key"), Some("secret"));
}

#[tokio::test]
async fn a_server_without_a_host_is_another_one() {
    let base = server().await;
    let client = Client::builder(format!("{}/api/v3", base.url()))
        .credentials(Credentials::key("secret"))
        .build()
        .unwrap();
    client.status().await.unwrap();
    client.same().await.unwrap();
    let sent: Vec<_> = base
        .seen()
        .into_iter()
        .map(|seen| (seen.target.clone(), seen.header("x-key").map(str::to_owned)))
        .collect();
    let key = Some("secret".to_owned());
    assert_eq!(
        sent,
        [
            ("/status/v2/status".to_owned(), key.clone()),
            ("/api/v3/same".to_owned(), key)
        ]
    );
}

#[test]
fn a_server_may_be_anything() {
    for url in [
        "ftp://example.com",
        "http://example.com",
        "https://jane:pw@example.com",
        "//example.com",
        "upload",
    ] {
        let client = Client::builder("https://example.com").server(&servers::UPLOAD, url);
        let error = client.build().unwrap_err();
        assert!(!format!("{error:?}").contains("pw"));
    }
}
