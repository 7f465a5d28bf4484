//! `README.md` of a generated crate, which is its front page in rustdoc too: every block of Rust in it is compiled as a test.

mod calls;
mod command_line;
mod names;
mod operations;
mod streams;
mod testing;
mod updating;

use std::fmt::Write as _;

use super::base::Base;
use super::credentials::login_name;
use super::docs::{inline, markdown, sentence};
use super::groups::Group;
use super::sample::of_parameter;
use super::shared_headers;
use super::value::outcome;
use crate::lower::code;
use crate::model::{Api, Operation, SchemeKind, Success, Type};

/// The text of `README.md`.
pub(crate) fn readme(
    api: &Api,
    base: &Base,
    header: &str,
    groups: &[Group],
) -> Result<String, String> {
    let package = &api.package;
    let library = package.library_name();
    let mut text = format!(
        "<!-- {header} -->\n\n# {}\n\n{}\n",
        package.name,
        sentence(&package.description)
    );
    if let Some(description) = &api.description {
        let _ = write!(text, "\n{}\n", markdown(description));
    }
    let version = if api.version.is_empty() {
        String::new()
    } else {
        format!(", version {}", inline(&api.version))
    };
    let _ = write!(text, "\nMade for {}{version}.\n", inline(&api.title));
    text.push_str("\n## Install\n\n```text\n");
    let _ = write!(text, "cargo add {}\n```\n", package.name);
    text.push_str("\n## Use\n\n```rust,no_run\n");
    text.push_str(&example(api, base, &library)?);
    text.push_str("```\n\nWhat an operation requires is an argument, what is optional is a setter on the call, and `.await` sends it.\n");
    text.push_str(&credentials(api, &library));
    text.push_str(&calls::lists(api, &library));
    text.push_str(&calls::one_call(api, base, &library)?);
    text.push_str(&streams::streams(api, &library));
    text.push_str(&updating::updating(api, &library));
    text.push_str(&errors(api, &library));
    text.push_str(&headers(api, &library));
    text.push_str(&servers(api, &library));
    text.push_str(&limits(api, &library));
    text.push_str(&blocking(api, &library));
    text.push_str(&testing::testing(api, &library));
    text.push_str(&command_line::command_line(api));
    text.push_str(FEATURES);
    text.push_str(&operations::features(api, groups));
    text.push_str(&operations::operations(api, groups));
    let _ = write!(text, "\n## License\n\n{}\n", package.license);
    Ok(text)
}

/// How errors look, in code that runs: a call without the credentials that it needs fails before anything is sent.
fn errors(api: &Api, library: &str) -> String {
    let mut text = String::from("\n## Errors\n\n");
    let refused = shown(api).filter(|operation| {
        !operation.security.is_empty() && operation.security.iter().all(|keys| !keys.is_empty())
    });
    if let Some(operation) = refused {
        let _ = write!(
            text,
            "```rust\nuse {library}::{{Client, runtime::ErrorKind}};\n\n# #[tokio::main(flavor = \"current_thread\")]\n# async fn main() -> Result<(), Box<dyn std::error::Error>> {{\n\
             let client = Client::builder({:?}).build()?; // without credentials\n\
             match {}.await {{\n    Ok(answer) => println!(\"{{answer:?}}\"),\n    Err(error) if error.is_not_found() => println!(\"there is no such thing\"),\n    \
             Err(error) => match error.kind() {{\n        ErrorKind::Status => println!(\"{{:?}} {{:?}}\", error.status(), error.body()),\n        \
             ErrorKind::Connect | ErrorKind::Timeout => println!(\"try again later: {{error}}\"),\n        \
             ErrorKind::MissingCredential => println!(\"{{error}}\"), // here: nothing was sent\n        \
             _ => return Err(error.into()),\n    }},\n}}\n# Ok(())\n# }}\n```\n\n",
            base_url(api),
            call(operation),
        );
    }
    text.push_str(
        "An error answers `status()`, `is_not_found()`, `is_unauthorized()`, `is_conflict()`, `is_timeout()`, `is_retryable()` and the like; `kind()` says\n\
         what went wrong, `may_have_been_sent()` whether the server may have acted. `body()` is the server's answer as the description types it,\n\
         `raw_body()` the beginning of whatever came. Printing an error never shows a credential, a header, a query or a request body.\n",
    );
    text
}

/// Headers that many operations have, if there are any.
fn headers(api: &Api, library: &str) -> String {
    let shared = shared_headers::shared(api);
    let text = shared
        .iter()
        .rfind(|(_, header)| header.ty == Type::String && !header.deprecated);
    let Some((_, header)) = text.or(shared.first()) else {
        return String::new();
    };
    let name = &header.name;
    let example = text.map(|_| {
        format!(
            "```rust\nuse {library}::{{Client, SharedHeaders as _}};\n\n# fn main() -> Result<(), Box<dyn std::error::Error>> {{\n\
             let client = Client::builder({:?})\n    .{name}(\"nightly\")\n    .build()?;\n\
             let other = client.clone().{name}(\"hourly\"); // shares connections and credentials\n# let _ = other;\n# Ok(())\n# }}\n```\n\n",
            base_url(api),
        )
    });
    let names: Vec<String> = shared
        .iter()
        .map(|(_, header)| code(&header.wire_name))
        .collect();
    format!(
        "\n## Headers\n\n{}With the trait `SharedHeaders`, these can be set on a call, on the builder for all calls of its client, and on a clone of the client: {}.\n\
         What a call says stands before what its client says.\n",
        example.unwrap_or_default(),
        names.join(", ")
    )
}

/// A list that comes in pages and can be asked for with samples.
fn listed(api: &Api) -> Option<&Operation> {
    api.operations
        .iter()
        .find(|operation| operation.pagination.is_some() && callable(operation))
}

/// Servers of single operations, if there are any.
fn servers(api: &Api, library: &str) -> String {
    let Some(first) = api.own_servers.first() else {
        return String::new();
    };
    let constant = super::servers::constant(&first.name);
    let list = api.own_servers.iter().map(|own| {
        let constant = super::servers::constant(&own.name);
        format!("- `{constant}`: {}\n", code(&own.server.template))
    });
    format!(
        "\n## Servers\n\n```rust\nuse {library}::{{Client, servers}};\n\n# fn main() -> Result<(), Box<dyn std::error::Error>> {{\n\
         let client = Client::builder({:?})\n    .server(&servers::{constant}, \"https://other.example.com\")\n    .build()?;\n# Ok(())\n# }}\n```\n\n\
         Some operations have a server of their own. Their calls go there, and without credentials unless the builder's `server` names it; it may have\n\
         another URL there as well.\n\n{}",
        base_url(api),
        list.collect::<String>()
    )
}

/// What bounds a call.
fn limits(api: &Api, library: &str) -> String {
    format!(
        "\n## Timeouts, retries and limits\n\n```rust\nuse std::time::Duration;\n\nuse {library}::{{Client, runtime::RetryPolicy}};\n\n\
         # fn main() -> Result<(), Box<dyn std::error::Error>> {{\nlet client = Client::builder({:?})\n    .timeout(Duration::from_secs(20))\n    \
         .retry(RetryPolicy::off())\n    .build()?;\n# Ok(())\n# }}\n```\n\n\
         By default a connection may take 10 seconds, an attempt 30, a call with all its attempts 90, and an answer 16 MiB. Only idempotent methods are\n\
         repeated, at most twice, and others only when nothing reached the server. Redirects are errors: they would carry credentials to another host.\n{}",
        base_url(api),
        connections(api)
    )
}

/// What to do where the server refuses a machine that has too many connections.
fn connections(api: &Api) -> String {
    let Some(most) = api.max_connections else {
        return String::new();
    };
    format!(
        "\nUnless it is configured otherwise, the server takes {most} connections from one address and refuses the rest. Where more calls than that may be\n\
         under way at once, `.max_concurrent({most})` on the builder lets the others wait for their turn; by default there is no limit.\n"
    )
}

/// Programs without an async runtime.
fn blocking(api: &Api, library: &str) -> String {
    let mut example = format!(
        "let client = Client::builder({:?}).build_blocking()?;\n",
        base_url(api)
    );
    let imports = match shown(api) {
        Some(operation) => {
            let _ = writeln!(
                example,
                "let {answer} = {}.send()?;\nprintln!(\"{{{answer}:#?}}\");",
                call(operation),
                answer = names::answer(operation),
            );
            "{Call as _, Client}"
        }
        None => "Client",
    };
    if let Some(operation) = listed(api) {
        let _ = writeln!(
            example,
            "for {item} in {}.stream() {{\n    println!(\"{{:?}}\", {item}?);\n}}",
            call(operation),
            item = names::item(api, operation),
        );
    }
    format!(
        "\n## Without async\n\n```rust,no_run\nuse {library}::{imports};\n\n# fn main() -> Result<(), Box<dyn std::error::Error>> {{\n{example}# Ok(())\n# }}\n```\n\n\
         With the feature `blocking`, `build_blocking()` makes a client whose calls are sent with `.send()` in place of `.await`, and whose streams are\n\
         iterators. It has one thread of its own for connections and timers, and may be used from many. In an async runtime `.send()` is an error, as it\n\
         would stop what runs there.\n"
    )
}

/// An absolute URL that a client can be built for.
fn base_url(api: &Api) -> &str {
    let usable = |url: &&str| {
        !url.contains(['{', '?', '#', '@', ' '])
            && (url.starts_with("https://") || url.starts_with("http://localhost"))
    };
    api.servers
        .iter()
        .map(|server| server.url.as_str())
        .find(usable)
        .unwrap_or("https://api.example.com")
}

/// A call with sample arguments.
fn call(operation: &Operation) -> String {
    let arguments: Vec<String> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .filter_map(of_parameter)
        .collect();
    format!("client.{}({})", operation.name, arguments.join(", "))
}

const FEATURES: &str = "
## Features

- `rustls` (default): the client, with TLS by rustls.
- `native-tls`: the client, with TLS by the platform's library.
- `mock`: a server in process that stands in for the API in tests.
- `blocking`: clients for programs without an async runtime.
- `reqwest`: `Client::builder(…).http_client(…)` takes a client of reqwest's, which otherwise is not needed.
- `tracing`: a span for each call, with OpenTelemetry's attribute names.
- `cli`: the command line.
- `keyring`: the command line with the operating system's keyring.
- without any (`default-features = false`): the types alone, without an HTTP client.
";

fn example(api: &Api, base: &Base, library: &str) -> Result<String, String> {
    let imports = if api.security_schemes.is_empty() {
        "Client".to_owned()
    } else {
        "{Client, Credentials}".to_owned()
    };
    let url = base_url(api);
    let given = api.security_schemes.first().map(|scheme| {
        let arguments = match scheme.kind {
            SchemeKind::Basic => "\"admin\", \"password\"",
            SchemeKind::Bearer => "\"token\"",
            _ => "\"key\"",
        };
        format!(
            "\n    .credentials(Credentials::{}({arguments}))",
            scheme.name
        )
    });
    let mut text = format!(
        "use {library}::{imports};\n\n# async fn example() -> Result<(), Box<dyn std::error::Error>> {{\nlet client = Client::builder({url:?}){}\n    .build()?;\n",
        given.unwrap_or_default()
    );
    if let Some(operation) = shown(api) {
        let call = format!("{}.await?;", call(operation));
        let value = outcome(api, operation, base)?.value;
        if value.to_string() == "()" {
            let _ = writeln!(text, "{call}");
        } else {
            let answer = names::answer(operation);
            let _ = writeln!(
                text,
                "let {answer} = {call}\nprintln!(\"{{{answer}:#?}}\");"
            );
        }
    }
    text.push_str("# Ok(())\n# }\n");
    Ok(text)
}

/// The operation of the first example: one that reads, answers JSON and asks for little.
fn shown(api: &Api) -> Option<&Operation> {
    let fits = |operation: &&Operation| {
        callable(operation)
            && operation.body.as_ref().is_none_or(|body| !body.required)
            && operation.method == "GET"
            && !operation.deprecated
            && matches!(operation.success, Success::Json(_))
    };
    let cost = |operation: &&Operation| {
        operation
            .parameters
            .iter()
            .filter(|parameter| parameter.required)
            .count()
    };
    api.operations.iter().filter(fits).min_by_key(cost)
}

/// Whether an example can give all that the operation's parameters need.
fn callable(operation: &Operation) -> bool {
    let mut required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    required.all(|parameter| of_parameter(parameter).is_some())
}

fn credentials(api: &Api, library: &str) -> String {
    if api.security_schemes.is_empty() {
        return String::new();
    }
    let mut text = String::from("\n## Credentials\n\n```rust\n");
    let _ = writeln!(text, "use {library}::Credentials;\n");
    for scheme in &api.security_schemes {
        let (arguments, what) = match &scheme.kind {
            SchemeKind::Basic => ("\"admin\", \"password\"", "HTTP Basic".to_owned()),
            SchemeKind::Bearer => ("\"token\"", "a bearer token".to_owned()),
            SchemeKind::HeaderKey(name) => {
                ("\"key\"", format!("a key in the header {}", code(name)))
            }
            SchemeKind::QueryKey(name) => {
                ("\"key\"", format!("a key in the query: {}", code(name)))
            }
            SchemeKind::CookieKey(name) => {
                ("\"key\"", format!("a key in the cookie {}", code(name)))
            }
        };
        let _ = writeln!(
            text,
            "// {what}\nlet credentials = Credentials::{}({arguments});",
            scheme.name
        );
        if let Some(source) = &scheme.token_source {
            let arguments: Vec<String> = source
                .fields
                .iter()
                .map(|field| format!("{:?}", field.name))
                .collect();
            let login = login_name(scheme, api);
            let _ = writeln!(
                text,
                "// a login, traded for a token that the client renews itself\nlet credentials = Credentials::{login}({});",
                arguments.join(", ")
            );
        }
    }
    text.push_str("```\n\nSeveral can be set at once: each constructor has a `with_…` twin that adds to what is there.\n");
    text
}
