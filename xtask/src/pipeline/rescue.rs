//! What to do when a stage fails where it must not: find the operations that it fails at, and do without them.
//!
//! No stage fails at a description that the lint lets pass. Where one does, or one of the libraries below it panics, it is a
//! bug, is reported as one, and costs the operations that it concerns.

use std::any::Any;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use crate::diagnostic::Diagnostic;
use crate::emit::{Emitted, Emitter, Surroundings};
use crate::load::Document;
use crate::lower::{Lowered, lower, operation_pointers};

/// How long each stage took.
pub(super) type Timings = Vec<(&'static str, Duration)>;

/// What all attempts to make a crate have in common.
pub(super) struct Attempt<'d, F> {
    document: &'d Document,
    stem: &'d str,
    /// Asked once, as soon as the name of the package is known.
    ask: Option<F>,
    surroundings: Option<Surroundings>,
    emit: Emitter,
}

/// A crate.
pub(super) struct Made {
    pub(super) lowered: Lowered,
    pub(super) emitted: Emitted,
    /// How many operations a bug has cost.
    pub(super) left_out: usize,
}

impl<'d, F: FnOnce(&str) -> Surroundings> Attempt<'d, F> {
    pub(super) fn new(
        document: &'d Document,
        stem: &'d str,
        surroundings: F,
        emit: Emitter,
    ) -> Self {
        Self {
            document,
            stem,
            ask: Some(surroundings),
            surroundings: None,
            emit,
        }
    }

    /// Lowers and emits, without the operations at some pointers.
    ///
    /// # Errors
    ///
    /// What the stage says that fails.
    pub(super) fn make(
        &mut self,
        without: &HashSet<&str>,
        timings: &mut Timings,
    ) -> Result<Made, String> {
        let start = Instant::now();
        let lowered = quietly(|| {
            Ok(lower(self.document, self.stem, |pointer| {
                !without.contains(pointer)
            }))
        })?;
        timings.push(("lower", start.elapsed()));
        let surroundings = match (&mut self.surroundings, self.ask.take()) {
            (Some(surroundings), _) => &*surroundings,
            (none, Some(ask)) => none.insert(ask(&lowered.api.package.name)),
            (None, None) => return Err("it is not known where the crate will lie".to_owned()),
        };
        let start = Instant::now();
        let emitted = quietly(|| (self.emit)(&lowered.api, surroundings))?;
        timings.push(("emit", start.elapsed()));
        Ok(Made {
            lowered,
            emitted,
            left_out: without.len(),
        })
    }
}

/// Makes what can be made, and says what cannot.
///
/// # Errors
///
/// A finding, where not even a crate without operations can be made.
pub(super) fn rescue<F: FnOnce(&str) -> Surroundings>(
    attempt: &mut Attempt<'_, F>,
) -> Result<(Made, Vec<Diagnostic>), Box<Diagnostic>> {
    let pointers = operation_pointers(attempt.document);
    let mut without: HashSet<&str> = pointers.iter().map(String::as_str).collect();
    let mut made = attempt
        .make(&without, &mut Timings::new())
        .map_err(|problem| Box::new(report(String::new(), "the types alone", &problem)))?;
    let mut findings = Vec::new();
    // All of a part are taken in at once; where that fails, first the one half of it, then the other.
    let mut open = vec![pointers.as_slice()];
    while let Some(part) = open.pop() {
        let less: HashSet<&str> = without
            .iter()
            .copied()
            .filter(|pointer| !part.iter().any(|taken| taken == pointer))
            .collect();
        match (attempt.make(&less, &mut Timings::new()), part) {
            (Ok(more), _) => {
                made = more;
                without = less;
            }
            (Err(problem), [pointer]) => {
                findings.push(report(pointer.clone(), "this operation", &problem));
            }
            (Err(_), []) => {}
            (Err(_), part) => {
                let (first, last) = part.split_at(part.len() / 2);
                open.push(last);
                open.push(first);
            }
        }
    }
    Ok((made, findings))
}

fn report(pointer: String, what: &str, problem: &str) -> Diagnostic {
    let help = "this is a bug in the generator, not in the description; please report it with the part of the description shown here";
    if pointer.is_empty() {
        let message = format!("the generator failed at {what}: {problem}");
        return Diagnostic::error("internal-error", pointer, message, help);
    }
    let message = format!("the generator failed at {what}, which is left out: {problem}");
    Diagnostic::warning("internal-error", pointer, message, help).at_key()
}

/// Does something, and takes a panic for an error.
fn quietly<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(message(panic.as_ref())))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::emit;
    use crate::load::load;
    use crate::model::Api;

    /// Fails as a bug in the emitter would.
    fn fails_at(
        api: &Api,
        wrong: impl Fn(&[&str]) -> bool,
        surroundings: &Surroundings,
    ) -> Result<Emitted, String> {
        let names: Vec<&str> = api
            .operations
            .iter()
            .map(|operation| operation.name.as_str())
            .collect();
        assert!(!wrong(&names), "not yet implemented");
        emit(api, surroundings)
    }

    /// The names of the operations that are made, and what is said of the others.
    fn rescued(emit: Emitter) -> (Vec<String>, Vec<Diagnostic>) {
        let mut text = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths:\n".to_owned();
        for name in ["a", "b", "c", "d", "e"] {
            text.push_str(&format!(
                "  /{name}: {{get: {{operationId: {name}, responses: {{'204': {{description: Done}}}}}}}}\n"
            ));
        }
        let document = load("spec.yaml", text.as_bytes()).expect("it is YAML");
        let surroundings =
            |_: &str| Surroundings::in_workspace("cargo xtask generate", "spec.yaml");
        let mut attempt = Attempt::new(&document, "spec", surroundings, emit);
        assert!(attempt.make(&HashSet::new(), &mut Timings::new()).is_err());
        let (made, findings) = rescue(&mut attempt).expect("the others can be made");
        assert_eq!(made.left_out, findings.len());
        let operations = made.lowered.api.operations;
        (
            operations
                .into_iter()
                .map(|operation| operation.name)
                .collect(),
            findings,
        )
    }

    #[test]
    fn a_panic_at_two_operations_costs_no_other() {
        let (made, findings) = rescued(|api, surroundings| {
            fails_at(
                api,
                |names| names.contains(&"b") || names.contains(&"e"),
                surroundings,
            )
        });
        assert_eq!(made, ["a", "c", "d"]);
        let pointers: Vec<&str> = findings
            .iter()
            .map(|finding| finding.pointer.as_str())
            .collect();
        assert_eq!(pointers, ["/paths/~1b/get", "/paths/~1e/get"]);
        assert!(
            findings.iter().all(|finding| !finding.is_error()
                && finding
                    .message
                    .ends_with("which is left out: not yet implemented")),
            "{findings:?}"
        );
    }

    #[test]
    fn two_operations_that_only_fail_together_cost_one() {
        let (made, findings) = rescued(|api, surroundings| {
            fails_at(
                api,
                |names| names.contains(&"a") && names.contains(&"d"),
                surroundings,
            )
        });
        assert_eq!(made, ["a", "b", "c", "e"]);
        assert_eq!(findings.len(), 1);
    }
}
