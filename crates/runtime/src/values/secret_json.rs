//! A JSON value that must not be shown.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;
use zeroize::Zeroize;

/// A JSON value of any shape that no `Debug` or error message shows, as [`Secret`](crate::Secret) for a string.
///
/// It is used where an API description marks something with `format: password` that is not a string: an answer, for
/// instance, that the vendor does not describe and that may hold a credential. Reading it is explicit:
///
/// ```
/// use users_client_runtime::SecretJson;
///
/// let answer: SecretJson = serde_json::from_str(r#"{"token": "correct horse"}"#)?;
/// assert_eq!(format!("{answer:?}"), "SecretJson(***)");
/// assert_eq!(answer.expose()["token"], "correct horse");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// The memory of its strings is overwritten with zeros when the value is dropped.
#[derive(Clone, Default, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct SecretJson(Value);

impl SecretJson {
    /// Reads the value. Whoever calls this is responsible for where it goes.
    #[must_use]
    pub fn expose(&self) -> &Value {
        &self.0
    }
}

impl fmt::Debug for SecretJson {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretJson(***)")
    }
}

impl From<Value> for SecretJson {
    fn from(value: Value) -> Self {
        Self(value)
    }
}

impl Serialize for SecretJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[cfg(feature = "client")]
        if super::noted::is_hiding() {
            return serializer.serialize_str("***");
        }
        #[cfg(feature = "client")]
        for_each_string(&self.0, &mut |text| super::noted::note(&text.into()));
        self.0.serialize(serializer)
    }
}

impl Drop for SecretJson {
    fn drop(&mut self) {
        overwrite(&mut self.0);
    }
}

fn overwrite(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(overwrite),
        Value::Object(members) => members.values_mut().for_each(overwrite),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(feature = "client")]
fn for_each_string(value: &Value, note: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => note(text),
        Value::Array(items) => items.iter().for_each(|item| for_each_string(item, note)),
        Value::Object(members) => members
            .values()
            .for_each(|member| for_each_string(member, note)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "client")]
    #[test]
    fn a_server_that_quotes_a_part_of_it_is_masked() {
        let secret = SecretJson::from(serde_json::json!({ "a": ["one", { "b": "two" }], "n": 3 }));
        let (text, noted) = crate::values::noted::written_by(|| serde_json::to_string(&secret));
        assert_eq!(text.unwrap(), r#"{"a":["one",{"b":"two"}],"n":3}"#);
        let noted: Vec<&str> = noted.iter().map(crate::Secret::expose).collect();
        assert_eq!(
            noted,
            ["one", "two"],
            "every string in it counts as a secret"
        );
    }

    #[test]
    fn its_memory_is_overwritten() {
        let mut value = serde_json::json!(["secret", { "a": "secret" }]);
        overwrite(&mut value);
        assert_eq!(value, serde_json::json!(["", { "a": "" }]));
    }
}
