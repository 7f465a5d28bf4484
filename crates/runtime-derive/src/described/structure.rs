//! The properties of a struct.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, DataStruct, DeriveInput, Field};

use super::attribute;
use super::flags::{self, Flags};
use super::prose::help;
use crate::rename::{Rule, serde};

pub(crate) fn kind(input: &DeriveInput, data: &DataStruct) -> syn::Result<TokenStream> {
    let name = &input.ident;
    let rule = Rule::of(&input.attrs)?;
    let said = Said::of(&input.attrs)?;
    if data.fields.iter().all(|field| field.ident.is_none()) {
        // Around a list or a map that holds itself.
        return Ok(quote! {
            impl _command_line::Described for #name {
                const KIND: _command_line::Kind = _command_line::Kind::Json;
            }
        });
    }
    let mut rows = Vec::new();
    let mut open = None;
    for field in &data.fields {
        if flags::says(field, "flatten")? {
            open = Some(quote!(.open()));
        } else if !flags::says(field, "skip")? {
            rows.extend(row(field, rule, &said)?);
        }
    }
    // What is required comes first, as the arguments of `new` do.
    rows.sort_by_key(|(place, _)| *place);
    let rows = rows.iter().map(|(_, row)| row);
    Ok(quote! {
        impl _command_line::Described for #name {
            const KIND: _command_line::Kind = _command_line::Kind::Object(&OBJECT);
        }
        static OBJECT: _command_line::Object = _command_line::Object::recursive(|| {
            static FIELDS: &[_command_line::Field] = &[#(#rows),*];
            FIELDS
        }) #open;
    })
}

/// The row of a field and its place among the others; nothing for what no request has.
fn row(field: &Field, rule: Rule, said: &Said) -> syn::Result<Option<(usize, TokenStream)>> {
    let Some(name) = &field.ident else {
        let message = "only the properties of objects have names";
        return Err(syn::Error::new_spanned(field, message));
    };
    let wire_name = match serde(&field.attrs, "rename")? {
        Some(name) => name,
        None => rule.apply(name),
    };
    if said.read_only.contains(&wire_name) {
        return Ok(None);
    }
    let flags = Flags::of(field)?;
    let kind = flags::kind(field, flags.value)?;
    let place = match &said.required {
        Some(names) => names.iter().position(|name| *name == wire_name),
        None => flags.required.then_some(0),
    };
    let required = place.map(|_| quote!(.required()));
    let nullable = flags.nullable.then(|| quote!(.nullable()));
    let help = help(&field.attrs);
    let mut constants = said.constants.chunks_exact(2);
    let constant = constants.find(|pair| pair[0] == wire_name);
    let constant = constant.map(|pair| &pair[1]);
    let constant = constant.map(|json| quote!(.constant(#json)));
    let row = quote!(_command_line::field(#wire_name, #kind, #help) #required #nullable #constant);
    Ok(Some((place.unwrap_or(usize::MAX), row)))
}

/// What `#[described(…)]` says of a type: names of properties, as Serde writes them.
#[derive(Default)]
struct Said {
    /// What no request has.
    read_only: Vec<String>,
    /// What every request has, in the order of the arguments of `new`, where the fields do not say so.
    required: Option<Vec<String>>,
    /// What is always the same: a name, then the value as JSON.
    constants: Vec<String>,
}

impl Said {
    fn of(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut said = Self::default();
        attribute::each(attributes, |meta| {
            let names = attribute::texts(&meta)?;
            if meta.path.is_ident("read_only") {
                said.read_only = names;
            } else if meta.path.is_ident("required") {
                said.required = Some(names);
            } else if meta.path.is_ident("constants") {
                said.constants = names;
            } else {
                return Err(meta.error("there is `read_only`, `required` and `constants`"));
            }
            Ok(())
        })?;
        Ok(said)
    }
}
