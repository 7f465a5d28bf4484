//! Times and dates that are written otherwise than RFC 3339 has them.

use std::any::type_name;

/// The text that a `T` is read from, where it is a time or a date and is written otherwise. The visitor's type tells what
/// is read: serde has no better way to ask.
pub(super) fn as_read<T>(text: &str) -> Option<String> {
    written_in_full(type_name::<T>(), text)
}

#[cfg(feature = "chrono")]
fn written_in_full(name: &str, text: &str) -> Option<String> {
    if name == type_name::<chrono::DateTime<chrono::FixedOffset>>() {
        in_full(text)
    } else if name == type_name::<chrono::NaiveDate>() {
        midnight(text).map(str::to_owned)
    } else {
        None
    }
}

/// Without times there is nothing to be written otherwise.
#[cfg(not(feature = "chrono"))]
fn written_in_full(_: &str, _: &str) -> Option<String> {
    None
}

/// A time as RFC 3339 has it, of one that lacks the seconds, the offset or the minutes of it, or has a space for the `T`: without
/// an offset it is in UTC, which is what servers that write it like this mean.
pub(super) fn in_full(text: &str) -> Option<String> {
    const LENGTH: usize = "0001-01-01T00:00".len();
    let (time, rest) = text.split_at_checked(LENGTH)?;
    let digits = |range| time.get(range).is_some_and(is_number);
    let signs = [(4, "-"), (7, "-"), (13, ":")];
    let like_a_time = [0..4, 5..7, 8..10, 11..13, 14..16].into_iter().all(digits)
        && signs
            .into_iter()
            .all(|(at, sign)| time.get(at..=at) == Some(sign))
        && matches!(time.get(10..11), Some("T" | "t" | " "));
    if !like_a_time {
        return None;
    }
    let (seconds, rest) = match rest.strip_prefix(':') {
        Some(rest) => rest.split_at_checked(2)?,
        None => ("00", rest),
    };
    let fraction = match rest.strip_prefix('.') {
        Some(digits) => digits.trim_start_matches(|digit: char| digit.is_ascii_digit()),
        None => rest,
    };
    let (fraction, offset) = rest.split_at(rest.len() - fraction.len());
    let (offset, minutes) = match offset.trim_start() {
        "" | "UTC" | "GMT" => ("Z", ""),
        hours if hours.len() == "+00".len() && hours.starts_with(['+', '-']) => (hours, ":00"),
        whole => (whole, ""),
    };
    let (day, time) = (time.get(..10)?, time.get(11..)?);
    let full = format!("{day}T{time}:{seconds}{fraction}{offset}{minutes}");
    (full != text).then_some(full)
}

/// The day of a time that is the beginning of one.
#[cfg(feature = "chrono")]
fn midnight(text: &str) -> Option<&str> {
    let (day, time) = text.split_at_checked("0001-01-01".len())?;
    let time = time
        .strip_prefix(['T', 't', ' '])?
        .strip_prefix("00:00:00")?;
    let fraction = time.trim_start_matches(['.', '0']);
    matches!(fraction, "" | "Z" | "z").then_some(day)
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
