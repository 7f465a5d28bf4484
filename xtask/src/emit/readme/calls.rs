//! "Lists" and "One call": what a list is filtered by, what any call can be told, and what else its answer says.

use std::fmt::Write as _;

use serde_json::Value;

use super::{call, callable, names, shown};
use crate::emit::argument::Argument;
use crate::emit::base::Base;
use crate::emit::sample::of_parameter;
use crate::model::{Api, Operation, PaginationStyle, Parameter, Place, Success, Type, TypeKind};

/// Lists, in pages or as a whole, if there are any.
pub(super) fn lists(api: &Api, library: &str) -> String {
    let is_list = |operation: &&Operation| {
        let whole =
            matches!(operation.success, Success::Json(Type::Array(_))) && operation.method == "GET";
        callable(operation) && !operation.deprecated && (operation.pagination.is_some() || whole)
    };
    let lists = || api.operations.iter().filter(is_list);
    // The one that shows most.
    let rank = |operation: &&Operation| {
        let filtered = filter(api, operation).is_some();
        (operation.pagination.is_none(), !filtered)
    };
    let Some(operation) = lists().min_by_key(rank) else {
        return String::new();
    };
    let filtered = filter(api, operation);
    let uses = match &filtered {
        Some((_, value)) if value.contains("types::") => format!("use {library}::types;\n\n"),
        _ => String::new(),
    };
    let setter = filtered.map(|(parameter, value)| format!(".{}({value})", parameter.name));
    let mut call = call(operation);
    let setters: Vec<String> = setter.into_iter().chain(sorting(operation)).collect();
    let line = match setters.len() {
        0 | 1 => "",
        _ => "\n    ",
    };
    for setter in &setters {
        let _ = write!(call, "{line}{setter}");
    }
    let item = names::item(api, operation);
    let begin = format!(
        "\n## Lists\n\n```rust,no_run\n{uses}# async fn example(client: {library}::Client) -> Result<(), Box<dyn std::error::Error>> {{\n"
    );
    if operation.pagination.is_none() {
        return format!(
            "{begin}for {item} in {call}.await? {{\n    println!(\"{{{item}:?}}\");\n}}\n# Ok(())\n# }}\n```\n\n\
             One answer holds them all.\n"
        );
    }
    let items = names::answer(operation);
    format!(
        "{begin}let mut {items} = {call}{line}.stream();\nwhile let Some({item}) = {items}.next().await {{\n    println!(\"{{:?}}\", {item}?);\n}}\n# Ok(())\n# }}\n```\n\n\
         A stream fetches pages as they are needed, and holds one at a time. `pages()` gives them whole, `prefetch()` on it fetches the next page ahead, and\n\
         `position()` says where a later stream can go on. Both are `futures` streams as well. Pages are counted: what is removed while a stream goes on\n\
         makes it pass over as many items, so collect first what is to be removed.\n"
    )
}

/// What any call can be told, and the status and headers of its answer.
pub(super) fn one_call(api: &Api, base: &Base, library: &str) -> Result<String, String> {
    let Some(operation) = shown(api) else {
        return Ok(String::new());
    };
    let single = api.operations.iter().find(|operation| {
        let reads = operation.method == "GET" && operation.pagination.is_none();
        // One thing, not all that belong to it.
        let one = operation.path.ends_with('}');
        reads
            && one
            && !operation.deprecated
            && callable(operation)
            && matches!(operation.success, Success::Json(Type::Named(_)))
    });
    let call_of_one = call(single.unwrap_or(operation));
    let value = single.is_some_and(|single| single.value.is_some());
    let whole = match value {
        true => " Where a method returns a part\nof the answer, the response has the whole.",
        false => "",
    };
    let optional = with_some(api, base)?;
    let (uses, filtered) = match &optional {
        Some((uses, text)) => (format!("{{Call as _, WithSome as _{uses}}}"), text.as_str()),
        None => ("Call as _".to_owned(), ""),
    };
    let said = match optional {
        Some(_) => "\n`with_some` sets what is there, on calls and on request types.",
        None => "",
    };
    Ok(format!(
        "\n## One call\n\n```rust,no_run\nuse std::time::Duration;\n\nuse {library}::{uses};\n\n\
         # async fn example(client: {library}::Client) -> Result<(), Box<dyn std::error::Error>> {{\n\
         let response = {call_of_one}\n    .timeout(Duration::from_secs(5))\n    .header(\"x-trace\", \"7\")\n    .with_response()\n    .await?;\n\
         println!(\"{{}} {{:?}}\", response.status(), response.headers().get(\"date\"));\nprintln!(\"{{:?}}\", response.body());\n\
         {filtered}# Ok(())\n# }}\n```\n\n\
         `with_response` gives the status and the headers as well.{whole}\n`anonymous()` sends no credential, for instance because a proxy adds it.{said}\n"
    ))
}

/// An optional value for an optional parameter.
fn with_some(api: &Api, base: &Base) -> Result<Option<(String, String)>, String> {
    for operation in &api.operations {
        if operation.deprecated
            || !callable(operation)
            || operation.body.as_ref().is_some_and(|body| body.required)
        {
            continue;
        }
        let Some((parameter, value)) = filter(api, operation) else {
            continue;
        };
        let argument = Argument::setter(operation, parameter, base)?;
        // The type of what is passed has to be plain: a list may be any iterator.
        if argument.declared.to_string().starts_with("impl") {
            continue;
        }
        let types = match value.contains("types::") {
            true => ", types",
            false => "",
        };
        return Ok(Some((
            format!(", calls{types}"),
            format!(
                "\nlet filter = Some({value}); // or `None`\nlet {answer} = {}\n    .with_some(filter, calls::{}::{})\n    .await?;\nprintln!(\"{{{answer}:?}}\");\n",
                call(operation),
                operation.call,
                parameter.name,
                answer = names::answer(operation),
            ),
        )));
    }
    Ok(None)
}

/// The parameter that says which items of a list are wanted, with a value: a text before all others, but not what says which
/// page.
fn filter<'a>(api: &Api, operation: &'a Operation) -> Option<(&'a Parameter, String)> {
    let pages = |parameter: &Parameter| {
        operation.pagination.as_ref().is_some_and(|pagination| {
            let (PaginationStyle::Page {
                parameter: position,
                ..
            }
            | PaginationStyle::Offset {
                parameter: position,
            }) = &pagination.style;
            [position, &pagination.size].contains(&&parameter.wire_name)
        })
    };
    let candidates = operation.parameters.iter().filter(|parameter| {
        !parameter.required
            && parameter.place == Place::Query
            && !parameter.deprecated
            && !pages(parameter)
    });
    let valued = candidates.filter_map(|parameter| Some((parameter, value(api, parameter)?)));
    valued.min_by_key(|(parameter, _)| parameter.ty != Type::String)
}

/// A setter with a list of texts, if the description shows one: the order of a list, as a rule.
fn sorting(operation: &Operation) -> Option<String> {
    let optional = operation.parameters.iter().filter(|parameter| {
        !parameter.required && parameter.place == Place::Query && !parameter.deprecated
    });
    optional.into_iter().find_map(|parameter| {
        let is_list = matches!(&parameter.ty, Type::Array(item) if **item == Type::String);
        let shown = parameter.example.as_ref().filter(|_| is_list)?.as_array()?;
        let texts: Vec<&str> = shown.iter().map(Value::as_str).collect::<Option<_>>()?;
        Some(format!(".{}({texts:?})", parameter.name))
    })
}

fn value(api: &Api, parameter: &Parameter) -> Option<String> {
    let Type::Named(name) = &parameter.ty else {
        return of_parameter(parameter);
    };
    match &api.definition(name)?.kind {
        TypeKind::Enum(values) => Some(format!("types::{name}::{}", values.variants.first()?.name)),
        _ => None,
    }
}
