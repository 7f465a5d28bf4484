//! Streams of events, values and bytes, if there are any.

use crate::model::{Api, Operation, Success};

/// The section about answers that are read while they come.
pub(super) fn streams(api: &Api, library: &str) -> String {
    let of = |wanted: fn(&Success) -> bool| {
        let mut operations = api.operations.iter();
        operations.any(|operation| {
            let others = operation.alternatives.iter().map(|other| &other.success);
            std::iter::once(&operation.success)
                .chain(others)
                .any(wanted)
        })
    };
    let events = of(|success| matches!(success, Success::Events(..)));
    let values = of(|success| matches!(success, Success::Values(_)));
    let bytes = of(|success| *success == Success::Bytes);
    if !events && !values && !bytes {
        return String::new();
    }
    let mut text = String::from("\n## Streams\n\n");
    text.push_str(&example(api, library));
    if events {
        text.push_str(
            "Events arrive as the server sends them, with `id`, `event` and `retry` beside their data. Where the connection ends, so do they;\n\
             `.reconnect(RetryPolicy::default())` takes them up again after the last one.\n",
        );
    }
    if values {
        text.push_str("JSON values arrive one after the other, as the server sends them.\n");
    }
    if events || values {
        text.push_str(
            "One that is not as described is an error, and the next can be read. `max_response_bytes` limits each of them, and `read_timeout` the silence\n\
             in between, 60 seconds by default.\n",
        );
    }
    if bytes {
        text.push_str(
            "What is large need not be held in memory: `.byte_stream()` of the trait `Call` gives the bytes of an answer as they come, as a `futures` stream\n\
             and as a Tokio `AsyncRead`, and `.max_response_bytes(…)` allows more of them.\n",
        );
    }
    text
}

/// The first stream that can be called without much ado.
fn example(api: &Api, library: &str) -> String {
    let fits = |operation: &&Operation| {
        matches!(operation.success, Success::Events(..) | Success::Values(_))
            && !operation.deprecated
            && operation.body.as_ref().is_none_or(|body| !body.required)
            && super::callable(operation)
    };
    let Some(operation) = api.operations.iter().find(fits) else {
        return String::new();
    };
    let (several, one) = match operation.success {
        Success::Events(..) => ("events", "event"),
        _ => ("values", "value"),
    };
    format!(
        "```rust,no_run\n# async fn example(client: {library}::Client) -> Result<(), Box<dyn std::error::Error>> {{\n\
         let mut {several} = {}.await?;\nwhile let Some({one}) = {several}.next().await {{\n    println!(\"{{:?}}\", {one}?);\n}}\n# Ok(())\n# }}\n```\n\n",
        super::call(operation)
    )
}
