//! `src/mock.rs`: a server for tests, with a method for each operation.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};

use super::argument::{Argument, set_body, set_parameter};
use super::base::Base;
use super::calls::error;
use super::types::setters::last_segment;
use super::{credentials, operations};
use crate::model::{Api, Body, BodyKind, EventData, Layout, Names, Operation, SchemeKind, Success};

/// What the server can do beside the operations; it has the runtime's methods as well, which an operation may hide.
const METHODS: &[&str] = &["start", "start_blocking", "client", "builder"];

/// What every expectation can say; a parameter of that name would be hidden.
const WHEN_METHODS: &[&str] = &["body", "body_matches", "call_matches"];

/// The names of the server's methods, one for each operation.
pub(crate) fn names(api: &Api) -> Vec<String> {
    let mut names = Names::beside(METHODS);
    let names = api
        .operations
        .iter()
        .map(|operation| names.take(operation.name.clone()));
    names.collect()
}

/// The server.
pub(crate) fn server(layout: Layout) -> TokenStream {
    // Its methods stand in other modules then.
    let visibility = layout.has_folders().then(|| quote!(pub(crate)));
    quote! {
        /// A server in process that answers as a test says. What it can do beside the operations is said
        /// [there](users_client_runtime::mock::Server).
        #[derive(Debug)]
        pub struct Server(#visibility users_client_runtime::mock::Server);
    }
}

/// What makes the server the runtime's.
pub(crate) fn deref() -> TokenStream {
    quote! {
        impl Deref for Server {
            type Target = users_client_runtime::mock::Server;
            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }
    }
}

/// What the server can do beside the operations. `operations` is an expression for the list of them, and `before` what it
/// refers to.
pub(crate) fn methods(api: &Api, before: &TokenStream, operations: &TokenStream) -> TokenStream {
    let exchanges = api
        .security_schemes
        .iter()
        .filter(|scheme| scheme.token_source.is_some())
        .map(credentials::constant);
    let with = api.security_schemes.iter().map(|scheme| {
        let with = format_ident!("with_{}", scheme.name.trim_end_matches('_'));
        match scheme.kind {
            SchemeKind::Basic => quote!(.#with("mock", "mock")),
            _ => quote!(.#with("mock")),
        }
    });
    quote! {
            /// Starts a server on a port of its own. It ends when it is dropped.
            pub async fn start() -> Self {
                Self::start_blocking()
            }
            /// Starts a server in a program without an async runtime.
            pub fn start_blocking() -> Self {
                #before
                static LOGINS: &[&users_client_runtime::TokenExchange] =
                    &[#(&credentials::#exchanges),*];
                Self(users_client_runtime::mock::Server::start(#operations, LOGINS))
            }
            /// A client of this server. It has credentials that every operation accepts, and sends everything once.
            #[track_caller]
            pub fn client(&self) -> Client {
                self.0.client(Credentials::default()#(#with)*)
            }
            /// Builds a client of this server. It has no credentials yet, and sends everything once.
            pub fn builder(&self) -> ClientBuilder {
                self.0.builder()
            }
    }
}

/// Whether an operation has a type with the setters of its arguments; JSON bodies need none of their own.
pub(crate) fn has_arguments(operation: &Operation) -> bool {
    let other_body = operation.body.as_ref().is_some_and(|body| !is_json(body));
    !operation.parameters.is_empty() || other_body
}

fn arguments(operation: &Operation) -> Option<Ident> {
    has_arguments(operation).then(|| format_ident!("{}Arguments", operation.call))
}

fn is_json(body: &Body) -> bool {
    matches!(body.kind, BodyKind::Json(_))
}

/// The method that answers calls of an operation, as a row with the setters of its arguments.
///
/// # Errors
///
/// A message, if a type is not known: a bug.
pub(crate) fn row(operation: &Operation, name: &str, base: &Base) -> Result<TokenStream, String> {
    let method = format_ident!("{}", operation.name);
    let name = format_ident!("{}", name);
    let constant = operations::constant(operation);
    let (_, error) = error(operation, base)?;
    let success = match &operation.success {
        Success::Empty => quote!(Empty),
        Success::Text => quote!(Text),
        Success::Bytes => quote!(Raw),
        Success::Events(_, EventData::Described) => {
            let ty = base.success(&operation.name)?;
            quote!(DescribedEvents<#ty>)
        }
        Success::Events(..) => {
            let ty = base.success(&operation.name)?;
            quote!(Events<#ty>)
        }
        Success::Values(_) => {
            let ty = base.success(&operation.name)?;
            quote!(Values<#ty>)
        }
        Success::Json(_) => {
            let ty = base.success(&operation.name)?;
            quote!(Json<#ty>)
        }
        Success::ByStatus(_) => {
            let ty = base.success(&operation.name)?;
            quote!(ByStatus<#ty>)
        }
        Success::OptionalJson(_) => {
            let ty = base.success(&operation.name)?;
            quote!(OptionalJson<#ty>)
        }
    };
    let body = match &operation.body {
        Some(body) if is_json(body) => {
            let ty = base.argument(&operation.name, "body")?;
            Some(match last_segment(&ty).as_deref() {
                // Borrowed as it is by the client's method.
                Some("str") => quote!(Json<String>),
                _ => quote!(Json<#ty>),
            })
        }
        _ => None,
    };
    let body = body.map(|body| quote!(, #body));
    let arguments = match arguments(operation) {
        Some(arguments) => {
            let setters = setters(operation, base)?;
            Some(quote!(, #arguments { #(#setters),* }))
        }
        None => None,
    };
    Ok(quote! {
        #method => #name(operations::#constant #body) -> #success, #error #arguments
    })
}

/// The setters of the arguments.
fn setters(operation: &Operation, base: &Base) -> Result<Vec<TokenStream>, String> {
    let mut names = Names::beside(WHEN_METHODS);
    let mut setters = Vec::new();
    for parameter in &operation.parameters {
        let Argument {
            name,
            declared,
            given,
        } = match parameter.required {
            true => Argument::required(operation, parameter, base)?,
            false => Argument::setter(operation, parameter, base)?,
        };
        let set = set_parameter(parameter, &given);
        // What the setter is called, its argument is called as well.
        let taken = format_ident!("{}", names.take(parameter.name.clone()));
        let set = renamed(set, &name, &taken);
        setters.push(quote!(#taken: #declared => #set));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| !is_json(body)) {
        let Argument {
            name,
            declared,
            given,
        } = Argument::body(operation, body, base)?;
        let set = set_body(body, &given);
        setters.push(quote!(#name: #declared => #set));
    }
    Ok(setters)
}

/// Tokens with another name in the place of one.
fn renamed(tokens: TokenStream, old: &Ident, new: &Ident) -> TokenStream {
    if old == new {
        return tokens;
    }
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(name) if name == *old => TokenTree::Ident(new.clone()),
        TokenTree::Group(group) => {
            let inner = renamed(group.stream(), old, new);
            TokenTree::Group(Group::new(group.delimiter(), inner))
        }
        other => other,
    });
    tokens.collect()
}
