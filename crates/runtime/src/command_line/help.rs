//! What help says beside commands and flags, as wide as the terminal.

use crate::command_line::arguments::command_name;
use crate::command_line::credentials;
use crate::command_line::names::variable;
use crate::command_line::own::own_commands;
use crate::command_line::table::CommandLine;

/// As wide as what `clap` prints.
pub(crate) fn width() -> usize {
    const WIDEST: usize = 100;
    let of_terminal =
        terminal_size::terminal_size().map(|(terminal_size::Width(width), _)| usize::from(width));
    let told = || std::env::var("COLUMNS").ok()?.parse().ok();
    of_terminal.or_else(told).unwrap_or(WIDEST).min(WIDEST)
}

/// Words in lines: the first has `begin` in front, and the others `then`, which is as wide.
pub(crate) fn wrapped(begin: &str, then: &str, text: &str, width: usize) -> String {
    // A narrow column is harder to read than a line that the terminal breaks.
    const LEAST: usize = 20;
    let indent = begin.chars().count();
    let room = width.saturating_sub(indent).max(LEAST);
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let length = lines.last().map_or(0, |line| line.chars().count());
        if length > 0 && length + 1 + word.chars().count() > room {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    format!("{begin}{}\n", lines.join(&format!("\n{then}")))
}

fn rows(rows: &[(String, String)], widest: usize, width: usize) -> String {
    let rows = rows.iter().map(|(name, text)| {
        let name = format!("  {name:widest$}  ");
        wrapped(&name, &" ".repeat(widest + 4), text, width)
    });
    rows.collect()
}

fn widest(rows: &[(String, String)]) -> usize {
    rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0)
}

/// The commands under the tags of their operations.
pub(crate) fn listed(table: &'static CommandLine, groups: &[&str], width: usize) -> String {
    let mut sections: Vec<(&str, Vec<(String, String)>)> = Vec::new();
    for group in groups {
        let of_group = table.rows().filter(|row| row.group == *group);
        let of_group = of_group.map(|row| (command_name(row), row.about.to_owned()));
        let heading = if group.is_empty() { "Others" } else { group };
        sections.push((heading, of_group.collect()));
    }
    let own = own_commands(table).map(|own| {
        let about = own.get_about().map(ToString::to_string);
        (own.get_name().to_owned(), about.unwrap_or_default())
    });
    sections.push(("This program", own.into()));
    let widest = sections
        .iter()
        .map(|(_, rows)| widest(rows))
        .max()
        .unwrap_or_default();
    let sections = sections
        .iter()
        .map(|(heading, listed)| format!("{heading}:\n{}\n", rows(listed, widest, width)));
    // Braces are tags of a template.
    sections.collect::<String>().replace(['{', '}'], "")
}

/// The environment variables that count, and what the exit status says.
pub(crate) fn environment(table: &'static CommandLine, width: usize) -> String {
    let mut variables = vec![
        (variable(table.name, "URL"), "The server".to_owned()),
        (variable(table.name, "PROFILE"), "The profile".to_owned()),
    ];
    for row in table.credentials {
        for value in row.values {
            let name = credentials::variable_of(table, row, value);
            variables.push((name, value.help.to_owned()));
        }
    }
    let variables = rows(&variables, widest(&variables), width);
    format!(
        "Environment:\n{variables}\n{}\n{}",
        wrapped(
            "",
            "",
            "With `_FILE` behind its name, a variable says which file holds the value.",
            width
        ),
        wrapped(
            "",
            "",
            "Exit status: 0 done; 1 the server refused; 2 wrong usage; 3 no credential, or a refused one; \
             4 not found; 5 not reached, or too slow; 6 some of --each failed.",
            width
        )
        .trim_end()
    )
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn a_line_is_wider_than_the_terminal_or_loses_its_column() {
        let text = wrapped("  name  ", "        ", "one two three four five six", 30);
        assert_eq!(text, "  name  one two three four\n        five six\n");
    }
}
