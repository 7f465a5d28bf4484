//! The document as YAML, with comments where the pages are silent.

use super::assemble::{Assembled, Gap};

/// Prints a document. `source` names the documentation in the first line.
///
/// # Errors
///
/// A message when the document cannot be written as YAML, which no document that was assembled from
/// pages should cause.
pub fn print(assembled: &Assembled, source: &str) -> Result<String, String> {
    let body = serde_yaml::to_string(&assembled.document).map_err(|error| error.to_string())?;
    let mut text = String::with_capacity(body.len() + 4096);
    text.push_str(&format!(
        "# Reconstructed from {source}.\n# `x-undocumented` lists what the pages do not tell, `x-guessed` what is likely and not \
         certain. Both are\n# summed up at the end; settle each of them and remove the mark.\n"
    ));
    let lines: Vec<&str> = body.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let key = line.trim_start().trim_start_matches("- ");
        // The list begins on the next line, and its items tell what is missing.
        if key == "x-undocumented:" {
            let items: Vec<&str> = lines
                .iter()
                .skip(index + 1)
                .map_while(|line| line.trim_start().strip_prefix("- "))
                .take_while(|item| !item.contains(": ") && !item.ends_with(':'))
                .collect();
            text.push_str(&format!(
                "{:indent$}# The pages do not tell: {}.\n",
                "",
                items.join(", ")
            ));
        }
        text.push_str(line);
        text.push('\n');
    }
    for guessed in [false, true] {
        let gaps: Vec<&Gap> = assembled
            .gaps
            .iter()
            .filter(|gap| gap.guessed == guessed)
            .collect();
        if gaps.is_empty() {
            continue;
        }
        text.push_str(if guessed {
            "\n# Guessed:\n"
        } else {
            "\n# Not told by the pages:\n"
        });
        for gap in gaps {
            let subject = one_line(&gap.subject);
            text.push_str(&format!(
                "# - {subject}: {} ({})\n",
                gap.what.join(", "),
                gap.place
            ));
        }
    }
    Ok(text)
}

/// A comment ends with its line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
