//! How large a value is, about: Clippy asks for a box around a variant that is much larger than the others.

use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Api, ByStatusDef, Content, Type, TypeDef, TypeKind, UnionDef};

/// What Clippy's `large_enum_variant` takes for much, less what an estimate may be wrong by.
const MUCH: usize = 120;
/// A text, a list or a map; whatever lies deeper than anybody looks.
const USUAL: usize = 24;
/// A JSON value.
const VALUE: usize = 32;
/// A pointer: what holds itself does so in a box.
const BOX: usize = 8;
/// How many named types may lie inside each other.
const DEEPEST: usize = 64;

/// The enums with a variant that may be so much larger than the others that Clippy would have it boxed. They are found at
/// once, in the order of the types: how large a type in a circle is depends on where the circle is entered.
#[derive(Debug)]
pub(crate) struct Uneven<'a>(HashSet<&'a str>);

impl<'a> Uneven<'a> {
    pub(crate) fn new(api: &'a Api) -> Self {
        let mut sizes = Sizes {
            api,
            known: HashMap::new(),
        };
        let uneven = api
            .types
            .iter()
            .filter(|definition| match &definition.kind {
                TypeKind::Union(union) => sizes.is_uneven(union),
                TypeKind::ByStatus(answers) => sizes.are_uneven(answers),
                TypeKind::Object(_) | TypeKind::Enum(_) | TypeKind::Alias(_) => false,
            });
        Self(uneven.map(|definition| definition.name.as_str()).collect())
    }

    /// What is said to Clippy of such an enum.
    pub(super) fn allowance(&self, definition: &TypeDef) -> Option<TokenStream> {
        let is_uneven = self.0.contains(definition.name.as_str());
        is_uneven.then(|| quote!(#[allow(clippy::large_enum_variant, reason = "a box would stand in the way of everybody who makes or reads one")]))
    }
}

/// The sizes of the named types of an API, each found once.
struct Sizes<'a> {
    api: &'a Api,
    known: HashMap<&'a str, usize>,
}

impl<'a> Sizes<'a> {
    fn is_uneven(&mut self, union: &'a UnionDef) -> bool {
        let variants = union.variants.iter();
        let mut sizes: Vec<usize> = variants.map(|variant| self.of(&variant.ty, 0)).collect();
        // What holds anything else is a variant as well.
        sizes.push(VALUE);
        uneven(sizes)
    }

    fn are_uneven(&mut self, answers: &'a ByStatusDef) -> bool {
        let variants = answers.variants.iter();
        let mut sizes: Vec<usize> = variants
            .map(|variant| match &variant.content {
                Content::Nothing => 0,
                Content::Text | Content::Bytes | Content::Events(..) | Content::Values(_) => USUAL,
                Content::Json(ty) | Content::OptionalJson(ty) => self.of(ty, 0),
            })
            .collect();
        sizes.extend(answers.other.iter().map(|_| VALUE));
        uneven(sizes)
    }

    fn of(&mut self, ty: &'a Type, depth: usize) -> usize {
        match ty {
            Type::Any => VALUE,
            Type::Named(name) => self.named(name, depth),
            Type::Nullable(inner) => self.of(inner, depth) + BOX,
            Type::Integer(_) | Type::Number(_) | Type::Boolean => 8,
            _ => USUAL,
        }
    }

    fn named(&mut self, name: &'a str, depth: usize) -> usize {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        if depth > DEEPEST {
            return USUAL;
        }
        self.known.insert(name, BOX);
        let size = match self.api.definition(name).map(|definition| &definition.kind) {
            Some(TypeKind::Object(object)) => {
                let fields = object.fields.iter();
                let fields: usize = fields.map(|field| self.of(&field.ty, depth + 1) + 8).sum();
                fields + USUAL * usize::from(object.additional.is_some())
            }
            Some(TypeKind::Union(union)) => {
                let variants = union.variants.iter();
                let largest = variants
                    .map(|variant| self.of(&variant.ty, depth + 1))
                    .max();
                largest.unwrap_or_default() + 8
            }
            Some(TypeKind::Alias(ty)) => self.of(ty, depth + 1),
            Some(TypeKind::Enum(_) | TypeKind::ByStatus(_)) | None => USUAL,
        };
        self.known.insert(name, size);
        size
    }
}

fn uneven(mut sizes: Vec<usize>) -> bool {
    sizes.sort_unstable();
    matches!(sizes.as_slice(), [.., second, first] if first - second > MUCH)
}
