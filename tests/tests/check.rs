//! The committed crates are what the descriptions say, and `regen --check` sees every deviation from that.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::TempDir;
use workspace_tests::description::DOCUMENTED;
use workspace_tests::run::Run;
use xtask::cli::{self, Console};

fn vendors() -> Vec<&'static str> {
    DOCUMENTED.iter().map(|(vendor, _)| *vendor).collect()
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

fn run(workspace: &Path, arguments: &[&str]) -> Run {
    Run::of(arguments, |arguments, out, err| {
        cli::run(arguments, workspace, &mut Console::new(out, err, false))
    })
}

const LICENSES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// The descriptions, crates and licenses of this repository, somewhere else.
fn copy() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for part in ["specs", "crates"] {
        copy_all(&repository().join(part), &folder.path().join(part));
    }
    for text in LICENSES {
        fs::copy(repository().join(text), folder.path().join(text)).unwrap();
    }
    folder
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn package(vendor: &str) -> String {
    format!("{vendor}-users")
}

/// The files of a vendor's crate, by their path in the workspace.
fn crate_files(workspace: &Path, vendor: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let name = format!("crates/{}", package(vendor));
    gather(&workspace.join(&name), &name, &mut files);
    assert!(files.len() > 5, "{name} has {} files", files.len());
    files
}

fn gather(folder: &Path, name: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{name}/{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            gather(&entry.path(), &name, files);
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

fn all_files(workspace: &Path) -> BTreeMap<String, Vec<u8>> {
    vendors()
        .iter()
        .flat_map(|vendor| crate_files(workspace, vendor))
        .collect()
}

fn modified(workspace: &Path, files: &BTreeMap<String, Vec<u8>>) -> Vec<SystemTime> {
    let time = |file: &String| {
        let metadata = fs::metadata(workspace.join(file)).unwrap();
        metadata.modified().unwrap()
    };
    files.keys().map(time).collect()
}

#[test]
fn the_committed_crates_are_what_the_descriptions_say() {
    let run = run(&repository(), &["regen", "--check"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), vendors().len(), "{}", run.out);
    for (line, vendor) in lines.iter().zip(vendors()) {
        assert!(line.starts_with(&package(vendor)), "{line}");
        assert!(line.ends_with(", unchanged"), "{line}");
    }
}

#[test]
fn one_byte_changed_in_any_file_of_any_crate_is_seen_and_the_file_named() {
    let workspace = copy();
    let workspace = workspace.path();
    for vendor in vendors() {
        for (file, bytes) in crate_files(workspace, vendor) {
            let mut changed = bytes.clone();
            let last = changed
                .iter_mut()
                .rev()
                .find(|byte| byte.is_ascii_lowercase());
            *last.unwrap() -= 32;
            fs::write(workspace.join(&file), &changed).unwrap();
            let run = run(workspace, &["regen", "--check", vendor]);
            assert_eq!(run.code, 1, "{file}");
            assert!(run.out.contains(&format!("--- a/{file}\n")), "{}", run.out);
            assert_eq!(run.out.matches("--- a/").count(), 1, "{}", run.out);
            let command = format!("run `cargo xtask regen {vendor}`");
            assert!(run.err.contains(&command), "{}", run.err);
            assert_eq!(fs::read(workspace.join(&file)).unwrap(), changed);
            fs::write(workspace.join(&file), bytes).unwrap();
        }
        assert_eq!(run(workspace, &["regen", "--check", vendor]).code, 0);
    }
}

#[test]
fn a_missing_file_and_one_too_many_are_seen_in_all_crates_at_once() {
    let workspace = copy();
    let workspace = workspace.path();
    let mut expected = Vec::new();
    for vendor in vendors() {
        let folder = format!("crates/{}", package(vendor));
        fs::remove_file(workspace.join(&folder).join("README.md")).unwrap();
        expected.push(format!("+++ b/{folder}/README.md\n"));
        // As an earlier version of the generator might have left it.
        fs::copy(
            workspace.join(&folder).join("src/types.rs"),
            workspace.join(&folder).join("src/models.rs"),
        )
        .unwrap();
        expected.push(format!("--- a/{folder}/src/models.rs\n"));
    }
    let check = run(workspace, &["regen", "--check"]);
    assert_eq!(check.code, 1);
    for line in expected {
        assert!(check.out.contains(&line), "{line}");
    }
    assert_eq!(run(workspace, &["regen"]).code, 0);
    assert_eq!(all_files(workspace), all_files(&repository()));
}

#[test]
fn license_texts_are_in_every_crate_and_go_with_it_unless_somebody_changed_them() {
    let workspace = copy();
    let workspace = workspace.path();
    let crates = workspace.join("crates");
    for text in LICENSES {
        fs::write(workspace.join(text), "Other terms.\n").unwrap();
    }
    assert_eq!(run(workspace, &["regen"]).code, 0);
    for (vendor, text) in vendors()
        .into_iter()
        .flat_map(|vendor| LICENSES.map(|text| (vendor, text)))
    {
        let own = fs::read_to_string(crates.join(package(vendor)).join(text));
        assert_eq!(own.unwrap(), "Other terms.\n", "{vendor}: {text}");
    }
    let (gone, kept) = (vendors()[0], vendors()[1]);
    fs::write(crates.join(package(kept)).join("LICENSE-MIT"), "Mine.\n").unwrap();
    for vendor in [gone, kept] {
        fs::remove_file(workspace.join(format!("specs/{vendor}.yaml"))).unwrap();
    }
    assert_eq!(run(workspace, &["regen"]).code, 0);
    assert!(!crates.join(package(gone)).exists());
    let left: Vec<_> = fs::read_dir(crates.join(package(kept))).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn the_same_bytes_come_out_wherever_and_in_whatever_order_they_are_made() {
    let committed = all_files(&repository());
    let emptied = || {
        let workspace = copy();
        for vendor in vendors() {
            fs::remove_dir_all(workspace.path().join("crates").join(package(vendor))).unwrap();
        }
        workspace
    };

    let backwards = emptied();
    let order: Vec<&str> = ["regen"]
        .into_iter()
        .chain(vendors().into_iter().rev())
        .collect();
    assert_eq!(run(backwards.path(), &order).code, 0);
    assert!(all_files(backwards.path()) == committed, "order");

    let alone = emptied();
    for vendor in vendors() {
        assert_eq!(run(alone.path(), &["regen", vendor]).code, 0);
    }
    assert!(all_files(alone.path()) == committed, "one at a time");

    // All other paths in these tests are absolute, so it does not matter to them when this is changed.
    let elsewhere = emptied();
    let folder = tempfile::tempdir().unwrap();
    std::env::set_current_dir(folder.path()).unwrap();
    assert_eq!(run(elsewhere.path(), &["regen"]).code, 0);
    std::env::set_current_dir(elsewhere.path().join("specs")).unwrap();
    assert_eq!(run(elsewhere.path(), &["regen", "--check"]).code, 0);
    std::env::set_current_dir(repository()).unwrap();
    assert!(
        all_files(elsewhere.path()) == committed,
        "working directory"
    );
}

#[test]
fn an_error_in_one_description_leaves_every_file_of_every_crate_alone() {
    let workspace = copy();
    let workspace = workspace.path();
    let edit = |vendor: &str, from: &str, to: &str| {
        let path = workspace.join(format!("specs/{vendor}.yaml"));
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{vendor}: {from}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    };
    // This one alone would change files, and comes first and last in the order of the vendors.
    edit("alsid", "title: ", "title: Changed ");
    edit("sftpgo", "title: ", "title: Changed ");
    edit(
        "kestra",
        "$ref: '#/components/schemas/",
        "$ref: '#/components/schemas/No",
    );
    let before = all_files(workspace);
    let times = modified(workspace, &before);
    let failed = run(workspace, &["regen"]);
    assert_eq!(failed.code, 1, "{}", failed.err);
    assert!(
        failed.err.contains("--> specs/kestra.yaml:"),
        "{}",
        failed.err
    );
    assert_eq!(all_files(workspace), before);
    assert_eq!(modified(workspace, &before), times);
    // What is wrong with one description is nothing to the others.
    assert_eq!(run(workspace, &["regen", "alsid"]).code, 0);
    assert_ne!(all_files(workspace), before);
}
