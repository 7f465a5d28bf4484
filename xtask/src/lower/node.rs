//! A place in the document: a value together with the JSON pointer that leads to it.

use serde_json::Value;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Node<'d> {
    pub(crate) value: &'d Value,
    pub(crate) pointer: String,
}

impl<'d> Node<'d> {
    pub(crate) fn root(value: &'d Value) -> Self {
        Self {
            value,
            pointer: String::new(),
        }
    }

    /// The member of an object.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.as_object()?.get(key)?;
        Some(Self {
            value,
            pointer: format!("{}/{}", self.pointer, escape(key)),
        })
    }

    /// The member of the member.
    pub(crate) fn path(&self, keys: &[&str]) -> Option<Self> {
        keys.iter()
            .try_fold(self.clone(), |node, key| node.get(key))
    }

    /// The members of an object, in the order of the document.
    pub(crate) fn members(&self) -> Vec<(&'d str, Self)> {
        let members = self.value.as_object().into_iter().flatten();
        members
            .map(|(key, value)| {
                (
                    key.as_str(),
                    Self {
                        value,
                        pointer: format!("{}/{}", self.pointer, escape(key)),
                    },
                )
            })
            .collect()
    }

    /// The items of an array.
    pub(crate) fn items(&self) -> Vec<Self> {
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items
            .map(|(index, value)| Self {
                value,
                pointer: format!("{}/{index}", self.pointer),
            })
            .collect()
    }

    /// A member that is text.
    pub(crate) fn text(&self, key: &str) -> Option<&'d str> {
        self.value.get(key)?.as_str()
    }

    /// A member that is text, trimmed, and not empty.
    pub(crate) fn prose(&self, key: &str) -> Option<String> {
        let text = self.text(key)?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A member that is `true`.
    pub(crate) fn is_true(&self, key: &str) -> bool {
        self.value.get(key).and_then(Value::as_bool) == Some(true)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.value.get(key).is_some()
    }

    /// The texts in a member that is an array.
    pub(crate) fn texts(&self, key: &str) -> Vec<&'d str> {
        let items = self
            .value
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        items.filter_map(Value::as_str).collect()
    }

    /// The last part of the pointer, unescaped: a component's name.
    pub(crate) fn name(&self) -> String {
        unescape(self.pointer.rsplit('/').next().unwrap_or_default())
    }
}

/// Escapes a key for a JSON pointer (RFC 6901, section 3).
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn unescape(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}
