//! Times that the wire counts since 1970.
//!
//! Servers send "never" as the largest number there is, which no calendar holds: what lies beyond is read as the first or the
//! last time that chrono knows, since one such value would make every list with it unreadable. That time is written as the
//! smallest or largest number, so that "never" stays what it is.
//!
//! Other servers send 0 for "never". It stays the beginning of 1970 (`DateTime::UNIX_EPOCH`): were it read as `None`, a property
//! that is sent back would not be sent, and an end that was set could not be taken away.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A module for serde's `with`, and one within for what may be absent or null.
macro_rules! unit {
    ($(#[$docs:meta])* $unit:ident, $read:path, $write:path) => {
        $(#[$docs])*
        pub mod $unit {
            use super::*;

            /// Reads the number.
            ///
            /// # Errors
            ///
            /// What is no whole number.
            pub fn deserialize<'de, D>(deserializer: D) -> Result<DateTime<Utc>, D::Error>
            where
                D: Deserializer<'de>,
            {
                i64::deserialize(deserializer).map(|number| within(number, $read(number)))
            }

            /// Writes the number.
            ///
            /// # Errors
            ///
            /// Those of the serializer.
            pub fn serialize<S: Serializer>(
                time: &DateTime<Utc>,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64($write(time))
            }

            /// The same for what may be absent or null.
            pub mod option {
                use super::*;

                /// Reads the number, if there is one.
                ///
                /// # Errors
                ///
                /// What is neither a whole number nor null.
                pub fn deserialize<'de, D>(
                    deserializer: D,
                ) -> Result<Option<DateTime<Utc>>, D::Error>
                where
                    D: Deserializer<'de>,
                {
                    let number = Option::<i64>::deserialize(deserializer)?;
                    Ok(number.map(|number| within(number, $read(number))))
                }

                /// Writes the number, or null.
                ///
                /// # Errors
                ///
                /// Those of the serializer.
                pub fn serialize<S: Serializer>(
                    time: &Option<DateTime<Utc>>,
                    serializer: S,
                ) -> Result<S::Ok, S::Error> {
                    time.as_ref().map($write).serialize(serializer)
                }
            }

            /// The same for what may be absent, which is `None`, or null, which is `Some(None)`.
            pub mod present_or_null {
                use super::*;

                /// Reads the number or null.
                ///
                /// # Errors
                ///
                /// What is neither a whole number nor null.
                pub fn deserialize<'de, D>(
                    deserializer: D,
                ) -> Result<Option<Option<DateTime<Utc>>>, D::Error>
                where
                    D: Deserializer<'de>,
                {
                    option::deserialize(deserializer).map(Some)
                }

                /// Writes the number, or null.
                ///
                /// # Errors
                ///
                /// Those of the serializer.
                pub fn serialize<S: Serializer>(
                    time: &Option<Option<DateTime<Utc>>>,
                    serializer: S,
                ) -> Result<S::Ok, S::Error> {
                    option::serialize(&time.flatten(), serializer)
                }
            }
        }
    };
}

unit!(
    /// In seconds.
    seconds,
    from_seconds,
    to_seconds
);

unit!(
    /// In milliseconds.
    milliseconds,
    DateTime::from_timestamp_millis,
    to_milliseconds
);

fn from_seconds(number: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(number, 0)
}

fn to_seconds(time: &DateTime<Utc>) -> i64 {
    beyond(time).unwrap_or_else(|| time.timestamp())
}

fn to_milliseconds(time: &DateTime<Utc>) -> i64 {
    beyond(time).unwrap_or_else(|| time.timestamp_millis())
}

/// The time, or the end of all times on the side where the number lies.
fn within(number: i64, time: Option<DateTime<Utc>>) -> DateTime<Utc> {
    let end = if number < 0 {
        DateTime::<Utc>::MIN_UTC
    } else {
        DateTime::<Utc>::MAX_UTC
    };
    time.unwrap_or(end)
}

/// The number for the end of all times.
fn beyond(time: &DateTime<Utc>) -> Option<i64> {
    let ends = [
        (DateTime::<Utc>::MIN_UTC, i64::MIN),
        (DateTime::<Utc>::MAX_UTC, i64::MAX),
    ];
    let mut ends = ends.into_iter();
    ends.find_map(|(end, number)| (*time == end).then_some(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize, Serialize)]
    struct Account {
        #[serde(with = "seconds")]
        created: DateTime<Utc>,
        #[serde(default, with = "milliseconds::option")]
        expires: Option<DateTime<Utc>>,
    }

    #[test]
    fn a_time_beyond_the_calendar_makes_an_answer_unreadable_or_is_another_when_it_is_sent_back() {
        let text = format!(r#"{{"created":{},"expires":{}}}"#, i64::MIN, i64::MAX);
        let account: Account = serde_json::from_str(&text).unwrap();
        assert_eq!(account.created, DateTime::<Utc>::MIN_UTC);
        assert_eq!(account.expires, Some(DateTime::<Utc>::MAX_UTC));
        assert_eq!(serde_json::to_string(&account).unwrap(), text);
    }
}
