//! Imports: those that a module's items need, and no others.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};

/// The module that a name comes from; `here` is the module that imports it.
fn origin(name: &str, here: &str) -> Option<&'static str> {
    Some(match name {
        "BTreeMap" => "std::collections",
        "Display" | "Formatter" => "std::fmt",
        "Deserialize" | "Serialize" => "serde",
        "DateTime" | "NaiveDate" | "Utc" => "users_client_runtime::chrono",
        "Uuid" => "users_client_runtime::uuid",
        "serde_json" | "Secret" | "SecretJson" | "UnknownFields" => "users_client_runtime",
        "Bytes" | "ItemStream" | "Multipart" | "Page" | "PageStream" | "PathStyle" | "Request"
        | "ResponseFuture" | "Style"
            if here != "types" =>
        {
            "users_client_runtime"
        }
        "Pagination" | "Core" | "Credential" | "CredentialSet" | "Expiry" | "Operation"
        | "SendAs" | "Status" | "TokenExchange"
            if !matches!(here, "types" | "calls") =>
        {
            "users_client_runtime"
        }
        "Error" if here == "calls" => "crate",
        "types" if here != "types" => "crate",
        "calls" if here == "client" => "crate",
        "operations" if here != "operations" => "crate",
        "Credentials" if here == "client" => "crate::credentials",
        "Client" | "ClientBuilder" | "Credentials" | "credentials" if here == "mock" => "crate",
        "Deref" => "std::ops",
        "Empty" | "Expectation" | "Json" | "Mock" | "OptionalJson" | "Raw" | "Text" | "Then"
        | "When"
            if here == "mock" =>
        {
            "users_client_runtime::mock"
        }
        _ => return None,
    })
}

/// The `use` lines for what stands in the items, those of the standard library first, our own last.
pub(crate) fn imports(here: &str, items: &TokenStream) -> TokenStream {
    let mut names = HashSet::new();
    collect(items.clone(), &mut names);
    let mut modules: BTreeMap<(u8, &str), BTreeSet<&str>> = BTreeMap::new();
    for name in &names {
        if let Some(module) = origin(name, here) {
            let rank = match module {
                module if module.starts_with("std") => 0,
                module if module.starts_with("crate") => 2,
                _ => 1,
            };
            modules.entry((rank, module)).or_default().insert(name);
        }
    }
    let lines = modules.into_iter().map(|((_, module), names)| {
        let path = module.split("::").map(|part| format_ident!("{}", part));
        let names: Vec<_> = names
            .into_iter()
            .map(|name| format_ident!("{}", name))
            .collect();
        match names.as_slice() {
            [name] => quote!(use #(#path)::*::#name;),
            _ => quote!(use #(#path)::*::{#(#names),*};),
        }
    });
    quote! { #(#lines)* }
}

/// Names that begin a path: `Vec` in `Vec<T>`, but not `Ok` in `Self::Ok`, nor a field's or a variant's name after a dot.
fn collect(tokens: TokenStream, names: &mut HashSet<String>) {
    let mut before = [' ', ' '];
    for token in tokens {
        match token {
            TokenTree::Ident(ident) if before != [':', ':'] && before[1] != '.' => {
                names.insert(ident.to_string());
                before = [before[1], 'a'];
            }
            TokenTree::Group(group) => {
                collect(group.stream(), names);
                before = [before[1], 'g'];
            }
            TokenTree::Punct(punct) => before = [before[1], punct.as_char()],
            _ => before = [before[1], 'l'],
        }
    }
}
