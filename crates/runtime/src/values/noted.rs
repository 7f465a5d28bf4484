//! Which secrets are written while a value is serialised.

#[cfg(feature = "cli")]
use std::cell::Cell;
use std::cell::RefCell;

use super::secret::Secret;

thread_local! {
    /// The secrets written by the serialisation that is under way on this thread; `None` while nobody asks.
    static WRITTEN: RefCell<Option<Vec<Secret>>> = const { RefCell::new(None) };
}

#[cfg(feature = "cli")]
thread_local! {
    /// Whether the serialisation that is under way on this thread writes `***` for secrets.
    static HIDDEN: Cell<bool> = const { Cell::new(false) };
}

/// Tells [`written_by`] of a secret. Called by its `Serialize`, which has no other way to tell anyone.
pub(crate) fn note(secret: &Secret) {
    WRITTEN.with_borrow_mut(|written| {
        if let Some(written) = written {
            written.push(secret.clone());
        }
    });
}

/// What serialising gives, and the secrets that were written.
pub(crate) fn written_by<T>(serialise: impl FnOnce() -> T) -> (T, Vec<Secret>) {
    let outer = WRITTEN.replace(Some(Vec::new()));
    let value = serialise();
    let written = WRITTEN.replace(outer).unwrap_or_default();
    (value, written)
}

/// What serialising gives when secrets are written as `***`: what a person is shown.
#[cfg(feature = "cli")]
pub(crate) fn hidden_in<T>(serialise: impl FnOnce() -> T) -> T {
    let outer = HIDDEN.replace(true);
    let value = serialise();
    HIDDEN.set(outer);
    value
}

/// Whether secrets are written as `***` at the moment.
#[cfg(feature = "cli")]
pub(crate) fn is_hiding() -> bool {
    HIDDEN.get()
}

#[cfg(not(feature = "cli"))]
pub(crate) fn is_hiding() -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exposed(secrets: &[Secret]) -> Vec<&str> {
        secrets.iter().map(Secret::expose).collect()
    }

    #[test]
    fn only_what_is_written_meanwhile_is_noted() {
        let write = |text: &str| serde_json::to_string(&Secret::from(text)).unwrap();
        write("before");
        let ((), outer) = written_by(|| {
            write("outer");
            let (_, inner) = written_by(|| write("inner"));
            assert_eq!(exposed(&inner), ["inner"]);
        });
        write("after");
        assert_eq!(exposed(&outer), ["outer"]);
    }
}
