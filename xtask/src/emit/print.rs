//! Printing: tokens to the text of a file.

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser as _};

/// The text of a Rust file: the line that says what made it, then the formatted items with a blank line between them.
///
/// # Errors
///
/// A message, if the tokens are not Rust: a bug.
pub(crate) fn rust_file(header: &str, tokens: TokenStream) -> Result<String, String> {
    let printed = items
        .parse2(tokens)
        .map_err(|error| format!("the emitted code does not parse: {error}"))?;
    Ok(format!("// {header}\n\n{}", space_out(&printed)))
}

/// Parses and prints one item after the other: the syntax trees of a large file, all at once, would fill the memory.
fn items(input: ParseStream<'_>) -> syn::Result<String> {
    let mut file = syn::File {
        frontmatter: None,
        shebang: None,
        attrs: input.call(syn::Attribute::parse_inner)?,
        items: Vec::new(),
    };
    let mut printed = String::new();
    loop {
        printed.push_str(&prettyplease::unparse(&file));
        file.attrs.clear();
        if input.is_empty() {
            return Ok(printed);
        }
        file.items = vec![input.parse()?];
    }
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
