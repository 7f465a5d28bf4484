//! Spoilt files: whatever stands in them, reading ends, and nothing is read but from the folder.

use std::fs;
use std::path::Path;

use fastrand::Rng;
use workspace_tests::crates::on_a_large_stack;
use xtask::lint::lint;
use xtask::pipeline::read_all;

use super::Files;
use super::disk::run;

const NAMES: [&str; 3] = ["openapi.yaml", "paths/users.yaml", "schemas/all.json"];

/// What a reference may be replaced by.
const REFERENCES: [&str; 17] = [
    "/etc/passwd",
    "file:///etc/passwd",
    "https://example.com/a.yaml",
    "../../../../etc/passwd",
    "%2Fetc/passwd",
    "../canary.yaml",
    "../../canary.yaml#/User",
    "link.yaml",
    "schemas/../../canary.yaml#/User/properties/id",
    "paths/%2E%2E/..%2Fcanary.yaml",
    "openapi.yaml",
    "../openapi.yaml#/paths/~1users",
    "../schemas/all.json",
    "paths/users.yaml#/one/put",
    "#",
    "#/",
    "#/User/properties/manager",
];

fn spoil(text: &str, random: &mut Rng) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..random.usize(1..4) {
        let at = random.usize(..lines.len());
        match random.usize(..4) {
            0 => {
                lines.remove(at);
            }
            1 => {
                let other = random.usize(..lines.len());
                lines.swap(at, other);
            }
            _ => {
                let line = &mut lines[at];
                let after = line.find("$ref").and_then(|start| {
                    let value = start + line[start..].find(": ")? + 2;
                    Some((value, value + line[value..].find(['}', ','])?))
                });
                if let Some((start, end)) = after {
                    let reference = random.choice(REFERENCES).unwrap_or_default();
                    line.replace_range(start..end, &format!("\"{reference}\" "));
                }
            }
        }
        if lines.is_empty() {
            break;
        }
    }
    lines.join("\n")
}

#[test]
fn no_spoilt_folder_ends_in_a_panic_or_asks_for_what_lies_elsewhere() {
    on_a_large_stack(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/files/same/three");
        let texts = NAMES.map(|name| fs::read_to_string(folder.join(name)).unwrap());
        for seed in 0..2_000 {
            let mut random = Rng::with_seed(seed);
            let spoilt = texts.clone().map(|text| {
                if random.bool() {
                    spoil(&text, &mut random)
                } else {
                    text
                }
            });
            let pairs: Vec<(&str, &str)> = NAMES
                .into_iter()
                .zip(spoilt.iter().map(String::as_str))
                .collect();
            let files = Files::new(&pairs);
            if let Ok(document) = read_all("openapi.yaml", spoilt[0].as_bytes(), &|path| {
                files.find(path)
            }) {
                lint(&document);
            }
            for asked in files.asked.borrow().iter() {
                let elsewhere = asked.starts_with('/') || asked.contains(':');
                assert!(!elsewhere, "{seed} asks for {asked}");
                assert_ne!(asked, "openapi.yaml", "{seed} reads the first file again");
            }
        }
    });
}

/// What stands in a file beside the folder; whoever reads it shows it, because it is no YAML.
const CANARY: &str =
    "User: {description: yellow-feathers, properties: {id: {description: yellow-feathers}}\n";

#[cfg(unix)]
#[test]
fn nothing_of_a_file_beside_the_folder_is_ever_shown() {
    on_a_large_stack(|| {
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/files/same/three");
        let texts = NAMES.map(|name| fs::read_to_string(fixture.join(name)).unwrap());
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("api");
        for name in ["paths", "schemas"] {
            fs::create_dir_all(folder.join(name)).unwrap();
        }
        let (broken, whole) = (home.path().join("canary.yaml"), format!("{CANARY}}}"));
        for link in ["link.yaml", "paths/link.yaml", "schemas/link.yaml"] {
            std::os::unix::fs::symlink(&broken, folder.join(link)).unwrap();
        }
        let spec = folder.join("openapi.yaml");
        let spec = spec.to_str().unwrap();
        let out = home.path().join("out");
        let mut seen_outside = 0;
        for seed in 0..300 {
            let mut random = Rng::with_seed(seed);
            fs::write(&broken, if random.bool() { CANARY } else { &whole }).unwrap();
            for (name, text) in NAMES.iter().zip(&texts) {
                fs::write(folder.join(name), spoil(text, &mut random)).unwrap();
            }
            let made = run(&["generate", spec, "--out", out.to_str().unwrap()]);
            seen_outside += usize::from(made.err.contains("file-outside"));
            let types = fs::read_to_string(out.join("src/types.rs")).unwrap_or_default();
            for said in [made.out, made.err, types] {
                assert!(!said.contains("yellow-feathers"), "seed {seed}: {said}");
            }
        }
        assert!(seen_outside > 20, "only {seen_outside} have asked for it");
    });
}
