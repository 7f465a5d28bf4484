//! Compares two bodies in their shape and in all values that no server makes up.

use serde_json::Value;

/// What came of it.
#[derive(Default)]
pub(crate) struct Compared {
    /// Places and what is different there.
    pub(crate) differences: Vec<String>,
    /// Made-up values of the recording and of the answer that can occur in later requests.
    pub(crate) learned: Vec<(String, String)>,
}

pub(crate) fn compare(recorded: &Value, actual: &Value) -> Compared {
    let mut compared = Compared::default();
    compared.walk("$", recorded, actual);
    compared
}

impl Compared {
    fn walk(&mut self, place: &str, recorded: &Value, actual: &Value) {
        match (recorded, actual) {
            (Value::Object(recorded), Value::Object(actual)) => {
                for (name, value) in recorded {
                    let place = format!("{place}.{name}");
                    match actual.get(name) {
                        Some(actual) => self.walk(&place, value, actual),
                        None => self
                            .differences
                            .push(format!("{place} is {value}, the stand-in leaves it out")),
                    }
                }
                for (name, value) in actual
                    .iter()
                    .filter(|(name, _)| !recorded.contains_key(*name))
                {
                    self.differences
                        .push(format!("no {place}.{name}, the stand-in says {value}"));
                }
            }
            (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
                for (number, (item, other)) in items.iter().zip(others).enumerate() {
                    self.walk(&format!("{place}[{number}]"), item, other);
                }
            }
            (Value::String(text), Value::String(other))
                if is_made_up(text) && !other.is_empty() =>
            {
                self.learn(text, other);
            }
            (Value::Number(number), Value::Number(_)) if is_time(number) => {}
            _ if recorded == actual => {}
            _ => self
                .differences
                .push(format!("{place} {recorded}, stand-in {actual}")),
        }
    }

    /// Keeps what later requests can hold: tokens and keys. A key with a dot can also come in parts.
    fn learn(&mut self, recorded: &str, actual: &str) {
        if !["token-", "FAKE", "ptr_"]
            .iter()
            .any(|name| recorded.starts_with(name))
        {
            return;
        }
        let pair = |recorded: &str, actual: &str| (recorded.to_owned(), actual.to_owned());
        self.learned.push(pair(recorded, actual));
        if recorded.starts_with("FAKE") {
            let parts = recorded.split('.').zip(actual.split('.'));
            self.learned
                .extend(parts.map(|(recorded, actual)| pair(recorded, actual)));
        }
    }
}

/// What the recordings put in the place of tokens, hashes, keys, encrypted secrets and dates.
fn is_made_up(text: &str) -> bool {
    let digest = text.len() == 44 && text.ends_with('=');
    let names = [
        "token-",
        "$2a$10$",
        "FAKE",
        "ptr_",
        "2030-01-01T",
        "AAAAAAAA",
    ];
    digest
        || ["encrypted", "key"].contains(&text)
        || names.iter().any(|name| text.starts_with(name))
}

/// What the recordings put in the place of times, in seconds and milliseconds.
fn is_time(number: &serde_json::Number) -> bool {
    [1_700_000_000, 1_700_000_000_000].contains(&number.as_i64().unwrap_or(0))
}

#[test]
fn a_value_or_a_property_that_is_different_goes_unnoticed() {
    let recorded =
        serde_json::json!({ "id": 1, "name": "jane", "token": "token-01", "list": [1, null] });
    let different = |actual: Value| compare(&recorded, &actual).differences.len();
    let json = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    assert_eq!(
        different(json(
            r#"{"id":1,"name":"jane","token":"x","list":[1,null]}"#
        )),
        0
    );
    assert_eq!(
        different(json(r#"{"id":"1","name":"erik","token":"","list":[1]}"#)),
        4
    );
    assert_eq!(
        different(json(r#"{"id":1,"name":"jane","token":"x","more":0}"#)),
        2
    );
}
