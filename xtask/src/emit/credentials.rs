//! `src/credentials.rs`: what a caller can show, from the security schemes.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs::{Docs, sentence};
use crate::model::{Api, Expiry, SchemeKind, SecurityScheme, SendAs, TokenField, TokenSource};

/// The items of the module, without the imports.
pub(crate) fn credentials(api: &Api) -> TokenStream {
    let docs = match api.security_schemes.as_slice() {
        [] => Docs::default().text("No operation asks for credentials."),
        _ => Docs::default()
            .text("What the client shows to the server. Each operation gets what it asks for, and nothing else.")
            .text("Of several that an operation takes, the first is shown that is set, in the order of the operation's documentation."),
    }
    .tokens();
    let methods = api.security_schemes.iter().map(|each| scheme(each, api));
    let exchanges = api.security_schemes.iter().filter_map(exchange);
    let methods =
        (!api.security_schemes.is_empty()).then(|| quote! { impl Credentials { #(#methods)* } });
    quote! {
        #docs
        #[derive(Clone, Debug, Default)]
        pub struct Credentials(CredentialSet);
        #methods
        impl From<Credentials> for CredentialSet {
            fn from(credentials: Credentials) -> Self {
                credentials.0
            }
        }
        #(#exchanges)*
    }
}

fn scheme(scheme: &SecurityScheme, api: &Api) -> TokenStream {
    let key = &scheme.key;
    let (arguments, names, credential, what) = match &scheme.kind {
        SchemeKind::Basic => (
            quote!(username: impl Into<String>, password: impl Into<Secret>),
            quote!(username, password),
            quote!(Credential::basic(username, password)),
            "A user name and a password (HTTP Basic).".to_owned(),
        ),
        SchemeKind::Bearer => (
            quote!(token: impl Into<Secret>),
            quote!(token),
            quote!(Credential::bearer(token)),
            "A bearer token.".to_owned(),
        ),
        SchemeKind::HeaderKey(name) => (
            key_argument(),
            quote!(key),
            quote!(Credential::header(#name, key)),
            format!("A key, sent in the header `{name}`."),
        ),
        SchemeKind::QueryKey(name) => (
            key_argument(),
            quote!(key),
            quote!(Credential::query(#name, key)),
            format!("A key, sent in the query as `{name}`."),
        ),
        SchemeKind::CookieKey(name) => (
            key_argument(),
            quote!(key),
            quote!(Credential::cookie(#name, key)),
            format!("A key, sent in the cookie `{name}`."),
        ),
    };
    let docs = Docs::default()
        .text(what)
        .prose(scheme.description.as_deref());
    let pair = constructors(&scheme.name, key, &arguments, &names, &credential, &docs);
    let source = (scheme.kind == SchemeKind::Bearer).then(|| {
        let docs = Docs::default().text(
            "Bearer tokens from a source of your own, such as a vault; the client caches and renews what it gives.",
        );
        let name = source_name(scheme);
        let arguments = quote!(source: impl users_client_runtime::TokenSource);
        constructors(&name, key, &arguments, &quote!(source), &quote!(Credential::token_source(source)), &docs)
    });
    let logins = scheme.token_source.as_ref().map(|exchange| {
        let login = login_name(scheme, api);
        let plain = login_constructors(scheme, exchange, &login, false);
        let with_headers = (!exchange.headers.is_empty())
            .then(|| login_constructors(scheme, exchange, &login, true));
        quote! { #plain #with_headers }
    });
    quote! { #pair #source #logins }
}

/// The constructors of a login, without or with the optional headers of the token request.
fn login_constructors(
    scheme: &SecurityScheme,
    source: &TokenSource,
    login: &str,
    with_headers: bool,
) -> TokenStream {
    let constant = constant(scheme);
    let headers: &[TokenField] = if with_headers { &source.headers } else { &[] };
    let idents = |fields: &[TokenField]| -> Vec<_> {
        fields
            .iter()
            .map(|field| format_ident!("{}", field.name))
            .collect()
    };
    let (values, extra) = (idents(&source.fields), idents(headers));
    let explained: Vec<String> = source
        .fields
        .iter()
        .chain(headers)
        .map(|field| {
            let description = field
                .description
                .clone()
                .unwrap_or_else(|| format!("`{}`", field.wire_name));
            format!("`{}`: {}", field.name, sentence(&description))
        })
        .collect();
    let docs = Docs::default()
        .text(format!(
            "A login, which the client trades for a token of its own (`{} {}`) and renews before it expires.",
            source.method, source.url
        ))
        .list("# Arguments", &explained);
    let names: Vec<_> = values.iter().chain(&extra).collect();
    let arguments = quote!(#(#names: impl Into<Secret>),*);
    let values = quote!([#(#values.into()),*]);
    let (name, credential) = if with_headers {
        (
            login_with_headers(source, login),
            quote!(Credential::token_exchange_with_headers(&#constant, #values, [#(Some(#extra.into())),*])),
        )
    } else {
        (
            login.to_owned(),
            quote!(Credential::token_exchange(&#constant, #values)),
        )
    };
    constructors(
        &name,
        &scheme.key,
        &arguments,
        &quote!(#(#names),*),
        &credential,
        &docs,
    )
}

fn key_argument() -> TokenStream {
    quote!(key: impl Into<Secret>)
}

fn constructors(
    name: &str,
    key: &str,
    arguments: &TokenStream,
    names: &TokenStream,
    credential: &TokenStream,
    docs: &Docs,
) -> TokenStream {
    let new = format_ident!("{}", name);
    let with = format_ident!("with_{}", name.trim_end_matches('_'));
    let docs = docs.tokens();
    let again = format!(" Adds what [`{new}`](Self::{new}) takes.");
    quote! {
        #docs
        pub fn #new(#arguments) -> Self {
            Self::default().#with(#names)
        }
        #[doc = #again]
        #[must_use]
        pub fn #with(self, #arguments) -> Self {
            Self(self.0.with(#key, #credential))
        }
    }
}

/// With one login in an API it is `login`, unless a scheme is called so; the scheme's name tells several apart.
pub(crate) fn login_name(scheme: &SecurityScheme, api: &Api) -> String {
    const LOGIN: &str = "login";
    let schemes = api.security_schemes.iter();
    let logins = schemes
        .clone()
        .filter(|scheme| scheme.token_source.is_some());
    let taken = schemes.clone().any(|scheme| scheme.name == LOGIN);
    match logins.count() == 1 && !taken {
        true => LOGIN.to_owned(),
        false => format!("{}_{LOGIN}", scheme.name.trim_end_matches('_')),
    }
}

/// The constructor that takes a source of bearer tokens.
pub(crate) fn source_name(scheme: &SecurityScheme) -> String {
    format!("{}_source", scheme.name.trim_end_matches('_'))
}

/// The constructor of a login that takes the headers of the token request as well.
pub(crate) fn login_with_headers(source: &TokenSource, login: &str) -> String {
    let headers = source.headers.iter().map(|field| field.name.as_str());
    let names: Vec<&str> = headers.chain([login]).collect();
    names.join("_")
}

/// The name of the entry that says how a login is traded for a token.
pub(crate) fn constant(scheme: &SecurityScheme) -> proc_macro2::Ident {
    format_ident!("{}_TOKEN", scheme.name.trim_end_matches('_').to_uppercase())
}

fn exchange(scheme: &SecurityScheme) -> Option<TokenStream> {
    let TokenSource {
        method,
        url,
        send,
        fields,
        constants,
        token,
        expiry,
        headers,
    } = scheme.token_source.as_ref()?;
    let constant = constant(scheme);
    let send = match send {
        SendAs::Basic => quote!(SendAs::Basic),
        SendAs::Json => quote!(SendAs::Json),
        SendAs::Form => quote!(SendAs::Form),
    };
    let fields = fields.iter().map(|field| &field.wire_name);
    let constants = (!constants.is_empty()).then(|| {
        let pairs = constants
            .iter()
            .map(|(name, value)| quote!((#name, #value)));
        quote!(.constants(&[#(#pairs),*]))
    });
    let headers = (!headers.is_empty()).then(|| {
        let names = headers.iter().map(|field| &field.wire_name);
        quote!(.headers(&[#(#names),*]))
    });
    let expires = expiry.as_ref().map(|expiry| match expiry {
        Expiry::At(pointer) => quote!(.expires(Expiry::At(#pointer))),
        Expiry::In(pointer) => quote!(.expires(Expiry::In(#pointer))),
        Expiry::Seconds(seconds) => {
            let seconds = Literal::u64_unsuffixed(*seconds);
            quote!(.expires(Expiry::Seconds(#seconds)))
        }
    });
    Some(quote! {
        pub(crate) static #constant: TokenExchange = TokenExchange::new(#method, #url, #send)
            .fields(&[#(#fields),*])
            #constants
            #headers
            .token(#token)
            #expires;
    })
}
