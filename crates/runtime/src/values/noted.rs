//! Which secrets are written while a value is serialised.

use std::cell::RefCell;

use super::secret::Secret;

thread_local! {
    /// The secrets written by the serialisation that is under way on this thread; `None` while nobody asks.
    static WRITTEN: RefCell<Option<Vec<Secret>>> = const { RefCell::new(None) };
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
