//! A client of reqwest's: the caller's own, or what calls `fetch` in a browser.

#[cfg(not(target_arch = "wasm32"))]
use crate::call::body::RequestBody;
use crate::outcome::build_error::BuildError;
#[cfg(not(target_arch = "wasm32"))]
use crate::sending::connections::CONNECT_TIMEOUT;
use crate::sending::http_client::{Arriving, Broken, Exchanging, HttpClient, Outgoing, Stage};
use crate::sending::incoming::Incoming;
#[cfg(not(target_arch = "wasm32"))]
use crate::sending::outgoing_body::OutgoingBody;
use crate::sending::reqwest::{self, Client, ClientBuilder};
#[cfg(not(target_arch = "wasm32"))]
use crate::sending::tls::Tls;

/// The beginning of an HTTP client of one's own, for [`ClientBuilder::http_client`](crate::ClientBuilder::http_client): TLS as
/// the clients have it, no redirects, and nothing that is decompressed. What reqwest's own builder lacks here is a provider
/// of cryptography, without which it panics: the runtime asks for none, so that a program can have one of its choice.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let http = users_client_runtime::http_client_builder()?
///     .pool_max_idle_per_host(4)
///     .build()?;
/// # let _ = http;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// If the certificate authorities of the system cannot be read; none in a browser, which decides about all of this itself.
pub fn http_client_builder() -> Result<ClientBuilder, BuildError> {
    let builder = Client::builder();
    #[cfg(not(target_arch = "wasm32"))]
    let builder = {
        let needs_tls = cfg!(any(feature = "rustls", feature = "native-tls"));
        let builder = builder
            // A redirect would carry keys in headers and passwords in bodies to another host:
            // only the standard headers are removed on the way.
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // Another crate may switch these features on for everyone, and with them a small
            // answer that becomes a large one.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .connect_timeout(CONNECT_TIMEOUT);
        Tls::new(&[], needs_tls)?.configure(builder)
    };
    Ok(builder)
}

impl From<reqwest::Error> for Broken {
    fn from(error: reqwest::Error) -> Self {
        // A browser does not tell why a request failed: what it says may have been sent.
        #[cfg(target_arch = "wasm32")]
        let connecting = false;
        #[cfg(not(target_arch = "wasm32"))]
        let connecting = error.is_connect();
        let stage = if connecting {
            Stage::Connecting
        } else if error.is_builder() {
            Stage::Preparing
        } else {
            Stage::Sent
        };
        let timed_out = error.is_timeout();
        Self {
            timed_out,
            ..Self::new(stage, error.without_url())
        }
    }
}

impl HttpClient for Client {
    fn execute(&self, outgoing: Outgoing) -> Exchanging<'_> {
        let mut request = reqwest::Request::new(outgoing.method, outgoing.url);
        *request.headers_mut() = outgoing.headers;
        #[cfg(not(target_arch = "wasm32"))]
        {
            *request.body_mut() = outgoing.body.map(body);
        }
        let arriving = async move {
            // `fetch` takes no stream in most browsers: what one gives is put together first.
            #[cfg(target_arch = "wasm32")]
            if let Some(body) = outgoing.body {
                let whole = body.into_whole().await;
                let whole = whole.map_err(|refusal| Broken::new(Stage::Preparing, refusal))?;
                *request.body_mut() = Some(whole.into());
            }
            let mut response = Client::execute(self, request).await?;
            Ok(Arriving {
                status: response.status(),
                headers: std::mem::take(response.headers_mut()),
                body: Incoming::from(response),
            })
        };
        // It stays on the thread that it came to, as all that a browser hands out does.
        #[cfg(target_arch = "wasm32")]
        let arriving = send_wrapper::SendWrapper::new(arriving);
        Box::pin(arriving)
    }
}

/// Bytes as reqwest has them, which it sends with their length.
#[cfg(not(target_arch = "wasm32"))]
fn body(body: RequestBody) -> reqwest::Body {
    match body {
        RequestBody::Whole(bytes) => bytes.into(),
        streamed @ RequestBody::Streamed(_) => reqwest::Body::wrap(OutgoingBody::from(streamed)),
    }
}
