#![doc = include_str!("../README.md")]

mod alternatives;
mod described;
mod enumeration;
mod flags;
mod prose;
mod rename;
mod structure;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, parse_macro_input};

/// Says what the command line wants for a type: the properties of a struct, the values of an enum, or the properties of all
/// objects that an enum may hold.
///
/// The names are those that Serde writes, the help is what the documentation comments say, and what the command line wants
/// for a property is what its type says of itself. `#[described(read_only("id", …))]` names the properties that no request
/// has, and `#[described(required("name", …))]` those that every request has, where the fields do not say so or stand in
/// another order than the arguments of `new`. `#[described(constants("kind", "\"cat\""))]` pairs properties with the JSON that
/// they always are. An enum that holds objects says `#[described(objects, tag = "kind", Cat("cat"))]`: the property that tells
/// them apart, and its values; `untagged` if it may be missing.
#[proc_macro_derive(Described, attributes(described))]
pub fn described(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(&input)
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}

fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
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
