//! What goes wrong, in one line, and the exit status.

use std::process::Command;

use insta::assert_snapshot;
use workspace_tests::stand_in::{portainer, sftpgo};

use super::program::{self, Machine};

pub(crate) async fn an_error_does_not_say_what_to_do_next() {
    let server = sftpgo::start().await;
    let machine = program::sftpgo(&server);
    let shown = machine.transcript(&[
        &["get-user", "nobody"],
        &["get-user", "nobody", "--output", "json"],
        &["create-user", "jane", "--permissions", "/=*"],
        &["lst-users"],
        &["list-users", "--limt", "3"],
        &["list-users", "--order", "ASK"],
        &["list-users", "--offset", "x"],
        &["create-user", "jane"],
        &["delete-user", "jane"],
        &["list-users", "--profile", "other"],
        &["list-users", "--output", "json", "--limt", "3"],
    ]);
    let run = machine.run(&[
        "create-user",
        "jane",
        "--permissions",
        "/=*",
        "--password",
        "hunter2",
    ]);
    assert_eq!(run.status, 2, "{run}");
    assert!(!run.errors.contains("hunter2"), "{run}");
    assert_snapshot!("errors", shown);
    let status = |arguments: &[&str]| machine.run(arguments).status;
    assert_eq!(status(&["get-user", "nobody"]), 4);
    assert_eq!(status(&["lst-users"]), 2);
    assert_eq!(status(&["delete-user", "jane"]), 2);

    let refused = Machine::of("sftpgo-users", &server)
        .set("USERNAME", "admin")
        .set("PASSWORD", "wrong");
    assert_eq!(refused.run(&["list-users"]).status, 3);
    let without = Machine::of("sftpgo-users", &server);
    let run = without.run(&["list-users"]);
    assert_eq!(run.status, 3, "{run}");
    let nowhere =
        Machine::new("sftpgo-users", "http://127.0.0.1:9".to_owned()).set("API_KEY", "a.b");
    assert_eq!(nowhere.run(&["list-users"]).status, 5);
}

pub(crate) async fn a_server_that_says_no_looks_like_success() {
    let server = portainer::start().await;
    let machine = program::portainer(&server);
    machine.file("password", "a long enough password");
    let created = |machine: &Machine| {
        machine.run_with(
            &["create-user", "jane", "2", "--password", "-"],
            "a long enough password\n",
        )
    };
    let first = created(&machine);
    assert_eq!(first.status, 0, "{first}");
    let second = created(&machine);
    assert_eq!(second.status, 1, "{second}");
}

pub(crate) fn a_dry_run_sends_something_or_shows_a_secret() {
    let machine =
        Machine::new("sftpgo-users", "http://127.0.0.1:9".to_owned()).set("API_KEY", "made-up.key");
    let shown = machine.run_with(
        &[
            "create-user",
            "o'neill",
            "--permissions",
            "/=*",
            "--password",
            "-",
            "--dry-run",
        ],
        "correct horse\n",
    );
    assert_eq!(shown.status, 0, "{shown}");
    assert!(!shown.to_string().contains("made-up.key"));
    assert!(!shown.to_string().contains("correct horse"));
    assert_snapshot!("dry_run", shown);
    assert_snapshot!(
        "dry_run_of_update",
        machine.run(&[
            "update-user",
            "jane",
            "--email",
            "jane@example.com",
            "--dry-run"
        ])
    );
}

pub(crate) fn help_is_not_what_it_was() {
    let machine = Machine::new("sftpgo-users", "http://127.0.0.1:9".to_owned());
    assert_snapshot!("help", machine.prints(&["--help"]));
    assert_snapshot!("help_of_list", machine.prints(&["list-users", "--help"]));
    assert_snapshot!("help_of_create", machine.prints(&["create-user", "-h"]));
}

pub(crate) fn a_shell_completes_nothing() {
    let machine = Machine::new("sftpgo-users", "http://127.0.0.1:9".to_owned());
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let text = machine.prints(&["completions", shell]);
        assert!(text.contains("create-user"), "{shell}");
        assert!(text.contains("DESC"), "{shell}");
        // Where the shell is, it says whether it can read them.
        let script = machine.file(shell, &text);
        let read = Command::new(shell).arg("-n").arg(script).output();
        if let Some(read) = read.ok().filter(|_| shell != "powershell") {
            let said = String::from_utf8_lossy(&read.stderr);
            assert!(read.status.success(), "{shell}: {said}");
        }
    }
    // No PowerShell is here to ask: the rows that are ours are as they were read by a parser of its language.
    let script = machine.prints(&["completions", "powershell"]);
    for row in [
        "'* --output' { 'table', 'json', 'jsonl', 'yaml', 'csv' }",
        "'sftpgo-users;list-users --order' { 'ASC', 'DESC' }",
    ] {
        assert_eq!(script.matches(row).count(), 1, "{row}");
    }
    machine.prints(&["man", "pages"]);
    let page =
        std::fs::read_to_string(machine.home.path().join("pages/sftpgo-users-create-user.1"));
    assert!(page.expect("a page for each command").contains("home"));
}
