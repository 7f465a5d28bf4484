//! Real descriptions, of which this repository holds none: what becomes of a folder of them.
//!
//! ```text
//! cargo test --release -p workspace-tests --test descriptions -- FOLDER
//! ```
//!
//! Each is generated in a process of its own, so that its memory is known and no crash ends the run; then all are compiled, which is
//! measured, and looked at by Clippy. A table says what came of each; the exit code is 1 if one of them fails.

mod compile;
mod compiler;
mod find;
mod one;
mod table;
mod untyped;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;

use clap::Parser;

use compile::{Compiled, compile};
use find::{Description, descriptions};
use one::{Outcome, Report};
use table::Row;

/// Generates, compiles and lints every description in a folder.
#[derive(Debug, Parser)]
struct Arguments {
    /// Holds descriptions, and folders with one description of several files each
    folder: PathBuf,
    /// Only those whose name holds this text
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
    /// Only so many, drawn at random
    #[arg(long, value_name = "NUMBER")]
    sample: Option<usize>,
    /// Where the drawing begins
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Compile only so many of the crates, drawn at random; 0 compiles none
    #[arg(long, value_name = "NUMBER")]
    compile: Option<usize>,
    /// Have rustdoc read what is compiled, too
    #[arg(long)]
    doc: bool,
    /// Fail where a line takes longer than so many microseconds; only a build with --release is quick
    #[arg(long, value_name = "MICROSECONDS")]
    pace: Option<f64>,
    /// How many are generated at once [default: one for each core]
    #[arg(long, value_name = "NUMBER")]
    jobs: Option<usize>,
    /// Where the crates are written and compiled [default: below target/tmp]
    #[arg(long, value_name = "DIR")]
    home: Option<PathBuf>,
}

fn main() -> ExitCode {
    // The same program, called by itself or by Cargo.
    if let Some(one) = one::Arguments::of_this_process() {
        return one::generate(&one);
    }
    if let Some(code) = compiler::of_this_process() {
        return code;
    }
    let arguments = Arguments::parse();
    let home = arguments
        .home
        .clone()
        .unwrap_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("descriptions"));
    let mut found = match descriptions(&arguments.folder) {
        Ok(found) => found,
        Err(error) => {
            eprintln!("{}: {error}", arguments.folder.display());
            return ExitCode::from(2);
        }
    };
    found.retain(|description| description.name.contains(&arguments.only));
    let mut rng = fastrand::Rng::with_seed(arguments.seed);
    if let Some(number) = arguments.sample {
        found = draw(found, number, &mut rng);
    }
    if found.is_empty() {
        eprintln!("{}: there is no description", arguments.folder.display());
        return ExitCode::from(2);
    }
    let crates = home.join("crates");
    if let Err(error) = fs::create_dir_all(&crates) {
        eprintln!("{}: {error}", crates.display());
        return ExitCode::from(2);
    }
    let jobs = arguments
        .jobs
        .unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from));
    let outcomes = generate_all(&found, &crates, jobs);
    let compiled = compile_some(&outcomes, &home, &arguments, &mut rng);
    let rows: Vec<Row<'_>> = found
        .iter()
        .zip(&outcomes)
        .map(|(description, outcome)| Row {
            name: &description.name,
            outcome,
            compiled: outcome
                .report()
                .and_then(|report| compiled.get(&report.package)),
            pace: arguments.pace,
        })
        .collect();
    table::print(&rows);
    ExitCode::from(u8::from(rows.iter().any(Row::fails)))
}

/// So many of the items, in their order.
fn draw<T>(items: Vec<T>, number: usize, rng: &mut fastrand::Rng) -> Vec<T> {
    let chosen: BTreeSet<usize> = rng
        .choose_multiple(0..items.len(), number)
        .into_iter()
        .collect();
    let numbered = items.into_iter().enumerate();
    numbered
        .filter(|(index, _)| chosen.contains(index))
        .map(|(_, item)| item)
        .collect()
}

/// Generates each in a process of its own, some at once.
fn generate_all(found: &[Description], crates: &Path, jobs: usize) -> Vec<Outcome> {
    let next = Mutex::new(0..found.len());
    let outcomes: Mutex<BTreeMap<usize, Outcome>> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            scope.spawn(|| {
                loop {
                    let Some(index) = next.lock().unwrap().next() else {
                        return;
                    };
                    let outcome = one::run(&found[index], crates);
                    if let Outcome::Failed(problem) = &outcome {
                        eprintln!("{}: {problem}", found[index].name);
                    }
                    outcomes.lock().unwrap().insert(index, outcome);
                }
            });
        }
    });
    outcomes.into_inner().unwrap().into_values().collect()
}

/// Compiles what was generated, or a part of it.
fn compile_some(
    outcomes: &[Outcome],
    home: &Path,
    arguments: &Arguments,
    rng: &mut fastrand::Rng,
) -> BTreeMap<String, Compiled> {
    let mut reports: Vec<&Report> = outcomes.iter().filter_map(Outcome::report).collect();
    if let Some(number) = arguments.compile {
        reports = draw(reports, number, rng);
    }
    let packages: BTreeSet<&str> = reports
        .iter()
        .map(|report| report.package.as_str())
        .collect();
    if packages.is_empty() {
        return BTreeMap::new();
    }
    compile(home, &packages, arguments.doc)
}
