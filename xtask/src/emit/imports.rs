//! Imports: those that a module's items need, and no others.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Macro, Meta, Path};

/// The module that a name comes from; `here` is the module that imports it.
fn origin(name: &str, here: &str) -> Option<&'static str> {
    // What names modules imports none.
    if here == "group" {
        return None;
    }
    Some(match name {
        "BTreeMap" => "std::collections",
        "Display" | "Formatter" => "std::fmt",
        "Deserialize" | "Serialize" => "serde",
        "DateTime" | "NaiveDate" | "Utc" => "users_client_runtime::chrono",
        "Uuid" => "users_client_runtime::uuid",
        "Described" | "JsonObject" | "MaybeNull" | "serde_json" | "Secret" | "SecretJson"
        | "UnknownFields" => "users_client_runtime",
        "Bytes" | "EventStream" | "ItemStream" | "JsonStream" | "Multipart" | "Page"
        | "PageStream" | "PathStyle" | "PathText" | "Request" | "ResponseFuture" | "Style"
        | "ValueFuture" | "WrittenAs"
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
        "Headers" if here == "client" => "users_client_runtime",
        "MapHeaders" if matches!(here, "client" | "headers") => "users_client_runtime",
        "Server" if here == "servers" => "users_client_runtime",
        "part" if here == "calls" => "users_client_runtime",
        "servers" if matches!(here, "client" | "operations") => "crate",
        "Error" if here == "calls" => "crate",
        "types" if here != "types" => "crate",
        "calls" if matches!(here, "client" | "headers" | "methods") => "crate",
        "operations" if here != "operations" => "crate",
        "Credentials" if here == "client" => "crate::credentials",
        "Client" | "ClientBuilder" if matches!(here, "mock" | "headers" | "methods") => "crate",
        "Server" if here == "mocks" => "crate::mock",
        "Credentials" | "credentials" if here == "mock" => "crate",
        "Deref" => "std::ops",
        "ByStatus" | "DescribedEvents" | "Empty" | "Events" | "Expectation" | "Json" | "Mock"
        | "OptionalJson" | "Raw" | "Text" | "Then" | "Values" | "When"
            if matches!(here, "mock" | "mocks") =>
        {
            "users_client_runtime::mock"
        }
        _ => return None,
    })
}

/// The names that begin a path in some items: `Vec` in `Vec<T>`, but not a field, a variant or a variable of that name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Used {
    names: BTreeSet<Box<str>>,
}

impl Used {
    /// Whether a name is among them.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Adds the names that other items use.
    pub(crate) fn extend(&mut self, other: &Self) {
        self.names.extend(other.names.iter().cloned());
    }

    /// The `use` lines for these names, those of the standard library first, our own last. `is_type` says whether a name is
    /// that of a type in another file.
    pub(crate) fn imports(&self, here: &str, is_type: impl Fn(&str) -> bool) -> TokenStream {
        let mut modules: BTreeMap<(u8, &str), BTreeSet<&str>> = BTreeMap::new();
        for name in &self.names {
            let of_api = is_type(name).then_some("crate::types");
            if let Some(module) = of_api.or_else(|| origin(name, here)) {
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

    /// Adds a name.
    pub(crate) fn insert(&mut self, name: &str) {
        self.names.insert(name.into());
    }

    fn path(&mut self, first: &Ident, more: bool) {
        let name = first.to_string();
        // Modules are written small, and so are variables: only what something follows is a module.
        if more || name.starts_with(|first: char| first.is_uppercase()) {
            self.names.insert(name.into_boxed_str());
        }
    }

    /// What a macro makes of its tokens is not known: whatever may be a path is taken for one, but what is followed by its own
    /// description is a name of something new.
    pub(crate) fn tokens(&mut self, tokens: TokenStream) {
        let mut before = [' ', ' '];
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            let kind = match token {
                TokenTree::Ident(ident) => {
                    let (more, is_new) = match tokens.peek() {
                        Some(TokenTree::Punct(sign)) => {
                            let joint = sign.spacing() == Spacing::Joint;
                            (
                                sign.as_char() == ':' && joint,
                                matches!(sign.as_char(), ':' | '=') && !joint,
                            )
                        }
                        Some(TokenTree::Group(group)) => {
                            (false, group.delimiter() != Delimiter::Bracket)
                        }
                        _ => (false, false),
                    };
                    if before != [':', ':'] && before[1] != '.' && !is_new {
                        self.path(&ident, more);
                    }
                    'a'
                }
                TokenTree::Group(group) => {
                    self.tokens(group.stream());
                    'g'
                }
                TokenTree::Punct(punct) => punct.as_char(),
                TokenTree::Literal(_) => 'l',
            };
            before = [before[1], kind];
        }
    }
}

impl VisitMut for Used {
    fn visit_path_mut(&mut self, path: &mut Path) {
        if path.leading_colon.is_none()
            && let Some(first) = path.segments.first()
        {
            self.path(&first.ident, path.segments.len() > 1);
        }
        visit_mut::visit_path_mut(self, path);
    }

    fn visit_macro_mut(&mut self, node: &mut Macro) {
        let last = node.path.segments.last().map(|last| last.ident.to_string());
        // These name nothing but an enum and its variants.
        if matches!(last.as_deref(), Some("text_enum" | "number_enum")) {
            return;
        }
        self.tokens(node.tokens.clone());
        visit_mut::visit_macro_mut(self, node);
    }

    fn visit_attribute_mut(&mut self, attribute: &mut Attribute) {
        if let Meta::List(list) = &attribute.meta
            && list.path.is_ident("derive")
        {
            self.tokens(list.tokens.clone());
        }
    }
}
