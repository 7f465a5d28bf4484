//! Saying what changed.

use std::fmt::Write as _;

use super::{Change, Interface, Level, Verdict, next};

/// Levels with the headings of a report in Markdown.
const HEADINGS: [(Level, &str); 3] = [
    (Level::Breaking, "Breaking"),
    (Level::Addition, "Added"),
    (Level::Patch, "Changed without a new signature"),
];

/// A line for each change, and one that sums them up; nothing where there is no change. `places` says where a change is.
pub fn text(old: &Interface, verdict: &Verdict, places: impl Fn(&Change) -> Vec<String>) -> String {
    let mut text = String::new();
    for change in &verdict.changes {
        let places = match places(change).join(" → ") {
            none if none.is_empty() => none,
            places => format!("  ({places})"),
        };
        let _ = writeln!(text, "{}: {}{places}", change.level, change.text);
    }
    if let Some(summary) = summary(old, verdict) {
        let _ = writeln!(text, "{summary}");
    }
    text
}

/// The same for a pull request: a heading for each level, a list below it.
pub fn markdown(
    old: &Interface,
    verdict: &Verdict,
    places: impl Fn(&Change) -> Vec<String>,
) -> String {
    let mut text = match summary(old, verdict) {
        Some(summary) => format!("**{summary}**\n"),
        None => "**Callers see no change.**\n".to_owned(),
    };
    for (level, heading) in HEADINGS {
        let changes = verdict.changes.iter();
        let mut changes = changes.filter(|change| change.level == level).peekable();
        if changes.peek().is_some() {
            let _ = write!(text, "\n### {heading}\n\n");
        }
        for change in changes {
            let places = places(change);
            let places: Vec<String> = places.iter().map(|place| code(place)).collect();
            let places = match places.join(" → ") {
                none if none.is_empty() => none,
                places => format!(" ({places})"),
            };
            let _ = writeln!(text, "- {}{places}", code(&change.text));
        }
    }
    text
}

/// Names may hold any sign, also those that Markdown reads.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}

/// `verdict: breaking (1 breaking, 2 additions), so the next version after 0.1.0 is 0.2.0`.
fn summary(old: &Interface, verdict: &Verdict) -> Option<String> {
    let level = verdict.level()?;
    let counts = [
        (Level::Breaking, "breaking", "breaking"),
        (Level::Addition, "addition", "additions"),
        (Level::Patch, "patch", "patches"),
    ];
    let counts = counts.into_iter().filter_map(|(level, one, many)| {
        let of_level = verdict.changes.iter();
        match of_level.filter(|change| change.level == level).count() {
            0 => None,
            1 => Some(format!("1 {one}")),
            number => Some(format!("{number} {many}")),
        }
    });
    let counts = counts.collect::<Vec<_>>().join(", ");
    let version = old.version.parse().map(|version| next(version, level));
    let version =
        version.map(|next| format!(", so the next version after {} is {next}", old.version));
    Some(format!(
        "verdict: {level} ({counts}){}",
        version.unwrap_or_default()
    ))
}
