//! What is different in the features that operations are compiled with.

use std::collections::HashMap;

use super::Level::{Addition, Breaking};
use super::compare::{Changes, pairs};
use super::interface::{Feature, Interface};
use super::subject::Subject;

impl Interface {
    /// Forgets the parts of tags that the other interface has whole. Whether a new crate divides a tag says the number of its
    /// operations, and one that is there keeps what it has: between two descriptions that is no change.
    pub fn forget_parts(&mut self, other: &Self) {
        let (Some(client), Some(other)) = (&mut self.client, &other.client) else {
            return;
        };
        let is_whole = |sum: &str| {
            let mut features = other.features.iter();
            features.any(|feature| feature.name == sum)
                && features.all(|feature| feature.sum != sum)
        };
        let (parts, whole): (Vec<Feature>, Vec<Feature>) = client
            .features
            .drain(..)
            .partition(|feature| !feature.sum.is_empty() && is_whole(&feature.sum));
        client.features = whole;
        let parts = parts.into_iter().map(|feature| (feature.name, feature.sum));
        let parts: HashMap<String, String> = parts.collect();
        for operation in &mut self.operations {
            if let Some(sum) = parts.get(&operation.feature) {
                operation.feature.clone_from(sum);
            }
        }
    }
}

pub(super) fn compare(
    (old_interface, old): (&Interface, &[Feature]),
    (new_interface, new): (&Interface, &[Feature]),
    changes: &mut Changes,
) {
    // A crate that is not divided has none.
    if old.is_empty() || new.is_empty() {
        return;
    }
    let pairs = pairs(old, new, |feature| &feature.name, |_| None);
    for Feature { name, .. } in pairs.removed {
        let text = format!("the feature {name} was removed");
        changes.add(Breaking, text, tag(old_interface, name), None);
    }
    for Feature { name, .. } in pairs.added {
        let text = format!("the feature {name} is new");
        changes.add(Addition, text, None, tag(new_interface, name));
    }
}

/// The tag that a feature is made of, by an operation that has it.
fn tag(interface: &Interface, feature: &str) -> Option<Subject> {
    let mut operations = interface.operations.iter();
    let operation = operations.find(|operation| operation.feature == feature)?;
    Some(Subject::tag(&operation.name))
}
