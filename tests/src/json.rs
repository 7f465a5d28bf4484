//! Looking into JSON, and comparing it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads a value as a client's type, of which nothing may be lost: writing it gives the same value again.
///
/// # Panics
///
/// If it cannot be read, or is written otherwise.
#[track_caller]
pub fn kept<T: DeserializeOwned + Serialize>(value: Value) -> T {
    let read: T = match serde_json::from_value(value.clone()) {
        Ok(read) => read,
        Err(error) => panic!("{value} is not read: {error}"),
    };
    let written = serde_json::to_value(&read).unwrap();
    let lost = differences(&value, &written, |_, _| false);
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    read
}

/// The members of an object; none of anything else.
pub fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// The items of an array; none of anything else.
pub fn elements(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// What changed on the way from one value to the other, a line for each place.
///
/// `alike` decides on two values at the same place that differ; the second one is missing where the member is.
pub fn differences(
    before: &Value,
    after: &Value,
    alike: impl Fn(&Value, Option<&Value>) -> bool,
) -> Vec<String> {
    let mut differences = Vec::new();
    compare("$", before, after, &alike, &mut differences);
    differences
}

fn compare(
    path: &str,
    before: &Value,
    after: &Value,
    alike: &impl Fn(&Value, Option<&Value>) -> bool,
    differences: &mut Vec<String>,
) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (name, value) in before {
                let path = format!("{path}.{name}");
                match after.get(name) {
                    Some(other) => compare(&path, value, other, alike, differences),
                    None if alike(value, None) => {}
                    None => differences.push(format!("{path}: {value} was lost")),
                }
            }
            for (name, value) in after {
                if !before.contains_key(name) {
                    differences.push(format!("{path}.{name}: {value} was made up"));
                }
            }
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            for (index, (value, other)) in before.iter().zip(after).enumerate() {
                compare(
                    &format!("{path}[{index}]"),
                    value,
                    other,
                    alike,
                    differences,
                );
            }
        }
        _ if before == after || alike(before, Some(after)) => {}
        _ => differences.push(format!("{path}: {before} became {after}")),
    }
}
