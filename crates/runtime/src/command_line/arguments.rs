//! Commands and flags: from the table to what `clap` reads.

use clap::builder::Styles;
use clap::{Arg, ArgAction, Command};
use std::collections::HashSet;

use crate::command_line::body::{Leaf, leaves};
use crate::command_line::credentials;
use crate::command_line::kinds::{parser, placeholder};
use crate::command_line::names::{kebab, variable};
use crate::command_line::secrets::SOURCES;
use crate::command_line::table::{Argument, CommandLine, CommandRow, Kind};

/// Commands that are not operations.
pub(crate) const OWN_COMMANDS: [&str; 4] = ["login", "completions", "man", "help"];

const CONNECTION: &str = "Connection";
const OUTPUT: &str = "Output";
const BODY: &str = "Body";
const MANY: &str = "Many at once";

/// What a command is called.
pub(crate) fn command_name(row: &CommandRow) -> String {
    let name = kebab(row.operation.id());
    match OWN_COMMANDS.contains(&name.as_str()) {
        true => format!("api-{name}"),
        false => name,
    }
}

/// All commands. Only those that `is_wanted` says are complete: a large description has a hundred thousand flags.
pub(crate) fn command(table: &'static CommandLine, is_wanted: impl Fn(&str) -> bool) -> Command {
    let mut command = Command::new(table.name)
        .version(table.version)
        .about(table.about)
        .styles(Styles::styled())
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .args(settings())
        .after_long_help(variables(table));
    let groups: Vec<&str> = groups(table);
    for row in table.commands {
        let name = command_name(row);
        let operation = match is_wanted(&name) {
            true => operation(row, &name),
            false => Command::new(name),
        };
        command = command.subcommand(operation.about(row.about).hide(groups.len() > 1));
    }
    let own = own_commands(table).map(|own| own.hide(groups.len() > 1));
    let command = command.subcommands(own);
    match groups.len() {
        0 | 1 => command,
        _ => {
            let listed = listed(table, &groups);
            let template = format!(
                "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{listed}Options:\n{{options}}{{after-help}}"
            );
            command.help_template(template)
        }
    }
}

fn groups(table: &'static CommandLine) -> Vec<&'static str> {
    let mut groups: Vec<&str> = Vec::new();
    for row in table.commands {
        if !groups.contains(&row.group) {
            groups.push(row.group);
        }
    }
    groups
}

/// The commands under the tags of their operations.
fn listed(table: &'static CommandLine, groups: &[&str]) -> String {
    let mut sections: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for group in groups {
        let rows = table.commands.iter().filter(|row| row.group == *group);
        let rows = rows.map(|row| (command_name(row), row.about.to_owned()));
        let heading = if group.is_empty() { "Others" } else { group };
        sections.push((heading.to_owned(), rows.collect()));
    }
    let own = own_commands(table).map(|own| {
        let about = own.get_about().map(ToString::to_string);
        (own.get_name().to_owned(), about.unwrap_or_default())
    });
    sections.push(("This program".to_owned(), own.into()));
    let widest = sections
        .iter()
        .flat_map(|(_, rows)| rows)
        .map(|(name, _)| name.len())
        .max()
        .unwrap_or_default();
    let mut text = String::new();
    for (heading, rows) in sections {
        text.push_str(&format!("{heading}:\n"));
        for (name, about) in rows {
            text.push_str(&format!("  {name:widest$}  {about}\n"));
        }
        text.push('\n');
    }
    // Braces are tags of a template.
    text.replace(['{', '}'], "")
}

fn own_commands(table: &'static CommandLine) -> [Command; 3] {
    let login = Command::new("login")
        .about("Ask for a credential, try it, and keep the URL and the user in a profile")
        .long_about(
            "Asks for a credential, tries it, and keeps the URL and the name of the user in a profile. A secret is kept \
             only with --keyring, in the operating system's keyring.",
        )
        .arg(
            Arg::new("credential")
                .long("credential")
                .value_name("NAME")
                .value_parser(table.credentials.iter().map(|row| row.name).collect::<Vec<_>>())
                .help("Which kind of credential"),
        );
    #[cfg(feature = "keyring")]
    let login = login.arg(
        Arg::new("keyring")
            .long("keyring")
            .action(ArgAction::SetTrue)
            .help("Keep the secrets in the operating system's keyring"),
    );
    let completions = Command::new("completions")
        .about("Print completions for a shell")
        .arg(
            Arg::new("shell")
                .required(true)
                .value_parser(clap::value_parser!(clap_complete::Shell)),
        );
    let man = Command::new("man")
        .about("Write manual pages into a folder")
        .arg(
            Arg::new("folder")
                .required(true)
                .value_name("DIR")
                .value_parser(clap::value_parser!(std::path::PathBuf)),
        );
    [login, completions, man]
}

/// What every command takes.
fn settings() -> Vec<Arg> {
    let text = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .help(help)
            .global(true)
    };
    let switch = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
            .global(true)
    };
    let connection = [
        text("url", "URL", "The server"),
        text("profile", "NAME", "The profile, `default` without this"),
        text(
            "credentials",
            "FILE",
            "A file with credentials (YAML), which nobody else may read",
        ),
        text("token-url", "URL", "Where tokens come from").hide_short_help(true),
        switch(
            "allow-plain-http",
            "Speak to another machine without TLS: everybody on the way reads along",
        )
        .hide_short_help(true),
        text("timeout", "SECONDS", "How long a call may take")
            .value_parser(clap::value_parser!(u64).range(1..))
            .hide_short_help(true),
    ];
    let output = [
        text(
            "output",
            "FORMAT",
            "How answers are printed: a table on a terminal, else JSON",
        )
        .value_parser(["table", "json", "jsonl", "yaml", "csv"]),
        text(
            "columns",
            "NAMES",
            "The columns of tables and CSV, parted by commas",
        )
        .value_delimiter(','),
        switch("show-secrets", "Show secrets on a terminal too"),
        switch(
            "dry-run",
            "Print the request as a curl command; send nothing",
        ),
        switch("verbose", "Say on standard error what is sent").short('v'),
        switch("yes", "Do not ask before something is destroyed").short('y'),
    ];
    let heading = |heading: &'static str| move |arg: Arg| arg.help_heading(heading);
    connection
        .into_iter()
        .map(heading(CONNECTION))
        .chain(output.into_iter().map(heading(OUTPUT)))
        .collect()
}

/// The environment variables that count.
fn variables(table: &'static CommandLine) -> String {
    let mut rows = vec![
        (variable(table.name, "URL"), "The server".to_owned()),
        (variable(table.name, "PROFILE"), "The profile".to_owned()),
    ];
    for row in table.credentials {
        for value in row.values {
            let name = credentials::variable_of(table, row, value);
            rows.push((name, value.help.to_owned()));
        }
    }
    let widest = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut text = String::from("Environment:\n");
    for (name, help) in rows {
        text.push_str(&format!("  {name:widest$}  {help}\n"));
    }
    text.push_str(
        "\nWith `_FILE` behind its name, a variable says which file holds the value.\n\n",
    );
    text.push_str(
        "Exit status: 0 done; 1 the server refused; 2 wrong usage; 3 no credential, or a refused one; 4 not found; \
         5 not reached, or too slow; 6 some of --each failed.",
    );
    text
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
    pub(crate) fields: Vec<Leaf>,
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
    let arguments: Vec<_> = arguments.collect();
    let fields = match row.body.as_ref().map(|body| body.kind) {
        Some(Kind::Object(object)) => leaves(object),
        _ => Vec::new(),
    };
    let fields = fields.into_iter().map(|leaf| Leaf {
        name: free(leaf.name.clone(), "body"),
        ..leaf
    });
    let fields = fields.collect();
    Flags { arguments, fields }
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
        && row.reads.is_none()
        && matches!(
            leaf.field.kind,
            Kind::Text | Kind::Integer | Kind::Number | Kind::Choice(_) | Kind::Code(_)
        )
        && !in_path()
}

fn operation(row: &'static CommandRow, name: &str) -> Command {
    let flags = flags(row);
    let mut command = Command::new(name.to_owned());
    if !row.details.is_empty() {
        command = command.long_about(format!("{}.\n\n{}", row.about, row.details));
    }
    let request = format!("{} {}", row.operation.method(), row.operation.path());
    command = command.after_long_help(format!("Sends `{request}`."));
    let without: &[&str] = match row.body {
        Some(_) => &["each", "body-template"],
        None => &["each"],
    };
    for (argument, name) in &flags.arguments {
        let arg = taken(
            Arg::new(format!("argument:{}", argument.name)),
            argument.kind,
            argument.help,
        );
        command = command.arg(match argument.required && is_simple(argument.kind) {
            true => arg
                .value_name(name.replace('-', "_").to_uppercase())
                .required_unless_present_any(without.iter().copied()),
            false => flag(arg, name.clone(), argument.kind),
        });
    }
    for leaf in &flags.fields {
        let arg = taken(
            Arg::new(format!("field:{}", leaf.path.join("."))),
            leaf.field.kind,
            leaf.field.help,
        );
        command = command.arg(match is_positional(row, leaf) {
            true => arg
                .value_name(leaf.name.replace('-', "_").to_uppercase())
                .required_unless_present_any(["body", "each", "body-template"]),
            false => flag(arg, leaf.name.clone(), leaf.field.kind)
                .help_heading(BODY)
                .hide_short_help(leaf.path.len() > 1)
                .hide(leaf.is_branch),
        });
    }
    command.args(own_flags(row))
}

fn is_simple(kind: Kind) -> bool {
    !matches!(kind, Kind::List(_) | Kind::Map(_) | Kind::Secret)
}

/// What is the same for positional arguments and flags.
fn taken(arg: Arg, kind: Kind, help: &'static str) -> Arg {
    let action = match kind {
        Kind::List(_) | Kind::Map(_) => ArgAction::Append,
        _ => ArgAction::Set,
    };
    let help = match kind {
        Kind::Secret if help.is_empty() => SOURCES.to_owned(),
        Kind::Secret => format!("{help} {SOURCES}"),
        _ => help.to_owned(),
    };
    // The first sentence is enough for the short help.
    let short = help.split("\n\n").next().unwrap_or_default();
    let short = short.split_once(". ").map_or(short, |(first, _)| first);
    arg.value_parser(parser(kind))
        .action(action)
        .help(short.trim_end_matches('.').to_owned())
        .long_help(help.clone())
}

fn flag(arg: Arg, name: String, kind: Kind) -> Arg {
    let arg = arg.long(name).value_name(placeholder(kind));
    match kind {
        Kind::Boolean => arg
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true"),
        // `-1` is a value, and so is `-`.
        Kind::Integer | Kind::Number | Kind::Code(_) | Kind::Secret => {
            arg.allow_hyphen_values(true)
        }
        _ => arg,
    }
}

/// The flags that come with what an operation is like.
fn own_flags(row: &'static CommandRow) -> Vec<Arg> {
    let many = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .help(help)
            .help_heading(MANY)
    };
    let mut flags = vec![
        many(
            "each",
            "FILE",
            "Make a call of each line: JSON Lines, or CSV with the names of fields above the columns",
        ),
        many(
            "in-flight",
            "INTEGER",
            "How many calls are under way at once, 4 without this",
        )
        .value_parser(clap::value_parser!(u64).range(1..=1000))
        .requires("each"),
        many(
            "failures",
            "FILE",
            "Where lines that failed go; `--each` takes that file again",
        )
        .value_parser(clap::value_parser!(std::path::PathBuf))
        .requires("each"),
    ];
    if row.page_size.is_some() {
        flags.push(
            Arg::new("limit")
                .long("limit")
                .value_name("INTEGER")
                .value_parser(clap::value_parser!(u64).range(1..))
                .help("How many to print at most; all without this"),
        );
    }
    if row.body.is_some() {
        let body = |name: &'static str, help: &'static str| {
            Arg::new(name).long(name).help(help).help_heading(BODY)
        };
        flags.push(
            body("body", "A file with the body, JSON or YAML; `-` is standard input. Flags count on top of it")
                .value_name("FILE"),
        );
        flags.push(
            body(
                "body-template",
                "Print a body with every property and its meaning; send nothing",
            )
            .action(ArgAction::SetTrue),
        );
        flags.push(
            body("null", "Set a property to null: `--null email`")
                .value_name("NAME")
                .action(ArgAction::Append),
        );
        if row.reads.is_some() {
            flags.push(
                body(
                    "replace",
                    "Send what is named and nothing else: without this the rest stays as it is",
                )
                .action(ArgAction::SetTrue),
            );
        }
    }
    flags
}
