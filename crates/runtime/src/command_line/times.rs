//! Times that the wire counts: how somebody writes them, and how they are shown.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

/// The seconds since the beginning of 1970 that are meant.
pub(crate) fn seconds(text: &str) -> Result<i64, String> {
    number(text).map_or_else(|| time(text).map(|time| time.timestamp()), Ok)
}

/// The milliseconds since the beginning of 1970 that are meant.
pub(crate) fn milliseconds(text: &str) -> Result<i64, String> {
    number(text).map_or_else(|| time(text).map(|time| time.timestamp_millis()), Ok)
}

fn number(text: &str) -> Option<i64> {
    text.parse().ok()
}

/// A time with its offset, or a day or a time in UTC, as tables show them.
fn time(text: &str) -> Result<DateTime<Utc>, String> {
    let day = || {
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .ok()?
            .and_hms_opt(0, 0, 0)
    };
    let minute = || NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").ok();
    let zoned = DateTime::parse_from_rfc3339(text).map(|time| time.to_utc());
    zoned
        .ok()
        .or_else(|| minute().or_else(day).map(|time| time.and_utc()))
        .ok_or_else(|| "it is no time, such as `2026-11-20` or `2026-11-20T08:12:00Z`".to_owned())
}

/// Seconds as a time in UTC.
pub(crate) fn of_seconds(seconds: i64) -> Option<String> {
    DateTime::from_timestamp(seconds, 0).map(shown)
}

/// Milliseconds as a time in UTC.
pub(crate) fn of_milliseconds(milliseconds: i64) -> Option<String> {
    DateTime::from_timestamp_millis(milliseconds).map(shown)
}

fn shown(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_another_time() {
        assert_eq!(seconds("1970-01-02"), Ok(86_400));
        assert_eq!(seconds("1970-01-01T01:00:00+01:00"), Ok(0));
        assert_eq!(milliseconds("1970-01-01 00:01"), Ok(60_000));
        assert_eq!(milliseconds("-5"), Ok(-5));
        assert!(seconds("soon").is_err());
    }

    #[test]
    fn a_table_shows_a_time_that_cannot_be_given_back() {
        let shown = of_milliseconds(1_795_000_000_000).unwrap();
        assert_eq!(milliseconds(&shown), Ok(1_794_999_960_000));
    }
}
