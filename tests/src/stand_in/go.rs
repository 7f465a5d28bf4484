//! How servers that are written in Go read numbers and JSON, and what they say when they cannot.

use serde_json::Value;

/// Reads a whole number as `strconv.Atoi` does: a sign and zeros before it are allowed.
pub(super) fn atoi(text: &str) -> Result<i64, String> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let reason = match !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        false => "invalid syntax",
        true => match text.parse() {
            Ok(number) => return Ok(number),
            Err(_) => "value out of range",
        },
    };
    Err(format!("strconv.Atoi: parsing {text:?}: {reason}"))
}

/// Reads a body of JSON, whatever it is marked as.
pub(super) fn decode(body: &str) -> Result<Value, String> {
    serde_json::from_str(body).map_err(|error| match error.is_eof() {
        true if body.trim().is_empty() => "EOF".to_owned(),
        true => "unexpected EOF".to_owned(),
        false => error.to_string(),
    })
}

/// How Go's JSON decoder names the kind of a value that does not fit.
pub(super) fn kind(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => "bool".to_owned(),
        Value::Number(number) => format!("number {number}"),
        Value::String(_) => "string".to_owned(),
        Value::Array(_) => "array".to_owned(),
        Value::Object(_) => "object".to_owned(),
    }
}
