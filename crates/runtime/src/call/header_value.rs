//! Header values that arrive as they were given.

use http::header::HeaderValue;

const UNSENDABLE: &str =
    "it contains a character that a header cannot carry, perhaps a line break at its end";

const NOT_ASCII: &str = "it contains a letter or sign beyond ASCII, which has no meaning in a header that all servers agree on";

/// A header value, or why the server would not see the same text: control characters end a
/// header, the meaning of other than ASCII is not defined (RFC 9110 §5.5), and white space at
/// either end does not belong to the value.
pub(crate) fn plain(text: &str) -> Result<HeaderValue, &'static str> {
    if text != text.trim_matches([' ', '\t']) {
        return Err("it begins or ends with white space, which does not reach the server");
    }
    // `HeaderValue` itself lets bytes beyond ASCII pass.
    if !text.is_ascii() {
        return Err(NOT_ASCII);
    }
    HeaderValue::from_str(text).map_err(|_| UNSENDABLE)
}

/// Whether the client alone says what a header is: credentials, and how the message is framed and what it holds.
pub(crate) fn is_owned(name: &str) -> bool {
    const OWNED: &[&str] = &[
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "cookie",
        "expect",
        "host",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ];
    OWNED.iter().any(|owned| name.eq_ignore_ascii_case(owned))
}

/// A header value that is marked as sensitive, so that nothing below this crate shows it.
pub(crate) fn sensitive(text: &str) -> Result<HeaderValue, &'static str> {
    let mut value = plain(text)?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_value_is_not_shown_by_those_who_pass_it_on() {
        let value = sensitive("hunter2").unwrap();
        assert_eq!(format!("{value:?}"), "Sensitive");
        assert_eq!(format!("{:?}", plain("main").unwrap()), "\"main\"");
    }

    #[test]
    fn what_would_not_arrive_as_given_is_refused() {
        for text in [" a", "a\t", "a\nb", "a\rb", "a\0", "\u{7f}", "é", "\u{a0}"] {
            assert!(plain(text).is_err(), "{text:?}");
        }
        assert!(!plain("ä").unwrap_err().contains("line break"));
        for text in ["", "a b", "a\tb", "\"~!"] {
            assert_eq!(plain(text).unwrap(), text);
        }
    }
}
