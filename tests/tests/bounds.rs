//! Time and stack that a description takes are bounded by its size, however its schemas refer to each other.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use workspace_tests::crates::on_a_large_stack;
use xtask::diagnostic::render;
use xtask::emit::Surroundings;
use xtask::load::load;
use xtask::pipeline::{Generated, generate};

/// Enough to overflow a stack that grows with each of them, in builds with and without optimisation.
const LONG: usize = 20_000;

/// What no machine needs for a few schemas, and no time is enough for where it doubles with each of them.
const SHORT: Duration = Duration::from_secs(5);

/// An operation that answers the schema `S0`, and these schemas.
fn description(schemas: impl IntoIterator<Item = String>) -> String {
    let mut text = "openapi: 3.0.3\ninfo: {title: Bounds, version: '1'}\npaths:\n  /a:\n    get:\n      operationId: get_a\n      \
                    responses: {'200': {description: Read, content: {application/json: {schema: {$ref: '#/components/schemas/S0'}}}}}\n\
                    components:\n  schemas:\n"
        .to_owned();
    for (index, schema) in schemas.into_iter().enumerate() {
        let _ = writeln!(text, "    S{index}: {schema}");
    }
    text
}

fn reference(index: usize) -> String {
    format!("{{$ref: '#/components/schemas/S{index}'}}")
}

fn made(text: &str) -> Generated {
    let document = load("bounds.yaml", text.as_bytes())
        .unwrap_or_else(|rejected| panic!("{:?}", rejected.diagnostics));
    let surroundings = |_: &str| Surroundings::in_workspace("cargo xtask generate", "bounds.yaml");
    generate(&document, "bounds", surroundings)
        .unwrap_or_else(|findings| panic!("{}", render(&findings, &document, false)))
}

/// A chain of schemas, each made from the reference to the next one.
fn chain(link: impl Fn(String) -> String) -> String {
    let links = (0..LONG).map(|index| link(reference(index + 1)));
    let end = "{type: object, properties: {end: {type: string}}}".to_owned();
    description(links.chain([end]))
}

#[test]
fn chains_of_references_overflow_the_stack() {
    on_a_large_stack(|| {
        let chains = [
            chain(|next| next),
            chain(|next| format!("{{allOf: [{next}]}}")),
            chain(|next| format!("{{oneOf: [{next}, {{nullable: true}}]}}")),
        ];
        for text in chains {
            let outline = made(&text).emitted.outline;
            let end = format!("struct S{LONG}\n  end: String?");
            assert!(outline.contains(&end), "{outline}");
        }
    });
}

#[test]
fn lists_of_lists_overflow_the_stack() {
    on_a_large_stack(|| {
        let text = chain(|next| format!("{{type: array, items: {next}}}"));
        let outline = made(&text).emitted.outline;
        assert!(outline.contains("Vec<Vec<"), "{outline}");
    });
}

#[test]
fn each_level_of_shared_ancestors_doubles_the_time() {
    on_a_large_stack(|| {
        let levels = (0..60).map(|index| {
            let next = reference(index + 1);
            format!("{{allOf: [{next}, {next}, {{type: object, properties: {{p{index}: {{type: string}}}}}}]}}")
        });
        let end = "{type: object, properties: {end: {type: string}}}".to_owned();
        let start = Instant::now();
        let outline = made(&description(levels.chain([end]))).emitted.outline;
        assert!(start.elapsed() < SHORT, "{:?}", start.elapsed());
        assert_eq!(outline.matches("String?").count(), 61, "{outline}");
    });
}

#[test]
fn unions_in_parts_of_all_of_multiply() {
    on_a_large_stack(|| {
        let union = |index: usize| {
            let alternatives: Vec<String> = (0..3)
                .map(|other| {
                    format!("{{type: object, properties: {{p{index}_{other}: {{type: string}}}}}}")
                })
                .collect();
            format!("{{oneOf: [{}]}}", alternatives.join(", "))
        };
        let unions: Vec<String> = (0..40).map(union).collect();
        let start = Instant::now();
        made(&description([format!(
            "{{allOf: [{}]}}",
            unions.join(", ")
        )]));
        assert!(start.elapsed() < SHORT, "{:?}", start.elapsed());
    });
}

#[test]
fn unions_beside_properties_inside_each_other_multiply() {
    on_a_large_stack(|| {
        let levels = (0..60).map(|index| {
            let next = reference(index + 1);
            format!("{{type: object, properties: {{p{index}: {{type: string}}}}, oneOf: [{next}, {next}, {{type: object, properties: {{z: {{type: string}}}}}}]}}")
        });
        let end = "{type: object, properties: {end: {type: string}}}".to_owned();
        let start = Instant::now();
        made(&description(levels.chain([end])));
        assert!(start.elapsed() < SHORT, "{:?}", start.elapsed());
    });
}
