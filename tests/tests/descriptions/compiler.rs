//! What the compiler takes for each crate: Cargo calls this program in its place, which measures it.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, ExitCode};

use workspace_tests::usage::run;

/// The file in which a process of this program writes down what it has measured.
const VARIABLE: &str = "MEASUREMENTS";

/// What a crate alone has taken, without what it depends on.
#[derive(Debug)]
pub(crate) struct Effort {
    /// On a processor, since several are compiled at once.
    pub(crate) seconds: f64,
    /// In MiB.
    pub(crate) memory: u64,
}

/// Has the crates in `crates` of this folder compiled with their default features, and tells of each that did what that took.
pub(crate) fn check(home: &Path, packages: &BTreeSet<&str>) -> BTreeMap<String, Effort> {
    let measurements = home.join("measurements");
    let _ = fs::remove_file(&measurements);
    let this = env::current_exe().expect("the path of this program");
    // Clippy repeats whatever is wrong with them.
    let _ = Command::new(env!("CARGO"))
        .args(["check", "--keep-going", "--offline"])
        .args(packages.iter().flat_map(|package| ["--package", package]))
        .env("CARGO_TARGET_DIR", home.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTC_WRAPPER", this)
        .env(VARIABLE, &measurements)
        .current_dir(home)
        .output()
        .expect("Cargo can be run");
    let text = fs::read_to_string(&measurements).unwrap_or_default();
    let mut efforts: BTreeMap<String, Effort> = text.lines().filter_map(read).collect();
    let of_package = |package: &&str| {
        let effort = efforts.remove(&package.replace('-', "_"))?;
        Some(((*package).to_owned(), effort))
    };
    packages.iter().filter_map(of_package).collect()
}

/// Calls the compiler, if this process was called in its place.
pub(crate) fn of_this_process() -> Option<ExitCode> {
    let measurements = env::var_os(VARIABLE)?;
    let mut arguments = env::args_os().skip(1);
    let compiler = arguments.next()?;
    let arguments: Vec<OsString> = arguments.collect();
    let code = measure(Path::new(&measurements), &compiler, &arguments);
    Some(code.unwrap_or_else(|error| {
        eprintln!("{}: {error}", compiler.display());
        ExitCode::FAILURE
    }))
}

fn measure(file: &Path, compiler: &OsString, arguments: &[OsString]) -> io::Result<ExitCode> {
    let (status, usage) = run(Command::new(compiler).args(arguments))?;
    let mut words = arguments.iter().skip_while(|word| *word != "--crate-name");
    if let Some(name) = words.nth(1).filter(|_| status.success()) {
        let seconds = usage.processor.as_secs_f64();
        // At once: others write as well.
        let line = format!("{} {seconds} {}\n", name.display(), usage.memory);
        let mut file = OpenOptions::new().create(true).append(true).open(file)?;
        file.write_all(line.as_bytes())?;
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

fn read(line: &str) -> Option<(String, Effort)> {
    let mut words = line.split(' ');
    let name = words.next()?.to_owned();
    let seconds = words.next()?.parse().ok()?;
    let memory: u64 = words.next()?.parse().ok()?;
    let memory = memory / (1024 * 1024);
    Some((name, Effort { seconds, memory }))
}
