//! A run, from its arguments to its exit status.

use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::path::Path;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use clap::ArgMatches;
use serde_json::Value;

use crate::client::core::Core;
use crate::command_line::answers::{Answer, Answered, Answers};
use crate::command_line::arguments::{command, command_name, whole};
use crate::command_line::assembly::Input;
use crate::command_line::confirmation::confirm;
use crate::command_line::failure::{Exit, Failed};
use crate::command_line::settings::Settings;
use crate::command_line::table::{CommandLine, CommandRow};
use crate::command_line::{completions, curl, each, login, logout, output, session, template};
use crate::values::noted;

const ERROR: Style = AnsiColor::Red.on_default().bold();

/// Does what the arguments of the process say.
#[must_use]
pub fn main(table: &'static CommandLine) -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let for_program = wants_json(&arguments);
    let failed = match parse(table, &arguments) {
        Ok(Some(matches)) => run(table, &matches),
        Ok(None) => Ok(()),
        Err(failed) => Err(failed),
    };
    match failed {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            if failed.is_silent() {
                return ExitCode::SUCCESS;
            }
            match for_program {
                true => eprintln!("{}", failed.to_json()),
                false => anstream::eprintln!("{ERROR}error:{ERROR:#} {failed}"),
            }
            failed.exit.into()
        }
    }
}

/// Whether errors are for a program, which holds when the arguments are wrong as well.
fn wants_json(arguments: &[OsString]) -> bool {
    let json = |value: &str| matches!(value, "json" | "jsonl");
    let arguments: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    let apart = arguments
        .windows(2)
        .any(|pair| matches!(pair, ["--output", value] if json(value)));
    let joined = arguments
        .iter()
        .filter_map(|word| word.strip_prefix("--output="))
        .any(json);
    apart || joined
}

/// The arguments; nothing where they ask for help alone.
fn parse(
    table: &'static CommandLine,
    arguments: &[OsString],
) -> Result<Option<ArgMatches>, Failed> {
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    match command(table, &words).try_get_matches_from(arguments) {
        Ok(matches) => Ok(Some(matches)),
        Err(error) if error.use_stderr() => Err(Failed::usage(in_one_line(&error))),
        Err(error) => {
            // A terminal that is gone does not matter any more.
            let _ = error.print();
            Ok(None)
        }
    }
}

/// What clap says on several lines, without the usage.
fn in_one_line(error: &clap::Error) -> String {
    let text = error.render().to_string();
    let parts = text
        .split("\n\n")
        .filter(|part| !part.trim_start().starts_with("Usage:"))
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|part| !part.is_empty());
    let line = parts.collect::<Vec<_>>().join("; ");
    let line = line.strip_prefix("error: ").unwrap_or(&line);
    line.trim_end_matches('.').to_owned()
}

fn run(table: &'static CommandLine, matches: &ArgMatches) -> Result<(), Failed> {
    let Some((name, given)) = matches.subcommand() else {
        return Err(Failed::usage("no command is named"));
    };
    match name {
        "completions" => return completions(table, given),
        "man" => return manual(table, given),
        _ => {}
    }
    let is_own = matches!(name, "login" | "logout");
    let settings = Settings::new(table, given, is_own)?;
    if name == "logout" {
        return logout::logout(table, &settings);
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failed::new(Exit::Unreachable, format!("no runtime: {error}")))?;
    if name == "login" {
        return runtime.block_on(login::login(table, settings, given));
    }
    let row = table.rows().find(|row| command_name(row) == name);
    let Some(row) = row else {
        return Err(Failed::usage(format!("there is no command `{name}`")));
    };
    runtime.block_on(operation(table, row, &settings, given))
}

async fn operation(
    table: &'static CommandLine,
    row: &'static CommandRow,
    settings: &Settings,
    matches: &ArgMatches,
) -> Result<(), Failed> {
    if let Some(body) = &row.body
        && matches.get_flag("body-template")
    {
        return output::write(&template::template(body.kind));
    }
    let mut input = Input::from_flags(row, matches)?;
    let limit = row
        .page_size
        .and_then(|_| matches.get_one::<u64>("limit").copied());
    if let (Some(limit), Some(argument)) = (limit, row.page_size) {
        // No more is asked for than is wanted.
        const MOST: u64 = 100;
        let size = || Value::from(limit.min(MOST));
        input.arguments.entry(argument).or_insert_with(size);
    }
    if let Some(path) = matches.get_one::<String>("each") {
        return each::each(table, row, settings, matches, &input, path).await;
    }
    if settings.dry_run {
        let core = session::connect(table, settings, row.operation)?;
        return dry_run(row, &core, &input);
    }
    if row.is_destructive() {
        confirm(settings, &question(row, &input))?;
    }
    let core = session::connect(table, settings, row.operation)?;
    let answered = call(row, &core, &input, settings.hide_secrets).await?;
    output::print(row, settings, answered, limit).await
}

/// Makes a call ready; what it replaces a part of is read first.
pub(crate) async fn call(
    row: &'static CommandRow,
    core: &Core,
    input: &Input,
    hide_secrets: bool,
) -> Result<Answered, Failed> {
    let current = match (row.reads, input.replace) {
        (Some(read), false) => Some(current(read, core, input).await?),
        _ => None,
    };
    let mut request = input.request(row, core)?;
    if let (Some(body), Some(given)) = (&row.body, input.body(row, current)?) {
        request = (body.put)(request, &given)?;
    }
    let answers = Answers {
        hide_secrets: hide_secrets && !row.shown_once,
    };
    Ok((row.send)(request, answers))
}

/// What an update replaces.
async fn current(read: &'static CommandRow, core: &Core, input: &Input) -> Result<Value, Failed> {
    let request = input.request(read, core)?;
    let answers = Answers {
        hide_secrets: false,
    };
    match (read.send)(request, answers).0 {
        Answer::One(answer) => answer.await,
        _ => Err(Failed::usage("what is there cannot be read").advice("`--replace` does without")),
    }
}

/// Prints what would be sent.
fn dry_run(row: &'static CommandRow, core: &Core, input: &Input) -> Result<(), Failed> {
    let mut text = String::new();
    let reads = row.reads.filter(|_| !input.replace);
    if let Some(read) = reads {
        text.push_str(&curl::command(input.request(read, core)?)?);
        text.push_str("\n# then, with these changes in what came back:\n");
    }
    let mut request = input.request(row, core)?;
    if let Some(body) = &row.body {
        if reads.is_some() {
            request = request.json(&input.changed());
        } else if let Some(given) = input.body(row, None)? {
            request = noted::hidden_in(|| (body.put)(request, &given))?;
        }
    }
    text.push_str(&curl::command(request)?);
    text.push('\n');
    output::write(&text)
}

/// What is asked before something is destroyed.
pub(crate) fn question(row: &CommandRow, input: &Input) -> String {
    let named: Vec<String> = row
        .arguments
        .iter()
        .filter(|argument| argument.required)
        .filter_map(|argument| input.arguments.get(argument.name))
        .map(|value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
        .collect();
    let about = row.about.trim_end_matches('.');
    match named.is_empty() {
        true => about.to_owned(),
        false => format!("{about}: {}", named.join(", ")),
    }
}

fn completions(table: &'static CommandLine, matches: &ArgMatches) -> Result<(), Failed> {
    let Some(shell) = matches.get_one::<clap_complete::Shell>("shell").copied() else {
        return Err(Failed::usage("no shell is named"));
    };
    output::write(&completions::script(table, shell))
}

fn manual(table: &'static CommandLine, matches: &ArgMatches) -> Result<(), Failed> {
    let folder = matches.get_one::<std::path::PathBuf>("folder");
    let folder = folder.map_or(Path::new("."), |folder| folder.as_path());
    let failed = |error: std::io::Error| {
        Failed::usage(format!("cannot write to `{}`: {error}", folder.display()))
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    clap_mangen::generate_to(whole(table), folder).map_err(failed)?;
    if std::io::stderr().is_terminal() {
        eprintln!("Written to {}.", folder.display());
    }
    Ok(())
}
