//! Secrets: where they come from, and where they are not to be seen.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use workspace_tests::server::{self, Server};
use workspace_tests::stand_in::{kestra, sftpgo};

use super::program::{self, Machine};

/// All that lies in a folder.
fn texts(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => text.push_str(&texts(&path)),
            false => text.push_str(&String::from_utf8_lossy(&fs::read(&path).expect("a file"))),
        }
    }
    text
}

pub(crate) async fn a_file_with_a_credential_is_read_that_others_may_read() {
    let server = sftpgo::start().await;
    let machine = Machine::of("sftpgo-users", &server);
    let path = machine.file(
        "credentials.yaml",
        &format!("api-key: {}\n", sftpgo::API_KEY),
    );
    let list = ["list-users", "--credentials", "credentials.yaml"];
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("its owner may");
    let run = machine.run(&list);
    assert_eq!(run.status, 3, "{run}");
    assert!(run.errors.contains("chmod 600"), "{run}");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("its owner may");
    machine.prints(&list);
}

pub(crate) async fn a_verbose_run_shows_a_secret() {
    let server = kestra::start().await;
    let machine = program::kestra(&server);
    let run = machine.run(&["list-users", "--verbose"]);
    assert_eq!(run.status, 0, "{run}");
    assert!(run.errors.contains("> GET [url]/api/v1/users?"), "{run}");
    assert!(!run.to_string().contains(kestra::PASSWORD), "{run}");
}

pub(crate) async fn a_verbose_run_keeps_a_retry_or_a_token_to_itself() {
    let token =
        r#"{"access_token":"a-token-for-an-hour","expires_at":"2999-01-01T00:00:00Z"}"#.to_owned();
    // The token, a server that is busy, and one that is not any more.
    let server = Server::start(move |seen, before| match seen.path() {
        "/token" => server::json(200, &token),
        _ if before == 1 => server::reply(503, "text/plain", &["retry-after: 0"], "busy"),
        _ => server::json(200, "[]"),
    })
    .await;
    let machine = Machine::new("sftpgo-users", server.url())
        .set("USERNAME", "admin")
        .set("PASSWORD", "correct-horse");
    let run = machine.run(&["list-users", "--verbose"]);
    assert_eq!(run.status, 0, "{run}");
    assert_eq!(server.count(), 3, "{run}");
    assert_eq!(run.output, "[]\n");
    let (told, time) = told(&run.errors);
    assert_eq!(
        told,
        [
            "> GET [url]/token",
            "< 200 OK in …",
            "token: a new one from [url]/token, good for …",
            "> GET [url]/users?offset=0",
            "< 503 Service Unavailable in …",
            "retry 1 of 2 in …: 503 Service Unavailable",
            "> GET [url]/users?offset=0",
            "< 200 OK in …",
        ]
    );
    let is_time = |time: &String| time.ends_with('s') && time.starts_with(char::is_numeric);
    assert!(time.iter().all(is_time), "{run}");
    for secret in ["correct-horse", "a-token-for-an-hour"] {
        assert!(!run.to_string().contains(secret), "{run}");
    }
    let quiet = machine.run(&["list-users"]);
    assert_eq!(quiet.errors, "");
}

/// The lines of a verbose run without the times in them, and these.
fn told(errors: &str) -> (Vec<String>, Vec<String>) {
    let lines = errors.lines().map(|line| {
        let time = line.split_once(" in ").or_else(|| line.split_once(" for "));
        let Some((_, time)) = time else {
            return (line.to_owned(), None);
        };
        let time = time.split(':').next().unwrap_or_default();
        (line.replace(time, "…"), Some(time.to_owned()))
    });
    let (lines, times): (Vec<String>, Vec<Option<String>>) = lines.unzip();
    (lines, times.into_iter().flatten().collect())
}

pub(crate) async fn a_file_of_failures_holds_a_password() {
    let server = sftpgo::start().await;
    let machine = program::sftpgo(&server);
    // The second fails: its name is taken.
    let lines = "username,home_dir,permissions,password\njane,/srv/jane,/=*,correct-horse-1\njane,/srv/jane,/=*,correct-horse-2\n";
    machine.file("users.csv", lines);
    let run = machine.run(&["create-user", "--each", "users.csv"]);
    assert_eq!(run.status, 6, "{run}");
    assert!(!run.to_string().contains("correct-horse"), "{run}");
    fs::rename(
        machine.home.path().join("users.csv"),
        machine.home.path().join("away"),
    )
    .expect("moved");
    fs::remove_file(machine.home.path().join("away")).expect("removed");
    let left = texts(machine.home.path());
    assert!(left.contains("withheld"), "{left}");
    assert!(!left.contains("correct-horse"), "{left}");
}
