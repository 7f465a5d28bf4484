//! The command line, in workspaces of its own: exit codes, reports, and what is on the disk afterwards.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use xtask::cli::{self, Console};

struct Workspace(TempDir);

struct Run {
    code: u8,
    out: String,
    err: String,
}

impl Workspace {
    /// A workspace with the descriptions `one` and `two`, and nothing generated.
    fn new() -> Self {
        let workspace = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(workspace.path("specs")).unwrap();
        fs::create_dir_all(workspace.path("crates/runtime")).unwrap();
        fs::write(
            workspace.path("crates/runtime/Cargo.toml"),
            "[package]\nname = \"runtime\"\n",
        )
        .unwrap();
        workspace.spec("one.yaml", &description("One"));
        workspace.spec("two.yaml", &description("Two"));
        workspace
    }

    fn generated() -> Self {
        let workspace = Self::new();
        let run = workspace.run(&["regen"]);
        assert_eq!(run.code, 0, "{}", run.err);
        workspace
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn spec(&self, name: &str, text: &str) {
        fs::write(self.path("specs").join(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let arguments = std::iter::once("xtask")
            .chain(arguments.iter().copied())
            .map(OsString::from);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = cli::run(
            arguments,
            self.0.path(),
            &mut Console::new(&mut out, &mut err, false),
        );
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run {
            code,
            out: text(out),
            err: text(err),
        }
    }
}

fn description(title: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo:\n  title: {title}\n  version: '1'\npaths:\n  /users/{{id}}:\n    get:\n      operationId: get_user\n      parameters:\n        - name: id\n          in: path\n          required: true\n          schema:\n            type: string\n      responses:\n        '200':\n          description: The user\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/User'\ncomponents:\n  schemas:\n    User:\n      type: object\n      required: [name]\n      properties:\n        name:\n          type: string\n"
    )
}

fn listing(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(listing(&path));
        } else {
            files.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
    files.sort();
    files
}

#[test]
fn regen_writes_one_crate_for_each_description_and_says_so() {
    let workspace = Workspace::new();
    let run = workspace.run(&["regen"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines
            .first()
            .is_some_and(|line| line.starts_with("one-client: ") && line.ends_with(" new")),
        "{lines:?}"
    );
    assert!(workspace.path("crates/two-client/src/lib.rs").exists());
    assert!(!workspace.path("crates/runtime/src").exists());
}

#[test]
fn a_second_regen_changes_nothing() {
    let workspace = Workspace::generated();
    let before = listing(&workspace.path("crates"));
    let run = workspace.run(&["regen"]);
    assert_eq!(run.code, 0);
    assert!(
        run.out.lines().all(|line| line.ends_with(", unchanged")),
        "{}",
        run.out
    );
    assert_eq!(listing(&workspace.path("crates")), before);
    let check = workspace.run(&["regen", "--check"]);
    assert_eq!((check.code, check.err.as_str()), (0, ""));
}

#[test]
fn only_the_named_vendors_are_generated() {
    let workspace = Workspace::new();
    assert_eq!(workspace.run(&["regen", "two"]).code, 0);
    assert!(workspace.path("crates/two-client").exists());
    assert!(!workspace.path("crates/one-client").exists());
}

#[test]
fn an_unknown_vendor_is_an_error_that_lists_the_known_ones() {
    let run = Workspace::new().run(&["regen", "twoo"]);
    assert_eq!(run.code, 2);
    assert_eq!(
        run.err,
        "error: there is no vendor `twoo`: did you mean `two`? specs/ has one, two\n"
    );
}

#[test]
fn check_names_a_file_in_which_one_byte_differs_and_the_command_that_mends_it() {
    let workspace = Workspace::generated();
    let file = workspace.path("crates/one-client/src/lib.rs");
    fs::write(&file, fs::read_to_string(&file).unwrap() + "\n").unwrap();
    let before = listing(&workspace.path("crates"));
    let run = workspace.run(&["regen", "--check"]);
    assert_eq!(run.code, 1);
    assert!(
        run.out.contains("--- a/crates/one-client/src/lib.rs\n"),
        "{}",
        run.out
    );
    assert!(run.out.contains("two-client: "), "{}", run.out);
    assert!(run.err.contains("run `cargo xtask regen`"), "{}", run.err);
    assert_eq!(
        listing(&workspace.path("crates")),
        before,
        "--check wrote something"
    );
    assert_eq!(workspace.run(&["regen"]).code, 0);
    assert_eq!(workspace.run(&["regen", "--check"]).code, 0);
}

#[test]
fn check_sees_missing_files_and_files_that_do_not_belong() {
    let workspace = Workspace::generated();
    fs::remove_file(workspace.path("crates/one-client/src/lib.rs")).unwrap();
    fs::write(workspace.path("crates/two-client/src/mine.rs"), "// mine\n").unwrap();
    let run = workspace.run(&["regen", "--check"]);
    assert_eq!(run.code, 1);
    assert!(
        run.out.contains("+++ b/crates/one-client/src/lib.rs"),
        "{}",
        run.out
    );
    assert!(
        run.out
            .contains("crates/two-client/src/mine.rs: not written by the generator"),
        "{}",
        run.out
    );
    let regen = workspace.run(&["regen"]);
    assert_eq!(regen.code, 0);
    assert!(
        regen
            .err
            .contains("crates/two-client/src/mine.rs was not written by the generator"),
        "{}",
        regen.err
    );
    assert!(workspace.path("crates/two-client/src/mine.rs").exists());
}

#[test]
fn the_crate_of_a_description_that_is_gone_goes_too() {
    let workspace = Workspace::generated();
    fs::remove_file(workspace.path("specs/two.yaml")).unwrap();
    let check = workspace.run(&["regen", "--check"]);
    assert_eq!(check.code, 1);
    assert!(
        check.out.contains("--- a/crates/two-client/Cargo.toml"),
        "{}",
        check.out
    );
    // Whoever asks for one crate does not expect another to vanish.
    assert_eq!(workspace.run(&["regen", "one"]).code, 0);
    assert!(workspace.path("crates/two-client").exists());
    assert_eq!(workspace.run(&["regen"]).code, 0);
    assert!(!workspace.path("crates/two-client").exists());
    assert!(workspace.path("crates/runtime/Cargo.toml").exists());
}

#[test]
fn nothing_is_written_when_one_of_the_descriptions_is_bad_and_all_findings_are_shown() {
    let workspace = Workspace::new();
    workspace.spec(
        "one.yaml",
        &description("One").replace("#/components/schemas/User", "#/components/schemas/Usr"),
    );
    workspace.spec("three.yaml", "<html></html>\n");
    let run = workspace.run(&["regen"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("--> specs/one.yaml:21:23"), "{}", run.err);
    assert!(run.err.contains("--> specs/three.yaml:1:1"), "{}", run.err);
    assert!(run.err.contains("nothing was written"), "{}", run.err);
    assert!(!workspace.path("crates/two-client").exists());
}

#[test]
fn nothing_is_written_when_there_is_a_finding_about_our_own_description() {
    let workspace = Workspace::new();
    workspace.spec(
        "one.yaml",
        &description("One").replace("      operationId: get_user\n", ""),
    );
    for arguments in [&["regen"][..], &["regen", "--check"]] {
        let run = workspace.run(arguments);
        assert_eq!(run.code, 1, "{arguments:?}");
        assert!(
            run.err.contains("warning[missing-operation-id]"),
            "{}",
            run.err
        );
        assert!(run.err.contains("specs/one.yaml: 1 warning"), "{}", run.err);
        assert!(!workspace.path("crates/one-client").exists());
    }
}

#[test]
fn two_descriptions_do_not_overwrite_each_others_crate() {
    let workspace = Workspace::new();
    let named = |title: &str| {
        description(title).replace(
            "  version: '1'\n",
            "  version: '1'\n  x-crate:\n    name: same\n",
        )
    };
    workspace.spec("one.yaml", &named("One"));
    workspace.spec("two.yaml", &named("Two"));
    let run = workspace.run(&["regen"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("error[equal-crate-names]"), "{}", run.err);
    assert!(!workspace.path("crates/same").exists());
}

#[test]
fn a_crate_written_by_hand_is_not_overwritten() {
    let workspace = Workspace::new();
    workspace.spec(
        "one.yaml",
        &description("One").replace(
            "  version: '1'\n",
            "  version: '1'\n  x-crate:\n    name: runtime\n",
        ),
    );
    let run = workspace.run(&["regen"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("the generator did not write"),
        "{}",
        run.err
    );
    assert!(!workspace.path("crates/two-client").exists());
}

#[test]
fn what_else_lies_in_specs_is_no_description() {
    let workspace = Workspace::new();
    workspace.spec("README.md", "# Sources\n");
    assert_eq!(workspace.run(&["regen"]).code, 0);
    workspace.spec("one.json", "{}");
    let run = workspace.run(&["regen"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("have one name"), "{}", run.err);
}

#[test]
fn json_descriptions_become_crates_too() {
    let workspace = Workspace::new();
    let value: serde_json::Value = serde_yaml::from_str(&description("Three")).unwrap();
    workspace.spec("three.json", &serde_json::to_string_pretty(&value).unwrap());
    assert_eq!(workspace.run(&["regen", "three"]).code, 0);
    assert!(workspace.path("crates/three-client/Cargo.toml").exists());
}

#[test]
fn lint_exits_with_0_without_and_with_1_with_findings_and_2_when_a_file_cannot_be_read() {
    let workspace = Workspace::new();
    let run = workspace.run(&["lint"]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (
            0,
            "specs/one.yaml: no findings\nspecs/two.yaml: no findings\n"
        )
    );
    workspace.spec("bad.yaml", "openapi: 4.0.0\n");
    let bad = workspace.path("specs/bad.yaml");
    let missing = workspace.path("missing.yaml");
    let run = workspace.run(&["lint", bad.to_str().unwrap(), missing.to_str().unwrap()]);
    assert_eq!(run.code, 2);
    assert_eq!(run.out, "specs/bad.yaml: 1 error\n");
    assert!(
        run.err.contains("error: missing.yaml cannot be read: "),
        "{}",
        run.err
    );
    assert_eq!(workspace.run(&["lint", bad.to_str().unwrap()]).code, 1);
}

#[test]
fn generate_writes_a_crate_from_any_file_to_any_folder() {
    let workspace = Workspace::new();
    let outside = tempfile::tempdir().unwrap();
    let spec = outside.path().join("My API.json");
    let value: serde_json::Value = serde_yaml::from_str(&description("My API")).unwrap();
    fs::write(&spec, value.to_string()).unwrap();
    let out = outside.path().join("new/crate");
    let arguments = [
        "generate",
        spec.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ];
    let run = workspace.run(&arguments);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("my-api-client: "), "{}", run.out);
    let manifest = fs::read_to_string(out.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("from My API.json"), "{manifest}");
    let run = workspace.run(&arguments);
    assert_eq!(run.code, 0);
    assert!(run.out.ends_with(", unchanged\n"), "{}", run.out);
}

#[test]
fn what_is_mended_is_written_unless_strictly_nothing_may_be() {
    let workspace = Workspace::new();
    workspace.spec(
        "one.yaml",
        &description("One").replace("      operationId: get_user\n", ""),
    );
    let spec = workspace.path("specs/one.yaml");
    let out = workspace.path("made");
    let arguments = [
        "generate",
        spec.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ];
    let run = workspace.run(&[&arguments[..], &["--strict"]].concat());
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(
        run.err
            .contains("error: specs/one.yaml: 1 warning, 1 of 1 operation; nothing was written"),
        "{}",
        run.err
    );
    assert!(!out.exists());
    let run = workspace.run(&arguments);
    assert_eq!(run.code, 0);
    assert!(
        run.out
            .starts_with("one-client: 1 of 1 operation; 12 files in "),
        "{}",
        run.out
    );
    assert!(
        run.err.contains("warning[missing-operation-id]"),
        "{}",
        run.err
    );
}

#[test]
fn generate_does_not_write_into_the_folder_of_somebody_else() {
    let workspace = Workspace::new();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thesis.txt"), "years of work").unwrap();
    let spec = workspace.path("specs/one.yaml");
    let run = workspace.run(&[
        "generate",
        spec.to_str().unwrap(),
        "--out",
        folder.path().to_str().unwrap(),
    ]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("the generator did not write"),
        "{}",
        run.err
    );
    assert_eq!(listing(folder.path()).len(), 1);
}

#[test]
fn stages_are_timed_when_asked_for() {
    let run = Workspace::new().run(&["regen", "-v"]);
    assert_eq!(run.code, 0);
    for stage in ["load", "lint", "lower", "emit", "write"] {
        assert!(
            run.out.contains(&format!("{stage} ")),
            "{stage}: {}",
            run.out
        );
    }
}

#[test]
fn a_wrong_command_line_is_an_error_and_help_is_none() {
    let workspace = Workspace::new();
    assert_eq!(workspace.run(&["regenerate"]).code, 2);
    assert_eq!(workspace.run(&["generate", "spec.yaml"]).code, 2);
    assert_eq!(workspace.run(&[]).code, 2);
    let help = workspace.run(&["--help"]);
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    for said in [
        "regen",
        "Swagger 2.0",
        "3.2",
        "Documentation only",
        "Webhooks",
    ] {
        assert!(help.out.contains(said), "{said}: {}", help.out);
    }
}

#[test]
fn a_workspace_without_descriptions_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace(folder);
    let run = workspace.run(&["regen"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("specs/ cannot be read"), "{}", run.err);
}

/// A description of two operations, one of which has a tag.
fn description_with_tags() -> String {
    let tagged = description("One").replace(
        "      operationId: get_user\n",
        "      operationId: get_user\n      tags: [users]\n",
    );
    let other = "  /health:\n    get:\n      operationId: get_health\n      responses:\n        '204':\n          description: Well\ncomponents:";
    tagged.replace("components:", other)
}

#[test]
fn an_overlay_beside_a_description_is_not_applied_or_taken_for_one() {
    let workspace = Workspace::new();
    let overlay = "overlay: 1.0.0\ninfo: {title: A name, version: '1'}\nactions:\n  - {target: $.info, update: {x-crate: {name: first-users}}}\n";
    workspace.spec("one.overlay.yaml", overlay);
    let run = workspace.run(&["regen"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(workspace.path("crates/first-users/Cargo.toml").exists());
    assert_eq!(workspace.run(&["lint"]).code, 0);
    // One that no longer applies fails, at its place in the overlay.
    workspace.spec("one.overlay.yaml", &overlay.replace("$.info", "$.infos"));
    let run = workspace.run(&["regen", "--check"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("specs/one.overlay.yaml:4:"), "{}", run.err);
    workspace.spec("three.overlay.yaml", overlay);
    let run = workspace.run(&["regen"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("three.overlay.yaml lies over nothing"),
        "{}",
        run.err
    );
}

#[test]
fn generate_makes_more_than_is_wanted() {
    let workspace = Workspace::new();
    workspace.spec("one.yaml", &description_with_tags());
    let spec = workspace.path("specs/one.yaml");
    let overlay = workspace.path("health.yaml");
    fs::write(
        &overlay,
        "overlay: 1.1.0\ninfo: {title: Names, version: '1'}\nactions:\n  - {target: \"$.paths['/health'].get\", update: {operationId: check}}\n",
    )
    .unwrap();
    let out = workspace.path("crate");
    let generate = |options: &[&str]| {
        let mut arguments = vec![
            "generate",
            spec.to_str().unwrap(),
            "--out",
            out.to_str().unwrap(),
        ];
        arguments.extend(options);
        let run = workspace.run(&arguments);
        let client = fs::read_to_string(out.join("src/client.rs")).unwrap_or_default();
        (run, client)
    };
    let (run, client) = generate(&["--only", "tag:users"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(client.contains("fn get_user(") && !client.contains("get_health"));
    let (run, client) = generate(&[
        "--except",
        "tag:users",
        "--overlay",
        overlay.to_str().unwrap(),
    ]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(client.contains("fn check(") && !client.contains("get_user"));
    let types = fs::read_to_string(out.join("src/types.rs")).unwrap();
    assert!(!types.contains("User"), "{types}");
    let (run, _) = generate(&["--only", "tag:user"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("did you mean `tag:users`?"), "{}", run.err);
    let (run, _) = generate(&["--only", "users"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("write `tag:NAME`"), "{}", run.err);
}
