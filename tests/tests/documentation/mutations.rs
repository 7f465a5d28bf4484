//! One fact of the pages changes, of any kind: the audit names it with file and line, and names nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;
use xtask::audit::audit;
use xtask::load::{Document, load};
use xtask::reconstruct::Collector;

use super::setup::run;
use super::written::{Files, pages};

pub(super) const VENDORS: [&str; 5] = ["alsid", "contabo", "kestra", "portainer", "sftpgo"];

/// What a change is about, the file that says it, and its text afterwards; `None` where the file is gone.
pub(super) struct Mutation {
    pub(super) kind: &'static str,
    pub(super) file: String,
    pub(super) text: Option<String>,
    /// The line that changes, and its number.
    pub(super) line: String,
    pub(super) number: usize,
}

impl Mutation {
    /// The files with the change.
    pub(super) fn of(&self, files: &Files) -> Files {
        let mut changed = files.clone();
        match &self.text {
            Some(text) => changed.insert(self.file.clone(), text.clone()),
            None => changed.remove(&self.file),
        };
        changed
    }
}

/// A vendor's description without its explanations: its pages are made of it, and there is nothing to explain.
pub(super) fn description(vendor: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../specs/{vendor}.yaml"));
    let document = load("spec.yaml", &fs::read(path).expect("it is there")).expect("it loads");
    let mut value = document.value;
    unexplained(&mut value);
    value
}

fn unexplained(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.remove("x-docs-differs");
            members.values_mut().for_each(unexplained);
        }
        Value::Array(items) => items.iter_mut().for_each(unexplained),
        _ => {}
    }
}

fn loaded(description: &Value) -> Document {
    let text = serde_yaml::to_string(description).expect("it is YAML");
    load("spec.yaml", text.as_bytes()).expect("it loads")
}

fn found(document: &Document, files: &Files) -> Vec<(String, String, usize)> {
    let mut collector = Collector::default();
    for (name, text) in files {
        collector.add(name, text.as_bytes());
    }
    let report = audit(document, &collector.finish());
    assert!(report.stale.is_empty());
    let unreadable = report
        .findings
        .iter()
        .filter(|finding| !finding.code.starts_with("contradictory"));
    assert_eq!(unreadable.count(), 0, "{:?}", report.findings);
    let differences = report.unexplained();
    differences
        .map(|difference| {
            let place = difference.place.as_ref();
            let file = place
                .map(|place| place.file.to_string())
                .unwrap_or_default();
            (
                difference.message.clone(),
                file,
                place.map_or(0, |place| place.line),
            )
        })
        .collect()
}

/// Another type than this one. An enumeration may be printed as the text that it is.
fn other_type(row: &str) -> Option<String> {
    let (before, rest) = row.split_once("** | ")?;
    let (kind, rest) = rest.split_once('|')?;
    let other = match kind.trim_end() {
        // Most dialects print a UUID as text.
        "**str**" | "**UUID**" => "**int**",
        "**object**" => return None,
        _ if kind.starts_with('[') => "**bool**",
        _ => "**str**",
    };
    Some(format!("{before}** | {other} |{rest}"))
}

/// What may happen to one line, by kind of fact.
fn changes(file: &str, line: &str, section: &str) -> Vec<(&'static str, Option<String>)> {
    let mut found = Vec::new();
    let mut change = |kind, text: String| {
        if text != line {
            found.push((kind, Some(text)));
        }
    };
    let is_row = line.trim_start().starts_with("**") && line.contains("** | ");
    let is_status = section == "### HTTP response details" && is_row;
    if is_status {
        let code: String = line.chars().filter(char::is_ascii_digit).take(3).collect();
        change(
            "status",
            line.replacen(&format!("**{code}**"), "**418**", 1),
        );
        if line.contains(" * ") {
            change("header", line.replacen(" * ", " * X-Other-", 1));
        }
    } else if is_row {
        let places = if section == "### Parameters" {
            "parameter"
        } else {
            "property"
        };
        let kinds: [&'static str; 4] = if places == "parameter" {
            [
                "parameter name",
                "parameter type",
                "parameter required",
                "parameter default",
            ]
        } else {
            [
                "property name",
                "property type",
                "property required",
                "property default",
            ]
        };
        // A body has no name on the wire, and not each description keeps that of the pages.
        if !line.contains("**body**") {
            change(kinds[0], line.replacen("**", "**zz_other_", 1));
        }
        if let Some(other) = other_type(line) {
            change(kinds[1], other);
        }
        // A variable of the path is required whatever its row says.
        let toggled = match line.contains("[optional]") {
            true => line.replacen("[optional]", "", 1),
            false => line.replacen(" |  | ", " |  | [optional] ", 1),
        };
        change(kinds[2], toggled);
        if let (Some((before, rest)), true) =
            (line.split_once("[default to "), line.contains("**int**"))
        {
            let _ = rest;
            change(kinds[3], format!("{before}[default to 987]"));
        }
        if places == "property" {
            change("read-only", line.replace("[readonly] ", ""));
            found.push(("property", None));
        }
    } else if let Some(rest) = line.strip_prefix(" - **Accept**: ") {
        let other = if rest == "Not defined" {
            "image/png"
        } else {
            "Not defined"
        };
        change("accept", format!(" - **Accept**: {other}"));
    } else if let Some(rest) = line.strip_prefix(" - **Content-Type**: ") {
        let other = if rest == "image/png" {
            "text/css"
        } else {
            "image/png"
        };
        change("content type", format!(" - **Content-Type**: {other}"));
    } else if line.starts_with("[**") && section.starts_with("# package") {
        change(
            "path",
            line.trim_end().trim_end_matches('|').trim_end().to_owned() + "/more | ",
        );
    } else if section == "### Return type" && line.starts_with("void") {
        change("return type", "**str**".to_owned());
    } else if section == "### Return type" && line.contains("**") {
        change("return type", "void (empty response body)".to_owned());
    } else if section == "### Authorization" && line.starts_with('[') {
        change("security", "[other](../README.md#other)".to_owned());
    } else if line.starts_with("* `X` (value: `'") {
        change("value", line.replacen("`'", "`'other-", 1));
        found.push(("value", None));
    } else if line.starts_with("All URIs are relative to ") && file != "README.md" {
        change(
            "server",
            line.replace("*http", "*https://other.example/http"),
        );
    } else if let Some(version) = line.strip_prefix("- API version: ") {
        change("version", format!("- API version: {version}.1"));
    } else if let Some(kind) = line.strip_prefix("- **Type**: ") {
        let other = if kind.starts_with("HTTP") {
            "Bearer authentication"
        } else {
            "HTTP basic authentication"
        };
        change("scheme type", format!("- **Type**: {other}"));
    } else if line.starts_with("- **API key parameter name**: ") {
        change("scheme name", format!("{line}-Other"));
    } else if line.starts_with("- **Location**: ") {
        change(
            "scheme place",
            "- **Location**: URL query string".to_owned(),
        );
    } else if line.starts_with("- **Authorization URL**: http") {
        change("authorization address", format!("{line}/other"));
    } else if line.starts_with("### ") && file == "README.md" {
        change("scheme", format!("{line}Other"));
    } else if line.starts_with("# ")
        && !line.contains("**")
        && file != "README.md"
        && !file.ends_with("Api.md")
    {
        change("model", format!("{line}Other"));
    }
    found
}

/// All changes of one line, and the loss of each page of a model.
pub(super) fn mutations(files: &Files) -> Vec<Mutation> {
    let mut all = Vec::new();
    for (file, text) in files {
        let lines: Vec<&str> = text.lines().collect();
        let mut section = "";
        for (index, line) in lines.iter().enumerate() {
            if line.starts_with('#') {
                section = line;
            }
            for (kind, changed) in changes(file, line, section) {
                let mut lines = lines.clone();
                match &changed {
                    Some(changed) => lines[index] = changed,
                    None => {
                        lines.remove(index);
                    }
                }
                let text = Some(lines.join("\n") + "\n");
                all.push(Mutation {
                    kind,
                    file: file.clone(),
                    text,
                    line: changed.unwrap_or_default(),
                    number: index + 1,
                });
            }
        }
        // Nobody misses a page that no other speaks of.
        let link = format!("]({})", file.trim_start_matches("docs/"));
        let linked = files.values().any(|text| text.contains(&link));
        if linked && !file.ends_with("Api.md") {
            all.push(Mutation {
                kind: "page",
                file: file.clone(),
                text: None,
                line: String::new(),
                number: 0,
            });
        }
    }
    all
}

#[test]
fn pages_made_of_a_description_do_not_differ_from_it() {
    for vendor in VENDORS {
        let description = description(vendor);
        assert_eq!(
            found(&loaded(&description), &pages(&description)),
            [],
            "{vendor}"
        );
    }
}

#[test]
fn no_fact_of_the_pages_changes_without_being_named_alone_and_with_its_place() {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for vendor in VENDORS {
        let description = description(vendor);
        let document = loaded(&description);
        let files = pages(&description);
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let mut tried = 0;
        for mutation in mutations(&files) {
            // A few of each kind say as much as all of them, and take no minutes.
            let count = seen.entry(mutation.kind).or_default();
            *count += 1;
            if *count > 9 {
                continue;
            }
            tried += 1;
            *kinds.entry(mutation.kind).or_default() += 1;
            let kept = mutation.text.is_some();
            let found = found(&document, &mutation.of(&files));
            let one = matches!(found.as_slice(), [(_, file, line)]
                if *line > 0 && (!kept || *file == mutation.file));
            if !one {
                wrong.push(format!(
                    "{vendor} {} in {}, {:?}: {found:?}",
                    mutation.kind, mutation.file, mutation.line
                ));
            }
        }
        assert!(tried >= 40, "{vendor}: {tried}");
    }
    assert!(
        wrong.is_empty(),
        "{} of {kinds:?}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(kinds.len() >= 25, "{kinds:?}");
}

#[test]
fn a_changed_fact_of_any_kind_fails_the_command_and_is_shown_with_both_places() {
    for vendor in VENDORS {
        let workspace = tempfile::tempdir().expect("a folder");
        let description = description(vendor);
        let write = |name: &str, text: &str| {
            let path = workspace.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        };
        let text = serde_yaml::to_string(&description).expect("it is YAML");
        write(&format!("specs/{vendor}.yaml"), &text);
        let files = pages(&description);
        for (name, text) in &files {
            write(&format!("sdk/{name}"), text);
        }
        let docs = workspace.path().join("sdk/docs");
        let arguments = ["audit", vendor, "--docs", &docs.to_string_lossy()];
        let (code, out, err) = run(workspace.path(), &arguments);
        assert_eq!(code, 0, "{vendor}: {out}{err}");
        let mut kinds = BTreeSet::new();
        for mutation in mutations(&files) {
            if !kinds.insert(mutation.kind) {
                continue;
            }
            let path = format!("sdk/{}", mutation.file);
            match &mutation.text {
                Some(text) => write(&path, text),
                None => fs::remove_file(workspace.path().join(&path)).expect("it was there"),
            }
            let (code, out, err) = run(workspace.path(), &arguments);
            let what = format!("{vendor} {}: {out}{err}", mutation.kind);
            assert_eq!(code, 1, "{what}");
            assert_eq!(out.matches("aspect: ").count(), 1, "{what}");
            assert!(out.contains(&format!("specs/{vendor}.yaml:")), "{what}");
            let is_at_a_line = |line: &str| {
                let place = line.trim().strip_prefix("page: ")?;
                let (file, line) = place.rsplit_once(':')?;
                Some(file.ends_with(".md") && line.parse().is_ok_and(|line: usize| line > 0))
            };
            assert!(
                out.lines().any(|line| is_at_a_line(line) == Some(true)),
                "{what}"
            );
            write(&path, &files[&mutation.file]);
        }
        assert!(kinds.len() >= 15, "{vendor}: {kinds:?}");
    }
}
