//! Lists that come in pages: streams on the call, and how the items are found in a page.

use std::collections::HashSet;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::base::{Base, generic_arguments};
use super::operations::constant;
use super::paths::outside_of_types;
use crate::model::{Api, Field, Operation, Pagination, PaginationStyle, Success, Type};

/// The methods of the call of an operation that pages.
pub(crate) fn methods(
    operation: &Operation,
    page: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    let constant = format_ident!("{}_PAGES", constant(operation));
    quote! {
        /// Every item of the list: pages are fetched as they are needed.
        pub fn stream(self) -> ItemStream<#page, #body> {
            self.pages().items()
        }
        /// Whole pages, with what comes along with the items.
        pub fn pages(self) -> PageStream<#page, #body> {
            PageStream::new(self.0, &operations::#constant)
        }
    }
}

/// How an operation's list is split into pages, for the runtime.
pub(crate) fn constant_item(operation: &Operation) -> Option<TokenStream> {
    let pagination = operation.pagination.as_ref()?;
    let constant = format_ident!("{}_PAGES", constant(operation));
    let size = &pagination.size;
    let by = match &pagination.style {
        PaginationStyle::Page { parameter, first } => {
            let first = Literal::u64_unsuffixed(*first);
            quote!(Pagination::by_page(#parameter, #first, #size))
        }
        PaginationStyle::Offset { parameter } => quote!(Pagination::by_offset(#parameter, #size)),
    };
    let number = |number: u64| Literal::u64_unsuffixed(number);
    let default = pagination
        .default_size
        .map(number)
        .map(|size| quote!(.default_size(#size)));
    let most = pagination
        .max_size
        .map(number)
        .map(|size| quote!(.max_size(#size)));
    Some(quote! { pub(crate) static #constant: Pagination = #by #default #most; })
}

/// The types that are pages, each with its `impl Page`; lists are pages as they are.
///
/// # Errors
///
/// A message, if a type is not known: a bug.
pub(crate) fn implementations<'a>(
    api: &'a Api,
    base: &Base,
) -> Result<Vec<(&'a str, TokenStream)>, String> {
    let mut done = HashSet::new();
    let mut items = Vec::new();
    for operation in &api.operations {
        let (Some(pagination), Success::Json(Type::Named(name))) =
            (&operation.pagination, &operation.success)
        else {
            continue;
        };
        if done.insert(name) {
            let page = implementation(api, base, name, pagination)?;
            items.extend(page.map(|page| (name.as_str(), page)));
        }
    }
    Ok(items)
}

fn implementation(
    api: &Api,
    base: &Base,
    name: &str,
    pagination: &Pagination,
) -> Result<Option<TokenStream>, String> {
    let Some(fields) = api.properties_at(name, &pagination.items) else {
        return Ok(None);
    };
    let Some(items) = fields.last() else {
        return Ok(None);
    };
    let owner = match fields.iter().rev().nth(1).map(|field| &field.ty) {
        Some(Type::Named(owner)) => owner,
        _ => name,
    };
    let list = base.field(owner, &items.name)?;
    let Some(mut item) = generic_arguments(&list).into_iter().next() else {
        return Ok(None);
    };
    outside_of_types(api, &mut item);
    let page = format_ident!("{}", name);
    let or_default = |(value, optional): (TokenStream, bool), plain: TokenStream| {
        if optional {
            quote!(#value.unwrap_or_default())
        } else {
            quote!(#plain #value)
        }
    };
    let borrowed = or_default(value_at(&fields, Access::Borrowed), quote!(&));
    let owned = or_default(value_at(&fields, Access::Owned), quote!());
    let count = |method: &str, pointer: &Option<String>| {
        let value = number(api, name, pointer.as_deref()?)?;
        let method = format_ident!("{}", method);
        Some(quote! { fn #method(&self) -> Option<u64> { #value } })
    };
    let total = count("total", &pagination.total);
    let total_pages = count("total_pages", &pagination.total_pages);
    Ok(Some(quote! {
        impl Page for types::#page {
            type Item = #item;
            fn items(&self) -> &[Self::Item] {
                #borrowed
            }
            fn into_items(self) -> Vec<Self::Item> {
                #owned
            }
            #total
            #total_pages
        }
    }))
}

/// An expression for what a pointer leads to, and whether it is an `Option`.
fn value_at(fields: &[&Field], access: Access) -> (TokenStream, bool) {
    let mut value = quote!(self);
    let mut optional = false;
    for (index, field) in fields.iter().enumerate() {
        let name = format_ident!("{}", field.name);
        let last = index + 1 == fields.len();
        let (plain, option) = match (access, last) {
            (Access::Number, true) | (Access::Owned, _) => (quote!(), quote!()),
            (Access::Number, false) => (quote!(&), quote!(.as_ref())),
            (Access::Borrowed, true) => (quote!(&), quote!(.as_deref())),
            (Access::Borrowed, false) => (quote!(&), quote!(.as_ref())),
        };
        // Where nothing is optional, one path does: `&self.data.items`.
        let borrow = (optional && !plain.is_empty()).then_some(&plain);
        let slice = (optional && last && access == Access::Borrowed).then(|| quote!([..]));
        value = match (optional, is_plain(field)) {
            (false, true) => quote!(#value.#name),
            (false, false) => quote!(#value.#name #option),
            (true, true) => quote!(#value.map(|value| #borrow value.#name #slice)),
            (true, false) => quote!(#value.and_then(|value| value.#name #option)),
        };
        optional |= !is_plain(field);
    }
    (value, optional)
}

/// What is wanted of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    /// A copy of a number.
    Number,
    /// A reference to a list.
    Borrowed,
    /// The list itself.
    Owned,
}

/// An expression for the number that a pointer leads to.
fn number(api: &Api, owner: &str, pointer: &str) -> Option<TokenStream> {
    let fields = api.properties_at(owner, pointer)?;
    if !matches!(fields.last()?.ty, Type::Integer(_)) {
        return None;
    }
    let (value, optional) = value_at(&fields, Access::Number);
    Some(if optional {
        quote!(#value.and_then(|count| u64::try_from(count).ok()))
    } else {
        quote!(u64::try_from(#value).ok())
    })
}

/// Pages are answers, where `required` alone decides about `Option`.
fn is_plain(field: &Field) -> bool {
    field.required && !field.nullable && !field.write_only
}
