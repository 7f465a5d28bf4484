//! Whether a value fits a schema.

use std::cmp::Ordering;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Map, Number, Value};

use crate::grammar::meant::spoken;
use crate::lint::context::{Context, Found, members};
use crate::lint::numbers::{compare, integer, number};
use crate::lint::schemas::regular_expression;

/// Why a value does not fit.
pub(super) enum Misfit {
    /// It is another kind of value.
    Type(String),
    /// It is the right kind, and not permitted all the same.
    Constraint(String),
}

type Fit = Result<(), Misfit>;

/// Checks a value against the schema's type, format and limits. What is inside lists and objects
/// is checked against their items and properties.
pub(super) fn check(context: &Context<'_>, schema: &Map<String, Value>, value: &Value) -> Fit {
    if value.is_null() {
        // Many descriptions say "there is no default" this way.
        let nullable = schema.get("nullable") == Some(&Value::Bool(true));
        return if nullable || !schema.contains_key("type") {
            Ok(())
        } else {
            Err(Misfit::Constraint("null needs `nullable: true`".to_owned()))
        };
    }
    let wanted = schema.get("type").and_then(Value::as_str);
    let mismatch = |wanted: &str| Err(Misfit::Type(format!("{} is no {wanted}", spoken(value))));
    match (wanted, value) {
        (Some("string"), Value::String(text)) => check_text(schema, text),
        (Some("integer"), Value::Number(found)) if integer(found).is_some() => {
            check_number(schema, found)
        }
        (Some("number"), Value::Number(found)) => check_number(schema, found),
        (Some("boolean"), Value::Bool(_)) => Ok(()),
        (Some("array"), Value::Array(items)) => check_items(context, schema, items),
        (Some("object"), Value::Object(_)) => check_properties(context, schema, value),
        (Some(wanted @ ("string" | "integer" | "number" | "boolean" | "array" | "object")), _) => {
            mismatch(wanted)
        }
        _ => Ok(()),
    }
}

/// Whether the schema's enum lists the value.
pub(super) fn check_enum(schema: &Map<String, Value>, value: &Value) -> Fit {
    match schema.get("enum").and_then(Value::as_array) {
        Some(values) if !values.is_empty() && !value.is_null() && !values.contains(value) => {
            Err(Misfit::Constraint(format!(
                "{} is not among the values of `enum`",
                spoken(value)
            )))
        }
        _ => Ok(()),
    }
}

fn check_number(schema: &Map<String, Value>, found: &Number) -> Fit {
    let breaks = |rule: String| Err(Misfit::Constraint(rule));
    let flag = |key: &str| schema.get(key) == Some(&Value::Bool(true));
    if let Some(limit) = number(schema.get("minimum")) {
        match compare(found, limit) {
            Ordering::Less => return breaks(format!("{found} is less than the minimum {limit}")),
            Ordering::Equal if flag("exclusiveMinimum") => {
                return breaks(format!("it must be greater than {limit}"));
            }
            _ => {}
        }
    }
    if let Some(limit) = number(schema.get("maximum")) {
        match compare(found, limit) {
            Ordering::Greater => {
                return breaks(format!("{found} is more than the maximum {limit}"));
            }
            Ordering::Equal if flag("exclusiveMaximum") => {
                return breaks(format!("it must be less than {limit}"));
            }
            _ => {}
        }
    }
    let (format, range) = match schema.get("format").and_then(Value::as_str) {
        Some("int32") => ("int32", i128::from(i32::MIN)..=i128::from(i32::MAX)),
        Some("int64") => ("int64", i128::from(i64::MIN)..=i128::from(i64::MAX)),
        _ => return Ok(()),
    };
    match integer(found) {
        Some(value) if !range.contains(&value) => {
            breaks(format!("{found} is out of the range of {format}"))
        }
        _ => Ok(()),
    }
}

fn check_text(schema: &Map<String, Value>, text: &str) -> Fit {
    let breaks = |rule: String| Err(Misfit::Constraint(rule));
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    let limit = |key: &str| schema.get(key).and_then(Value::as_u64);
    if let Some(limit) = limit("minLength").filter(|limit| length < *limit) {
        return breaks(format!("it is shorter than {limit} characters"));
    }
    if let Some(limit) = limit("maxLength").filter(|limit| length > *limit) {
        return breaks(format!("it is longer than {limit} characters"));
    }
    let pattern = schema.get("pattern").and_then(Value::as_str);
    if let Some(Ok(expression)) = pattern.map(regular_expression)
        && expression.find(text).is_none()
    {
        return breaks(format!(
            "it does not match `{}`",
            pattern.unwrap_or_default()
        ));
    }
    match schema.get("format").and_then(Value::as_str) {
        Some(format) if !has_format(format, text) => breaks(format!("it is no {format}")),
        _ => Ok(()),
    }
}

fn has_format(format: &str, text: &str) -> bool {
    static DATE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^\d{4}-\d{2}-\d{2}$").ok());
    static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$").ok()
    });
    static UUID: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$").ok());
    let expression = match format {
        "date" => &*DATE,
        "date-time" => &*TIME,
        "uuid" => &*UUID,
        _ => return true,
    };
    expression
        .as_ref()
        .is_none_or(|expression| expression.is_match(text))
}

fn check_items(context: &Context<'_>, schema: &Map<String, Value>, values: &[Value]) -> Fit {
    let Some(items) = schema
        .get("items")
        .and_then(|items| followed(context, items))
    else {
        return Ok(());
    };
    for value in values {
        check(context, items, value)?;
        check_enum(items, value)?;
    }
    Ok(())
}

fn check_properties(context: &Context<'_>, schema: &Map<String, Value>, value: &Value) -> Fit {
    for (name, property) in members(schema.get("properties")) {
        if let Some(value) = value.get(name)
            && let Some(property) = followed(context, property)
        {
            check(context, property, value)?;
            check_enum(property, value)?;
        }
    }
    Ok(())
}

fn followed<'d>(context: &Context<'d>, value: &'d Value) -> Option<&'d Map<String, Value>> {
    let found = Found {
        pointer: String::new(),
        value,
    };
    context.resolve(found)?.value.as_object()
}
