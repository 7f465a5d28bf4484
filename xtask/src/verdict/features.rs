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
        let mut whole: HashMap<&str, bool> = HashMap::new();
        for feature in &other.features {
            whole.entry(&feature.name).or_insert(true);
            whole.insert(&feature.sum, false);
        }
        let parts = client.features.iter().filter_map(|feature| {
            let mut wholes = wholes(&client.features, &feature.name).into_iter();
            let sum = wholes.find(|sum| whole.get(sum).is_some_and(|whole| *whole))?;
            Some((feature.name.clone(), sum.to_owned()))
        });
        let parts: HashMap<String, String> = parts.collect();
        let features = &mut client.features;
        features.retain(|feature| !parts.contains_key(&feature.name));
        for operation in &mut self.operations {
            if let Some(sum) = parts.get(&operation.feature) {
                operation.feature.clone_from(sum);
            }
        }
    }
}

/// The features that a feature is a part of, those that are parts themselves first.
pub(super) fn wholes<'f>(features: &'f [Feature], name: &str) -> Vec<&'f str> {
    let mut wholes: Vec<&str> = Vec::new();
    let mut of = name;
    // An outline that a person wrote may say anything, a circle too.
    while let Some(found) = features
        .iter()
        .find(|feature| feature.name == of && !feature.sum.is_empty())
        .filter(|feature| !wholes.contains(&feature.sum.as_str()))
    {
        wholes.push(&found.sum);
        of = &found.sum;
    }
    wholes
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
