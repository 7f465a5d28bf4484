//! JSON pointers (RFC 6901) and the `#/…` references that hold them.

use std::borrow::Cow;

/// The pointer to a member of what `parent` points to.
pub fn join(parent: &str, token: &str) -> String {
    let mut pointer = String::with_capacity(parent.len() + token.len() + 1);
    pointer.push_str(parent);
    pointer.push('/');
    pointer.push_str(&escape(token));
    pointer
}

/// A reference token as it is written inside a pointer: `~` becomes `~0`, `/` becomes `~1`.
pub fn escape(token: &str) -> Cow<'_, str> {
    if token.contains(['~', '/']) {
        Cow::Owned(token.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(token)
    }
}

/// The reference tokens of a pointer, unescaped, from the root down.
pub fn tokens(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer.split('/').skip(1).map(unescape)
}

pub(crate) fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        // `~1` first: the other order would turn `~01`, which means `~1`, into `/`.
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

/// The last reference token of a pointer, unescaped; empty for the root.
pub fn last(pointer: &str) -> Cow<'_, str> {
    pointer
        .rsplit_once('/')
        .map_or(Cow::Borrowed(""), |(_, token)| unescape(token))
}

/// The pointer in a reference into the same document: `#/components/schemas/A%20B` points to
/// `/components/schemas/A B`. `None` when the reference leads out of the document or into it by
/// other means than a pointer.
pub fn of_reference(reference: &str) -> Option<String> {
    let fragment = reference.strip_prefix('#')?;
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return None;
    }
    percent_decode(fragment)
}

/// RFC 6901 section 6: a pointer in a URI fragment is percent-encoded UTF-8.
fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The reference into the same document that a pointer makes: what a URI fragment cannot hold is
/// percent-encoded.
pub fn to_reference(pointer: &str) -> String {
    let mut reference = String::with_capacity(pointer.len() + 1);
    reference.push('#');
    for character in pointer.chars() {
        if character == '%' {
            reference.push_str("%25");
        } else {
            reference.push(character);
        }
    }
    reference
}
