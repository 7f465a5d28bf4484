//! A call of any operation, and how it ended: the same type for all vendors.

use std::error::Error as _;
use std::fmt::{Debug, Write as _};
use std::pin::Pin;

use users_client_runtime::{Error, ErrorKind, StatusCode};

/// A call that has not been sent yet.
pub(crate) struct Call {
    pub(crate) operation: &'static str,
    /// The call as `Debug` shows it, in both ways.
    pub(crate) shown: String,
    future: Pin<Box<dyn Future<Output = Result<String, Failed>> + Send>>,
}

/// A failed call.
pub(crate) struct Failed {
    pub(crate) kind: ErrorKind,
    pub(crate) status: Option<StatusCode>,
    pub(crate) may_have_been_sent: bool,
    /// The error as `Display` shows it.
    pub(crate) message: String,
    /// The error and all its causes, as `Display` and `Debug` show them.
    pub(crate) shown: String,
}

impl Call {
    pub(crate) fn new<T, E, C>(operation: &'static str, call: C) -> Self
    where
        T: Debug + Send + 'static,
        E: Send + Sync + 'static,
        C: IntoFuture<Output = Result<T, Error<E>>> + Debug,
        C::IntoFuture: Send + 'static,
    {
        let shown = both(&call);
        let future = call.into_future();
        Self {
            operation,
            shown,
            future: Box::pin(async {
                match future.await {
                    Ok(answer) => Ok(both(&answer)),
                    Err(error) => Err(Failed::new(&error)),
                }
            }),
        }
    }

    /// Sends the call. An answer is given as `Debug` shows it.
    pub(crate) async fn send(self) -> Result<String, Failed> {
        self.future.await
    }

    /// Sends a call that cannot succeed.
    pub(crate) async fn fail(self) -> Failed {
        let operation = self.operation;
        match self.send().await {
            Ok(answer) => panic!("{operation} succeeded: {answer}"),
            Err(failed) => failed,
        }
    }
}

impl Failed {
    fn new<E>(error: &Error<E>) -> Self {
        let mut shown = format!("{error}\n{}", both(error));
        let mut cause = error.source();
        while let Some(error) = cause {
            let _ = write!(shown, "\n{error}\n{error:?}\n{error:#?}");
            cause = error.source();
        }
        Self {
            kind: error.kind().clone(),
            status: error.status(),
            may_have_been_sent: error.may_have_been_sent(),
            message: error.to_string(),
            shown,
        }
    }
}

/// A value as `{:?}` and `{:#?}` show it.
pub(crate) fn both(value: &impl Debug) -> String {
    format!("{value:?}\n{value:#?}")
}
