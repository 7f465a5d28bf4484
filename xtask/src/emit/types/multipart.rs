//! Bodies with files, which are sent part by part.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::structs::{Holds, StructField};
use crate::model::Type;

/// Whether a field holds a file or a list of files.
pub(super) fn holds_file(ty: &Type) -> bool {
    match ty {
        Type::Binary => true,
        Type::Array(items) => **items == Type::Binary,
        _ => false,
    }
}

/// How the struct becomes the parts of a `multipart/form-data` body.
pub(super) fn conversion(name: &Ident, fields: &[StructField<'_>]) -> TokenStream {
    let parts = fields.iter().map(|field| {
        let name = format_ident!("{}", field.field.name);
        let wire_name = &field.field.wire_name;
        let add = match &field.field.ty {
            Type::Binary => quote!(parts = parts.file(#wire_name, value.clone());),
            Type::Array(items) if **items == Type::Binary => {
                quote!(for file in value { parts = parts.file(#wire_name, file.clone()); })
            }
            // Each item is a part of its own; the runtime writes objects as JSON, everything else as text.
            Type::Array(_) => quote!(for item in value { parts = parts.text(#wire_name, item); }),
            _ => quote!(parts = parts.text(#wire_name, value);),
        };
        match field.holds {
            Holds::Value => quote! { let value = &self.#name; #add },
            Holds::Option | Holds::Null => quote! { if let Some(value) = &self.#name { #add } },
            Holds::OptionOrNull => quote! { if let Some(Some(value)) = &self.#name { #add } },
        }
    });
    quote! {
        impl #name {
            #[cfg(feature = "client")]
            pub(crate) fn to_multipart(&self) -> users_client_runtime::Multipart {
                let mut parts = users_client_runtime::Multipart::new();
                #(#parts)*
                parts
            }
        }
    }
}
