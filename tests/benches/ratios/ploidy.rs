//! `generate` against ploidy, another generator of Rust clients: both as programs, with all that they write.

use std::cell::RefCell;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use criterion::Criterion;
use workspace_tests::ploidy;
use workspace_tests::usage::measure as measured;
use workspace_tests::xtask::{Profile, program};

use crate::ratio::Ratio;
use crate::smoke;

/// The descriptions, by the name of their file in the folder `DESCRIPTIONS`.
const NAMES: [&str; 3] = ["github", "stripe", "netbox"];

/// The time that both take for each description, where there is a ploidy and a folder of descriptions.
pub(crate) fn measure(criterion: &mut Criterion<Ratio>) {
    let descriptions = env::var_os("DESCRIPTIONS").map(PathBuf::from);
    let (Some(descriptions), Some(theirs)) = (descriptions, ploidy::program()) else {
        println!(
            "not compared with ploidy, for which `ploidy` has to be on the PATH, and {} in DESCRIPTIONS=FOLDER",
            NAMES.map(|name| format!("{name}.json")).join(", ")
        );
        return;
    };
    let profile = if smoke() {
        Profile::Dev
    } else {
        Profile::Release
    };
    let ours = program(profile);
    for name in NAMES {
        let file = descriptions.join(format!("{name}.json"));
        let (our_times, their_times) = (RefCell::default(), RefCell::default());
        Ratio::measure(
            criterion,
            &format!("generate-{name}"),
            10,
            || kept(&our_times, generate(&ours, &file)),
            || kept(&their_times, generate_with_ploidy(&theirs, &file)),
        );
        // Where only some of the rows are asked for, this may be none of them.
        if let (Some(ours), Some(theirs)) = (median(our_times), median(their_times)) {
            println!("generate-{name}: {ours:.2} s, ploidy {theirs:.2} s");
        }
    }
}

fn generate(program: &Path, file: &Path) -> Duration {
    let out = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(program);
    command.arg("generate").arg(file);
    command.arg("--out").arg(out.path());
    measured(&mut command).clock
}

fn generate_with_ploidy(program: &Path, file: &Path) -> Duration {
    let out = tempfile::tempdir().expect("a folder");
    let mut command = ploidy::generate(program, file, &out.path().join("client"));
    measured(&mut command).clock
}

fn kept(times: &RefCell<Vec<Duration>>, time: Duration) -> Duration {
    times.borrow_mut().push(time);
    time
}

fn median(times: RefCell<Vec<Duration>>) -> Option<f64> {
    let mut times = times.into_inner();
    times.sort();
    times.get(times.len() / 2).map(Duration::as_secs_f64)
}
