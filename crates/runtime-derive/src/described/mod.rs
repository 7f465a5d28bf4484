//! What the command line wants to know of a type.

mod alternatives;
mod attribute;
mod enumeration;
mod flags;
mod prose;
mod structure;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput};

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let name = &input.ident;
    let kind = match &input.data {
        Data::Struct(data) => structure::kind(input, data)?,
        Data::Enum(data) => enumeration::kind(input, data)?,
        Data::Union(_) => {
            let message = "the command line makes no union";
            return Err(syn::Error::new_spanned(name, message));
        }
    };
    Ok(quote! {
        // Whoever names something deprecated is told of it there.
        #[allow(deprecated)]
        const _: () = {
            // A type of the API may be called as something of the runtime is.
            use ::users_client_runtime::command_line as _command_line;
            #kind
        };
    })
}
