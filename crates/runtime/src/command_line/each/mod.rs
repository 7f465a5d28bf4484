//! Many calls at once: one for each line of a file.

mod failures;
mod journal;
mod lines;
mod private;
mod progress;

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::ArgMatches;
use serde_json::Value;
use tokio::task::JoinSet;

use self::failures::Failures;
use self::journal::{Before, Journal};
use self::lines::Line;
use self::progress::Progress;
use crate::client::core::Core;
use crate::command_line::answers::{Answer, Items, next};
use crate::command_line::assembly::Input;
use crate::command_line::confirmation::confirm;
use crate::command_line::echo;
use crate::command_line::failure::{Exit, Failed};
use crate::command_line::run::{call, question};
use crate::command_line::settings::{Format, Settings};
use crate::command_line::table::CommandRow;
use crate::command_line::{output, session, table};

/// How many calls are under way at once when nobody says.
pub(crate) const IN_FLIGHT: u64 = 4;

/// Makes a call of each line.
pub(crate) async fn each(
    table: &'static table::CommandLine,
    row: &'static CommandRow,
    settings: &Settings,
    matches: &ArgMatches,
    common: &Input,
    path: &str,
) -> Result<(), Failed> {
    let file = lines::read(row, path, common)?;
    if row.is_destructive() {
        let what = format!(
            "{} ({} lines of {path})",
            question(row, common),
            file.lines.len()
        );
        confirm(settings, &what)?;
    }
    let core = session::connect(table, settings, row.operation)?;
    let in_flight = matches
        .get_one::<u64>("in-flight")
        .copied()
        .unwrap_or(IN_FLIGHT);
    let in_flight = usize::try_from(in_flight).unwrap_or(usize::MAX);
    let mut journal = Journal::open(&file.source, row, settings, file.secrets.clone())?;
    let named = matches.get_one::<PathBuf>("failures").cloned();
    let path = named.unwrap_or_else(|| beside(&file.source));
    let mut failures = Failures::new(path, &file.source, file.secrets);
    let stopped = stop_on_interrupt();
    let is_printed = !io::stdout().is_terminal() || row.shown_once;
    let progress = Progress::new(file.lines.len(), settings.verbose);
    let mut count = Count::default();
    let mut running: JoinSet<(Line, Result<Option<Value>, Failed>)> = JoinSet::new();
    let mut lines = file.lines.into_iter();
    loop {
        while running.len() < in_flight && !stopped.load(Ordering::Relaxed) {
            let Some(line) = lines.next() else { break };
            match journal.before(&line) {
                Before::Done => {
                    count.before += 1;
                    progress.step(&count.to_string());
                    continue;
                }
                Before::Unknown => {
                    let unknown = Failed::new(
                        Exit::Unreachable,
                        "the last run ended before this was answered: it may have been done",
                    )
                    .advice("look, and run it again if it was not");
                    count.failed += 1;
                    failures.add(&line, &unknown)?;
                    journal.settled(&line)?;
                    progress.step(&count.to_string());
                    continue;
                }
                Before::Open => {}
            }
            match &line.input {
                Ok(input) => {
                    journal.begins(&line)?;
                    let (core, input) = (core.clone(), input.clone());
                    let hide = settings.hide_secrets;
                    running.spawn(async move {
                        let outcome = one(row, &core, &input, hide).await;
                        (line, outcome)
                    });
                }
                Err(error) => {
                    count.failed += 1;
                    failures.add(&line, error)?;
                    progress.step(&count.to_string());
                }
            }
        }
        let Some(ended) = running.join_next().await else {
            break;
        };
        let (line, outcome) =
            ended.map_err(|error| Failed::new(Exit::Some, format!("a call was lost: {error}")))?;
        match outcome {
            Ok(answer) => {
                journal.done(&line)?;
                count.done += 1;
                if let Some(answer) = answer.filter(|_| is_printed) {
                    progress.apart(|| printed(settings, &answer))?;
                }
            }
            Err(error) => {
                journal.failed(&line, &error)?;
                count.failed += 1;
                failures.add(&line, &error)?;
            }
        }
        progress.step(&count.to_string());
    }
    progress.end();
    count.left = lines.count();
    told(&count, stopped.load(Ordering::Relaxed), &failures)
}

/// How far it has come.
#[derive(Debug, Default)]
struct Count {
    done: usize,
    failed: usize,
    /// Done in an earlier run.
    before: usize,
    left: usize,
}

impl std::fmt::Display for Count {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} done", self.done)?;
        let others = [
            (self.failed, "failed"),
            (self.before, "done before"),
            (self.left, "left"),
        ];
        for (count, what) in others.iter().filter(|(count, _)| *count > 0) {
            write!(formatter, ", {count} {what}")?;
        }
        Ok(())
    }
}

fn told(count: &Count, stopped: bool, failures: &Failures) -> Result<(), Failed> {
    let mut text = count.to_string();
    if stopped {
        text.push_str(", stopped");
    }
    if count.failed == 0 && count.left == 0 {
        eprintln!("{text}");
        return Ok(());
    }
    let advice = match (count.failed, count.left) {
        (0, _) => "run it again for what is left: nothing is done twice".to_owned(),
        (_, 0) => format!(
            "`--each {}` tries what failed again",
            failures.path().display()
        ),
        _ => format!(
            "run it again for the rest; what failed is in {}",
            failures.path().display()
        ),
    };
    Err(Failed::new(Exit::Some, text).advice(advice))
}

/// The file with what failed, beside that with the lines.
fn beside(source: &std::path::Path) -> PathBuf {
    let mut name = source.as_os_str().to_owned();
    name.push(".failures.jsonl");
    name.into()
}

/// Nothing new is begun after Ctrl-C; what is under way is waited for.
fn stop_on_interrupt() -> Arc<AtomicBool> {
    let stopped = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&stopped);
    echo::leave_interrupts();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            seen.store(true, Ordering::Relaxed);
        }
    });
    stopped
}

/// One call, and what it answers.
async fn one(
    row: &'static CommandRow,
    core: &Core,
    input: &Input,
    hide_secrets: bool,
) -> Result<Option<Value>, Failed> {
    match call(row, core, input, hide_secrets).await?.0 {
        Answer::One(answer) => {
            let answer = answer.await?;
            Ok((!answer.is_null()).then_some(answer))
        }
        Answer::Items(items) => all(items).await.map(Some),
        Answer::Later(items) => all(items.await?).await.map(Some),
        Answer::Bytes(_) => Err(Failed::usage(
            "files are fetched one by one, without --each",
        )),
    }
}

/// Items, all at once.
async fn all(mut items: Items) -> Result<Value, Failed> {
    let mut all = Vec::new();
    while let Some(item) = next(&mut items).await {
        all.push(item?);
    }
    Ok(Value::Array(all))
}

/// Answers come in whatever order: each is a line.
fn printed(settings: &Settings, answer: &Value) -> Result<(), Failed> {
    match settings.format {
        Format::Yaml => output::write(&output::yaml(&Value::Array(vec![answer.clone()]))?),
        _ => output::write(&format!("{answer}\n")),
    }
}
