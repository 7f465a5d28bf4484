//! "Command line": the program that comes with the crate.

use heck::ToKebabCase as _;

use super::shown;
use crate::model::Api;

/// The section; nothing for an API without operations.
pub(super) fn command_line(api: &Api) -> String {
    if api.operations.is_empty() {
        return String::new();
    }
    let name = &api.package.name;
    let login = match api.security_schemes.is_empty() {
        true => String::new(),
        false => format!("{name} login --url https://api.example.com\n"),
    };
    let shown = shown(api).or(api.operations.first());
    let command = shown.map(|operation| operation.name.to_kebab_case());
    let command = command.unwrap_or_default();
    format!(
        "\n## Command line\n\n```text\ncargo install {name} --features cli\n{login}{name} {command} --help\n```\n\n\
         Every operation is a command: what is required stands for itself, the rest are flags, those for properties of the body with their path. Answers\n\
         are tables on a terminal and JSON elsewhere. `--dry-run` prints the request as a `curl` command, `--verbose` says what is sent, and `--help`\n\
         lists the variables that hold credentials: they are never flags, which others can see.\n\n\
         `--each FILE` makes a call of each line of a file. What failed goes to `FILE.failures.jsonl`, which `--each` takes again, and what is done to\n\
         `FILE.done`, so that a second run does nothing twice. Only their owner may read the two, and secrets stay in `FILE`.\n"
    )
}
