//! Help from documentation comments: the prose of a description, as it was before it was made safe for rustdoc.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// What is said of a field whose `null` is told from its absence. It speaks to who writes Rust.
const OF_RUST: &str = "`Some(None)` is sent as `null`, `None` is not sent.";

/// What the documentation comments say, each paragraph in one line.
pub(crate) fn help(attributes: &[Attribute]) -> String {
    let lines: Vec<String> = attributes.iter().filter_map(line).collect();
    let text = lines.join("\n");
    let paragraphs = text
        .split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .map(|paragraph| plain(paragraph.replace(OF_RUST, "").trim()))
        .filter(|paragraph| !paragraph.is_empty());
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// A line of a documentation comment, without the space in front.
fn line(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else {
        return None;
    };
    let Expr::Lit(ExprLit {
        lit: Lit::Str(text),
        ..
    }) = &meta.value
    else {
        return None;
    };
    let is_doc = meta.path.is_ident("doc");
    is_doc.then(|| text.value().trim_end().to_owned())
}

/// Text without the escapes and the angle brackets that rustdoc needs, outside of code spans.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let next = rest[sign.len_utf8()..].chars().next();
        let length = match (sign, next) {
            ('`', _) => {
                let ticks = rest.len() - rest.trim_start_matches('`').len();
                let end = rest[ticks..].find(&rest[..ticks]);
                let length = end.map_or(ticks, |end| end + 2 * ticks);
                plain.push_str(&rest[..length]);
                length
            }
            ('\\', Some(escaped)) if escaped.is_ascii_punctuation() => {
                plain.push(escaped);
                2
            }
            ('<', _) => match address(rest) {
                Some(address) => {
                    plain.push_str(address);
                    address.len() + 2
                }
                None => {
                    plain.push('<');
                    1
                }
            },
            _ => {
                plain.push(sign);
                sign.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    plain
}

/// The address between the angle brackets that a text begins with.
fn address(text: &str) -> Option<&str> {
    let (address, _) = text.strip_prefix('<')?.split_once('>')?;
    let is_address = address.starts_with("http") && !address.contains(' ');
    is_address.then_some(address)
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::help;

    #[test]
    fn help_is_written_for_rustdoc() {
        let cases: [(Attributes, &str); 4] = [
            (
                vec![
                    parse_quote!(#[doc = " One line"]),
                    parse_quote!(#[doc = " and one."]),
                ],
                "One line and one.",
            ),
            (
                vec![
                    parse_quote!(#[doc = " A."]),
                    parse_quote!(#[doc = ""]),
                    parse_quote!(#[doc = " B."]),
                ],
                "A.\n\nB.",
            ),
            (
                vec![
                    parse_quote!(#[doc = r" `a\[b` \[c\] <https://d.example>."]),
                    parse_quote!(#[doc(alias = "e")]),
                ],
                r"`a\[b` [c] https://d.example.",
            ),
            (
                vec![
                    parse_quote!(#[doc = " A."]),
                    parse_quote!(#[doc = ""]),
                    parse_quote!(#[doc = " `Some(None)` is sent as `null`, `None` is not sent."]),
                ],
                "A.",
            ),
        ];
        for (attributes, said) in cases {
            assert_eq!(help(&attributes), said);
        }
    }

    type Attributes = Vec<syn::Attribute>;
}
