//! Conditions: with which features something is compiled.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::commands::filled;
use crate::emit::groups::Group;
use crate::emit::line::line;

/// The longest condition that stands in one line.
const WIDTH: usize = 110;

/// `#[cfg(…)]` for what any of these groups needs; nothing for what is always compiled.
pub(super) fn condition(groups: &[Group], needed: &[usize]) -> Option<TokenStream> {
    match features(groups, needed).as_slice() {
        [] => None,
        [feature] => Some(quote!(#[cfg(feature = #feature)])),
        features => Some(quote!(#[cfg(any(#(feature = #features),*))])),
    }
}

/// The same as lines above an item.
pub(super) fn condition_lines(groups: &[Group], needed: &[usize]) -> String {
    let short = condition(groups, needed).map(|condition| line(&condition));
    match short {
        None => String::new(),
        Some(short) if short.chars().count() <= WIDTH => format!("{short}\n"),
        Some(_) => {
            let features = features(groups, needed).into_iter();
            let features: Vec<String> = features
                .map(|feature| format!("feature = {feature:?}"))
                .collect();
            format!("#[cfg(any(\n{}))]\n", filled(&features, 4))
        }
    }
}

fn features<'g>(groups: &'g [Group], needed: &[usize]) -> Vec<&'g str> {
    needed
        .iter()
        .filter_map(|index| groups.get(*index))
        .map(|group| group.feature.as_str())
        .collect()
}
