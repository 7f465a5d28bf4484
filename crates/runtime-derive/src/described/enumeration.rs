//! The values of an enum, of which one variant holds any other.

use heck::ToKebabCase as _;
use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::{DataEnum, DeriveInput, Fields, Variant};

use super::alternatives;
use super::prose::help;

pub(crate) fn kind(input: &DeriveInput, data: &DataEnum) -> syn::Result<TokenStream> {
    let name = &input.ident;
    let (known, others): (Vec<&Variant>, Vec<&Variant>) = data
        .variants
        .iter()
        .partition(|variant| matches!(variant.fields, Fields::Unit));
    let other = match others.as_slice() {
        [other] => other,
        // Each variant holds a type.
        [_, ..] => return alternatives::kind(input, &others),
        [] => {
            let message = "one variant has to hold what the others do not know";
            return Err(syn::Error::new_spanned(name, message));
        }
    };
    let of_texts = other
        .fields
        .to_token_stream()
        .to_string()
        .contains("String");
    let kind = match (known.is_empty(), of_texts) {
        (true, true) => quote!(_command_line::Kind::Text),
        (true, false) => quote!(_command_line::Kind::Integer),
        (false, true) => quote!(_command_line::Kind::Choice(CHOICES)),
        (false, false) => quote!(_command_line::Kind::Code(CHOICES)),
    };
    // A word that can be typed is its own name.
    let choice = match of_texts {
        true => quote!(_command_line::word_choice),
        false => quote!(_command_line::choice),
    };
    let choices = known.iter().enumerate().map(|(index, variant)| {
        let called = variant.ident.to_string().to_kebab_case();
        let said = meaning(&help(&variant.attrs)).to_owned();
        quote!(#choice(#name::VALUES[#index], #called, #said))
    });
    let choices = (!known.is_empty())
        .then(|| quote!(static CHOICES: &[_command_line::Choice] = &[#(#choices),*];));
    Ok(quote! {
        impl _command_line::Described for #name {
            const KIND: _command_line::Kind = #kind;
        }
        #choices
    })
}

/// What a comment says of a value, without the value itself, which stands in brackets at its end.
fn meaning(said: &str) -> &str {
    match said.strip_suffix(" (the empty string).") {
        Some(meaning) => meaning,
        None => said.rsplit_once(" (`").map_or("", |(meaning, _)| meaning),
    }
}

#[cfg(test)]
mod tests {
    use super::meaning;

    #[test]
    fn a_value_is_repeated_in_its_meaning() {
        for (said, means) in [
            ("Offline storage (`Archive`).", "Offline storage"),
            (
                "The default (of all) (the empty string).",
                "The default (of all)",
            ),
            ("`ASC`.", ""),
            ("`a (b)`.", ""),
            ("The empty string.", ""),
        ] {
            assert_eq!(meaning(said), means);
        }
    }
}
