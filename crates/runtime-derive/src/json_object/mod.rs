//! How a struct is read and written as an object.

mod member;
mod reading;
mod writing;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Data, DeriveInput};

use self::member::{Member, levels};
use crate::generic::inner;
use crate::rename::{Rule, serde};

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let object = Object::of(input)?;
    let name = &input.ident;
    let called = format!("struct {name}");
    let names = object.members.iter().map(|member| &member.wire_name);
    let (read, write) = (object.read(), object.write());
    let writing = match &object.nulls {
        None => quote!(::users_client_runtime::json_object::write(self, serializer)),
        Some(nulls) => quote! {
            self.#nulls.kept_by(|| ::users_client_runtime::json_object::write(self, serializer))
        },
    };
    Ok(quote! {
        // Whoever names something deprecated is told of it there.
        #[automatically_derived]
        #[allow(deprecated)]
        impl ::users_client_runtime::json_object::JsonObject for #name {
            const EXPECTED: &'static str = #called;
            const NAMES: &'static [&'static str] = &[#(#names),*];

            #read
            #write
        }

        #[automatically_derived]
        #[allow(deprecated)]
        impl ::users_client_runtime::serde::Serialize for #name {
            fn serialize<S: ::users_client_runtime::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                #writing
            }
        }

        #[automatically_derived]
        #[allow(deprecated)]
        impl<'de> ::users_client_runtime::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::users_client_runtime::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                ::users_client_runtime::json_object::read(deserializer)
            }
        }
    })
}

/// A struct, as the derive macro sees it.
struct Object<'a> {
    members: Vec<Member<'a>>,
    /// The field of all other members, and how many lists and maps lie inside each other in one.
    rest: Option<(&'a Ident, usize)>,
    /// The field that remembers which lists and maps were `null`.
    nulls: Option<&'a Ident>,
    /// Other fields that are not on the wire.
    skipped: Vec<&'a Ident>,
}

impl<'a> Object<'a> {
    fn of(input: &'a DeriveInput) -> syn::Result<Self> {
        let Data::Struct(data) = &input.data else {
            let message = "only a struct is read as an object";
            return Err(syn::Error::new_spanned(&input.ident, message));
        };
        let rule = Rule::of(&input.attrs)?;
        let mut object = Self {
            members: Vec::new(),
            rest: None,
            nulls: None,
            skipped: Vec::new(),
        };
        for field in &data.fields {
            let Some(name) = &field.ident else {
                let message = "the members of an object have names";
                return Err(syn::Error::new_spanned(field, message));
            };
            let number = object.members.len();
            if serde(&field.attrs, "flatten")?.is_some() {
                let inside = inner(&field.ty, "BTreeMap").map_or(0, levels);
                object.rest = Some((name, inside));
            } else if serde(&field.attrs, "skip")?.is_some() {
                let is_nulls = matches!(&field.ty, syn::Type::Path(path)
                    if path.path.segments.last().is_some_and(|last| last.ident == "Nulls"));
                match is_nulls {
                    true => object.nulls = Some(name),
                    false => object.skipped.push(name),
                }
            } else {
                let member = Member::of(field, name, rule, number)?;
                object.members.push(member);
            }
        }
        Ok(object)
    }
}
