//! The generator under bad input: descriptions are spoilt at random, and each has to end as files or as findings that say
//! where: never in a panic, never without an end, never in half a crate.
//!
//! A mutant is made from its number, which is its seed: `MUTANT=1234` tries that one alone, `MUTANTS=100000` more of them.

mod life;
mod mistake;
mod mutation;
mod odd;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use fastrand::Rng;
use serde_json::Value;
use workspace_tests::crates::{cargo, complaints, on_a_large_stack, write_workspace};
use xtask::cli::{self, Console};

use life::{Fate, live};

/// How many mutants there are unless `MUTANTS` says otherwise: a build without optimisation is done with them in a minute.
const MUTANTS: u64 = 10_000;

/// No mutant takes nearly as long, the largest included, unless the machine is very busy.
const PATIENCE: Duration = Duration::from_secs(120);

/// What is spoilt.
struct Original {
    name: String,
    text: String,
    /// What the text says, where it is YAML.
    value: Option<Value>,
}

struct Mutant {
    number: u64,
    origin: String,
    bytes: Vec<u8>,
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap()
}

/// The fixtures several times and the five descriptions once: these are large, and take long.
fn originals() -> Vec<Original> {
    let folders = [
        ("tests/fixtures/good", 3),
        ("tests/fixtures/bad", 1),
        ("tests/fixtures/mended", 1),
        // One API in each version of OpenAPI.
        ("tests/fixtures/versions/same", 8),
        ("specs", 3),
    ];
    let mut originals = Vec::new();
    for (folder, times) in folders {
        let entries = fs::read_dir(workspace().join(folder)).unwrap();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| {
            path.extension()
                .is_some_and(|ending| ending == "yaml" || ending == "json")
        });
        paths.sort();
        for path in paths {
            let text = fs::read_to_string(&path).unwrap();
            for _ in 0..times {
                originals.push(Original {
                    name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
                    value: serde_yaml::from_str(&text)
                        .ok()
                        .filter(mutation::is_worth_it),
                    text: text.clone(),
                });
            }
        }
    }
    originals
}

/// What lends its parts to others.
fn donors(originals: &[Original]) -> Vec<Value> {
    originals
        .iter()
        .filter_map(|original| original.value.clone())
        .collect()
}

fn mutant(number: u64, originals: &[Original], donors: &[Value]) -> Mutant {
    let mut rng = Rng::with_seed(number);
    let original = &originals[rng.usize(..originals.len())];
    let bytes = match &original.value {
        // One in five is spoilt as text, which is what the loader is for.
        Some(value) if rng.u8(..5) != 0 => {
            let mut value = value.clone();
            mutation::spoil(&mut value, donors, &mut rng);
            mutation::print(&value, &mut rng)
        }
        _ => mutation::spoil_text(&original.text, &mut rng),
    };
    Mutant {
        number,
        origin: original.name.clone(),
        bytes,
    }
}

/// Keeps what went wrong with a mutant for a person to look at, and says how to see it again.
fn complaint(mutant: &Mutant, problem: &str) -> String {
    let file =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("mutant-{}.yaml", mutant.number));
    fs::write(&file, &mutant.bytes).unwrap();
    format!(
        "mutant {} of {}: {problem}\n  it is in {}, and is tried again with MUTANT={}",
        mutant.number,
        mutant.origin,
        file.display(),
        mutant.number
    )
}

fn numbers() -> Vec<u64> {
    let variable = |name: &str| {
        std::env::var(name)
            .ok()
            .map(|value| value.parse::<u64>().expect(name))
    };
    match variable("MUTANT") {
        Some(number) => vec![number],
        None => (0..variable("MUTANTS").unwrap_or(MUTANTS)).collect(),
    }
}

/// Every so many crates, one is compiled, and the command line is run on one.
fn sampled(number: u64, of: u64) -> bool {
    numbers().len() == 1 || number.is_multiple_of(of)
}

enum Message {
    Began(Arc<Mutant>),
    Ended(u64, Result<Fate, String>),
}

/// Works on what is left until nothing is.
fn work(
    queue: &Mutex<Vec<u64>>,
    originals: &[Original],
    donors: &[Value],
    report: &Sender<Message>,
) {
    loop {
        let Some(number) = queue.lock().unwrap().pop() else {
            return;
        };
        let mutant = Arc::new(mutant(number, originals, donors));
        let name = format!("mutant-{number}");
        let _ = report.send(Message::Began(Arc::clone(&mutant)));
        let fate = catch_unwind(AssertUnwindSafe(|| live(&name, &mutant.bytes)));
        let fate = fate.unwrap_or_else(|panic| {
            let text = panic.downcast_ref::<String>().cloned();
            Err(format!(
                "panicked: {}",
                text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
                    .unwrap_or_default()
            ))
        });
        let fate = fate.map_err(|problem| complaint(&mutant, &problem));
        let _ = report.send(Message::Ended(number, fate));
    }
}

#[test]
fn every_mutant_becomes_a_crate_or_findings_with_a_place() {
    let originals = Arc::new(originals());
    let donors = Arc::new(donors(&originals));
    let numbers = numbers();
    let mut left = numbers.len();
    let queue = Arc::new(Mutex::new(numbers.into_iter().rev().collect::<Vec<u64>>()));
    let (report, reports) = channel();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    for _ in 0..threads {
        let (queue, originals, donors, report) = (
            Arc::clone(&queue),
            Arc::clone(&originals),
            Arc::clone(&donors),
            report.clone(),
        );
        // Syntax trees are deep.
        let thread = std::thread::Builder::new()
            .stack_size(256 * 1024 * 1024)
            .name("generator".to_owned());
        thread
            .spawn(move || work(&queue, &originals, &donors, &report))
            .unwrap();
    }
    cli::keep_generator_panics_quiet();
    let mut running = BTreeMap::new();
    let (mut crates, mut refused, mut problems) = (Vec::new(), 0, Vec::new());
    let mut slowest = (Duration::ZERO, 0);
    while left > 0 {
        match reports.recv_timeout(Duration::from_secs(1)) {
            Ok(Message::Began(mutant)) => {
                running.insert(mutant.number, (Instant::now(), mutant));
            }
            Ok(Message::Ended(number, fate)) => {
                left -= 1;
                if left.is_multiple_of(1000) {
                    println!("{left} are left");
                }
                let took = running
                    .remove(&number)
                    .map_or(Duration::ZERO, |(began, _)| began.elapsed());
                slowest = slowest.max((took, number));
                match fate {
                    Ok(Fate::Crate(package, files)) if sampled(number, 50) => {
                        crates.push((package, files))
                    }
                    Ok(Fate::Crate(..)) => {}
                    Ok(Fate::Refused) => refused += 1,
                    Err(problem) => problems.push(problem),
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => panic!("the threads ended early"),
        }
        // A thread that hangs cannot be ended; the process will be.
        let stuck = running
            .values()
            .find(|(began, _)| began.elapsed() > PATIENCE);
        if let Some((_, mutant)) = stuck {
            problems.push(complaint(mutant, "has no end"));
            break;
        }
    }
    println!(
        "{refused} were refused; the slowest was {} with {:?}",
        slowest.1, slowest.0
    );
    assert!(
        problems.is_empty(),
        "{} problems\n{}",
        problems.len(),
        problems.join("\n")
    );
    compile(&crates);
}

/// What is generated from a description that is odd but accepted compiles, and without a warning.
fn compile(crates: &[(String, BTreeMap<String, String>)]) {
    if crates.is_empty() {
        return;
    }
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutants");
    let crates: BTreeMap<&str, &BTreeMap<String, String>> = crates
        .iter()
        .map(|(package, files)| (package.as_str(), files))
        .collect();
    println!("{} are compiled", crates.len());
    write_workspace(&home, crates);
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let arguments = [
        "check",
        "--workspace",
        "--keep-going",
        "--no-default-features",
        "--features",
        "client",
    ];
    if let Err(text) = complaints(&cargo(&home, target, &arguments)) {
        panic!(
            "cargo {} in {}\n{text}",
            arguments.join(" "),
            home.display()
        );
    }
}

/// The files below a folder, with what is in them.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(tree(&path));
        } else {
            files.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    files
}

#[test]
fn what_is_refused_changes_nothing_on_the_disk() {
    let mutants = Arc::new(Mutex::new(Vec::new()));
    let made = Arc::clone(&mutants);
    // To spoil a description takes a deep stack; the command line has to do with that of a test.
    on_a_large_stack(move || {
        let originals = originals();
        let donors = donors(&originals);
        let numbers = numbers().into_iter().filter(|number| sampled(*number, 50));
        let mutants = numbers.map(|number| mutant(number, &originals, &donors));
        made.lock().unwrap().extend(mutants);
    });
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("crate");
    let run = |spec: &Path| {
        let arguments: [OsString; 5] = [
            "xtask".into(),
            "generate".into(),
            spec.as_os_str().to_owned(),
            "--out".into(),
            out.as_os_str().to_owned(),
        ];
        let (mut written, mut errors) = (Vec::new(), Vec::new());
        cli::run(
            arguments,
            &workspace(),
            &mut Console::new(&mut written, &mut errors, false),
        )
    };
    assert_eq!(
        run(&workspace().join("tests/fixtures/good/security.yaml")),
        cli::FINE
    );
    let mut refused = 0;
    for mutant in mutants.lock().unwrap().iter() {
        let spec = home.path().join("mutant.yaml");
        fs::write(&spec, &mutant.bytes).unwrap();
        let before = tree(&out);
        if run(&spec) != cli::FINE {
            refused += 1;
            assert!(
                tree(&out) == before,
                "{}",
                complaint(mutant, "was refused, and something was written")
            );
        } else {
            assert!(
                !tree(&out).keys().any(|path| path
                    .file_name()
                    .is_some_and(|name| name.to_string_lossy().starts_with(".xtask-"))),
                "{}",
                complaint(mutant, "left something behind")
            );
        }
    }
    assert!(refused > 0 || numbers().len() == 1, "no mutant was refused");
}
