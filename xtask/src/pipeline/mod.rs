//! The stages in a row: from a document to the files of its crate.

mod rescue;

use std::collections::HashSet;
use std::time::{Duration, Instant};

use crate::bundle::{Read, bundle};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::emit::{Emitted, Emitter, Surroundings, emit};
use crate::lint::{Mended, mend};
use crate::load::{Document, Rejected, load};
use crate::normalise::normalise;
use crate::verdict::{Places, places};
use rescue::{Attempt, Made, rescue};

/// What became of a document.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Name of the package.
    pub package: String,
    /// SPDX expression of its license.
    pub license: String,
    /// The files by path, and the outline.
    pub emitted: Emitted,
    /// Where the description says what the outline has.
    pub places: Places,
    /// How many operations the crate has.
    pub operations: usize,
    /// How many operations of the description it lacks, each with a finding that says why.
    pub left_out: usize,
    /// What was mended, and how.
    pub warnings: Vec<Diagnostic>,
    /// How long each stage took.
    pub timings: Vec<(&'static str, Duration)>,
}

/// Reads a description from the bytes of a YAML or JSON file. `name` is what findings call it.
///
/// # Errors
///
/// What is wrong with the text, or what the file is instead of a description.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, Box<Rejected>> {
    normalise(load(name, bytes)?)
}

/// Reads a description and the files that it refers to.
///
/// # Errors
///
/// What is wrong with the text, or what the file is instead of a description.
pub fn read_all(name: &str, bytes: &[u8], files: &Read<'_>) -> Result<Document, Box<Rejected>> {
    normalise(bundle(load(name, bytes)?, files))
}

/// Lints, lowers and emits a document. `stem` is the file's name without its ending.
///
/// # Errors
///
/// All findings, where one of them is an error: there is nothing to generate from.
pub fn generate(
    document: &Document,
    stem: &str,
    surroundings: impl FnOnce(&str) -> Surroundings,
) -> Result<Generated, Vec<Diagnostic>> {
    generate_by(emit, document, stem, surroundings)
}

/// Lints, lowers and emits a document in a way of one's own.
///
/// # Errors
///
/// All findings, where one of them is an error: there is nothing to generate from.
pub fn generate_by(
    emit: Emitter,
    document: &Document,
    stem: &str,
    surroundings: impl FnOnce(&str) -> Surroundings,
) -> Result<Generated, Vec<Diagnostic>> {
    let mut timings = Vec::new();
    let start = Instant::now();
    let Mended {
        document,
        mut findings,
    } = mend(document);
    timings.push(("lint", start.elapsed()));
    // There is nothing to generate from.
    if has_errors(&findings) {
        return Err(findings);
    }
    let mut attempt = Attempt::new(&document, stem, surroundings, emit);
    let made = match attempt.make(&HashSet::new(), &mut timings) {
        Ok(made) => made,
        Err(_) => match rescue(&mut attempt) {
            Ok((made, left_out)) => {
                findings.extend(left_out);
                made
            }
            Err(finding) => {
                findings.push(*finding);
                return Err(findings);
            }
        },
    };
    let Made {
        lowered,
        emitted,
        left_out,
    } = made;
    findings.extend(lowered.findings);
    Ok(Generated {
        places: places(&lowered.api),
        package: lowered.api.package.name,
        license: lowered.api.package.license,
        emitted,
        operations: lowered.api.operations.len(),
        left_out: lowered.left_out + left_out,
        warnings: findings,
        timings,
    })
}
