//! The attribute `#[described(…)]`.

use syn::meta::ParseNestedMeta;
use syn::punctuated::Punctuated;
use syn::{Attribute, Lit, Token};

/// Reads what each of these attributes says.
pub(crate) fn each(
    attributes: &[Attribute],
    mut read: impl FnMut(ParseNestedMeta<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("described"))
        .try_for_each(|attribute| attribute.parse_nested_meta(&mut read))
}

/// The texts in parentheses. Tags may be other literals, which no command line knows.
pub(crate) fn texts(meta: &ParseNestedMeta<'_>) -> syn::Result<Vec<String>> {
    let content;
    syn::parenthesized!(content in meta.input);
    let all = Punctuated::<Lit, Token![,]>::parse_terminated(&content)?;
    let texts = all.iter().filter_map(|literal| match literal {
        Lit::Str(text) => Some(text.value()),
        _ => None,
    });
    Ok(texts.collect())
}
