//! What the outline says of operations.

use super::forms::fields;
use super::settings::settings;
use super::styles::{has_parts, words};
use super::{compact, counted, mark, wire};
use crate::emit::accept;
use crate::emit::argument::Argument;
use crate::emit::base::Base;
use crate::emit::calls::error;
use crate::emit::value::outcome;
use crate::model::{
    Alternative, Api, ArrayStyle, Body, BodyKind, Operation, Parameter, Place, StatusPattern,
    Success,
};

/// What is sent and answered where nothing is said.
const JSON: &str = "application/json";

/// The line of an operation. `feature` is the one that it is compiled with, where the crate has one for each tag.
///
/// # Errors
///
/// A message, if a type is not known: a bug.
pub(super) fn operation_line(
    api: &Api,
    operation: &Operation,
    feature: Option<&str>,
    base: &Base,
) -> Result<String, String> {
    let Operation { method, name, .. } = operation;
    let own = operation.server.as_ref();
    let own = own.and_then(|own| api.own_servers.iter().find(|server| server.name == *own));
    let server = own.map(|own| own.server.url.as_str()).unwrap_or_default();
    let path = operation.target();
    let arguments = arguments(api, operation, base)?.join(", ");
    let setters = setters(api, operation, base)?;
    let setters: String = setters.iter().map(|setter| format!(" {setter}")).collect();
    let value = compact(&outcome(api, operation, base)?.value);
    let (_, error) = error(operation, base)?;
    let error = compact(&error);
    let answer = answer(operation);
    let settings = settings(operation);
    let security = security(api, operation);
    let deprecated = mark(operation.deprecated);
    let feature = feature.map(|feature| format!(" feature {feature}"));
    let feature = feature.unwrap_or_default();
    Ok(format!(
        "{method} {server}{path}  {name}({arguments}){setters} -> Result<{value}, {error}>{answer}{settings}  [{security}]{deprecated}{feature}"
    ))
}

/// What a call cannot be made without.
fn arguments(api: &Api, operation: &Operation, base: &Base) -> Result<Vec<String>, String> {
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter(|parameter| parameter.required);
    let parameters = parameters.map(|parameter| {
        let argument = Argument::required(operation, parameter, base)?;
        let ty = compact(&argument.declared);
        Ok(format!(
            "{}: {ty}{}",
            argument.name,
            sent(api, operation, parameter)
        ))
    });
    let body = operation.body.iter().filter(|body| body.required);
    let body = body.map(|body| {
        let ty = compact(&Argument::body(operation, body, base)?.declared);
        Ok(format!("body: {ty}{}", media_type(body)))
    });
    parameters.chain(body).collect()
}

/// What a call may say besides.
fn setters(api: &Api, operation: &Operation, base: &Base) -> Result<Vec<String>, String> {
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter(|parameter| !parameter.required);
    let parameters = parameters.map(|parameter| {
        let argument = Argument::setter(operation, parameter, base)?;
        let ty = compact(&argument.declared);
        let deprecated = mark(parameter.deprecated);
        Ok(format!(
            ".{}({ty}{}{deprecated})",
            argument.name,
            sent(api, operation, parameter)
        ))
    });
    let body = operation.body.iter().filter(|body| !body.required);
    let body = body.map(|body| {
        let ty = compact(&Argument::body(operation, body, base)?.declared);
        Ok(format!(".body({ty}{})", media_type(body)))
    });
    let alternatives = operation.alternatives.iter().map(|other| {
        let (ty, _) = accept::success(operation, other, base)?;
        let Alternative {
            setter, media_type, ..
        } = other;
        Ok(format!(".{setter}(-> {} as {media_type})", compact(&ty)))
    });
    let pages = operation.pagination.iter();
    let pages = pages.map(|_| Ok(".stream() .pages()".to_owned()));
    parameters
        .chain(body)
        .chain(alternatives)
        .chain(pages)
        .collect()
}

/// The alternatives, each with the names of credentials.
fn security(api: &Api, operation: &Operation) -> String {
    let alternatives = operation.security.iter().map(|keys| {
        let names = keys.iter().filter_map(|key| {
            let mut schemes = api.security_schemes.iter();
            schemes.find(|scheme| &scheme.key == key)
        });
        let names: Vec<&str> = names.map(|scheme| scheme.name.as_str()).collect();
        match names.as_slice() {
            [] => "nothing".to_owned(),
            names => names.join(" + "),
        }
    });
    match operation.security.as_slice() {
        [] => "public".to_owned(),
        _ => alternatives.collect::<Vec<_>>().join(" | "),
    }
}

/// The statuses and the media types of a success, where they are not what nearly all have.
fn answer(operation: &Operation) -> String {
    let usual = match operation.success {
        Success::Empty => 204,
        _ => 200,
    };
    let statuses = operation.success_statuses.iter();
    let statuses = statuses.map(|status| match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Range(digit) => format!("{digit}XX"),
    });
    let mut words: Vec<String> = match operation.success_statuses.as_slice() {
        [StatusPattern::Code(code)] if *code == usual => Vec::new(),
        _ => statuses.collect(),
    };
    let accept = operation.accept.as_ref();
    words.extend(accept.filter(|accept| *accept != JSON).cloned());
    words.iter().map(|word| format!(" {word}")).collect()
}

/// How a parameter is sent: its name on the wire, its place, how its value is written, and whether the client invents one.
pub(super) fn sent(api: &Api, operation: &Operation, parameter: &Parameter) -> String {
    let Parameter {
        name,
        wire_name,
        place,
        style,
        ..
    } = parameter;
    let place = match place {
        Place::Header => " in header",
        Place::Cookie => " in cookie",
        Place::QueryString => " as query",
        Place::Path | Place::Query => "",
    };
    let style = match style {
        // What lists in paths and headers have anyway.
        ArrayStyle::Comma if matches!(parameter.place, Place::Path | Place::Header) => "",
        ArrayStyle::Comma | ArrayStyle::Exploded if !has_parts(&parameter.ty, api) => "",
        ArrayStyle::Repeat => "",
        style => words(*style),
    };
    let inside = parameter.items_style.map(words);
    let inside = inside.map(|style| format!(" as lists{style}"));
    let json = if parameter.json { " as JSON" } else { "" };
    let reserved = if parameter.reserved { " as it is" } else { "" };
    let flag = parameter.flag.map(|(no, yes)| format!(" as {no} or {yes}"));
    let unit = parameter.unix_time.map(counted).unwrap_or_default();
    // A path says the name of its variable itself.
    let wire = match parameter.place {
        Place::Path | Place::QueryString => String::new(),
        _ => wire(name, wire_name),
    };
    let generated = operation.generated_headers.contains(wire_name);
    let generated = match generated && parameter.place == Place::Header {
        true => " or generated",
        false => "",
    };
    format!(
        "{wire}{place}{style}{}{json}{reserved}{}{unit}{generated}",
        inside.unwrap_or_default(),
        flag.unwrap_or_default()
    )
}

/// The media type of a body, where it is not JSON, and how its fields are sent.
fn media_type(body: &Body) -> String {
    let name = match &body.kind {
        BodyKind::Json(name)
        | BodyKind::Values(name)
        | BodyKind::Text(name)
        | BodyKind::Bytes(name) => name,
        BodyKind::Form { .. } => "application/x-www-form-urlencoded",
        BodyKind::Multipart(parts) => parts.media_type.as_deref().unwrap_or("multipart/form-data"),
    };
    match name {
        JSON => String::new(),
        name => format!(" as {name}{}", fields(&body.kind)),
    }
}
