//! The stages in a row: from a document to the files of its crate.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use crate::diagnostic::{Diagnostic, has_errors};
use crate::emit::{Emitted, Surroundings, emit};
use crate::lint::lint;
use crate::load::Document;
use crate::lower::lower;

/// What became of a document.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Name of the package.
    pub package: String,
    /// SPDX expression of its license.
    pub license: String,
    /// The files by path, and the outline.
    pub emitted: Emitted,
    /// What was mended, and how.
    pub warnings: Vec<Diagnostic>,
    /// How long each stage took.
    pub timings: Vec<(&'static str, Duration)>,
}

/// Lints, lowers and emits a document. `stem` is the file's name without its ending.
///
/// # Errors
///
/// All findings, where one of them is an error.
pub fn generate(
    document: &Document,
    stem: &str,
    surroundings: impl FnOnce(&str) -> Surroundings,
) -> Result<Generated, Vec<Diagnostic>> {
    let mut timings = Vec::new();
    let mut findings = timed(&mut timings, "lint", || lint(document));
    // A document whose shape is wrong cannot be looked at any further.
    if has_errors(&findings) {
        return Err(findings);
    }
    let (api, warnings) = match timed(&mut timings, "lower", || lower(document, stem)) {
        Ok(lowered) => lowered,
        Err(errors) => {
            findings.extend(errors);
            return Err(findings);
        }
    };
    findings.extend(warnings);
    let surroundings = surroundings(&api.package.name);
    // The base generator knows no errors in places where it panics. The canonical description keeps it away from all that
    // are known; one that is not is a bug, and is reported as one.
    let emitted = timed(&mut timings, "emit", || {
        catch_unwind(AssertUnwindSafe(|| emit(&api, &surroundings)))
    });
    let problem = match emitted {
        Ok(Ok(emitted)) => {
            return Ok(Generated {
                package: api.package.name,
                license: api.package.license,
                emitted,
                warnings: findings,
                timings,
            });
        }
        Ok(Err(message)) => message,
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
                .unwrap_or_default()
        }
    };
    let culprit = api.operations.iter().find(|operation| {
        let mut alone = api.clone();
        alone.operations = vec![(*operation).clone()];
        !matches!(
            catch_unwind(AssertUnwindSafe(|| emit(&alone, &surroundings))),
            Ok(Ok(_))
        )
    });
    let (pointer, name) =
        culprit.map_or((String::new(), "the types alone".to_owned()), |operation| {
            (
                operation.pointer.clone(),
                format!("the operation `{}`", operation.name),
            )
        });
    findings.push(Diagnostic::error(
        "internal-error",
        pointer,
        format!("the generator failed at {name}: {problem}"),
        "this is a bug in the generator, not in the description; please report it with the part of the description shown here",
    ));
    Err(findings)
}

fn timed<T>(
    timings: &mut Vec<(&'static str, Duration)>,
    stage: &'static str,
    work: impl FnOnce() -> T,
) -> T {
    let start = Instant::now();
    let result = work();
    timings.push((stage, start.elapsed()));
    result
}
