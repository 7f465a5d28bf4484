//! Conditions: with which features something is compiled.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::groups::Group;
use crate::emit::homes::Needed;

/// The longest line of a row.
const WIDTH: usize = 100;

/// `#[cfg(…)]` for what is needed so; nothing for what is always compiled.
pub(super) fn condition(groups: &[Group], needed: &Needed) -> Option<TokenStream> {
    match features(groups, needed).as_slice() {
        [] => None,
        [feature] => Some(quote!(#[cfg(feature = #feature)])),
        features => Some(quote!(#[cfg(any(#(feature = #features),*))])),
    }
}

/// The same before a row of modules: `"books" | "loans" =>`, in as many lines as it takes.
pub(super) fn condition_row(groups: &[Group], needed: &Needed) -> String {
    let mut text = String::new();
    let mut width = 0;
    for feature in features(groups, needed) {
        let feature = format!("{feature:?}");
        if text.is_empty() {
            text.push_str(&feature);
        } else if width + feature.len() + 6 > WIDTH {
            text.push_str(&format!("\n        | {feature}"));
            width = 6;
        } else {
            text.push_str(&format!(" | {feature}"));
        }
        width += feature.len() + 3;
    }
    match text.is_empty() {
        true => text,
        false => format!("{text} =>"),
    }
}

/// The features with one of which something is compiled; none where it always is.
pub(super) fn features<'g>(groups: &'g [Group], needed: &Needed) -> Vec<&'g str> {
    let groups = |indexes: &[usize]| -> Vec<&'g Group> {
        let indexes = indexes.iter();
        indexes.filter_map(|index| groups.get(*index)).collect()
    };
    match needed {
        Needed::Always => Vec::new(),
        Needed::Groups(indexes) => {
            let groups = groups(indexes).into_iter();
            groups.map(|group| group.feature.as_str()).collect()
        }
        Needed::Tags(indexes) => {
            let groups = groups(indexes).into_iter();
            groups.map(|group| group.any.as_str()).collect()
        }
    }
}
