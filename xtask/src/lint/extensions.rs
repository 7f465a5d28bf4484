//! Extensions that say something impossible. Their shapes are part of the table of objects.

use serde_json::{Map, Value};

use super::context::{Context, Found, text};
use super::report::Report;
use crate::diagnostic::Diagnostic;
use crate::grammar::meant::spoken;
use crate::grammar::{INFO, PARAMETER, SCHEMA};
use crate::pointer;

const CODE: &str = "malformed-extension";

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for place in context.survey.objects(&INFO) {
        if let Some(Value::Object(package)) = place.value.get("x-crate") {
            crate_name(&pointer::join(&place.pointer, "x-crate"), package, report);
            keywords(&pointer::join(&place.pointer, "x-crate"), package, report);
        }
    }
    for place in context.survey.objects(&SCHEMA) {
        unix_time(&place.pointer, place.value, report);
    }
    for place in context.survey.objects(&PARAMETER) {
        generated(&place.pointer, place.value, report);
        flag(context, &place.pointer, place.value, report);
    }
}

/// What cargo accepts as the name of a package, and the registry as well.
fn crate_name(at: &str, package: &Map<String, Value>, report: &mut Report) {
    let Some(name) = package.get("name").and_then(Value::as_str) else {
        return;
    };
    let first = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    let rest = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if !first || !rest || name.len() > 64 {
        report.remove(pointer::join(at, "name"));
        report.push(Diagnostic::warning(
            "crate-name",
            pointer::join(at, "name"),
            format!(
                "{} is no name for a crate: it is called after the file",
                spoken(&Value::from(name))
            ),
            "begin with a letter, and use ASCII letters, digits, `-` and `_` only, at most 64",
        ));
    }
}

/// The registry takes five keywords of at most 20 characters.
fn keywords(at: &str, package: &Map<String, Value>, report: &mut Report) {
    let at = pointer::join(at, "keywords");
    let keywords = package.get("keywords").and_then(Value::as_array);
    for (index, keyword) in keywords.into_iter().flatten().enumerate() {
        let Some(keyword) = keyword.as_str() else {
            continue;
        };
        let first = keyword
            .chars()
            .next()
            .is_some_and(|c| c.is_ascii_alphanumeric());
        let rest = keyword
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+'));
        if !first || !rest || keyword.len() > 20 || index >= 5 {
            report.push(Diagnostic::warning(
                CODE,
                pointer::join(&at, &index.to_string()),
                format!("the registry would refuse the keyword `{keyword}`"),
                "give at most five, each of at most 20 ASCII letters, digits, `-`, `_` and `+`",
            ));
        }
    }
}

/// Only a property and a parameter have a place for what reads and writes the time.
fn unix_time(at: &str, schema: &Map<String, Value>, report: &mut Report) {
    if !schema.contains_key("x-unix-time") {
        return;
    }
    let number = schema.get("type").and_then(Value::as_str) == Some("integer");
    let place = pointer::last(at);
    let inside = matches!(&*place, "items" | "additionalProperties");
    let message = match (number, inside) {
        (false, _) => "`x-unix-time` belongs to a schema of type `integer`: it is ignored",
        (true, true) => "a time in a list or a map stays a number: `x-unix-time` is ignored",
        (true, false) => return,
    };
    report.push(
        Diagnostic::warning(
            CODE,
            pointer::join(at, "x-unix-time"),
            message,
            "give it to a property, or to the schema of a parameter, that is an integer",
        )
        .at_key(),
    );
}

fn generated(at: &str, parameter: &Map<String, Value>, report: &mut Report) {
    let place = parameter.get("in").and_then(Value::as_str);
    if parameter.contains_key("x-generated") && place != Some("header") {
        report.push(
            Diagnostic::warning(
                CODE,
                pointer::join(at, "x-generated"),
                "only headers can be generated: it is ignored",
                "remove `x-generated`",
            )
            .at_key(),
        );
    }
}

fn flag(context: &Context<'_>, at: &str, parameter: &Map<String, Value>, report: &mut Report) {
    let Some(Value::Object(flag)) = parameter.get("x-flag") else {
        return;
    };
    let at = pointer::join(at, "x-flag");
    if flag.get("false").is_some() && flag.get("false") == flag.get("true") {
        report.remove(at.as_str());
        report.push(
            Diagnostic::warning(
                CODE,
                at.as_str(),
                "`false` and `true` are sent as the same number: `x-flag` is ignored",
                "give each a number of its own",
            )
            .at_key(),
        );
    }
    for word in ["false", "true"] {
        if flag.get(word).is_some_and(|value| value.as_i64().is_none()) {
            report.push(Diagnostic::warning(
                CODE,
                pointer::join(&at, word),
                format!("`{word}` must be sent as a whole number: `x-flag` is ignored"),
                "write 0 or 1",
            ));
        }
    }
    let schema = parameter.get("schema").and_then(|value| {
        context.resolve(Found {
            pointer: String::new(),
            value,
        })
    });
    if schema.is_some_and(|schema| text(schema.value, "type") != Some("integer")) {
        report.push(
            Diagnostic::warning(
                CODE,
                at.as_str(),
                "`x-flag` belongs to a parameter of type `integer`",
                "correct the type, or remove `x-flag`",
            )
            .at_key(),
        );
    }
}
