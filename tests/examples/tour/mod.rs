//! What the tours share: their arguments, where credentials come from, and what the output looks like.

use std::error::Error;
use std::fmt::Display;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser};

/// Nothing, or why the tour had to stop.
pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// What is different from tour to tour.
pub(crate) struct About {
    /// Name of the product.
    pub(crate) product: &'static str,
    /// Package of the client.
    pub(crate) package: &'static str,
    /// What `--url` may look like.
    pub(crate) url: &'static str,
    /// Environment variables and what they hold; each line is one way to log in.
    pub(crate) variables: &'static [(&'static str, &'static str)],
}

/// Calls a server in this process, unless --url names another one.
#[derive(Parser)]
struct Arguments {
    /// Base URL of a server; only read, unless --write is given
    #[arg(long)]
    url: Option<String>,
    /// Also create, change and delete users of its own on that server, named `tour-…`
    #[arg(long, requires = "url")]
    write: bool,
}

/// A tour under way.
pub(crate) struct Tour {
    about: &'static About,
    arguments: Arguments,
}

impl Tour {
    /// Reads the command line; ends the process if it is wrong, or asks for help.
    pub(crate) fn new(about: &'static About) -> Self {
        let command = Arguments::command()
            .about(format!(
                "A tour of {}, the client of {}.\n\nWithout arguments it needs neither a server nor an account: a stand-in \
                 in this process answers.",
                about.package, about.product
            ))
            .mut_arg("url", |argument| argument.value_name(about.url))
            .after_help(about.credentials());
        let arguments = Arguments::from_arg_matches(&command.get_matches())
            .unwrap_or_else(|error| error.exit());
        Self { about, arguments }
    }

    /// The server to call; `None` for a stand-in.
    pub(crate) fn url(&self) -> Option<&str> {
        self.arguments.url.as_deref()
    }

    /// Whether the tour may change something.
    pub(crate) fn writes(&self) -> bool {
        self.arguments.write || self.arguments.url.is_none()
    }

    /// The values of these environment variables, if all of them are set.
    pub(crate) fn variables<const N: usize>(&self, names: [&str; N]) -> Option<[String; N]> {
        let values: Vec<String> = names
            .iter()
            .filter_map(|name| std::env::var(name).ok())
            .filter(|value| !value.is_empty())
            .collect();
        values.try_into().ok()
    }

    /// There is no credential for the server.
    pub(crate) fn no_credentials<T>(&self) -> Outcome<T> {
        Err(format!("no credentials\n\n{}", self.about.credentials()).into())
    }

    /// Begins the output.
    pub(crate) fn begin(&self) {
        let About {
            package, product, ..
        } = self.about;
        println!("{package}: a tour of the client of {product}");
        match (self.url(), self.writes()) {
            (None, _) => println!("server: a stand-in in this process, kept in memory"),
            (Some(url), true) => {
                println!("server: {url}; users named tour-… are created and deleted")
            }
            (Some(url), false) => println!("server: {url}; nothing is changed"),
        }
    }

    /// Begins a part of the tour.
    pub(crate) fn part(&self, title: &str) {
        println!("\n{title}");
    }

    /// Shows what is called.
    pub(crate) fn calls(&self, code: &str) {
        let code: Vec<&str> = code.split_whitespace().collect();
        println!("  > {}", code.join(" "));
    }

    /// Shows what came of it.
    pub(crate) fn shows(&self, text: impl Display) {
        println!("    {text}");
    }

    /// Deletes what the tour created, however it ended, and gives the first error.
    pub(crate) async fn clean_up<T>(
        &self,
        mut outcome: Outcome,
        created: Vec<T>,
        delete: impl AsyncFn(T) -> Outcome<String>,
    ) -> Outcome {
        if !created.is_empty() {
            self.part("Delete what was created");
        }
        for thing in created {
            match delete(thing).await {
                Ok(answer) => self.shows(answer),
                Err(error) => outcome = outcome.and(Err(error)),
            }
        }
        outcome
    }

    /// Ends the process, with the reason if there is one.
    pub(crate) fn end(&self, outcome: Outcome) -> ExitCode {
        let Err(error) = outcome else {
            return ExitCode::SUCCESS;
        };
        eprintln!("error: {error}");
        let mut source = error.source();
        while let Some(error) = source {
            eprintln!("  because {error}");
            source = error.source();
        }
        ExitCode::FAILURE
    }
}

impl About {
    fn credentials(&self) -> String {
        let mut text = "With --url, credentials come from the environment. Set:".to_owned();
        for (names, meaning) in self.variables {
            text.push_str(&format!("\n  {names}\n      {meaning}"));
        }
        text
    }
}

/// Shows a call and makes it.
macro_rules! call {
    ($tour:expr, $call:expr) => {{
        $tour.calls(stringify!($call.await));
        $call.await
    }};
}
