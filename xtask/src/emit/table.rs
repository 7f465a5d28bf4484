//! Tables: what a macro of the runtime makes of rows. A formatter would leave them as they come.

use proc_macro2::{TokenStream, TokenTree};
use syn::Macro;

use super::commands::filled;

/// The longest line of a table.
const WIDTH: usize = 100;

/// `path!(Name, Other { row, row });`, with as many rows to a line as fit, or `path!(Name, other);`.
pub(super) fn print(table: &Macro) -> String {
    let path = table.path.segments.iter();
    let path: Vec<String> = path.map(|segment| segment.ident.to_string()).collect();
    let mut names = Vec::new();
    let mut rows = None;
    for token in table.tokens.clone() {
        match token {
            TokenTree::Ident(name) => names.push(name.to_string()),
            TokenTree::Group(group) => rows = Some(split(group.stream())),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
    let head = format!("{}!({}", path.join("::"), names.join(", "));
    let Some(rows) = rows else {
        return format!("{head});\n");
    };
    if rows.is_empty() {
        return format!("{head} {{}});\n");
    }
    let line = format!("{head} {{ {} }});", rows.join(", "));
    if line.chars().count() <= WIDTH {
        return format!("{line}\n");
    }
    format!("{head} {{\n{}}});\n", filled(&rows, 4))
}

/// What stands between commas.
fn split(tokens: TokenStream) -> Vec<String> {
    let mut rows = vec![TokenStream::new()];
    for token in tokens {
        match (&token, rows.last_mut()) {
            (TokenTree::Punct(sign), _) if sign.as_char() == ',' => rows.push(TokenStream::new()),
            (_, Some(row)) => row.extend([token]),
            (_, None) => {}
        }
    }
    // A sign belongs to its number.
    let rows = rows
        .iter()
        .map(|row| row.to_string().replace("= - ", "= -"));
    rows.filter(|row| !row.is_empty()).collect()
}
