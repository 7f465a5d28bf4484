//! `cargo xtask audit VENDOR --description FILE`: does a description still cover what the vendor's own file says?

use std::path::Path;

use super::arguments::Format;
use super::console::{Console, plural};
use super::input::Input;
use super::{FINDINGS, FINE, USAGE};
use crate::audit::description::{cover, json, text};
use crate::load::Document;

pub(super) fn run(
    input: &Input,
    file: &Path,
    workspace: &Path,
    format: Format,
    console: &mut Console<'_>,
) -> u8 {
    let vendor = Input::of(file, workspace);
    let (document, vendor) = match (load(input, console), load(&vendor, console)) {
        (Ok(document), Ok(vendor)) => (document, vendor),
        (Err(code), _) | (_, Err(code)) => return code,
    };
    let coverage = cover(&document, &vendor);
    if coverage.operations == 0 {
        console.error(&format!(
            "{} has none of the operations of {}",
            vendor.name(),
            document.name()
        ));
        return USAGE;
    }
    let unexplained = coverage.unexplained().count();
    match format {
        Format::Json => console.out(&json(&coverage, &document, &vendor).to_string()),
        Format::Text => {
            let findings = text(&coverage, &document, &vendor);
            if !findings.is_empty() {
                console.out(findings.trim_end());
            }
            console.out(&format!(
                "{}: {} of {} compared; {} without an explanation, {} explained",
                input.name,
                plural(coverage.operations, "operation"),
                vendor.name(),
                plural(unexplained, "difference"),
                coverage.differences.len() - unexplained,
            ));
        }
    }
    match unexplained {
        0 => FINE,
        _ => FINDINGS,
    }
}

fn load(input: &Input, console: &mut Console<'_>) -> Result<Document, u8> {
    let loaded = input.load().map_err(|error| {
        console.error(&error.to_string());
        USAGE
    })?;
    loaded.result.map_err(|rejected| {
        console.findings(&rejected.diagnostics, &rejected.document);
        FINDINGS
    })
}
