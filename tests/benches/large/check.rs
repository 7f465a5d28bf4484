//! What the compiler takes for a crate alone, its dependencies done.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use workspace_tests::crates::cargo_command;
use workspace_tests::usage::{Failed, Usage, attempt, limited, measure};

use crate::table::median;

/// How long a crate may take on a processor. Of what takes longer, the ratio is an upper bound.
const LIMIT: Duration = Duration::from_secs(120);

/// A crate that can be compiled.
pub(crate) struct Crate {
    /// Its workspace.
    pub(crate) home: PathBuf,
    /// What was compiled for others as well.
    pub(crate) target: PathBuf,
    /// Its own folder.
    pub(crate) folder: PathBuf,
    pub(crate) package: String,
    /// Whether its dependencies may have to be fetched.
    pub(crate) online: bool,
}

impl Crate {
    /// Compiles all that it depends on with these features, else with its default ones.
    pub(crate) fn compile_dependencies(&self, features: Option<&str>) -> Result<Usage, Failed> {
        // Cargo has no command for the dependencies alone, but an empty crate has the same.
        let text = fs::read(self.root()).expect("the crate's root");
        self.write_root(b"");
        let done = attempt(&mut self.command(features));
        self.write_root(&text);
        done
    }

    /// Compiles the crate alone, however often that was done.
    pub(crate) fn check(&self, features: Option<&str>) -> Usage {
        self.touch();
        measure(&mut self.command(features))
    }

    /// The same, as long as the limit allows; what it has taken until then if it has not ended.
    fn check_within_limit(&self) -> Result<Usage, Usage> {
        self.touch();
        attempt(&mut limited(&self.command(None), LIMIT)).map_err(|failed| {
            // What sets the limit counts a little otherwise than what is told afterwards.
            let at_limit = failed.usage.processor >= LIMIT.mul_f64(0.9);
            assert!(at_limit, "{}: {failed}", self.package);
            failed.usage
        })
    }

    fn command(&self, features: Option<&str>) -> Command {
        let mut arguments = vec!["check", "--package", &self.package];
        if let Some(features) = features {
            arguments.extend(["--no-default-features", "--features", features]);
        }
        let mut command = cargo_command(&self.home, &self.target, &arguments);
        // What is written down for a second run takes time of the first.
        command.env("CARGO_INCREMENTAL", "0");
        if self.online {
            command.env("CARGO_NET_OFFLINE", "false");
        }
        command
    }

    fn touch(&self) {
        let text = fs::read(self.root()).expect("the crate's root");
        self.write_root(&text);
    }

    fn root(&self) -> PathBuf {
        self.folder.join("src/lib.rs")
    }

    fn write_root(&self, text: &[u8]) {
        fs::write(self.root(), text).expect("the crate's root is written");
    }
}

/// Two crates of one description, compiled in turns: what else the machine does falls on both alike.
#[derive(Default)]
pub(crate) struct Turns {
    pub(crate) ours: Vec<Usage>,
    /// Empty where there is no other crate.
    theirs: Vec<Usage>,
    /// The last of theirs had not ended within the limit.
    gave_up: bool,
}

impl Turns {
    /// Compiles them so often.
    pub(crate) fn new(ours: &Crate, features: &str, theirs: Option<&Crate>, rounds: usize) -> Self {
        let mut turns = Self::default();
        for _ in 0..rounds {
            turns.ours.push(ours.check(Some(features)));
            let Some(theirs) = theirs.filter(|_| !turns.gave_up) else {
                continue;
            };
            match theirs.check_within_limit() {
                Ok(usage) => turns.theirs.push(usage),
                Err(usage) => {
                    turns.theirs = vec![usage];
                    turns.gave_up = true;
                }
            }
        }
        turns
    }

    /// Prints what each takes.
    pub(crate) fn tell(&self, title: &str) {
        let tell = |whose: &str, usages: &[Usage]| {
            let of = |value: fn(&Usage) -> f64| median(usages.iter().map(value));
            println!(
                "check, {title}, {whose}: {:.1} s of processor time, {:.1} s by the clock, {:.0} MB",
                of(|usage| usage.processor.as_secs_f64()),
                of(|usage| usage.clock.as_secs_f64()),
                of(|usage| usage.memory as f64 / 1e6),
            );
        };
        tell("ours", &self.ours);
        if self.gave_up {
            println!(
                "check, {title}, ploidy's: had not ended after {} s",
                LIMIT.as_secs()
            );
        } else if !self.theirs.is_empty() {
            tell("ploidy's", &self.theirs);
        }
    }

    /// The processor time of ours for that of theirs, and whether that is an upper bound.
    pub(crate) fn ratio(&self) -> Option<(f64, bool)> {
        let ours = self.ours.iter().map(seconds);
        let theirs = self.theirs.iter().map(seconds);
        if self.gave_up {
            return Some((median(ours) / median(theirs), true));
        }
        let ratios = ours.zip(theirs).map(|(ours, theirs)| ours / theirs);
        (!self.theirs.is_empty()).then(|| (median(ratios), false))
    }
}

/// On a processor.
pub(crate) fn seconds(usage: &Usage) -> f64 {
    usage.processor.as_secs_f64()
}
