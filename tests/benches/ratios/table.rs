//! The table at the end of a run: what was measured, and whether it is as it should be.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde_json::Value;

/// What is compared with a goal.
enum Unit {
    Times,
    Milliseconds,
    Nanoseconds,
}

struct Row {
    name: &'static str,
    what: &'static str,
    unit: Unit,
    goal: Option<f64>,
}

const fn times(name: &'static str, what: &'static str, goal: f64) -> Row {
    Row {
        name,
        what,
        unit: Unit::Times,
        goal: Some(goal),
    }
}

/// Time that grew with the square would be at 10. A large description leaves the processor's caches, which a small one
/// does not; the instructions for each operation are the same.
const GROWTH: f64 = 1.25;

const ROWS: &[Row] = &[
    times("call-latency", "call, one at a time / by hand", 1.05),
    times("call-throughput", "calls, 64 in flight / by hand", 1.05),
    times(
        "decode-sftpgo",
        "10,000 complete SFTPGo users / by hand",
        1.10,
    ),
    times(
        "decode-sftpgo-typical",
        "10,000 typical SFTPGo users / by hand",
        1.10,
    ),
    Row {
        name: "decode-sftpgo-dropping",
        what: "complete ones / by hand, dropping what is unknown",
        unit: Unit::Times,
        goal: None,
    },
    Row {
        name: "decode-sftpgo-typical-dropping",
        what: "typical ones / by hand, dropping what is unknown",
        unit: Unit::Times,
        goal: None,
    },
    times("decode-contabo", "10,000 Contabo users / by hand", 1.10),
    times("regen-100", "regen, each of 100 operations / of 10", GROWTH),
    times(
        "regen-1000",
        "regen, each of 1,000 operations / of 100, in folders",
        GROWTH,
    ),
    times(
        "regen-10000",
        "regen, each of 10,000 operations / of 1,000, in folders",
        GROWTH,
    ),
    times(
        "reconstruct-100",
        "reconstruct, each of 100 pages / of 10",
        GROWTH,
    ),
    times(
        "reconstruct-1000",
        "reconstruct, each of 1,000 pages / of 100",
        GROWTH,
    ),
    Row {
        name: "regen-workspace",
        what: "regen of the five specs",
        unit: Unit::Milliseconds,
        goal: Some(60.0),
    },
    Row {
        name: "regen-program",
        what: "regen --check of the five specs, as `cargo xtask` builds it",
        unit: Unit::Milliseconds,
        goal: Some(60.0),
    },
    times("generate-github", "generate, GitHub's / ploidy", 1.0),
    times("generate-stripe", "generate, Stripe's / ploidy", 1.0),
    times("generate-netbox", "generate, NetBox's / ploidy", 1.0),
    Row {
        name: "refused-call",
        what: "refused call, built without `tracing`",
        unit: Unit::Nanoseconds,
        goal: None,
    },
    Row {
        name: "refused-call-with-span",
        what: "refused call, built with `tracing`",
        unit: Unit::Nanoseconds,
        goal: None,
    },
];

/// Prints what was measured since `start`; `false` if a goal was missed.
pub(crate) fn print(results: &Path, start: SystemTime) -> bool {
    let mut met = true;
    println!("\n| measured | median | 95 % of the medians | goal | |");
    println!("|---|---|---|---|---|");
    for row in ROWS {
        let Some([median, low, high]) = median(&file(results, row.name), start) else {
            continue;
        };
        let [median, low, high] = [median, low, high].map(|value| match row.unit {
            Unit::Milliseconds => value / 1e6,
            Unit::Times | Unit::Nanoseconds => value,
        });
        let verdict = match row.goal {
            None => "",
            Some(goal) if median <= goal => "met",
            Some(_) => {
                met = false;
                "MISSED"
            }
        };
        let show = |value: f64| match row.unit {
            Unit::Times => format!("{value:.3}"),
            Unit::Milliseconds => format!("{value:.0} ms"),
            Unit::Nanoseconds => format!("{value:.0} ns"),
        };
        println!(
            "| {} | {} | {} to {} | {} | {verdict} |",
            row.what,
            show(median),
            show(low),
            show(high),
            row.goal.map(|goal| format!("≤ {goal}")).unwrap_or_default(),
        );
    }
    met
}

fn file(results: &Path, name: &str) -> PathBuf {
    let folder = results.join(name);
    let ratio = folder.join("ratio");
    let folder = if ratio.is_dir() { ratio } else { folder };
    folder.join("new/estimates.json")
}

/// The median and its confidence interval, if they are of this run.
fn median(file: &Path, start: SystemTime) -> Option<[f64; 3]> {
    if fs::metadata(file).ok()?.modified().ok()? < start {
        return None;
    }
    let estimates: Value = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
    let median = &estimates["median"];
    let interval = &median["confidence_interval"];
    Some([
        median["point_estimate"].as_f64()?,
        interval["lower_bound"].as_f64()?,
        interval["upper_bound"].as_f64()?,
    ])
}
