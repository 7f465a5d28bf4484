//! The table at the end of a run.

/// What was measured.
#[derive(Default)]
pub(crate) struct Table(Vec<Row>);

struct Row {
    what: String,
    value: f64,
    goal: f64,
}

impl Table {
    /// Adds something that is to be at most `goal`. Tells it at once, since the next may take minutes.
    pub(crate) fn row(&mut self, what: String, value: f64, goal: f64) {
        println!("{what}: {}", short(value));
        self.0.push(Row { what, value, goal });
    }

    /// Prints it; `false` if a goal was missed.
    pub(crate) fn print(&self) -> bool {
        if self.0.is_empty() {
            return true;
        }
        println!("\n| measured | result | goal | |");
        println!("|---|---|---|---|");
        for row in &self.0 {
            let verdict = if row.is_met() { "met" } else { "MISSED" };
            println!(
                "| {} | {} | ≤ {} | {verdict} |",
                row.what,
                short(row.value),
                row.goal
            );
        }
        self.0.iter().all(Row::is_met)
    }
}

impl Row {
    fn is_met(&self) -> bool {
        self.value <= self.goal
    }
}

/// With three digits or more.
fn short(value: f64) -> String {
    match value {
        _ if value >= 100.0 => format!("{value:.0}"),
        _ if value >= 1.0 => format!("{value:.1}"),
        _ => format!("{value:.3}"),
    }
}

/// The one in the middle.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
