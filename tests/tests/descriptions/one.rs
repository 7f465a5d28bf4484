//! One description, in a process of its own.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use workspace_tests::crates::{on_a_large_stack, runtime};
use xtask::bundle::Unread;
use xtask::diagnostic::Diagnostic;
use xtask::emit::Surroundings;
use xtask::pipeline::{Generated, generate as run_pipeline, read_all};

use crate::find::Description;
use crate::untyped::{Share, fields, properties};

/// How long a description may take before it is given up.
const PATIENCE: Duration = Duration::from_secs(600);

/// What a process is asked for in this variable: the file, the crate's name and the folder for it, each on a line.
const VARIABLE: &str = "DESCRIPTION";

/// What became of a description.
pub(crate) enum Outcome {
    Made(Report),
    Refused(String),
    Failed(String),
}

impl Outcome {
    pub(crate) fn report(&self) -> Option<&Report> {
        match self {
            Self::Made(report) => Some(report),
            _ => None,
        }
    }
}

/// What is known of a crate that was made.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Report {
    pub(crate) package: String,
    pub(crate) operations: usize,
    pub(crate) left_out: usize,
    pub(crate) findings: usize,
    pub(crate) lines: usize,
    pub(crate) seconds: f64,
    /// In MiB, where the system tells.
    pub(crate) memory: Option<u64>,
    pub(crate) fields: usize,
    /// Fields that are any JSON value.
    pub(crate) untyped: usize,
    /// Properties in the description.
    pub(crate) properties: usize,
    /// Properties of which it does not say what they are.
    pub(crate) open: usize,
}

/// What a process of this program is to generate.
pub(crate) struct Arguments {
    file: PathBuf,
    name: String,
    out: PathBuf,
}

impl Arguments {
    /// `None` where a person has called the program.
    pub(crate) fn of_this_process() -> Option<Self> {
        let value = std::env::var(VARIABLE).ok()?;
        let mut lines = value.lines();
        Some(Self {
            file: lines.next()?.into(),
            name: lines.next()?.to_owned(),
            out: lines.next()?.into(),
        })
    }
}

/// Has a description generated, and waits for it.
pub(crate) fn run(description: &Description, crates: &Path) -> Outcome {
    let out = crates.join(&description.name);
    let request = [
        description.root.display().to_string(),
        description.name.clone(),
        out.display().to_string(),
    ];
    // What an earlier run has left would be compiled as well.
    let _ = fs::remove_dir_all(&out);
    match answer(&request.join("\n")) {
        Ok(answer) => match serde_json::from_str(answer.trim()) {
            Ok(report) => Outcome::Made(report),
            Err(_) => Outcome::Refused(answer.trim().to_owned()),
        },
        Err(problem) => Outcome::Failed(problem),
    }
}

fn answer(request: &str) -> Result<String, String> {
    let spoken = |error: std::io::Error| error.to_string();
    let program = std::env::current_exe().map_err(spoken)?;
    let mut child = Command::new(program)
        .env(VARIABLE, request)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(spoken)?;
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().map_err(spoken)? {
            break status;
        }
        if began.elapsed() > PATIENCE {
            child.kill().and_then(|()| child.wait()).map_err(spoken)?;
            return Err(format!("it takes longer than {PATIENCE:?}"));
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let (mut answer, mut complaint) = (String::new(), String::new());
    if let Some(mut out) = child.stdout.take() {
        out.read_to_string(&mut answer).map_err(spoken)?;
    }
    if let Some(mut err) = child.stderr.take() {
        err.read_to_string(&mut complaint).map_err(spoken)?;
    }
    if status.success() {
        Ok(answer)
    } else {
        Err(format!("{status}: {}", complaint.trim()))
    }
}

/// Generates, and says on the standard output what came of it.
pub(crate) fn generate(arguments: &Arguments) -> ExitCode {
    let Arguments { file, name, out } = arguments;
    let (file, name, out) = (file.clone(), name.clone(), out.clone());
    on_a_large_stack(move || {
        let bytes = fs::read(&file).expect("the file can be read");
        let began = on_processor();
        let label = file.file_name().unwrap_or_default().to_string_lossy();
        let made = match read_all(&label, &bytes, &|path| beside(&file, path)) {
            Ok(document) => {
                let made = run_pipeline(&document, &name, surroundings);
                made.map(|made| (made, document.value))
            }
            Err(rejected) => Err(rejected.diagnostics),
        };
        let seconds = on_processor().saturating_sub(began).as_secs_f64();
        match made {
            Ok((generated, described)) => {
                write(&generated, &out);
                let report = report(&generated, properties(&described), seconds);
                println!("{}", serde_json::to_string(&report).expect("it is JSON"));
            }
            Err(findings) => println!("{}", first_error(&findings)),
        }
    });
    ExitCode::SUCCESS
}

/// Another file of the description.
fn beside(file: &Path, path: &str) -> Result<Vec<u8>, Unread> {
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::read(folder.join(path)).map_err(|_| Unread::Missing)
}

fn first_error(findings: &[Diagnostic]) -> String {
    let errors = findings.iter().filter(|finding| finding.is_error());
    let number = errors.clone().count();
    let first = errors.clone().next().map_or_else(String::new, |finding| {
        format!(
            "{} at {}: {}",
            finding.code, finding.pointer, finding.message
        )
    });
    format!("{number} errors, the first {first}").replace('\n', " ")
}

fn surroundings(_: &str) -> Surroundings {
    Surroundings {
        runtime: runtime(),
        ..Surroundings::in_workspace("cargo xtask generate", "a description")
    }
}

fn write(generated: &Generated, out: &Path) {
    for (path, text) in &generated.emitted.files {
        let path = out.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }
}

fn report(generated: &Generated, described: Share, seconds: f64) -> Report {
    let files = &generated.emitted.files;
    // A large crate has several of them.
    let types = files.iter().filter(|(path, _)| path.contains("/types"));
    let types: String = types.map(|(_, text)| text.as_str()).collect();
    let made = fields(&types);
    Report {
        package: generated.package.clone(),
        operations: generated.operations,
        left_out: generated.left_out,
        findings: generated.warnings.len(),
        lines: files.values().map(|text| text.lines().count()).sum(),
        seconds,
        memory: peak_memory(),
        fields: made.all,
        untyped: made.untyped,
        properties: described.all,
        open: described.untyped,
    }
}

/// How long this thread has had a processor, where the system tells: others may be busy as well. Else what the clock says.
fn on_processor() -> Duration {
    let statistics = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = statistics.split_whitespace().next();
    match first.and_then(|nanoseconds| nanoseconds.parse().ok()) {
        Some(nanoseconds) => Duration::from_nanos(nanoseconds),
        None => SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default(),
    }
}

/// The most memory that this process has had, in MiB.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes / 1024)
}
