//! A value whose every part knows where it stands.

use std::ops::Range;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::document::Span;
use crate::grammar::Sort;
use crate::pointer;

/// Where a value stands: in which source, and the bytes of the key before it and of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Place {
    pub(crate) source: u32,
    /// Empty for items of lists and for the root of a file.
    key: (u32, u32),
    value: (u32, u32),
    /// Whether nothing stands there: a value was made from what does.
    made: bool,
}

impl Place {
    pub(super) fn new(source: usize, value: Range<usize>) -> Self {
        Self {
            source: narrow(source),
            key: (0, 0),
            value: (narrow(value.start), narrow(value.end)),
            made: false,
        }
    }

    /// The place of something made from what stands here.
    pub(crate) fn made(mut self) -> Self {
        self.made = true;
        self
    }

    pub(crate) fn is_made(&self) -> bool {
        self.made
    }

    /// The same place, behind the key of another.
    pub(crate) fn behind(mut self, other: &Self) -> Self {
        self.key = other.key;
        self
    }

    pub(crate) fn key(&self) -> Range<usize> {
        self.key.0 as usize..self.key.1 as usize
    }

    pub(crate) fn value(&self) -> Range<usize> {
        self.value.0 as usize..self.value.1 as usize
    }

    /// The value as a span.
    pub(crate) fn span(&self) -> Span {
        Span {
            source: self.source as usize,
            ..Span::from(self.value())
        }
    }

    pub(super) fn set_key(&mut self, key: Range<usize>) {
        self.key = (narrow(key.start), narrow(key.end));
    }

    pub(super) fn set_value(&mut self, value: Range<usize>) {
        self.value = (narrow(value.start), narrow(value.end));
    }

    /// Whether another place is this one or lies inside it.
    fn holds(&self, other: &Self) -> bool {
        let start = if self.key.0 == self.key.1 {
            self.value.0
        } else {
            self.key.0.min(self.value.0)
        };
        self.source == other.source && start <= other.value.0 && other.value.1 <= self.value.1
    }
}

/// Files that are read are smaller than 4 GiB by far.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// A value with its place.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) place: Place,
    pub(crate) content: Content,
}

/// What a node is.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// Null, a flag, a number or text.
    Scalar(Value),
    List(Vec<Node>),
    Map(IndexMap<String, Node>),
}

impl Default for Node {
    fn default() -> Self {
        Self {
            place: Place::default(),
            content: Content::Scalar(Value::Null),
        }
    }
}

impl Node {
    /// The value without its places.
    pub(crate) fn to_value(&self) -> Value {
        match &self.content {
            Content::Scalar(value) => value.clone(),
            Content::List(items) => Value::Array(items.iter().map(Self::to_value).collect()),
            Content::Map(members) => {
                let mut values = Map::with_capacity(members.len());
                for (key, member) in members {
                    values.insert(key.clone(), member.to_value());
                }
                Value::Object(values)
            }
        }
    }

    /// Puts another value in its place.
    pub(crate) fn set_value(&mut self, value: Value) {
        *self = Self::from_value(value, self.place);
    }

    fn from_value(value: Value, place: Place) -> Self {
        let content = match value {
            Value::Array(items) => Content::List(
                items
                    .into_iter()
                    .map(|item| Self::from_value(item, place))
                    .collect(),
            ),
            Value::Object(members) => Content::Map(
                members
                    .into_iter()
                    .map(|(key, member)| (key, Self::from_value(member, place)))
                    .collect(),
            ),
            scalar => Content::Scalar(scalar),
        };
        Self { place, content }
    }

    /// Takes a member or an item away.
    pub(super) fn remove(&mut self, token: &str) {
        match &mut self.content {
            Content::Scalar(_) => {}
            Content::List(items) => {
                if let Some(index) = token.parse().ok().filter(|index| *index < items.len()) {
                    items.remove(index);
                }
            }
            Content::Map(members) => {
                members.shift_remove(token);
            }
        }
    }

    /// Says that all of it stands in another of the sources.
    pub(crate) fn renumber(&mut self, source: usize) {
        self.place.source = narrow(source);
        match &mut self.content {
            Content::Scalar(_) => {}
            Content::List(items) => items.iter_mut().for_each(|item| item.renumber(source)),
            Content::Map(members) => {
                members
                    .values_mut()
                    .for_each(|member| member.renumber(source));
            }
        }
    }

    /// How many values this one consists of, itself included.
    pub(crate) fn count(&self) -> usize {
        1 + match &self.content {
            Content::Scalar(_) => 0,
            Content::List(items) => items.iter().map(Self::count).sum(),
            Content::Map(members) => members.values().map(Self::count).sum(),
        }
    }

    /// A value that the description does not hold, at the place of what it was made from.
    pub(crate) fn made(value: Value, place: Place) -> Self {
        Self::from_value(value, place.made())
    }

    /// A mapping that the description does not hold, around or instead of what stands at the place.
    pub(crate) fn mapping<const N: usize>(members: [(&str, Self); N], place: Place) -> Self {
        let members = members.map(|(key, member)| (key.to_owned(), member));
        Self {
            place: place.made(),
            content: Content::Map(IndexMap::from(members)),
        }
    }

    /// A list that the description does not hold.
    pub(crate) fn list(items: Vec<Self>, place: Place) -> Self {
        Self {
            place: place.made(),
            content: Content::List(items),
        }
    }

    pub(crate) fn sort(&self) -> Sort<'_> {
        match &self.content {
            Content::Scalar(value) => Sort::of(value),
            Content::List(_) => Sort::List,
            Content::Map(_) => Sort::Map,
        }
    }

    pub(crate) fn members(&self) -> Option<&IndexMap<String, Self>> {
        match &self.content {
            Content::Map(members) => Some(members),
            _ => None,
        }
    }

    pub(crate) fn members_mut(&mut self) -> Option<&mut IndexMap<String, Self>> {
        match &mut self.content {
            Content::Map(members) => Some(members),
            _ => None,
        }
    }

    pub(crate) fn items(&self) -> &[Self] {
        match &self.content {
            Content::List(items) => items,
            _ => &[],
        }
    }

    pub(crate) fn scalar(&self) -> Option<&Value> {
        match &self.content {
            Content::Scalar(value) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        self.scalar().and_then(Value::as_str)
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.members()?.get(key)
    }

    /// A member that is text.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_text()
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Takes a member out; the others keep their order.
    pub(crate) fn take(&mut self, key: &str) -> Option<Self> {
        self.members_mut()?.shift_remove(key)
    }

    /// Puts a member in, behind the others if it is new. Nothing happens to what is no mapping.
    pub(crate) fn put(&mut self, key: &str, member: Self) {
        if let Some(members) = self.members_mut() {
            members.insert(key.to_owned(), member);
        }
    }

    pub(crate) fn is_scalar(&self) -> bool {
        matches!(self.content, Content::Scalar(_))
    }

    pub(crate) fn child(&self, token: &str) -> Option<&Self> {
        match &self.content {
            Content::Scalar(_) => None,
            Content::List(items) => items.get(token.parse::<usize>().ok()?),
            Content::Map(members) => members.get(token),
        }
    }

    /// The node that the pointer leads to, or its nearest ancestor that exists, and what of the
    /// pointer is left.
    pub(crate) fn find<'p>(&self, pointer: &'p str) -> (&Self, &'p str) {
        let mut node = self;
        let mut rest = pointer;
        while let Some(path) = rest.strip_prefix('/') {
            let (token, after) = match path.find('/') {
                Some(end) => path.split_at(end),
                None => (path, ""),
            };
            match node.child(&pointer::unescape(token)) {
                Some(child) => node = child,
                None => break,
            }
            rest = after;
        }
        (node, rest)
    }

    /// The node that the pointer leads to.
    pub(crate) fn pointed(&self, pointer: &str) -> Option<&Self> {
        let (node, rest) = self.find(pointer);
        rest.is_empty().then_some(node)
    }

    /// The node that the pointer leads to, to be changed.
    pub(crate) fn pointed_mut(&mut self, pointer: &str) -> Option<&mut Self> {
        let mut node = self;
        for token in pointer::tokens(pointer) {
            node = match &mut node.content {
                Content::Scalar(_) => return None,
                Content::List(items) => items.get_mut(token.parse::<usize>().ok()?)?,
                Content::Map(members) => members.get_mut(token.as_ref())?,
            };
        }
        Some(node)
    }

    /// The pointer to what stands at a place: the way down to the innermost value that holds it.
    pub(super) fn pointer_to(&self, place: &Place) -> String {
        let mut pointer = String::new();
        let mut node = self;
        let wanted = Place {
            made: false,
            ..*place
        };
        while node.place != wanted {
            let inside = match &node.content {
                Content::Scalar(_) => None,
                Content::List(items) => items
                    .iter()
                    .position(|item| item.place.holds(place))
                    .and_then(|index| Some((index.to_string(), items.get(index)?))),
                Content::Map(members) => members
                    .iter()
                    .find(|(_, member)| member.place.holds(place))
                    .map(|(key, member)| (key.clone(), member)),
            };
            let Some((token, child)) = inside else {
                break;
            };
            pointer = pointer::join(&pointer, &token);
            node = child;
        }
        pointer
    }
}
