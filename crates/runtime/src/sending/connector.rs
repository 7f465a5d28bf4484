//! Opens connections: directly or by way of a proxy, plain or encrypted.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::Intercept;
use tokio::time::timeout;
use tower_service::Service;

use crate::outcome::failure::Source;
use crate::sending::connection::Stream;
use crate::sending::proxies::Proxies;
use crate::sending::tls::Tls;

/// A dead peer is noticed after three probes, so that a call does not wait its whole time for a machine that is gone.
const KEEPALIVE: Duration = Duration::from_secs(15);
const KEEPALIVE_PROBES: u32 = 3;

type Opening<T> = Pin<Box<dyn Future<Output = Result<T, Source>> + Send>>;

/// Opens a connection for a request.
#[derive(Clone)]
pub(crate) struct Connector {
    direct: Direct,
    /// To proxies, which speak HTTP/1.
    to_proxy: Direct,
    tls: Tls,
    proxies: Arc<Proxies>,
    timeout: Duration,
}

impl Connector {
    pub(crate) fn new(tls: Tls, proxies: Arc<Proxies>, timeout: Duration) -> Self {
        Self {
            direct: Direct::new(tls.clone(), timeout),
            to_proxy: Direct::new(tls.without_http2(), timeout),
            tls,
            proxies,
            timeout,
        }
    }

    async fn open(mut self, to: Uri) -> Result<Stream, Source> {
        let Some(proxy) = self.proxies.of(&to) else {
            return self.direct.call(to).await;
        };
        if !matches!(proxy.uri().scheme_str(), Some("http" | "https")) {
            return Err("a proxy has to be one of http or https".into());
        }
        if to.scheme_str() != Some("https") {
            let stream = self.to_proxy.call(proxy.uri().clone()).await?;
            return Ok(stream.proxied());
        }
        let host = host(&to)?.to_owned();
        let tunnelled = tunnel(&proxy, self.to_proxy).call(to).await?;
        self.tls.encrypt(&host, tunnelled).await
    }
}

fn tunnel(proxy: &Intercept, to_proxy: Direct) -> Tunnel<Direct> {
    let tunnel = Tunnel::new(proxy.uri().clone(), to_proxy);
    match proxy.basic_auth() {
        Some(authorization) => tunnel.with_auth(authorization.clone()),
        None => tunnel,
    }
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = Source;
    type Future = Opening<Stream>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Source>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let opening = timeout(self.timeout, self.clone().open(to));
        Box::pin(async {
            opening
                .await
                .unwrap_or_else(|late| Err(io::Error::new(io::ErrorKind::TimedOut, late).into()))
        })
    }
}

/// Connects to the address itself.
#[derive(Clone)]
struct Direct {
    tcp: HttpConnector,
    tls: Tls,
}

impl Direct {
    fn new(tls: Tls, timeout: Duration) -> Self {
        let mut tcp = HttpConnector::new();
        // Encryption comes on top.
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        // Of a host with several addresses, each gets its share.
        tcp.set_connect_timeout(Some(timeout));
        tcp.set_keepalive(Some(KEEPALIVE));
        tcp.set_keepalive_interval(Some(KEEPALIVE));
        tcp.set_keepalive_retries(Some(KEEPALIVE_PROBES));
        // Probes are not sent while bytes wait for their acknowledgement.
        #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
        tcp.set_tcp_user_timeout(Some(2 * KEEPALIVE));
        Self { tcp, tls }
    }
}

impl Service<Uri> for Direct {
    type Response = Stream;
    type Error = Source;
    type Future = Opening<Stream>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Source>> {
        self.tcp.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let is_https = to.scheme_str() == Some("https");
        let host = host(&to).map(str::to_owned);
        let connecting = self.tcp.call(to);
        let tls = self.tls.clone();
        Box::pin(async move {
            let stream = Stream::new(connecting.await?);
            match is_https {
                true => tls.encrypt(&host?, stream).await,
                false => Ok(stream),
            }
        })
    }
}

/// The host as certificates name it.
fn host(uri: &Uri) -> Result<&str, Source> {
    let host = uri.host().ok_or("the address has no host")?;
    Ok(host.trim_start_matches('[').trim_end_matches(']'))
}
