//! Arguments: what a method or a setter takes, and how it is put into the request.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::base::{Base, generic_arguments};
use super::types::setters::{Conversion, conversion, last_segment};
use super::types::unix_time::number;
use crate::model::{
    ArrayStyle, Body, BodyKind, FieldStyle, Operation, Parameter, PartSource, Parts, Place, Type,
};

/// An argument of a method.
pub(crate) struct Argument {
    pub(crate) name: Ident,
    /// Its type.
    pub(crate) declared: TokenStream,
    /// What is handed to the request: a reference to the value.
    pub(crate) given: TokenStream,
}

impl Argument {
    /// A required parameter: borrowed where that spares the caller a copy.
    pub(crate) fn required(
        operation: &Operation,
        parameter: &Parameter,
        base: &Base,
    ) -> Result<Self, String> {
        let name = format_ident!("{}", parameter.name);
        if let Some((declared, given)) = identifier(parameter, &name) {
            return Ok(Self {
                name,
                declared,
                given,
            });
        }
        let ty = base.argument(&operation.name, &parameter.name)?;
        let (declared, given) = parameter_type(parameter, &ty, &name);
        Ok(Self {
            given: flagged(parameter, &name)
                .or_else(|| Some(number(parameter.unix_time?, &name)))
                .unwrap_or(given),
            name,
            declared,
        })
    }

    /// The value of a setter: whatever becomes the parameter's type.
    pub(crate) fn setter(
        operation: &Operation,
        parameter: &Parameter,
        base: &Base,
    ) -> Result<Self, String> {
        let name = format_ident!("{}", parameter.name);
        let ty = base.argument(&operation.name, &parameter.name)?;
        if let Some(given) = flagged(parameter, &name) {
            return Ok(Self {
                name,
                declared: quote!(bool),
                given,
            });
        }
        let (declared, given) = match last_segment(&ty).as_deref() {
            Some("Vec") => {
                let Conversion {
                    argument, given, ..
                } = conversion(&ty);
                // `collect` has to know into what.
                let each = (given == Some("each_into")).then(|| quote!(.map(Into::into)));
                let collected = quote!(&#name.into_iter() #each.collect::<#ty>());
                (argument, collected)
            }
            _ => parameter_type(parameter, &ty, &name),
        };
        let given = match parameter.unix_time {
            Some(unit) => number(unit, &name),
            None => given,
        };
        Ok(Self {
            name,
            declared,
            given,
        })
    }

    /// The request body.
    pub(crate) fn body(operation: &Operation, body: &Body, base: &Base) -> Result<Self, String> {
        let name = format_ident!("body");
        let (declared, given) = match &body.kind {
            BodyKind::Text(_) => (quote!(impl Into<String>), quote!(body)),
            BodyKind::Bytes(_) => (quote!(impl Into<Bytes>), quote!(body)),
            _ if base.is_written_back(operation) => {
                let ty = base.argument(&operation.name, "body")?;
                (quote!(impl WrittenAs<#ty>), quote!(body.written()))
            }
            _ => borrowed(&base.argument(&operation.name, "body")?, &name),
        };
        Ok(Self {
            name,
            declared,
            given,
        })
    }
}

/// What allows a function to have so many arguments: the API requires them all.
pub(crate) fn allow_many(arguments: usize) -> Option<TokenStream> {
    // Clippy's default for `too-many-arguments-threshold`.
    (arguments > 7).then(
        || quote!(#[expect(clippy::too_many_arguments, reason = "the API requires each of them")]),
    )
}

/// What a path takes as one text is taken as the answer of another call has it: a text, a number or a UUID, owned or not.
fn identifier(parameter: &Parameter, name: &Ident) -> Option<(TokenStream, TokenStream)> {
    match (parameter.place, parameter.json, &parameter.ty) {
        (Place::Path, false, Type::String) => Some((quote!(impl PathText), quote!(&#name))),
        (Place::Path, false, Type::Uuid) => {
            Some((quote!(impl AsRef<Uuid>), quote!(#name.as_ref())))
        }
        _ => None,
    }
}

/// What allows a method that takes itself and one value to be called like an operator's: the API calls it so.
pub(crate) fn allow_operator(name: &Ident) -> Option<TokenStream> {
    const OPERATORS: &[&str] = &[
        "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
    ];
    let is_operator = OPERATORS.iter().any(|operator| name == operator);
    is_operator.then(|| quote!(#[allow(clippy::should_implement_trait)]))
}

/// Enums are made where they are given, so they are taken as they are; the rest is borrowed.
fn parameter_type(
    parameter: &Parameter,
    ty: &syn::Type,
    name: &Ident,
) -> (TokenStream, TokenStream) {
    match parameter.ty {
        Type::Named(_) => (quote!(#ty), quote!(&#name)),
        _ => borrowed(ty, name),
    }
}

/// Types whose copies cost no more than a reference.
const COPIED: &[&str] = &[
    "DateTime",
    "NaiveDate",
    "Uuid",
    "bool",
    "f32",
    "f64",
    "i16",
    "i32",
    "i64",
    "i8",
    "u16",
    "u32",
    "u64",
    "u8",
];

fn borrowed(ty: &syn::Type, name: &Ident) -> (TokenStream, TokenStream) {
    match (ty, last_segment(ty).as_deref()) {
        (syn::Type::Path(_), Some("String")) => (quote!(&str), quote!(#name)),
        (syn::Type::Path(_), Some("str")) => (quote!(&str), quote!(#name)),
        (syn::Type::Path(_), Some("Vec")) => {
            let items = generic_arguments(ty);
            (quote!(&[#(#items)*]), quote!(#name))
        }
        (syn::Type::Path(_), Some(name_of_type)) if COPIED.contains(&name_of_type) => {
            (quote!(#ty), quote!(&#name))
        }
        _ => (quote!(&#ty), quote!(#name)),
    }
}

/// A switch that the wire knows as two numbers.
fn flagged(parameter: &Parameter, name: &Ident) -> Option<TokenStream> {
    match parameter.flag? {
        (0, 1) => Some(quote!(&u8::from(#name))),
        (no, yes) => {
            let (no, yes) = (Literal::i64_unsuffixed(no), Literal::i64_unsuffixed(yes));
            Some(quote!(&if #name { #yes } else { #no }))
        }
    }
}

/// What is called on the request for a parameter.
pub(crate) fn set_parameter(parameter: &Parameter, given: &TokenStream) -> TokenStream {
    let wire_name = &parameter.wire_name;
    if parameter.json && parameter.place == Place::Cookie {
        return quote!(cookie_json(#wire_name, #given));
    }
    if parameter.json {
        let given = quote!(&serde_json::json!(#given).to_string());
        let place = place(parameter.place);
        return quote!(#place(#wire_name, #given));
    }
    if let Some(inside) = parameter.items_style {
        let lists = lists(parameter.style, inside);
        return match parameter.place {
            Place::Header => quote!(header_with(Style::#lists, #wire_name, #given)),
            Place::Path => quote!(path_with(PathStyle::#lists, #wire_name, #given)),
            _ => quote!(query_with(Style::#lists, #wire_name, #given)),
        };
    }
    let plural = is_plural(&parameter.ty);
    let secret = parameter.ty == Type::Secret;
    match (parameter.place, parameter.style) {
        (Place::Query, style) if parameter.reserved => {
            let style = query_style(style);
            quote!(query_reserved(#style, #wire_name, #given))
        }
        (Place::Query, ArrayStyle::Comma) if !plural => quote!(query(#wire_name, #given)),
        (Place::Query, ArrayStyle::Repeat) => quote!(query(#wire_name, #given)),
        (Place::Query, style) => {
            let style = query_style(style);
            quote!(query_with(#style, #wire_name, #given))
        }
        (Place::Path, style) => match path_style(style, plural) {
            Some(style) => quote!(path_with(PathStyle::#style, #wire_name, #given)),
            None => quote!(path(#wire_name, #given)),
        },
        (Place::QueryString, _) => quote!(query_string(#wire_name, #given)),
        (Place::Header, _) if secret => quote!(sensitive_header(#wire_name, #given)),
        (Place::Header, ArrayStyle::Exploded) if plural => {
            quote!(header_exploded(#wire_name, #given))
        }
        (Place::Header, ArrayStyle::Space | ArrayStyle::Pipe | ArrayStyle::Tab) if plural => {
            let style = query_style(parameter.style);
            quote!(header_with(#style, #wire_name, #given))
        }
        (Place::Header, _) => quote!(header(#wire_name, #given)),
        (Place::Cookie, ArrayStyle::Comma) if plural => {
            quote!(cookie_joined(#wire_name, #given))
        }
        (Place::Cookie, _) => quote!(cookie(#wire_name, #given)),
    }
}

/// The style of a list of lists, in the runtime's `Style` and `PathStyle`.
fn lists(style: ArrayStyle, inside: ArrayStyle) -> TokenStream {
    let (style, inside) = (query_style(style), query_style(inside));
    quote!(Lists(&#style, &#inside))
}

/// The runtime's `Style`.
fn query_style(style: ArrayStyle) -> TokenStream {
    let name = format_ident!(
        "{}",
        match style {
            ArrayStyle::Comma => "Comma",
            ArrayStyle::Space => "Space",
            ArrayStyle::Pipe => "Pipe",
            ArrayStyle::Tab => "Tab",
            ArrayStyle::DeepObject => "DeepObject",
            _ => "Form",
        }
    );
    quote!(Style::#name)
}

/// The variant of the runtime's `PathStyle`, where the style is not the default.
fn path_style(style: ArrayStyle, plural: bool) -> Option<Ident> {
    let name = match style {
        ArrayStyle::Exploded if plural => "Exploded",
        ArrayStyle::Space if plural => "Space",
        ArrayStyle::Pipe if plural => "Pipe",
        ArrayStyle::Tab if plural => "Tab",
        ArrayStyle::Label { explode } if explode && plural => "LabelExploded",
        ArrayStyle::Label { .. } => "Label",
        ArrayStyle::Matrix { explode } if explode && plural => "MatrixExploded",
        ArrayStyle::Matrix { .. } => "Matrix",
        _ => return None,
    };
    Some(format_ident!("{}", name))
}

/// Only lists and objects are written differently in different styles.
pub(crate) fn is_plural(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Array(_) | Type::Map(_) | Type::FreeForm | Type::Named(_) | Type::Any
    )
}

fn place(place: Place) -> Ident {
    format_ident!(
        "{}",
        match place {
            Place::Path => "path",
            Place::Query => "query",
            Place::QueryString => "query_string",
            Place::Header => "header",
            Place::Cookie => "cookie",
        }
    )
}

/// What is called on the request for a body.
pub(crate) fn set_body(body: &Body, given: &TokenStream) -> TokenStream {
    match &body.kind {
        BodyKind::Json(name) if name == "application/json" => quote!(json(#given)),
        BodyKind::Json(name) => quote!(json_as(#name, #given)),
        BodyKind::Form { styles } if styles.is_empty() => quote!(form(#given)),
        BodyKind::Form { styles } => {
            let styles = field_styles(styles);
            quote!(form_with(#styles, #given))
        }
        BodyKind::Multipart(parts) => {
            let parts = multipart(parts, &body.ty, given);
            quote!(multipart(#parts))
        }
        BodyKind::Values(name) if name.contains("json-seq") => {
            quote!(json_sequence(#name, #given))
        }
        BodyKind::Values(name) => quote!(json_lines(#name, #given)),
        BodyKind::Text(name) => quote!(text(#name, #given)),
        BodyKind::Bytes(name) => quote!(bytes(#name, #given)),
    }
}

/// The fields that are written in a style of their own.
fn field_styles(styles: &[(FieldStyle, Vec<String>)]) -> TokenStream {
    let styles = styles.iter().map(|(style, names)| {
        let style = match style {
            FieldStyle::Query(style) => query_style(*style),
            FieldStyle::Lists(style, inside) => {
                let lists = lists(*style, *inside);
                quote!(Style::#lists)
            }
            FieldStyle::Json => quote!(Style::Json),
        };
        quote!((#style, &[#(#names),*]))
    });
    quote!(&[#(#styles),*])
}

/// The parts of a body.
fn multipart(parts: &Parts, ty: &Type, given: &TokenStream) -> TokenStream {
    let new = form(parts);
    match &parts.source {
        PartSource::Fields => quote!(#new.fields(#given)),
        PartSource::Typed => quote!(#given.to_multipart(#new)),
        PartSource::Part(name) => quote!(#given.to_part(#name, #new)),
        PartSource::NamedFiles => quote!(#new.named_files(#given)),
        PartSource::File(name) if *ty == Type::Binary => quote!(#new.files(#name, [#given])),
        PartSource::File(name) => quote!(#new.files(#name, #given)),
        PartSource::Value(name) if matches!(ty, Type::Array(_)) => {
            quote!(#new.items(#name, #given))
        }
        PartSource::Value(name) => quote!(#new.text(#name, #given)),
    }
}

/// A form without a part.
pub(crate) fn form(parts: &Parts) -> TokenStream {
    let media_type = parts
        .media_type
        .as_ref()
        .map(|name| quote!(.media_type(#name)));
    let part_types = parts
        .part_types
        .iter()
        .map(|(name, media_type)| quote!((#name, #media_type)));
    let part_types =
        (!parts.part_types.is_empty()).then(|| quote!(.part_types(&[#(#part_types),*])));
    let styles = (!parts.styles.is_empty()).then(|| {
        let styles = field_styles(&parts.styles);
        quote!(.styles(#styles))
    });
    let positions = (!parts.positions.is_empty()).then(|| {
        let positions = &parts.positions;
        quote!(.positions(&[#(#positions),*]))
    });
    quote!(Multipart::new() #media_type #part_types #styles #positions)
}
