//! `cargo xtask audit`: do the descriptions still say what the documentation pages say?

use std::path::Path;

use serde_json::{Map, Value};

use super::arguments::{Audit, Format};
use super::audit_description;
use super::console::{Console, plural};
use super::input::{Input, specs};
use super::{FINDINGS, FINE, USAGE};
use crate::audit::{Report, audit, json, text};
use crate::load::Document;
use crate::reconstruct::files;

pub(super) fn run(options: &Audit, workspace: &Path, console: &mut Console<'_>) -> u8 {
    let inputs = match wanted(options, workspace) {
        Ok(inputs) => inputs,
        Err(message) => {
            console.error(&message);
            return USAGE;
        }
    };
    if let Some(file) = &options.description {
        return match inputs.as_slice() {
            [input] => audit_description::run(input, file, workspace, options.format, console),
            _ => {
                console.error("--description is the file of one vendor: name one");
                USAGE
            }
        };
    }
    let docs = options.docs.as_deref().unwrap_or(workspace);
    let alone = inputs.len() == 1;
    let mut code = FINE;
    let mut reports = Map::new();
    for input in inputs {
        let own = docs.join(&input.stem);
        let docs = if own.is_dir() || !alone {
            own
        } else {
            docs.to_owned()
        };
        let audited = match one(&input, &docs, console) {
            Ok(audited) => audited,
            Err(failed) => {
                code = code.max(failed);
                continue;
            }
        };
        let (report, document) = audited;
        if !report.is_clean() {
            code = code.max(FINDINGS);
        }
        let unexplained = report.unexplained().count();
        match options.format {
            Format::Json => {
                reports.insert(input.stem.clone(), json(&report, &document));
            }
            Format::Text => {
                let findings = text(&report, &document);
                if !findings.is_empty() {
                    console.out(findings.trim_end());
                }
                console.out(&format!(
                    "{}: {} without an explanation, {} explained, {} of nothing",
                    input.name,
                    plural(unexplained, "difference"),
                    report.differences.len() - unexplained,
                    plural(report.stale.len(), "explanation"),
                ));
            }
        }
    }
    if options.format == Format::Json {
        console.out(&Value::Object(reports).to_string());
    }
    code
}

fn wanted(options: &Audit, workspace: &Path) -> Result<Vec<Input>, String> {
    let all = specs(workspace)?;
    if options.vendors.is_empty() {
        return Ok(all);
    }
    let find = |vendor: &String| {
        let found = all.iter().find(|input| input.stem == *vendor);
        found
            .cloned()
            .ok_or_else(|| format!("there is no description of `{vendor}` in specs/"))
    };
    options.vendors.iter().map(find).collect()
}

/// The report and the description.
fn one(input: &Input, docs: &Path, console: &mut Console<'_>) -> Result<(Report, Document), u8> {
    let loaded = input.load().map_err(|error| {
        console.error(&error.to_string());
        USAGE
    })?;
    let document = loaded.result.map_err(|rejected| {
        console.findings(&rejected.diagnostics, &rejected.document);
        FINDINGS
    })?;
    let pages = files::read(&[docs.to_owned()])
        .map_err(|message| {
            console.error(&message);
            USAGE
        })?
        .finish();
    let report = audit(&document, &pages);
    for finding in &report.findings {
        console.err(&finding.to_string());
    }
    Ok((report, document))
}
