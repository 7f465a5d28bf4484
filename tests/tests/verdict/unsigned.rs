//! What a server or a caller notices though no signature shows it: each change has one line.

use workspace_tests::crates::on_a_large_stack;

use super::{interface, told};

const OLD: &str = include_str!("unsigned.yaml");

/// The text before and after, and what is said of it.
const ROWS: &[(&str, &str, &[&str])] = &[
    (
        "items: /items, total",
        "items: /rows, total",
        &[r#"patch: list_users has page-items "/rows", no longer "/items""#],
    ),
    (
        "total: /total,",
        "total: /count,",
        &[r#"patch: list_users has page-total "/count", no longer "/total""#],
    ),
    (
        "page: page,",
        "page: page, first: 0,",
        &[r#"patch: list_users has pages-by page "page" from 0, no longer page "page" from 1"#],
    ),
    (
        ", max-size: 100",
        "",
        &["patch: list_users has page-most 100 no longer"],
    ),
    (
        "default: 10",
        "default: 20",
        &["patch: list_users has page-default 20, no longer 10"],
    ),
    (
        "x-columns: [name]",
        "x-columns: [name, id]",
        &[r#"patch: list_users has columns "name", "id", no longer "name""#],
    ),
    (
        " x-generated: uuid-v4,",
        "",
        &["patch: list_users.x_request_id is sent in header, no longer in header or generated"],
    ),
    (
        "{name: filter, in: query,",
        "{name: filter, in: query, explode: false,",
        &["patch: list_users.filter is sent by comma, no longer as usual"],
    ),
    (
        "x-idempotent: true",
        "x-idempotent: false",
        &["patch: create_user has idempotent false, no longer true"],
    ),
    (
        "x-destructive: true",
        "x-destructive: false",
        &["patch: create_user has destructive false, no longer true"],
    ),
    (
        "      x-shown-once: true\n",
        "",
        &["patch: create_user has shown-once true no longer"],
    ),
    (
        "x-value: /first",
        "x-value: /second",
        &[r#"patch: get_user has value "/second", no longer "/first""#],
    ),
    (
        "x-absent: [404]",
        "x-absent: [404, 410]",
        &["patch: get_user has absent 404, 410, no longer 404"],
    ),
    (
        "x-stream-end: '[DONE]'",
        "x-stream-end: '{;} '",
        &[r#"patch: watch has stream-end "{;} ", no longer "[DONE]""#],
    ),
    (
        "servers: [{url: https://files.example.com}]",
        "servers: [{name: files, url: https://eu.example.com}]",
        &["patch: servers::FILES is https://eu.example.com, no longer https://files.example.com"],
    ),
    (
        "contentType: image/png",
        "contentType: image/jpeg",
        &[
            r#"patch: upload(body) is sent as multipart/form-data ("photo" as image/jpeg, "words" by comma), no longer as multipart/form-data ("photo" as image/png, "words" by comma)"#,
        ],
    ),
    (
        ", words: {style: form, explode: false}",
        "",
        &[
            r#"patch: upload(body) is sent as multipart/form-data ("photo" as image/png), no longer as multipart/form-data ("photo" as image/png, "words" by comma)"#,
        ],
    ),
    (
        "tags: {style: pipeDelimited,",
        "tags: {style: spaceDelimited,",
        &[
            r#"patch: replace(body) is sent as application/x-www-form-urlencoded ("tags" by space), no longer as application/x-www-form-urlencoded ("tags" by pipe)"#,
        ],
    ),
    (
        ", defaultMapping: Beast",
        "",
        &[
            "breaking: Beast.kind was removed",
            r#"patch: Animal::Beast is "Beast" on the wire, no longer "Beast" | default"#,
        ],
    ),
    (
        "const: true",
        "const: false",
        &["patch: Order.draft is always false, no longer true"],
    ),
    (
        "send: form",
        "send: json",
        &[
            r#"patch: Credentials::login is sent by POST /token as JSON ("user", "password", "grant_type" = "password"), token "/token", expires in "/expires", no longer by POST /token as form ("user", "password", "grant_type" = "password"), token "/token", expires in "/expires""#,
        ],
    ),
    (
        "name: X-Code,",
        "name: X-Otp,",
        &[
            r#"patch: Credentials::code_login is sent like login and header "X-Otp", no longer like login and header "X-Code""#,
        ],
    ),
    (
        "enum: [eu, us]",
        "enum: [eu]",
        &[
            r#"patch: the server is https://{region}.example.com where region is "eu", no longer https://{region}.example.com where region is "eu" or "us""#,
        ],
    ),
];

#[test]
fn what_no_signature_shows_changes_in_silence() {
    on_a_large_stack(|| {
        let old = interface(OLD);
        let mut wrong = Vec::new();
        for (before, after, expected) in ROWS {
            assert_eq!(OLD.matches(before).count(), 1, "{before}");
            let told = told(&old, &interface(&OLD.replace(before, after)));
            if told != *expected {
                wrong.push(format!("{before} -> {after}\n{told:#?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}
