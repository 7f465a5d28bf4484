//! What every command is told: which server, and how answers are printed.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::time::Duration;

use clap::ArgMatches;

use crate::command_line::failure::Failed;
use crate::command_line::names::variable;
use crate::command_line::profiles::{self, Profile};
use crate::command_line::table::CommandLine;

/// How answers are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Table,
    Json,
    JsonLines,
    Yaml,
    Csv,
}

/// The settings of a run.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) url: Option<String>,
    pub(crate) profile_name: String,
    pub(crate) profile: Profile,
    pub(crate) credentials: Option<PathBuf>,
    pub(crate) token_url: Option<String>,
    pub(crate) allow_plain_http: bool,
    pub(crate) timeout: Option<Duration>,
    pub(crate) format: Format,
    pub(crate) columns: Vec<String>,
    pub(crate) hide_secrets: bool,
    pub(crate) dry_run: bool,
    pub(crate) verbose: bool,
    /// Whether several calls are under way at once.
    pub(crate) many: bool,
    pub(crate) yes: bool,
}

impl Settings {
    /// The flags win over the environment, and that over the profile.
    pub(crate) fn new(
        table: &'static CommandLine,
        matches: &ArgMatches,
        makes_profile: bool,
    ) -> Result<Self, Failed> {
        let text = |name: &str| matches.get_one::<String>(name).cloned();
        let from_environment = |name: &str| {
            let value = std::env::var(variable(table.name, name)).ok();
            value.filter(|value| !value.is_empty())
        };
        let named = text("profile").or_else(|| from_environment("PROFILE"));
        let profile_name = named
            .clone()
            .unwrap_or_else(|| profiles::DEFAULT.to_owned());
        let profile = profiles::load(table.name, &profile_name)?;
        if profile.is_none() && named.is_some() && !makes_profile {
            return Err(
                Failed::usage(format!("there is no profile `{profile_name}`")).advice(format!(
                    "`{} login --profile {profile_name}` makes it",
                    table.name
                )),
            );
        }
        let profile = profile.unwrap_or_default();
        let on_terminal = io::stdout().is_terminal();
        let format = match text("output").as_deref() {
            Some("table") => Format::Table,
            Some("json") => Format::Json,
            Some("jsonl") => Format::JsonLines,
            Some("yaml") => Format::Yaml,
            Some("csv") => Format::Csv,
            _ if on_terminal => Format::Table,
            _ => Format::Json,
        };
        let whole_urls = table.urls.iter().filter(|url| url.starts_with("https://"));
        let described = match whole_urls.collect::<Vec<_>>().as_slice() {
            [url] => Some((**url).to_owned()),
            _ => None,
        };
        Ok(Self {
            url: text("url")
                .or_else(|| from_environment("URL"))
                .or_else(|| profile.url.clone())
                .or(described),
            profile_name,
            profile,
            credentials: text("credentials")
                .or_else(|| from_environment("CREDENTIALS"))
                .map(PathBuf::from),
            token_url: text("token-url"),
            allow_plain_http: matches.get_flag("allow-plain-http"),
            timeout: matches
                .get_one::<u64>("timeout")
                .copied()
                .map(Duration::from_secs),
            format,
            columns: matches
                .get_many::<String>("columns")
                .map(|names| names.cloned().collect())
                .unwrap_or_default(),
            hide_secrets: on_terminal && !matches.get_flag("show-secrets"),
            dry_run: matches.get_flag("dry-run"),
            verbose: matches.get_flag("verbose"),
            many: matches!(matches.try_contains_id("each"), Ok(true)),
            yes: matches.get_flag("yes"),
        })
    }
}
