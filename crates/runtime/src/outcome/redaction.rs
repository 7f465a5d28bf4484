//! Secrets that a server repeats are not shown either.
//!
//! Servers quote what they were sent: "invalid key abc", "the password abc is too short". Their messages
//! are part of `Display`, so what the request held as a secret is taken out of them.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use http::header::HeaderMap;

use crate::values::secret::Secret;

const MASK: &str = "***";

/// The credentials in the headers of a request: every form in which a server may quote them.
pub(crate) fn in_headers(headers: &HeaderMap) -> Vec<Secret> {
    let mut secrets = Vec::new();
    let sensitive = headers.values().filter(|value| value.is_sensitive());
    for text in sensitive.filter_map(|value| value.to_str().ok()) {
        secrets.push(Secret::from(text));
        // Cookies: each of them is `name=value`.
        let pairs = text.split("; ").filter_map(|pair| pair.split_once('='));
        secrets.extend(pairs.map(|(_, value)| Secret::from(value)));
        let Some((scheme, credential)) = text.split_once(' ') else {
            continue;
        };
        secrets.push(Secret::from(credential));
        if scheme == "Basic" {
            let pair = STANDARD.decode(credential).ok();
            let pair = pair.and_then(|pair| String::from_utf8(pair).ok());
            let pair = pair.map(Secret::from);
            let password = pair.as_ref().and_then(|pair| pair.expose().split_once(':'));
            secrets.extend(password.map(|(_, password)| Secret::from(password)));
        }
    }
    secrets
}

/// Of a longer secret this much is enough to be taken for it: servers shorten what they quote.
const BEGINNING: usize = 8;

/// A shorter secret is taken out where it is a word of its own: taken out of others it would be what they lack.
const WORD: usize = 4;

/// The text without the secrets: as they are, as `%`, `+`, JSON and HTML escape them, in base64, and their beginnings.
pub(crate) fn mask<'t>(text: &'t str, secrets: &[Secret]) -> Cow<'t, str> {
    let values = secrets.iter().map(Secret::expose);
    let mut values: Vec<Secret> = values
        .filter(|value| !value.is_empty())
        .map(Secret::from)
        .collect();
    let long = secrets.iter().map(Secret::expose);
    let long = long.filter(|value| value.len() >= BEGINNING * 3 / 4);
    for value in long {
        values.push(STANDARD_NO_PAD.encode(value).into());
        values.push(URL_SAFE_NO_PAD.encode(value).into());
    }

    let mut masked = String::new();
    let mut rest = text;
    let mut copied = text;
    while let Some(first) = rest.chars().next() {
        let start = text.len() - rest.len();
        let longest = values.iter().filter_map(|value| {
            let length = quoted(rest, value.expose())?;
            (value.expose().len() >= WORD || is_word(text, start, length)).then_some(length)
        });
        let Some(length) = longest.max() else {
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        };
        let before = copied.len() - rest.len();
        masked.push_str(copied.get(..before).unwrap_or_default());
        masked.push_str(MASK);
        rest = rest.get(length..).unwrap_or_default();
        copied = rest;
    }
    if copied.len() == text.len() {
        return Cow::Borrowed(text);
    }
    masked.push_str(copied);
    Cow::Owned(masked)
}

/// Whether nothing before and after a part of the text belongs to the same word.
fn is_word(text: &str, start: usize, length: usize) -> bool {
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let after = text
        .get(start + length..)
        .and_then(|text| text.chars().next());
    let goes_on = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    !goes_on(before) && !goes_on(after)
}

/// How much of the text quotes the secret, or its beginning, at the start of the text.
fn quoted(text: &str, secret: &str) -> Option<usize> {
    let spellings = [plain, percent, json, html];
    let lengths = spellings.into_iter().filter_map(|spelling| {
        let mut length = 0;
        let mut missing = secret.as_bytes();
        while !missing.is_empty() {
            let Some((read, spelled)) = spelling(text.get(length..)?) else {
                break;
            };
            let mut buffer = [0; 4];
            let bytes = spelled.bytes(&mut buffer);
            missing = match missing.strip_prefix(bytes) {
                Some(missing) => missing,
                // A form writes a space in this way, and everything else writes the sign itself.
                None if spelled == Spelled::Plus && missing.first() == Some(&b' ') => {
                    missing.get(1..).unwrap_or_default()
                }
                None => break,
            };
            length += read;
        }
        let found = secret.len() - missing.len();
        (missing.is_empty() || found >= BEGINNING).then_some(length)
    });
    lengths.max()
}

/// What a spelling means.
#[derive(Clone, Copy, PartialEq)]
enum Spelled {
    Character(char),
    Byte(u8),
    Plus,
}

impl Spelled {
    fn bytes(self, buffer: &mut [u8; 4]) -> &[u8] {
        match self {
            Self::Character(character) => character.encode_utf8(buffer).as_bytes(),
            Self::Byte(byte) => {
                *buffer = [byte, 0, 0, 0];
                &buffer[..1]
            }
            Self::Plus => b"+",
        }
    }
}

/// The first character of a text, and how long its spelling is.
type Spelling = Option<(usize, Spelled)>;

fn plain(text: &str) -> Spelling {
    let first = text.chars().next()?;
    Some((first.len_utf8(), Spelled::Character(first)))
}

/// As in URLs and forms.
fn percent(text: &str) -> Spelling {
    if text.starts_with('+') {
        return Some((1, Spelled::Plus));
    }
    let escaped = text.strip_prefix('%').and_then(|rest| rest.get(..2));
    match escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
        Some(byte) => Some((3, Spelled::Byte(byte))),
        None => plain(text),
    }
}

/// As in a string of JSON.
fn json(text: &str) -> Spelling {
    let unit = |at: usize| {
        let digits = text.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    if let Some(first) = unit(0) {
        // Beyond the first plane a character is two of them.
        let units = [Some(first), unit(6)];
        let mut characters = char::decode_utf16(units.into_iter().flatten());
        let character = characters.next()?.ok()?;
        let length = 6 * character.len_utf16();
        return Some((length, Spelled::Character(character)));
    }
    let escaped = text.strip_prefix('\\').and_then(|rest| rest.chars().next());
    let character = match escaped {
        None => return plain(text),
        Some('n') => '\n',
        Some('r') => '\r',
        Some('t') => '\t',
        Some('b') => '\u{8}',
        Some('f') => '\u{c}',
        Some(itself) => itself,
    };
    Some((
        1 + escaped.map_or(0, char::len_utf8),
        Spelled::Character(character),
    ))
}

/// As in a page.
fn html(text: &str) -> Spelling {
    const LONGEST: usize = 10;
    let name = text.strip_prefix('&').and_then(|rest| {
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';')?;
        rest.get(..end)
    });
    let character = name.and_then(|name| match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        number => {
            let number = number.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    });
    match (character, name) {
        (Some(character), Some(name)) => Some((name.len() + 2, Spelled::Character(character))),
        _ => plain(text),
    }
}

#[cfg(test)]
mod tests {
    use http::header::{AUTHORIZATION, COOKIE};

    use super::*;
    use crate::call::header_value::{plain, sensitive};

    fn exposed(secrets: &[Secret]) -> Vec<&str> {
        secrets.iter().map(Secret::expose).collect()
    }

    #[test]
    fn a_credential_is_found_in_every_form() {
        let mut headers = HeaderMap::new();
        headers.insert("x-key", sensitive("key").unwrap());
        headers.insert("x-other", plain("other").unwrap());
        headers.insert(AUTHORIZATION, sensitive("Basic amFuZTpwOnNz").unwrap());
        headers.insert(COOKIE, sensitive("a=1; b=2").unwrap());
        let found = in_headers(&headers);
        let found = exposed(&found);
        for expected in ["key", "amFuZTpwOnNz", "p:ss", "1", "2"] {
            assert!(found.contains(&expected), "{expected}: {found:?}");
        }
        assert!(!found.contains(&"other") && !found.contains(&"jane"));
    }

    #[test]
    fn a_secret_inside_another_leaves_no_rest() {
        let secrets = ["abc", "", "abcdef", "*"].map(Secret::from);
        assert_eq!(mask("abcdef, abc", &secrets[..3]), "***, ***");
        assert_eq!(mask("nothing", &secrets), "nothing");
    }

    #[test]
    fn a_secret_of_a_letter_is_told_by_what_words_lack() {
        let secrets = ["t", "dat"].map(Secret::from);
        assert_eq!(
            mask("Validation error: token t, 't' and dat: invalid", &secrets),
            "Validation error: token ***, '***' and ***: invalid"
        );
    }

    #[test]
    fn a_secret_in_another_spelling_is_shown() {
        let secret = [Secret::from("pä \"s&s/w=ord")];
        for spelled in [
            "pä \"s&s/w=ord",
            "p%C3%A4%20%22s%26s%2fw%3dord",
            "p%c3%a4+%22s%26s/w%3Dord",
            r#"pä \"s&s\/w=ord"#,
            r#"p\u00e4 \"s&s/w=ord"#,
            "pä &quot;s&amp;s/w=ord",
            "p&#228; &#34;s&#x26;s/w=ord",
            "cMOkICJzJnMvdz1vcmQ",
            "cMOkICJzJnMvdz1vcmQ=",
            // Shortened by the server, in any of them.
            "pä \"s&s/",
            "p%C3%A4%20%22s%26s",
            "cMOkICJz",
        ] {
            let masked = mask(spelled, &secret);
            assert_eq!(masked.trim_end_matches('='), "***", "{spelled}");
            let quoting = format!("invalid: `{spelled}`");
            assert!(mask(&quoting, &secret).starts_with("invalid: `***"));
        }
        for harmless in [
            "pä \"s&", "passport", "p+q", "100%", "a & b;", r"C:\p\q", "%c3",
        ] {
            assert_eq!(mask(harmless, &secret), harmless);
        }
    }

    #[test]
    fn a_text_full_of_beginnings_takes_long() {
        let secrets: Vec<Secret> = (0..20).map(|n| format!("%25%%{n}\\\\u&#").into()).collect();
        // The quickest of some tries: other work on the machine is no fault of the mask.
        let took = |times: usize| {
            let text = r"%25%\u00&#x&amp".repeat(times);
            let tries = (0..5).map(|_| {
                let begin = std::time::Instant::now();
                mask(&text, &secrets);
                begin.elapsed()
            });
            tries.min().unwrap_or_default()
        };
        let (short, long) = (took(500), took(2000));
        assert!(long < short * 10, "{short:?} and {long:?}");
    }
}
