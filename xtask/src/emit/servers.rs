//! `src/servers.rs`: the servers that only some operations have.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::{Docs, sentence};
use crate::lower::code;
use crate::model::Api;

/// The items of the module, without the imports; nothing where all operations have the same servers.
pub(crate) fn servers(api: &Api) -> Option<TokenStream> {
    if api.own_servers.is_empty() {
        return None;
    }
    let items = api.own_servers.iter().map(|own| {
        let constant = constant(&own.name);
        let name = &own.name;
        let url = &own.server.url;
        let docs = Docs::default()
            .prose(own.server.description.as_deref().map(sentence).as_deref())
            .text(format!(
                "{} in the description.",
                code(&own.server.template)
            ))
            .tokens();
        quote! {
            #docs
            pub static #constant: Server = Server::new(#name, #url);
        }
    });
    let all = api.own_servers.iter().map(|own| constant(&own.name));
    Some(quote! {
        #(#items)*
        pub(crate) static ALL: &[&Server] = &[#(&#all),*];
    })
}

/// The name of a server's static.
pub(crate) fn constant(name: &str) -> Ident {
    format_ident!("{}", name.trim_end_matches('_').to_uppercase())
}
