//! Which lists and maps of an object came as `null`: callers see empty ones, and the server gets back what it sent.
//!
//! A list has no room for such a note, and a field cannot tell the object around it anything while serde reads it. So the
//! object keeps the notes ([`Nulls`]), and this thread passes them on between it and its fields.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::Serialize;
use serde_json::Value;

thread_local! {
    /// How many nulls the objects that are being read on this thread have met. Almost always there are none, and this alone
    /// is looked at.
    static COUNT: Cell<usize> = const { Cell::new(0) };
    /// Where they stood: what an object has met stands after what those around it have.
    static MET: RefCell<Vec<Place>> = const { RefCell::new(Vec::new()) };
    /// What the object that is being written on this thread read as `null`.
    static KEPT: RefCell<Option<Vec<Place>>> = const { RefCell::new(None) };
}

/// The way to a list or a map within an object, from the inside to the outside: the last step is a field.
type Place = Vec<Step>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Field(usize),
    Item(usize),
    Member(String),
}

/// The lists and maps of an object that came as `null` and are read as empty ones. They are written as `null` for as long
/// as they are empty.
///
/// It takes no part in comparisons: an object is what its fields are.
#[derive(Clone, Default)]
#[expect(
    clippy::box_collection,
    reason = "almost always there are none, and an object pays for a pointer alone"
)]
pub struct Nulls(Option<Box<Vec<Place>>>);

impl Nulls {
    /// Begins to note what is `null` in an object. For [`JsonObject`](crate::JsonObject).
    #[inline]
    pub fn begin() -> Outer {
        Outer { met: met() }
    }

    /// What was `null` since the beginning.
    #[inline]
    pub fn end(outer: Outer) -> Self {
        match met() == outer.met {
            true => Self(None),
            false => Self::since(outer.met),
        }
    }

    #[cold]
    fn since(before: usize) -> Self {
        COUNT.set(before);
        let met = MET.with_borrow_mut(|met| met.split_off(before.min(met.len())));
        // What does not lead to a field belongs to a type that keeps nothing, somewhere inside.
        let kept = met.into_iter().filter(|place| field_of(place).is_some());
        let kept: Vec<Place> = kept.collect();
        Self((!kept.is_empty()).then(|| Box::new(kept)))
    }

    /// What writing the object gives, with `null` where it was. For [`JsonObject`](crate::JsonObject).
    pub fn kept_by<T>(&self, write: impl FnOnce() -> T) -> T {
        let outer = KEPT.replace(self.0.as_deref().cloned());
        let written = write();
        KEPT.set(outer);
        written
    }
}

/// How many nulls the objects around one that is being read have met. What the object itself has met is forgotten with this,
/// if it could not be read.
#[derive(Debug)]
pub struct Outer {
    met: usize,
}

impl Drop for Outer {
    #[inline]
    fn drop(&mut self) {
        if met() != self.met {
            drop(Nulls::since(self.met));
        }
    }
}

impl PartialEq for Nulls {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for Nulls {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = self.0.as_deref().map_or(0, Vec::len);
        write!(formatter, "{places}")
    }
}

/// What is written for a field of the object that is being written on this thread: nothing, if it is the field as it is,
/// since nothing in it was `null`.
pub(crate) fn with_nulls<T: Serialize>(
    field: usize,
    value: &T,
) -> Option<Result<Value, serde_json::Error>> {
    let places = KEPT.with_borrow(|kept| {
        let places = kept.iter().flatten();
        let of_this = places.filter(|place| field_of(place) == Some(field));
        of_this.cloned().collect::<Vec<Place>>()
    });
    if places.is_empty() {
        return None;
    }
    let json = serde_json::to_value(value).map(|mut json| {
        for place in &places {
            put_back(&mut json, place);
        }
        json
    });
    Some(json)
}

/// How many nulls the objects that are being read have met.
#[inline]
pub(crate) fn met() -> usize {
    COUNT.get()
}

/// Notes that `null` stands here, for an object around that keeps it.
#[cold]
pub(crate) fn note() {
    MET.with_borrow_mut(|met| {
        met.push(Vec::new());
        COUNT.set(met.len());
    });
}

/// Says where the nulls are that were met since `before`: one step further out.
#[inline]
pub(crate) fn add_step(before: usize, step: impl Fn() -> Step) {
    if met() == before {
        return;
    }
    MET.with_borrow_mut(|met| {
        for place in met.get_mut(before..).into_iter().flatten() {
            place.push(step());
        }
    });
}

fn field_of(place: &[Step]) -> Option<usize> {
    match place.last() {
        Some(Step::Field(number)) => Some(*number),
        _ => None,
    }
}

/// Makes `null` of what is still empty at the place. What was moved or filled meanwhile stays as it is.
fn put_back(field: &mut Value, place: &[Step]) {
    let mut value = field;
    for step in place.iter().rev() {
        let inside = match step {
            Step::Field(_) => Some(value),
            Step::Item(number) => value.get_mut(number),
            Step::Member(name) => value.get_mut(name),
        };
        match inside {
            Some(inside) => value = inside,
            None => return,
        }
    }
    let empty = match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    };
    if empty {
        *value = Value::Null;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, from_value, json, to_value};

    use super::Nulls;
    use crate::JsonObject;

    #[derive(Clone, Debug, Default, PartialEq, JsonObject)]
    struct Tree {
        children: Vec<Tree>,
        rights: BTreeMap<String, Vec<u8>>,
        rows: Option<Vec<Vec<u8>>>,
        #[serde(skip)]
        nulls: Nulls,
    }

    fn tree() -> Value {
        let leaf = |children: Value| json!({ "children": children, "rights": {} });
        json!({
            "children": [leaf(json!(null)), leaf(json!([])), { "children": [], "rights": null }],
            "rights": { "/": [1], "/a": null, "/b": [] },
            "rows": [null, [], [2], null],
        })
    }

    #[test]
    fn null_is_written_back_as_something_else() {
        let mut read: Tree = from_value(tree()).unwrap();
        assert!(read.children[0].children.is_empty() && read.rights["/a"].is_empty());
        assert_eq!(to_value(&read).unwrap(), tree());
        assert_eq!(to_value(read.clone()).unwrap(), tree());
        // What is changed is what counts.
        read.children[0].children.push(Tree::default());
        read.rights.insert("/a".to_owned(), vec![7]);
        read.rows = None;
        let written = to_value(&read).unwrap();
        assert_eq!(
            written["children"][0]["children"],
            json!([{ "children": [], "rights": {} }])
        );
        assert_eq!(written["rights"], json!({ "/": [1], "/a": [7], "/b": [] }));
        assert_eq!(written["rows"], json!(null)["rows"]);
    }

    #[test]
    fn what_cannot_be_read_leaves_its_nulls_to_the_next() {
        assert!(from_value::<Tree>(json!({ "children": null, "rights": 5 })).is_err());
        let other = json!({ "children": [], "rights": {} });
        let read: Tree = from_value(other.clone()).unwrap();
        assert_eq!(to_value(read).unwrap(), other);
    }

    #[test]
    fn an_object_differs_by_how_it_came() {
        let null: Tree = from_value(json!({ "children": null, "rights": null })).unwrap();
        assert_eq!(null, Tree::default());
        assert_eq!(size_of::<Nulls>(), size_of::<usize>());
    }
}
