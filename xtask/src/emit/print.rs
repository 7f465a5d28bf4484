//! Printing: tokens to the text of a file.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Item;
use syn::parse::{ParseStream, Parser as _};
use syn::visit_mut::VisitMut as _;

use super::complexity;
use super::deprecated::Deprecated;
use super::header::Header;
use super::imports::Used;
use super::line::line;
use super::table::{self, Rows};

/// A part of a module as text, and the names that it uses: files are put together from such parts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Printed {
    /// The head of the block that the text stands in, such as `impl Client`. Neighbours in the same block share it.
    block: Option<String>,
    text: String,
    used: Used,
}

impl Printed {
    /// Prints items.
    ///
    /// # Errors
    ///
    /// A message, if the tokens are not Rust: a bug.
    pub(crate) fn items(
        module: &str,
        items: TokenStream,
        deprecated: &Deprecated,
    ) -> Result<Self, String> {
        let mut used = Used::default();
        let print = |input: ParseStream<'_>| {
            print_items(input, |item| {
                used.visit_item_mut(item);
                deprecated.allow(module, item);
                complexity::allow(item);
            })
        };
        let mut text = print.parse2(items).map_err(spoken)?;
        // Tens of thousands of them are kept at once.
        text.shrink_to_fit();
        Ok(Self {
            block: None,
            text,
            used,
        })
    }

    /// Prints methods of a type.
    ///
    /// # Errors
    ///
    /// A message, if the tokens are not Rust: a bug.
    pub(crate) fn methods(
        owner: &str,
        module: &str,
        methods: TokenStream,
        deprecated: &Deprecated,
    ) -> Result<Self, String> {
        let name = format_ident!("{}", owner);
        let whole = Self::items(module, quote!(impl #name { #methods }), deprecated)?;
        let head = format!("impl {owner} {{\n");
        let inner = whole
            .text
            .strip_prefix(&head)
            .and_then(|text| text.strip_suffix("}\n"));
        Ok(match inner {
            Some(inner) => Self {
                text: inner.to_owned(),
                block: Some(head),
                used: whole.used,
            },
            None => whole,
        })
    }

    /// Prints a row of a table that has one for each operation; `name` is the runtime's macro, and `first` what stands before
    /// all rows.
    ///
    /// # Errors
    ///
    /// A message, if the tokens are no row: a bug.
    pub(crate) fn row(
        name: &str,
        first: Option<&str>,
        row: &TokenStream,
        rows: Rows,
    ) -> Result<Self, String> {
        let mut used = Used::default();
        used.tokens(row.clone());
        if let Some(first) = first {
            used.insert(first);
        }
        let first = first.map(|first| format!(" {first};")).unwrap_or_default();
        Ok(Self {
            block: Some(format!("users_client_runtime::{name}! {{{first}\n")),
            text: table::body(&quote!(#row;), 4, rows).map_err(spoken)?,
            used,
        })
    }

    /// Whether it speaks of a name.
    pub(crate) fn uses(&self, name: &str) -> bool {
        self.used.has(name)
    }

    /// How many lines it takes, without those that are blank between its items.
    pub(crate) fn lines(&self) -> usize {
        self.text.lines().count()
    }

    /// Whether it stands in a block with others.
    pub(crate) fn is_in_block(&self) -> bool {
        self.block.is_some()
    }

    /// Whether other modules can name something in it.
    pub(crate) fn exports(&self) -> bool {
        match &self.block {
            None => self.text.lines().any(|line| line.starts_with("pub ")),
            // Those of operations with arguments have a type for them.
            Some(_) => self.text.contains("Arguments {"),
        }
    }
}

/// The text of a Rust file: the line that says what made it, the module's documentation, if it has some, and imports, then the
/// formatted items with a blank line between them. `is_type` says whether a name is that of a type in another file.
///
/// # Errors
///
/// A message, if the tokens are not Rust: a bug.
pub(crate) fn rust_file(
    header: Header<'_>,
    docs: &str,
    module: &str,
    parts: &[&Printed],
    is_type: impl Fn(&str) -> bool,
) -> Result<String, String> {
    let mut used = Used::default();
    let mut printed = String::new();
    let mut block: Option<&str> = None;
    for part in parts {
        used.extend(&part.used);
        if block != part.block.as_deref() {
            printed.push_str(block.map_or("", |_| "}\n"));
            block = part.block.as_deref();
            printed.push_str(block.unwrap_or_default());
        }
        printed.push_str(&part.text);
    }
    printed.push_str(block.map_or("", |_| "}\n"));
    let imports = used.imports(module, is_type);
    let docs = (!docs.is_empty()).then(|| quote!(#![doc = #docs]));
    let has_head = docs.is_some();
    let head = syn::parse2(quote! { #docs #imports }).map_err(spoken)?;
    let mut code = prettyplease::unparse(&head);
    if imports.is_empty() && has_head {
        code.push('\n');
    }
    code.push_str(&printed);
    let above = match has_head {
        true => header.above_docs(),
        false => format!("{header}\n\n"),
    };
    Ok(format!("{above}{}", space_out(&code)))
}

fn spoken(error: syn::Error) -> String {
    format!("the emitted code does not parse: {error}")
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
        if let Item::Macro(table) = &item {
            let attributes = table
                .attrs
                .iter()
                .map(|attribute| line(&quote!(#attribute)));
            printed.extend(attributes.map(|attribute| format!("{attribute}\n")));
            printed.push_str(&table::print(&table.mac)?);
            continue;
        }
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
        // A line of a comment may end like an item.
        let after_item = before.ends_with(';') && !before.trim_start().starts_with("//");
        let after_static = after_item
            && line
                .trim_start_matches("pub(crate) ")
                .starts_with("static ");
        let before_table = (before == "}" || after_item && before.ends_with(");"))
            && line.starts_with("users_client_runtime::")
            && line.contains("! {");
        let before_comment = after_item && line.starts_with("///");
        let between_items = after_static
            || before_comment
            || before_table
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
    matches!(line.trim_start(), "}" | "};")
        || line.starts_with("pub type ")
        || line.starts_with("users_client_runtime::")
}

fn starts_item(line: &str) -> bool {
    const STARTS: &[&str] = &["///", "#[", "pub ", "pub(crate) ", "impl", "fn ", "static "];
    STARTS
        .iter()
        .any(|start| line.trim_start().starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::space_out;

    #[test]
    fn a_comment_with_a_semicolon_is_torn_apart() {
        let code = "/// Makes it larger;\n/// see there;\npub(crate) static LARGER: &str = \"\";\n";
        assert_eq!(space_out(code), code);
        let items = "pub(crate) static ONE: u8 = 1;\n/// Two.\npub(crate) static TWO: u8 = 2;\n";
        assert_eq!(space_out(items), items.replace("/// Two", "\n/// Two"));
    }
}
