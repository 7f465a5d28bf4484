//! HTTP, in a thread of its own: a test that blocks does not block the server.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::sync::oneshot;

use super::answer::Reply;
use super::received::{Received, pairs};
use super::sending::Sending;

/// A server that runs until it is dropped.
pub(super) struct Running {
    pub(super) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Starts a server on a free port of the loopback interface.
pub(super) fn serve(
    handle: impl Fn(Received) -> Reply + Send + Sync + 'static,
) -> std::io::Result<Running> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (stop, stopped) = oneshot::channel();
    let thread = std::thread::Builder::new()
        .name("mock server".to_owned())
        .spawn(move || {
            runtime.block_on(async move {
                tokio::spawn(accept(listener, Arc::new(handle)));
                // Dropping the sender stops the server as well.
                let _ = stopped.await;
            });
        })?;
    Ok(Running {
        address,
        stop: Some(stop),
        thread: Some(thread),
    })
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            // It has nothing to tell but a panic, which has been printed.
            let _ = thread.join();
        }
    }
}

async fn accept<H>(listener: TcpListener, handle: Arc<H>)
where
    H: Fn(Received) -> Reply + Send + Sync + 'static,
{
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
        return;
    };
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Too many open files, say: others may be closed meanwhile.
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        let handle = Arc::clone(&handle);
        tokio::spawn(async move {
            let service = service_fn(move |request| answer(request, Arc::clone(&handle)));
            // A client that hangs up is no failure of the server.
            let _ = http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

async fn answer<H>(
    request: Request<Incoming>,
    handle: Arc<H>,
) -> Result<Response<Sending>, Infallible>
where
    H: Fn(Received) -> Reply,
{
    let (head, body) = request.into_parts();
    let body = match body.collect().await {
        Ok(body) => body.to_bytes(),
        // The client hung up: nobody reads the answer.
        Err(_) => Bytes::new(),
    };
    let reply = handle(Received {
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: pairs(head.uri.query().unwrap_or_default()),
        headers: head.headers,
        body,
    });
    tokio::time::sleep(reply.delay).await;
    let mut response = Response::new(Sending::of(&reply));
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;
    Ok(response)
}
