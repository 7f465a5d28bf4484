//! "Testing your code": an example with the mock server, which runs as a test.

use super::{call, callable, names};
use crate::emit::sample::{of_parameter, value};
use crate::model::{Api, Operation, Parameter, Place, Success, Type};

/// The section.
pub(super) fn testing(api: &Api, library: &str) -> String {
    format!(
        "\n## Testing your code\n\n```toml\n[dev-dependencies]\n{} = {{ version = \"{}\", features = [\"mock\"] }}\n```\n\n{}{TEXT}",
        api.package.name,
        api.package.version,
        example(api, library).unwrap_or_default()
    )
}

const TEXT: &str = "\
`mock::Server` has a method for each operation. `when` says what a call has to be like: its arguments, `body`, `body_matches` and
`call_matches`; what is not said may be anything. `then` says what it is answered with: `ok`, `error` with a status and the
documented body, `json` and `respond` for what the description does not know, each with `status`, `header` and `delay`. Several
answers come in turn, and the last one stays. Of several expectations that match, the latest one answers.

A call that nothing matches gets 501 and what differed, which the error shows, and which the server prints when it is dropped.
Credentials are accepted whatever they are, and a login is traded for a token. `server.client()` and `server.builder()` make clients
that send everything once; your own take `server.url()`.

With the feature, types that only responses hold have a `new` as well. It may need another argument in a minor release.
";

/// How an example tells one call from another: the setter, its value, and another value.
struct Told<'a> {
    parameter: &'a Parameter,
    value: String,
    other: String,
}

fn example(api: &Api, library: &str) -> Option<String> {
    let candidates = api.operations.iter().filter_map(|operation| {
        let Success::Json(ty) = &operation.success else {
            return None;
        };
        let simple = operation.body.is_none() && operation.method == "GET" && !operation.deprecated;
        Some((
            operation,
            value(api, ty).filter(|_| callable(operation) && simple)?,
        ))
    });
    let cost = |(operation, body): &(&Operation, String)| (told(operation).is_none(), body.len());
    let (operation, body) = candidates.min_by_key(cost)?;
    let told = told(operation);
    let name = &operation.name;
    let when = told
        .as_ref()
        .map(|told| format!("    when.{}({});\n", told.parameter.name, told.value));
    let ignored = if told.is_some() { "when" } else { "_" };
    let uses = if body.contains("types::") {
        "{mock, types}"
    } else {
        "mock"
    };
    let (good, bad) = match &told {
        None => (call(operation), None),
        Some(told) if told.parameter.required => {
            let all = call(operation);
            // The parameter that is told is the first one.
            let bad = all.replacen(&told.value, &told.other, 1);
            (all, Some(bad))
        }
        Some(told) => {
            let with =
                |value: &str| format!("{}.{}({value})", call(operation), told.parameter.name);
            (with(&told.value), Some(with(&told.other)))
        }
    };
    let differs = told.zip(bad).map(|(told, bad)| {
        let plain = |value: &str| value.trim_matches('"').to_owned();
        format!(
            "\nlet error = {bad}.await.unwrap_err();\nassert!(error.to_string().contains(\"expected {}, got {}\"));\n",
            plain(&told.value),
            plain(&told.other)
        )
    });
    Some(format!(
        "```rust\nuse {library}::{uses};\n\n# #[tokio::main(flavor = \"current_thread\")]\n# async fn main() -> Result<(), Box<dyn std::error::Error>> {{\n\
         let server = mock::Server::start().await;\nlet expected = server.{name}(|{ignored}, then| {{\n{}    then.ok(&{body});\n}});\n\
         let client = server.client(); // or `Client::builder(server.url())`\n\nlet {answer} = {good}.await?;\n\
         println!(\"{{{answer}:?}}\");\nexpected.assert_called(1);\n{}# Ok(())\n# }}\n```\n\n",
        when.unwrap_or_default(),
        differs.unwrap_or_default(),
        answer = names::answer(operation),
    ))
}

/// The first required parameter, or else an optional one of the query.
fn told(operation: &Operation) -> Option<Told<'_>> {
    let first = operation
        .parameters
        .iter()
        .find(|parameter| parameter.required);
    let parameter = match first {
        Some(required) => required,
        None => operation.parameters.iter().find(|parameter| {
            parameter.place == Place::Query
                && parameter.flag.is_none()
                && !parameter.deprecated
                && other(parameter).is_some()
        })?,
    };
    let (value, other) = other(parameter)?;
    Some(Told {
        parameter,
        value,
        other,
    })
}

/// The value of a parameter in the examples, and another one. What an address or a query writes otherwise is not shown.
fn other(parameter: &Parameter) -> Option<(String, String)> {
    let value = of_parameter(parameter)?;
    let plain = value.trim_matches('"');
    let number = plain.parse::<u64>().ok();
    let other = match (&parameter.ty, number) {
        (Type::Integer(_), Some(number)) => (number + 1).to_string(),
        (Type::String, Some(number)) => format!("{:?}", (number + 1).to_string()),
        (Type::String, None) => match plain {
            "john" => "\"jane\"".to_owned(),
            _ => "\"john\"".to_owned(),
        },
        _ => return None,
    };
    let as_it_is = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
    plain.chars().all(as_it_is).then_some((value, other))
}
