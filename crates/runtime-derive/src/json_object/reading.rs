//! How the members of a struct are read.

use proc_macro2::TokenStream;
use quote::quote;

use super::Object;
use super::member::Presence;

impl Object<'_> {
    /// The method that makes a value of the members.
    pub(super) fn read(&self) -> TokenStream {
        // Where nothing has to be there, the members are read into the value itself: that is less to look at than a variable
        // for each.
        let required = || {
            let members = self.members.iter().enumerate();
            members.filter(|(_, member)| member.presence == Presence::Required)
        };
        let in_place = required().next().is_none();
        let last = self.members.len().saturating_sub(1);
        let arms = self.members.iter().enumerate().map(|(number, member)| {
            let (field, slot) = (member.field, &member.slot);
            let place = match in_place {
                true => quote!(object.#field),
                false => quote!(#slot),
            };
            let kept = self.nulls.map(|_| number);
            let read = member.read(&place, kept);
            match number == last {
                true => quote!(_ => #read,),
                false => quote!(#number => #read,),
            }
        });
        let rest = match (in_place, self.rest) {
            (true, Some((field, _))) => quote!(&mut object.#field),
            _ => quote!(&mut rest),
        };
        let number = self.members.len();
        let next = match (self.rest, self.nulls) {
            (None, _) => quote!(members.next()),
            (Some((_, levels @ 1..)), Some(_)) => {
                quote!(members.next_or_rest_kept::<#levels, _>(#number, #rest))
            }
            (Some((_, levels)), _) => {
                quote!(members.next_or_rest::<#levels, _>(#rest))
            }
        };
        let met = match self.members.is_empty() {
            true => quote!(while #next.is_some() {}),
            false => quote!(while let ::core::option::Option::Some(member) = #next {
                match member { #(#arms)* }
            }),
        };
        let others = self.rest.iter().map(|(field, _)| field);
        let others = others.chain(&self.skipped);
        // Noted in here, and not around it: an object is not moved for it.
        let begin = self
            .nulls
            .map(|_| quote!(let outer = ::users_client_runtime::Nulls::begin();));
        let end = quote!(::users_client_runtime::Nulls::end(outer));
        // Not by `?`, which is three times as much for the compiler to look at.
        let failed = quote! {
            if let ::core::option::Option::Some(error) = members.error() {
                return ::core::result::Result::Err(error);
            }
        };
        let body = if in_place {
            let values = self.members.iter().map(|member| {
                let (field, value) = (member.field, member.nothing());
                quote!(#field: #value,)
            });
            let empty = self
                .nulls
                .map(|nulls| quote!(#nulls: ::core::default::Default::default(),));
            let noted = self.nulls.map(|nulls| quote!(object.#nulls = #end;));
            quote! {
                #begin
                let mut object = Self {
                    #(#values)*
                    #(#others: ::core::default::Default::default(),)*
                    #empty
                };
                #met
                #noted
                #failed
                ::core::result::Result::Ok(object)
            }
        } else {
            let slots = self.members.iter().map(|member| {
                let (slot, value) = (&member.slot, member.nothing());
                let ty = member.ty;
                // With a type, or the compiler would look at what it must be able to do again after each member.
                match member.presence {
                    Presence::Required => {
                        quote!(let mut #slot: ::core::option::Option<#ty> = #value;)
                    }
                    _ => quote!(let mut #slot: #ty = #value;),
                }
            });
            let needed = required().map(|(_, member)| &member.slot);
            let needed: Vec<_> = needed.collect();
            let numbers = required().map(|(number, _)| number);
            let values = self.members.iter().map(|member| {
                let (field, slot) = (member.field, &member.slot);
                quote!(#field: #slot,)
            });
            let rest = self.rest.iter().map(|(field, _)| quote!(#field: rest,));
            let declared = self
                .rest
                .iter()
                .map(|_| quote!(let mut rest = ::core::default::Default::default();));
            let skipped = &self.skipped;
            let noted = self.nulls.map(|nulls| quote!(#nulls: #end,));
            quote! {
                #begin
                #(#slots)*
                #(#declared)*
                #met
                // One look at all of them.
                let (#(::core::option::Option::Some(#needed),)*) = (#(#needed,)*) else {
                    return ::core::result::Result::Err(members.missing(&[#(#numbers),*]));
                };
                #failed
                ::core::result::Result::Ok(Self {
                    #(#values)*
                    #(#rest)*
                    #(#skipped: ::core::default::Default::default(),)*
                    #noted
                })
            }
        };
        quote! {
            fn read<'de, A: ::users_client_runtime::serde::de::MapAccess<'de>>(
                mut members: ::users_client_runtime::json_object::Members<'de, A>,
            ) -> ::core::result::Result<Self, A::Error> {
                #body
            }
        }
    }
}
