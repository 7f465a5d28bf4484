//! `null` in the place of a list or a map: servers whose language has no empty list of its own send it.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};

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
    Levels::<LEVELS>::read(PhantomData::<T>, deserializer)
}

/// A number of lists and maps inside each other.
#[derive(Debug)]
pub struct Levels<const LEVELS: usize>;

/// How deep `null` is looked for. What lies below the lists and maps is left alone: it is read by its own rules, and a
/// deserializer that wraps itself for ever could not be compiled for a type that holds itself.
pub trait Nested {
    /// Reads the value that the seed stands for.
    ///
    /// # Errors
    ///
    /// Those of the value.
    fn read<'de, S, D>(seed: S, deserializer: D) -> Result<S::Value, D::Error>
    where
        S: DeserializeSeed<'de>,
        D: Deserializer<'de>;
}

impl Nested for Levels<0> {
    fn read<'de, S, D>(seed: S, deserializer: D) -> Result<S::Value, D::Error>
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
            fn read<'de, S, D>(seed: S, deserializer: D) -> Result<S::Value, D::Error>
            where
                S: DeserializeSeed<'de>,
                D: Deserializer<'de>,
            {
                seed.deserialize(Within::<Levels<$levels>, D>::new(deserializer))
            }
        })*
    };
}

nested!(0 in 1, 1 in 2, 2 in 3, 3 in 4);

/// Wraps a deserializer, what it gives to a visitor, and the seeds and visitors on the way. `N` is what lies inside.
struct Within<N, T> {
    wrapped: T,
    inside: PhantomData<N>,
}

impl<N, T> Within<N, T> {
    fn new(wrapped: T) -> Self {
        Self {
            wrapped,
            inside: PhantomData,
        }
    }
}

impl<'de, N: Nested, D: Deserializer<'de>> Deserializer<'de> for Within<N, D> {
    type Error = D::Error;

    // Lists and maps are asked for as whatever comes, which is quicker than to look for `null` first.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.wrapped
            .deserialize_any(Collection::<LIST, N, V>(Within::new(visitor)))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.wrapped
            .deserialize_any(Collection::<MAP, N, V>(Within::new(visitor)))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.wrapped
            .deserialize_option(Optional(Within::<N, V>::new(visitor)))
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
struct Collection<const KIND: bool, N, V>(Within<N, V>);

impl<'de, const KIND: bool, N: Nested, V: Visitor<'de>> Visitor<'de> for Collection<KIND, N, V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.wrapped.expecting(formatter)
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        let visitor = self.0.wrapped;
        match KIND {
            LIST => visitor.visit_seq(SeqDeserializer::<_, E>::new([(); 0].into_iter())),
            MAP => visitor.visit_map(MapDeserializer::<_, E>::new([((), ()); 0].into_iter())),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        self.0.wrapped.visit_seq(Within::<N, A>::new(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        self.0.wrapped.visit_map(Within::<N, A>::new(members))
    }
}

/// What may be nothing: there `null` keeps its meaning.
struct Optional<N, V>(Within<N, V>);

impl<'de, N: Nested, V: Visitor<'de>> Visitor<'de> for Optional<N, V> {
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
        self.0.wrapped.visit_some(Within::<N, D>::new(deserializer))
    }
}

impl<'de, N: Nested, A: SeqAccess<'de>> SeqAccess<'de> for Within<N, A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.wrapped.next_element_seed(Within::<N, S>::new(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.wrapped.size_hint()
    }
}

impl<'de, N: Nested, A: MapAccess<'de>> MapAccess<'de> for Within<N, A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.wrapped.next_key_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.wrapped.next_value_seed(Within::<N, S>::new(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.wrapped.size_hint()
    }
}

impl<'de, N: Nested, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Within<N, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        N::read(self.wrapped, deserializer)
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
