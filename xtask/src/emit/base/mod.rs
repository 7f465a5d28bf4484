//! The types of fields, arguments and answers, as Rust writes them.
//!
//! They are what progenitor would make of them, and a test compares them. It is not run for them: its methods speak to
//! `progenitor_client`, so that of all its tokens, most of the time and memory that a crate took, only these were read.

mod boxes;
#[cfg(test)]
mod progenitor;
mod written_back;

use std::borrow::Cow;
use std::collections::HashMap;

use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::{AngleBracketedGenericArguments, GenericArgument, Ident, PathArguments, PathSegment};

use self::boxes::Boxes;
use self::written_back::WrittenBack;
use super::commands::described::Described;
use super::paths::Module;
use super::types::null_as_empty;
use crate::model::{Api, BodyKind, Integer, Number, Operation, Type, TypeDef, TypeKind};

/// The field that stands for the whole of a type without fields.
pub(crate) const WHOLE: &str = "value";

/// The types of one API.
pub(crate) struct Base<'a> {
    /// By the type that has them, and their name.
    fields: HashMap<(&'a str, Cow<'a, str>), &'a Type>,
    operations: HashMap<&'a str, &'a Operation>,
    boxes: Boxes<'a>,
    described: Described<'a>,
    written_back: WrittenBack<'a>,
}

impl<'a> Base<'a> {
    pub(crate) fn new(api: &'a Api) -> Self {
        let fields = api.types.iter().flat_map(|definition| {
            let fields = fields(definition).into_iter();
            fields.map(|(name, ty)| ((definition.name.as_str(), name), ty))
        });
        let operations = api.operations.iter();
        Self {
            fields: fields.collect(),
            operations: operations
                .map(|operation| (operation.name.as_str(), operation))
                .collect(),
            boxes: Boxes::new(api),
            described: Described::new(api),
            written_back: WrittenBack::new(api),
        }
    }

    /// Whether a type says itself what the command line wants for it.
    pub(crate) fn is_described(&self, name: &str) -> bool {
        self.described.has(name)
    }

    /// The type of a field of a named type.
    pub(crate) fn field(&self, owner: &str, field: &str) -> Result<syn::Type, String> {
        let ty = self
            .fields
            .get(&(owner, Cow::Borrowed(field)))
            .ok_or_else(|| format!("there is no field `{owner}.{field}`"))?;
        let boxed = self.boxes.has(owner, field);
        Ok(rust_type(ty, Module::Types, boxed))
    }

    /// The type of an argument, without its reference.
    pub(crate) fn argument(&self, operation: &str, argument: &str) -> Result<syn::Type, String> {
        let given = self.operation(operation)?;
        let mut parameters = given.parameters.iter();
        let parameter = parameters.find(|parameter| parameter.name == argument);
        let body = given
            .body
            .as_ref()
            .filter(|body| argument == "body" && !matches!(body.kind, BodyKind::Bytes(_)));
        let ty = parameter
            .map(|parameter| &parameter.ty)
            .or_else(|| body.map(|body| &body.ty))
            .ok_or_else(|| format!("`{operation}` has no argument `{argument}`"))?;
        Ok(match ty {
            Type::String => path(&["str"], []),
            ty => rust_type(ty, Module::Other, false),
        })
    }

    /// The type that a success holds.
    pub(crate) fn success(&self, operation: &str) -> Result<syn::Type, String> {
        let ty = self.operation(operation)?.success.ty();
        ty.map(|ty| rust_type(ty, Module::Other, false))
            .ok_or_else(|| format!("`{operation}` has no success type"))
    }

    /// The type that a success holds if another media type is asked for.
    pub(crate) fn alternative(&self, operation: &str, setter: &str) -> Result<syn::Type, String> {
        let mut others = self.operation(operation)?.alternatives.iter();
        others
            .find(|other| other.setter == setter)
            .and_then(|other| other.success.ty())
            .map(|ty| rust_type(ty, Module::Other, false))
            .ok_or_else(|| format!("`{operation}` has no alternative `{setter}`"))
    }

    /// The type that an answer of an operation is read as: if it is sent as well, one that keeps what was `null` in it.
    pub(crate) fn answered(&self, operation: &Operation, ty: &Type, rust: syn::Type) -> syn::Type {
        match self.written_back.is_sent(operation, ty) {
            true => null_as_empty::kept(ty, &rust),
            false => rust,
        }
    }

    /// Whether the body of an operation is what an answer may be, with what was `null` in it.
    pub(crate) fn is_written_back(&self, operation: &Operation) -> bool {
        self.written_back.is_answered(operation)
    }

    /// The type that an error holds.
    pub(crate) fn error(&self, operation: &str) -> Result<syn::Type, String> {
        let ty = self.operation(operation)?.error.as_ref();
        ty.map(|ty| rust_type(ty, Module::Other, false))
            .ok_or_else(|| format!("`{operation}` has no error type"))
    }

    /// The operation of a name.
    pub(crate) fn operation(&self, name: &str) -> Result<&'a Operation, String> {
        let operation = self.operations.get(name).copied();
        operation.ok_or_else(|| format!("there is no operation `{name}`"))
    }
}

/// What a named type consists of, each part under the name of a field.
fn fields(definition: &TypeDef) -> Vec<(Cow<'_, str>, &Type)> {
    match &definition.kind {
        TypeKind::Object(object) => {
            let fields = object.fields.iter().map(|field| (&field.name, &field.ty));
            let additional = object.additional.iter().map(|(name, ty)| (name, ty));
            fields
                .chain(additional)
                .map(|(name, ty)| (Cow::Borrowed(name.as_str()), ty))
                .collect()
        }
        TypeKind::Union(union) => {
            let variants = union.variants.iter().enumerate();
            variants
                .map(|(index, variant)| (variant_property(index).into(), &variant.ty))
                .collect()
        }
        TypeKind::ByStatus(answers) => {
            let variants = answers.variants.iter().enumerate();
            variants
                .filter_map(|(index, variant)| {
                    Some((variant_property(index).into(), variant.content.json()?))
                })
                .collect()
        }
        TypeKind::Alias(ty) => vec![(WHOLE.into(), ty)],
        TypeKind::Enum(_) => Vec::new(),
    }
}

/// The field that stands for a variant of a union.
pub(crate) fn variant_property(index: usize) -> String {
    format!("variant{index}")
}

/// A type as it is written in a module; `boxed` if what it holds itself would hold it again.
fn rust_type(ty: &Type, module: Module, boxed: bool) -> syn::Type {
    let inside = |ty: &Type| rust_type(ty, module, false);
    let value = || path(&["serde_json", "Value"], []);
    let free_form = || {
        let key = path(&["String"], []);
        path(&["serde_json", "Map"], [key, value()])
    };
    match ty {
        Type::String => path(&["String"], []),
        Type::Secret => path(&["Secret"], []),
        Type::SecretJson => path(&["SecretJson"], []),
        Type::UnknownFields => path(&["UnknownFields"], []),
        // `File` is what many descriptions call a type of their own.
        Type::Binary => path(&["users_client_runtime", "File"], []),
        Type::DateTime => path(&["DateTime"], [path(&["Utc"], [])]),
        Type::Date => path(&["NaiveDate"], []),
        Type::Uuid => path(&["Uuid"], []),
        Type::Integer(width) => path(&[integer(*width)], []),
        Type::Number(Number::F32) => path(&["f32"], []),
        Type::Number(Number::F64) => path(&["f64"], []),
        Type::Boolean => path(&["bool"], []),
        Type::Any => value(),
        Type::FreeForm => free_form(),
        Type::Map(values) if **values == Type::Any => free_form(),
        Type::Map(values) => path(&["BTreeMap"], [path(&["String"], []), inside(values)]),
        Type::Array(items) => path(&["Vec"], [inside(items)]),
        Type::Nullable(inner) => path(&["Option"], [rust_type(inner, module, boxed)]),
        Type::Named(name) => {
            let named = match module {
                Module::Types => path(&[name], []),
                Module::Other => path(&["types", name], []),
            };
            match boxed {
                true => path(&["Box"], [named]),
                false => named,
            }
        }
    }
}

fn integer(width: Integer) -> &'static str {
    match width {
        Integer::I8 => "i8",
        Integer::I16 => "i16",
        Integer::I32 => "i32",
        Integer::I64 => "i64",
        Integer::U8 => "u8",
        Integer::U16 => "u16",
        Integer::U32 => "u32",
        Integer::U64 => "u64",
    }
}

fn path<const N: usize>(names: &[&str], arguments: [syn::Type; N]) -> syn::Type {
    let names = names.iter().map(|name| Ident::new(name, Span::call_site()));
    let mut segments: Punctuated<PathSegment, _> = names.map(PathSegment::from).collect();
    if let Some(last) = segments.last_mut().filter(|_| N > 0) {
        last.arguments = PathArguments::AngleBracketed(AngleBracketedGenericArguments {
            colon2_token: None,
            lt_token: Default::default(),
            args: arguments.into_iter().map(GenericArgument::Type).collect(),
            gt_token: Default::default(),
        });
    }
    syn::Type::Path(syn::TypePath {
        attrs: Vec::new(),
        qself: None,
        path: syn::Path {
            leading_colon: None,
            segments,
        },
    })
}

/// The types between the angle brackets of a path's last segment.
pub(crate) fn generic_arguments(ty: &syn::Type) -> Vec<syn::Type> {
    let syn::Type::Path(path) = ty else {
        return Vec::new();
    };
    let Some(PathArguments::AngleBracketed(arguments)) =
        path.path.segments.last().map(|segment| &segment.arguments)
    else {
        return Vec::new();
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    });
    types.collect()
}
