//! Cookies.

/// A cookie (RFC 6265 §4.1.1), whose value has no way to escape a character.
pub(crate) fn cookie_pair(name: &str, value: &str) -> Result<String, &'static str> {
    let outside = |byte: u8| !byte.is_ascii_graphic() || matches!(byte, b'"' | b',' | b';' | b'\\');
    if value.bytes().any(outside) {
        return Err("it contains a character that a cookie cannot carry");
    }
    Ok(format!("{name}={value}"))
}
