//! What the command line takes.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::reconstruct::Convention;
use crate::select::Selector;

/// Generates typed API clients from OpenAPI descriptions.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, after_help = READ)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What is read, and what of it makes no difference to a client.
const READ: &str = "\
Read: Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2, in YAML or JSON, in one file or several.
Documentation only, with one finding for the file: if, then, else, not, contains, dependentRequired,
dependentSchemas, propertyNames, unevaluatedItems, the positions of prefixItems.
Webhooks have types and no methods. specs/README.md says more.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Regenerate the client crates of the descriptions in specs/
    Regen(Regen),
    /// Say what is wrong with descriptions, and generate nothing
    Lint(Lint),
    /// Generate one crate from any description of Swagger 2.0 to OpenAPI 3.2
    Generate(Generate),
    /// Make a description from the documentation pages of a Python SDK
    Reconstruct(Reconstruct),
    /// Compare descriptions with the documentation pages that they come from
    Audit(Audit),
    /// Say what a change of a description means for those who depend on its crate; exit with 1 if it breaks them
    Diff(Diff),
}

#[derive(Debug, Args)]
pub(super) struct Lint {
    /// YAML or JSON files, or folders with one description each [default: all in specs/]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) parts: Parts,
}

/// Where the other files of a description may lie.
#[derive(Debug, Args)]
pub(super) struct Parts {
    /// The folder in which files may lie that the description refers to [default: that of the description]
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Generate {
    /// A YAML or JSON file, or a folder with one description; the files that it refers to are read as well
    pub(super) spec: PathBuf,
    /// The folder of the crate: a new one, an empty one, or one that was generated before
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// Write nothing when there is a finding
    #[arg(long)]
    pub(super) strict: bool,
    /// Write nothing; fail when anything would change, and show what
    #[arg(long)]
    pub(super) check: bool,
    #[command(flatten)]
    pub(super) parts: Parts,
    /// An overlay to apply to it; any number, in their order
    #[arg(long = "overlay", value_name = "FILE")]
    pub(super) overlays: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) chosen: Chosen,
    /// Say how long each stage takes
    #[arg(short, long)]
    pub(super) verbose: bool,
}

/// Which operations are wanted.
#[derive(Debug, Args)]
pub(super) struct Chosen {
    /// Keep these operations alone, and the types that they reach: `tag:users`, `operation:getUser*`, `path:/users/**`
    #[arg(long, value_name = "SELECTOR", value_parser = Selector::parse)]
    pub(super) only: Vec<Selector>,
    /// Leave these operations out
    #[arg(long, value_name = "SELECTOR", value_parser = Selector::parse)]
    pub(super) except: Vec<Selector>,
}

#[derive(Debug, Args)]
pub(super) struct Reconstruct {
    /// Folders of Markdown pages, or single pages
    #[arg(required = true)]
    pub(super) docs: Vec<PathBuf>,
    /// Write the description to a file [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Take over summaries and descriptions, too
    #[arg(long)]
    pub(super) prose: bool,
    /// Pages of the same API in Java, TypeScript or Go, to settle what those of Python do not print; any number
    #[arg(long = "with", value_name = "DOCS")]
    pub(super) others: Vec<PathBuf>,
    /// A YAML file with names on the wire
    #[arg(long, value_name = "FILE")]
    pub(super) wire_names: Option<PathBuf>,
    /// How the API writes names of several words
    #[arg(long, value_enum, value_name = "CONVENTION")]
    pub(super) names: Option<Convention>,
    /// An answer of a real server in JSON, with the operation or model that it is of: `list_users=users.json`
    #[arg(long = "example", value_name = "NAME=FILE")]
    pub(super) examples: Vec<String>,
    /// List all that the pages do not tell one by one
    #[arg(short, long)]
    pub(super) verbose: bool,
    /// Write nothing when a part of the pages cannot be read
    #[arg(long)]
    pub(super) strict: bool,
}

#[derive(Debug, Args)]
pub(super) struct Audit {
    /// Names of files in specs/, without their endings [default: all]
    #[arg(value_name = "VENDOR")]
    pub(super) vendors: Vec<String>,
    /// The folder of the vendor's pages, or a folder with one folder of pages for each vendor
    #[arg(long, value_name = "DOCS", required_unless_present = "description")]
    pub(super) docs: Option<PathBuf>,
    /// The vendor's own OpenAPI or Swagger file, to see what it has and the description of one vendor has not
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with = "docs",
        requires = "vendors"
    )]
    pub(super) description: Option<PathBuf>,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// How findings are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The older description: a YAML or JSON file of any version, or a folder with one
    pub(super) old: PathBuf,
    /// The newer description
    pub(super) new: PathBuf,
    /// How to report
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(super) format: DiffFormat,
}

/// How differences of interfaces are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum DiffFormat {
    /// For people
    Text,
    /// For a pull request
    Markdown,
}

#[derive(Debug, Args)]
pub(super) struct Regen {
    /// Names of files in specs/, without their endings [default: all]
    #[arg(value_name = "VENDOR")]
    pub(super) vendors: Vec<String>,
    /// Write nothing; fail when anything would change, and show what
    #[arg(long)]
    pub(super) check: bool,
    /// Say how long each stage takes
    #[arg(short, long)]
    pub(super) verbose: bool,
}
