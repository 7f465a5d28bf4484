//! Types that say themselves what the command line wants for them: their fields, values and documentation comments are all
//! that there is to know. Only what is sent in parts has tables: its fields do not say what they are called there.

use std::collections::{BTreeSet, HashMap, HashSet};

use heck::ToKebabCase as _;
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::{columns, readable};
use crate::emit::types::structs::{self, Holds};
use crate::model::{Api, EnumDef, Field, ObjectDef, Type, TypeDef, TypeKind, UnionDef, VariantOf};

/// The names of these types.
pub(crate) struct Described<'a>(HashSet<&'a str>);

impl<'a> Described<'a> {
    pub(crate) fn new(api: &'a Api) -> Self {
        let mut shown: BTreeSet<&str> = columns::types(api);
        shown.extend(readable::types(api));
        let may = api
            .types
            .iter()
            .filter(|definition| match &definition.kind {
                TypeKind::Enum(_) => {
                    definition.usage.request || shown.contains(definition.name.as_str())
                }
                TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::Alias(_) => {
                    definition.usage.request && !definition.usage.parts
                }
                TypeKind::ByStatus(_) => false,
            });
        let mut names: HashSet<&str> = may.map(|definition| definition.name.as_str()).collect();
        // What holds a type that does not say it cannot say it either.
        let mut holders: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut out: Vec<&str> = Vec::new();
        for definition in &api.types {
            if !names.contains(definition.name.as_str()) {
                out.push(&definition.name);
            }
            for part in definition.parts().into_iter().flat_map(Type::names) {
                holders.entry(part).or_default().push(&definition.name);
            }
        }
        while let Some(name) = out.pop() {
            for holder in holders.get(name).into_iter().flatten() {
                if names.remove(holder) {
                    out.push(holder);
                }
            }
        }
        Self(names)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }
}

/// What a type does not show of itself.
pub(crate) fn attribute(api: &Api, definition: &TypeDef) -> Option<TokenStream> {
    let said = match &definition.kind {
        TypeKind::Object(object) => of_object(definition, object),
        // A macro says it of unions with tags, from their rows.
        TypeKind::Union(union) if objects(api, union).is_some() => vec![quote!(objects)],
        TypeKind::Union(_) | TypeKind::Enum(_) | TypeKind::Alias(_) | TypeKind::ByStatus(_) => {
            Vec::new()
        }
    };
    (!said.is_empty()).then(|| quote!(#[described(#(#said),*)]))
}

/// The alternatives of a union, if all of them are objects.
pub(crate) fn objects<'u>(api: &Api, union: &'u UnionDef) -> Option<Vec<(&'u VariantOf, &'u str)>> {
    let objects = union.variants.iter().map(|variant| {
        let Type::Named(name) = &variant.ty else {
            return None;
        };
        let is_object = matches!(api.definition(name)?.kind, TypeKind::Object(_));
        is_object.then_some((variant, name.as_str()))
    });
    objects.collect()
}

/// The tags of an alternative that are texts.
pub(super) fn tags(variant: &VariantOf) -> Vec<&str> {
    variant.tags.iter().filter_map(Value::as_str).collect()
}

/// What the fields of a struct do not show.
fn of_object(definition: &TypeDef, object: &ObjectDef) -> Vec<TokenStream> {
    let written = || object.fields.iter().filter(|field| !field.read_only);
    let read_only = object.fields.iter().filter(|field| field.read_only);
    let read_only: Vec<&str> = read_only.map(|field| field.wire_name.as_str()).collect();
    let mut required: Vec<&Field> = written()
        .filter(|field| field.required && !field.nullable)
        .collect();
    required.sort_by_key(|field| object.place_of(field).unwrap_or(usize::MAX));
    let required: Vec<&str> = required
        .iter()
        .map(|field| field.wire_name.as_str())
        .collect();
    let shown = written().filter(|field| structs::holds(definition, field) == Holds::Value);
    let shown: Vec<&str> = shown.map(|field| field.wire_name.as_str()).collect();
    let mut said = Vec::new();
    if !read_only.is_empty() {
        said.push(quote!(read_only(#(#read_only),*)));
    }
    if required != shown {
        said.push(quote!(required(#(#required),*)));
    }
    let constants = written().filter(|field| field.required && !field.nullable);
    let constants = constants.filter_map(|field| {
        let value = field.constant.as_ref()?.to_string();
        let name = &field.wire_name;
        Some(quote!(#name, #value))
    });
    let constants: Vec<TokenStream> = constants.collect();
    if !constants.is_empty() {
        said.push(quote!(constants(#(#constants),*)));
    }
    said
}

/// What the command line calls each value.
pub(super) fn names(values: &EnumDef) -> Vec<String> {
    let names = values.variants.iter().map(|variant| {
        // A word that can be typed is its own name.
        match &variant.value {
            Value::String(text)
                if !values.integer
                    && !text.is_empty()
                    && text.chars().all(|sign| sign.is_ascii_graphic()) =>
            {
                text.clone()
            }
            _ => variant.name.to_kebab_case(),
        }
    });
    names.collect()
}
