//! `null` in the place of a list or a map: servers whose language has no empty list of its own send it.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{CowStrDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};

use super::nulls::{self, Step};

/// Reads a list or a map, and `null` as an empty one.
///
/// # Errors
///
/// Those of the value.
pub fn null_as_empty<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    nulls_as_empty::<1, T, D>(deserializer)
}

/// Like [`null_as_empty`], for lists and maps that lie inside each other, so many `LEVELS` deep.
///
/// # Errors
///
/// Those of the value.
pub fn nulls_as_empty<'de, const LEVELS: usize, T, D>(deserializer: D) -> Result<T, D::Error>
where
    Levels<LEVELS>: Nested,
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Levels::<LEVELS>::read::<FORGET, _, _>(PhantomData::<T>, deserializer)
}

/// Like [`nulls_as_empty`], and notes for the object around it where `null` stood.
pub(super) fn read_noting<'de, const LEVELS: usize, T, D>(deserializer: D) -> Result<T, D::Error>
where
    Levels<LEVELS>: Nested,
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Levels::<LEVELS>::read::<NOTE, _, _>(PhantomData::<T>, deserializer)
}

/// Reads a field with lists or maps in it, so many `LEVELS` deep, in whose place `null` may stand.
#[derive(Debug)]
pub struct NullAsEmpty<const LEVELS: usize>;

/// Whether it is noted where `null` stood.
const FORGET: bool = false;
const NOTE: bool = true;

/// A number of lists and maps inside each other.
#[derive(Debug)]
pub struct Levels<const LEVELS: usize>;

/// How deep `null` is looked for. What lies below the lists and maps is left alone: it is read by its own rules, and a
/// deserializer that wraps itself for ever could not be compiled for a type that holds itself.
pub trait Nested {
    /// So many levels.
    const COUNT: usize;

    /// Reads the value that the seed stands for.
    ///
    /// # Errors
    ///
    /// Those of the value.
    fn read<'de, const NOTES: bool, S, D>(seed: S, deserializer: D) -> Result<S::Value, D::Error>
    where
        S: DeserializeSeed<'de>,
        D: Deserializer<'de>;
}

impl Nested for Levels<0> {
    const COUNT: usize = 0;

    fn read<'de, const NOTES: bool, S, D>(seed: S, deserializer: D) -> Result<S::Value, D::Error>
    where
        S: DeserializeSeed<'de>,
        D: Deserializer<'de>,
    {
        seed.deserialize(deserializer)
    }
}

macro_rules! nested {
    ($($levels:literal in $outer:literal),*) => {
        $(impl Nested for Levels<$outer> {
            const COUNT: usize = $outer;

            fn read<'de, const NOTES: bool, S, D>(seed: S, deserializer: D) -> Result<S::Value, D::Error>
            where
                S: DeserializeSeed<'de>,
                D: Deserializer<'de>,
            {
                seed.deserialize(Within::<NOTES, Levels<$levels>, D>::new(deserializer))
            }
        })*
    };
}

nested!(0 in 1, 1 in 2, 2 in 3, 3 in 4);

/// Wraps a deserializer, what it gives to a visitor, and the seeds and visitors on the way. `N` is what lies inside.
struct Within<const NOTES: bool, N, T> {
    wrapped: T,
    inside: PhantomData<N>,
}

impl<const NOTES: bool, N, T> Within<NOTES, N, T> {
    fn new(wrapped: T) -> Self {
        Self {
            wrapped,
            inside: PhantomData,
        }
    }
}

impl<'de, const NOTES: bool, N: Nested, D: Deserializer<'de>> Deserializer<'de>
    for Within<NOTES, N, D>
{
    type Error = D::Error;

    // Lists and maps are asked for as whatever comes, which is quicker than to look for `null` first.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.wrapped
            .deserialize_any(Collection::<NOTES, LIST, N, V>(Within::new(visitor)))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.wrapped
            .deserialize_any(Collection::<NOTES, MAP, N, V>(Within::new(visitor)))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.wrapped
            .deserialize_option(Optional(Within::<NOTES, N, V>::new(visitor)))
    }

    // Nothing else is the type of a field that is read in this way.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.wrapped.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct tuple tuple_struct struct enum identifier ignored_any
    }
}

const LIST: bool = false;
const MAP: bool = true;

/// Visits what comes, and `null` as an empty list or map.
struct Collection<const NOTES: bool, const KIND: bool, N, V>(Within<NOTES, N, V>);

impl<'de, const NOTES: bool, const KIND: bool, N: Nested, V: Visitor<'de>> Visitor<'de>
    for Collection<NOTES, KIND, N, V>
{
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.wrapped.expecting(formatter)
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        let visitor = self.0.wrapped;
        if NOTES {
            nulls::note();
        }
        match KIND {
            LIST => visitor.visit_seq(SeqDeserializer::<_, E>::new([(); 0].into_iter())),
            MAP => visitor.visit_map(MapDeserializer::<_, E>::new([((), ()); 0].into_iter())),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        let items = Within::<NOTES, N, A>::new(items);
        if const { NOTES && N::COUNT > 0 } {
            self.0.wrapped.visit_seq(Placed::<_, usize>::new(items))
        } else {
            self.0.wrapped.visit_seq(items)
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        let members = Within::<NOTES, N, A>::new(members);
        if const { NOTES && N::COUNT > 0 } {
            self.0
                .wrapped
                .visit_map(Placed::<_, Cow<'de, str>>::new(members))
        } else {
            self.0.wrapped.visit_map(members)
        }
    }
}

/// What may be nothing: there `null` keeps its meaning.
struct Optional<const NOTES: bool, N, V>(Within<NOTES, N, V>);

impl<'de, const NOTES: bool, N: Nested, V: Visitor<'de>> Visitor<'de> for Optional<NOTES, N, V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.wrapped.expecting(formatter)
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.wrapped.visit_unit()
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.wrapped.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0
            .wrapped
            .visit_some(Within::<NOTES, N, D>::new(deserializer))
    }
}

impl<'de, const NOTES: bool, N: Nested, A: SeqAccess<'de>> SeqAccess<'de> for Within<NOTES, N, A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.wrapped
            .next_element_seed(Within::<NOTES, N, S>::new(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.wrapped.size_hint()
    }
}

impl<'de, const NOTES: bool, N: Nested, A: MapAccess<'de>> MapAccess<'de> for Within<NOTES, N, A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.wrapped.next_key_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.wrapped
            .next_value_seed(Within::<NOTES, N, S>::new(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.wrapped.size_hint()
    }
}

impl<'de, const NOTES: bool, N: Nested, S: DeserializeSeed<'de>> DeserializeSeed<'de>
    for Within<NOTES, N, S>
{
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        N::read::<NOTES, _, _>(self.wrapped, deserializer)
    }
}

/// Knows the place of what is read next, for a `null` that is met inside: the number of an item, the name of a member.
struct Placed<A, P> {
    access: A,
    place: P,
}

impl<A, P: Default> Placed<A, P> {
    fn new(access: A) -> Self {
        Self {
            access,
            place: P::default(),
        }
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Placed<A, usize> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let before = nulls::met();
        let item = self.access.next_element_seed(seed)?;
        nulls::add_step(before, || Step::Item(self.place));
        self.place += 1;
        Ok(item)
    }

    fn size_hint(&self) -> Option<usize> {
        self.access.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Placed<A, Cow<'de, str>> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let name = &mut self.place;
        self.access.next_key_seed(Overheard { read: seed, name })
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        let before = nulls::met();
        let member = self.access.next_value_seed(seed)?;
        nulls::add_step(before, || Step::Member(self.place.clone().into_owned()));
        Ok(member)
    }

    fn size_hint(&self) -> Option<usize> {
        self.access.size_hint()
    }
}

/// Reads a name for somebody else, and keeps it: without a copy where it stands in what is read.
struct Overheard<'n, 'de, R> {
    read: R,
    name: &'n mut Cow<'de, str>,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Overheard<'_, 'de, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        let Self { read, name } = self;
        *name = deserializer.deserialize_str(Name)?;
        // What is written with escapes is copied once more than it had to be: names rarely are.
        read.deserialize(CowStrDeserializer::new(name.clone()))
    }
}

/// The name of a member.
struct Name;

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a member")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }

    fn visit_string<E: Error>(self, name: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;

    type Lists = BTreeMap<String, Vec<Option<Vec<u8>>>>;

    #[derive(Debug, Deserialize)]
    struct Tree {
        #[serde(deserialize_with = "null_as_empty")]
        children: Vec<Tree>,
        #[serde(flatten)]
        rest: BTreeMap<String, u8>,
    }

    #[test]
    fn null_inside_is_not_read_or_changes_what_may_be_null() {
        let read = |value| nulls_as_empty::<2, Lists, _>(value);
        assert!(read(json!(null)).unwrap().is_empty());
        let lists = read(json!({ "a": null, "b": [null, [1]] })).unwrap();
        assert_eq!(lists["a"], [] as [Option<Vec<u8>>; 0]);
        assert_eq!(lists["b"], [None, Some(vec![1])]);
        let read = |value| nulls_as_empty::<2, Option<Vec<Vec<u8>>>, _>(value);
        assert_eq!(read(json!(null)).unwrap(), None);
        assert_eq!(read(json!([null])).unwrap(), Some(vec![vec![]]));
        // Its own rules are for what the lists hold.
        assert!(null_as_empty::<Vec<Vec<u8>>, _>(json!([null])).is_err());
        assert!(null_as_empty::<Vec<u8>, _>(json!([null])).is_err());
    }

    #[test]
    fn an_object_in_a_list_is_made_of_null() {
        let tree = json!({ "children": [{ "children": null, "a": 1 }], "b": 2 });
        let tree = Tree::deserialize(tree).unwrap();
        assert!(tree.children[0].children.is_empty());
        assert_eq!((tree.children[0].rest["a"], tree.rest["b"]), (1, 2));
        assert!(Tree::deserialize(json!({ "children": [null] })).is_err());
    }

    #[test]
    fn another_value_is_taken_for_nothing() {
        let read = |text| {
            let mut deserializer = serde_json::Deserializer::from_str(text);
            null_as_empty::<Vec<u8>, _>(&mut deserializer)
        };
        let error = read("false").unwrap_err().to_string();
        assert_eq!(
            error,
            "invalid type: boolean `false`, expected a sequence at line 1 column 5"
        );
        assert!(read("{}").is_err() && read("0").is_err() && read("\"\"").is_err());
    }
}
