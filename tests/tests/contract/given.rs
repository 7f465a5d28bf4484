//! From drawn values to the arguments of a typed call, and from its outcome back to JSON.

use std::collections::BTreeMap;
use std::pin::Pin;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use users_client_runtime::Error;

use crate::contract::Call;

/// The arguments of a call, by the names that they have in Rust.
pub(crate) struct Given {
    arguments: BTreeMap<String, Value>,
    body: Option<Value>,
}

/// How a call ended.
pub(crate) type Outcome = Result<Value, Failed>;

/// A call that was not a success.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) status: Option<u16>,
    pub(crate) body: Option<Value>,
    pub(crate) message: String,
}

/// A call that waits to be sent.
pub(crate) type Sending = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// `orderBy`, `order-by` and `order_by` are the same argument.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|character| character.is_alphanumeric())
        .collect::<String>()
        .to_lowercase()
}

impl Given {
    pub(crate) fn of(call: &Call) -> Self {
        let arguments = call
            .parameters
            .iter()
            .map(|((_, name), value)| (plain(name), value.clone()));
        Self {
            arguments: arguments.collect(),
            body: call.body.clone(),
        }
    }

    pub(crate) fn has(&self, argument: &str) -> bool {
        self.arguments.contains_key(&plain(argument))
    }

    /// The value of an argument, read as its type.
    pub(crate) fn value<T: DeserializeOwned>(&self, argument: &str) -> T {
        let value = self.arguments.get(&plain(argument));
        read(
            argument,
            value.unwrap_or_else(|| panic!("there is no parameter {argument}")),
        )
    }

    /// The body, read as its type.
    pub(crate) fn body<T: DeserializeOwned>(&self) -> T {
        read(
            "body",
            self.body.as_ref().expect("the operation has a body"),
        )
    }
}

fn read<T: DeserializeOwned>(what: &str, value: &Value) -> T {
    serde_json::from_value(value.clone())
        .unwrap_or_else(|error| panic!("{what} does not take {value}: {error}"))
}

/// Any call as the same type.
pub(crate) fn sending<T, E, C>(call: C) -> Sending
where
    T: Serialize + 'static,
    E: Serialize + Send + Sync + 'static,
    C: IntoFuture<Output = Result<T, Error<E>>>,
    C::IntoFuture: Send + 'static,
{
    let future = call.into_future();
    Box::pin(async move {
        match future.await {
            Ok(answer) => Ok(serde_json::to_value(answer).expect("what was read can be written")),
            Err(error) => Err(Failed {
                status: error.status().map(|status| status.as_u16()),
                message: format!("{error}: {}", String::from_utf8_lossy(error.raw_body())),
                body: error
                    .body()
                    .map(|body| serde_json::to_value(body).expect("what was read can be written")),
            }),
        }
    })
}

/// Calls the operation whose name is given. Required arguments stand between parentheses, optional ones between
/// brackets, each with how its value is passed.
macro_rules! calls {
    ($client:ident, $operation:ident, $given:ident:
        $($name:ident($($argument:ident: $how:ident),*) $([$($setter:ident: $set:ident),* $(,)?])?;)*
    ) => {
        match $operation {
            $(stringify!($name) => {
                let call = $client.$name($(crate::given::argument!($given $argument $how)),*);
                $($(
                    let call = match $given.has(stringify!($setter)) {
                        true => call.$setter(crate::given::argument!($given $setter $set)),
                        false => call,
                    };
                )*)?
                Some(crate::given::sending(call))
            })*
            _ => None,
        }
    };
}
pub(crate) use calls;

/// One argument: by value, as text, as a list, as a switch that the wire knows as 0 and 1; or the body.
macro_rules! argument {
    ($given:ident $name:ident value) => {
        $given.value(stringify!($name))
    };
    ($given:ident $name:ident text) => {
        &$given.value::<String>(stringify!($name))
    };
    ($given:ident $name:ident list) => {
        $given.value::<Vec<String>>(stringify!($name))
    };
    ($given:ident $name:ident switch) => {
        $given.value::<i64>(stringify!($name)) == 1
    };
    ($given:ident body one) => {
        &$given.body()
    };
    ($given:ident body several) => {
        &$given.body::<Vec<_>>()
    };
}
pub(crate) use argument;
