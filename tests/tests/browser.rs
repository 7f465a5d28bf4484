//! The client in a browser: `crates/runtime/tests/browser.rs`, compiled for `wasm32-unknown-unknown` and run in Chromium.
//!
//! That needs Chromium with its driver, `wasm-bindgen-test-runner` in the version of `wasm-bindgen` in `Cargo.lock`, and the target's
//! standard library. Where one of them is not there, the test says which and is content.

use std::path::{Path, PathBuf};
use std::process::Command;

use workspace_tests::server::{Reply, Seen, Server, reply};

/// What pages of another origin are allowed to do and to see.
const SHARED: &[&str] = &[
    "access-control-allow-origin: *",
    "access-control-allow-methods: *",
    "access-control-allow-headers: accept, authorization, content-type, x-api-key, x-request-id",
    "access-control-expose-headers: *",
];

fn json(status: u16, extra: &[&str], body: &str) -> Reply {
    let lines = [SHARED, extra].concat();
    reply(status, "application/json", &lines, body)
}

/// What the tests in the browser expect; `before` is how often the same was asked.
fn answer(seen: &Seen, before: usize) -> Reply {
    if seen.method == "OPTIONS" {
        return reply(204, "", SHARED, "");
    }
    let key = format!("x-key: {}", seen.header("x-api-key").unwrap_or_default());
    let target = format!("x-target: {}", seen.target);
    let ok = |body: &str| json(200, &[&key, &target], body);
    let token = seen.header("authorization");
    match (seen.method.as_str(), seen.path()) {
        ("GET", "/users/jane%20doe") => ok(r#"{"name":"jane doe"}"#),
        ("POST", "/users") => ok(&seen.body),
        ("GET", "/users") => ok(match seen.query() {
            "size=2&page=1" => r#"[{"name":"a"},{"name":"b"}]"#,
            "size=2&page=2" => r#"[{"name":"c"}]"#,
            _ => "[]",
        }),
        ("GET", "/users/never") => Reply::Never,
        ("GET", "/users/later") if before > 1 => ok(r#"{"name":"later"}"#),
        ("GET", "/users/later" | "/users/busy") => json(503, &[], "{}"),
        ("GET", "/users/large") => ok(&format!(r#"{{"name":"{}"}}"#, "x".repeat(100_000))),
        ("POST", "/token") if seen.body == "username=jane&password=secret" => {
            let lifetime = if before == 0 { 0 } else { 3600 };
            ok(&format!(
                r#"{{"access_token":"token-{before}","expires_in":{lifetime}}}"#
            ))
        }
        ("GET", "/me") if token.is_some_and(|token| token.starts_with("Bearer token-")) => {
            ok(r#"{"name":"jane"}"#)
        }
        _ => json(404, &[], r#"{"message":"there is no nobody"}"#),
    }
}

/// What is not here of all that is needed.
fn missing() -> Option<String> {
    let runs = |program: &str, argument: &str| {
        let output = Command::new(program).arg(argument).output();
        output.is_ok_and(|output| output.status.success())
    };
    for program in ["chromium", "chromedriver", "wasm-bindgen-test-runner"] {
        if !runs(program, "--version") {
            return Some(program.to_owned());
        }
    }
    let library = Command::new("rustc")
        .args([
            "--print",
            "target-libdir",
            "--target",
            "wasm32-unknown-unknown",
        ])
        .output()
        .unwrap();
    let folder = PathBuf::from(String::from_utf8_lossy(&library.stdout).trim());
    (!folder.is_dir()).then(|| "the standard library for wasm32-unknown-unknown".to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_client_does_not_work_in_a_browser() {
    if let Some(missing) = missing() {
        eprintln!("{missing} is not here: the client is not tested in a browser");
        return;
    }
    let server = Server::start(counting()).await;
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/runtime");
    let output = Command::new(env!("CARGO"))
        .args(["test", "--target", "wasm32-unknown-unknown"])
        .args([
            "--no-default-features",
            "--features",
            "rustls",
            "--test",
            "browser",
        ])
        .current_dir(runtime)
        .env("BROWSER_TEST_SERVER", server.url())
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            "wasm-bindgen-test-runner",
        )
        .env("CHROMEDRIVER", "chromedriver")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text);
    assert!(output.status.success(), "{text}");
    // A runner that ran nothing would be content.
    assert!(text.contains("8 passed"), "{text}");
}

/// Tells the answers how often the same was asked.
fn counting() -> impl Fn(&Seen, usize) -> Reply + Send + Sync + 'static {
    let log = std::sync::Mutex::new(Vec::new());
    move |seen, _| {
        let asked = (seen.method.clone(), seen.path().to_owned());
        let mut log = log.lock().unwrap();
        let before = log.iter().filter(|other| **other == asked).count();
        log.push(asked);
        answer(seen, before)
    }
}
