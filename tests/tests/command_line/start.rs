//! How long somebody waits for a command line that has nothing to wait for.

use std::process::Stdio;
use std::time::{Duration, Instant};

use users_client_runtime::command_line::{
    Body, CommandLine, CommandRow, Field, Kind, Object, field,
};
use users_client_runtime::{Operation, serde_json::Value};

use super::program::Machine;

/// More operations than any description that we know of, each with a hundred flags in two levels.
pub(crate) fn large() -> &'static CommandLine {
    let fields = |kind: Kind| -> &'static Object {
        let fields = (0..50).map(|number| -> Field {
            let name: &'static str = format!("property{number}").leak();
            let help = "What it means, in a sentence or two. There is more to be said of it than fits into one line.";
            field(name, if number == 0 { kind } else { Kind::Text }, help)
        });
        leaked(Object::new(fields.collect::<Vec<_>>().leak()))
    };
    let body = fields(Kind::Object(fields(Kind::Integer)));
    let rows = (0..1000).map(|number| -> &'static CommandRow {
        let id = format!("operation{number}").leak();
        let operation = leaked(Operation::new(id, "POST", "/things"));
        let row = CommandRow::new(operation, "Do something", |request, answers| {
            answers.one(request.send_json::<Value, Value>())
        });
        let group = format!("Group {}", number % 20).leak();
        let body = Body::new(Kind::Object(body), |request, given| {
            Ok(request.json(&given.read::<Value>()?))
        });
        leaked(row.group(group).body(body))
    });
    let rows = rows.collect::<Vec<_>>().leak();
    leaked(CommandLine::new("large", "1.0.0", "Much of everything").commands(rows))
}

fn leaked<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// The shortest of several runs: what else the machine does only adds to them.
fn shortest(machine: &Machine, arguments: &[&str]) -> Duration {
    let run = || {
        let begun = Instant::now();
        let mut command = machine.command(arguments);
        let status = command.stdout(Stdio::null()).status().expect("it starts");
        assert!(status.success(), "{arguments:?}");
        begun.elapsed()
    };
    let runs = (0..30).map(|_| run());
    runs.min().expect("there were some")
}

/// What is wanted of a program as it is released, and what the tests' own can be held to: it is not optimised.
fn limit(released: u64) -> Duration {
    let slower = if cfg!(debug_assertions) { 4 } else { 1 };
    Duration::from_millis(released * slower)
}

pub(crate) fn a_command_line_is_slower_than_anybody_notices() {
    let machine = Machine::new("sftpgo-users", "http://127.0.0.1:9".to_owned());
    for arguments in [&["--version"][..], &["delete-user", "jane", "--dry-run"]] {
        let time = shortest(&machine, arguments);
        assert!(time < limit(15), "{arguments:?}: {time:?}");
    }
}

pub(crate) fn help_for_a_large_description_keeps_somebody_waiting() {
    let machine = Machine::new("large", "http://127.0.0.1:9".to_owned());
    for arguments in [&["--help"][..], &["operation7", "--help"]] {
        let time = shortest(&machine, arguments);
        assert!(time < limit(100), "{arguments:?}: {time:?}");
    }
}
