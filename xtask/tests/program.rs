//! The program itself: what a shell sees of it. What each command does is tested on the library, by the package `workspace-tests`.

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
