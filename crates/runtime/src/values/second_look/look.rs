//! A value that is read once more: what is mended in it is told by what it is asked for.

use std::any::type_name;
use std::cell::{Cell, OnceCell};

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Value};

use super::path::{Path, Way};
use super::times::{as_read, in_full};

/// What is mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mends {
    Nothing,
    /// What is asked for as what it should be.
    Fields,
    /// What serde keeps as well.
    Everything,
}

/// What comes of one look at a value.
#[derive(Debug)]
pub(super) struct Sight {
    mends: Mends,
    mended: Cell<bool>,
    /// Where it was first that something could not be read.
    wrong: OnceCell<Path>,
}

impl Sight {
    pub(super) fn new(mends: Mends) -> Self {
        Self {
            mends,
            mended: Cell::new(false),
            wrong: OnceCell::new(),
        }
    }

    /// Where the value was wrong, and whether something was mended.
    pub(super) fn seen(self) -> (Path, bool) {
        (
            self.wrong.into_inner().unwrap_or_default(),
            self.mended.get(),
        )
    }

    #[cold]
    fn is_wrong(&self, way: Way<'_>) {
        self.wrong.get_or_init(|| way.to_path());
    }
}

/// A part of the value that is looked at.
#[derive(Clone, Copy)]
pub(super) struct Look<'v, 's> {
    value: &'v Value,
    way: Way<'s>,
    sight: &'s Sight,
}

impl<'v, 's> Look<'v, 's> {
    pub(super) fn new(value: &'v Value, sight: &'s Sight) -> Self {
        Self {
            value,
            way: Way::Whole,
            sight,
        }
    }

    fn mends(self, mends: bool) -> bool {
        let mends = mends && self.sight.mends != Mends::Nothing;
        self.sight.mended.set(self.sight.mended.get() || mends);
        mends
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
        self.mends(true).then_some(integer)
    }

    fn is_null(self) -> bool {
        self.mends(self.value.is_null())
    }

    fn rewritten(self, text: Option<String>) -> Option<String> {
        text.filter(|_| self.mends(true))
    }

    fn visit_seq<V: Visitor<'v>>(self, items: &'v [Value], visitor: V) -> Result<V::Value, Error> {
        let mut items = Items {
            of: self,
            items,
            read: 0,
        };
        let read = visitor.visit_seq(&mut items)?;
        match items.items.len() == items.read {
            true => Ok(read),
            false => Err(Error::invalid_length(items.items.len(), &"fewer items")),
        }
    }

    fn visit_map<V: Visitor<'v>>(
        self,
        members: Option<&'v serde_json::Map<String, Value>>,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_map(Members {
            of: self,
            members: members.map(serde_json::Map::iter),
            next: None,
        })
    }

    /// What is no `V`. As little as can be, since the compiler makes it for each type.
    fn unexpected<V: Visitor<'v>>(self, visitor: &V) -> Error {
        Error::invalid_type(unexpected(self.value), visitor)
    }
}

fn unexpected(value: &Value) -> Unexpected<'_> {
    match value {
        Value::Null => Unexpected::Unit,
        Value::Bool(value) => Unexpected::Bool(*value),
        Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
            (Some(number), ..) => Unexpected::Unsigned(number),
            (_, Some(number), _) => Unexpected::Signed(number),
            (.., number) => Unexpected::Float(number.unwrap_or_default()),
        },
        Value::String(text) => Unexpected::Str(text),
        Value::Array(_) => Unexpected::Seq,
        Value::Object(_) => Unexpected::Map,
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
        let kept = self.sight.mends == Mends::Everything && is_kept::<V::Value>();
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(_) => match kept.then(|| self.integer()).flatten() {
                Some(integer) => integer.visit(visitor),
                None => self.value.deserialize_f64(visitor),
            },
            Value::String(text) => match self.rewritten(in_full(text).filter(|_| kept)) {
                Some(text) => visitor.visit_string(text),
                None => visitor.visit_borrowed_str(text),
            },
            Value::Array(items) => self.visit_seq(items, visitor),
            Value::Object(members) => self.visit_map(Some(members), visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Value::String(text) = self.value else {
            return Err(self.unexpected(&visitor));
        };
        match self.rewritten(as_read::<V::Value>(text)) {
            Some(text) => visitor.visit_string(text),
            None => visitor.visit_borrowed_str(text),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    // Fields of generated types are read in this way at the first look. This is for what is no field: a whole answer.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Array(items) => self.visit_seq(items, visitor),
            _ if self.is_null() => self.visit_seq(&[], visitor),
            _ => Err(self.unexpected(&visitor)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Object(members) => self.visit_map(Some(members), visitor),
            // An object that keeps unknown properties is asked for as a map as well.
            _ if is_map::<V::Value>() && self.is_null() => self.visit_map(None, visitor),
            _ => Err(self.unexpected(&visitor)),
        }
    }

    // Serde's own structs are read from lists, too, by position: nothing that comes here is meant like that.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.value {
            Value::Object(members) => self.visit_map(Some(members), visitor),
            _ => Err(self.unexpected(&visitor)),
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

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.value.deserialize_bool(visitor)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.value.deserialize_f32(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.value.deserialize_f64(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i128 u128 char bytes byte_buf unit unit_struct tuple tuple_struct identifier
    }
}

/// The items of a list.
struct Items<'v, 's> {
    of: Look<'v, 's>,
    items: &'v [Value],
    read: usize,
}

impl<'v> SeqAccess<'v> for Items<'v, '_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'v>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(value) = self.items.get(self.read) else {
            return Ok(None);
        };
        let way = Way::Item(&self.of.way, self.read);
        self.read += 1;
        read_at(seed, value, way, self.of.sight).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len() - self.read)
    }
}

/// The members of an object.
struct Members<'v, 's> {
    of: Look<'v, 's>,
    /// None of `null`.
    members: Option<serde_json::map::Iter<'v>>,
    /// The one whose name was read last.
    next: Option<(&'v str, &'v Value)>,
}

impl<'v> MapAccess<'v> for Members<'v, '_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'v>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        self.next = self
            .members
            .as_mut()
            .and_then(Iterator::next)
            .map(|(name, value)| (name.as_str(), value));
        let name = self
            .next
            .map(|(name, _)| BorrowedStrDeserializer::new(name));
        name.map(|name| seed.deserialize(name)).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'v>>(&mut self, seed: S) -> Result<S::Value, Error> {
        // A value without a name is nobody's: as little as can be, since the compiler makes this for each type.
        let (name, value) = self.next.take().unwrap_or(("", &Value::Null));
        read_at(seed, value, Way::Member(&self.of.way, name), self.of.sight)
    }

    fn size_hint(&self) -> Option<usize> {
        self.members.as_ref().map(ExactSizeIterator::len)
    }
}

/// Reads a part of a value, and notes the way to it if that fails. All of this is rare: what is not put into what calls it is
/// compiled faster.
#[inline(never)]
fn read_at<'v, S: DeserializeSeed<'v>>(
    seed: S,
    value: &'v Value,
    way: Way<'_>,
    sight: &Sight,
) -> Result<S::Value, Error> {
    let read = seed.deserialize(Look { value, way, sight });
    if read.is_err() {
        sight.is_wrong(way);
    }
    read
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
