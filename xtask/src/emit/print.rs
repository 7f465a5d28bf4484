//! Printing: tokens to the text of a file.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Item;
use syn::parse::{ParseStream, Parser as _};
use syn::visit_mut::VisitMut as _;

use super::complexity;
use super::deprecated::Deprecated;
use super::imports::Used;

/// The text of a Rust file: the line that says what made it, the module's documentation and imports, then the formatted
/// items with a blank line between them.
///
/// # Errors
///
/// A message, if the tokens are not Rust: a bug.
pub(crate) fn rust_file(
    header: &str,
    docs: &str,
    module: &str,
    items: TokenStream,
    deprecated: &Deprecated,
) -> Result<String, String> {
    let spoken = |error: syn::Error| format!("the emitted code does not parse: {error}");
    let mut used = Used::default();
    let print = |input: ParseStream<'_>| {
        print_items(input, |item| {
            used.visit_item_mut(item);
            deprecated.allow(module, item);
            complexity::allow(item);
        })
    };
    let printed = print.parse2(items).map_err(spoken)?;
    let imports = used.imports(module);
    let head = syn::parse2(quote! { #![doc = #docs] #imports }).map_err(spoken)?;
    let code = prettyplease::unparse(&head) + &printed;
    Ok(format!("// {header}\n\n{}", space_out(&code)))
}

/// Parses and prints one item after the other: the syntax trees of a large file, all at once, would fill the memory.
fn print_items(input: ParseStream<'_>, mut complete: impl FnMut(&mut Item)) -> syn::Result<String> {
    let mut file = syn::File {
        frontmatter: None,
        shebang: None,
        attrs: Vec::new(),
        items: Vec::new(),
    };
    let mut printed = String::new();
    while !input.is_empty() {
        let mut item = input.parse()?;
        complete(&mut item);
        file.items = vec![item];
        printed.push_str(&prettyplease::unparse(&file));
    }
    Ok(printed)
}

/// Prettyplease sets blank lines between some items only; a reader wants them between all that have a body or a comment, and
/// around the imports.
fn space_out(code: &str) -> String {
    let lines: Vec<&str> = code.lines().collect();
    let mut text = String::with_capacity(code.len() + code.len() / 16);
    let mut importing = false;
    for (index, line) in lines.iter().enumerate() {
        let before = index.checked_sub(1).map_or("", |before| lines[before]);
        let import = line.starts_with("use ");
        let around_imports = !before.is_empty()
            && !line.is_empty()
            && import != importing
            && before.ends_with(|end| end != '{' && end != ',');
        importing = import || importing && !before.ends_with(';');
        let after_static = before.ends_with(';')
            && line
                .trim_start_matches("pub(crate) ")
                .starts_with("static ");
        let between_items = after_static
            || ends_item(before) && indent(before) == indent(line) && starts_item(line);
        if around_imports || between_items {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn ends_item(line: &str) -> bool {
    matches!(line.trim_start(), "}" | "};") || line.starts_with("pub type ")
}

fn starts_item(line: &str) -> bool {
    const STARTS: &[&str] = &["///", "#[", "pub ", "pub(crate) ", "impl", "fn ", "static "];
    STARTS
        .iter()
        .any(|start| line.trim_start().starts_with(start))
}
