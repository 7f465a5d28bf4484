//! `generate` against ploidy, another generator of Rust clients: both as programs, with all that they write.

use std::cell::RefCell;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

use criterion::Criterion;

use crate::ratio::{Ratio, time};

/// The descriptions, by the name of their file in the folder `DESCRIPTIONS`.
const NAMES: [&str; 3] = ["github", "stripe", "netbox"];

/// The program that is measured, built as this one is.
static XTASK: LazyLock<PathBuf> = LazyLock::new(|| {
    let this = env::current_exe().expect("the path of this program");
    let folder = this.ancestors().nth(2).expect("the folder of the profile");
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "--package", "xtask"]);
    if !folder.ends_with("debug") {
        build.arg("--release");
    }
    run(&mut build);
    folder.join(format!("xtask{}", env::consts::EXE_SUFFIX))
});

/// The time that both take for each description, where there is a ploidy and a folder of descriptions.
pub(crate) fn measure(criterion: &mut Criterion<Ratio>) {
    let descriptions = env::var_os("DESCRIPTIONS").map(PathBuf::from);
    let (Some(descriptions), true) = (descriptions, is_installed()) else {
        println!(
            "not compared with ploidy, for which `ploidy` has to be on the PATH, and {} in DESCRIPTIONS=FOLDER",
            NAMES.map(|name| format!("{name}.json")).join(", ")
        );
        return;
    };
    for name in NAMES {
        let file = descriptions.join(format!("{name}.json"));
        let (ours, theirs) = (RefCell::default(), RefCell::default());
        Ratio::measure(
            criterion,
            &format!("generate-{name}"),
            10,
            || kept(&ours, generate(&file)),
            || kept(&theirs, generate_with_ploidy(&file)),
        );
        // Where only some of the rows are asked for, this may be none of them.
        if let (Some(ours), Some(theirs)) = (median(ours), median(theirs)) {
            println!("generate-{name}: {ours:.2} s, ploidy {theirs:.2} s");
        }
    }
}

fn is_installed() -> bool {
    let paths = env::var_os("PATH").unwrap_or_default();
    let name = format!("ploidy{}", env::consts::EXE_SUFFIX);
    env::split_paths(&paths).any(|folder| folder.join(&name).is_file())
}

fn generate(file: &Path) -> Duration {
    let out = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(&*XTASK);
    command
        .arg("generate")
        .arg(file)
        .arg("--out")
        .arg(out.path());
    time(|| run(&mut command))
}

fn generate_with_ploidy(file: &Path) -> Duration {
    let out = tempfile::tempdir().expect("a folder");
    let mut command = Command::new("ploidy");
    command.args(["generate", "rust"]).arg(file).arg("-o");
    command.arg(out.path().join("client"));
    time(|| run(&mut command))
}

fn run(command: &mut Command) {
    let output = command.output().expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
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
