//! How the members of a struct are written.

use proc_macro2::TokenStream;
use quote::quote;

use super::Object;
use super::member::Presence;

impl Object<'_> {
    /// The method that writes the members.
    pub(super) fn write(&self) -> TokenStream {
        let written = self.members.iter().enumerate().map(|(number, member)| {
            let (name, field, ty) = (&member.wire_name, member.field, member.ty);
            let optional = matches!(
                member.presence,
                Presence::Optional | Presence::OptionalOrNull
            );
            let kept = self.nulls.is_some() && member.may_hold_null();
            if let Some(with) = &member.with {
                let is_there = optional.then(|| quote!(if self.#field.is_some()));
                return quote! {
                    #is_there {
                        struct With<'a>(&'a #ty);
                        impl ::users_client_runtime::serde::Serialize for With<'_> {
                            fn serialize<S: ::users_client_runtime::serde::Serializer>(
                                &self,
                                serializer: S,
                            ) -> ::core::result::Result<S::Ok, S::Error> {
                                #with::serialize(self.0, serializer)
                            }
                        }
                        writer.value(#name, &With(&self.#field));
                    }
                };
            }
            match (kept, optional) {
                (false, false) => quote!(writer.value(#name, &self.#field);),
                (false, true) => quote!(writer.optional(#name, &self.#field);),
                (true, false) => {
                    quote!(writer.kept(#number, #name, &self.#field);)
                }
                (true, true) => {
                    quote!(writer.optional_kept(#number, #name, &self.#field);)
                }
            }
        });
        let rest = self.rest.map(|(field, levels)| {
            let number = self.members.len();
            match levels > 0 && self.nulls.is_some() {
                true => quote!(writer.rest_kept(#number, &self.#field);),
                false => quote!(writer.rest(&self.#field);),
            }
        });
        quote! {
            fn write<S: ::users_client_runtime::serde::Serializer>(
                &self,
                writer: &mut ::users_client_runtime::json_object::Writer<S>,
            ) {
                #(#written)*
                #rest
            }
        }
    }
}
