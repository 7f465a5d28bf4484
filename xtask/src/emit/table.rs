//! Tables: what a macro of the runtime makes of rows. A formatter would leave them as they come.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::Macro;
use syn::parse::Parser as _;

use super::line::line;

/// The longest line of a table.
const WIDTH: usize = 110;

/// How rows stand below each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rows {
    /// Each on its own line: a change of one is the change of one line.
    Apart,
    /// As many on a line as fit.
    Filled,
}

/// A macro with its table.
///
/// # Errors
///
/// A message, if there is something among the attributes that is none: a bug.
pub(super) fn print(table: &Macro) -> syn::Result<String> {
    let path = table.path.segments.iter();
    let path: Vec<String> = path.map(|segment| segment.ident.to_string()).collect();
    let rows = match path.last().map(String::as_str) {
        Some("object" | "answer_object" | "tagged") => Rows::Apart,
        _ => Rows::Filled,
    };
    let path = path.join("::");
    let tokens = &table.tokens;
    // What is a whole type begins as one does.
    if matches!(table.delimiter, syn::MacroDelimiter::Brace(_)) {
        if path.ends_with("::exports") || path.ends_with("::groups") {
            let rows = body(tokens, 4, Rows::Apart)?;
            return Ok(format!("{path}! {{\n{rows}}}\n"));
        }
        let (attributes, rest) = attributes(tokens.clone())?;
        let attributes = attributes
            .iter()
            .map(|attribute| format!("    {attribute}\n"));
        let attributes: String = attributes.collect();
        let rest = match rows {
            Rows::Apart => declared(&rest)?,
            Rows::Filled => row(&rest, 4, rows, "")?,
        };
        return Ok(format!("{path}! {{\n{attributes}    {rest}\n}}\n"));
    }
    let whole = format!("{path}!({});\n", line(tokens));
    if whole.chars().count() <= WIDTH && !has_attributes(tokens) {
        return Ok(whole);
    }
    let head = format!("{path}!(");
    Ok(format!("{});\n", broken(tokens, &head, 0, rows)?))
}

/// What is declared by rows that have a line each.
fn declared(tokens: &TokenStream) -> syn::Result<String> {
    let mut head: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let Some(TokenTree::Group(rows)) = head.pop() else {
        return Ok(line(tokens));
    };
    let head = line(&head.into_iter().collect());
    let rows = body(&rows.stream(), 8, Rows::Apart)?;
    Ok(format!("{head} {{\n{rows}    }}"))
}

/// Rows, and what parts them: a semicolon, if there is one, or a comma.
///
/// # Errors
///
/// A message, if there is something among the attributes that is none: a bug.
pub(super) fn body(tokens: &TokenStream, indent: usize, rows: Rows) -> syn::Result<String> {
    let (all, sign) = match split(tokens, ';') {
        all if all.len() > 1 => (all, ";"),
        _ => (split(tokens, ','), ","),
    };
    let margin = " ".repeat(indent);
    let mut text = String::new();
    let mut current = String::new();
    for one in all.into_iter().filter(|one| !one.is_empty()) {
        let (attributes, rest) = attributes(one)?;
        let short = format!("{}{sign}", line(&rest));
        let is_short = attributes.is_empty()
            && !has_attributes(&rest)
            && indent + short.chars().count() <= WIDTH;
        let fits = indent + current.chars().count() + 1 + short.chars().count() <= WIDTH;
        if is_short && rows == Rows::Filled && sign == "," && fits && !current.is_empty() {
            current = format!("{current} {short}");
            continue;
        }
        if !current.is_empty() {
            text.push_str(&format!("{margin}{current}\n"));
            current.clear();
        }
        if is_short {
            current = short;
            continue;
        }
        for attribute in attributes {
            text.push_str(&format!("{margin}{attribute}\n"));
        }
        let row = row(&rest, indent, rows, sign)?;
        text.push_str(&format!("{margin}{row}\n"));
    }
    if !current.is_empty() {
        text.push_str(&format!("{margin}{current}\n"));
    }
    Ok(text)
}

/// A row and the sign behind it, in one line if it fits.
fn row(row: &TokenStream, indent: usize, rows: Rows, sign: &str) -> syn::Result<String> {
    let short = format!("{}{sign}", line(row));
    if !has_attributes(row) && indent + short.chars().count() <= WIDTH {
        return Ok(short);
    }
    let margin = " ".repeat(indent);
    let broken = broken(row, &margin, indent, rows)?;
    Ok(format!("{}{sign}", broken.trim_start()))
}

/// A row that does not fit into a line, behind what stands before it: its groups are opened where they have to be, and what
/// stands before them goes on in the next line before an arrow, a call or another value.
fn broken(row: &TokenStream, head: &str, indent: usize, rows: Rows) -> syn::Result<String> {
    let margin = " ".repeat(indent);
    let mut text = head.to_owned();
    let mut pending = Vec::new();
    for (index, token) in row.clone().into_iter().enumerate() {
        let opened = match &token {
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Brace => Some((group.stream(), " {", "}")),
                Delimiter::Parenthesis if index == 1 => Some((group.stream(), "(", ")")),
                _ => None,
            },
            _ => None,
        };
        pending.push(token);
        let Some((inner, open, close)) = opened else {
            continue;
        };
        let has_rows = has_attributes(&inner) || is_rows(&inner);
        let short = line(&pending.iter().cloned().collect());
        let may_stay = inner.is_empty() || open == "(" || rows == Rows::Filled || !has_rows;
        if may_stay && short.chars().count() <= room(&text) {
            push(&mut text, &short);
        } else {
            pending.pop();
            goes_on(&mut text, &pending, &margin);
            text.push_str(open);
            if !inner.is_empty() {
                let rows = match open == "(" || !has_rows {
                    true => Rows::Filled,
                    false => rows,
                };
                text.push_str(&format!("\n{}{margin}", body(&inner, indent + 4, rows)?));
            }
            text.push_str(close);
        }
        pending.clear();
    }
    goes_on(&mut text, &pending, &margin);
    Ok(text)
}

/// What fits into the last line, with a space before it and a sign behind it.
fn room(text: &str) -> usize {
    let last = text.rsplit('\n').next().unwrap_or_default();
    WIDTH.saturating_sub(last.chars().count() + 2)
}

/// Whether there are several rows of what is declared, each of which is worth a line.
fn is_rows(inner: &TokenStream) -> bool {
    split(inner, ',').len() > 1 && line(inner).contains(':')
}

fn push(text: &mut String, more: &str) {
    let glued = more.starts_with(['(', '.', ',', ';']) || text.ends_with([' ', '\n', '(']);
    if !(glued || text.is_empty() || more.is_empty()) {
        text.push(' ');
    }
    text.push_str(more);
}

/// Writes tokens, as many in a line as fit: what follows an arrow, is called or is another value may stand in the next one.
fn goes_on(text: &mut String, tokens: &[TokenTree], margin: &str) {
    let mut pieces = vec![TokenStream::new()];
    for (index, token) in tokens.iter().enumerate() {
        let is_arrow = |sign: char| {
            let next = tokens.get(index + 1);
            let is_head = matches!(next, Some(TokenTree::Punct(next)) if next.as_char() == '>');
            matches!(sign, '=' | '-') && is_head
        };
        if matches!(token, TokenTree::Punct(sign) if matches!(sign.as_char(), '.' | '|') || is_arrow(sign.as_char()))
        {
            pieces.push(TokenStream::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.extend([token.clone()]);
        }
    }
    for piece in pieces {
        let piece = line(&piece);
        if piece.chars().count() > room(text) && !text.trim_end().is_empty() {
            text.truncate(text.trim_end().len());
            text.push_str(&format!("\n{margin}    "));
        }
        push(text, &piece);
    }
}

/// What stands between signs that stand in no group and in no list of generic arguments.
fn split(tokens: &TokenStream, at: char) -> Vec<TokenStream> {
    let mut rows = vec![TokenStream::new()];
    let mut depth = 0_usize;
    let mut arrow = false;
    for token in tokens.clone() {
        let mut is_arrow = false;
        if let TokenTree::Punct(sign) = &token {
            match sign.as_char() {
                '<' => depth += 1,
                '>' if !arrow => depth = depth.saturating_sub(1),
                '-' | '=' => is_arrow = sign.spacing() == Spacing::Joint,
                sign if sign == at && depth == 0 => {
                    rows.push(TokenStream::new());
                    continue;
                }
                _ => {}
            }
        }
        arrow = is_arrow;
        if let Some(row) = rows.last_mut() {
            row.extend([token]);
        }
    }
    rows
}

/// The attributes before a row, each as its line, and the row without them.
fn attributes(row: TokenStream) -> syn::Result<(Vec<String>, TokenStream)> {
    if !has_attributes(&row) {
        return Ok((Vec::new(), row));
    }
    let parse = |input: syn::parse::ParseStream<'_>| {
        Ok((
            input.call(syn::Attribute::parse_outer)?,
            input.parse::<TokenStream>()?,
        ))
    };
    let (attributes, rest) = parse.parse2(row)?;
    let lines = attributes.iter().map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(syn::MetaNameValue {
            path,
            value:
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(text),
                    ..
                }),
            ..
        }) if path.is_ident("doc") => format!("///{}", text.value()),
        _ => line(&quote::ToTokens::to_token_stream(attribute)),
    });
    Ok((lines.collect(), rest))
}

/// Whether there are attributes in it.
fn has_attributes(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Punct(sign) => sign.as_char() == '#',
        TokenTree::Group(group) => has_attributes(&group.stream()),
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    })
}
