//! The base client: what progenitor makes of the canonical description.
//!
//! From its tokens come the type of every field, argument and answer, with a `Box` where a type would hold itself. The
//! methods' bodies are not taken over: they speak to `progenitor_client`, which sends a header that no vendor asks for,
//! reads one answer and one error, and has no credentials; the runtime does that work in one line for each call.

use std::collections::HashMap;

use progenitor::{GenerationSettings, Generator, InterfaceStyle, TypeImpl};
use syn::{FnArg, GenericArgument, ImplItem, Item, PathArguments, ReturnType};

use super::canonical::canonical;
use super::paths::ShortPaths;
use crate::model::Api;

/// Formats of strings in the canonical description that stand for types of the runtime.
const STAND_INS: [(&str, &str); 4] = [
    ("password", "Secret"),
    ("binary", "File"),
    ("secret-json", "SecretJson"),
    ("unknown-fields", "UnknownFields"),
];

/// The types of one API.
#[derive(Default)]
pub(crate) struct Base {
    fields: HashMap<(String, String), syn::Type>,
    methods: HashMap<String, Method>,
}

/// The types of one operation.
#[derive(Default)]
struct Method {
    arguments: HashMap<String, syn::Type>,
    success: Option<syn::Type>,
    error: Option<syn::Type>,
}

/// Runs progenitor.
///
/// # Errors
///
/// A message, if progenitor refuses the canonical description: a bug.
pub(crate) fn base(api: &Api) -> Result<Base, String> {
    let document = canonical(api)?;
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_map_type("::std::collections::BTreeMap");
    for (format, name) in STAND_INS {
        let schema = schemars::schema::SchemaObject {
            instance_type: Some(schemars::schema::InstanceType::String.into()),
            format: Some(format.to_owned()),
            ..Default::default()
        };
        let path = format!("::users_client_runtime::{name}");
        settings.with_conversion(schema, path, std::iter::empty::<TypeImpl>());
    }
    let tokens = Generator::new(&settings)
        .generate_tokens(&document)
        .map_err(|error| format!("progenitor refuses the canonical description: {error}"))?;
    let file: syn::File = syn::parse2(tokens)
        .map_err(|error| format!("progenitor's output does not parse: {error}"))?;
    let mut base = Base::default();
    for item in file.items {
        match item {
            Item::Mod(module) if module.ident == "types" => {
                base.take_types(module.content.unwrap_or_default().1)
            }
            Item::Impl(block) if block.trait_.is_none() => base.take_methods(block.items),
            _ => {}
        }
    }
    Ok(base)
}

impl Base {
    /// The type of a field of a named type.
    pub(crate) fn field(&self, owner: &str, field: &str) -> Result<syn::Type, String> {
        let key = (owner.to_owned(), plain(field));
        self.fields
            .get(&key)
            .cloned()
            .ok_or_else(|| format!("the base client has no field `{owner}.{field}`"))
    }

    /// The type of an argument, without its reference.
    pub(crate) fn argument(&self, operation: &str, argument: &str) -> Result<syn::Type, String> {
        let ty = self.method(operation)?.arguments.get(&plain(argument));
        ty.cloned()
            .ok_or_else(|| format!("the base client's `{operation}` has no argument `{argument}`"))
    }

    /// The type that a success holds.
    pub(crate) fn success(&self, operation: &str) -> Result<syn::Type, String> {
        let ty = self.method(operation)?.success.clone();
        ty.ok_or_else(|| format!("the base client's `{operation}` has no success type"))
    }

    /// The type that a success holds if another media type is asked for.
    pub(crate) fn alternative(&self, operation: &str, setter: &str) -> Result<syn::Type, String> {
        let list = self.argument(operation, setter)?;
        let ty = generic_arguments(&list).into_iter().next();
        ty.ok_or_else(|| format!("the base client's `{operation}` has no list `{setter}`"))
    }

    /// The type that an error holds.
    pub(crate) fn error(&self, operation: &str) -> Result<syn::Type, String> {
        let ty = self.method(operation)?.error.clone();
        ty.ok_or_else(|| format!("the base client's `{operation}` has no error type"))
    }

    fn method(&self, operation: &str) -> Result<&Method, String> {
        self.methods
            .get(&plain(operation))
            .ok_or_else(|| format!("the base client has no method `{operation}`"))
    }

    fn take_types(&mut self, items: Vec<Item>) {
        for item in items {
            let Item::Struct(definition) = item else {
                continue;
            };
            for mut field in definition.fields {
                let Some(name) = field.ident else { continue };
                ShortPaths::IN_TYPES.visit_type_mut(&mut field.ty);
                self.fields.insert(
                    (definition.ident.to_string(), plain(&name.to_string())),
                    field.ty,
                );
            }
        }
    }

    fn take_methods(&mut self, items: Vec<ImplItem>) {
        for item in items {
            let ImplItem::Fn(function) = item else {
                continue;
            };
            let mut method = Method::default();
            for argument in function.sig.inputs {
                let FnArg::Typed(argument) = argument else {
                    continue;
                };
                let syn::Pat::Ident(name) = *argument.pat else {
                    continue;
                };
                let mut ty = match *argument.ty {
                    syn::Type::Reference(reference) => *reference.elem,
                    other => other,
                };
                ShortPaths::IN_CALLS.visit_type_mut(&mut ty);
                method.arguments.insert(plain(&name.ident.to_string()), ty);
            }
            if let ReturnType::Type(_, ty) = function.sig.output {
                let mut outcomes = generic_arguments(&ty).into_iter().map(|outcome| {
                    let mut inner = generic_arguments(&outcome).into_iter().next()?;
                    ShortPaths::IN_CALLS.visit_type_mut(&mut inner);
                    Some(inner)
                });
                method.success = outcomes.next().flatten();
                method.error = outcomes.next().flatten();
            }
            self.methods
                .insert(plain(&function.sig.ident.to_string()), method);
        }
    }
}

/// Typify appends `_` to keywords, and our names may end in one already.
fn plain(name: &str) -> String {
    name.trim_end_matches('_').to_owned()
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
