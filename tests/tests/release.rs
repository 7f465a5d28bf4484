//! Whether the version of each crate is one that may follow the last release.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use xtask::verdict::{Interface, OUTLINE, Version, compare, next};

/// What git answers in a folder, or nothing where it fails.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// The crates whose version is lower than what their changes since the last tag ask for, with the version that would do. Absent
/// without a tag.
fn too_low(repository: &Path) -> Option<Vec<String>> {
    let tag = git(
        repository,
        &["describe", "--tags", "--abbrev=0", "--match", "v*"],
    )?;
    let crates = fs::read_dir(repository.join("crates")).unwrap();
    let crates = crates.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let wrong = crates.filter_map(|name| {
        let path = format!("crates/{name}/{OUTLINE}");
        let new = fs::read_to_string(repository.join(&path)).ok()?;
        let old = git(repository, &["show", &format!("{tag}:{path}")])?;
        let old: Interface = old.parse().expect("an outline");
        let new: Interface = new.parse().expect("an outline");
        let level = compare(&old, &new).level()?;
        let released: Version = old.version.parse().expect("a version");
        let version: Version = new.version.parse().expect("a version");
        let wanted = next(released, level);
        (version < wanted).then(|| {
            format!(
                "{name} {version} after {tag} has {level} changes: give it {wanted} in `x-crate`"
            )
        })
    });
    Some(wrong.collect())
}

#[test]
fn no_crate_has_a_version_that_its_changes_forbid() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    match too_low(&repository) {
        Some(wrong) => assert!(wrong.is_empty(), "{wrong:#?}"),
        None => println!("no release is tagged in this clone: there is nothing to compare with"),
    }
}

/// A repository with one crate, released as 0.1.0, whose outline says something else now.
fn changed(version: &str, field: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let crate_folder = folder.path().join("crates/shop");
    fs::create_dir_all(&crate_folder).unwrap();
    let outline = |version: &str, field: &str| {
        let text = format!("# Generated\n\nshop {version} (Shop 1)\n\n\nstruct User\n  {field}\n");
        fs::write(crate_folder.join(OUTLINE), text).unwrap();
    };
    outline("0.1.0", "name: String?");
    let author = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
    for arguments in [
        &["init", "--quiet"][..],
        &["add", "."],
        &[&author[..], &["commit", "--quiet", "--message", "Release"]].concat(),
        &["tag", "v0.1.0"],
    ] {
        git(folder.path(), arguments).expect("git works");
    }
    outline(version, field);
    folder
}

#[test]
fn a_breaking_change_without_a_new_version_is_found() {
    let wrong = too_low(changed("0.1.1", "name: String").path()).unwrap();
    assert_eq!(
        wrong,
        ["shop 0.1.1 after v0.1.0 has breaking changes: give it 0.2.0 in `x-crate`"]
    );
    let right = too_low(changed("0.2.0", "name: String").path()).unwrap();
    assert!(right.is_empty(), "{right:?}");
    let same = too_low(changed("0.1.0", "name: String?").path()).unwrap();
    assert!(same.is_empty(), "{same:?}");
}
