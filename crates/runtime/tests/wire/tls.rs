//! Certificates are checked, against the system's authorities and those that were added.

use std::sync::{Arc, Mutex};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::server::TlsStream;
use users_client_runtime::{ErrorKind, RetryPolicy};

use crate::client::{ApiError, Client, ClientBuilder, JANE, LIST, User};
use crate::support::{json, serve};

pub(crate) type Certified = CertifiedKey<rcgen::KeyPair>;

/// A server with a certificate of its own, which speaks this protocol and nothing else; returns its URL and the certificate.
pub(crate) async fn tls_server<F>(
    protocol: &str,
    serve: impl Fn(TlsStream<TcpStream>) -> F + Send + 'static,
) -> (String, Certified)
where
    F: Future<Output = ()> + Send,
{
    let certified = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivatePkcs8KeyDer::from(certified.signing_key.serialize_der());
    let mut config = ServerConfig::builder_with_provider(default_provider().into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], PrivateKeyDer::from(key))
        .unwrap();
    config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(stream) = acceptor.accept(stream).await {
                serve(stream).await;
            }
        }
    });
    (format!("https://localhost:{port}"), certified)
}

/// One that answers every request.
pub(crate) async fn answering() -> (String, Certified) {
    tls_server("http/1.1", |stream| async {
        serve(stream, &Mutex::default(), |_, _| json(200, JANE)).await;
    })
    .await
}

fn builder(url: &str) -> ClientBuilder {
    Client::builder(url).retry(RetryPolicy::off())
}

#[tokio::test]
async fn a_certificate_of_an_unknown_authority_is_trusted_only_when_it_is_added() {
    let (url, certified) = answering().await;
    let call = builder(&url).build().unwrap().call(&LIST);
    let error = call.send_empty::<ApiError>().await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Connect);
    // Each TLS library has its own words for it.
    let said = error.to_string();
    let cause = said.strip_prefix("list_users: no connection to the server: ");
    assert!(
        cause.is_some_and(|cause| cause.contains("certificate")),
        "{said}"
    );
    assert!(!error.may_have_been_sent());

    let pem = certified.cert.pem();
    let bundle = format!("{pem}\n# another one\n{pem}");
    let der = certified.cert.der().to_vec();
    for certificate in [pem.into_bytes(), bundle.into_bytes(), der] {
        let client = builder(&url).root_certificate(certificate).build().unwrap();
        let user = client
            .call(&LIST)
            .send_json::<User, ApiError>()
            .await
            .unwrap();
        assert_eq!(user.name, "jane");
    }
}

#[tokio::test]
async fn a_certificate_for_another_host_is_not_trusted() {
    let (url, certified) = answering().await;
    let client = builder(&url.replace("localhost", "127.0.0.1"))
        .root_certificate(certified.cert.pem())
        .build()
        .unwrap();
    let error = client
        .call(&LIST)
        .send_empty::<ApiError>()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Connect);
}
