//! `--each`: a thousand calls, some of which fail, and a run that is killed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Stdio;
use std::time::Duration;

use workspace_tests::stand_in::sftpgo;

use super::program::{self, Machine};

/// A thousand users; every hundredth has a name that is taken.
fn thousand() -> String {
    let mut lines = String::from("username,home_dir,permissions,status\n");
    for number in 0..1000 {
        let name = match number % 100 {
            99 => "taken".to_owned(),
            _ => format!("user-{number}"),
        };
        let _ = writeln!(lines, "{name},/srv/{number},/=*,enabled");
    }
    lines
}

fn created(requests: &[String]) -> usize {
    requests
        .iter()
        .filter(|request| request.starts_with("POST "))
        .count()
}

pub(crate) async fn a_killed_run_does_something_twice_when_it_is_run_again() {
    let server = sftpgo::start().await;
    let machine = program::sftpgo(&server);
    machine.create_user("taken", &[]);
    machine.file("users.csv", &thousand());
    let each = ["create-user", "--each", "users.csv", "--in-flight", "4"];
    let mut child = machine
        .command(&each)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    while created(&server.requests()) < 400 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
    // What was under way when it was killed arrives.
    tokio::time::sleep(Duration::from_millis(200)).await;
    let before = created(&server.requests());
    assert!(before < 1000, "it was too fast to be killed half way");

    let run = machine.run(&each);
    assert_eq!(run.status, 6, "{run}");
    let mut bodies: BTreeMap<String, usize> = BTreeMap::new();
    for seen in server.seen() {
        if let Ok(body) = serde_json::from_str::<serde_json::Value>(&seen.body)
            && let Some(name) = body["username"].as_str()
        {
            *bodies.entry(name.to_owned()).or_default() += 1;
        }
    }
    bodies.remove("taken");
    let twice: Vec<_> = bodies.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
    // Those whose fate nobody knew are in the file of failures, and nothing is missing.
    let failures = std::fs::read_to_string(machine.home.path().join("users.csv.failures.jsonl"))
        .expect("some failed");
    for number in (0..1000).filter(|number| number % 100 != 99) {
        let name = format!("user-{number}");
        let known = bodies.contains_key(&name) || failures.contains(&format!("\"{name}\""));
        assert!(known, "{name} is lost");
    }
}

pub(crate) async fn what_failed_cannot_be_tried_again() {
    let server = sftpgo::start().await;
    let machine = program::sftpgo(&server);
    machine.create_user("taken", &[]);
    machine.file(
        "users.csv",
        "username,home_dir,permissions\njane,/srv/jane,/=*\ntaken,/srv/taken,/=*\n",
    );
    let run = machine.run(&["create-user", "--each", "users.csv"]);
    assert_eq!(run.status, 6, "{run}");
    assert!(run.errors.contains("1 done, 1 failed"), "{run}");
    machine.prints(&["delete-user", "taken", "--yes"]);
    let failures = "users.csv.failures.jsonl";
    let run = machine.run(&["create-user", "--each", failures]);
    assert_eq!(run.status, 0, "{run}");
    // The first file knows of it.
    let before = created(&server.requests());
    let run = machine.run(&["create-user", "--each", "users.csv"]);
    assert_eq!(run.status, 0, "{run}");
    assert!(run.errors.contains("2 done before"), "{run}");
    assert_eq!(created(&server.requests()), before);
}

pub(crate) fn a_misspelt_column_is_left_out() {
    let machine =
        Machine::new("sftpgo-users", "http://127.0.0.1:9".to_owned()).set("API_KEY", "a.b");
    machine.file("users.csv", "usernme\njane\n");
    let run = machine.run(&["create-user", "--each", "users.csv"]);
    assert_eq!(run.status, 2, "{run}");
    assert!(run.errors.contains("`username`"), "{run}");
}
