//! Large descriptions: how long it takes to make clients of them, how many lines these have, and what the compiler takes for them.
//!
//! `README.md` in the folder above says how to read the table.

mod check;
mod made;
mod ploidy;
mod table;
mod tags;

use std::env;
use std::fs;
use std::iter::once;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use workspace_tests::crates::write_manifest;
use workspace_tests::usage::Usage;
use workspace_tests::xtask::{Profile, program};

use crate::check::{Turns, seconds};
use crate::made::Made;
use crate::table::{Table, median};

/// A description, and what is asked of its client.
struct Large {
    /// Its file in the folder `DESCRIPTIONS`, without `.json`.
    name: &'static str,
    title: &'static str,
    /// The seconds and the megabytes that it may take to generate.
    generating: Option<(f64, f64)>,
    /// For each operation.
    lines: Option<f64>,
    /// `cargo check`, against that of another generator's client.
    checking: Option<f64>,
    /// `cargo check` with one tag that has few operations, against that with all.
    one_tag: Option<f64>,
}

const LARGE: &[Large] = &[
    Large {
        name: "github",
        title: "GitHub's",
        generating: None,
        lines: Some(84.5),
        checking: Some(0.5),
        one_tag: Some(0.1),
    },
    Large {
        name: "stripe",
        title: "Stripe's",
        generating: None,
        lines: Some(254.0),
        checking: Some(0.5),
        one_tag: None,
    },
    Large {
        name: "graph",
        title: "Microsoft Graph's",
        generating: Some((15.0, 800.0)),
        lines: None,
        checking: None,
        one_tag: None,
    },
];

/// In `cargo test`, which only shows that all of this works, a small description of our own stands for them.
const SMALL: Large = Large {
    name: "small",
    title: "a small one's",
    generating: Some((f64::INFINITY, f64::INFINITY)),
    lines: Some(f64::INFINITY),
    checking: None,
    one_tag: Some(f64::INFINITY),
};

/// How everything is measured.
struct Settings {
    /// Where clients are written and compiled.
    home: PathBuf,
    /// The generator.
    program: PathBuf,
    /// How often.
    rounds: usize,
    /// What is compiled of a client besides its tags.
    features: &'static str,
}

impl Settings {
    fn features_with(&self, tag: &str) -> String {
        format!("{},{tag}", self.features)
    }
}

fn main() -> ExitCode {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let mut table = Table::default();
    if env::args().any(|argument| argument == "--bench") {
        measure_large(home.join("large"), &mut table);
    } else {
        let settings = Settings {
            home: home.join("small"),
            program: program(Profile::Dev),
            rounds: 1,
            // The types alone are compiled in no time.
            features: "",
        };
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/large");
        measure(&SMALL, &folder.join("small.yaml"), &settings, &mut table);
    }
    if table.print() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn measure_large(home: PathBuf, table: &mut Table) {
    let Some(descriptions) = env::var_os("DESCRIPTIONS").map(PathBuf::from) else {
        println!(
            "nothing is measured, for which {} have to be in DESCRIPTIONS=FOLDER",
            LARGE
                .iter()
                .map(|large| format!("{}.json", large.name))
                .collect::<Vec<_>>()
                .join(", ")
        );
        return;
    };
    let settings = Settings {
        home,
        program: program(Profile::Release),
        rounds: 3,
        features: "client",
    };
    for large in LARGE {
        let file = descriptions.join(format!("{}.json", large.name));
        if file.is_file() {
            measure(large, &file, &settings, table);
        } else {
            println!("there is no {}: it is not measured", file.display());
        }
    }
}

/// All that is asked of the client of a description in this file.
fn measure(large: &Large, file: &Path, settings: &Settings, table: &mut Table) {
    let Large { name, title, .. } = large;
    fs::create_dir_all(&settings.home).expect("a folder");
    write_manifest(&settings.home);
    let (made, usage) = Made::new(file, name, settings);
    if let Some((seconds, megabytes)) = large.generating {
        let again = (1..settings.rounds).map(|_| Made::new(file, name, settings).1);
        let usages: Vec<Usage> = once(usage).chain(again).collect();
        let clock = median(usages.iter().map(|usage| usage.clock.as_secs_f64()));
        let memory = median(usages.iter().map(|usage| usage.memory as f64 / 1e6));
        table.row(format!("generate, {title}, seconds"), clock, seconds);
        table.row(format!("generate, {title}, peak in MB"), memory, megabytes);
    }
    if let Some(goal) = large.lines {
        let lines = made.lines as f64 / made.operations as f64;
        table.row(format!("{title}, lines for each operation"), lines, goal);
    }
    if large.checking.is_none() && large.one_tag.is_none() {
        return;
    }
    let all = settings.features_with("all");
    if let Err(failed) = made.client.compile_dependencies(Some(&all)) {
        panic!("{name}: {failed}");
    }
    let theirs = large
        .checking
        .and_then(|_| ploidy::client(file, name, settings));
    let turns = Turns::new(&made.client, &all, theirs.as_ref(), settings.rounds);
    turns.tell(title);
    if let (Some(goal), Some((ratio, is_bound))) = (large.checking, turns.ratio()) {
        let what = if is_bound { ", at most" } else { "" };
        table.row(format!("check, {title} / ploidy's{what}"), ratio, goal);
    }
    if let Some(goal) = large.one_tag {
        let whole = median(turns.ours.iter().map(seconds));
        if let Some((tag, ratio)) = tags::largest(&made, whole, settings) {
            table.row(
                format!("check, {title}, one tag (`{tag}`) / all"),
                ratio,
                goal,
            );
        }
    }
}
