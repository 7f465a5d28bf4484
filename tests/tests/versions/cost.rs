//! What it costs to read every version: measured in turns, so that what else the machine does falls on both alike.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use workspace_tests::crates::on_a_large_stack;
use xtask::load::{Document, load};
use xtask::normalise::normalise;

/// The shortest of several takes is nearest to what the work itself needs. A busy machine may give none of the first few an
/// uninterrupted run, and so there are more where it looks too slow.
const LEAST_TAKES: usize = 7;
const MOST_TAKES: usize = 50;

/// A description of many operations and schemas.
fn large(version: &str, section: &str, schema: impl Fn(usize) -> String) -> String {
    let mut text = format!("{version}\ninfo: {{title: A, version: '1'}}\npaths:\n");
    for index in 0..400 {
        let _ = writeln!(
            text,
            "  /a{index}/{{id}}:\n    parameters: []\n    get:\n      operationId: get{index}\n      tags: [a]\n      summary: Reads one of many.\n      responses:\n        '204':\n          description: Done"
        );
    }
    text.push_str(section);
    for index in 0..400 {
        let _ = writeln!(text, "{}", schema(index));
    }
    text
}

fn loaded(text: &str) -> Document {
    load("large.yaml", text.as_bytes())
        .unwrap_or_else(|rejected| panic!("{:?}", rejected.diagnostics))
}

/// The time for normalising, divided by the time for loading.
fn ratio(text: &str) -> f64 {
    let (mut loading, mut normalising) = (Duration::MAX, Duration::MAX);
    for take in 0..MOST_TAKES {
        let start = Instant::now();
        let document = loaded(text);
        loading = loading.min(start.elapsed());
        let start = Instant::now();
        let document = normalise(document);
        normalising = normalising.min(start.elapsed());
        assert!(document.is_ok());
        if take >= LEAST_TAKES && normalising < loading {
            break;
        }
    }
    normalising.as_secs_f64() / loading.as_secs_f64()
}

#[test]
fn normalising_costs_more_than_loading() {
    on_a_large_stack(|| {
        let openapi = |index: usize| {
            format!(
                "    S{index}:\n      type: object\n      properties:\n        name: {{type: [string, 'null'], maxLength: 20}}\n        next:\n          anyOf:\n            - $ref: '#/components/schemas/S{}'\n            - type: 'null'\n        kind: {{const: s{index}}}",
                (index + 1) % 400
            )
        };
        let swagger = |index: usize| {
            format!(
                "  S{index}:\n    type: object\n    properties:\n      name: {{type: string, x-nullable: true, maxLength: 20}}\n      next:\n        $ref: '#/definitions/S{}'\n      kind: {{type: string, enum: [s{index}]}}",
                (index + 1) % 400
            )
        };
        for (version, text) in [
            ("2.0", large("swagger: '2.0'", "definitions:\n", swagger)),
            (
                "3.0",
                large("openapi: 3.0.3", "components:\n  schemas:\n", |index| {
                    openapi(index)
                        .replace("[string, 'null']", "string")
                        .replace("- type: 'null'", "- nullable: true")
                        .replace("const: ", "enum: [")
                        .replace(&format!("s{index}}}"), &format!("s{index}]}}"))
                }),
            ),
            (
                "3.1",
                large("openapi: 3.1.0", "components:\n  schemas:\n", openapi),
            ),
            (
                "3.2",
                large("openapi: 3.2.0", "components:\n  schemas:\n", openapi),
            ),
        ] {
            let ratio = ratio(&text);
            println!("{version}: normalising takes {ratio:.2} of the time of loading");
            assert!(ratio < 1.0, "{version}: {ratio:.2}");
        }
    });
}
