//! What a program takes: time by the clock, time on a processor, and memory.

use std::fmt;
use std::io::{self, Read as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use wait4::Wait4 as _;

/// What a program and those that it has called and waited for have taken.
#[derive(Debug, Clone, Copy)]
pub struct Usage {
    /// From its start to its end.
    pub clock: Duration,
    /// On all processors together: others that are busy as well count less than by the clock.
    pub processor: Duration,
    /// The most memory that one of these processes has had, in bytes. A process begins with what its parent had at most, so
    /// that nothing is told of one that takes less than the program that measures.
    pub memory: u64,
}

/// A program that did not end well, and what it has said.
#[derive(Debug)]
pub struct Failed {
    /// What it has taken until then.
    pub usage: Usage,
    complaint: String,
}

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.complaint)
    }
}

/// Runs a program, and measures it.
///
/// # Panics
///
/// If it fails.
pub fn measure(command: &mut Command) -> Usage {
    attempt(command).unwrap_or_else(|failed| panic!("{command:?}: {failed}"))
}

/// Runs a program that may fail, and measures it.
///
/// # Errors
///
/// If it says so by its status.
///
/// # Panics
///
/// If it cannot be run.
pub fn attempt(command: &mut Command) -> Result<Usage, Failed> {
    let mut run = || -> io::Result<_> {
        let start = Instant::now();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        // A program cannot end while nobody reads what it says.
        let errors = child.stderr.take();
        let reader = thread::spawn(move || {
            let mut said = Vec::new();
            errors.map_or(Ok(0), |mut errors| errors.read_to_end(&mut said))?;
            io::Result::Ok(said)
        });
        let (status, usage) = wait(&mut child, start)?;
        let said = reader.join().map_err(|_| io::ErrorKind::Other)??;
        Ok((status, usage, said))
    };
    let (status, usage, said) = run().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    if status.success() {
        return Ok(usage);
    }
    let complaint = format!("{status}: {}", String::from_utf8_lossy(&said).trim());
    Err(Failed { usage, complaint })
}

/// Runs a program with the streams that its command says, and measures it.
///
/// # Errors
///
/// If it cannot be run.
pub fn run(command: &mut Command) -> io::Result<(ExitStatus, Usage)> {
    let start = Instant::now();
    wait(&mut command.spawn()?, start)
}

fn wait(child: &mut Child, start: Instant) -> io::Result<(ExitStatus, Usage)> {
    let ended = child.wait4()?;
    let usage = Usage {
        clock: start.elapsed(),
        processor: ended.rusage.utime + ended.rusage.stime,
        memory: ended.rusage.maxrss,
    };
    Ok((ended.status, usage))
}

/// The same command, of which each process ends after so much time on a processor, where the system has a shell.
#[must_use]
pub fn limited(command: &Command, limit: Duration) -> Command {
    let mut limited = Command::new("sh");
    let script = format!("ulimit -t {}; exec \"$0\" \"$@\"", limit.as_secs());
    limited
        .args(["-c", &script])
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        limited.current_dir(folder);
    }
    limited
}
