//! A local HTTP/1.1 server that does what it is told, right or wrong, and keeps what it saw.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// One request as it arrived.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The method, in upper case.
    pub method: String,
    /// Path and query, undecoded.
    pub target: String,
    /// Names in lower case and values, in the order in which they came.
    pub headers: Vec<(String, String)>,
    /// The body; what is not UTF-8 is replaced.
    pub body: String,
}

impl Seen {
    /// The value of a header; its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The path, undecoded.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The query, undecoded; empty if there is none.
    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }
}

/// What the server does with a request.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Sends these bytes and closes the connection.
    Raw(Vec<u8>),
    /// Sends these bytes, with a pause after each of them, and closes the connection.
    Pieces(Vec<Vec<u8>>),
    /// Sends these bytes, and then nothing, while the connection stays open.
    Stall(Vec<u8>),
    /// Reads the request and closes the connection without a word.
    HangUp,
    /// Keeps the connection open and says nothing.
    Never,
    /// Sends these bytes, then one byte a second for ever.
    Dribble(String),
    /// Sends this head, then this many bytes.
    Flood(String, u64),
    /// Waits before it does something else.
    After(Duration, Box<Reply>),
}

/// An answer with a content type, a length, and these extra header lines.
pub fn reply(status: u16, content_type: &str, extra: &[&str], body: &str) -> Reply {
    let mut text = format!("HTTP/1.1 {status} Status\r\nconnection: close\r\n");
    if !content_type.is_empty() {
        text.push_str(&format!("content-type: {content_type}\r\n"));
    }
    for line in extra {
        text.push_str(line);
        text.push_str("\r\n");
    }
    if status != 204 {
        text.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    text.push_str("\r\n");
    text.push_str(body);
    Reply::Raw(text.into_bytes())
}

/// An answer without a length, cut into pieces of this size.
pub fn in_pieces(content_type: &str, body: &[u8], size: usize) -> Reply {
    let head =
        format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: {content_type}\r\n\r\n");
    let pieces = body.chunks(size).map(<[u8]>::to_vec);
    Reply::Pieces(std::iter::once(head.into_bytes()).chain(pieces).collect())
}

/// An answer of JSON.
pub fn json(status: u16, body: &str) -> Reply {
    reply(status, "application/json", &[], body)
}

/// A page, as proxies send it.
pub fn html(status: u16, body: &str) -> Reply {
    reply(status, "text/html; charset=utf-8", &[], body)
}

/// An answer that sends the client elsewhere.
pub fn redirect(status: u16, location: &str) -> Reply {
    reply(status, "", &[&format!("location: {location}")], "")
}

/// A running server; it ends when this is dropped.
pub struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Answers every request with what `answer` says; it gets the request and how many there were
    /// before.
    pub async fn start(answer: impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let answer = Arc::new(answer);
        let log = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            loop {
                let Ok((stream, _)) = listener.accept().await else {
                    return;
                };
                let log = Arc::clone(&log);
                let answer = Arc::clone(&answer);
                connections.spawn(async move {
                    serve(stream, &log, |request, before| answer(request, before)).await;
                });
                while connections.try_join_next().is_some() {}
            }
        });
        Self {
            address,
            seen,
            task,
        }
    }

    /// Gives the same answer to every request.
    pub async fn always(reply: Reply) -> Self {
        Self::start(move |_, _| reply.clone()).await
    }

    /// Gives these answers in turn, and the last one from then on.
    pub async fn in_turn(replies: Vec<Reply>) -> Self {
        Self::start(move |_, before| replies[before.min(replies.len() - 1)].clone()).await
    }

    /// The origin of the server, without a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far, in the order in which they came.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// How many requests there were.
    pub fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    /// The only request there was.
    pub fn only(&self) -> Seen {
        let seen = self.seen();
        assert_eq!(seen.len(), 1, "{seen:?}");
        seen.into_iter().next().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Reads one request, and answers it.
pub async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    log: &Mutex<Vec<Seen>>,
    answer: impl Fn(&Seen, usize) -> Reply,
) {
    let Some(request) = receive(&mut stream).await else {
        return;
    };
    let before = {
        let mut log = log.lock().unwrap();
        log.push(request.clone());
        log.len() - 1
    };
    let mut reply = answer(&request, before);
    while let Reply::After(wait, then) = reply {
        tokio::time::sleep(wait).await;
        reply = *then;
    }
    // The client may hang up at any time, which is what some tests are about.
    let _ = act(&mut stream, reply).await;
}

async fn act<S: AsyncWrite + Unpin>(stream: &mut S, reply: Reply) -> std::io::Result<()> {
    match reply {
        Reply::Raw(bytes) => {
            stream.write_all(&bytes).await?;
            stream.shutdown().await
        }
        Reply::Pieces(pieces) => {
            for piece in pieces {
                stream.write_all(&piece).await?;
                stream.flush().await?;
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            stream.shutdown().await
        }
        Reply::Stall(bytes) => {
            stream.write_all(&bytes).await?;
            std::future::pending().await
        }
        Reply::HangUp | Reply::After(..) => Ok(()),
        Reply::Never => std::future::pending().await,
        Reply::Dribble(beginning) => {
            stream.write_all(beginning.as_bytes()).await?;
            loop {
                tokio::time::sleep(Duration::from_secs(1)).await;
                stream.write_all(b" ").await?;
            }
        }
        Reply::Flood(head, bytes) => {
            stream.write_all(head.as_bytes()).await?;
            let block = [b'x'; 64 * 1024];
            let mut left = bytes;
            while left > 0 {
                let size = left.min(block.len() as u64);
                stream.write_all(&block[..size as usize]).await?;
                left -= size;
            }
            stream.shutdown().await
        }
    }
}

async fn receive<S: AsyncRead + Unpin>(stream: &mut S) -> Option<Seen> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..head_end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let method = first.next()?.to_owned();
    let target = first.next()?.to_owned();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let length = headers
        .iter()
        .find(|(name, _)| name == "content-length")
        .map_or(0, |(_, length)| length.parse().unwrap());
    let mut body = bytes[head_end + 4..].to_vec();
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    Some(Seen {
        method,
        target,
        headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}
