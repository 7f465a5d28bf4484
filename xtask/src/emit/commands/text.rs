//! Texts of the table: prose without line breaks, and code in one line.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::docs::with_full_stop;
use crate::emit::printable::printable;

/// A string literal.
pub(super) fn literal(text: &str) -> String {
    Literal::string(&printable(text)).to_string()
}

/// Prose of a description, and sentences of our own: each paragraph in one line.
pub(super) fn help(description: Option<&str>, notes: &[String]) -> String {
    let description = description.map(str::trim).filter(|text| !text.is_empty());
    let said = description.map(with_full_stop).unwrap_or_default();
    let paragraphs = said
        .split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .chain([notes.join(" ")])
        .filter(|paragraph| !paragraph.is_empty());
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// An expression in one line, with the spaces that a formatter sets.
pub(super) fn expression(tokens: &TokenStream) -> Result<String, String> {
    let item = quote! { static IT: () = #tokens; };
    let file: syn::File =
        syn::parse2(item).map_err(|error| format!("a row does not parse: {error}"))?;
    let printed = prettyplease::unparse(&file);
    let mut line = String::new();
    for part in printed.lines().map(str::trim) {
        let glued = line.is_empty()
            || line.ends_with(['(', '['])
            || part.starts_with(['.', ')', ']', '?', ';']);
        if part.starts_with([')', ']']) {
            line = line.trim_end_matches(',').to_owned();
        }
        if !glued {
            line.push(' ');
        }
        line.push_str(part);
    }
    let line = line.strip_prefix("static IT: () = ").unwrap_or(&line);
    Ok(line.trim_end_matches(';').to_owned())
}

/// Items of a list, as many in a line as fit into it.
pub(crate) fn filled(items: &[String], indent: usize) -> String {
    const WIDTH: usize = 110;
    let indent = " ".repeat(indent);
    let mut text = String::new();
    let mut line = String::new();
    for item in items {
        if !line.is_empty() && indent.len() + line.len() + item.len() + 2 > WIDTH {
            text.push_str(&format!("{indent}{line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&format!("{item},"));
    }
    if !line.is_empty() {
        text.push_str(&format!("{indent}{line}\n"));
    }
    text
}
