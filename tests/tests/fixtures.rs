//! Small descriptions, each named after the one risk that it pins: what becomes of them, and that it compiles.
//!
//! The first line of a fixture says what could go wrong; the second one, `# Shown:`, lists the modules that show whether
//! it did. The outline and all warnings are always shown.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use workspace_tests::crates::{cargo, complaints, on_a_large_stack, runtime, write_workspace};
use workspace_tests::snapshots::snapshots;
use xtask::diagnostic::render;
use xtask::emit::Surroundings;
use xtask::load::Document;
use xtask::pipeline::{Generated, generate, read};

struct Fixture {
    /// The file's name without its ending.
    name: String,
    document: Document,
    generated: Generated,
    /// The modules to show.
    shown: Vec<String>,
}

fn fixtures(folder: &str) -> Vec<Fixture> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let (made, refused): (Vec<_>, Vec<_>) = paths
        .iter()
        .map(|path| fixture(path))
        .partition(Result::is_ok);
    let refused: Vec<String> = refused.into_iter().filter_map(Result::err).collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    made.into_iter().flatten().collect()
}

/// A fixture, or what is said against it.
fn fixture(path: &Path) -> Result<Fixture, String> {
    let file = path.file_name().unwrap().to_str().unwrap();
    let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
    let text = fs::read_to_string(path).unwrap();
    let shown = text
        .lines()
        .find_map(|line| line.strip_prefix("# Shown: "))
        .unwrap_or("types client")
        .split_whitespace()
        .filter(|module| *module != "-")
        .map(str::to_owned)
        .collect();
    let document = read(file, text.as_bytes())
        .map_err(|rejected| render(&rejected.diagnostics, &rejected.document, false))?;
    let surroundings = |_: &str| Surroundings {
        runtime: runtime(),
        ..Surroundings::in_workspace("cargo xtask generate", file)
    };
    let generated = generate(&document, &name, surroundings)
        .map_err(|findings| render(&findings, &document, false))?;
    Ok(Fixture {
        name,
        document,
        generated,
        shown,
    })
}

/// A module without what is the same in every crate: the header, its own documentation and the imports.
fn without_prelude(text: &str) -> &str {
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n') {
        let prelude = line.is_empty()
            || line.starts_with("//!")
            || line.starts_with("// ")
            || line.starts_with("use ")
            || line.starts_with("#![");
        if !prelude {
            break;
        }
        // An import may go on for several lines.
        rest = match after.split_once("\n};\n") {
            Some((_, after)) if line.ends_with('{') => after,
            _ => after,
        };
    }
    rest
}

fn shown(fixture: &Fixture) -> String {
    let mut text = fixture.generated.emitted.outline.trim_end().to_owned();
    text.push('\n');
    let warnings = render(&fixture.generated.warnings, &fixture.document, false);
    if !warnings.is_empty() {
        text.push_str("\n--- warnings\n");
        for line in warnings.trim_end().lines() {
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
    for module in &fixture.shown {
        let path = format!("src/{module}.rs");
        let Some(file) = fixture.generated.emitted.files.get(&path) else {
            panic!("{}: there is no {path}", fixture.name);
        };
        let _ = write!(text, "\n--- {path}\n{}", without_prelude(file));
    }
    text
}

#[test]
fn fixtures_are_generated_as_reviewed() {
    on_a_large_stack(|| {
        let mut settings = insta::Settings::clone_current();
        settings.set_omit_expression(true);
        settings.set_snapshot_path("snapshots/fixtures");
        settings.set_prepend_module_to_snapshot(false);
        settings.bind(|| {
            let mut wanted = BTreeSet::new();
            for fixture in fixtures("fixtures/good") {
                assert_snapshot!(fixture.name.clone(), shown(&fixture));
                wanted.insert(fixture.name);
            }
            let present = snapshots("tests/snapshots/fixtures");
            let stale: Vec<&String> = present.difference(&wanted).collect();
            assert!(stale.is_empty(), "remove {stale:?}");
        });
    });
}

#[test]
fn fixtures_compile_without_a_warning() {
    on_a_large_stack(|| {
        let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
        let mut fixtures = fixtures("fixtures/good");
        fixtures.extend(self::fixtures("fixtures/mended"));
        let crates: BTreeMap<&str, _> = fixtures
            .iter()
            .map(|fixture| {
                (
                    fixture.generated.package.as_str(),
                    &fixture.generated.emitted.files,
                )
            })
            .collect();
        assert_eq!(crates.len(), fixtures.len(), "two crates have one name");
        write_workspace(&home, crates);
        // Without TLS, which has nothing to do with generated code and takes long to compile.
        let client = ["--no-default-features", "--features", "client"];
        // All else that is generated.
        let all = ["--no-default-features", "--features", "mock,cli"];
        // Clippy is part of rustup's default profile, not of its minimal one.
        let check = if cargo(&home, &target(), &["clippy", "--version"])
            .status
            .success()
        {
            "clippy"
        } else {
            "check"
        };
        accept(&home, &[check, "--workspace"], &client);
        accept(&home, &[check, "--workspace"], &all);
        // The types alone.
        accept(&home, &["check", "--workspace"], &["--no-default-features"]);
        let documented = DOCUMENTED.iter().flat_map(|name| ["--package", name]);
        let doc: Vec<&str> = ["doc", "--no-deps"].into_iter().chain(documented).collect();
        accept(&home, &doc, &all);
    });
}

/// Rustdoc takes its time: it reads only what was made to break it, and one crate for each kind of item.
const DOCUMENTED: &[&str] = &[
    "deprecated-client",
    "descriptions-that-break-rustdoc-client",
    "keywords-as-names-client",
    "multipart-client",
    "nothing-but-a-path-client",
    "one-of-client",
    "pages-by-offset-client",
    "prelude-names-of-schemas-client",
    "token-source-client",
];

/// Neither an error nor a warning.
fn accept(home: &Path, command: &[&str], features: &[&str]) {
    let arguments = [command, features].concat();
    if let Err(text) = complaints(&cargo(home, &target(), &arguments)) {
        panic!("cargo {}\n{text}", arguments.join(" "));
    }
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .unwrap()
        .to_owned()
}
