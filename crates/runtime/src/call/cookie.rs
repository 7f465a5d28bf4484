//! Cookies (RFC 6265 §4.1.1).

/// `name=value`.
pub(crate) fn cookie_pair(name: &str, value: &str) -> Result<String, &'static str> {
    // The members of an object become names, and may come from anywhere.
    if name.is_empty() || name.bytes().any(|byte| byte == b'=' || is_outside(byte)) {
        return Err("it has a name that a cookie cannot have");
    }
    Ok(format!("{name}={}", cookie_value(value)?))
}

/// The value of a cookie, which has no way to escape a character.
pub(crate) fn cookie_value(value: &str) -> Result<&str, &'static str> {
    if value.bytes().any(is_outside) {
        return Err("it contains a character that a cookie cannot carry");
    }
    Ok(value)
}

fn is_outside(byte: u8) -> bool {
    !byte.is_ascii_graphic() || matches!(byte, b'"' | b',' | b';' | b'\\')
}
