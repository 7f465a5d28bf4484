//! How a value is made: `new` with what is required, and a setter for each optional field.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::base::generic_arguments;
use super::super::deprecated::attribute;
use super::structs::{Holds, StructField};
use crate::model::ObjectDef;

/// The table of `new` and the setters. `others` are the fields that are no properties.
pub(super) fn setters(
    name: &Ident,
    object: &ObjectDef,
    fields: &[StructField<'_>],
    others: &[&Ident],
    default: bool,
) -> TokenStream {
    let (set, unset): (Vec<_>, Vec<_>) = fields
        .iter()
        .filter(|field| !is_required(field))
        .partition(|field| !field.field.read_only);
    let (nullable, plain): (Vec<_>, Vec<_>) = set
        .into_iter()
        .partition(|field| field.holds == Holds::OptionOrNull);
    let plain = plain.into_iter().map(setter);
    let nullable = nullable.into_iter().map(nullable_setter);
    let nullable = (nullable.len() > 0).then(|| quote!(nullable { #(#nullable),* }));
    if default {
        return quote! {
            users_client_runtime::object!(#name: Default { #(#plain),* } #nullable);
        };
    }
    let required = required(object, fields);
    let rest = rest(fields, unset, others);
    let default = default_of_constants(name, fields);
    quote! {
        users_client_runtime::object!(
            #name(#(#required),*) { #(#plain),* } #nullable #rest
        );
        #default
    }
}

/// `new` for what only a server makes, and a test that stands in for it. Where nothing is required there is `default`, and
/// the fields that are not required are set as they are.
pub(super) fn of_tests(
    name: &Ident,
    object: &ObjectDef,
    fields: &[StructField<'_>],
    others: &[&Ident],
) -> TokenStream {
    let required = required(object, fields);
    let unset = fields.iter().filter(|field| !is_required(field)).collect();
    let rest = rest(fields, unset, others);
    let default = default_of_constants(name, fields);
    let default = (!default.is_empty()).then(|| quote!(#[cfg(feature = "mock")] #default));
    quote! {
        users_client_runtime::answer_object!(#name(#(#required),*) {} #rest);
        #default
    }
}

/// What is complete without an argument has a default, though none that could be derived.
fn default_of_constants(name: &Ident, fields: &[StructField<'_>]) -> TokenStream {
    if fields.iter().any(is_argument) {
        return TokenStream::new();
    }
    quote! {
        impl Default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

/// Whether `new` takes the field.
fn is_argument(field: &StructField<'_>) -> bool {
    is_required(field) && field.constant.is_none()
}

/// The arguments of `new`.
fn required(object: &ObjectDef, fields: &[StructField<'_>]) -> Vec<TokenStream> {
    let mut required: Vec<_> = fields.iter().filter(|field| is_argument(field)).collect();
    required.sort_by_key(|field| object.place_of(field.field));
    let required = required.into_iter().map(|field| {
        let name = format_ident!("{}", field.field.name);
        let Conversion {
            argument,
            plain,
            given,
        } = conversion(&field.value);
        match (field.holds, is_boxed(&field.value)) {
            (Holds::Null, true) => quote!(#name: impl Into<Option<#plain>> => boxed_or_null),
            (Holds::Null, false) => quote!(#name: impl Into<Option<#plain>> => into),
            _ => row(&name, &argument, given),
        }
    });
    required.collect()
}

/// The fields that nobody gives: those with one value, and those that are not set.
fn rest(
    fields: &[StructField<'_>],
    unset: Vec<&StructField<'_>>,
    others: &[&Ident],
) -> TokenStream {
    let constant = fields.iter().filter(|field| is_required(field));
    let constant = constant.filter_map(|field| {
        let value = field.constant.as_ref()?;
        let name = format_ident!("{}", field.field.name);
        Some(quote!(#name: #value))
    });
    let constant: Vec<TokenStream> = constant.collect();
    let constant = (!constant.is_empty()).then(|| quote!(constant { #(#constant),* }));
    let unset = unset
        .into_iter()
        .map(|field| format_ident!("{}", field.field.name))
        .chain(others.iter().map(|name| (*name).clone()));
    let unset: Vec<Ident> = unset.collect();
    let unset = (!unset.is_empty()).then(|| quote!(unset { #(#unset),* }));
    quote!(#constant #unset)
}

fn is_required(field: &StructField<'_>) -> bool {
    field.holds.is_required()
}

fn setter(field: &StructField<'_>) -> TokenStream {
    let name = format_ident!("{}", field.field.name);
    let Conversion {
        argument, given, ..
    } = conversion(&field.value);
    let deprecated = attribute(field.field.deprecated);
    let row = row(&name, &argument, given);
    quote!(#deprecated #row)
}

/// The row of a field that `null` is something else for than nothing.
fn nullable_setter(field: &StructField<'_>) -> TokenStream {
    let name = format_ident!("{}", field.field.name);
    let null = format_ident!("{}_null", field.field.name.trim_end_matches('_'));
    let Conversion {
        argument, given, ..
    } = conversion(&field.value);
    let deprecated = attribute(field.field.deprecated);
    let row = row(&null, &argument, given);
    quote!(#deprecated #name / #row)
}

fn row(name: &Ident, argument: &TokenStream, given: Option<&str>) -> TokenStream {
    let given = given.map(|given| {
        let given = format_ident!("{}", given);
        quote!(=> #given)
    });
    quote!(#name: #argument #given)
}

/// How an argument becomes a field.
pub(crate) struct Conversion {
    /// The type of the argument.
    pub(crate) argument: TokenStream,
    /// The same without `impl`.
    pub(crate) plain: TokenStream,
    /// The function of the runtime's `given` that makes the field's value of it, if it is another one.
    pub(crate) given: Option<&'static str>,
}

/// Takes what callers have at hand: `&str` for text, arrays and iterators for lists, plain values for boxes.
pub(crate) fn conversion(ty: &syn::Type) -> Conversion {
    let last = last_segment(ty);
    let inner = generic_arguments(ty).into_iter().next();
    match (last.as_deref(), inner) {
        (Some("String" | "Secret"), _) => Conversion {
            argument: quote!(impl Into<#ty>),
            plain: quote!(#ty),
            given: Some("into"),
        },
        (Some("Box"), Some(inner)) => Conversion {
            argument: quote!(#inner),
            plain: quote!(#inner),
            given: Some("boxed"),
        },
        (Some("Vec"), Some(item)) => match last_segment(&item).as_deref() {
            Some("String" | "Secret") => Conversion {
                argument: quote!(impl IntoIterator<Item = impl Into<#item>>),
                plain: quote!(#ty),
                given: Some("each_into"),
            },
            _ => Conversion {
                argument: quote!(impl IntoIterator<Item = #item>),
                plain: quote!(#ty),
                given: Some("collect"),
            },
        },
        _ => Conversion {
            argument: quote!(#ty),
            plain: quote!(#ty),
            given: None,
        },
    }
}

fn is_boxed(ty: &syn::Type) -> bool {
    last_segment(ty).as_deref() == Some("Box")
}

/// The name of a type without its path.
pub(crate) fn last_segment(ty: &syn::Type) -> Option<String> {
    let syn::Type::Path(path) = ty else {
        return None;
    };
    path.path
        .segments
        .last()
        .map(|segment| segment.ident.to_string())
}
