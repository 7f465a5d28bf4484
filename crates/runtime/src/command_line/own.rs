//! Commands and flags that are the same for all descriptions.

use clap::{Arg, ArgAction, Command};

use crate::command_line::table::{CommandLine, CommandRow};

/// Commands that are not operations.
pub(crate) const OWN_COMMANDS: [&str; 5] = ["login", "logout", "completions", "man", "help"];

const CONNECTION: &str = "Connection";
const OUTPUT: &str = "Output";
const MANY: &str = "Many at once";
/// Above the flags for a body.
pub(crate) const BODY: &str = "Body";

/// The commands that are not operations.
pub(crate) fn own_commands(table: &'static CommandLine) -> [Command; 4] {
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
    let logout = Command::new("logout")
        .about("Forget the profile, and its secrets in the keyring")
        .long_about(
            "Forgets the profile, the one of `--profile` or `default`, and its secrets in the operating system's keyring.",
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
    [login, logout, completions, man]
}

/// What every command takes.
pub(crate) fn settings() -> Vec<Arg> {
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
        switch(
            "verbose",
            "Say on standard error what is sent, each retry and each token",
        )
        .short('v'),
        switch("yes", "Do not ask before something is destroyed").short('y'),
    ];
    let heading = |heading: &'static str| move |arg: Arg| arg.help_heading(heading);
    connection
        .into_iter()
        .map(heading(CONNECTION))
        .chain(output.into_iter().map(heading(OUTPUT)))
        .collect()
}

/// The flags that come with what an operation is like.
pub(crate) fn own_flags(row: &'static CommandRow) -> Vec<Arg> {
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
