//! One call and its answer: drawn, carried out, and compared with what arrived on either side.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kestra_users::runtime::chrono::DateTime;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::Value;
use tokio::runtime::Runtime;
use users_client_runtime::{ClientBuilder, RetryPolicy};
use workspace_tests::description::Operation;
use workspace_tests::json::{differences, elements, members};
use workspace_tests::server::{Reply, Seen, Server, reply};

use crate::contract::{Call, Contract, is_required, media, place};
use crate::given::{Given, Outcome};
use crate::json_schema::Way;
use crate::prism::{self, Prism};
use crate::values::{Extent, Values};
use crate::vendors::Vendor;

/// What the caller gives, and what the server answers.
#[derive(Clone)]
struct Exchange {
    call: Call,
    answer: Option<Value>,
}

impl fmt::Debug for Exchange {
    /// As JSON, which is what the schemas are about.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((place, name), value) in &self.call.parameters {
            writeln!(formatter, "{place} {name}: {value}")?;
        }
        for (what, value) in [("body", &self.call.body), ("answer", &self.answer)] {
            if let Some(value) = value {
                writeln!(formatter, "{what}: {value}")?;
            }
        }
        Ok(())
    }
}

/// What the server is to answer next, and what it made of the last request.
struct Desk {
    reply: Reply,
    received: Vec<Result<Call, Vec<String>>>,
}

/// A client and a server that knows the description.
pub(crate) struct Stage<V: Vendor> {
    pub(crate) contract: Arc<Contract>,
    runtime: Runtime,
    client: V::Client,
    desk: Arc<Mutex<Desk>>,
    _server: Server,
    _prism: Option<Prism>,
}

impl<V: Vendor> Stage<V> {
    pub(crate) fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let contract = Arc::new(Contract::of(V::NAME));
        let desk = Arc::new(Mutex::new(Desk {
            reply: Reply::HangUp,
            received: Vec::new(),
        }));
        let answer = {
            let (contract, desk) = (Arc::clone(&contract), Arc::clone(&desk));
            move |request: &Seen, _: usize| {
                let mut desk = desk.lock().unwrap();
                desk.received.push(contract.check(request));
                desk.reply.clone()
            }
        };
        let server = runtime.block_on(Server::start(answer));
        let prism = Prism::asked_for(V::NAME, &server.url());
        let url = prism.as_ref().map_or_else(|| server.url(), Prism::url);
        let client = ClientBuilder::new(url)
            .credentials(V::credentials())
            .timeout(Duration::from_secs(30))
            .retry(RetryPolicy::off())
            .build()
            .unwrap();
        Self {
            contract,
            runtime,
            client,
            desk,
            _server: server,
            _prism: prism,
        }
    }

    /// Calls an operation `cases` times, with other arguments and another answer each time.
    pub(crate) fn play(
        &self,
        operation: &Operation<'static>,
        status: u16,
        response: &'static Value,
        extent: Extent,
        cases: u32,
    ) {
        let config = Config {
            cases,
            failure_persistence: None,
            max_shrink_iters: 2000,
            // `PROPTEST_RNG_SEED` shows other values.
            rng_seed: match Config::default().rng_seed {
                RngSeed::Random => RngSeed::Fixed(0),
                fixed => fixed,
            },
            ..Config::default()
        };
        let answered = media(response);
        if prism::is_asked_for() && answered.is_some_and(|(name, _)| !name.ends_with("json")) {
            return;
        }
        let exchanges = (
            self.calls(operation, extent),
            self.answers(response, extent),
        );
        let exchanges = exchanges.prop_map(|(call, answer)| Exchange { call, answer });
        let outcome = TestRunner::new(config).run(&exchanges, |exchange| {
            if let Some(answer) = &exchange.answer {
                let judged = self.contract.check_answer(operation.id, status, answer);
                prop_assert_eq!(judged, Ok(()), "a value was drawn that does not fit");
            }
            let content_type = answered.map_or("", |(content_type, _)| content_type);
            self.carry_out(&exchange, status, content_type)
                .map_err(TestCaseError::fail)
        });
        if let Err(error) = outcome {
            panic!("{} {status} {extent:?}: {error}", operation.id);
        }
    }

    fn calls(&self, operation: &Operation<'static>, extent: Extent) -> BoxedStrategy<Call> {
        let description = self.contract.description;
        let values = Values {
            description,
            way: Way::Request,
            extent,
        };
        let mut parameters = Vec::new();
        for parameter in self.contract.arguments(operation) {
            let at = place(parameter);
            let value = values.parameter(parameter);
            let optional = match (is_required(parameter), extent) {
                (true, _) | (_, Extent::Complete) => value.prop_map(Some).boxed(),
                (_, Extent::Minimal | Extent::Nulls) => continue,
                (_, Extent::Mixed) => proptest::option::of(value).boxed(),
            };
            parameters.push(optional.prop_map(move |value| Some((at.clone(), value?))));
        }
        let body = match operation.body.and_then(media) {
            None => Just(None).boxed(),
            Some((_, schema)) => values.of(schema).prop_map(Some).boxed(),
        };
        let id = operation.id;
        let call = (parameters, body).prop_map(move |(parameters, body)| Call {
            operation: id.to_owned(),
            parameters: parameters.into_iter().flatten().collect(),
            body,
        });
        call.boxed()
    }

    fn answers(&self, response: &'static Value, extent: Extent) -> BoxedStrategy<Option<Value>> {
        let description = self.contract.description;
        let values = Values {
            description,
            way: Way::Response,
            extent,
        };
        match media(response) {
            None => Just(None).boxed(),
            Some((_, schema)) => {
                let value = values.of(schema);
                let optional = response["x-body-optional"] == true && !prism::is_asked_for();
                match (optional, extent) {
                    (true, Extent::Minimal) => Just(None).boxed(),
                    (true, Extent::Mixed) => proptest::option::of(value).boxed(),
                    _ => value.prop_map(Some).boxed(),
                }
            }
        }
    }

    fn carry_out(
        &self,
        exchange: &Exchange,
        status: u16,
        content_type: &str,
    ) -> Result<(), String> {
        let body = exchange.answer.as_ref().map(Value::to_string);
        let content_type = body.as_ref().map_or("", |_| content_type);
        {
            let mut desk = self.desk.lock().unwrap();
            desk.reply = reply(
                status,
                content_type,
                &[],
                body.as_deref().unwrap_or_default(),
            );
            desk.received.clear();
        }
        let given = Given::of(&exchange.call);
        let operation = &exchange.call.operation;
        let outcome = self.runtime.block_on(async {
            let call = V::call(&self.client, operation, &given);
            call.unwrap_or_else(|| panic!("tests/tests/contract/vendors.rs lacks {operation}"))
                .await
        });
        let received = std::mem::take(&mut self.desk.lock().unwrap().received);
        let [received] = received.as_slice() else {
            return Err(format!("{} requests arrived: {outcome:?}", received.len()));
        };
        let received = received.as_ref().map_err(|problems| problems.join("\n"))?;
        arrived_as_given(&exchange.call, received)?;
        let operations = self.contract.description.operations();
        let described = operations
            .iter()
            .find(|described| described.id == operation);
        let answer = exchange.answer.as_ref().unwrap_or(&Value::Null);
        match described.and_then(|described| described.returned(status, answer)) {
            Some(returned) => read_as_sent(Some(&returned), 200, outcome),
            None => read_as_sent(exchange.answer.as_ref(), status, outcome),
        }
    }
}

/// What the server read has to be what the caller gave.
pub(crate) fn arrived_as_given(given: &Call, received: &Call) -> Result<(), String> {
    let mut received = received.clone();
    // What the client makes up, where the caller gives nothing; the server has looked at its form.
    let made_up = |place: &(String, String)| place.1 == "x-request-id" || place.1 == "x-api-key";
    received
        .parameters
        .retain(|place, _| given.parameters.contains_key(place) || !made_up(place));
    if given.operation != received.operation {
        return Err(format!(
            "{} arrived as {}",
            given.operation, received.operation
        ));
    }
    if given.parameters != received.parameters {
        return Err(format!(
            "{:?} arrived as {:?}",
            given.parameters, received.parameters
        ));
    }
    let (Some(body), Some(arrived)) = (&given.body, &received.body) else {
        return match given.body == received.body {
            true => Ok(()),
            false => Err("the body did not arrive".to_owned()),
        };
    };
    none(differences(body, arrived, |_, _| false))
}

/// What the client read has to be what the server answered.
///
/// It is compared after it was written again. Two differences mean the same, and are allowed: an optional property that
/// was `null` may be left out, since both are `None`, and an instant may be written in another form of RFC 3339.
/// Secrets are written out in full, and so are values of an enumeration that the client does not know.
pub(crate) fn read_as_sent(
    answer: Option<&Value>,
    status: u16,
    outcome: Outcome,
) -> Result<(), String> {
    let (wanted, read) = match (status < 400, outcome) {
        (true, Ok(read)) => (answer.unwrap_or(&Value::Null), read),
        (false, Err(failed)) if failed.status == Some(status) => match (answer, failed.body) {
            (Some(answer), Some(read)) => (answer, read),
            (None, None) => return Ok(()),
            (_, read) => {
                return Err(format!(
                    "{answer:?} was read as {read:?}: {}",
                    failed.message
                ));
            }
        },
        (_, outcome) => return Err(format!("{status} became {outcome:?}")),
    };
    let alike = |sent: &Value, read: Option<&Value>| match (sent, read) {
        (Value::Null, None) => true,
        (Value::String(sent), Some(Value::String(read))) => {
            let instant = |text: &str| DateTime::parse_from_rfc3339(text).ok();
            instant(sent).is_some_and(|sent| Some(sent) == instant(read))
        }
        _ => false,
    };
    none(differences(wanted, &read, alike))
}

fn none(differences: Vec<String>) -> Result<(), String> {
    match differences.is_empty() {
        true => Ok(()),
        false => Err(differences.join("\n")),
    }
}

/// Where a value of a parameter may not be what its schema alone would allow.
impl Values<'static> {
    fn parameter(self, parameter: &'static Value) -> BoxedStrategy<Value> {
        let schema = self.description.resolve(&parameter["schema"]);
        let plain_text = schema["type"] == "string"
            && ["enum", "pattern", "format"]
                .iter()
                .all(|keyword| schema.get(keyword).is_none());
        if let Some(flag) = parameter.get("x-flag") {
            let values: Vec<Value> = members(flag).map(|(_, value)| value.clone()).collect();
            return select(values).boxed();
        }
        match parameter["in"].as_str() {
            // Such a path would lead elsewhere: the client sends nothing then.
            Some("path") => {
                let addresses = |value: &Value| {
                    let text = value
                        .as_str()
                        .unwrap_or("text")
                        .to_lowercase()
                        .replace("%2e", ".");
                    !["", ".", ".."].contains(&text.as_str())
                };
                self.of(schema)
                    .prop_filter("the path leads elsewhere", addresses)
                    .boxed()
            }
            // What a header can carry (RFC 9110, section 5.5).
            Some("header") if plain_text => {
                "[!-~]([ -~]{0,10}[!-~])?".prop_map(Value::from).boxed()
            }
            // An empty list cannot be told from none.
            Some("query") if schema["type"] == "array" => {
                let items = Values {
                    extent: Extent::Complete,
                    ..self
                };
                let items = items.of(schema);
                match parameter["explode"] == false && prism::is_asked_for() {
                    true => items.prop_map(without_commas).boxed(),
                    false => items,
                }
            }
            _ => self.of(schema),
        }
    }
}

/// A list whose items cannot be taken for two.
fn without_commas(list: Value) -> Value {
    let texts = elements(&list).filter_map(Value::as_str);
    texts
        .map(|text| Value::from(text.replace(',', ".")))
        .collect()
}
