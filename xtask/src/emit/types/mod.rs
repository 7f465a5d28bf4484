//! `src/types.rs`: the named types.

pub(crate) mod by_status;
mod constants;
mod enums;
mod evidence;
mod multipart;
pub(crate) mod null_as_empty;
pub(crate) mod setters;
mod size;
pub(crate) mod structs;
mod tagged;
pub(crate) mod unions;
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
    let ty = held(definition, inner, base)?;
    let usage = definition.usage;
    let only_read = usage.response && !usage.is_written_back();
    let serde = only_read.then(|| null_as_empty::attribute(inner));
    let Saying { derived, more } = Saying::of(api, definition, base);
    Ok(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, #derived)]
        #more
        #[serde(transparent)]
        pub struct #name(#serde pub #ty);
    })
}

/// What a type holds that is nothing but a list or a map.
///
/// # Errors
///
/// A message, if the type is not known: a bug.
pub(crate) fn held(definition: &TypeDef, inner: &Type, base: &Base) -> Result<syn::Type, String> {
    let ty = base.field(&definition.name, super::base::WHOLE)?;
    Ok(match definition.usage.is_written_back() {
        true => null_as_empty::kept(inner, &ty),
        false => ty,
    })
}

/// How a type says what the command line wants for it.
#[derive(Default)]
struct Saying {
    /// In the list of what is derived.
    derived: Option<TokenStream>,
    /// What it does not show of itself.
    more: Option<TokenStream>,
}

impl Saying {
    fn of(api: &Api, definition: &TypeDef, base: &Base) -> Self {
        match base.is_described(&definition.name) {
            true => Self {
                derived: Some(quote!(Described)),
                more: commands::described::attribute(api, definition),
            },
            false => Self::default(),
        }
    }

    /// For what a macro declares, which derives the rest.
    fn alone(self) -> TokenStream {
        let Self { derived, more } = self;
        let derive = derived.map(|derived| quote!(#[derive(#derived)]));
        quote!(#derive #more)
    }
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
