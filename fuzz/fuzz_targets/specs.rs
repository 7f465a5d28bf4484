//! No bytes may make the generator panic, hang, refuse without saying where, or write what is no Rust.
#![no_main]

use libfuzzer_sys::fuzz_target;
use xtask::diagnostic::{has_errors, render};
use xtask::emit::Surroundings;
use xtask::pipeline::{generate, read};

fuzz_target!(|bytes: &[u8]| {
    let document = match read("bytes.yaml", bytes) {
        Ok(document) => document,
        Err(rejected) => {
            assert!(has_errors(&rejected.diagnostics));
            assert!(!render(&rejected.diagnostics, &rejected.document, false).is_empty());
            return;
        }
    };
    let surroundings = |_: &str| Surroundings::in_workspace("cargo xtask generate", "bytes.yaml");
    match generate(&document, "bytes", surroundings) {
        Ok(generated) => {
            for (path, text) in &generated.emitted.files {
                if path.ends_with(".rs") {
                    syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
                }
            }
        }
        Err(findings) => {
            assert!(has_errors(&findings));
            let report = render(&findings, &document, false);
            assert!(!report.contains("internal-error"), "{report}");
        }
    }
});
