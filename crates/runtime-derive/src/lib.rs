#![doc = include_str!("../README.md")]

#[cfg(feature = "described")]
mod described;
mod generic;
mod json_object;
mod rename;

use syn::{DeriveInput, parse_macro_input};

/// Reads and writes a struct as an object: implements Serde's `Serialize` and `Deserialize`, with a fraction of the code that
/// Serde's own macros make, which is what a crate of hundreds of types waits for.
///
/// The names on the wire are those of the fields; `#[serde(rename)]`, `#[serde(rename_all)]`, `#[serde(default)]`,
/// `#[serde(flatten)]`, `#[serde(skip)]` and `#[serde(with)]` mean what they mean to Serde. What differs:
///
/// - An `Option` that is `None` is not written. `#[serialize_always]` writes it as `null`.
/// - An `Option` of an `Option` tells the two apart: what is left out is `None`, `null` is `Some(None)`.
/// - An `Option` of any JSON value (`serde_json::Value`, `SecretJson`) holds a `null` that was there.
/// - A list or a map that is `null` is read as an empty one, also within others. With a field of the type `Nulls` the struct
///   remembers it, and writes `null` again.
/// - Of two members with the same name the last one counts. A list is never read as an object.
#[proc_macro_derive(JsonObject, attributes(serde, serialize_always))]
pub fn json_object(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    made_of(input, json_object::expand)
}

/// Says what the command line wants for a type: the properties of a struct, the values of an enum, or the properties of all
/// objects that an enum may hold.
///
/// The names are those that Serde writes, the help is what the documentation comments say, and what the command line wants
/// for a property is what its type says of itself. `#[described(read_only("id", …))]` names the properties that no request
/// has, and `#[described(required("name", …))]` those that every request has, where the fields do not say so or stand in
/// another order than the arguments of `new`. `#[described(constants("kind", "\"cat\""))]` pairs properties with the JSON that
/// they always are. An enum that holds objects says `#[described(objects, tag = "kind", Cat("cat"))]`: the property that tells
/// them apart, and its values; `untagged` if it may be missing.
///
/// Without a command line, which is the feature `described`, it makes nothing.
#[proc_macro_derive(Described, attributes(described))]
pub fn described(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    // Where nobody asks, not even the type is parsed.
    #[cfg(not(feature = "described"))]
    let made = {
        drop(input);
        proc_macro::TokenStream::new()
    };
    #[cfg(feature = "described")]
    let made = made_of(input, described::expand);
    made
}

fn made_of(
    input: proc_macro::TokenStream,
    expand: fn(&DeriveInput) -> syn::Result<proc_macro2::TokenStream>,
) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(&input)
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}
