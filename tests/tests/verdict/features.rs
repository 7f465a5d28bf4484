//! Features that are parts of others: a tag that is divided by resource.

use std::fmt::Write as _;
use std::fs;

use workspace_tests::crates::on_a_large_stack;
use workspace_tests::run::Run;
use xtask::cli::{self, Console};

use super::outlines::told_of;

/// An outline whose tag is divided or not: the features, and that of each of two operations.
fn outline(features: &[&str], of_operations: [&str; 2]) -> String {
    let mut text = String::from("shop 0.3.1 (Shop 1)\n\nerror serde_json::Value\n");
    for feature in features {
        let _ = writeln!(text, "feature {feature}");
    }
    for (name, feature) in ["keys", "roles"].iter().zip(of_operations) {
        let _ = write!(
            text,
            "\nGET /users/{name}  {name}() -> Result<(), serde_json::Value>  [public] feature {feature}"
        );
    }
    text
}

const DIVIDED: &[&str] = &["users", "users-keys in users", "users-roles in users"];

#[test]
fn callers_of_a_tag_that_is_divided_are_told_to_change_something() {
    let whole = outline(&["users"], ["users", "users"]);
    let divided = outline(DIVIDED, ["users-keys", "users-roles"]);
    assert_eq!(
        told_of(&whole, &divided),
        [
            "addition: the feature users-keys is new",
            "addition: the feature users-roles is new"
        ]
    );
    assert_eq!(
        told_of(&divided, &whole),
        [
            "breaking: the feature users-keys was removed",
            "breaking: the feature users-roles was removed"
        ]
    );
}

#[test]
fn callers_of_a_part_that_is_divided_are_told_to_change_something() {
    let part = outline(&["users", "users-my in users"], ["users-my", "users-my"]);
    let features = [
        "users",
        "users-my in users",
        "users-my-keys in users-my",
        "users-my-roles in users-my",
    ];
    let divided = outline(&features, ["users-my-keys", "users-my-roles"]);
    let whole = outline(&["users"], ["users", "users"]);
    for (old, number) in [(part, 2), (whole, 3)] {
        let told = told_of(&old, &divided);
        assert_eq!(told.len(), number, "{told:?}");
        assert!(
            told.iter()
                .all(|line| line.starts_with("addition: the feature ")),
            "{told:?}"
        );
    }
}

#[test]
fn an_operation_leaves_the_part_of_a_tag_in_silence() {
    let divided = outline(DIVIDED, ["users-keys", "users-roles"]);
    let moved = outline(DIVIDED, ["users-keys", "users-keys"]);
    assert_eq!(
        told_of(&divided, &moved),
        ["breaking: roles has the feature users-keys, no longer users-roles"]
    );
}

/// Only a crate that lies there says whether its tags are divided.
#[test]
fn a_description_with_an_operation_less_has_fewer_features() {
    on_a_large_stack(|| {
        let folder = tempfile::tempdir().unwrap();
        let operation = |tag: &str, index: usize| {
            format!(
                "  /{tag}/r{}/{index}: {{get: {{operationId: {tag}_{index}, tags: [{tag}], responses: {{'204': {{description: Done.}}}}}}}}\n",
                index % 2
            )
        };
        let description = |users: usize| {
            let users = (0..users).map(|index| operation("users", index));
            let pets = (0..150).map(|index| operation("pets", index));
            format!(
                "openapi: 3.0.3\ninfo: {{title: Shop, version: '1'}}\npaths:\n{}",
                users.chain(pets).collect::<String>()
            )
        };
        let [more, fewer] = [("more.yaml", 101), ("fewer.yaml", 100)].map(|(name, number)| {
            let file = folder.path().join(name);
            fs::write(&file, description(number)).unwrap();
            file.to_str().unwrap().to_owned()
        });
        let diff = |old: &str, new: &str| {
            let run = Run::of(&["diff", old, new], |arguments, out, err| {
                cli::run(arguments, folder.path(), &mut Console::new(out, err, false))
            });
            run.out
        };
        let removed = diff(&more, &fewer);
        assert!(!removed.contains("feature"), "{removed}");
        assert!(removed.contains("users_100 was removed"), "{removed}");
        let added = diff(&fewer, &more);
        assert!(!added.contains("feature"), "{added}");
    });
}
