//! Ratios: the clients against what people would write instead, and the generator against itself.
//!
//! `README.md` in the folder above says how to read them.

mod by_hand;
mod calls;
mod decode;
mod generator;
mod ploidy;
mod ratio;
mod synthetic;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use criterion::Criterion;

use crate::ratio::Ratio;

/// Syntax trees are deep, and all that handles them recurses.
const STACK_SIZE: usize = 256 * 1024 * 1024;

fn main() -> ExitCode {
    let thread = std::thread::Builder::new().stack_size(STACK_SIZE);
    let measured = thread.spawn(measure).map(|thread| thread.join());
    match measured {
        Ok(Ok(code)) => code,
        _ => ExitCode::FAILURE,
    }
}

fn measure() -> ExitCode {
    let start = SystemTime::now();
    let results = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("ratios");
    let settings = || {
        Criterion::default()
            .without_plots()
            .output_directory(&results)
            .warm_up_time(Duration::from_secs(1))
    };
    let mut ratios = settings().with_measurement(Ratio).configure_from_args();
    let mut times = settings().configure_from_args();
    calls::measure(&mut ratios);
    decode::measure(&mut ratios);
    generator::measure(&mut ratios);
    generator::measure_specs(&mut times);
    generator::measure_program(&mut times);
    ploidy::measure(&mut ratios);
    calls::measure_span(&mut times);
    if smoke() {
        return ExitCode::SUCCESS;
    }
    ratios.final_summary();
    if table::print(&results, start) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Whether everything is only run once, to see that it works: `cargo bench` alone asks for measurements.
pub(crate) fn smoke() -> bool {
    let asked = |wanted: &str| std::env::args().any(|argument| argument == wanted);
    !asked("--bench") || asked("--test")
}
