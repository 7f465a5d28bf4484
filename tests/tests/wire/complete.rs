//! No operation without a wire snapshot, and no snapshot of an operation that is gone.

use std::collections::{BTreeMap, BTreeSet};

use workspace_tests::description::DOCUMENTED;
use workspace_tests::snapshots::snapshots;

use crate::description::Description;

#[test]
fn every_operation_has_a_wire_snapshot_and_every_snapshot_an_operation() {
    let mut counts = BTreeMap::new();
    let mut expected = BTreeSet::new();
    for vendor in workspace_tests::description::Description::vendors() {
        let description = Description::of(&vendor);
        let operations: Vec<String> = description
            .operations()
            .map(|operation| format!("{vendor}__{}", operation.id()))
            .collect();
        counts.insert(vendor, operations.len());
        expected.extend(operations);
    }
    let found = snapshots("tests/wire/snapshots");
    let untested: Vec<&String> = expected.difference(&found).collect();
    let left_over: Vec<&String> = found.difference(&expected).collect();
    assert!(
        untested.is_empty() && left_over.is_empty(),
        "operations without a wire snapshot, which a test of theirs beside this one makes (if this run \
         has just made them, run it again): {untested:?}\n\
         snapshots without an operation: {left_over:?}"
    );
    let documented = DOCUMENTED
        .iter()
        .map(|(vendor, count)| ((*vendor).to_owned(), *count));
    assert_eq!(
        counts,
        documented.collect(),
        "left: the descriptions in specs/, right: `DOCUMENTED` in tests/src/description.rs"
    );
}
