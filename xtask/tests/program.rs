//! The program itself: what a shell or a terminal sees of it. What each command does is tested on the library, by the package
//! `workspace-tests`.

use std::process::{Command, Output, Stdio};

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

#[test]
fn a_status_that_is_lost_on_the_way_to_the_shell() {
    assert_eq!(xtask(&["lint"]).status.code(), Some(0));
    assert_eq!(xtask(&["lint", "/dev/null"]).status.code(), Some(1));
    assert_eq!(xtask(&["regenerate"]).status.code(), Some(2));
}

#[test]
fn colors_in_a_pipe_or_a_report_among_what_is_piped() {
    let output = xtask(&["lint", "/dev/null"]);
    let report = String::from_utf8(output.stderr).unwrap();
    assert!(report.starts_with("error[empty-file]"), "{report:?}");
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "/dev/null: 1 error\n"
    );
}

/// How long a wait is shown.
#[cfg(unix)]
mod progress {
    use std::fs;
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::Duration;

    use rexpect::session::spawn_command;
    use tempfile::TempDir;

    const DESCRIPTION: &str = "{openapi: 3.0.3, info: {title: Slow, version: '1'}, servers: [{url: 'https://example.com'}], \
         paths: {/users: {get: {operationId: list_users, responses: {'204': {description: Nothing.}}}}}}";

    /// `generate` of a description that comes late: a pipe, which cannot be read before it is written.
    fn generate(folder: &TempDir) -> Command {
        let pipe = folder.path().join("slow.yaml");
        let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success(), "{made}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg("generate").arg(&pipe);
        command.arg("--out").arg(folder.path().join("crate"));
        command
    }

    fn write(folder: &TempDir) {
        fs::write(folder.path().join("slow.yaml"), DESCRIPTION).unwrap();
    }

    #[test]
    fn no_line_while_somebody_waits_at_a_terminal_or_one_that_stays() {
        let folder = tempfile::tempdir().unwrap();
        let mut terminal = spawn_command(generate(&folder), Some(20_000)).unwrap();
        let line = terminal.exp_string("slow.yaml: 2 s").unwrap();
        // Back to the beginning of the line, which is wiped.
        assert!(line.starts_with("\r\u{1b}[2K"), "{line:?}");
        write(&folder);
        let rest = terminal.exp_eof().unwrap();
        let (_, result) = rest.rsplit_once("\r\u{1b}[2K").expect("the line is wiped");
        assert!(
            result.starts_with("slow-client: 1 of 1 operation"),
            "{rest:?}"
        );
    }

    #[test]
    fn a_line_in_a_pipe_which_nobody_can_wipe() {
        let folder = tempfile::tempdir().unwrap();
        let mut command = generate(&folder);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let program = command.spawn().unwrap();
        sleep(Duration::from_millis(2_500));
        write(&folder);
        let output = program.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        let result = String::from_utf8(output.stdout).unwrap();
        assert!(
            result.starts_with("slow-client: 1 of 1 operation"),
            "{result}"
        );
    }
}
