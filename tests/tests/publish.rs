//! What a registry, a user's build and a lawyer will ask of the packages before anyone can publish them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use workspace_tests::description::DOCUMENTED;

/// Slugs of the registry that fit the crates here; it refuses those that it does not know.
const CATEGORIES: &[&str] = &[
    "api-bindings",
    "asynchronous",
    "authentication",
    "web-programming::http-client",
];

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What Cargo writes. It gets a package that no build here has needed, such as what TLS of another platform is made of, as it
/// gets all others: once.
fn cargo(arguments: &[&str]) -> String {
    let run = |more: &[&str]| {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .args(more)
            .current_dir(workspace())
            .output()
            .expect("cargo runs");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        (output, errors)
    };
    let (mut output, mut errors) = run(&["--offline", "--locked"]);
    if errors.contains("--offline was specified") {
        (output, errors) = run(&["--locked"]);
    }
    assert!(output.status.success(), "cargo {arguments:?}: {errors}");
    String::from_utf8(output.stdout).expect("cargo writes UTF-8")
}

fn metadata(arguments: &[&str]) -> Value {
    let all = [&["metadata", "--format-version", "1"], arguments].concat();
    serde_json::from_str(&cargo(&all)).expect("cargo writes JSON")
}

/// The platform that this machine is.
fn host() -> String {
    let about = cargo(&["-vV"]);
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("cargo says what it runs on").to_owned()
}

/// The packages of the workspace that may be published.
fn published(metadata: &Value) -> Vec<&Value> {
    let members: BTreeSet<&str> = strings(&metadata["workspace_members"]).collect();
    let packages = metadata["packages"].as_array().expect("packages");
    let published: Vec<&Value> = packages
        .iter()
        .filter(|package| {
            package["id"]
                .as_str()
                .is_some_and(|id| members.contains(id))
        })
        .filter(|package| package["publish"].is_null())
        .collect();
    assert_eq!(
        published.len(),
        3 + DOCUMENTED.len(),
        "the runtime, its macros, what it has in a browser, and the clients of `DOCUMENTED` in tests/src/description.rs"
    );
    published
}

/// Those that are part of a program, as macros are not, nor what only a browser needs.
fn linked(metadata: &Value) -> Vec<&Value> {
    const OTHERS: [&str; 2] = ["users-client-runtime-derive", "users-client-runtime-fetch"];
    let mut packages = published(metadata);
    packages.retain(|package| !OTHERS.contains(&package["name"].as_str().unwrap_or_default()));
    packages
}

fn strings(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

#[test]
fn a_package_that_a_registry_refuses_or_nobody_finds() {
    for package in published(&metadata(&["--no-deps"])) {
        let name = package["name"].as_str().unwrap();
        for field in [
            "description",
            "license",
            "repository",
            "readme",
            "rust_version",
        ] {
            assert!(
                package[field].is_string(),
                "{name} has no {field}: a client has it from `info.x-crate` of its description"
            );
        }
        let keywords: Vec<&str> = strings(&package["keywords"]).collect();
        assert!(
            (1..=5).contains(&keywords.len()),
            "{name} has the keywords {keywords:?}: a client has them from `info.x-crate` of its description"
        );
        for keyword in keywords {
            let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+');
            let starts = keyword.starts_with(|c: char| c.is_ascii_alphanumeric());
            assert!(
                starts && keyword.len() <= 20 && keyword.chars().all(fits),
                "{name}: {keyword}"
            );
        }
        let categories: Vec<&str> = strings(&package["categories"]).collect();
        assert!(
            (1..=5).contains(&categories.len()),
            "{name}: {categories:?}"
        );
        for category in categories {
            assert!(CATEGORIES.contains(&category), "{name}: {category}");
        }
        let docs_rs = &package["metadata"]["docs"]["rs"];
        assert_eq!(docs_rs["all-features"], true, "{name}: docs.rs");
        for dependency in package["dependencies"].as_array().unwrap() {
            // What a registry's package needs has to be in a registry; the tests' needs are left out of the package.
            let by_path = dependency["path"].is_string() && dependency["req"] != "*";
            let registered = dependency["source"]
                .as_str()
                .is_some_and(|source| source.starts_with("registry+"));
            assert!(
                by_path || registered || dependency["kind"] == "dev",
                "{name}: {dependency}"
            );
        }
    }
}

#[test]
fn a_package_without_the_texts_of_its_licenses() {
    for package in published(&metadata(&["--no-deps"])) {
        let manifest = Path::new(package["manifest_path"].as_str().unwrap());
        for text in ["LICENSE-MIT", "LICENSE-APACHE"] {
            let own = fs::read_to_string(manifest.with_file_name(text));
            let expected = fs::read_to_string(workspace().join(text)).unwrap();
            assert_eq!(
                own.unwrap_or_default(),
                expected,
                "{}: {text}",
                package["name"]
            );
        }
    }
}

#[test]
fn types_that_bring_an_http_client_along() {
    for package in linked(&metadata(&["--no-deps"])) {
        let name = package["name"].as_str().unwrap();
        let alone = [
            "tree",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--no-default-features",
        ];
        let tree = cargo(&[&alone[..], &["--package", name]].concat());
        let crates: BTreeSet<&str> = tree
            .lines()
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        assert!(crates.contains("serde"), "{name}: {tree}");
        for unwanted in [
            "reqwest",
            "hyper",
            "tokio",
            "rustls",
            "ring",
            "native-tls",
            "url",
        ] {
            assert!(
                !crates.contains(unwanted),
                "{name} needs {unwanted}: {tree}"
            );
        }
    }
}

/// The crates of the lines of `cargo tree`.
fn crates_of(package: &str, options: &[&str]) -> BTreeSet<String> {
    let tree = [
        "tree",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--package",
        package,
    ];
    cargo(&[&tree, options].concat())
        .lines()
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .collect()
}

/// Everything but the command line is as it was before there was one.
#[test]
fn the_command_line_costs_those_who_do_not_ask_for_it() {
    let metadata = metadata(&["--no-deps"]);
    let packages = linked(&metadata);
    let runtime = packages
        .iter()
        .find(|package| package["name"] == "users-client-runtime")
        .expect("the runtime is published");
    let features = runtime["features"].as_object().expect("features");
    let is_asked_for = |name: &str| matches!(name, "cli" | "keyring");
    let needs = |asked: bool| -> BTreeSet<&str> {
        let features = features
            .iter()
            .filter(|(name, _)| is_asked_for(name) == asked);
        features
            .flat_map(|(_, needs)| strings(needs))
            .filter_map(|need| need.strip_prefix("dep:"))
            .collect()
    };
    let others = needs(false);
    let own: Vec<&str> = needs(true).difference(&others).copied().collect();
    assert!(own.contains(&"clap") && own.contains(&"keyring"), "{own:?}");
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        let mut all: Vec<&str> = strings_of_keys(&package["features"])
            .filter(|feature| !is_asked_for(feature))
            .collect();
        all.retain(|feature| *feature != "default");
        let without = crates_of(name, &["--features", &all.join(",")]);
        for crate_name in &own {
            // It has another name in its registry.
            let crate_name = if *crate_name == "serde_yaml" {
                "yaml_serde"
            } else {
                crate_name
            };
            assert!(!without.contains(crate_name), "{name} brings {crate_name}");
        }
        let with = crates_of(name, &["--features", "cli"]);
        assert!(with.contains("clap") && !with.contains("keyring"), "{name}");
        let features = cargo(&[
            "tree",
            "--edges",
            "normal,features",
            "--prefix",
            "none",
            "--package",
            name,
        ]);
        let sorts = features.contains("serde_json feature \"preserve_order\"");
        assert!(!sorts, "{name} changes the order of everybody's JSON");
    }
}

/// A client has connections of its own. Its crate and what that is made of were a seventh of the time of a clean build.
#[test]
fn reqwest_costs_those_who_do_not_ask_for_it() {
    for package in linked(&metadata(&["--no-deps"])) {
        let name = package["name"].as_str().unwrap();
        let without = crates_of(name, &[]);
        assert!(without.contains("hyper"), "{name}: {without:?}");
        for unwanted in ["reqwest", "tower-http"] {
            assert!(!without.contains(unwanted), "{name} brings {unwanted}");
        }
        let with = crates_of(name, &["--features", "reqwest"]);
        assert!(with.contains("reqwest"), "{name}: {with:?}");
    }
}

fn strings_of_keys(object: &Value) -> impl Iterator<Item = &str> {
    object
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, _)| key.as_str())
}

/// A crate cannot be built with an older compiler than its dependencies; what they declare is all that is known of them.
#[test]
fn a_dependency_that_needs_a_newer_compiler_than_we_promise() {
    // What the tests were built with: nothing else is sure to be on this machine.
    let metadata = metadata(&["--filter-platform", &host()]);
    let packages: BTreeMap<&str, &Value> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|package| Some((package["id"].as_str()?, package)))
        .collect();
    let nodes: BTreeMap<&str, &Value> = metadata["resolve"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|node| Some((node["id"].as_str()?, node)))
        .collect();
    let mut all = BTreeSet::new();
    for package in published(&metadata) {
        let promised = version(&package["rust_version"]).expect("it is stated");
        let mut open = vec![package["id"].as_str().unwrap()];
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let needed = version(&packages[id]["rust_version"]);
            assert!(
                needed.as_ref().is_none_or(|needed| *needed <= promised),
                "{} promises {promised:?}, and {id} needs {needed:?}",
                package["name"],
            );
            open.extend(
                nodes[id]["deps"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter_map(|dependency| {
                        let used = dependency["dep_kinds"]
                            .as_array()?
                            .iter()
                            .any(|kind| kind["kind"] != "dev");
                        used.then_some(dependency["pkg"].as_str()?)
                    }),
            );
        }
        all.extend(seen);
    }
    assert!(all.len() > 100, "there are more dependencies: {all:?}");
}

/// `1.88.0` as numbers.
fn version(text: &Value) -> Option<Vec<u32>> {
    let mut numbers: Vec<u32> = text
        .as_str()?
        .split('.')
        .map(|part| part.parse().unwrap())
        .collect();
    numbers.resize(3, 0);
    Some(numbers)
}
