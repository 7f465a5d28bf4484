//! How a value is made: `new` with what is required, and a setter for each optional field.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::argument::{allow_many, allow_operator};
use super::super::base::generic_arguments;
use super::super::deprecated::attribute;
use super::structs::{Holds, StructField};
use crate::model::ObjectDef;

/// `impl` with `new` and the setters. `others` are the fields that are no properties.
pub(super) fn setters(
    name: &Ident,
    object: &ObjectDef,
    fields: &[StructField<'_>],
    others: &[&Ident],
    default: bool,
) -> TokenStream {
    let new = constructor(object, fields, others, default);
    let default = (!default).then(|| default_of_constants(name, fields));
    let setters = fields
        .iter()
        .filter(|field| !is_required(field) && !field.field.read_only)
        .map(setter);
    quote! {
        impl #name {
            #new
            #(#setters)*
        }
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
    let new = constructor(object, fields, others, false);
    let default = default_of_constants(name, fields);
    let default = (!default.is_empty()).then(|| quote!(#[cfg(feature = "mock")] #default));
    quote! {
        #[cfg(feature = "mock")]
        impl #name {
            #new
        }
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

fn constructor(
    object: &ObjectDef,
    fields: &[StructField<'_>],
    others: &[&Ident],
    default: bool,
) -> TokenStream {
    let new = if default {
        quote! { Self::default() }
    } else {
        all_fields(fields, others)
    };
    let mut required: Vec<_> = fields.iter().filter(|field| is_argument(field)).collect();
    required.sort_by_key(|field| object.place_of(field.field));
    let required = required.into_iter().map(|field| {
        let name = format_ident!("{}", field.field.name);
        let Conversion {
            argument, plain, ..
        } = conversion(&field.value, &name);
        match field.holds {
            Holds::Null => quote!(#name: impl Into<Option<#plain>>),
            _ => quote!(#name: #argument),
        }
    });
    let required: Vec<TokenStream> = required.collect();
    let many = allow_many(required.len());
    let summary = if default {
        " A value with nothing set."
    } else {
        " A value with what is required."
    };
    quote! {
        #[doc = #summary]
        #many
        pub fn new(#(#required),*) -> Self {
            #new
        }
    }
}

fn is_required(field: &StructField<'_>) -> bool {
    field.holds.is_required()
}

fn all_fields(fields: &[StructField<'_>], others: &[&Ident]) -> TokenStream {
    let values = fields.iter().map(|field| {
        let name = format_ident!("{}", field.field.name);
        if let (true, Some(constant)) = (is_required(field), &field.constant) {
            return quote!(#name: #constant);
        }
        match field.holds {
            Holds::Value => {
                let value = conversion(&field.value, &name).value;
                if name == value.to_string() {
                    quote!(#name)
                } else {
                    quote!(#name: #value)
                }
            }
            Holds::Null if is_boxed(&field.value) => quote!(#name: #name.into().map(Box::new)),
            Holds::Null => quote!(#name: #name.into()),
            Holds::Option | Holds::OptionOrNull => quote!(#name: None),
        }
    });
    quote! { Self { #(#values,)* #(#others: Default::default(),)* } }
}

fn setter(field: &StructField<'_>) -> TokenStream {
    let name = format_ident!("{}", field.field.name);
    let doc = format!(" Sets [`{name}`](Self::{name}).");
    let Conversion {
        argument, value, ..
    } = conversion(&field.value, &name);
    let deprecated = attribute(field.field.deprecated);
    let operator = allow_operator(&name);
    let three_states = field.holds == Holds::OptionOrNull;
    let value = if three_states {
        quote!(Some(Some(#value)))
    } else {
        quote!(Some(#value))
    };
    let null = three_states.then(|| {
        let null = format_ident!("{}_null", field.field.name.trim_end_matches('_'));
        let doc = format!(" Sets [`{name}`](Self::{name}) to `null`.");
        quote! {
            #[doc = #doc]
            #deprecated
            #[must_use]
            pub fn #null(mut self) -> Self {
                self.#name = Some(None);
                self
            }
        }
    });
    quote! {
        #[doc = #doc]
        #deprecated
        #operator
        #[must_use]
        pub fn #name(mut self, #name: #argument) -> Self {
            self.#name = #value;
            self
        }
        #null
    }
}

/// How an argument becomes a field.
pub(crate) struct Conversion {
    /// The type of the argument.
    pub(crate) argument: TokenStream,
    /// The same without `impl`.
    pub(crate) plain: TokenStream,
    /// The field's value.
    pub(crate) value: TokenStream,
}

/// Takes what callers have at hand: `&str` for text, arrays and iterators for lists, plain values for boxes.
pub(crate) fn conversion(ty: &syn::Type, name: &Ident) -> Conversion {
    let last = last_segment(ty);
    let inner = generic_arguments(ty).into_iter().next();
    match (last.as_deref(), inner) {
        (Some("String" | "Secret"), _) => Conversion {
            argument: quote!(impl Into<#ty>),
            plain: quote!(#ty),
            value: quote!(#name.into()),
        },
        (Some("Box"), Some(inner)) => Conversion {
            argument: quote!(#inner),
            plain: quote!(#inner),
            value: quote!(Box::new(#name)),
        },
        (Some("Vec"), Some(item)) => match last_segment(&item).as_deref() {
            Some("String" | "Secret") => Conversion {
                argument: quote!(impl IntoIterator<Item = impl Into<#item>>),
                plain: quote!(#ty),
                value: quote!(#name.into_iter().map(Into::into).collect()),
            },
            _ => Conversion {
                argument: quote!(impl IntoIterator<Item = #item>),
                plain: quote!(#ty),
                value: quote!(#name.into_iter().collect()),
            },
        },
        _ => Conversion {
            argument: quote!(#ty),
            plain: quote!(#ty),
            value: quote!(#name),
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
