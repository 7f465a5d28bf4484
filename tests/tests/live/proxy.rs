//! A proxy on the loopback interface, between a client and the server: it keeps what both said.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, oneshot};

use crate::exchange::Exchange;
use crate::http;

/// More than any body of a test.
const MAX_BODY: usize = 64 * 1024 * 1024;

/// As many requests as are under way to the server. SFTPGo by default refuses more than 20 connections of one host.
const CONNECTIONS: usize = 12;

/// A running proxy; it ends when this is dropped.
pub(crate) struct Proxy {
    address: SocketAddr,
    base: String,
    shared: Arc<Shared>,
    _running: oneshot::Sender<()>,
}

struct Shared {
    client: reqwest::Client,
    /// The server's base URL, without a slash at the end.
    server: String,
    exchanges: Mutex<Vec<Exchange>>,
    connections: Semaphore,
}

impl Proxy {
    /// Stands before the server with this base URL, path included.
    pub(crate) async fn before(server: &str) -> Self {
        let server = server.trim_end_matches('/').to_owned();
        let after_scheme = server.split_once("://").map_or("", |(_, rest)| rest);
        let base = after_scheme
            .split_once('/')
            .map_or("", |(_, path)| path)
            .to_owned();
        let shared = Arc::new(Shared {
            client: http(),
            server,
            exchanges: Mutex::default(),
            connections: Semaphore::new(CONNECTIONS),
        });
        let router = Router::new()
            .fallback(forward)
            .with_state(Arc::clone(&shared));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let (running, ended) = oneshot::channel::<()>();
        let serve = axum::serve(listener, router).with_graceful_shutdown(async {
            // Nothing is ever sent: the sender is dropped.
            let _ = ended.await;
        });
        tokio::spawn(async { serve.await.expect("a server on loopback") });
        Self {
            address,
            base,
            shared,
            _running: running,
        }
    }

    /// What a client is built with.
    pub(crate) fn base_url(&self) -> String {
        match self.base.as_str() {
            "" => format!("http://{}", self.address),
            base => format!("http://{}/{base}", self.address),
        }
    }

    /// What was said so far.
    pub(crate) fn exchanges(&self) -> Vec<Exchange> {
        self.shared
            .exchanges
            .lock()
            .expect("nobody panicked with it")
            .clone()
    }

    /// The last answer to this request.
    pub(crate) fn last(&self, method: &str, path: &str) -> Value {
        let exchanges = self.exchanges();
        let mut found = exchanges.into_iter().rev();
        let found = found.find(|exchange| exchange.method == method && exchange.path == path);
        found.map(|exchange| exchange.answer).unwrap_or_default()
    }
}

async fn forward(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY)
        .await
        .expect("the request is whole");
    let target = head
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let origin_end = shared.server.find("://").map_or(0, |scheme| scheme + 3);
    let origin = match shared.server[origin_end..].find('/') {
        Some(path) => &shared.server[..origin_end + path],
        None => shared.server.as_str(),
    };
    let base = &shared.server[origin.len()..];
    let permit = shared.connections.acquire().await.expect("never closed");
    let answer = shared
        .client
        .request(head.method.clone(), format!("{origin}{target}"))
        .headers(passed_on(&head.headers))
        .body(body)
        .send()
        .await
        .unwrap_or_else(|error| panic!("{} does not answer: {error}", shared.server));
    let (status, headers) = (answer.status(), passed_on(answer.headers()));
    let body = answer.bytes().await.expect("the answer is whole");
    drop(permit);
    let path = target.split('?').next().unwrap_or_default();
    let shown = head.headers.get(header::AUTHORIZATION);
    let exchange = Exchange {
        method: head.method.to_string(),
        path: path.strip_prefix(base).unwrap_or(path).to_owned(),
        authorization: shown
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned),
        status: status.as_u16(),
        answer: serde_json::from_slice(&body).unwrap_or_default(),
    };
    shared
        .exchanges
        .lock()
        .expect("nobody panicked with it")
        .push(exchange);
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// What concerns both ends, and not one connection.
fn passed_on(headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    for name in [
        header::HOST,
        header::CONNECTION,
        header::CONTENT_LENGTH,
        header::TRANSFER_ENCODING,
    ] {
        headers.remove(name);
    }
    headers
}
