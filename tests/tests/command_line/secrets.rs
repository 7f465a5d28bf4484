//! Secrets: where they come from, and where they are not to be seen.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use workspace_tests::description::Description;
use workspace_tests::server::{self, Reply, Server};
use workspace_tests::stand_in::{kestra, sftpgo};

use super::program::{self, Machine};
use super::transcripts::command_of;

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

/// All that a process was called with, as other users see it.
fn called_with(process: u32) -> String {
    let called = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&called).into_owned()
}

pub(crate) async fn a_secret_is_left_somewhere_while_it_is_used_or_afterwards() {
    const SECRETS: [&str; 3] = ["correct-horse", "a-token-for-an-hour", "first-of-jane"];
    let server = Server::start(|seen, _| match seen.path() {
        "/token" => server::json(200, r#"{"access_token":"a-token-for-an-hour"}"#),
        _ => {
            let jane = r#"{"username":"jane","status":1,"permissions":{"/":["*"]},"password":"first-of-jane"}"#;
            Reply::After(Duration::from_millis(20), Box::new(server::json(201, jane)))
        }
    })
    .await;
    let mut machine = Machine::new("sftpgo-users", server.url())
        .set("USERNAME", "admin")
        .set("PASSWORD", "correct-horse");
    let folder = machine.home.path().display().to_string();
    machine.variables.push(("TMPDIR".to_owned(), folder));
    let is_clean = |what: &str, text: &str| {
        for secret in SECRETS {
            assert!(!text.contains(secret), "{secret} in {what}: {text}");
        }
    };
    let login = machine.run(&["login", "--verbose"]);
    assert_eq!(login.status, 0, "{login}");
    is_clean("what it says", &login.to_string());

    let lines = "username,home_dir,permissions,password\n".to_owned();
    let line = |number| format!("user-{number},/srv,/=*,first-of-jane\n");
    let file = machine.file(
        "users.csv",
        &(lines + &(0..20).map(line).collect::<String>()),
    );
    let each = [
        "create-user",
        "--each",
        "users.csv",
        "--verbose",
        "--in-flight",
        "1",
    ];
    let child = machine
        .command(&each)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let child = child.expect("it starts");
    while server.count() < 5 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let source = fs::read(&file).expect("the lines");
    fs::remove_file(&file).expect("it is read");
    is_clean("its arguments", &called_with(child.id()));
    is_clean("its files", &texts(machine.home.path()));
    let ended = child.wait_with_output().expect("it ends");
    is_clean("what it says", &String::from_utf8_lossy(&ended.stderr));
    is_clean("its files", &texts(machine.home.path()));
    fs::write(&file, source).expect("the lines");

    // What a server answers, a pipe gets: it may be the only time.
    let shown = String::from_utf8_lossy(&ended.stdout).replace("first-of-jane", "");
    is_clean("what it prints", &shown);
}

pub(crate) fn a_secret_is_taken_from_the_command_line() {
    let mut refused = 0;
    for vendor in Description::vendors() {
        let name: &'static str = format!("{vendor}-users").leak();
        let machine = Machine::new(name, "http://127.0.0.1:9".to_owned());
        for operation in Description::of(&vendor).operations() {
            let command = command_of(operation.id);
            let help = machine.prints(&[&command, "--help"]);
            let usage = help.lines().find(|line| line.starts_with("Usage: "));
            let words = usage.expect("a usage").split_whitespace();
            let needed = words
                .filter(|word| word.starts_with(['<', '[']) && *word != "[OPTIONS]")
                .count();
            for flag in help
                .lines()
                .filter_map(|line| line.trim().strip_suffix(" <SOURCE>"))
            {
                let given = format!("{flag}=correct-horse");
                let run =
                    machine.run(&[&[command.as_str(), &given][..], &["1"].repeat(needed)].concat());
                assert_eq!(run.status, 2, "{run}");
                let said = run.errors + &run.output;
                assert!(!said.contains("correct-horse"), "{said}");
                assert!(said.contains("not written on the command line"), "{said}");
                refused += 1;
            }
        }
    }
    assert!(refused > 10, "{refused}");
}

pub(crate) async fn what_is_kept_of_a_run_is_read_by_others() {
    let server = sftpgo::start().await;
    let machine = program::sftpgo(&server);
    let lines = "username,home_dir,permissions\njane,/srv/jane,/=*\njane,/srv/jane,/=*\n";
    machine.file("users.csv", lines);
    let run = machine.run(&["create-user", "--each", "users.csv"]);
    assert_eq!(run.status, 6, "{run}");
    for name in ["users.csv.done", "users.csv.failures.jsonl"] {
        let kept = fs::metadata(machine.home.path().join(name)).expect("a file");
        assert_eq!(kept.permissions().mode() & 0o777, 0o600, "{name}");
    }
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
