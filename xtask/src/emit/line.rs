//! Tokens in one line.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// What was written last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing, or what the next token is glued to.
    Start,
    /// An identifier, a literal, or the end of a group.
    Word,
    /// A sign that wants a space behind it.
    Sign,
    /// `>`, behind which a word wants a space.
    Close,
}

/// Tokens in one line, with the spaces that a formatter sets.
pub(crate) fn line(tokens: &TokenStream) -> String {
    let mut text = String::new();
    write(tokens, &mut text);
    text
}

fn write(tokens: &TokenStream, text: &mut String) {
    let mut last = Last::Start;
    let mut tokens = tokens.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if last != Last::Start {
                    text.push(' ');
                }
                text.push_str(&token.to_string());
                last = Last::Word;
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                let is_brace = group.delimiter() == Delimiter::Brace;
                if last == Last::Sign || is_brace && last != Last::Start {
                    text.push(' ');
                }
                text.push_str(open);
                let inner = line(&group.stream());
                match is_brace && !inner.is_empty() {
                    true => text.push_str(&format!(" {inner} ")),
                    false => text.push_str(&inner),
                }
                text.push_str(close);
                last = Last::Word;
            }
            TokenTree::Punct(sign) => {
                let mut signs = String::from(sign.as_char());
                let mut spacing = sign.spacing();
                while spacing == Spacing::Joint
                    && let Some(TokenTree::Punct(next)) = tokens.peek()
                    && belongs(&signs, next.as_char())
                {
                    signs.push(next.as_char());
                    spacing = next.spacing();
                    tokens.next();
                }
                last = sign_of(&signs, last, text);
            }
        }
    }
}

/// Whether a sign goes on with another one: `::`, `=>`, `->`, `..=`.
fn belongs(signs: &str, next: char) -> bool {
    matches!(
        (signs, next),
        (":", ':') | ("=" | "-", '>') | ("." | "..", '.') | ("..", '=')
    )
}

fn sign_of(signs: &str, last: Last, text: &mut String) -> Last {
    match signs {
        "," | ";" => {
            text.push_str(signs);
            Last::Sign
        }
        ":" => {
            text.push(':');
            Last::Sign
        }
        "=" | "=>" | "->" | "|" | "+" | "/" => {
            if last != Last::Start {
                text.push(' ');
            }
            text.push_str(signs);
            Last::Sign
        }
        ">" => {
            text.push('>');
            Last::Close
        }
        "&" | "*" | "#" | "'" | "-" | "::" if matches!(last, Last::Sign | Last::Word) => {
            if last == Last::Sign || signs != "::" {
                text.push(' ');
            }
            text.push_str(signs);
            Last::Start
        }
        _ => {
            text.push_str(signs);
            Last::Start
        }
    }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_line_is_not_as_a_formatter_writes_it() {
        for text in [
            "since: DateTime<Utc> => query(\"since\", &since)",
            "tags: impl IntoIterator<Item = impl Into<String>> => each_into",
            "GetUser(get_user) => send_json: Vec<types::User>, types::ApiError",
            "GET(\"get\", \"GET\", \"/\").success(&[Status::Code(200)])",
            "active: bool => query(\"active\", &if active { 1 } else { 0 })",
            "&tags.into_iter().map(Into::into).collect::<Vec<String>>()",
            "text: &str => query(\"text\", text)",
            "Kind, Other { Low = -1, High = 1 }",
            "email / email_null: Option<Vec<u8>>",
            "[500..=599] => json Other",
            "create_user => create_user(operations::CREATE_USER, Json<User>) -> Empty, types::ApiError",
        ] {
            let tokens = text.parse().expect("these are tokens");
            assert_eq!(line(&tokens), text);
        }
    }
}
