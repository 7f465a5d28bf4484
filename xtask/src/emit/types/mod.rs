//! `src/types.rs`: the named types.

pub(crate) mod by_status;
mod enums;
mod evidence;
mod multipart;
mod null_as_empty;
pub(crate) mod setters;
mod size;
pub(crate) mod structs;
mod unions;
pub(crate) mod unix_time;

pub(crate) use size::Uneven;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::base::Base;
use super::commands;
use super::deprecated::attribute;
use super::docs::{Docs, with_full_stop};
use crate::model::{Api, Operation, Type, TypeDef, TypeKind};

/// A named type, with all that is implemented for it.
///
/// # Errors
///
/// A message, if a type is not known: a bug.
pub(crate) fn named(
    api: &Api,
    definition: &TypeDef,
    base: &Base,
    uneven: &Uneven<'_>,
) -> Result<TokenStream, String> {
    match &definition.kind {
        TypeKind::Object(object) => structs::structure(api, definition, object, base),
        TypeKind::Enum(values) => Ok(enums::enumeration(api, definition, values, base)),
        TypeKind::Union(union) if definition.usage.parts => {
            multipart::union(api, definition, union, base, uneven)
        }
        TypeKind::Union(union) => unions::union(api, definition, union, base, uneven),
        TypeKind::ByStatus(answers) => {
            let is_success = is_success(api, &definition.name);
            by_status::enumeration(definition, answers, is_success, base, uneven)
        }
        TypeKind::Alias(ty) => alias(api, definition, ty, base),
    }
}

/// Whether an operation answers with it when it succeeds.
fn is_success(api: &Api, name: &str) -> bool {
    let mut types = api.operations.iter().flat_map(Operation::success_types);
    types.any(|ty| ty.names().contains(&name))
}

fn alias(
    api: &Api,
    definition: &TypeDef,
    inner: &Type,
    base: &Base,
) -> Result<TokenStream, String> {
    let docs = head(definition);
    let name = format_ident!("{}", definition.name);
    let ty = base.field(&definition.name, super::base::WHOLE)?;
    let serde = match definition.usage.response {
        true => null_as_empty::attributes(inner, structs::Holds::Value, None),
        false => Vec::new(),
    };
    let serde = (!serde.is_empty()).then(|| quote!(#[serde(#(#serde),*)]));
    let described = described(api, definition, base);
    Ok(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #described
        #[serde(transparent)]
        pub struct #name(#serde pub #ty);
    })
}

/// The attribute by which a type says what the command line wants for it, if it does.
fn described(api: &Api, definition: &TypeDef, base: &Base) -> Option<TokenStream> {
    base.is_described(&definition.name)
        .then(|| commands::described::attribute(api, definition))
}

/// What stands above every named type.
fn head(definition: &TypeDef) -> TokenStream {
    let docs = match &definition.description {
        Some(description) => Docs::default().prose(Some(&with_full_stop(description))),
        None => Docs::default().text(format!(
            "`{}` of the API.",
            definition
                .component_name
                .as_ref()
                .unwrap_or(&definition.name)
        )),
    };
    let docs = docs
        .alias(definition.docs_name.as_deref(), &definition.name)
        .alias(definition.component_name.as_deref(), &definition.name)
        .tokens();
    let deprecated = attribute(definition.deprecated);
    quote! { #docs #deprecated }
}
