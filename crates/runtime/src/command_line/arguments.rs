//! Commands and flags: from the table to what `clap` reads.

use clap::builder::Styles;
use clap::{Arg, ArgAction, Command};
use std::collections::HashSet;

use crate::command_line::body::{Leaf, leaves};
use crate::command_line::help;
use crate::command_line::kinds::{parser, placeholder};
use crate::command_line::names::kebab;
use crate::command_line::own::{BODY, OWN_COMMANDS, own_commands, own_flags, settings};
use crate::command_line::secrets::SOURCES;
use crate::command_line::table::{Argument, CommandLine, CommandRow, Kind};

/// How `clap` knows the flag for a body that is no object.
pub(crate) const WHOLE: &str = "whole";

/// What a command is called.
pub(crate) fn command_name(row: &CommandRow) -> String {
    let name = kebab(row.operation.id());
    match OWN_COMMANDS.contains(&name.as_str()) {
        true => format!("api-{name}"),
        false => name,
    }
}

/// The commands for some words: only those that the words name are complete, as a large description has a hundred thousand
/// flags.
pub(crate) fn command(table: &'static CommandLine, words: &[&str]) -> Command {
    let width = help::width();
    let groups: Vec<&str> = groups(table);
    let is_grouped = groups.len() > 1;
    let mut command = base(table).after_long_help(help::environment(table, width));
    for row in table.rows() {
        let name = command_name(row);
        let operation = match words.contains(&name.as_str()) {
            true => operation(row, &name, words),
            false => Command::new(name),
        };
        command = command.subcommand(operation.about(row.about).hide(is_grouped));
    }
    let command = command.subcommands(own_commands(table).map(|own| own.hide(is_grouped)));
    match is_grouped {
        false => command,
        // `clap` has headings for flags, and none for commands.
        true => command.help_template(format!(
            "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{}{{all-args}}{{after-help}}",
            help::listed(table, &groups, width)
        )),
    }
}

/// Every command with all its flags.
pub(crate) fn whole(table: &'static CommandLine) -> Command {
    let operations = table.rows().map(|row| {
        let name = command_name(row);
        operation(row, &name, &[]).about(row.about)
    });
    base(table)
        .subcommands(operations)
        .subcommands(own_commands(table))
}

fn base(table: &'static CommandLine) -> Command {
    Command::new(table.name)
        .version(table.version)
        .about(table.about)
        .styles(Styles::styled())
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .args(settings())
}

fn groups(table: &'static CommandLine) -> Vec<&'static str> {
    let mut groups: Vec<&str> = Vec::new();
    for row in table.rows() {
        if !groups.contains(&row.group) {
            groups.push(row.group);
        }
    }
    groups
}

/// The names that flags of an operation cannot have.
fn reserved(row: &CommandRow) -> HashSet<String> {
    let own = [
        "url",
        "profile",
        "credentials",
        "token-url",
        "allow-plain-http",
        "timeout",
        "output",
        "columns",
        "show-secrets",
        "dry-run",
        "verbose",
        "yes",
        "help",
        "version",
        "body",
        "body-template",
        "replace",
        "null",
        "each",
        "in-flight",
        "failures",
    ];
    let mut names: HashSet<String> = own.iter().map(|name| (*name).to_owned()).collect();
    if row.page_size.is_some() {
        names.insert("limit".to_owned());
    }
    names
}

/// What the flags of an operation are called.
pub(crate) struct Flags {
    pub(crate) arguments: Vec<(&'static Argument, String)>,
    /// Those of the body, or of an item of it.
    pub(crate) fields: Vec<Leaf>,
    /// That for a body that is no object.
    pub(crate) whole: Option<String>,
}

/// The flags of an operation; names that mean something else already have where they are sent in front.
pub(crate) fn flags(row: &'static CommandRow) -> Flags {
    let mut taken = reserved(row);
    let mut free = |name: String, place: &str| {
        let mut name = name;
        while !taken.insert(name.clone()) {
            name = format!("{place}.{name}");
        }
        name
    };
    let arguments = row.arguments.iter().map(|argument| {
        let name = match row.page_size == Some(argument.name) {
            true => "page-size".to_owned(),
            false => kebab(argument.name),
        };
        (argument, free(name, "parameter"))
    });
    let arguments: Vec<(&'static Argument, String)> = arguments.collect();
    let body = row.body.as_ref().map(|body| body.kind);
    let whole = match body {
        None | Some(Kind::Object(_) | Kind::File) => None,
        Some(Kind::List(_)) => Some("item"),
        Some(Kind::Map(_)) => Some("entry"),
        Some(_) => Some("value"),
    };
    let whole = whole.map(|name| free(name.to_owned(), "body"));
    let fields = match body {
        Some(Kind::Object(object) | Kind::List(&Kind::Object(object))) => leaves(object),
        _ => Vec::new(),
    };
    let fields = fields.into_iter().map(|leaf| Leaf {
        name: free(leaf.name.clone(), "body"),
        ..leaf
    });
    let fields = fields.collect();
    Flags {
        arguments,
        fields,
        whole,
    }
}

/// Whether a property of the body stands without a flag: what is required, and can be written in one word.
pub(crate) fn is_positional(row: &CommandRow, leaf: &Leaf) -> bool {
    let in_path = || {
        let names = row.arguments.iter().filter(|argument| argument.required);
        names
            .clone()
            .any(|argument| argument.name == leaf.field.name)
    };
    leaf.path.len() == 1
        && leaf.field.required
        && leaf.alternatives.is_empty()
        && row.reads.is_none()
        && matches!(
            leaf.field.kind,
            Kind::Text | Kind::Integer | Kind::Number | Kind::Choice(_) | Kind::Code(_)
        )
        && !in_path()
}

fn operation(row: &'static CommandRow, name: &str, words: &[&str]) -> Command {
    let flags = flags(row);
    let mut command = Command::new(name.to_owned());
    if !row.details.is_empty() {
        command = command.long_about(format!("{}.\n\n{}", row.about, row.details));
    }
    let request = format!("{} {}", row.operation.method(), row.operation.path());
    command = command.after_long_help(format!("Sends `{request}`."));
    let mut without = vec!["each"];
    if row.body.is_some() {
        without.push("body-template");
    }
    for (argument, name) in &flags.arguments {
        let arg = taken(
            Arg::new(format!("argument:{}", argument.name)),
            argument.kind,
            argument.help.to_owned(),
        );
        command = command.arg(match argument.required && is_simple(argument.kind) {
            true => arg
                .value_name(name.replace('-', "_").to_uppercase())
                .required_unless_present_any(without.iter().copied()),
            false => flag(arg, name.clone(), argument.kind),
        });
    }
    without.push("body");
    if flags.whole.is_some() {
        without.push(WHOLE);
    }
    for leaf in &flags.fields {
        let alternatives = leaf.alternatives.iter();
        let is_ruled_out = alternatives.clone().any(|one| one.is_ruled_out(words));
        let help = alternatives.fold(leaf.field.help.to_owned(), |help, one| {
            format!("{help}\n\n{one}").trim_start().to_owned()
        });
        let arg = taken(
            Arg::new(format!("field:{}", leaf.path.join("."))),
            leaf.field.kind,
            help,
        );
        command = command.arg(match is_positional(row, leaf) {
            true => arg
                .value_name(leaf.name.replace('-', "_").to_uppercase())
                .required_unless_present_any(without.iter().copied()),
            false => flag(arg, leaf.name.clone(), leaf.field.kind)
                .help_heading(BODY)
                .hide_short_help(leaf.path.len() > 1)
                .hide(leaf.is_branch || is_ruled_out),
        });
    }
    if let (Some(name), Some(body)) = (flags.whole, &row.body) {
        command = command.arg(whole_body(name, body.kind));
    }
    command.args(own_flags(row))
}

/// The flag for a body that is no object.
fn whole_body(name: String, kind: Kind) -> Arg {
    let help = match kind {
        Kind::List(Kind::Object(_)) => {
            "An item of the list, beside the one that the other flags make: `name=value,…` or JSON. Can be repeated."
        }
        Kind::List(_) => "An item of the list. Can be repeated.",
        Kind::Map(_) => "An entry. Can be repeated.",
        _ => "The body.",
    };
    flag(taken(Arg::new(WHOLE), kind, help.to_owned()), name, kind).help_heading(BODY)
}

fn is_simple(kind: Kind) -> bool {
    !matches!(kind, Kind::List(_) | Kind::Map(_) | Kind::Secret)
}

/// What is the same for positional arguments and flags.
fn taken(arg: Arg, kind: Kind, help: String) -> Arg {
    let action = match kind {
        Kind::List(_) | Kind::Map(_) => ArgAction::Append,
        _ => ArgAction::Set,
    };
    let help = match kind {
        Kind::Secret if help.is_empty() => SOURCES.to_owned(),
        Kind::Secret => format!("{help} {SOURCES}"),
        _ => help,
    };
    // The first sentence is enough for the short help.
    let short = help.split("\n\n").next().unwrap_or_default();
    let short = short.split_once(". ").map_or(short, |(first, _)| first);
    let short = short.trim_end_matches('.').to_owned();
    arg.value_parser(parser(kind))
        .action(action)
        .help(short)
        .long_help(help)
}

fn flag(arg: Arg, name: String, kind: Kind) -> Arg {
    let arg = arg.long(name).value_name(placeholder(kind));
    match kind {
        Kind::Boolean => arg
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true"),
        // `-1` is a value, and so is `-`.
        Kind::Integer
        | Kind::Number
        | Kind::UnixSeconds
        | Kind::UnixMilliseconds
        | Kind::Code(_)
        | Kind::Secret => arg.allow_hyphen_values(true),
        _ => arg,
    }
}
