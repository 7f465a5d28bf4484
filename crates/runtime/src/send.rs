//! Sending a call: parameters and credentials become a request, and its answer comes back.

use std::time::Duration;

use reqwest::header::{ACCEPT, COOKIE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use reqwest::{Method, StatusCode, Url};
use tokio::time::{Instant, timeout_at};

use crate::core::deadline_after;
use crate::credential::{Attachment, Resolved};
use crate::error::ErrorKind;
use crate::failure::{Failure, Fault};
use crate::header_value::sensitive;
use crate::path::{self, Unfilled};
use crate::redaction;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::span::CallSpan;
use crate::token_cache::{Issued, TokenCache};
use crate::transport::{Answer, Prepared};

/// A successful answer, and what its failure to be decoded needs to say.
pub(crate) struct Received {
    pub(crate) answer: Answer,
    pub(crate) operation: &'static crate::Operation,
    pub(crate) request_id: Option<String>,
}

/// The parts of a request that all its attempts have in common.
struct Parts {
    method: Method,
    url: Url,
    headers: HeaderMap,
    cookies: Vec<String>,
}

impl Request {
    /// Sends the call.
    pub(crate) async fn execute(mut self) -> Result<Received, Box<Failure>> {
        let operation = self.operation;
        let span = CallSpan::new(operation);
        let request_id = self.generate_headers();
        match span.cover(self.exchange()).await {
            Ok(answer) => {
                span.answered(&answer);
                Ok(Received {
                    answer,
                    operation,
                    request_id,
                })
            }
            Err(fault) => {
                let failure = fault.into_failure(operation, request_id);
                span.failed(&failure);
                Err(Box::new(failure))
            }
        }
    }

    async fn exchange(&mut self) -> Result<Answer, Fault> {
        let core = self.core.clone();
        let core = &*core.0;
        let timeout: Duration = self.timeout.unwrap_or(core.timeout);
        let deadline = deadline_after(timeout);
        let parts = self
            .parts()
            .map_err(|refusal| Fault::because(ErrorKind::Refused, refusal))?;
        let credentials = core
            .keyring
            .select(self.operation)
            .map_err(|missing| Fault::because(ErrorKind::MissingCredential, missing))?;

        let mut renewed = false;
        let mut sent = 0;
        loop {
            let (prepared, tokens) = self.attach(&parts, &credentials, deadline).await?;
            match core.transport.send(&prepared, deadline).await {
                Ok(mut answer) => {
                    answer.attempts += sent;
                    return Ok(answer);
                }
                // A token can end early: it was revoked, or the server restarted with new keys.
                Err(fault) if !renewed && !tokens.is_empty() && is_unauthorized(&fault) => {
                    for (cache, token) in &tokens {
                        cache.invalidate(token);
                    }
                    renewed = true;
                    sent = fault.attempts;
                }
                Err(mut fault) => {
                    fault.attempts += sent;
                    fault.secrets = self.secrets.clone();
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

    /// Fills in the headers that the caller should not have to invent; the same value for all
    /// attempts. Returns the value of the first one.
    fn generate_headers(&mut self) -> Option<String> {
        for name in self.operation.generated_headers {
            let given = |(other, _): &(HeaderName, _)| other.as_str().eq_ignore_ascii_case(name);
            if self.headers.iter().any(given) {
                continue;
            }
            let id = uuid::Uuid::new_v4().to_string();
            if let (Ok(field), Ok(value)) = (
                HeaderName::from_bytes(name.as_bytes()),
                HeaderValue::from_str(&id),
            ) {
                self.headers.push((field, value));
            }
        }
        let first = self.operation.generated_headers.first()?;
        self.headers
            .iter()
            .find(|(name, _)| name.as_str().eq_ignore_ascii_case(first))
            .and_then(|(_, value)| value.to_str().ok())
            .map(str::to_owned)
    }

    fn parts(&mut self) -> Result<Parts, Refusal> {
        if let Some(refusal) = self.refusal.take() {
            return Err(refusal);
        }
        let operation = self.operation;
        let core = &*self.core.0;
        let method = Method::from_bytes(operation.method.as_bytes())
            .map_err(|_| Refusal::request("its method is not one of HTTP"))?;
        let path = path::expand(operation.path, &self.path).map_err(|unfilled| match unfilled {
            Unfilled::Missing(name) => Refusal::path(&name, "it has no value"),
            Unfilled::Malformed => Refusal::request("its path template is malformed"),
        })?;
        let mut url = core.base_url.join(&path).ok_or_else(|| {
            Refusal::request("its path would be read as the path of another resource")
        })?;
        if !self.query.is_empty() {
            let pairs: Vec<&str> = self.query.iter().map(|(_, pairs)| pairs.as_str()).collect();
            url.set_query(Some(&pairs.join("&")));
        }
        let mut headers = HeaderMap::new();
        if let Some(accept) = operation.accept {
            let accept = HeaderValue::from_str(accept)
                .map_err(|_| Refusal::header("accept", "it is not a list of media types"))?;
            headers.insert(ACCEPT, accept);
        }
        if let Some(user_agent) = &core.user_agent {
            headers.insert(USER_AGENT, user_agent.clone());
        }
        headers.extend(self.content_type());
        for (name, value) in self.headers.drain(..) {
            headers.insert(name, value);
        }
        let cookies = self.cookies.iter().map(|(_, pair)| pair.clone()).collect();
        Ok(Parts {
            method,
            url,
            headers,
            cookies,
        })
    }

    /// Adds the credentials, if the request goes to the configured origin.
    async fn attach<'k>(
        &self,
        parts: &Parts,
        credentials: &[&'k Resolved],
        deadline: Instant,
    ) -> Result<(Prepared, Vec<(&'k TokenCache, Issued)>), Fault> {
        let mut url = parts.url.clone();
        let mut headers = parts.headers.clone();
        let mut cookies = parts.cookies.clone();
        let mut tokens = Vec::new();
        if self.core.0.base_url.covers(&url) {
            for credential in credentials {
                let attachment = match credential {
                    Resolved::Fixed(attachment) => attachment.clone(),
                    Resolved::Token(cache) => {
                        let issued = timeout_at(deadline, cache.get())
                            .await
                            .map_err(|_| Fault::new(ErrorKind::Timeout))?
                            .map_err(|error| Fault::because(ErrorKind::Token, error))?;
                        let attachment = Attachment::authorization(issued.header.clone());
                        tokens.push((cache, issued));
                        attachment
                    }
                };
                match attachment {
                    Attachment::Header(name, value) => {
                        headers.insert(name, value);
                    }
                    Attachment::Cookie(pair) => cookies.push(pair.expose().to_owned()),
                    Attachment::Query(pair) => {
                        let query = match url.query() {
                            Some(query) => format!("{query}&{}", pair.expose()),
                            None => pair.expose().to_owned(),
                        };
                        url.set_query(Some(&query));
                    }
                }
            }
        }
        if !cookies.is_empty() {
            let cookies = sensitive(&cookies.join("; ")).map_err(|reason| {
                Fault::because(ErrorKind::Refused, Refusal::header("cookie", reason))
            })?;
            headers.insert(COOKIE, cookies);
        }
        let prepared = Prepared {
            method: parts.method.clone(),
            url,
            headers,
            body: self.body.as_ref().map(|(_, bytes)| bytes.clone()),
            success: self.operation.success,
        };
        Ok((prepared, tokens))
    }
}

fn is_unauthorized(fault: &Fault) -> bool {
    fault.kind == ErrorKind::Status && fault.status == Some(StatusCode::UNAUTHORIZED)
}
