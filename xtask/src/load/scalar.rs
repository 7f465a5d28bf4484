//! What a plain scalar means: the core schema of YAML 1.2 (section 10.3.2).

use serde_json::{Number, Value};

/// Resolves a plain scalar. `no`, `on` and timestamps are text, as YAML 1.2 has it.
///
/// JSON has neither infinity nor NaN, so `.inf` and `.nan` stay text: where a number is expected
/// they are then reported as what they are.
pub(super) fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    number(text).map_or_else(|| Value::String(text.to_owned()), Value::Number)
}

/// A decimal, octal (`0o17`) or hexadecimal (`0x1F`) integer, or a decimal fraction.
fn number(text: &str) -> Option<Number> {
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let first = unsigned.bytes().next()?;
    let fraction_only = first == b'.' && unsigned.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    if !first.is_ascii_digit() && !fraction_only {
        return None;
    }
    let digits = text.strip_prefix('+').unwrap_or(text);
    if unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        if let Ok(number) = digits.parse::<i64>() {
            return Some(number.into());
        }
        if let Ok(number) = digits.parse::<u64>() {
            return Some(number.into());
        }
    }
    let plausible =
        |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-');
    if !unsigned.bytes().all(plausible) {
        return None;
    }
    Number::from_f64(digits.parse::<f64>().ok()?)
}

fn radix(digits: &str, radix: u32) -> Option<Number> {
    if digits.starts_with(['+', '-']) {
        return None;
    }
    u64::from_str_radix(digits, radix).ok().map(Number::from)
}
