//! A real terminal: prompts, tables, confirmation.

use rexpect::session::{PtySession, spawn_command};
use workspace_tests::stand_in::sftpgo;

use super::program::{self, Machine};

fn at_terminal(machine: &Machine, arguments: &[&str]) -> PtySession {
    spawn_command(machine.command(arguments), Some(20_000)).expect("a terminal")
}

/// Makes the user that the terminal is asked about.
const CREATE_JANE: [&str; 6] = [
    "create-user",
    "jane",
    "--permissions",
    "/=*",
    "--home-dir",
    "/srv/jane",
];

pub(crate) async fn a_password_is_seen_while_it_is_typed_or_kept() {
    let server = sftpgo::start().await;
    let url = server.base_url();
    let machine = Machine::of("sftpgo-users", &server);
    let seen = tokio::task::spawn_blocking(move || {
        let mut terminal = at_terminal(&machine, &["login", "--url", &url]);
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

pub(crate) async fn a_user_is_deleted_without_a_question() {
    let server = sftpgo::start().await;
    let machine = program::sftpgo(&server);
    machine.prints(&CREATE_JANE);
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
    machine.prints(&CREATE_JANE);
    let seen = tokio::task::spawn_blocking(move || {
        at_terminal(&machine, &["list-users"])
            .exp_eof()
            .expect("it ends")
    });
    let seen = seen.await.expect("no panic");
    assert!(seen.contains("USERNAME") && seen.contains("jane"), "{seen}");
}
