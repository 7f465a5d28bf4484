//! The HTTP client that requests go out by unless the caller brings another: hyper's pool on connections of our own.
//!
//! reqwest has the same pool, but lets nobody look after its connections (`Conn` in its `connect.rs` is sealed).

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use hyper::header::{ACCEPT, HeaderValue, PROXY_AUTHORIZATION};
use hyper::{Request, Uri};
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use crate::call::body::RequestBody;
use crate::sending::connection::PIECE;
use crate::sending::connector::Connector;
use crate::sending::http_client::{
    Arriving, Broken, Exchanging, HttpClient, Outgoing, Stage, has_cause,
};
use crate::sending::incoming::Incoming;
use crate::sending::outgoing_body::OutgoingBody;
use crate::sending::proxies::Proxies;
use crate::sending::tls::Tls;

/// Many servers and load balancers close what is idle for longer.
const IDLE: Duration = Duration::from_secs(90);

/// A pool of connections.
pub(crate) struct OwnClient {
    client: Client<Connector, OutgoingBody>,
    proxies: Arc<Proxies>,
}

impl OwnClient {
    pub(crate) fn new(tls: Tls, proxies: Proxies, connect_timeout: Duration) -> Self {
        let proxies = Arc::new(proxies);
        let connector = Connector::new(tls, Arc::clone(&proxies), connect_timeout);
        let client = Client::builder(TokioExecutor::new())
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .http1_max_buf_size(PIECE)
            .build(connector);
        Self { client, proxies }
    }

    async fn send(&self, outgoing: Outgoing) -> Result<Arriving, Broken> {
        let mut headers = outgoing.headers;
        let uri = Uri::try_from(outgoing.url.as_str())
            .map_err(|error| Broken::new(Stage::Preparing, error))?;
        // It says what its absence says (RFC 9110 section 12.5.1), to servers that insist on one.
        headers
            .entry(ACCEPT)
            .or_insert(HeaderValue::from_static("*/*"));
        if let Some(authorization) = self.proxies.authorization(&uri) {
            headers.insert(PROXY_AUTHORIZATION, authorization);
        }
        let body = outgoing.body.unwrap_or(RequestBody::Whole(Bytes::new()));
        let mut request = Request::new(OutgoingBody::from(body));
        *request.method_mut() = outgoing.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        match self.client.request(request).await {
            Ok(response) => {
                let (head, body) = response.into_parts();
                Ok(Arriving {
                    status: head.status,
                    headers: head.headers,
                    body: Incoming::Own(body),
                })
            }
            Err(error) => {
                let stage = if error.is_connect() {
                    Stage::Connecting
                } else if is_untouched(&error) {
                    Stage::Untouched
                } else {
                    Stage::Sent
                };
                Err(Broken::new(stage, error))
            }
        }
    }
}

impl HttpClient for OwnClient {
    fn execute(&self, outgoing: Outgoing) -> Exchanging<'_> {
        Box::pin(self.send(outgoing))
    }
}

/// Whether the server says that it has not looked at the request: it shuts down, or has too many (RFC 9113 sections 6.8, 8.7).
fn is_untouched(error: &Error) -> bool {
    has_cause(error, |error| {
        error.downcast_ref().is_some_and(|error: &h2::Error| {
            let shuts_down = error.is_go_away() && error.reason() == Some(h2::Reason::NO_ERROR);
            let refused = error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
            error.is_remote() && (shuts_down || refused)
        })
    })
}
