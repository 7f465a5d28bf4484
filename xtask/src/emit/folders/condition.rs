//! Conditions: with which features something is compiled.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::groups::Group;

/// `#[cfg(…)]` for what any of these groups needs; nothing for what is always compiled.
pub(super) fn condition(groups: &[Group], needed: &[usize]) -> Option<TokenStream> {
    let features: Vec<&str> = needed
        .iter()
        .filter_map(|index| groups.get(*index))
        .map(|group| group.feature.as_str())
        .collect();
    match features.as_slice() {
        [] => None,
        [feature] => Some(quote!(#[cfg(feature = #feature)])),
        features => Some(quote!(#[cfg(any(#(feature = #features),*))])),
    }
}
