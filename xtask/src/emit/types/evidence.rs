//! What tells the alternatives of a union apart where no tag does.

use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::constants::{Listed, telling};
use super::structs::holds;
use crate::lower::tag_text;
use crate::model::{Api, Field, ObjectDef, Type, TypeDef, TypeKind, UnionDef};

/// How deep unions and newtypes may lie inside each other: what lies deeper is not looked at before it is read.
const DEEPEST: usize = 6;
/// How deep objects may lie inside each other of which what they hold is evidence.
const DEEPEST_INSIDE: usize = 2;

/// The alternatives of one union.
pub(super) struct Evidence<'a> {
    api: &'a Api,
    /// The properties that every alternative which is an object knows: they tell nothing.
    common: HashSet<&'a str>,
    /// The values that an alternative lists for a property, by the property: those of several alternatives.
    listed: HashMap<&'a str, Vec<Vec<String>>>,
    /// The properties for which alternatives list several values, and are told apart by no constant: a value that is new to all
    /// of them would else be none of theirs.
    telling: HashSet<&'a str>,
    /// What the alternatives hold in a property that all of them know, where these are objects of several types.
    inside: HashMap<&'a str, Box<Evidence<'a>>>,
    /// It is about what alternatives hold in a property.
    nested: bool,
    /// Several alternatives are text.
    texts: bool,
    /// Several alternatives are lists, or several are maps, so that what they hold has to tell them apart.
    plural: bool,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(api: &'a Api, union: &'a UnionDef) -> Self {
        let types = union.variants.iter().map(|variant| &variant.ty);
        Self::of(api, &types.collect::<Vec<_>>(), 0)
    }

    /// That of alternatives `depth` objects deep in those of a union.
    fn of(api: &'a Api, types: &[&'a Type], depth: usize) -> Self {
        let mut evidence = Self {
            api,
            common: HashSet::new(),
            listed: HashMap::new(),
            telling: HashSet::new(),
            inside: HashMap::new(),
            nested: depth > 0,
            texts: false,
            plural: false,
        };
        let mut objects: Vec<&'a ObjectDef> = Vec::new();
        for ty in held(types) {
            evidence.collect(ty, &mut objects, 0);
        }
        if let Some((first, others)) = objects.split_first() {
            evidence.common = names(first);
            for object in others {
                let names = names(object);
                evidence.common.retain(|name| names.contains(name));
            }
        }
        let listed: Vec<Vec<Listed<'a>>> = objects
            .iter()
            .map(|object| evidence.all_listed(object))
            .collect();
        for (index, one) in listed.iter().enumerate() {
            for other in listed.iter().skip(index + 1) {
                evidence.telling.extend(telling(one, other));
            }
        }
        for Listed { name, values, .. } in listed.into_iter().flatten() {
            evidence.listed.entry(name).or_default().push(values);
        }
        evidence.look_inside(&objects, depth);
        let count = |test: fn(&Type) -> bool| types.iter().filter(|ty| test(ty)).count();
        let texts = types.iter().filter(|ty| match ty {
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

    /// Looks at the objects, and the lists and maps of objects, in properties that all alternatives know, or two that have the
    /// same ones.
    fn look_inside(&mut self, objects: &[&'a ObjectDef], depth: usize) {
        if depth >= DEEPEST_INSIDE {
            return;
        }
        let mut looked: HashSet<&'a str> = self.common.clone();
        let all: Vec<HashSet<&'a str>> = objects.iter().map(|object| names(object)).collect();
        for (index, one) in all.iter().enumerate() {
            if all.iter().skip(index + 1).any(|other| one == other) {
                looked.extend(one);
            }
        }
        for name in looked {
            let fields = objects.iter().filter_map(|object| {
                let mut fields = object.fields.iter();
                fields.find(|field| field.wire_name == name)
            });
            let mut types: Vec<&'a Type> = Vec::new();
            for field in fields {
                if !types.contains(&&field.ty) {
                    types.push(&field.ty);
                }
            }
            let alone = |ty: &&Type| self.is_object(ty) || self.is_union_of_objects(ty);
            let held = held(&types);
            if types.len() > 1
                && (types.iter().all(alone) || held.into_iter().all(|ty| self.is_object(ty)))
            {
                let inside = Self::of(self.api, &types, depth + 1);
                self.inside.insert(name, Box::new(inside));
            }
        }
    }

    fn is_object(&self, ty: &Type) -> bool {
        let name = match ty {
            Type::Named(name) => name,
            Type::Nullable(inner) => return self.is_object(inner),
            _ => return false,
        };
        let definition = self.api.definition(name);
        matches!(
            definition.map(|definition| &definition.kind),
            Some(TypeKind::Object(_))
        )
    }

    fn is_union_of_objects(&self, ty: &Type) -> bool {
        let Type::Named(name) = ty else { return false };
        match self.api.definition(name).map(|definition| &definition.kind) {
            Some(TypeKind::Union(union)) => {
                let mut variants = union.variants.iter();
                variants.all(|variant| self.is_object(&variant.ty))
            }
            _ => false,
        }
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
                match self.nested {
                    true => quote!(Shape::Open(&[#(#shapes),*])),
                    false => quote!(Shape::OneOf(&[#(#shapes),*])),
                }
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
                _ => self.telling.contains(field.wire_name.as_str()),
            };
            let overlap = others
                .into_iter()
                .any(|other| other.iter().any(|value| values.contains(value)));
            let name = &field.wire_name;
            (tells && !overlap).then(|| quote!((#name, &[#(#values),*])))
        });
        let inside = object.fields.iter().filter_map(|field| {
            let name = &field.wire_name;
            let shape = self.inside.get(name.as_str())?.shape(&field.ty);
            Some(quote!((#name, #shape)))
        });
        let inside: Vec<TokenStream> = inside.collect();
        let inside = (!inside.is_empty()).then(|| quote!(.inside(&[#(#inside),*])));
        let optional: Vec<&String> = optional.collect();
        let constants: Vec<TokenStream> = constants.collect();
        let optional = (!optional.is_empty()).then(|| quote!(.optional(&[#(#optional),*])));
        let constants = (!constants.is_empty()).then(|| quote!(.constants(&[#(#constants),*])));
        quote!(Shape::object(&[#(#required),*]) #optional #constants #inside)
    }

    fn all_listed(&self, object: &'a ObjectDef) -> Vec<Listed<'a>> {
        let all = object.fields.iter().map(|field| Listed {
            name: &field.wire_name,
            values: self.values(field),
            required: field.required,
        });
        all.filter(|listed| !listed.values.is_empty()).collect()
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
        let name = match ty {
            Type::Named(name) => name,
            Type::Nullable(inner) => return self.collect(inner, objects, depth),
            _ => return,
        };
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

/// The properties of an object.
fn names(object: &ObjectDef) -> HashSet<&str> {
    let fields = object.fields.iter();
    fields.map(|field| field.wire_name.as_str()).collect()
}

/// What lists hold, or maps, where all of these types are of one of these kinds.
fn held<'a>(types: &[&'a Type]) -> Vec<&'a Type> {
    let items = types.iter().map(|ty| match ty {
        Type::Array(items) => Some(&**items),
        _ => None,
    });
    let values = types.iter().map(|ty| match ty {
        Type::Map(values) => Some(&**values),
        _ => None,
    });
    let inner = items.collect::<Option<Vec<_>>>();
    inner
        .or_else(|| values.collect())
        .unwrap_or_else(|| types.to_vec())
}

fn is_text(ty: &Type) -> bool {
    matches!(
        ty,
        Type::String | Type::Secret | Type::DateTime | Type::Date | Type::Uuid | Type::Binary
    )
}
