//! What is said of two outlines: lines that no small description has, and each line that the fixtures have.

use std::fs;
use std::path::Path;

use xtask::verdict::{Interface, compare};

use super::told;

pub(super) fn told_of(old: &str, new: &str) -> Vec<String> {
    told(&old.parse().unwrap(), &new.parse().unwrap())
}

#[test]
fn an_outline_of_an_older_generator_is_taken_for_one_that_says_how_things_are_sent() {
    let older = "shop 0.3.1 (Shop 1)\n\nPOST /users  create_user(x_trace: &str, body: &types::User) .q(&str) -> Result<(), types::Problem>  [key]\n\nenum Pet { Cat(Cat), Other(_) }\n";
    let newer = older
        .replace(
            "(Shop 1)\n",
            "(Shop 1)\n\nserver /\ncredential key(key) in header X-Key\nerror types::Problem\n",
        )
        .replace("x_trace: &str", "x_trace: &str = \"X-Trace\" in header")
        .replace("types::Problem>  ", "types::Problem> 201  ")
        .replace("Cat(Cat)", "Cat(Cat) = \"cat\"");
    assert_eq!(told_of(older, &newer), [""; 0]);
}

#[test]
fn the_feature_of_an_operation_changes_in_silence() {
    let old = "shop 0.3.1 (Shop 1)\n\nerror serde_json::Value\nfeature pets\nfeature users\n\nGET /pets  list_pets() -> Result<(), serde_json::Value>  [public] feature pets\nGET /users  list_users() -> Result<(), serde_json::Value>  [public] feature users\n";
    let moved = old.replace("[public] feature users", "[public] feature pets");
    assert_eq!(
        told_of(old, &moved),
        ["breaking: list_users has the feature pets, no longer users"]
    );
    let renamed = old.replace("feature users", "feature people");
    assert_eq!(
        told_of(old, &renamed),
        [
            "breaking: the feature users was removed",
            "addition: the feature people is new"
        ]
    );
}

#[test]
fn a_header_that_calls_share_is_told_for_each_of_them() {
    let line = |name: &str| {
        format!(
            "GET /{name}  {name}() .x_code(&str = \"x-code\" in header) -> Result<(), serde_json::Value>  [public]\n"
        )
    };
    let calls: String = ["a", "b", "c"].map(line).concat();
    let old = format!(
        "shop 0.3.1 (Shop 1)\n\nheader x_code(&str = \"x-code\" in header)\nerror serde_json::Value\n\n{calls}"
    );
    let of_another_type = old.replace("x_code(&str = \"x-code\"", "x_code(i64 = \"x-code\"");
    assert_eq!(
        told_of(&old, &of_another_type),
        ["breaking: SharedHeaders.x_code takes i64, no longer &str"]
    );
    assert_eq!(
        told_of(&old, &old.replace("\"x-code\"", "\"X-Code\"")),
        ["patch: SharedHeaders.x_code is \"X-Code\" on the wire, no longer \"x-code\""]
    );
    // One call that gives it up says so itself.
    let alone = old.replacen(" .x_code(&str = \"x-code\" in header)", "", 1);
    assert_eq!(told_of(&old, &alone), ["breaking: a.x_code was removed"]);
}

#[test]
fn of_several_types_that_look_alike_the_first_gets_the_name_of_another() {
    let outline = |names: [&str; 2]| {
        let [a, b] = names.map(|name| format!("struct {name}\n  code: i64?\n  text: String?\n"));
        format!("shop 0.3.1 (Shop 1)\n\nerror serde_json::Value\n\n{a}{b}")
    };
    assert_eq!(
        told_of(
            &outline(["V1Refund", "V1RefundReason"]),
            &outline(["V2RefundReason", "V2Refund"])
        ),
        [
            "breaking: V1Refund is called V2Refund now",
            "breaking: V1RefundReason is called V2RefundReason now"
        ]
    );
    assert_eq!(
        told_of(
            &outline(["V1Refund", "Colour"]),
            &outline(["V2Refund", "Problem"])
        ),
        [
            "breaking: V1Refund is called V2Refund now",
            "breaking: Colour was removed",
            "addition: Problem is new"
        ]
    );
}

/// The outlines of all fixtures, as reviewed.
fn outlines() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/fixtures");
    let files = fs::read_dir(folder).unwrap();
    let files = files.map(|file| file.unwrap().path());
    let outlines = files.map(|file| {
        let text = fs::read_to_string(&file).unwrap();
        let (_, text) = text.split_once("\n---\n").unwrap();
        let outline = text.split("\n--- ").next().unwrap();
        (file.display().to_string(), outline.to_owned())
    });
    outlines.collect()
}

#[test]
fn a_line_of_an_outline_goes_unnoticed() {
    let mut unnoticed = Vec::new();
    for (file, outline) in outlines() {
        let whole: Interface = outline.parse().unwrap();
        let lines: Vec<&str> = outline.lines().collect();
        // The first names the crate; without the one of errors it is an outline of an older generator.
        let lines = lines.iter().enumerate().skip(1);
        for (at, line) in lines.filter(|(_, line)| !line.is_empty() && !line.starts_with("error "))
        {
            let rest = outline
                .lines()
                .enumerate()
                .filter(|(other, _)| *other != at);
            let rest: Vec<&str> = rest.map(|(_, line)| line).collect();
            // Without its first line, a struct's fields are those of the type before it, or nobody's.
            if line.starts_with("struct ") {
                continue;
            }
            let part: Interface = rest.join("\n").parse().unwrap();
            if compare(&whole, &part).changes.is_empty() {
                unnoticed.push(format!("{file}: {line}"));
            }
        }
    }
    assert!(unnoticed.is_empty(), "{}", unnoticed.join("\n"));
}
