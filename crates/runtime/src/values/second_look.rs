//! A second look at a value that could not be read: servers write times without an offset, `5.0` for 5, and `null` for a
//! list or a map that is empty.
//!
//! Only what was asked for as a time, an integer, a list or a map is mended; text stays what it is. It costs nothing where
//! the first look is enough.

use std::any::type_name;
use std::cell::Cell;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Value};

/// Reads a value, and looks a second time where that fails.
pub(crate) fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Error> {
    T::deserialize(value)
        .or_else(|error| again(value, |look| T::deserialize(look)).unwrap_or(Err(error)))
}

/// Says where in a value that cannot be read it is wrong, and how.
#[cfg(feature = "client")]
pub(crate) fn locate<T: DeserializeOwned>(
    value: &Value,
) -> Result<T, serde_path_to_error::Error<Error>> {
    serde_path_to_error::deserialize(value).or_else(|error| {
        again(value, |look| serde_path_to_error::deserialize(look)).unwrap_or(Err(error))
    })
}

/// Reads a value that could not be read as it is. `None` if there is nothing to mend in it, and so nothing to be said.
pub(crate) fn again<'v, T, E>(
    value: &'v Value,
    read: impl Fn(Look<'v, '_>) -> Result<T, E>,
) -> Option<Result<T, E>> {
    let mended = Cell::new(false);
    let look = |buffered| Look {
        value,
        buffered,
        mended: &mended,
    };
    let outcome = read(look(false));
    // What serde keeps until it knows where it belongs does not say what it is going to be.
    let outcome = outcome.or_else(|error| read(look(true)).map_err(|_| error));
    mended.get().then_some(outcome)
}

/// A value that is looked at for the second time.
#[derive(Clone, Copy)]
pub(crate) struct Look<'v, 'm> {
    value: &'v Value,
    /// Mends what serde keeps as well.
    buffered: bool,
    mended: &'m Cell<bool>,
}

impl<'v, 'm> Look<'v, 'm> {
    fn at(self, value: &'v Value) -> Self {
        Self { value, ..self }
    }

    /// The integer that a number with a fraction of nothing is.
    fn integer(self) -> Option<Integer> {
        let number = self.value.as_f64().filter(|_| self.value.is_f64())?;
        // The first numbers that do not fit any more, 2^63 and 2^64, are exact in this type.
        let integer = match number {
            number if number.fract() != 0.0 => return None,
            number if (-TWO_TO_63..TWO_TO_63).contains(&number) => Integer::Signed(number as i64),
            number if (TWO_TO_63..2.0 * TWO_TO_63).contains(&number) => {
                Integer::Unsigned(number as u64)
            }
            _ => return None,
        };
        self.mended.set(true);
        Some(integer)
    }

    fn is_null(self) -> bool {
        let null = self.value.is_null();
        self.mended.set(self.mended.get() || null);
        null
    }

    fn rewritten(self, text: Option<String>) -> Option<String> {
        self.mended.set(self.mended.get() || text.is_some());
        text
    }
}

const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

enum Integer {
    Signed(i64),
    Unsigned(u64),
}

impl Integer {
    fn visit<'v, V: Visitor<'v>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Signed(number) => visitor.visit_i64(number),
            Self::Unsigned(number) => visitor.visit_u64(number),
        }
    }
}

macro_rules! integers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.integer() {
                Some(integer) => integer.visit(visitor),
                None => self.value.$method(visitor),
            }
        })*
    };
}

impl<'de> Deserializer<'de> for Look<'de, '_> {
    type Error = Error;

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let kept = self.buffered && is_kept::<V::Value>();
        match self.value {
            Value::Number(_) if kept => match self.integer() {
                Some(integer) => integer.visit(visitor),
                None => self.value.deserialize_any(visitor),
            },
            Value::String(text) if kept => match self.rewritten(in_full(text)) {
                Some(text) => visitor.visit_string(text),
                None => visitor.visit_borrowed_str(text),
            },
            Value::Array(items) => {
                let mut items = SeqDeserializer::new(items.iter().map(|item| self.at(item)));
                let read = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(read)
            }
            Value::Object(members) => {
                let members = members.iter();
                let mut members = MapDeserializer::new(
                    members.map(|(name, member)| (name.as_str(), self.at(member))),
                );
                let read = visitor.visit_map(&mut members)?;
                members.end()?;
                Ok(read)
            }
            scalar => scalar.deserialize_any(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let mended = self.value.as_str().and_then(as_read::<V::Value>);
        match self.rewritten(mended) {
            Some(text) => visitor.visit_string(text),
            None => self.deserialize_any(visitor),
        }
    }

    // Fields of generated types are read in this way at the first look. This is for what is no field: a whole answer.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.is_null() {
            true => visitor.visit_seq(SeqDeserializer::<_, Error>::new([(); 0].into_iter())),
            false => self.deserialize_any(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        // An object that keeps unknown properties is asked for as a map as well.
        match is_map::<V::Value>() && self.is_null() {
            true => visitor.visit_map(MapDeserializer::<_, Error>::new([((), ()); 0].into_iter())),
            false => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.value.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i128 u128 f32 f64 char string bytes byte_buf unit unit_struct tuple tuple_struct struct identifier
        ignored_any
    }
}

impl<'v> IntoDeserializer<'v, Error> for Look<'v, '_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The text that a `T` is read from, where it is a time or a date and is written otherwise. The visitor's type tells what
/// is read: serde has no better way to ask.
fn as_read<T>(text: &str) -> Option<String> {
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

/// Whether serde keeps what comes, for a field that takes the rest of an object for instance.
fn is_kept<T>() -> bool {
    let name = type_name::<T>();
    name.starts_with("serde") && name.contains("::Content")
}

fn is_map<T>() -> bool {
    let name = type_name::<T>();
    name == type_name::<serde_json::Map<String, Value>>()
        || name.starts_with("alloc::collections::btree::map::BTreeMap<")
}

/// A time as RFC 3339 has it, of one that lacks the offset or has a space for the `T`: it is in UTC then, which is what
/// servers that write it like this mean.
fn in_full(text: &str) -> Option<String> {
    const LENGTH: usize = "0001-01-01T00:00:00".len();
    let (time, rest) = text.split_at_checked(LENGTH)?;
    let digits = |range| time.get(range).is_some_and(is_number);
    let signs = [(4, "-"), (7, "-"), (13, ":"), (16, ":")];
    let like_a_time = [0..4, 5..7, 8..10, 11..13, 14..16, 17..19]
        .into_iter()
        .all(digits)
        && signs
            .into_iter()
            .all(|(at, sign)| time.get(at..=at) == Some(sign))
        && matches!(time.get(10..11), Some("T" | "t" | " "));
    if !like_a_time {
        return None;
    }
    let offset = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|digit: char| digit.is_ascii_digit()),
        None => rest,
    };
    let zone = if offset.is_empty() { "Z" } else { "" };
    let full = format!("{}T{}{rest}{zone}", time.get(..10)?, time.get(11..)?);
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
