//! Conditions: with which features something is compiled.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::groups::Group;

/// The longest line of a row.
const WIDTH: usize = 100;

/// `#[cfg(…)]` for what any of these groups needs; nothing for what is always compiled.
pub(super) fn condition(groups: &[Group], needed: &[usize]) -> Option<TokenStream> {
    match features(groups, needed).as_slice() {
        [] => None,
        [feature] => Some(quote!(#[cfg(feature = #feature)])),
        features => Some(quote!(#[cfg(any(#(feature = #features),*))])),
    }
}

/// The same before a row of modules: `"books" | "loans" =>`, in as many lines as it takes.
pub(super) fn condition_row(groups: &[Group], needed: &[usize]) -> String {
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

fn features<'g>(groups: &'g [Group], needed: &[usize]) -> Vec<&'g str> {
    needed
        .iter()
        .filter_map(|index| groups.get(*index))
        .map(|group| group.feature.as_str())
        .collect()
}
