//! A real terminal: prompts, tables, confirmation.

use std::os::unix::fs::symlink;
use std::process::Command;
use std::time::{Duration, Instant};

use rexpect::session::{PtySession, spawn_command};
use workspace_tests::server::{self, Reply, Server};
use workspace_tests::stand_in::{portainer, sftpgo};

use super::program::{self, Machine};

fn at_terminal(machine: &Machine, arguments: &[&str]) -> PtySession {
    spawn_command(machine.command(arguments), Some(20_000)).expect("a terminal")
}

pub(crate) async fn a_password_is_seen_while_it_is_typed_or_kept() {
    let server = sftpgo::start().await;
    let url = server.base_url();
    let machine = Machine::of("sftpgo-users", &server);
    let seen = tokio::task::spawn_blocking(move || {
        let mut terminal = at_terminal_with_echo(&machine, &["login", "--url", &url]);
        terminal.send_line("").expect("typed");
        terminal.exp_string("username: ").expect("it asks who");
        terminal.send_line(sftpgo::ADMIN).expect("typed");
        let mut seen = terminal
            .exp_string("password: ")
            .expect("it asks for the password");
        terminal.send_line(sftpgo::PASSWORD).expect("typed");
        seen.push_str(&terminal.exp_eof().expect("it ends"));
        let path = machine
            .home
            .path()
            .join("config/sftpgo-users/profiles.yaml");
        let kept = std::fs::read_to_string(path).expect("a profile");
        assert!(
            kept.contains(sftpgo::ADMIN) && kept.contains(&url),
            "{kept}"
        );
        seen + &kept
    });
    let seen = seen.await.expect("no panic");
    assert!(!seen.contains(sftpgo::PASSWORD), "{seen}");
}

/// A terminal as people have it: it shows what is typed. What runs there waits for a line.
fn at_terminal_with_echo(machine: &Machine, arguments: &[&str]) -> PtySession {
    let program = machine.home.path().join(machine.name);
    symlink(
        std::env::current_exe().expect("this program has a path"),
        &program,
    )
    .expect("a link");
    let mut command = Command::new("sh");
    command
        .args([
            "-c",
            "stty echo; echo ready; read begin; exec \"$0\" \"$@\"",
        ])
        .arg(&program)
        .args(arguments)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default());
    let wanted = machine.command(arguments);
    let variables = wanted.get_envs();
    command.envs(variables.filter_map(|(name, value)| Some((name, value?))));
    let mut terminal = spawn_command(command, Some(20_000)).expect("a terminal");
    terminal.exp_string("ready").expect("it waits");
    terminal
}

/// Whether the terminal shows what is typed.
fn has_echo(terminal: &PtySession) -> bool {
    let handle = terminal.process().get_file_handle().expect("the terminal");
    let settings = Command::new("stty").arg("-a").stdin(handle).output();
    let settings = settings.expect("stty").stdout;
    let settings = String::from_utf8(settings).expect("text");
    let mut words = settings.split_whitespace();
    words.any(|word| word == "echo")
}

pub(crate) async fn a_password_is_seen_that_is_typed_before_it_is_asked_for() {
    let server = sftpgo::start().await;
    let machine = Machine::of("sftpgo-users", &server).set("USERNAME", sftpgo::ADMIN);
    let seen = tokio::task::spawn_blocking(move || {
        let mut terminal = at_terminal_with_echo(&machine, &["list-users"]);
        assert!(has_echo(&terminal));
        // Nothing is printed any more: whoever prompts first waits here, with the echo on.
        terminal.send_control('s').expect("typed");
        terminal.send_line("").expect("typed");
        let begun = Instant::now();
        while has_echo(&terminal) {
            assert!(
                begun.elapsed() < Duration::from_secs(20),
                "the prompt comes first"
            );
            std::thread::sleep(Duration::from_millis(5));
        }
        terminal.send_line(sftpgo::PASSWORD).expect("typed");
        terminal.send_control('q').expect("typed");
        let seen = terminal.exp_string("USERNAME").expect("a list");
        assert!(has_echo(&terminal), "the echo stays off");
        seen
    });
    let seen = seen.await.expect("no panic");
    assert!(seen.contains("password: "), "{seen}");
    assert!(!seen.contains(sftpgo::PASSWORD), "{seen}");
}

pub(crate) async fn a_terminal_has_no_echo_after_an_interrupted_prompt() {
    let server = sftpgo::start().await;
    let machine = Machine::of("sftpgo-users", &server).set("USERNAME", sftpgo::ADMIN);
    let seen = tokio::task::spawn_blocking(move || {
        let mut terminal = at_terminal_with_echo(&machine, &["list-users"]);
        terminal.send_line("").expect("typed");
        terminal.exp_string("password: ").expect("it asks");
        assert!(!has_echo(&terminal));
        terminal.send_control('c').expect("typed");
        let status = terminal.process().wait().expect("it ends");
        assert!(has_echo(&terminal));
        format!("{status:?}")
    });
    let status = seen.await.expect("no panic");
    assert!(status.contains("SIGINT"), "{status}");
}

pub(crate) async fn a_user_is_deleted_without_a_question() {
    let server = sftpgo::start().await;
    let machine = program::sftpgo(&server);
    machine.create_user("jane", &[]);
    let machine = tokio::task::spawn_blocking(move || {
        let mut terminal = at_terminal(&machine, &["delete-user", "jane"]);
        terminal.exp_string("jane? [y/N]").expect("it asks");
        terminal.send_line("n").expect("typed");
        terminal.exp_string("nothing was done").expect("it says so");
        machine
    });
    let machine = machine.await.expect("no panic");
    assert!(server.state().stored("jane").is_some());
    let done = tokio::task::spawn_blocking(move || {
        let mut terminal = at_terminal(&machine, &["delete-user", "jane"]);
        terminal.exp_string("[y/N]").expect("it asks");
        terminal.send_line("y").expect("typed");
        terminal.exp_eof().expect("it ends");
    });
    done.await.expect("no panic");
    assert!(server.state().stored("jane").is_none());
}

pub(crate) async fn a_terminal_shows_json() {
    let server = sftpgo::start().await;
    let machine = program::sftpgo(&server);
    machine.create_user("jane", &[]);
    let seen = tokio::task::spawn_blocking(move || {
        at_terminal(&machine, &["list-users"])
            .exp_eof()
            .expect("it ends")
    });
    let seen = seen.await.expect("no panic");
    assert!(seen.contains("USERNAME") && seen.contains("jane"), "{seen}");
}

/// A user as a server counts and codes it, in a list and alone.
async fn with_counted_times() -> Server {
    let jane = r#"{"username":"jane","status":1,"permissions":{"/":["*"]},"last_login":1795162320000,"expiration_date":0,"filters":{"password_expiration":30}}"#;
    Server::start(move |seen, _| match seen.path() {
        "/users" => server::json(200, &format!("[{jane}]")),
        _ => server::json(200, jane),
    })
    .await
}

pub(crate) async fn a_terminal_shows_what_the_wire_counts() {
    let server = with_counted_times().await;
    let machine = Machine::new("sftpgo-users", server.url()).set("API_KEY", "a.b");
    let (machine, alone) = shown(machine, &["get-user", "jane"]).await;
    for line in ["STATUS enabled", "LAST LOGIN 2026-11-20 08:12"] {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            alone.lines().any(|shown| words(shown) == line),
            "{line}: {alone}"
        );
    }
    let (machine, listed) = shown(machine, &["list-users"]).await;
    assert!(listed.contains("2026-11-20 08:12"), "{listed}");
    // A column that is not usual says the same.
    let columns = ["list-users", "--columns", "username,expiration_date"];
    let listed = machine.prints(&[&columns[..], &["--output", "table"]].concat());
    assert_eq!(listed, "USERNAME  EXPIRATION DATE\njane\n");
}

/// What a command shows at a terminal.
pub(crate) async fn shown(
    machine: Machine,
    arguments: &'static [&'static str],
) -> (Machine, String) {
    let seen = tokio::task::spawn_blocking(move || {
        let seen = at_terminal(&machine, arguments).exp_eof().expect("it ends");
        (machine, seen)
    });
    seen.await.expect("no panic")
}

/// A server on which a user has a password, as its administrators see it.
async fn with_password() -> Server {
    let jane =
        r#"{"username":"jane","status":1,"permissions":{"/":["*"]},"password":"$2a$10$hash"}"#;
    Server::always(server::json(200, jane)).await
}

pub(crate) async fn a_terminal_shows_a_secret_that_nobody_asked_for() {
    let server = with_password().await;
    let machine = Machine::new("sftpgo-users", server.url()).set("API_KEY", "a.b");
    let (machine, seen) = shown(machine, &["get-user", "jane"]).await;
    assert!(
        seen.contains("***") && !seen.contains("$2a$10$hash"),
        "{seen}"
    );
    let (machine, seen) = shown(machine, &["get-user", "jane", "--output", "json"]).await;
    assert!(
        seen.contains("***") && !seen.contains("$2a$10$hash"),
        "{seen}"
    );
    let (machine, seen) = shown(machine, &["get-user", "jane", "--show-secrets"]).await;
    assert!(seen.contains("$2a$10$hash"), "{seen}");
    // In a pipe somebody keeps it.
    assert!(
        machine
            .prints(&["get-user", "jane"])
            .contains("$2a$10$hash")
    );
}

pub(crate) async fn a_secret_that_is_shown_once_is_lost() {
    let server = portainer::start().await;
    let machine = program::portainer(&server);
    let seen = tokio::task::spawn_blocking(move || {
        let create = ["create-api-key", "1", "ci", "--password", "ask"];
        let mut terminal = at_terminal(&machine, &create);
        terminal.exp_string("password: ").expect("it asks");
        terminal.send_line(portainer::PASSWORD).expect("typed");
        terminal.exp_eof().expect("it ends")
    });
    let seen = seen.await.expect("no panic");
    assert!(
        seen.contains("shown this once") && !seen.contains("***"),
        "{seen}"
    );
    assert!(seen.contains("ptr_"), "{seen}");
}

pub(crate) async fn colours_come_where_nobody_wants_them() {
    const BOLD: &str = "\u{1b}[1m";
    let server = sftpgo::start().await;
    let machine = program::sftpgo(&server);
    machine.create_user("jane", &[]);
    let table = ["list-users", "--output", "table"];
    assert!(!machine.prints(&table).contains(BOLD), "in a pipe");
    let forced = with(machine, &[("CLICOLOR_FORCE", "1")]);
    assert!(forced.prints(&table).contains(BOLD), "asked for");
    let run = forced.run(&["get-user", "nobody"]);
    assert!(run.errors.contains('\u{1b}'), "{run}");
    let mut machine = program::sftpgo(&server);
    let variables: [(&[(&str, &str)], bool); 4] = [
        (&[("TERM", "xterm")], true),
        (&[("TERM", "xterm"), ("NO_COLOR", "1")], false),
        (&[("TERM", "xterm"), ("CLICOLOR", "0")], false),
        (&[("TERM", "dumb")], false),
    ];
    for (variables, coloured) in variables {
        let (_, seen) = shown(with(machine, variables), &["list-users"]).await;
        assert_eq!(seen.contains(BOLD), coloured, "{variables:?}: {seen}");
        machine = program::sftpgo(&server);
    }
}

/// With variables that are not of the crate.
fn with(mut machine: Machine, variables: &[(&str, &str)]) -> Machine {
    let variables = variables.iter();
    let variables = variables.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    machine.variables.extend(variables);
    machine
}

pub(crate) fn help_is_wider_than_the_terminal() {
    let machine = Machine::new("kestra-users", "http://127.0.0.1:9".to_owned());
    let narrow = with(machine, &[("COLUMNS", "60")]);
    for arguments in [
        &["--help"][..],
        &["list-users", "--help"],
        &["list-users", "-h"],
    ] {
        for line in narrow.prints(arguments).lines() {
            // Names and flags are not broken.
            let words = line.split_whitespace().count();
            assert!(line.chars().count() <= 60 || words <= 2, "{line:?}");
        }
    }
}

/// A file with calls of which the server makes each wait.
fn slow_file(machine: &Machine) {
    let mut lines = String::from("username,home_dir,permissions\n");
    for number in 0..200 {
        lines.push_str(&format!("user-{number},/srv/{number},/=*\n"));
    }
    machine.file("users.csv", &lines);
}

pub(crate) async fn an_interrupted_run_drops_the_calls_in_flight() {
    let created = server::json(
        201,
        r#"{"username":"x","status":1,"permissions":{"/":["*"]}}"#,
    );
    let slow = Reply::After(Duration::from_millis(50), Box::new(created));
    let server = Server::always(slow).await;
    let machine = Machine::new("sftpgo-users", server.url()).set("API_KEY", "a.b");
    let machine = with(machine, &[("TERM", "xterm")]);
    slow_file(&machine);
    let machine = tokio::task::spawn_blocking(move || {
        let each = ["create-user", "--each", "users.csv", "--in-flight", "2"];
        let mut terminal = at_terminal(&machine, &each);
        // The bar says how far it has come.
        terminal.exp_regex("[0-9]+/200 ").expect("a bar");
        terminal.exp_regex("1[0-9] done").expect("it goes on");
        terminal.send_control('c').expect("typed");
        let seen = terminal.exp_eof().expect("it ends");
        let (_, told) = seen.split_once("error:").expect("what was done");
        assert!(
            told.contains(" done, ") && told.contains(" left, stopped"),
            "{seen}"
        );
        assert!(told.contains("nothing is done twice"), "{seen}");
        let status = terminal.process().wait().expect("it ended");
        assert!(format!("{status:?}").contains("6"), "{status:?}");
        machine
    });
    let machine = machine.await.expect("no panic");
    let before = server.count();
    assert!(before < 200, "it was not stopped");
    // What was in flight was answered and counts as done.
    let run = machine.run(&["create-user", "--each", "users.csv", "--in-flight", "20"]);
    assert_eq!(run.status, 0, "{run}");
    assert!(
        run.errors.contains(&format!("{before} done before")),
        "{run}"
    );
    assert_eq!(server.count(), 200);
}
