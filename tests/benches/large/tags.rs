//! What a caller compiles who needs one tag of a large client, or one resource of a large tag.

use crate::Settings;
use crate::check::seconds;
use crate::made::Made;
use crate::table::median;

/// Whoever needs more of the operations waits for more.
const SHARE: f64 = 0.1;

/// The one that takes most of the time that all take, `whole`, among those that have few of the operations. Prints each.
pub(crate) fn largest(made: &Made, whole: f64, settings: &Settings) -> Option<(String, f64)> {
    let mut largest: Option<(String, f64)> = None;
    for (tag, operations) in &made.tags {
        let features = settings.features_with(tag);
        let rounds = (0..settings.rounds).map(|_| made.client.check(Some(&features)));
        let ratio = median(rounds.map(|usage| seconds(&usage))) / whole;
        let share = *operations as f64 / made.operations as f64;
        println!("check, `{tag}` / all: {ratio:.3}, with {share:.3} of the operations");
        let larger = largest.as_ref().is_none_or(|(_, most)| ratio > *most);
        if larger && share < SHARE {
            largest = Some((tag.clone(), ratio));
        }
    }
    largest
}
