//! The crates of this repository: a snapshot of every generated file, and of the outline of each interface.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use workspace_tests::crates::on_a_large_stack;
use workspace_tests::description::Description;
use workspace_tests::snapshots::snapshots;
use xtask::diagnostic::render;
use xtask::emit::{Emitted, Surroundings};
use xtask::load::load;
use xtask::pipeline::generate;

fn specs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let mut specs: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    specs.sort();
    specs
}

/// What `cargo xtask regen` makes of a description, by the name of the vendor.
fn generated(spec: &Path) -> (String, Emitted) {
    let vendor = spec.file_stem().unwrap().to_str().unwrap().to_owned();
    let document = load(&format!("specs/{vendor}.yaml"), &fs::read(spec).unwrap()).unwrap();
    let command = format!("cargo xtask regen {vendor}");
    let surroundings =
        |_: &str| Surroundings::in_workspace(command, format!("specs/{vendor}.yaml"));
    let generated = match generate(&document, &vendor, surroundings) {
        Ok(generated) => generated,
        Err(findings) => panic!("{}", render(&findings, &document, false)),
    };
    (vendor, generated.emitted)
}

/// `<vendor>__src_types.rs`: the vendor comes first, so that a listing keeps together what is reviewed together.
fn snapshot_name(vendor: &str, file: &str) -> String {
    format!("{vendor}__{}", file.replace('/', "_"))
}

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path("snapshots/generated");
    settings.set_omit_expression(true);
    settings
}

#[test]
fn generated_files_are_reviewed() {
    on_a_large_stack(|| {
        settings().bind(|| {
            for spec in specs() {
                let (vendor, emitted) = generated(&spec);
                for (file, text) in emitted.files {
                    assert_snapshot!(snapshot_name(&vendor, &file), text);
                }
            }
        });
    });
}

#[test]
fn no_snapshot_outlives_the_file_that_it_shows() {
    on_a_large_stack(|| {
        let wanted: BTreeSet<String> = specs()
            .iter()
            .flat_map(|spec| {
                let (vendor, emitted) = generated(spec);
                let files = emitted.files.into_keys();
                files
                    .map(move |file| snapshot_name(&vendor, &file))
                    .collect::<Vec<_>>()
            })
            .collect();
        let present = snapshots("tests/snapshots/generated");
        let stale: Vec<&String> = present.difference(&wanted).collect();
        assert!(stale.is_empty(), "remove {stale:?}");
    });
}

#[test]
fn a_command_line_takes_more_code_than_a_table_would() {
    on_a_large_stack(|| {
        for spec in specs() {
            let (vendor, emitted) = generated(&spec);
            let lines = emitted.files["src/commands.rs"].lines().count();
            let operations = Description::of(&vendor).operations().len();
            assert!(
                lines < 15 * operations,
                "{vendor}: {lines} for {operations} operations"
            );
        }
    });
}
