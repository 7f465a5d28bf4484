//! The rooms of this crate: folders that use each other in one direction.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

type Rooms = BTreeMap<String, BTreeSet<String>>;

fn source() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))
}

/// Each room with what the first line of its `mod.rs` says it uses: the names in backticks after "Uses".
fn allowed() -> Rooms {
    let entries = fs::read_dir(source()).unwrap();
    let folders = entries.map(|entry| entry.unwrap().path());
    folders
        .filter(|path| path.is_dir())
        .map(|path| {
            let text = fs::read_to_string(path.join("mod.rs")).unwrap();
            let first = text.lines().next().unwrap();
            let (_, uses) = first.rsplit_once("Uses ").expect(first);
            let uses = uses.split('`').skip(1).step_by(2).map(str::to_owned);
            let name = path.file_name().unwrap().to_str().unwrap();
            (name.to_owned(), uses.collect())
        })
        .collect()
}

/// What the files of a folder name as `crate::<room>`, comments left out.
fn used(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            used(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.lines().filter(|line| !line.trim().starts_with("//"));
        for line in code {
            let names = line.split("crate::").skip(1);
            found.extend(names.map(|rest| {
                let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
                rest[..end.unwrap_or(rest.len())].to_owned()
            }));
        }
    }
}

#[test]
fn a_room_uses_another_than_its_first_line_says() {
    let allowed = allowed();
    for (room, uses) in &allowed {
        let mut found = BTreeSet::new();
        used(&source().join(room), &mut found);
        found.retain(|name| name != room && allowed.contains_key(name));
        assert_eq!(&found, uses, "crates/runtime/src/{room}/mod.rs");
    }
}

/// The rooms in the order of `lib.rs`.
fn listed() -> Vec<String> {
    let text = fs::read_to_string(source().join("lib.rs")).unwrap();
    let lines = text.lines().map(|line| line.trim_start_matches("pub "));
    let names = lines.filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    names.map(str::to_owned).collect()
}

#[test]
fn a_room_stands_before_one_that_it_uses() {
    let listed = listed();
    let mut before = BTreeSet::new();
    let allowed = allowed();
    for room in &listed {
        let uses = &allowed[room];
        assert!(uses.is_subset(&before), "{room} uses {uses:?}");
        before.insert(room.clone());
    }
    assert_eq!(listed.len(), allowed.len());
}

#[test]
fn two_rooms_use_each_other() {
    let mut left = allowed();
    while !left.is_empty() {
        let count = left.len();
        let names: BTreeSet<String> = left.keys().cloned().collect();
        left.retain(|_, uses| uses.intersection(&names).next().is_some());
        assert!(left.len() < count, "a circle: {left:?}");
    }
}
