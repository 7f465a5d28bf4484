//! `src/client.rs`: the client, with a method for each operation.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::accept;
use super::argument::{Argument, allow_many, set_body, set_parameter};
use super::base::Base;
use super::deprecated::attribute;
use super::docs::{Docs, inline, sentence};
use super::operations::constant;
use super::shared_headers;
use crate::lower::code;
use crate::model::{Api, Layout, Operation};

/// The type itself. `unused` is said of what nothing may use.
pub(crate) fn client(api: &Api, layout: Layout, unused: Option<TokenStream>) -> TokenStream {
    let docs = Docs::default()
        .text(format!("A client of {}.", inline(&api.title)))
        .text("Cheap to clone: clones share connections, credentials and tokens.")
        .tokens();
    let headers = (!shared_headers::shared(api).is_empty()).then(|| {
        quote! {
            impl MapHeaders for Client {
                fn map_headers(self, change: impl FnOnce(Headers) -> Headers) -> Self {
                    Self { core: self.core.map_headers(change) }
                }
            }
        }
    });
    // Its methods stand in other modules then.
    let visibility = layout.has_folders().then(|| quote!(pub(crate)));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            #unused
            #visibility core: Core,
        }
        /// Builds a [`Client`].
        pub type ClientBuilder = users_client_runtime::ClientBuilder<Client, Credentials>;
        impl From<Core> for Client {
            fn from(core: Core) -> Self {
                Self { core }
            }
        }
        #headers
    }
}

/// The method that begins a client.
pub(crate) fn builder(api: &Api) -> TokenStream {
    let docs = builder_docs(api).tokens();
    let described = (!api.own_servers.is_empty()).then(|| quote!(.described_servers(servers::ALL)));
    quote! {
        #docs
        pub fn builder(base_url: impl Into<String>) -> ClientBuilder {
            ClientBuilder::new(base_url) #described
        }
    }
}

fn builder_docs(api: &Api) -> Docs {
    let docs = Docs::default().text("Starts a client of the server at `base_url`.");
    let servers: Vec<String> = api
        .servers
        .iter()
        .map(|server| {
            let description = server
                .description
                .as_deref()
                .map(|text| format!(": {}", sentence(text)))
                .unwrap_or_default();
            let variables = server.variables.iter().map(|variable| {
                let values = if variable.values.is_empty() {
                    String::new()
                } else {
                    format!(" (one of {})", variable.values.join(", "))
                };
                let description = variable
                    .description
                    .as_deref()
                    .map(|text| format!(": {}", inline(text)))
                    .unwrap_or_default();
                format!(
                    " `{{{}}}`{description}{values}, `{}` by default.",
                    variable.name, variable.default
                )
            });
            format!(
                "{}{description}{}",
                code(&server.template),
                variables.collect::<String>()
            )
        })
        .collect();
    docs.list("The description names these servers:", &servers)
}

/// How the method of an operation is printed.
pub(crate) enum Method {
    /// As a row of the table of methods.
    Row(TokenStream),
    /// As code: its call has more than a request.
    Code(TokenStream),
}

/// The method of an operation.
///
/// # Errors
///
/// A message, if a type is not known: a bug.
pub(crate) fn method(api: &Api, operation: &Operation, base: &Base) -> Result<Method, String> {
    let name = format_ident!("{}", operation.name);
    let call = format_ident!("{}", operation.call);
    let constant = constant(operation);
    let parameters = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .map(|parameter| {
            let argument = Argument::required(operation, parameter, base)?;
            let set = set_parameter(parameter, &argument.given);
            Ok::<_, String>((argument, set))
        });
    let body = operation.body.iter().filter(|body| body.required);
    let body = body.map(|body| {
        let argument = Argument::body(operation, body, base)?;
        let set = set_body(body, &argument.given);
        Ok((argument, set))
    });
    let arguments = parameters.chain(body).collect::<Result<Vec<_>, _>>()?;
    let names = arguments.iter().map(|(argument, _)| &argument.name);
    let declared = arguments.iter().map(|(argument, _)| &argument.declared);
    let sets = arguments.iter().map(|(_, set)| set);
    let docs = method_docs(api, operation).tokens();
    let deprecated = attribute(operation.deprecated);
    let Some(first) = accept::first(operation, base)? else {
        let rows = (!arguments.is_empty()).then(|| quote!({ #(#names: #declared => #sets),* }));
        return Ok(Method::Row(quote! {
            #docs
            #deprecated
            #name => calls::#call, operations::#constant #rows
        }));
    };
    let many = allow_many(1 + arguments.len());
    Ok(Method::Code(quote! {
        #docs
        #deprecated
        #many
        pub fn #name(&self, #(#names: #declared),*) -> calls::#call {
            calls::#call(self.core.request(&operations::#constant) #(.#sets)* #first)
        }
    }))
}

fn method_docs(api: &Api, operation: &Operation) -> Docs {
    let sent = format!("`{} {}`", operation.method, operation.target());
    let docs = match &operation.summary {
        Some(summary) => {
            Docs::default().prose(Some(&format!("{}.", summary.trim().trim_end_matches('.'))))
        }
        // The line with method and path is the first then.
        None => Docs::default(),
    };
    let mut arguments: Vec<String> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .filter(|parameter| parameter.description.is_some() || !parameter.notes.is_empty())
        .map(|parameter| {
            let description = parameter.description.as_deref().map(sentence);
            let said: Vec<String> = description
                .into_iter()
                .chain(parameter.notes.iter().cloned())
                .collect();
            format!("`{}`: {}", parameter.name, said.join(" "))
        })
        .collect();
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        arguments.extend(
            body.description
                .as_deref()
                .map(|text| format!("`body`: {}", sentence(text))),
        );
    }
    let statuses: Vec<String> = operation
        .statuses
        .iter()
        .map(|status| {
            let headers = status.headers.iter().map(|(name, description)| {
                let description = description
                    .as_deref()
                    .map(|text| format!(": {}", inline(text).trim_end_matches('.')))
                    .unwrap_or_default();
                format!(" With the header `{name}`{description}.")
            });
            let description = match sentence(&status.description) {
                empty if empty.is_empty() => ".".to_owned(),
                description => format!(": {description}"),
            };
            format!(
                "`{}`{description}{}",
                status.status,
                headers.collect::<String>()
            )
        })
        .collect();
    docs.prose(operation.description.as_deref())
        .text(format!(
            "{sent}, {}.{}",
            credentials(api, operation),
            own_server(api, operation).unwrap_or_default()
        ))
        .list("# Arguments", &arguments)
        .list("# Statuses", &statuses)
        .alias(operation.docs_name.as_deref(), &operation.name)
        .alias(Some(&operation.id), &operation.name)
}

/// Where the call goes, if not to the base URL.
fn own_server(api: &Api, operation: &Operation) -> Option<String> {
    let name = operation.server.as_ref()?;
    let own = api.own_servers.iter().find(|own| own.name == *name)?;
    let url = &own.server.url;
    // One without a host has the base URL's, and the credentials that go there.
    let elsewhere = url.contains("//") && !operation.security.is_empty();
    let credentials = match elsewhere {
        true => ", without credentials unless the builder's `server` names it",
        false => "",
    };
    let constant = super::servers::constant(name);
    Some(format!(
        " Goes to {} ([`servers::{constant}`](crate::servers::{constant})){credentials}.",
        code(url)
    ))
}

fn credentials(api: &Api, operation: &Operation) -> String {
    let name = |key: &String| {
        api.security_schemes
            .iter()
            .find(|scheme| &scheme.key == key)
            .map(|scheme| format!("[`{0}`](Credentials::{0})", scheme.name))
    };
    let alternatives: Vec<String> = operation
        .security
        .iter()
        .map(|keys| match keys.as_slice() {
            [] => "nothing".to_owned(),
            keys => keys
                .iter()
                .filter_map(name)
                .collect::<Vec<_>>()
                .join(" and "),
        })
        .collect();
    if alternatives.is_empty() {
        "public: sent without credentials".to_owned()
    } else {
        format!("with {}", alternatives.join(" or "))
    }
}
