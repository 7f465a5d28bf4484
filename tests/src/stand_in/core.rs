//! The server around a vendor's behaviour: sockets, routes, and a record of the requests.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{RawPathParams, Request, State};
use axum::response::Response;
use axum::routing::{MethodFilter, on};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::call::{Answer, Call, Reply};
use crate::server::Seen;

/// More than any request of a test.
const MAX_BODY: usize = 16 * 1024 * 1024;

/// What a vendor's server does; the implementing type is what it keeps in memory.
pub trait Vendor: Sized + Send + 'static {
    /// What comes between the origin and the paths of the description.
    const BASE_PATH: &'static str = "";

    /// What the server answers, and how.
    fn routes() -> Vec<Route<Self>>;

    /// The answer to a path that the server does not know.
    fn no_such_path() -> Answer;

    /// Refuses a request before anybody looks at more than its method.
    fn gate(&mut self, _method: &str) -> Result<(), Answer> {
        Ok(())
    }
}

/// Answers one request, or refuses it.
pub(super) type Handler<V> = fn(&mut V, &Call) -> Reply;

/// One operation of a server.
pub struct Route<V> {
    method: MethodFilter,
    path: &'static str,
    handler: Handler<V>,
}

macro_rules! route {
    ($name:ident, $method:ident) => {
        pub(super) fn $name<V>(path: &'static str, handler: Handler<V>) -> Route<V> {
            Route {
                method: MethodFilter::$method,
                path,
                handler,
            }
        }
    };
}

route!(get, GET);
route!(post, POST);
route!(put, PUT);
route!(patch, PATCH);
route!(delete, DELETE);

/// A running server; it ends when this is dropped.
pub struct StandIn<V> {
    address: SocketAddr,
    shared: Arc<Shared<V>>,
    /// Dropped with the rest, which ends the server and its idle connections.
    _running: oneshot::Sender<()>,
}

struct Shared<V> {
    state: Mutex<V>,
    seen: Mutex<Vec<Seen>>,
}

impl<V: Vendor> StandIn<V> {
    /// Serves what `state` holds, on a free port.
    pub async fn start(state: V) -> Self {
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            seen: Mutex::default(),
        });
        let mut router = Router::new().fallback(
            |State(shared): State<Arc<Shared<V>>>, request: Request| async move {
                answer(&shared, Vec::new(), request, |_, _| Ok(V::no_such_path())).await
            },
        );
        for route in V::routes() {
            let handler = route.handler;
            let serve = move |State(shared): State<Arc<Shared<V>>>,
                              parameters: RawPathParams,
                              request: Request| async move {
                let parameters = (&parameters)
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect();
                answer(&shared, parameters, request, handler).await
            };
            router = router.route(route.path, on(route.method, serve));
        }
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (running, ended) = oneshot::channel::<()>();
        let serve = axum::serve(listener, router.with_state(Arc::clone(&shared)))
            .with_graceful_shutdown(async {
                // Nothing is ever sent: the sender is dropped.
                let _ = ended.await;
            });
        tokio::spawn(async { serve.await.unwrap() });
        Self {
            address,
            shared,
            _running: running,
        }
    }

    /// Scheme, host and port, without a slash at the end.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What a client of the vendor is built with.
    pub fn base_url(&self) -> String {
        format!("{}{}", self.origin(), V::BASE_PATH)
    }

    /// What the server holds, to look at or to change behind the API's back.
    pub fn state(&self) -> MutexGuard<'_, V> {
        self.shared.state.lock().unwrap()
    }

    /// The requests so far, in the order in which they came.
    pub fn seen(&self) -> Vec<Seen> {
        self.shared.seen.lock().unwrap().clone()
    }

    /// The requests so far, as `GET /path`; the queries are left out.
    pub fn requests(&self) -> Vec<String> {
        let line = |seen: &Seen| format!("{} {}", seen.method, seen.path());
        self.seen().iter().map(line).collect()
    }
}

async fn answer<V: Vendor>(
    shared: &Shared<V>,
    parameters: Vec<(String, String)>,
    request: Request,
    handler: Handler<V>,
) -> Response {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY).await.unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let seen = Seen {
        method: head.method.to_string(),
        target: head.uri.to_string(),
        headers: head
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
            .collect(),
        body: text(&body),
    };
    shared.seen.lock().unwrap().push(seen.clone());
    let call = Call::new(seen, parameters);
    let mut state = shared.state.lock().unwrap();
    let reply = state
        .gate(call.method())
        .and_then(|()| handler(&mut state, &call));
    drop(state);
    reply.unwrap_or_else(|refusal| refusal).into_response()
}

/// Something that the server would have sent by e-mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The address.
    pub to: String,
    /// What the recipient needs of it: a code, a token, or where a link leads.
    pub content: String,
}

/// Numbers and secrets of a server's own making. Each server counts from the beginning, so that what
/// it hands out is the same in every run.
#[derive(Debug, Default)]
pub(super) struct Serial(u64);

impl Serial {
    pub(super) fn number(&mut self) -> u64 {
        self.0 += 1;
        self.0
    }

    /// A number in the form of a version 4 UUID.
    pub(super) fn uuid(&mut self) -> String {
        format!("00000000-0000-4000-8000-{:012x}", self.number())
    }

    /// 32 hexadecimal digits behind `prefix`, different from all before.
    pub(super) fn secret(&mut self, prefix: &str) -> String {
        // The finaliser of SplitMix64: a bijection, so that no two numbers give the same digits.
        let mut mixed = self.number().wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        format!("{prefix}{mixed:016x}{:016x}", mixed.rotate_left(29))
    }
}
