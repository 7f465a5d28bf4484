//! What a field is to its object.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Field, Type};

use crate::generic::inner;
use crate::rename::{Rule, serde};

/// As many lists and maps inside each other the runtime looks for `null`.
const MOST_LEVELS: usize = 4;

/// A field with a name on the wire.
pub(crate) struct Member<'a> {
    pub(crate) field: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) wire_name: String,
    /// Where its value waits until all are read.
    pub(crate) slot: Ident,
    pub(crate) presence: Presence,
    /// The module that reads and writes it in another way.
    pub(crate) with: Option<syn::Path>,
    /// How many lists and maps lie inside each other.
    pub(crate) levels: usize,
}

/// Whether it is there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    Required,
    /// Read as the default of its type where it is left out.
    Defaulted,
    /// `None` where it is left out or `null`.
    Optional,
    /// `None` where it is left out or `null`, and written as `null`.
    Nullable,
    /// `None` where it is left out, something where it is `null`.
    OptionalOrNull,
}

impl<'a> Member<'a> {
    pub(crate) fn of(
        field: &'a Field,
        name: &'a Ident,
        rule: Rule,
        number: usize,
    ) -> syn::Result<Self> {
        let wire_name = match serde(&field.attrs, "rename")? {
            Some(name) => name,
            None => rule.apply(name),
        };
        let with = serde(&field.attrs, "with")?;
        let with = with.map(|path| syn::parse_str(&path)).transpose()?;
        let levels = levels(&field.ty);
        let mut attributes = field.attrs.iter();
        let presence = match inner(&field.ty, "Option") {
            None if serde(&field.attrs, "default")?.is_some() => Presence::Defaulted,
            None => Presence::Required,
            Some(_) if attributes.any(|it| it.path().is_ident("serialize_always")) => {
                Presence::Nullable
            }
            Some(value) if inner(value, "Option").is_some() || is_any(value) => {
                Presence::OptionalOrNull
            }
            Some(_) => Presence::Optional,
        };
        Ok(Self {
            field: name,
            ty: &field.ty,
            wire_name,
            slot: format_ident!("field{}", number, span = Span::mixed_site()),
            presence,
            with,
            levels,
        })
    }

    /// What is there before anything is read.
    pub(crate) fn nothing(&self) -> TokenStream {
        match self.presence {
            Presence::Defaulted => quote!(::core::default::Default::default()),
            _ => quote!(::core::option::Option::None),
        }
    }

    /// Whether there are lists or maps in whose place `null` is read as an empty one.
    pub(crate) fn may_hold_null(&self) -> bool {
        match self.presence {
            Presence::Required | Presence::Defaulted => self.levels > 0,
            // In place of all of them `null` is nothing.
            Presence::Optional | Presence::Nullable | Presence::OptionalOrNull => self.levels > 1,
        }
    }

    /// What reads the value into `place`. Where `null` stood for a list or a map is noted for the field of the number `kept`.
    pub(crate) fn read(&self, place: &TokenStream, kept: Option<usize>) -> TokenStream {
        let is_required = self.presence == Presence::Required;
        if let Some(with) = &self.with {
            let ty = self.ty;
            let value = match is_required {
                true => quote!(::core::option::Option::Some(value)),
                false => quote!(value),
            };
            return quote! {{
                struct With(#ty);
                impl<'de> ::users_client_runtime::serde::Deserialize<'de> for With {
                    fn deserialize<D: ::users_client_runtime::serde::Deserializer<'de>>(
                        deserializer: D,
                    ) -> ::core::result::Result<Self, D::Error> {
                        #with::deserialize(deserializer).map(Self)
                    }
                }
                members.put_of(&mut #place, |With(value)| #value)
            }};
        }
        let is_some = is_required || self.presence == Presence::OptionalOrNull;
        let levels = self.levels;
        let by = quote!(::users_client_runtime::NullAsEmpty<#levels>);
        match (is_some, kept, self.may_hold_null()) {
            (true, _, false) => quote!(members.some(&mut #place)),
            (false, _, false) => quote!(members.put(&mut #place)),
            (true, None, true) => quote!(members.some_by::<#by, _>(&mut #place)),
            (false, None, true) => quote!(members.put_by::<#by, _>(&mut #place)),
            (true, Some(field), true) => {
                quote!(members.some_kept::<#levels, _>(#field, &mut #place))
            }
            (false, Some(field), true) => {
                quote!(members.put_kept::<#levels, _>(#field, &mut #place))
            }
        }
    }
}

/// Whether it is JSON of any kind, where `null` is a value like another.
fn is_any(ty: &Type) -> bool {
    let Type::Path(path) = ty else {
        return false;
    };
    let mut names = path
        .path
        .segments
        .iter()
        .rev()
        .map(|segment| &segment.ident);
    match names.next() {
        Some(last) if last == "Value" => names.next().is_some_and(|crate_| crate_ == "serde_json"),
        last => last.is_some_and(|last| last == "SecretJson"),
    }
}

/// How many lists and maps lie inside each other, down to the last one in whose place `null` means nothing, and as far as the
/// runtime looks.
pub(crate) fn levels(ty: &Type) -> usize {
    all_levels(ty).min(MOST_LEVELS)
}

fn all_levels(ty: &Type) -> usize {
    if let Some(inside) = inner(ty, "Option") {
        return match all_levels(inside) {
            1 => 0,
            levels => levels,
        };
    }
    let mut names = ["Vec", "BTreeMap"].into_iter();
    match names.find_map(|name| inner(ty, name)) {
        Some(inside) => 1 + all_levels(inside),
        None => usize::from(inner(ty, "Map").is_some()),
    }
}
