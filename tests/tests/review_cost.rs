//! What a reviewer has to read: how many lines of the generated files change with a description, and how many of the
//! outline, which is read first and has to be enough.

use std::fmt::Write as _;
use std::path::Path;

use insta::assert_snapshot;
use similar::{ChangeTag, TextDiff};
use workspace_tests::crates::on_a_large_stack;
use xtask::diagnostic::render;
use xtask::emit::{Emitted, Surroundings};
use xtask::load::load;
use xtask::pipeline::generate;

/// A change of a description as an editor makes it: what it is, the text before and the text after.
type Change = (&'static str, &'static str, &'static str);

/// What descriptions typically go through, shown on `specs/portainer.yaml`.
const CHANGES: &[Change] = &[
    (
        "add an optional property",
        "        userTheme:\n          type: string\n          description: Theme of the web interface in 2.11, such as `dark`. Newer versions do not look at it.\n",
        "        userTheme:\n          type: string\n          description: Theme of the web interface in 2.11, such as `dark`. Newer versions do not look at it.\n        language:\n          type: string\n          description: Language of the web interface\n",
    ),
    (
        "add a query parameter",
        "      responses:\n        '200':\n          description: The users that the caller may see\n",
        "      parameters:\n        - name: search\n          in: query\n          description: Part of the name\n          schema: {type: string}\n      responses:\n        '200':\n          description: The users that the caller may see\n",
    ),
    (
        "rename an operation",
        "operationId: list_team_memberships\n",
        "operationId: list_memberships\n",
    ),
    (
        "add an operation",
        "  /users/{id}/memberships:\n",
        "  /users/{id}/lock:\n    post:\n      operationId: lock_user\n      summary: Lock a user out\n      security: [jwt: []]\n      parameters:\n        - $ref: '#/components/parameters/UserId'\n      responses:\n        '204':\n          description: The user cannot log in any more\n        '500':\n          $ref: '#/components/responses/ServerError'\n\n  /users/{id}/memberships:\n",
    ),
    (
        "add an enum value",
        "      enum: [1, 2]\n      x-enum-varnames: [Admin, Standard]\n      x-enum-descriptions: [May do everything, May use what administrators have granted]\n",
        "      enum: [1, 2, 3]\n      x-enum-varnames: [Admin, Standard, EdgeAdmin]\n      x-enum-descriptions: [May do everything, May use what administrators have granted, May manage edge devices]\n",
    ),
    (
        "change a type",
        "          format: byte\n          description: SHA-256 of the key",
        "          format: date-time\n          description: SHA-256 of the key",
    ),
];

fn generated(text: &str) -> Emitted {
    let document = load("portainer.yaml", text.as_bytes()).unwrap();
    let surroundings =
        |_: &str| Surroundings::in_workspace("cargo xtask regen portainer", "specs/portainer.yaml");
    match generate(&document, "portainer", surroundings) {
        Ok(generated) => generated.emitted,
        Err(findings) => panic!("{}", render(&findings, &document, false)),
    }
}

/// The lines that a difference shows: one that changed is there twice, as it was and as it is.
fn changed(before: &str, after: &str) -> Vec<String> {
    let difference = TextDiff::from_lines(before, after);
    let changes = difference.iter_all_changes();
    changes
        .filter(|change| change.tag() != ChangeTag::Equal)
        .map(|change| format!("{}{change}", change.tag()))
        .collect()
}

#[test]
fn a_change_of_a_description_changes_one_or_two_lines_of_the_outline() {
    on_a_large_stack(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/portainer.yaml");
        let text = std::fs::read_to_string(path).unwrap();
        let before = generated(&text);
        let mut table = format!(
            "{:<26}{:>8}{:>10}\n",
            "lines to read", "outline", "all files"
        );
        for (change, old, new) in CHANGES {
            assert_eq!(
                text.matches(old).count(),
                1,
                "{change}: the description says something else now"
            );
            let after = generated(&text.replace(old, new));
            assert!(after.files.keys().eq(before.files.keys()), "{change}");
            let files = before.files.iter().zip(after.files.values());
            let files: usize = files
                .map(|((_, before), after)| changed(before, after).len())
                .sum();
            let outline = changed(&before.outline, &after.outline);
            let count = outline.len();
            let shown: String = outline.iter().map(|line| format!("    {line}")).collect();
            assert!(
                (1..=2).contains(&count),
                "{change} changes {count} lines of the outline:\n{shown}"
            );
            let _ = write!(table, "{change:<26}{count:>8}{files:>10}\n{shown}");
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| assert_snapshot!("review_cost", table));
    });
}
