//! Lists that come in pages: streams on the call, and how the items are found in a page.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::base::{Base, generic_arguments};
use super::operations::constant;
use crate::model::{Api, Field, Operation, Pagination, PaginationStyle, Success, Type, TypeKind};

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

/// `impl Page` for each type that is a page; lists are pages as they are.
///
/// # Errors
///
/// A message, if the base client lacks a type: a bug.
pub(crate) fn implementations(api: &Api, base: &Base) -> Result<TokenStream, String> {
    let mut done = Vec::new();
    let mut items = Vec::new();
    for operation in &api.operations {
        let (Some(pagination), Success::Json(Type::Named(name))) =
            (&operation.pagination, &operation.success)
        else {
            continue;
        };
        if !done.contains(name) {
            items.extend(implementation(api, base, name, pagination)?);
            done.push(name.clone());
        }
    }
    Ok(quote! { #(#items)* })
}

/// Whether the items of an operation's pages can be found.
pub(crate) fn is_paged(api: &Api, operation: &Operation) -> bool {
    match (&operation.pagination, &operation.success) {
        (Some(pagination), Success::Json(Type::Array(_))) => pagination.items.is_empty(),
        (Some(pagination), Success::Json(Type::Named(name))) => {
            field(api, name, &pagination.items).is_some()
        }
        _ => false,
    }
}

fn implementation(
    api: &Api,
    base: &Base,
    name: &str,
    pagination: &Pagination,
) -> Result<Option<TokenStream>, String> {
    let Some(items) = field(api, name, &pagination.items) else {
        return Ok(None);
    };
    let list = base.field(name, &items.name)?;
    let Some(item) = generic_arguments(&list).into_iter().next() else {
        return Ok(None);
    };
    let item = in_types(item);
    let page = format_ident!("{}", name);
    let field_name = format_ident!("{}", items.name);
    let (borrowed, owned) = if is_plain(items) {
        (quote!(&self.#field_name), quote!(self.#field_name))
    } else {
        (
            quote!(self.#field_name.as_deref().unwrap_or_default()),
            quote!(self.#field_name.unwrap_or_default()),
        )
    };
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

/// The list of items, a property of the page.
fn field<'a>(api: &'a Api, owner: &str, pointer: &str) -> Option<&'a Field> {
    let field = property(api, owner, pointer.strip_prefix('/')?)?;
    matches!(field.ty, Type::Array(_)).then_some(field)
}

/// An expression for the number that a pointer leads to.
fn number(api: &Api, owner: &str, pointer: &str) -> Option<TokenStream> {
    let mut owner = owner.to_owned();
    let mut value = quote!(self);
    let mut optional = false;
    let parts: Vec<&str> = pointer.strip_prefix('/')?.split('/').collect();
    for (index, part) in parts.iter().enumerate() {
        let field = property(api, &owner, part)?;
        let name = format_ident!("{}", field.name);
        let last = index + 1 == parts.len();
        let by_reference = (!last).then(|| quote!(&));
        let option = if last {
            quote!(value.#name)
        } else {
            quote!(value.#name.as_ref())
        };
        value = match (optional, is_plain(field)) {
            (false, true) => quote!(#value.#name),
            (false, false) if last => quote!(#value.#name),
            (false, false) => quote!(#value.#name.as_ref()),
            (true, true) => quote!(#value.map(|value| #by_reference value.#name)),
            (true, false) => quote!(#value.and_then(|value| #option)),
        };
        optional |= !is_plain(field);
        match (&field.ty, last) {
            (Type::Named(next), false) => owner.clone_from(next),
            (Type::Integer(_), true) => {}
            _ => return None,
        }
    }
    Some(if optional {
        quote!(#value.and_then(|count| u64::try_from(count).ok()))
    } else {
        quote!(u64::try_from(#value).ok())
    })
}

fn property<'a>(api: &'a Api, owner: &str, wire_name: &str) -> Option<&'a Field> {
    let wire_name = wire_name.replace("~1", "/").replace("~0", "~");
    let definition = api
        .types
        .iter()
        .find(|definition| definition.name == owner)?;
    match &definition.kind {
        TypeKind::Object(object) => object
            .fields
            .iter()
            .find(|field| field.wire_name == wire_name),
        _ => None,
    }
}

/// Pages are answers, where `required` alone decides about `Option`.
fn is_plain(field: &Field) -> bool {
    field.required && !field.nullable && !field.write_only
}

/// The type as it is called outside of the module of types.
fn in_types(mut ty: syn::Type) -> syn::Type {
    if let syn::Type::Path(path) = &mut ty
        && path.path.segments.len() == 1
        && let Some(first) = path.path.segments.first()
        && !matches!(
            first.ident.to_string().as_str(),
            "String"
                | "Secret"
                | "Vec"
                | "Box"
                | "Option"
                | "BTreeMap"
                | "i64"
                | "i32"
                | "u64"
                | "u32"
                | "f64"
                | "f32"
                | "bool"
        )
    {
        path.path.segments.insert(0, syn::parse_quote!(types));
    }
    ty
}
