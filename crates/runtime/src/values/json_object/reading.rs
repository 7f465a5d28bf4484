//! One visitor for all structs.

use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::super::null_as_empty::{Levels, Nested, NullAsEmpty, nulls_as_empty, read_noting};
use super::super::nulls::{self, Step};
use super::{JsonObject, Rest};

/// Reads an object.
///
/// # Errors
///
/// What is no object, and those of its members.
pub fn read<'de, T: JsonObject, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    // Not as a struct: serde_json would make the code that reads one from a list as well, for each type.
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: JsonObject> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(T::EXPECTED)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        T::read(Members {
            access,
            names: T::NAMES,
            expected: 0,
            seen: Seen::default(),
            error: None,
        })
    }
}

/// The members of an object that is being read. After an error there are no more, and the object ends with it: a `Result` for
/// each member would be more for the compiler to look at.
#[derive(Debug)]
pub struct Members<'de, A: MapAccess<'de>> {
    access: A,
    names: &'static [&'static str],
    /// Servers write members in the order of their description more often than not: this one comes next.
    expected: usize,
    seen: Seen,
    error: Option<A::Error>,
}

/// The numbers of members that were there.
#[derive(Debug, Default)]
struct Seen {
    first: u64,
    /// Few objects have so many members.
    beyond: BTreeSet<usize>,
}

impl Seen {
    #[inline]
    fn add(&mut self, number: usize) {
        if number < 64 {
            self.first |= 1 << number;
        } else {
            self.beyond.insert(number);
        }
    }

    fn has(&self, number: usize) -> bool {
        match number < 64 {
            true => self.first & (1 << number) != 0,
            false => self.beyond.contains(&number),
        }
    }
}

impl<'de, A: MapAccess<'de>> Members<'de, A> {
    /// The number of the next member that has a name here, whose value is to be read. Others are passed over.
    #[inline]
    #[expect(clippy::should_implement_trait, reason = "an iterator gives values")]
    pub fn next(&mut self) -> Option<usize> {
        while let Some(found) = self.name::<()>() {
            match found {
                Found::Here(number) => return Some(number),
                Found::Nowhere(()) => match self.access.next_value() {
                    Ok(IgnoredAny) => {}
                    Err(error) => self.fail(error),
                },
            }
        }
        None
    }

    /// Like [`next`](Self::next), but keeps what has no name here. `null` is read as an empty list or map, `LEVELS` deep.
    #[inline]
    pub fn next_or_rest<const LEVELS: usize, R>(&mut self, rest: &mut R) -> Option<usize>
    where
        Levels<LEVELS>: Nested,
        R: Rest,
    {
        self.next_or(rest, |access, _| {
            access.next_value_seed(By::<NullAsEmpty<LEVELS>, R::Value>(PhantomData))
        })
    }

    /// Like [`next_or_rest`](Self::next_or_rest), and notes for the object where `null` stood: `field` is the number of the
    /// one that holds what is kept.
    pub fn next_or_rest_kept<const LEVELS: usize, R>(
        &mut self,
        field: usize,
        rest: &mut R,
    ) -> Option<usize>
    where
        Levels<LEVELS>: Nested,
        R: Rest,
    {
        self.next_or(rest, |access, name| {
            let before = nulls::met();
            let value = access.next_value_seed(By::<Noting<LEVELS>, R::Value>(PhantomData))?;
            nulls::add_step(before, || Step::Member(name.to_owned()));
            nulls::add_step(before, || Step::Field(field));
            Ok(value)
        })
    }

    #[inline]
    fn next_or<R: Rest>(
        &mut self,
        rest: &mut R,
        value: impl Fn(&mut A, &str) -> Result<R::Value, A::Error>,
    ) -> Option<usize> {
        while let Some(found) = self.name::<String>() {
            match found {
                Found::Here(number) => return Some(number),
                Found::Nowhere(name) => match value(&mut self.access, &name) {
                    Ok(value) => rest.add(name, value),
                    Err(error) => self.fail(error),
                },
            }
        }
        None
    }

    /// Reads a value into its place.
    #[inline]
    pub fn put<T: Deserialize<'de>>(&mut self, place: &mut T) {
        match self.access.next_value() {
            Ok(value) => *place = value,
            Err(error) => self.fail(error),
        }
    }

    /// Like [`put`](Self::put), where lists and maps may be `null`.
    #[inline]
    pub fn put_by<W: Reads, T: Deserialize<'de>>(&mut self, place: &mut T) {
        match self.access.next_value_seed(By::<W, T>(PhantomData)) {
            Ok(value) => *place = value,
            Err(error) => self.fail(error),
        }
    }

    /// Like [`put`](Self::put), for a value that lies in another.
    #[inline]
    pub fn put_of<W: Deserialize<'de>, T>(&mut self, place: &mut T, value: impl FnOnce(W) -> T) {
        match self.access.next_value() {
            Ok(around) => *place = value(around),
            Err(error) => self.fail(error),
        }
    }

    /// Reads a value that is there.
    #[inline]
    pub fn some<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) {
        match self.access.next_value() {
            Ok(value) => *slot = Some(value),
            Err(error) => self.fail(error),
        }
    }

    /// Like [`some`](Self::some), where lists and maps may be `null`.
    #[inline]
    pub fn some_by<W: Reads, T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) {
        match self.access.next_value_seed(By::<W, T>(PhantomData)) {
            Ok(value) => *slot = Some(value),
            Err(error) => self.fail(error),
        }
    }

    /// Like [`put`](Self::put), where lists and maps, so many `LEVELS` deep, may be `null`, and notes where: the object knows the
    /// field by its number.
    #[inline]
    pub fn put_kept<const LEVELS: usize, T>(&mut self, field: usize, place: &mut T)
    where
        Levels<LEVELS>: Nested,
        T: Deserialize<'de>,
    {
        match self.kept::<LEVELS, T>(field) {
            Ok(value) => *place = value,
            Err(error) => self.fail(error),
        }
    }

    /// Like [`some`](Self::some), where lists and maps may be `null`, and notes where.
    #[inline]
    pub fn some_kept<const LEVELS: usize, T>(&mut self, field: usize, slot: &mut Option<T>)
    where
        Levels<LEVELS>: Nested,
        T: Deserialize<'de>,
    {
        match self.kept::<LEVELS, T>(field) {
            Ok(value) => *slot = Some(value),
            Err(error) => self.fail(error),
        }
    }

    // The number of the field is no parameter of the type: all fields of a type are read by the same code.
    fn kept<const LEVELS: usize, T>(&mut self, field: usize) -> Result<T, A::Error>
    where
        Levels<LEVELS>: Nested,
        T: Deserialize<'de>,
    {
        let before = nulls::met();
        let noting = By::<Noting<LEVELS>, T>(PhantomData);
        let value = self.access.next_value_seed(noting)?;
        nulls::add_step(before, || Step::Field(field));
        Ok(value)
    }

    /// What is wrong with the first member that could not be read, or with the object.
    #[inline]
    pub fn error(self) -> Option<A::Error> {
        self.error
    }

    /// What is wrong where one of these members was not read.
    #[cold]
    pub fn missing(self, required: &[usize]) -> A::Error {
        if let Some(error) = self.error {
            return error;
        }
        let missing = required.iter().find(|number| !self.seen.has(**number));
        let name = missing.and_then(|number| self.names.get(*number));
        A::Error::missing_field(name.unwrap_or(&""))
    }

    #[inline]
    fn name<K: Kept>(&mut self) -> Option<Found<K>> {
        if self.error.is_some() {
            return None;
        }
        let name = Name {
            names: self.names,
            expected: self.expected,
            kept: PhantomData::<K>,
        };
        match self.access.next_key_seed(name) {
            Ok(found) => {
                if let Some(Found::Here(number)) = found {
                    self.expected = number + 1;
                    self.seen.add(number);
                }
                found
            }
            Err(error) => {
                self.fail(error);
                None
            }
        }
    }

    #[cold]
    fn fail(&mut self, error: A::Error) {
        self.error = Some(error);
    }
}

/// Whether a name is one of the object's.
enum Found<K> {
    Here(usize),
    /// What is kept of the name.
    Nowhere(K),
}

/// What is kept of a name that no field has: nothing or all.
trait Kept {
    fn of(name: &str) -> Self;
}

impl Kept for () {
    fn of(_: &str) {}
}

impl Kept for String {
    fn of(name: &str) -> Self {
        name.to_owned()
    }
}

/// Finds a name among those of an object.
struct Name<K> {
    names: &'static [&'static str],
    expected: usize,
    kept: PhantomData<K>,
}

impl<'de, K: Kept> DeserializeSeed<'de> for Name<K> {
    type Value = Found<K>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found<K>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<K: Kept> Visitor<'_> for Name<K> {
    type Value = Found<K>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("field identifier")
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<Found<K>, E> {
        // What is left out is passed over: the search goes on from the member before.
        let (before, after) = self.names.split_at(self.expected);
        let is_this = |known: &&str| *known == name;
        let number = match after.iter().position(is_this) {
            Some(number) => Some(before.len() + number),
            None => before.iter().position(is_this),
        };
        Ok(match number {
            Some(number) => Found::Here(number),
            None => Found::Nowhere(K::of(name)),
        })
    }
}

/// Another way to read values than their own.
pub trait Reads {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// Those of the value.
    fn read<'de, T, D>(deserializer: D) -> Result<T, D::Error>
    where
        T: Deserialize<'de>,
        D: Deserializer<'de>;
}

impl<const LEVELS: usize> Reads for NullAsEmpty<LEVELS>
where
    Levels<LEVELS>: Nested,
{
    fn read<'de, T, D>(deserializer: D) -> Result<T, D::Error>
    where
        T: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        nulls_as_empty::<LEVELS, T, D>(deserializer)
    }
}

/// Notes where `null` stands, for who knows where that is.
struct Noting<const LEVELS: usize>;

impl<const LEVELS: usize> Reads for Noting<LEVELS>
where
    Levels<LEVELS>: Nested,
{
    fn read<'de, T, D>(deserializer: D) -> Result<T, D::Error>
    where
        T: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        read_noting::<LEVELS, T, D>(deserializer)
    }
}

/// Reads a `T` in the way of `W`.
struct By<W, T>(PhantomData<(W, T)>);

impl<'de, W: Reads, T: Deserialize<'de>> DeserializeSeed<'de> for By<W, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        W::read(deserializer)
    }
}
