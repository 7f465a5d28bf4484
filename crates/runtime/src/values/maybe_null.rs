//! Lists and maps that lie in no object which could keep what was `null`: whole bodies, and types that hold themselves.

use std::fmt;
use std::ops::{Deref, DerefMut};

use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::null_as_empty::{Levels, Nested, read_noting};
use super::nulls::{self, Nulls, Step};

/// A list or a map that may have come as `null`, or with `null` for a list or a map inside, `LEVELS` deep.
///
/// It is what it holds: an empty list where `null` was. As long as that is empty, it is written as `null` again.
///
/// ```
/// use std::collections::BTreeMap;
/// use users_client_runtime::{MaybeNull, serde_json};
///
/// let text = r#"{"/":["read"],"/a":null,"/b":null}"#;
/// let mut rights: MaybeNull<BTreeMap<String, Vec<String>>, 2> = serde_json::from_str(text)?;
/// assert!(rights["/a"].is_empty());
/// rights.insert("/b".to_owned(), vec!["write".to_owned()]);
/// assert_eq!(serde_json::to_string(&rights)?, r#"{"/":["read"],"/a":null,"/b":["write"]}"#);
/// # Ok::<_, serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct MaybeNull<T, const LEVELS: usize = 1> {
    value: T,
    nulls: Nulls,
}

/// The field that the notes lead to: there is one alone.
const VALUE: usize = 0;

impl<T, const LEVELS: usize> MaybeNull<T, LEVELS> {
    /// The list or map alone, which does not know any more what was `null`.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T, const LEVELS: usize> From<T> for MaybeNull<T, LEVELS> {
    fn from(value: T) -> Self {
        Self {
            value,
            nulls: Nulls::default(),
        }
    }
}

impl<T, const LEVELS: usize> Deref for MaybeNull<T, LEVELS> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T, const LEVELS: usize> DerefMut for MaybeNull<T, LEVELS> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: IntoIterator, const LEVELS: usize> IntoIterator for MaybeNull<T, LEVELS> {
    type Item = T::Item;
    type IntoIter = T::IntoIter;

    fn into_iter(self) -> T::IntoIter {
        self.value.into_iter()
    }
}

impl<'a, T, const LEVELS: usize> IntoIterator for &'a MaybeNull<T, LEVELS>
where
    &'a T: IntoIterator,
{
    type Item = <&'a T as IntoIterator>::Item;
    type IntoIter = <&'a T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.value.into_iter()
    }
}

impl<'a, T, const LEVELS: usize> IntoIterator for &'a mut MaybeNull<T, LEVELS>
where
    &'a mut T: IntoIterator,
{
    type Item = <&'a mut T as IntoIterator>::Item;
    type IntoIter = <&'a mut T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.value.into_iter()
    }
}

impl<I, T: FromIterator<I>, const LEVELS: usize> FromIterator<I> for MaybeNull<T, LEVELS> {
    fn from_iter<S: IntoIterator<Item = I>>(items: S) -> Self {
        T::from_iter(items).into()
    }
}

impl<T: PartialEq, const LEVELS: usize> PartialEq<T> for MaybeNull<T, LEVELS> {
    fn eq(&self, other: &T) -> bool {
        self.value == *other
    }
}

impl<T: fmt::Debug, const LEVELS: usize> fmt::Debug for MaybeNull<T, LEVELS> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(formatter)
    }
}

impl<'de, T: Deserialize<'de>, const LEVELS: usize> Deserialize<'de> for MaybeNull<T, LEVELS>
where
    Levels<LEVELS>: Nested,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let outer = Nulls::begin();
        let before = nulls::met();
        let value = read_noting::<LEVELS, T, D>(deserializer)?;
        nulls::add_step(before, || Step::Field(VALUE));
        let nulls = Nulls::end(outer);
        Ok(Self { value, nulls })
    }
}

impl<T: Serialize, const LEVELS: usize> Serialize for MaybeNull<T, LEVELS> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let kept = || nulls::with_nulls(VALUE, &self.value);
        match self.nulls.kept_by(kept).transpose() {
            Ok(None) => self.value.serialize(serializer),
            Ok(Some(json)) => json.serialize(serializer),
            Err(error) => Err(S::Error::custom(error)),
        }
    }
}

/// What is sent as a `T`: the list or map itself, a slice of a list, or one that may have come as `null`.
pub trait WrittenAs<T> {
    /// What is written.
    fn written(&self) -> &(impl Serialize + ?Sized);
}

impl<T: Serialize> WrittenAs<T> for &T {
    fn written(&self) -> &(impl Serialize + ?Sized) {
        *self
    }
}

impl<T: Serialize, const LEVELS: usize> WrittenAs<T> for MaybeNull<T, LEVELS> {
    fn written(&self) -> &(impl Serialize + ?Sized) {
        self
    }
}

impl<T: Serialize, const LEVELS: usize> WrittenAs<T> for &MaybeNull<T, LEVELS> {
    fn written(&self) -> &(impl Serialize + ?Sized) {
        *self
    }
}

impl<I: Serialize> WrittenAs<Vec<I>> for &[I] {
    fn written(&self) -> &(impl Serialize + ?Sized) {
        *self
    }
}

impl<I: Serialize, const LENGTH: usize> WrittenAs<Vec<I>> for &[I; LENGTH] {
    fn written(&self) -> &(impl Serialize + ?Sized) {
        self.as_slice()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, from_value, json, to_value};

    use super::{MaybeNull, WrittenAs};
    use crate::JsonObject;

    type Rights = BTreeMap<String, Vec<Vec<u8>>>;

    #[test]
    fn null_in_no_object_is_written_back_as_something_else() {
        let text = json!({ "a": null, "b": [], "c": [null, [1], []] });
        let mut read: MaybeNull<Rights, 3> = from_value(text.clone()).unwrap();
        assert!(read["a"].is_empty() && read["c"][0].is_empty());
        assert_eq!(to_value(&read).unwrap(), text);
        // What is changed is what counts.
        read.insert("a".to_owned(), vec![vec![2]]);
        read.remove("c");
        assert_eq!(to_value(&read).unwrap(), json!({ "a": [[2]], "b": [] }));
        let whole: MaybeNull<Vec<u8>> = from_value(Value::Null).unwrap();
        assert_eq!(whole, vec![]);
        assert_eq!(to_value(&whole).unwrap(), Value::Null);
        assert_eq!(to_value(whole.into_inner()).unwrap(), json!([]));
    }

    #[test]
    fn what_lies_inside_takes_the_notes_of_what_lies_around() {
        #[derive(Debug, JsonObject)]
        struct Group {
            members: Vec<String>,
            trees: MaybeNull<Vec<Tree>>,
            #[serde(skip)]
            nulls: crate::Nulls,
        }
        #[derive(Debug, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        struct Tree(MaybeNull<Vec<Tree>>);
        let group = json!({ "members": null, "trees": [null, [null, []], []] });
        let groups = json!([group, { "members": [], "trees": null }]);
        let read: MaybeNull<Vec<Group>> = from_value(groups.clone()).unwrap();
        assert!(read[0].members.is_empty() && read[1].trees.is_empty());
        assert!(read[0].trees[1].0[0].0.is_empty());
        assert_eq!(to_value(&read).unwrap(), groups);
    }

    #[test]
    fn a_list_that_is_made_by_hand_is_refused_or_shown_as_more_than_a_list() {
        fn sent(body: impl WrittenAs<Vec<String>>) -> Value {
            to_value(body.written()).unwrap()
        }
        let list = vec!["a".to_owned()];
        let kept: MaybeNull<Vec<String>> = list.iter().cloned().collect();
        let expected = json!(["a"]);
        assert_eq!(sent(&list), expected);
        assert_eq!(sent(list.as_slice()), expected);
        assert_eq!(sent(&["a".into()]), expected);
        assert_eq!(sent(&kept), expected);
        assert_eq!(format!("{kept:?}"), format!("{list:?}"));
        assert_eq!((&kept).into_iter().chain(&kept).count(), 2);
        assert_eq!(sent(kept), expected);
    }

    #[test]
    fn another_value_is_taken_for_nothing() {
        for value in [json!(false), json!({}), json!([null])] {
            assert!(
                from_value::<MaybeNull<Vec<u8>>>(value.clone()).is_err(),
                "{value}"
            );
        }
    }
}
