//! Sending a call: parameters and credentials become a request, and its answer comes back.

use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, USER_AGENT,
};
use http::{Method, StatusCode};

#[cfg(feature = "blocking")]
use crate::blocking::waiting::Waiting;
use crate::call::framing::Framing;
use crate::call::header_value::sensitive;
use crate::call::operation::Operation;
use crate::call::path::{self, Unfilled};
use crate::call::refusal::Refusal;
use crate::client::core::Request;
use crate::credentials::credential::{Attachment, Resolved};
use crate::credentials::token_cache::{Issued, TokenCache};
use crate::outcome::answer::Answer;
use crate::outcome::error::ErrorKind;
use crate::outcome::failure::{Failure, Fault, Wait};
use crate::outcome::redaction;
use crate::platform::clock::{Instant, timeout_at};
use crate::sending::deadline::deadline_after;
use crate::sending::pieces::Pieces;
use crate::sending::span::CallSpan;
use crate::sending::transport::{Prepared, Sent};
use crate::sending::watch::Watched;

/// A successful answer, and what its failure to be decoded needs to say.
pub(crate) struct Received {
    pub(crate) answer: Answer,
    pub(crate) operation: &'static Operation,
    pub(crate) request_id: Option<String>,
    /// The body, if it is read while it comes.
    pub(crate) pieces: Option<Box<Pieces>>,
    /// The request of a stream of events, with which it can be taken up again.
    pub(crate) request: Option<Box<Request>>,
    #[cfg(feature = "blocking")]
    pub(crate) waiting: Waiting,
}

/// An answer that is none of success, or none at all, and the span in which to record what it is.
pub(crate) struct Unsuccessful {
    pub(crate) failure: Box<Failure>,
    pub(crate) span: CallSpan,
}

/// A call under way.
pub(crate) type Executing = Pin<Box<dyn Future<Output = Result<Received, Unsuccessful>> + Send>>;

impl Request {
    /// Sends the call. Whether what is no success is a failure is for the caller to say, and to record.
    ///
    /// It is boxed here, where no type of the caller's is known: a future is compiled where it is first polled or boxed, which
    /// would be each client once more.
    pub(crate) fn execute(mut self) -> Executing {
        Box::pin(async move {
            let operation = self.operation;
            let span = CallSpan::new(operation);
            let again = (self.framing == Some(Framing::Events)).then(|| Box::new(self.clone()));
            self.share_headers();
            let request_id = self.generate_headers();
            match span.cover(self.exchange()).await {
                Ok(Sent { answer, pieces }) => {
                    span.answered(answer.status, answer.attempts);
                    Ok(Received {
                        answer,
                        operation,
                        request_id,
                        pieces,
                        request: again,
                        #[cfg(feature = "blocking")]
                        waiting: self.waiting(),
                    })
                }
                Err(fault) => {
                    let failure = Box::new(fault.into_failure(operation, request_id));
                    Err(Unsuccessful { failure, span })
                }
            }
        })
    }

    async fn exchange(&mut self) -> Result<Sent, Fault> {
        let core = self.core.clone();
        let core = &*core.inner;
        let timeout: Duration = self.timeout.unwrap_or(core.timeout);
        let deadline = deadline_after(timeout);
        let refused = |refusal| Fault::because(ErrorKind::Refused, refusal);
        let mut prepared = self.prepare().map_err(refused)?;
        let watcher = &core.transport.watcher;
        prepared.watched = watcher.watch(&prepared.url, &self.secrets);
        // A server that the caller did not name gets none.
        let none = self.anonymous || !core.servers.may_have_credentials(&prepared.url);
        let credentials = match none {
            true => Vec::new(),
            false => core
                .keyring
                .select(self.operation)
                .map_err(|missing| Fault::because(ErrorKind::MissingCredential, missing))?,
        };
        self.attach(&mut prepared, &credentials).map_err(refused)?;

        let mut renewed = false;
        let mut sent = 0;
        loop {
            let tokens = self
                .authorize(&mut prepared, &credentials, deadline)
                .await
                .map_err(|fault| Fault {
                    attempts: sent,
                    // It was: with the token that the server refused.
                    reached: renewed,
                    repeatable: prepared.repeatable,
                    ..fault
                })?;
            // Parts in boxes of their own keep the whole below 1 KiB: before glibc's allocator hands out a larger block
            // it tidies up all the small ones, those of the last answer for instance.
            match Box::pin(core.transport.send(&prepared, deadline)).await {
                Ok(mut answered) => {
                    answered.answer.attempts += sent;
                    return Ok(answered);
                }
                // A token can end early: it was revoked, or the server restarted with new keys.
                Err(fault)
                    if !renewed
                        && !tokens.is_empty()
                        && is_unauthorized(&fault)
                        && !prepared.is_spent() =>
                {
                    for (cache, token) in &tokens {
                        cache.invalidate(token);
                    }
                    renewed = true;
                    sent = fault.attempts;
                }
                Err(mut fault) => {
                    fault.attempts += sent;
                    fault.reached |= renewed;
                    fault.secrets = self.secrets.clone();
                    fault.secrets.extend(prepared.body_secrets());
                    fault
                        .secrets
                        .extend(redaction::in_headers(&prepared.headers));
                    fault
                        .secrets
                        .extend(credentials.iter().filter_map(|c| c.in_query()));
                    return Err(fault);
                }
            }
        }
    }

    /// Adds those of the client's headers that the operation knows and the call does not set.
    fn share_headers(&mut self) {
        let shared = &self.core.headers;
        for name in self.operation.shared_headers {
            if let (None, Some(field)) = (self.headers.field(name), shared.field(name)) {
                self.headers.fields.push(field.clone());
                self.secrets.extend_from_slice(&shared.secrets);
            }
        }
        if !self.operation.shared_headers.is_empty() && self.refusal.is_none() {
            self.refusal = shared.refusal.clone();
        }
    }

    /// Fills in the headers that the caller should not have to invent; the same value for all
    /// attempts. Returns the value of the first one.
    pub(crate) fn generate_headers(&mut self) -> Option<String> {
        for name in self.operation.generated_headers {
            if self.headers.field(name).is_some() {
                continue;
            }
            let id = uuid::Uuid::new_v4().to_string();
            if let (Ok(field), Ok(value)) = (
                HeaderName::from_bytes(name.as_bytes()),
                HeaderValue::from_str(&id),
            ) {
                self.headers.fields.push((field, value));
            }
        }
        let first = self.operation.generated_headers.first()?;
        let (_, id) = self.headers.field(first)?;
        id.to_str().ok().map(str::to_owned)
    }

    /// The request without any credential.
    pub(crate) fn prepare(&mut self) -> Result<Prepared, Refusal> {
        if let Some(refusal) = self.refusal.take() {
            return Err(refusal);
        }
        let operation = self.operation;
        let core = &*self.core.inner;
        let method = Method::from_bytes(operation.method.as_bytes())
            .map_err(|_| Refusal::request("its method is not one of HTTP"))?;
        let path = path::expand(operation.path, &self.path).map_err(|unfilled| match unfilled {
            Unfilled::Missing(name) => Refusal::path(&name, "it has no value"),
            Unfilled::Malformed => Refusal::request("its path template is malformed"),
        })?;
        let mut url = core.servers.of(operation)?.join(&path).ok_or_else(|| {
            Refusal::request("its path would be read as the path of another resource")
        })?;
        if !self.query.is_empty() {
            let pairs: Vec<&str> = self.query.iter().map(|(_, pairs)| pairs.as_str()).collect();
            url.set_query(Some(&pairs.join("&")));
        }
        let mut headers = HeaderMap::new();
        if let Some(accept) = self.accept.or(operation.accept) {
            let accept = HeaderValue::from_maybe_shared(Bytes::from_static(accept.as_bytes()))
                .map_err(|_| Refusal::header("accept", "it is not a list of media types"))?;
            headers.insert(ACCEPT, accept);
        }
        if let Some(user_agent) = &core.user_agent {
            headers.insert(USER_AGENT, user_agent.clone());
        }
        headers.extend(self.content_type());
        for (name, value) in self.headers.fields.drain(..) {
            headers.insert(name, value);
        }
        if self.body.is_none() {
            headers.remove(CONTENT_TYPE);
        }
        Ok(Prepared {
            method,
            url,
            headers,
            body: self.body.take().map(|(_, body)| body),
            success: operation.success,
            repeatable: self.is_repeatable(),
            framing: self.framing,
            max_response_bytes: self.max_response_bytes,
            watched: Watched::default(),
        })
    }

    /// Adds the credentials that stay the same, if the request goes to the configured origin.
    fn attach(&self, prepared: &mut Prepared, credentials: &[&Resolved]) -> Result<(), Refusal> {
        let covered = self.core.inner.servers.may_have_credentials(&prepared.url);
        let mut cookies: Vec<&str> = self.cookies.iter().map(|(_, pair)| pair.as_str()).collect();
        for credential in credentials.iter().filter(|_| covered) {
            match credential {
                Resolved::Fixed(Attachment::Header(name, value)) => {
                    prepared.headers.insert(name.clone(), value.clone());
                }
                Resolved::Fixed(Attachment::Cookie(pair)) => cookies.push(pair.expose()),
                Resolved::Fixed(Attachment::Query(pair)) => {
                    let query = match prepared.url.query() {
                        Some(query) => format!("{query}&{}", pair.expose()),
                        None => pair.expose().to_owned(),
                    };
                    prepared.url.set_query(Some(&query));
                }
                Resolved::Token(_) => {}
            }
        }
        if !cookies.is_empty() {
            let cookies = sensitive(&cookies.join("; "))
                .map_err(|reason| Refusal::header("cookie", reason))?;
            prepared.headers.insert(COOKIE, cookies);
        }
        Ok(())
    }

    /// Adds the tokens, in place of those of the time before, if the request goes to the configured origin.
    async fn authorize<'k>(
        &self,
        prepared: &mut Prepared,
        credentials: &[&'k Resolved],
        deadline: Instant,
    ) -> Result<Vec<(&'k TokenCache, Issued)>, Fault> {
        let mut tokens = Vec::new();
        for credential in credentials {
            let Resolved::Token(cache) = credential else {
                continue;
            };
            if !self.core.inner.servers.may_have_credentials(&prepared.url) {
                continue;
            }
            let issued = timeout_at(deadline, Box::pin(cache.get()))
                .await
                .map_err(|_| Fault::waited_for(Wait::Token))?
                .map_err(|error| Fault::because(ErrorKind::Token, error))?;
            prepared
                .headers
                .insert(AUTHORIZATION, issued.header.clone());
            tokens.push((cache, issued));
        }
        Ok(tokens)
    }
}

fn is_unauthorized(fault: &Fault) -> bool {
    fault.kind == ErrorKind::Status && fault.status == Some(StatusCode::UNAUTHORIZED)
}
