//! What came of each description, in a table.

use std::collections::BTreeMap;

use crate::compile::Compiled;
use crate::compiler::Effort;
use crate::one::{Outcome, Report};

/// How many complaints about a crate are shown.
const SHOWN: usize = 5;

/// A description and what came of it.
pub(crate) struct Row<'r> {
    pub(crate) name: &'r str,
    pub(crate) outcome: &'r Outcome,
    /// Absent where it was not compiled.
    pub(crate) compiled: Option<&'r Compiled>,
    /// The microseconds that a line may take.
    pub(crate) pace: Option<f64>,
}

impl Row<'_> {
    /// Whether something is not as it should be.
    pub(crate) fn fails(&self) -> bool {
        match self.outcome {
            Outcome::Made(report) => {
                self.pace.is_some_and(|pace| microseconds(report) > pace)
                    || loses_types(report)
                    || self
                        .compiled
                        .is_some_and(|compiled| !compiled.complaints.is_empty())
            }
            Outcome::Refused(_) | Outcome::Failed(_) => true,
        }
    }
}

/// For each line that was written.
fn microseconds(report: &Report) -> f64 {
    report.seconds * 1e6 / report.lines.max(1) as f64
}

/// Whether more than one field in a hundred is any JSON value that the description says more of. The two are counted
/// in different places: a property may become several fields, or none.
fn loses_types(report: &Report) -> bool {
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    share(report.untyped, report.fields) > share(report.open, report.properties) + 0.01
}

/// Prints a line for each description, what is wrong, and the sums.
pub(crate) fn print(rows: &[Row<'_>]) {
    println!(
        "{:<44} {:>6} {:>5} {:>6} {:>8} {:>7} {:>6} {:>5} {:>8} {:>8} {:>7} {:>5}  compiled",
        "description",
        "made",
        "left",
        "found",
        "lines",
        "s",
        "µs/l",
        "MiB",
        "untyped",
        "open",
        "check s",
        "MiB"
    );
    for row in rows {
        let name: String = row.name.chars().take(44).collect();
        match row.outcome {
            Outcome::Made(report) => println!(
                "{name:<44} {:>6} {:>5} {:>6} {:>8} {:>7.2} {:>6.1} {:>5} {:>8} {:>8} {:>7} {:>5}  {}",
                report.operations,
                report.left_out,
                report.findings,
                report.lines,
                report.seconds,
                microseconds(report),
                report
                    .memory
                    .map_or_else(|| "-".to_owned(), |memory| memory.to_string()),
                share(report.untyped, report.fields),
                share(report.open, report.properties),
                told(row, |effort| format!("{:.2}", effort.seconds)),
                told(row, |effort| effort.memory.to_string()),
                match row.compiled {
                    None => "-",
                    Some(compiled) if compiled.complaints.is_empty() => "yes",
                    Some(_) => "NO",
                },
            ),
            Outcome::Refused(reason) => println!("{name:<44} REFUSED: {reason}"),
            Outcome::Failed(problem) => {
                let first = problem.lines().next().unwrap_or_default();
                println!("{name:<44} FAILED: {first}");
            }
        }
    }
    complaints(rows);
    sums(rows);
}

/// What `cargo check` took, where that was measured.
fn told(row: &Row<'_>, tell: impl Fn(&Effort) -> String) -> String {
    let effort = row.compiled.and_then(|compiled| compiled.effort.as_ref());
    effort.map_or_else(|| "-".to_owned(), tell)
}

fn complaints(rows: &[Row<'_>]) {
    let mut by_code: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in rows {
        let Some(compiled) = row
            .compiled
            .filter(|compiled| !compiled.complaints.is_empty())
        else {
            continue;
        };
        println!("\n{}: {} complaints", row.name, compiled.complaints.len());
        for complaint in compiled.complaints.iter().take(SHOWN) {
            println!("  {complaint}");
        }
        let mut seen = Vec::new();
        for complaint in &compiled.complaints {
            let code = complaint
                .split_once(']')
                .map_or(complaint.as_str(), |(code, _)| code);
            let entry = by_code.entry(code).or_default();
            entry.0 += 1;
            if !seen.contains(&code) {
                seen.push(code);
                entry.1 += 1;
            }
        }
    }
    for (code, (places, crates)) in by_code {
        println!("{code}]: {places} in {crates} crates");
    }
}

fn sums(rows: &[Row<'_>]) {
    let made: Vec<&Report> = rows.iter().filter_map(|row| row.outcome.report()).collect();
    let sum = |of: fn(&Report) -> usize| made.iter().map(|report| of(report)).sum::<usize>();
    let compiled: Vec<&Compiled> = rows.iter().filter_map(|row| row.compiled).collect();
    let clean = compiled
        .iter()
        .filter(|compiled| compiled.complaints.is_empty())
        .count();
    let slowest = made
        .iter()
        .map(|report| microseconds(report))
        .fold(0.0, f64::max);
    println!(
        "\n{} of {} generate; {} operations, {} left out; {} findings; {} lines; at most {slowest:.1} µs for a line; \
         {} of the fields untyped, {} of the properties described as anything; {clean} of {} compile without a warning",
        made.len(),
        rows.len(),
        sum(|report| report.operations),
        sum(|report| report.left_out),
        sum(|report| report.findings),
        sum(|report| report.lines),
        share(sum(|report| report.untyped), sum(|report| report.fields)),
        share(sum(|report| report.open), sum(|report| report.properties)),
        compiled.len(),
    );
}

fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    format!("{:.1} %", part as f64 * 100.0 / whole as f64)
}
