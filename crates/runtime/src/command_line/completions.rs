//! Completions for shells.

use clap::{Arg, Command};
use clap_complete::Shell;

use crate::command_line::arguments::whole;
use crate::command_line::table::CommandLine;

/// The script that a shell reads.
pub(crate) fn script(table: &'static CommandLine, shell: Shell) -> String {
    let mut text = Vec::new();
    let mut command = whole(table);
    clap_complete::generate(shell, &mut command, table.name, &mut text);
    let text = String::from_utf8_lossy(&text).into_owned();
    match shell {
        Shell::PowerShell => with_values(&text, &command),
        _ => text,
    }
}

/// The library completes the values of flags in all shells but PowerShell.
fn with_values(script: &str, command: &Command) -> String {
    // Where it has found out which command it is.
    const PLACE: &str = "\n    $completions = @(switch";
    let Some((before, after)) = script.split_once(PLACE) else {
        return script.to_owned();
    };
    let name = command.get_name();
    // What all commands take is the same everywhere.
    let mut all = rows("*", command.get_arguments());
    for command in command.get_subcommands() {
        let own = command.get_arguments().filter(|arg| !arg.is_global_set());
        all.push_str(&rows(&format!("{name};{}", command.get_name()), own));
    }
    format!(
        r#"{before}
    $before = @($commandElements | Where-Object {{ $_.Extent.EndOffset -lt $cursorPosition }})[-1]
    $values = switch -Wildcard -CaseSensitive ("$command $before") {{
{all}    }}
    if ($values) {{
        return $values | Where-Object {{ $_ -like "$wordToComplete*" }} | ForEach-Object {{
            [CompletionResult]::new($_, $_, [CompletionResultType]::ParameterValue, $_)
        }}
    }}
{PLACE}{after}"#
    )
}

/// A row for each flag of a command that has known values.
fn rows<'a>(command: &str, flags: impl Iterator<Item = &'a Arg>) -> String {
    let rows = flags.filter_map(|flag| {
        let values = flag.get_possible_values();
        let values = values.iter().filter(|value| !value.is_hide_set());
        let values: Vec<String> = values.map(|value| quoted(value.get_name())).collect();
        let flag = flag.get_long().filter(|_| !values.is_empty())?;
        let place = quoted(&format!("{command} --{flag}"));
        Some(format!("        {place} {{ {} }}\n", values.join(", ")))
    });
    rows.collect()
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
