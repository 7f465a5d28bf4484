//! Where a verdict is reported and how: by `diff`, and by what writes a crate over an older one.

use std::path::Path;
use std::{ffi::OsString, fs};

use insta::assert_snapshot;
use xtask::cli::{self, Console};

use super::OLD;

/// Runs a command line in a folder with `old.yaml` and `new.yaml`.
pub(super) fn run(folder: &Path, arguments: &[&str]) -> (u8, String) {
    let arguments = std::iter::once("xtask").chain(arguments.iter().copied());
    let arguments = arguments.map(|argument| match argument {
        "old.yaml" | "new.yaml" | "none.yaml" | "out" => folder.join(argument).into_os_string(),
        argument => OsString::from(argument),
    });
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console::new(&mut out, &mut err, false);
    let code = cli::run(arguments, folder, &mut console);
    let out = String::from_utf8(out).unwrap() + &String::from_utf8(err).unwrap();
    (code, out)
}

fn folder(change: (&str, &str)) -> tempfile::TempDir {
    folder_of(OLD, &[change])
}

/// A folder with a description before and after some changes.
pub(super) fn folder_of(old: &str, changes: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("crates/runtime")).unwrap();
    fs::write(folder.path().join("old.yaml"), old).unwrap();
    let new = changes
        .iter()
        .fold(old.to_owned(), |text, (before, after)| {
            text.replace(before, after)
        });
    fs::write(folder.path().join("new.yaml"), new).unwrap();
    folder
}

#[test]
fn diff_names_the_lines_in_both_descriptions_and_fails_when_callers_break() {
    let folder = folder(("required: [id, name]", "required: [id, name, email]"));
    let (code, out) = run(folder.path(), &["diff", "old.yaml", "new.yaml"]);
    assert_eq!(code, 1, "{out}");
    assert_snapshot!(out, @"
    breaking: User.email became required: email: String  (old.yaml:50:9 → new.yaml:50:9)
    verdict: breaking (1 breaking), so the next version after 0.3.1 is 0.4.0
    ");
    let markdown = ["diff", "old.yaml", "new.yaml", "--format", "markdown"];
    let (code, out) = run(folder.path(), &markdown);
    assert_eq!(code, 1, "{out}");
    assert_snapshot!(out, @r"
    **verdict: breaking (1 breaking), so the next version after 0.3.1 is 0.4.0**

    ### Breaking

    - `User.email became required: email: String` (`old.yaml:50:9` → `new.yaml:50:9`)
    ");
}

#[test]
fn diff_lets_an_addition_pass() {
    let folder = folder(("enum: [admin, guest]", "enum: [admin, guest, owner]"));
    let (code, out) = run(folder.path(), &["diff", "old.yaml", "new.yaml"]);
    assert_eq!(code, 0, "{out}");
    let (code, out) = run(folder.path(), &["diff", "old.yaml", "old.yaml"]);
    assert_eq!((code, out.as_str()), (0, "callers see no change\n"));
}

#[test]
fn a_crate_that_is_written_over_an_older_one_gets_a_verdict() {
    let folder = folder(("        email: {type: string}\n", ""));
    let (code, out) = run(folder.path(), &["generate", "old.yaml", "--out", "out"]);
    assert_eq!(code, 0, "{out}");
    assert!(!out.contains("verdict"), "{out}");
    let (code, out) = run(folder.path(), &["generate", "new.yaml", "--out", "out"]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("breaking: User.email was removed\n"), "{out}");
    assert!(out.contains("verdict: breaking"), "{out}");
}

#[test]
fn a_line_of_a_report_leads_to_the_operation_in_place_of_the_parameter_or_the_value() {
    let folder = folder(("enum: [admin, guest]", "enum: [admin, guest, owner]"));
    let new = fs::read_to_string(folder.path().join("new.yaml")).unwrap();
    let new = new
        .replace("{name: q, in: query", "{name: q, in: header")
        .replace(
            "    User:\n      type: object\n      required: [id, name]\n      properties:\n",
            "    Base:\n      properties:\n        city: {type: string}\n    User:\n      type: object\n      required: [id, name]\n      allOf: [{$ref: '#/components/schemas/Base'}]\n      properties:\n",
        );
    fs::write(folder.path().join("new.yaml"), new).unwrap();
    let (code, out) = run(folder.path(), &["diff", "old.yaml", "new.yaml"]);
    assert_eq!(code, 0, "{out}");
    assert_snapshot!(out, @"
    addition: Role::Owner is new  (old.yaml:53:5 → new.yaml:59:28)
    addition: User.city is new: String?  (old.yaml:44:5 → new.yaml:46:9)
    patch: list_users.q is sent in header, no longer as usual  (old.yaml:10:11 → new.yaml:10:11)
    verdict: addition (2 additions, 1 patch), so the next version after 0.3.1 is 0.3.2
    ");
}

#[test]
fn signs_of_markdown_in_a_name_break_the_report() {
    let folder = folder((
        "enum: [admin, guest]",
        "enum: [admin, guest, 'a`b|c_d*e<f>']",
    ));
    let (code, out) = run(
        folder.path(),
        &["diff", "new.yaml", "old.yaml", "--format", "markdown"],
    );
    assert_eq!(code, 1, "{out}");
    let line = out.lines().last().unwrap();
    // Two stretches of code: the change and its place in each file.
    assert_eq!(line.matches('`').count(), 6, "{line}");
}

#[test]
fn a_name_or_a_version_that_only_the_generator_gave_is_compared() {
    let folder = folder((", x-crate: {name: shop, version: 0.3.1}", ""));
    let (code, out) = run(folder.path(), &["diff", "new.yaml", "old.yaml"]);
    assert_eq!((code, out.as_str()), (0, "callers see no change\n"));
    let old = OLD.replace("required: [id, name]", "required: [id]");
    fs::write(folder.path().join("old.yaml"), old).unwrap();
    let (_, out) = run(folder.path(), &["diff", "new.yaml", "old.yaml"]);
    assert!(out.ends_with("verdict: breaking (1 breaking)\n"), "{out}");
}

#[test]
fn only_the_first_of_two_descriptions_that_cannot_be_read_is_named() {
    let folder = folder(("openapi: 3.0.3", "nothing: true"));
    let (code, out) = run(folder.path(), &["diff", "none.yaml", "new.yaml"]);
    assert_eq!(code, 2, "{out}");
    assert!(out.contains("none.yaml cannot be read"), "{out}");
    assert!(
        out.contains("new.yaml: 1 error; there is no client"),
        "{out}"
    );
    let (code, out) = run(
        folder.path(),
        &["diff", "https://example.com/a.yaml", "old.yaml"],
    );
    assert_eq!(code, 2, "{out}");
    assert!(out.contains("is no file: download it"), "{out}");
}

#[test]
fn a_crate_is_written_over_one_without_an_outline_in_silence() {
    let folder = folder(("        email: {type: string}\n", ""));
    let outline = folder.path().join("out/outline.txt");
    run(folder.path(), &["generate", "old.yaml", "--out", "out"]);
    fs::remove_file(&outline).unwrap();
    let (code, out) = run(folder.path(), &["generate", "new.yaml", "--out", "out"]);
    assert_eq!(code, 0, "{out}");
    assert!(
        out.contains("no verdict on the changes, since the older crate has no outline.txt"),
        "{out}"
    );
    let text = fs::read_to_string(&outline).unwrap();
    fs::write(&outline, text.replace("GET /users  ", "")).unwrap();
    let (code, out) = run(folder.path(), &["generate", "old.yaml", "--out", "out"]);
    assert_eq!(code, 0, "{out}");
    assert!(
        out.contains("no verdict on the changes, since the older outline.txt cannot be read"),
        "{out}"
    );
}

#[test]
fn a_check_of_one_crate_writes_it_or_says_nothing_of_what_changed() {
    let folder = folder(("        email: {type: string}\n", ""));
    run(folder.path(), &["generate", "old.yaml", "--out", "out"]);
    let check = ["generate", "new.yaml", "--out", "out", "--check"];
    for _ in 0..2 {
        let (code, out) = run(folder.path(), &check);
        assert_eq!(code, 1, "{out}");
        assert!(out.contains("-  email: String?\n"), "{out}");
        assert!(out.contains("breaking: User.email was removed\n"), "{out}");
        assert!(out.contains("run the command without `--check`"), "{out}");
    }
    run(folder.path(), &["generate", "new.yaml", "--out", "out"]);
    let (code, out) = run(folder.path(), &check);
    assert_eq!(code, 0, "{out}");
}
