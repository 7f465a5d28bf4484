//! What tells the alternatives of a union apart where no tag does.

use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::structs::holds;
use crate::lower::tag_text;
use crate::model::{Api, Field, ObjectDef, Type, TypeDef, TypeKind, UnionDef};

/// How deep unions and newtypes may lie inside each other: what lies deeper is not looked at before it is read.
const DEEPEST: usize = 6;

/// The alternatives of one union.
pub(super) struct Evidence<'a> {
    api: &'a Api,
    /// The properties that every alternative which is an object knows: they tell nothing.
    common: HashSet<&'a str>,
    /// The values that an alternative lists for a property, by the property: those of several alternatives.
    listed: HashMap<&'a str, Vec<Vec<String>>>,
    /// Several alternatives are text.
    texts: bool,
    /// Several alternatives are lists, or several are maps, so that what they hold has to tell them apart.
    plural: bool,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(api: &'a Api, union: &'a UnionDef) -> Self {
        let mut evidence = Self {
            api,
            common: HashSet::new(),
            listed: HashMap::new(),
            texts: false,
            plural: false,
        };
        let mut objects: Vec<&'a ObjectDef> = Vec::new();
        for variant in &union.variants {
            evidence.collect(&variant.ty, &mut objects, 0);
        }
        if let Some((first, others)) = objects.split_first() {
            let names = |object: &&'a ObjectDef| -> HashSet<&'a str> {
                let fields = object.fields.iter();
                fields.map(|field| field.wire_name.as_str()).collect()
            };
            evidence.common = names(first);
            for object in others {
                let names = names(object);
                evidence.common.retain(|name| names.contains(name));
            }
        }
        for object in &objects {
            for field in &object.fields {
                let values = evidence.values(field);
                if !values.is_empty() {
                    let known = evidence.listed.entry(&field.wire_name).or_default();
                    known.push(values);
                }
            }
        }
        let count = |test: fn(&Type) -> bool| {
            let variants = union.variants.iter();
            variants.filter(|variant| test(&variant.ty)).count()
        };
        let texts = union.variants.iter().filter(|variant| match &variant.ty {
            Type::Named(name) => matches!(
                api.definition(name).map(|definition| &definition.kind),
                Some(TypeKind::Enum(values)) if !values.integer
            ),
            ty => is_text(ty),
        });
        evidence.texts = texts.count() > 1;
        evidence.plural = count(|ty| matches!(ty, Type::Array(_))) > 1
            || count(|ty| matches!(ty, Type::Map(_))) > 1;
        evidence
    }

    /// How values of a type look, as an expression.
    pub(super) fn shape(&self, ty: &Type) -> TokenStream {
        self.shape_at(ty, 0)
    }

    fn shape_at(&self, ty: &Type, depth: usize) -> TokenStream {
        if depth > DEEPEST {
            return quote!(Shape::Anything);
        }
        match ty {
            ty if is_text(ty) => quote!(Shape::Text),
            Type::Integer(_) => quote!(Shape::Integer),
            Type::Number(_) => quote!(Shape::Number),
            Type::Boolean => quote!(Shape::Boolean),
            Type::FreeForm | Type::UnknownFields => quote!(Shape::Map(&Shape::Anything)),
            Type::Array(items) => {
                let items = self.inner(items);
                quote!(Shape::List(&#items))
            }
            Type::Map(values) => {
                let values = self.inner(values);
                quote!(Shape::Map(&#values))
            }
            Type::Nullable(inner) => {
                let inner = self.shape_at(inner, depth + 1);
                quote!(Shape::OneOf(&[Shape::Null, #inner]))
            }
            Type::Named(name) => match self.api.definition(name) {
                Some(definition) => self.named(definition, depth),
                None => quote!(Shape::Anything),
            },
            _ => quote!(Shape::Anything),
        }
    }

    /// How the items of a list or the values of a map look, one level deep.
    fn inner(&self, ty: &Type) -> TokenStream {
        let deep = |ty: &Type| match ty {
            Type::Array(_) | Type::Map(_) => true,
            Type::Named(name) => matches!(
                self.api.definition(name).map(|definition| &definition.kind),
                Some(TypeKind::Union(_) | TypeKind::Alias(_))
            ),
            _ => false,
        };
        match ty {
            ty if !self.plural || deep(ty) => quote!(Shape::Anything),
            Type::Nullable(inner) if deep(inner) => quote!(Shape::Anything),
            ty => self.shape_at(ty, DEEPEST),
        }
    }

    fn named(&self, definition: &TypeDef, depth: usize) -> TokenStream {
        match &definition.kind {
            TypeKind::Enum(values) if values.integer => quote!(Shape::Integer),
            TypeKind::Enum(values) if self.texts => {
                let texts = values
                    .variants
                    .iter()
                    .map(|variant| tag_text(&variant.value));
                quote!(Shape::TextOf(&[#(#texts),*]))
            }
            TypeKind::Enum(_) => quote!(Shape::Text),
            TypeKind::Object(object) => self.object(definition, object),
            TypeKind::Alias(ty) => self.shape_at(ty, depth + 1),
            // No schema refers to it.
            TypeKind::ByStatus(_) => quote!(Shape::Anything),
            TypeKind::Union(union) => {
                let shapes = union
                    .variants
                    .iter()
                    .map(|variant| self.shape_at(&variant.ty, depth + 1));
                quote!(Shape::OneOf(&[#(#shapes),*]))
            }
        }
    }

    fn object(&self, definition: &TypeDef, object: &ObjectDef) -> TokenStream {
        let (required, optional): (Vec<&Field>, Vec<&Field>) = object
            .fields
            .iter()
            .partition(|field| holds(definition, field).is_required());
        let required = required.into_iter().map(|field| &field.wire_name);
        let optional = optional
            .into_iter()
            .map(|field| &field.wire_name)
            .filter(|name| !self.common.contains(name.as_str()));
        let constants = object.fields.iter().filter_map(|field| {
            let values = self.values(field);
            let known = self.listed.get(field.wire_name.as_str());
            let others = known
                .into_iter()
                .flatten()
                .filter(|other| **other != values);
            let tells = match values.as_slice() {
                [] => false,
                [_] => true,
                _ => known.is_some_and(|known| known.len() > 1),
            };
            let overlap = others
                .into_iter()
                .any(|other| other.iter().any(|value| values.contains(value)));
            let name = &field.wire_name;
            (tells && !overlap).then(|| quote!((#name, &[#(#values),*])))
        });
        let optional: Vec<&String> = optional.collect();
        let constants: Vec<TokenStream> = constants.collect();
        let optional = (!optional.is_empty()).then(|| quote!(.optional(&[#(#optional),*])));
        let constants = (!constants.is_empty()).then(|| quote!(.constants(&[#(#constants),*])));
        quote!(Shape::object(&[#(#required),*]) #optional #constants)
    }

    /// The values that a field's type lists.
    fn values(&self, field: &Field) -> Vec<String> {
        if let Some(constant) = &field.constant {
            return vec![tag_text(constant)];
        }
        let Type::Named(name) = &field.ty else {
            return Vec::new();
        };
        match self.api.definition(name).map(|definition| &definition.kind) {
            Some(TypeKind::Enum(values)) => {
                let values = values.variants.iter();
                values.map(|variant| tag_text(&variant.value)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The objects among the alternatives, those of nested unions included.
    fn collect(&self, ty: &'a Type, objects: &mut Vec<&'a ObjectDef>, depth: usize) {
        let Type::Named(name) = ty else { return };
        match self.api.definition(name).map(|definition| &definition.kind) {
            Some(TypeKind::Object(object)) => objects.push(object),
            Some(TypeKind::Union(union)) if depth < DEEPEST => {
                for variant in &union.variants {
                    self.collect(&variant.ty, objects, depth + 1);
                }
            }
            _ => {}
        }
    }
}

fn is_text(ty: &Type) -> bool {
    matches!(
        ty,
        Type::String | Type::Secret | Type::DateTime | Type::Date | Type::Uuid | Type::Binary
    )
}
