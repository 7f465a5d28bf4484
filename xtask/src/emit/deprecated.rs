//! What the vendor deprecates: it warns its users, but not where the crate itself has to speak of it.

use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;
use quote::quote;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, ExprField, ExprStruct, ImplItem, Item, ItemImpl, Member, Path};

use super::types::setters::last_segment;
use crate::model::{Api, Field, TypeKind};

/// The attribute, where something is deprecated.
pub(crate) fn attribute(deprecated: bool) -> Option<TokenStream> {
    deprecated.then(|| quote!(#[deprecated = "deprecated by the vendor"]))
}

/// The types and fields of an API that are deprecated.
#[derive(Debug, Default)]
pub(crate) struct Deprecated {
    types: HashSet<String>,
    /// By type.
    fields: HashMap<String, HashSet<String>>,
}

impl Deprecated {
    pub(crate) fn new(api: &Api) -> Self {
        let mut deprecated = Self::default();
        for definition in &api.types {
            if definition.deprecated {
                deprecated.types.insert(definition.name.clone());
            }
            if let TypeKind::Object(object) = &definition.kind {
                // The fields of a type that is deprecated are so as well.
                let is_deprecated = |field: &&Field| definition.deprecated || field.deprecated;
                let fields = object.fields.iter().filter(is_deprecated);
                let names: HashSet<String> = fields.map(|field| field.name.clone()).collect();
                if !names.is_empty() {
                    deprecated.fields.insert(definition.name.clone(), names);
                }
            }
        }
        deprecated
    }

    /// Whether a type of this name is deprecated.
    pub(crate) fn is_type(&self, name: &str) -> bool {
        self.types.contains(name)
    }

    /// Lets an item speak of what is deprecated, as narrowly as can be.
    pub(crate) fn allow(&self, module: &str, item: &mut Item) {
        if self.types.is_empty() && self.fields.is_empty() {
            return;
        }
        let mentions = Mentions {
            deprecated: self,
            in_types: module == "types",
            owner: None,
            found: false,
        };
        match item {
            // Not at the field: what `derive` makes of it would warn, even where the type is deprecated itself.
            Item::Struct(item) => {
                mentions.allow_fields(&mut item.attrs, item.fields.iter_mut());
            }
            Item::Enum(item) => {
                let variants = item.variants.iter_mut();
                let fields = variants.flat_map(|variant| &mut variant.fields);
                mentions.allow_fields(&mut item.attrs, fields);
            }
            Item::Impl(block) => mentions.allow_impl(block),
            _ => {}
        }
    }
}

/// Looks for what is deprecated in a part of the code.
#[derive(Clone)]
struct Mentions<'d> {
    deprecated: &'d Deprecated,
    /// Types have no path before their name.
    in_types: bool,
    /// The type whose methods these are.
    owner: Option<String>,
    found: bool,
}

impl Mentions<'_> {
    fn any(&self, look: impl FnOnce(&mut Self)) -> bool {
        let mut mentions = self.clone();
        look(&mut mentions);
        mentions.found
    }

    fn allow_fields<'f>(
        &self,
        attributes: &mut Vec<Attribute>,
        mut fields: impl Iterator<Item = &'f mut syn::Field>,
    ) {
        if fields.any(|field| self.any(|mentions| mentions.visit_type_mut(&mut field.ty))) {
            attributes.push(allowance());
        }
    }

    fn allow_impl(&self, block: &mut ItemImpl) {
        let head = self.any(|mentions| {
            mentions.visit_type_mut(&mut block.self_ty);
            if let Some((path, _)) = &mut block.trait_ {
                mentions.visit_path_mut(path);
            }
        });
        let inside = Self {
            owner: last_segment(&block.self_ty),
            ..self.clone()
        };
        let whole = block.trait_.is_some()
            && block
                .items
                .iter_mut()
                .any(|item| inside.any(|mentions| mentions.visit_impl_item_mut(item)));
        if head || whole {
            block.attrs.push(allowance());
            return;
        }
        for item in &mut block.items {
            if let ImplItem::Fn(method) = item
                && inside.any(|mentions| mentions.visit_impl_item_fn_mut(method))
            {
                method.attrs.push(allowance());
            }
        }
    }

    /// Whether a field is deprecated; in all types that have one of that name, if it is not known of which it is.
    fn is_field(&self, owner: Option<&str>, member: &Member) -> bool {
        let Member::Named(name) = member else {
            return false;
        };
        let name = name.to_string();
        match owner {
            Some(owner) => self
                .deprecated
                .fields
                .get(owner)
                .is_some_and(|fields| fields.contains(&name)),
            None => self
                .deprecated
                .fields
                .values()
                .any(|fields| fields.contains(&name)),
        }
    }
}

impl VisitMut for Mentions<'_> {
    fn visit_path_mut(&mut self, path: &mut Path) {
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        let name = match names.as_slice() {
            [name, ..] if self.in_types => Some(name),
            [module, name, ..] if module == "types" => Some(name),
            _ => None,
        };
        self.found |= name.is_some_and(|name| self.deprecated.is_type(name));
        visit_mut::visit_path_mut(self, path);
    }

    fn visit_expr_field_mut(&mut self, access: &mut ExprField) {
        let of_self = matches!(&*access.base, Expr::Path(base) if base.path.is_ident("self"));
        let owner = self.owner.as_deref().filter(|_| of_self);
        self.found |= self.is_field(owner, &access.member);
        visit_mut::visit_expr_field_mut(self, access);
    }

    fn visit_expr_struct_mut(&mut self, literal: &mut ExprStruct) {
        for field in &literal.fields {
            self.found |= self.is_field(self.owner.as_deref(), &field.member);
        }
        visit_mut::visit_expr_struct_mut(self, literal);
    }
}

fn allowance() -> Attribute {
    syn::parse_quote!(#[allow(deprecated)])
}
