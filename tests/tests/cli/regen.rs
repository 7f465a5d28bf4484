//! `regen`: the crates of a workspace are not what its descriptions say, or more is touched than they.

use std::fs;

use crate::{Workspace, description, listing};

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
    assert!(
        check.out.ends_with("breaking: the crate was removed\n"),
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
