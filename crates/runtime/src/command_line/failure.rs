//! What goes wrong on the command line: one line for a person, an object for a program, and the exit status.

use std::fmt;
use std::process::ExitCode;

use serde_json::{Value, json};

use crate::outcome::build_error::BuildError;
use crate::outcome::error::{Error, ErrorKind};

/// Why a command failed.
#[derive(Clone, Debug)]
pub struct Failed {
    pub(crate) exit: Exit,
    message: String,
    advice: Option<String>,
    status: Option<u16>,
    /// Whether the server may have acted.
    pub(crate) sent: bool,
}

/// What the process ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The server said no.
    Refused = 1,
    /// The command line is wrong.
    Usage = 2,
    /// There is no credential, or the server does not take it.
    Credential = 3,
    /// There is no such thing.
    NotFound = 4,
    /// The server was not reached, or took too long.
    Unreachable = 5,
    /// Some of many calls failed.
    Some = 6,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

impl Failed {
    pub(crate) fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self {
            exit,
            message: message.into(),
            advice: None,
            status: None,
            sent: false,
        }
    }

    /// Whoever reads the output has gone: there is nothing to be said, and nobody to hear it.
    pub(crate) fn silent() -> Self {
        Self::new(Exit::Refused, "")
    }

    pub(crate) fn is_silent(&self) -> bool {
        self.message.is_empty()
    }

    /// What is wrong with the command line.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// Adds what to do next.
    pub(crate) fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }

    /// For a program.
    pub(crate) fn to_json(&self) -> Value {
        let mut error = json!({ "error": self.message, "exit": self.exit as u8 });
        if let Some(status) = self.status {
            error["status"] = status.into();
        }
        if let Some(advice) = &self.advice {
            error["advice"] = advice.as_str().into();
        }
        error
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)?;
        match &self.advice {
            Some(advice) => write!(formatter, "; {advice}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Failed {}

impl<E> From<Error<E>> for Failed {
    fn from(error: Error<E>) -> Self {
        let login = error.token_error();
        let login_refused = login.is_some_and(|error| error.is_rejected());
        let login_blocked = login.is_some_and(|error| error.is_blocked());
        let (exit, advice) = match error.kind() {
            ErrorKind::MissingCredential => (Exit::Credential, Some("`login` asks for one")),
            // Some servers take a login for each run of a script for an attack.
            _ if login_blocked => (
                Exit::Credential,
                Some(
                    "wait before the next login; `--each` logs in once for many calls, and a key never does",
                ),
            ),
            _ if error.is_unauthorized() || login_refused => (
                Exit::Credential,
                Some("check the credential, or `login` again"),
            ),
            ErrorKind::Token | ErrorKind::Connect => (
                Exit::Unreachable,
                Some("check the URL (`--url`) and the network"),
            ),
            ErrorKind::Timeout | ErrorKind::Interrupted | ErrorKind::BodyIncomplete => {
                let advice = match error.may_have_been_sent() {
                    true => "look whether it was done before you try again",
                    false => "try again",
                };
                (Exit::Unreachable, Some(advice))
            }
            ErrorKind::Refused => (Exit::Usage, None),
            _ if error.is_not_found() => (
                Exit::NotFound,
                Some("check the name or the number, and the URL"),
            ),
            _ if error.is_forbidden() => (
                Exit::Refused,
                Some("the credential is good, and does not allow this"),
            ),
            _ if error.is_conflict() => (
                Exit::Refused,
                Some("choose another name, or read what is there first"),
            ),
            _ if error.is_rate_limited() => (Exit::Refused, Some("try again later")),
            _ if error
                .status()
                .is_some_and(|status| status.is_server_error()) =>
            {
                (Exit::Refused, Some("try again later"))
            }
            _ => (Exit::Refused, Some("`--dry-run` shows what is sent")),
        };
        let mut failed = Self::new(exit, in_one_line(&causes(&error)));
        failed.advice = advice.map(str::to_owned);
        failed.status = error.status().map(|status| status.as_u16());
        failed.sent = error.may_have_been_sent();
        failed
    }
}

impl From<BuildError> for Failed {
    fn from(error: BuildError) -> Self {
        Self::usage(in_one_line(&causes(&error)))
    }
}

/// An error with its causes, those that say something that it does not say itself.
fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let said = error.to_string();
        if !text.contains(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        cause = error.source();
    }
    text
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
