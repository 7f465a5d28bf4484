//! `generate`: a crate from any description is not made as asked, or overwrites what is not ours.

use std::fs;

use crate::{Workspace, description, listing};

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
fn a_newcomer_is_told_what_went_wrong_and_not_what_to_do() {
    let workspace = Workspace::new();
    let spec = workspace.path("specs/one.yaml");
    let file = workspace.path("Cargo.toml");
    fs::write(&file, "").unwrap();
    let arguments = ["generate", spec.to_str().unwrap(), "--out"];
    let run = workspace.run(&[&arguments[..], &[file.to_str().unwrap()]].concat());
    assert_eq!(run.code, 2);
    assert!(
        run.err
            .ends_with("Cargo.toml is a file: choose an empty folder, or a new one\n"),
        "{}",
        run.err
    );
    let run = workspace.run(&["generate", "none/api.yaml", "--out", "made"]);
    assert_eq!(run.code, 2);
    let here = std::env::current_dir().unwrap();
    let expected = format!(
        "error: none/api.yaml cannot be read: there is no such file below {}\n",
        here.display()
    );
    assert_eq!(run.err, expected);
    let run = workspace.run(&["regen", "specs/one.yaml"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("did you mean `one`?"), "{}", run.err);
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
    assert!(client.contains("get_user => ") && !client.contains("get_health"));
    let (run, client) = generate(&[
        "--except",
        "tag:users",
        "--overlay",
        overlay.to_str().unwrap(),
    ]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(client.contains("check => ") && !client.contains("get_user"));
    let types = fs::read_to_string(out.join("src/types.rs")).unwrap();
    assert!(!types.contains("User"), "{types}");
    let (run, _) = generate(&["--only", "tag:user"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("did you mean `tag:users`?"), "{}", run.err);
    let (run, _) = generate(&["--only", "users"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("write `tag:NAME`"), "{}", run.err);
}
