//! Progenitor as a second opinion: the types that it makes of the canonical form of an API are ours.

mod canonical;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use progenitor::{GenerationSettings, Generator, InterfaceStyle, TypeImpl};
use quote::ToTokens as _;
use syn::visit_mut::{VisitMut, visit_path_mut};
use syn::{FnArg, ImplItem, Item, ReturnType};

use self::canonical::canonical;
use super::{Base, fields, generic_arguments};
use crate::lower::lower;
use crate::model::{Api, BodyKind, Operation};
use crate::pipeline::read;

/// Formats of strings in the canonical description that stand for types of the runtime.
const STAND_INS: [(&str, &str); 4] = [
    ("password", "Secret"),
    ("binary", "File"),
    ("secret-json", "SecretJson"),
    ("unknown-fields", "UnknownFields"),
];

/// Each type by what has it, such as `User.name` or `list_users(limit)`.
type Types = BTreeMap<String, String>;

#[test]
fn a_type_that_progenitor_would_not_give() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures");
    let mut compared = 0;
    for folder in ["../../specs", "good", "mended"] {
        for entry in fs::read_dir(tests.join(folder)).expect("a folder of descriptions") {
            let path = entry.expect("a file").path();
            let bytes = fs::read(&path).unwrap_or_default();
            let name = path.to_string_lossy();
            let Ok(document) = read(&name, &bytes) else {
                continue;
            };
            let mended = crate::lint::mend(&document);
            let api = lower(&mended.document, "api", |_| true).api;
            let (ours, theirs) = (ours(&api), theirs(&api));
            compared += ours.len();
            let differ = ours
                .iter()
                .filter(|(what, ty)| theirs.get(*what) != Some(ty));
            let differ: Vec<_> = differ
                .map(|(what, ty)| (what, ty, theirs.get(what)))
                .collect();
            assert!(differ.is_empty(), "{name}: {differ:?}");
        }
    }
    assert!(compared > 1_000, "{compared}");
}

fn ours(api: &Api) -> Types {
    let base = Base::new(api);
    let mut types = Types::new();
    let mut add = |what: String, ty: syn::Type| {
        types.insert(what, ty.to_token_stream().to_string());
    };
    for definition in &api.types {
        let owner = &definition.name;
        for (field, _) in fields(definition) {
            let ty = base.field(owner, &field).expect("the field is known");
            add(format!("{owner}.{}", plain(&field)), ty);
        }
    }
    for operation in &api.operations {
        let name = plain(&operation.name);
        for argument in arguments(operation) {
            let ty = base.argument(&operation.name, argument);
            add(
                format!("{name}({})", plain(argument)),
                ty.expect("the argument is known"),
            );
        }
        for other in operation.alternatives.iter() {
            if let Ok(ty) = base.alternative(&operation.name, &other.setter) {
                let list = syn::parse_quote!(Vec<#ty>);
                add(format!("{name}({})", plain(&other.setter)), list);
            }
        }
        if let Ok(ty) = base.success(&operation.name) {
            add(format!("{name} -> success"), ty);
        }
        if let Ok(ty) = base.error(&operation.name) {
            add(format!("{name} -> error"), ty);
        }
    }
    types
}

fn arguments(operation: &Operation) -> Vec<&str> {
    let parameters = operation.parameters.iter();
    let body = operation.body.as_ref();
    let body = body.filter(|body| !matches!(body.kind, BodyKind::Bytes(_)));
    parameters
        .map(|parameter| parameter.name.as_str())
        .chain(body.map(|_| "body"))
        .collect()
}

fn theirs(api: &Api) -> Types {
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
        .generate_tokens(&canonical(api))
        .expect("progenitor takes the canonical description");
    let file: syn::File = syn::parse2(tokens).expect("progenitor writes Rust");
    let mut types = Types::new();
    for item in file.items {
        match item {
            Item::Mod(module) if module.ident == "types" => {
                take_fields(module.content.unwrap_or_default().1, &mut types);
            }
            Item::Impl(block) if block.trait_.is_none() => take_methods(block.items, &mut types),
            _ => {}
        }
    }
    types
}

fn take_fields(items: Vec<Item>, types: &mut Types) {
    for item in items {
        let Item::Struct(definition) = item else {
            continue;
        };
        let owner = definition.ident.to_string();
        for field in definition.fields {
            if let Some(name) = field.ident {
                let name = plain(&name.to_string());
                types.insert(format!("{owner}.{name}"), short(field.ty));
            }
        }
    }
}

fn take_methods(items: Vec<ImplItem>, types: &mut Types) {
    for item in items {
        let ImplItem::Fn(function) = item else {
            continue;
        };
        let name = plain(&function.sig.ident.to_string());
        for argument in function.sig.inputs {
            let FnArg::Typed(argument) = argument else {
                continue;
            };
            let syn::Pat::Ident(argument_name) = *argument.pat else {
                continue;
            };
            let ty = match *argument.ty {
                syn::Type::Reference(reference) => *reference.elem,
                other => other,
            };
            let argument = plain(&argument_name.ident.to_string());
            types.insert(format!("{name}({argument})"), short(ty));
        }
        if let ReturnType::Type(_, ty) = function.sig.output {
            let outcomes = generic_arguments(&ty).into_iter();
            for (outcome, what) in outcomes.zip(["success", "error"]) {
                if let Some(inner) = generic_arguments(&outcome).into_iter().next() {
                    types.insert(format!("{name} -> {what}"), short(inner));
                }
            }
        }
    }
}

/// A type without the paths of its parts, which our files import.
fn short(mut ty: syn::Type) -> String {
    ShortPaths.visit_type_mut(&mut ty);
    ty.to_token_stream().to_string()
}

struct ShortPaths;

impl VisitMut for ShortPaths {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        visit_path_mut(self, path);
        let names = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string());
        let names: Vec<String> = names.collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let keep = match names.as_slice() {
            ["types" | "serde_json", _] | ["users_client_runtime", "File"] => 2,
            ["std" | "chrono" | "uuid" | "users_client_runtime", ..] => 1,
            _ => names.len(),
        };
        let segments = std::mem::take(&mut path.segments).into_iter();
        path.segments = segments.skip(names.len() - keep).collect();
        path.leading_colon = None;
    }
}

/// Typify appends `_` to keywords, and our names may end in one already.
fn plain(name: &str) -> String {
    name.trim_end_matches('_').to_owned()
}
