//! Finding one's way in a line with brackets and quotes.

/// What stands before the bracket that closes one which was open, and what after it.
pub(super) fn closed(text: &str, bracket: char) -> Option<(&str, &str)> {
    let end = outside(text).find(|(_, sign)| *sign == bracket)?.0;
    Some((text.get(..end)?, text.get(end + 1..)?))
}

/// The parts between separators, other than those in brackets and quotes.
pub(super) fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends: Vec<usize> = outside(text)
        .filter(|(_, sign)| *sign == separator)
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    ends.into_iter()
        .filter_map(move |end| {
            let part = text.get(start..end)?.trim();
            start = end + separator.len_utf8();
            Some(part)
        })
        .filter(|part| !part.is_empty())
}

/// The signs of a text that stand in no brackets and no quotes; of a bracket that closes nothing, too.
pub(super) fn outside(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut escaped = false;
    let mut before = ' ';
    text.char_indices().filter(move |(_, sign)| {
        let arrow = *sign == '>' && matches!(before, '-' | '=');
        before = *sign;
        if quoted {
            quoted = escaped || *sign != '"';
            escaped = !escaped && *sign == '\\';
            return false;
        }
        match sign {
            '"' => {
                quoted = true;
                false
            }
            '(' | '[' | '{' | '<' => {
                depth += 1;
                false
            }
            _ if arrow => false,
            ')' | ']' | '}' | '>' if depth > 0 => {
                depth -= 1;
                false
            }
            _ => depth == 0,
        }
    })
}
