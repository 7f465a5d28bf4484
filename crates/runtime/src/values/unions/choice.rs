//! Choosing the alternative of a union by what came.

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::Value;

use super::shape::{Fit, Shape};
use crate::values::second_look;

/// A value on its way to the alternative that knows most of it.
///
/// Serde's own untagged enums take the first alternative that can be read: one that requires nothing swallows every object,
/// and a struct is read from a list by position. Here a value has to look like the alternative, and of several that it looks
/// like the one with the most of its members wins, the first one on a tie.
#[derive(Debug)]
pub struct Choice<U> {
    value: Value,
    best: Option<(Fit, U)>,
}

impl<U> Choice<U> {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// Those of the deserializer.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::of)
    }

    pub(crate) fn of(value: Value) -> Self {
        Self { value, best: None }
    }

    /// Offers an alternative. It is taken if the value looks more like it than like those before, and can be read as it.
    #[must_use]
    pub fn or<T: DeserializeOwned>(
        mut self,
        shape: &Shape<'_>,
        variant: impl FnOnce(T) -> U,
    ) -> Self {
        let Some(fit) = shape.fit(&self.value) else {
            return self;
        };
        let better = self.best.as_ref().is_none_or(|(best, _)| fit > *best);
        if better && let Ok(read) = second_look::read(&self.value) {
            self.best = Some((fit, variant(read)));
        }
        self
    }

    /// The alternative that was chosen; without one, the value as it came.
    pub fn or_else(self, other: impl FnOnce(Value) -> U) -> U {
        match self.best {
            Some((_, chosen)) => chosen,
            None => other(self.value),
        }
    }
}
