//! Structs, from objects.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use super::super::base::Base;
use super::super::deprecated::attribute;
use super::super::docs::{Docs, with_full_stop};
use super::{Saying, multipart, null_as_empty, setters, unix_time};
use crate::model::{Api, Field, Names, ObjectDef, Type, TypeDef, TypeKind};

/// A field as the struct holds it.
pub(super) struct StructField<'a> {
    pub(super) field: &'a Field,
    /// The type of a value, `Option`s aside.
    pub(super) value: syn::Type,
    pub(super) holds: Holds,
    /// The only value that it may have, which nobody needs to say.
    pub(super) constant: Option<TokenStream>,
}

/// What a field holds beside the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Always the value.
    Value,
    /// The value or nothing.
    Option,
    /// The value or `null`, always there.
    Null,
    /// The value, `null`, or nothing: three different things to the server.
    OptionOrNull,
}

impl Holds {
    pub(super) fn is_required(self) -> bool {
        matches!(self, Self::Value | Self::Null)
    }
}

/// A struct and its methods.
pub(super) fn structure(
    api: &Api,
    definition: &TypeDef,
    object: &ObjectDef,
    base: &Base,
) -> Result<TokenStream, String> {
    let fields = object.fields.iter().map(|field| {
        let value = base.field(&definition.name, &field.name)?;
        Ok(StructField {
            field,
            value,
            holds: holds(definition, field),
            constant: constant(api, field),
        })
    });
    let fields = fields.collect::<Result<Vec<_>, String>>()?;
    let additional = object.additional.as_ref().map(|(name, _)| {
        let ty = base.field(&definition.name, name)?;
        Ok::<_, String>((format_ident!("{}", name), ty))
    });
    let additional = additional.transpose()?;
    let docs = super::head(definition);
    let name = format_ident!("{}", definition.name);
    let rule = RenameRule::of_all(&fields);
    let file = definition.usage.parts;
    let says_done = says_done(api, definition);
    let nulls = null_as_empty::is_kept(definition, object).then(|| nulls_field(object));
    let declared = fields.iter().map(|field| {
        let is_told = says_done && field.holds == Holds::Value && field.field.ty == Type::String;
        declaration(field, rule, file, is_told)
    });
    let extra = additional.as_ref().map(|(name, ty)| {
        let flatten = (!file).then(|| quote!(#[serde(flatten)]));
        quote! {
            /// Properties that this version of the crate does not know: kept, and written back.
            #flatten
            pub #name: #ty,
        }
    });
    let default = fields
        .iter()
        .all(|field| field.holds != Holds::Value && field.holds != Holds::Null)
        .then(|| quote!(Default,));
    let Saying { derived, more } = Saying::of(api, definition, base);
    let json = (!file).then(|| quote!(JsonObject,));
    let derives = quote!(Clone, Debug, #default PartialEq, #json #derived);
    let rule = rule.filter(|_| !file).map(RenameRule::name);
    let rule = rule.map(|rule| quote!(#[serde(rename_all = #rule)]));
    let nulls_declared = nulls.as_ref().map(|nulls| {
        quote! {
            /// Which lists and maps came as `null`.
            #[serde(skip)]
            #nulls: users_client_runtime::Nulls,
        }
    });
    let others: Vec<&Ident> = additional
        .iter()
        .map(|(name, _)| name)
        .chain(&nulls)
        .collect();
    let methods = match (definition.usage.request, default.is_some()) {
        (true, default) => setters::setters(&name, object, &fields, &others, default),
        (false, false) => setters::of_tests(&name, object, &fields, &others),
        (false, true) => TokenStream::new(),
    };
    let parts = file.then(|| multipart::conversion(api, &name, object, &fields));
    Ok(quote! {
        #docs
        #[derive(#derives)]
        #more
        #rule
        #[non_exhaustive]
        pub struct #name {
            #(#declared)*
            #extra
            #nulls_declared
        }
        #methods
        #parts
    })
}

/// The name of the field that keeps what was `null`.
fn nulls_field(object: &ObjectDef) -> Ident {
    let mut names = Names::default();
    let rest = object.additional.iter().map(|(name, _)| name);
    for name in object.fields.iter().map(|field| &field.name).chain(rest) {
        names.reserve(name);
    }
    format_ident!("{}", names.take("nulls".to_owned()))
}

/// A field that only one side writes is not required of the other (OpenAPI 3.0.3, "Fixed Fields" of the Schema Object).
pub(crate) fn holds(definition: &TypeDef, field: &Field) -> Holds {
    let required = field.required
        && !(field.read_only && definition.usage.request)
        && !(field.write_only && definition.usage.response);
    match (required, field.nullable && field.ty != Type::Any) {
        (true, false) => Holds::Value,
        (true, true) => Holds::Null,
        (false, true) if definition.usage.request && !field.read_only => Holds::OptionOrNull,
        (false, _) => Holds::Option,
    }
}

/// Whether successes and errors of an operation have this type: it says that something is done, or why not, and is nothing
/// that anybody wanted to have. Without its text it still says so, after the server has acted.
fn says_done(api: &Api, definition: &TypeDef) -> bool {
    let is_this = |ty: &Type| matches!(ty, Type::Named(name) if *name == definition.name);
    api.operations.iter().any(|operation| {
        operation.error.as_ref().is_some_and(is_this) && operation.success.ty().is_some_and(is_this)
    })
}

/// The value of a field that can have no other.
fn constant(api: &Api, field: &Field) -> Option<TokenStream> {
    let value = field.constant.as_ref()?;
    match (&field.ty, value) {
        (Type::Named(name), value) => {
            let TypeKind::Enum(values) = &api.definition(name)?.kind else {
                return None;
            };
            let mut variants = values.variants.iter();
            let variant = variants.find(|variant| &variant.value == value)?;
            let (name, variant) = (format_ident!("{name}"), format_ident!("{}", variant.name));
            Some(quote!(#name::#variant))
        }
        (_, Value::String(text)) => Some(quote!(#text.to_owned())),
        (_, Value::Bool(flag)) => Some(quote!(#flag)),
        (_, Value::Number(number)) => {
            let number = match number.as_i64() {
                Some(number) => Literal::i64_unsuffixed(number),
                None => Literal::u64_unsuffixed(number.as_u64()?),
            };
            Some(quote!(#number))
        }
        _ => None,
    }
}

/// The fields that `new` takes, in the order of its arguments.
pub(crate) fn required<'a>(definition: &TypeDef, object: &'a ObjectDef) -> Vec<(&'a Field, Holds)> {
    let fields = object.fields.iter();
    let fields = fields
        .filter(|field| field.constant.is_none())
        .map(|field| (field, holds(definition, field)));
    let mut required: Vec<_> = fields.filter(|(_, holds)| holds.is_required()).collect();
    required.sort_by_key(|(field, _)| object.place_of(field));
    required
}

impl StructField<'_> {
    /// The type as declared.
    fn declared(&self) -> TokenStream {
        let value = &self.value;
        match self.holds {
            Holds::Value => quote!(#value),
            Holds::Option | Holds::Null => quote!(Option<#value>),
            Holds::OptionOrNull => quote!(Option<Option<#value>>),
        }
    }
}

fn declaration(
    field: &StructField<'_>,
    rule: Option<RenameRule>,
    file: bool,
    is_told: bool,
) -> TokenStream {
    let StructField {
        field: property,
        holds,
        ..
    } = field;
    let docs = match &property.description {
        Some(description) => Docs::default().prose(Some(&with_full_stop(description))),
        // A comment that repeats the name says nothing.
        None => Docs::default(),
    };
    let mut notes = property.notes.clone();
    if property.read_only {
        notes.push("Set by the server.".to_owned());
    }
    if *holds == Holds::OptionOrNull {
        notes.push("`Some(None)` is sent as `null`, `None` is not sent.".to_owned());
    }
    let docs = docs
        .sentences(&notes)
        .alias(property.docs_name.as_deref(), &property.name)
        .tokens();
    let name = format_ident!("{}", property.name);
    let ty = field.declared();
    let renamed = match rule {
        Some(rule) => rule.apply(&property.name) != property.wire_name,
        None => property.name != property.wire_name,
    };
    let mut serde = Vec::new();
    if renamed {
        let wire_name = &property.wire_name;
        serde.push(quote!(rename = #wire_name));
    }
    if is_told {
        serde.push(quote!(default));
    }
    serde.extend(unix_time::attribute(property, *holds));
    let serde = (!serde.is_empty() && !file).then(|| quote!(#[serde(#(#serde),*)]));
    let always = (*holds == Holds::Null && !file).then(|| quote!(#[serialize_always]));
    let deprecated = attribute(property.deprecated);
    quote! { #docs #deprecated #serde #always pub #name: #ty, }
}

/// A rule by which serde makes wire names from field names, for a whole struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RenameRule {
    Camel,
    Pascal,
    Kebab,
}

impl RenameRule {
    /// The rule that saves attributes, if one fits every field that has another name on the wire.
    fn of_all(fields: &[StructField<'_>]) -> Option<Self> {
        let renamed = |rule: Option<Self>| {
            let differs = |field: &&StructField<'_>| match rule {
                Some(rule) => rule.apply(&field.field.name) != field.field.wire_name,
                None => field.field.name != field.field.wire_name,
            };
            fields.iter().filter(differs).count()
        };
        // `serde_derive` cuts off the first byte of a name, and panics where that is not a whole character.
        let cut = fields
            .iter()
            .all(|field| field.field.name.is_char_boundary(1));
        let best = [Self::Camel, Self::Pascal, Self::Kebab]
            .into_iter()
            .filter(|rule| cut || *rule != Self::Camel)
            .min_by_key(|rule| renamed(Some(*rule)))?;
        (renamed(Some(best)) + 1 < renamed(None)).then_some(best)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Camel => "camelCase",
            Self::Pascal => "PascalCase",
            Self::Kebab => "kebab-case",
        }
    }

    /// As `serde_derive` does it: only underscores part words.
    fn apply(self, field: &str) -> String {
        let pascal = || {
            let mut pascal = String::new();
            let mut capital = true;
            for character in field.chars() {
                if character == '_' {
                    capital = true;
                } else if capital {
                    pascal.push(character.to_ascii_uppercase());
                    capital = false;
                } else {
                    pascal.push(character);
                }
            }
            pascal
        };
        match self {
            Self::Pascal => pascal(),
            Self::Camel => {
                let pascal = pascal();
                let (first, rest) =
                    pascal.split_at(pascal.chars().next().map_or(0, char::len_utf8));
                format!("{}{rest}", first.to_ascii_lowercase())
            }
            Self::Kebab => field.replace('_', "-"),
        }
    }
}
