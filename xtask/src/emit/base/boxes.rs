//! Boxes: where a type would hold itself, be it through others.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::fields;
use crate::model::{Api, Type, TypeDef};

/// The fields that hold a box, each by its owner and its name.
pub(super) struct Boxes<'a>(HashSet<(&'a str, Cow<'a, str>)>);

/// A field that holds another type as it is: lists and maps have a pointer already.
struct Edge<'a> {
    field: Cow<'a, str>,
    target: usize,
}

impl<'a> Boxes<'a> {
    /// Walks along the fields of all types, and puts a box wherever it comes back to a type that it is still walking through.
    pub(super) fn new(api: &'a Api) -> Self {
        let names = api.types.iter().map(|definition| definition.name.as_str());
        let indices: HashMap<&str, usize> = names.zip(0..).collect();
        let mut boxes = HashSet::new();
        let mut seen = vec![false; api.types.len()];
        let mut open = vec![false; api.types.len()];
        for start in 0..api.types.len() {
            // Each with what is still to be visited from there: recursion could be as deep as there are types.
            let mut way = vec![(start, None::<Vec<usize>>)];
            while let Some((index, ahead)) = way.last_mut() {
                let index = *index;
                let ahead = ahead.get_or_insert_with(|| {
                    open[index] = true;
                    if std::mem::replace(&mut seen[index], true) {
                        return Vec::new();
                    }
                    let owner = &api.types[index];
                    let (back, ahead): (Vec<_>, Vec<_>) = edges(owner, &indices)
                        .into_iter()
                        .partition(|edge| open[edge.target]);
                    boxes.extend(
                        back.into_iter()
                            .map(|edge| (owner.name.as_str(), edge.field)),
                    );
                    ahead.into_iter().map(|edge| edge.target).collect()
                });
                match ahead.pop() {
                    Some(next) => way.push((next, None)),
                    None => {
                        open[index] = false;
                        way.pop();
                    }
                }
            }
        }
        Self(boxes)
    }

    /// Whether a field is boxed.
    pub(super) fn has(&self, owner: &str, field: &str) -> bool {
        self.0.contains(&(owner, Cow::Borrowed(field)))
    }
}

/// The edges by the names of their fields, so that a description may list its properties in any order.
fn edges<'a>(owner: &'a TypeDef, indices: &HashMap<&str, usize>) -> Vec<Edge<'a>> {
    let edges = fields(owner).into_iter().filter_map(|(field, ty)| {
        let target = *indices.get(held(ty)?)?;
        Some(Edge { field, target })
    });
    let mut edges: Vec<Edge<'a>> = edges.collect();
    edges.sort_by(|one, other| plain(&one.field).cmp(plain(&other.field)));
    edges
}

/// The named type that lies directly in a type.
fn held(ty: &Type) -> Option<&str> {
    match ty {
        Type::Named(name) => Some(name),
        Type::Nullable(inner) => held(inner),
        _ => None,
    }
}

/// A keyword has a `_` at its end, which is no part of the name.
fn plain(field: &str) -> &str {
    field.trim_end_matches('_')
}
