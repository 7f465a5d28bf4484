//! What each schema is: decided on the graph, once for each schema, before anything has a name.

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;

use super::keywords::{is_nullable, is_secret};
use super::object::ObjectShape;
use super::union::UnionShape;
use super::{Graph, SchemaId};
use crate::lower::node::Node;
use crate::model::Type;

/// How many schemas may have to hold at once, how many of these combinations may lie inside each other, and how many
/// properties of which several descriptions are merged.
const MOST_PARTS: usize = 64;
const DEEPEST: usize = 12;
const MOST_LEVELS: usize = 6;

/// A schema as a part of what has to hold of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    /// All that it describes.
    Whole(SchemaId),
    /// What its heirs take over: its properties, but not that one of the heirs comes.
    Inherited(SchemaId),
    /// Its own keywords alone, without compositions.
    Own(SchemaId),
}

impl Part {
    pub(crate) fn id(self) -> SchemaId {
        match self {
            Self::Whole(id) | Self::Inherited(id) | Self::Own(id) => id,
        }
    }
}

/// A combination of schemas that hold at once: mostly just one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ViewId(usize);

/// What a value that fits a view may be.
#[derive(Clone, Debug)]
pub(crate) struct Shape<'d> {
    pub(crate) kind: Kind<'d>,
    pub(crate) nullable: bool,
    /// `format: password`: no log may show it.
    pub(crate) secret: bool,
}

/// The kinds of values.
#[derive(Clone, Debug)]
pub(crate) enum Kind<'d> {
    /// Whatever JSON value.
    Any,
    /// An object together with something that is no object.
    Mixed,
    /// Only `null`.
    Null,
    /// A type without a name.
    Scalar(Type),
    /// One of several constants, which the schema lists.
    Enum(SchemaId, Vec<&'d Value>),
    /// A list, of anything where its schema does not say.
    List(Option<ViewId>),
    /// An object of values of one type.
    Map(ViewId),
    /// An object whose properties nobody knows.
    FreeForm,
    /// An object with known properties.
    Object(Rc<ObjectShape>),
    /// One of several types.
    Union(Rc<UnionShape>),
    /// The same as another view, which is of another kind.
    Same(ViewId),
}

/// The shapes of all schemas.
pub(crate) struct Shapes<'d> {
    pub(crate) graph: Graph<'d>,
    views: Vec<Vec<Part>>,
    ids: HashMap<Vec<Part>, ViewId>,
    shapes: Vec<State<'d>>,
    /// How many merged properties lie around a view that is one.
    levels: Vec<usize>,
    depth: usize,
}

enum State<'d> {
    Unknown,
    Open,
    Known(Rc<Shape<'d>>),
}

impl<'d> Shapes<'d> {
    pub(crate) fn new(graph: Graph<'d>) -> Self {
        Self {
            graph,
            views: Vec::new(),
            ids: HashMap::new(),
            shapes: Vec::new(),
            levels: Vec::new(),
            depth: 0,
        }
    }

    /// The view of these parts.
    pub(crate) fn view(&mut self, mut parts: Vec<Part>) -> ViewId {
        for part in &mut parts {
            // Only a base is another thing to its heirs than to all others.
            if let Part::Inherited(id) = *part
                && !self.graph.is_told_apart(id)
            {
                *part = Part::Whole(id);
            }
        }
        let mut seen = std::collections::HashSet::new();
        parts.retain(|part| seen.insert(*part));
        if let Some(known) = self.ids.get(&parts) {
            return *known;
        }
        let id = ViewId(self.views.len());
        self.ids.insert(parts.clone(), id);
        self.views.push(parts);
        self.shapes.push(State::Unknown);
        self.levels.push(0);
        id
    }

    /// The view of what one property or item of a view is, by several descriptions of it. Circles of different lengths combine
    /// without an end that anybody would see: there the last description is believed.
    pub(super) fn inner(&mut self, outer: ViewId, described: &[SchemaId]) -> ViewId {
        let level = self.levels[outer.0] + 1;
        match described {
            [.., last] if level > MOST_LEVELS => self.whole(*last),
            several => {
                let known = self.views.len();
                let view = self.together(several);
                if view.0 >= known && self.parts(view).len() > 1 {
                    self.levels[view.0] = level;
                }
                view
            }
        }
    }

    /// A schema as it is used by a property, a parameter, a body.
    pub(crate) fn whole(&mut self, id: SchemaId) -> ViewId {
        self.view(vec![Part::Whole(id)])
    }

    pub(crate) fn parts(&self, view: ViewId) -> &[Part] {
        &self.views[view.0]
    }

    /// The schema that tells most of a view where it stands in the document.
    pub(crate) fn node(&self, view: ViewId) -> Option<Node<'d>> {
        let part = self.parts(view).last()?;
        Some(self.graph.get(part.id()).node.clone())
    }

    /// The schemas of a view where they stand in the document.
    pub(crate) fn nodes(&self, view: ViewId) -> Vec<Node<'d>> {
        let parts = self.parts(view).iter();
        parts
            .map(|part| self.graph.get(part.id()).node.clone())
            .collect()
    }

    /// The shape of a view, and of all that it depends on.
    pub(crate) fn shape(&mut self, view: ViewId) -> Rc<Shape<'d>> {
        let ids: Vec<SchemaId> = self.parts(view).iter().map(|part| part.id()).collect();
        for id in ids {
            self.prepare(id);
        }
        self.decided(view)
    }

    /// The view that a view is the same as: itself, if it is of a kind of its own.
    pub(crate) fn settled(&mut self, view: ViewId) -> (ViewId, Rc<Shape<'d>>) {
        let shape = self.shape(view);
        match shape.kind {
            Kind::Same(other) => (other, self.decided(other)),
            _ => (view, shape),
        }
    }

    /// Decides on what a schema depends on, the farthest first: recursion would go as deep as the references go on.
    fn prepare(&mut self, start: SchemaId) {
        let mut open = vec![(start, false)];
        while let Some((id, ready)) = open.pop() {
            let view = self.view(vec![Part::Whole(id)]);
            match (&self.shapes[view.0], ready) {
                (State::Known(_), _) | (State::Open, false) => {}
                (State::Unknown, false) => {
                    self.shapes[view.0] = State::Open;
                    open.push((id, true));
                    let schema = self.graph.get(id);
                    // An heir takes over the properties of its base, and does not depend on what the base is to all others:
                    // one of its heirs.
                    let inherited = schema.all_of.iter();
                    let inherited = inherited.filter(|part| !self.refers_to_base(**part));
                    let needed = inherited.chain(&schema.one_of);
                    let needed = needed.chain(&schema.any_of).chain(&schema.reference);
                    open.extend(needed.map(|needed| (*needed, false)));
                }
                (_, true) => {
                    let shape = self.decide(view);
                    self.shapes[view.0] = State::Known(Rc::new(shape));
                }
            }
        }
    }

    /// The shape of a view whose schemas are prepared; any value where that is a circle of nothing but alternatives.
    pub(super) fn decided(&mut self, view: ViewId) -> Rc<Shape<'d>> {
        match &self.shapes[view.0] {
            State::Known(shape) => return Rc::clone(shape),
            State::Open => return Rc::new(Shape::of(Kind::Any)),
            State::Unknown => {}
        }
        if self.depth >= DEEPEST || self.parts(view).len() > MOST_PARTS {
            return Rc::new(Shape::of(Kind::Any));
        }
        self.shapes[view.0] = State::Open;
        self.depth += 1;
        let shape = Rc::new(self.decide(view));
        self.depth -= 1;
        self.shapes[view.0] = State::Known(Rc::clone(&shape));
        shape
    }

    pub(super) fn shape_if_known(&self, view: ViewId) -> Option<&Kind<'d>> {
        match &self.shapes[view.0] {
            State::Known(shape) => Some(&shape.kind),
            _ => None,
        }
    }

    fn decide(&mut self, view: ViewId) -> Shape<'d> {
        let parts = self.parts(view).to_vec();
        if let [Part::Whole(id)] = parts.as_slice() {
            let schema = self.graph.get(*id);
            if schema.node.has("$ref") {
                // Beside a reference OpenAPI 3.0 knows no keywords, but this one is meant wherever it is written.
                let nullable = schema.node.is_true("nullable");
                return match self.graph.meant(*id) {
                    Some(target) => self.same(target, nullable),
                    None => Shape {
                        nullable,
                        ..Shape::of(Kind::Any)
                    },
                };
            }
            if let Some(only) = self.wrapped(*id) {
                let node = &self.graph.get(*id).node;
                let (nullable, secret) =
                    (is_nullable(node) || self.null_beside(*id), is_secret(node));
                let mut shape = self.same(only, nullable);
                shape.secret |= secret;
                return shape;
            }
        }
        let atoms = self.graph.atoms(&parts);
        let mut shape = match atoms.choices.is_empty() {
            true => Shape::of(self.without_choice(view, &atoms)),
            false => self.with_choice(&parts, &atoms),
        };
        shape.nullable |= self.is_nullable(&parts);
        shape.secret |= atoms
            .own
            .iter()
            .any(|id| is_secret(&self.graph.get(*id).node));
        shape
    }

    /// What a schema that adds nothing to the only part of its `allOf` means: what OpenAPI 3.0 makes people write to say
    /// something beside a reference. A component that does so inherits a base under another name.
    pub(super) fn wrapped(&self, id: SchemaId) -> Option<SchemaId> {
        let schema = self.graph.get(id);
        if schema.all_of.is_empty() || self.graph.tells(id) {
            return None;
        }
        if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
            return None;
        }
        let parts = schema.all_of.iter().copied();
        let mut speaking =
            parts.filter(|part| !self.graph.says_nothing(*part) && !self.is_null(*part));
        let only = speaking.next()?;
        let heir = schema.is_component()
            && self
                .graph
                .meant(only)
                .is_some_and(|parent| self.graph.is_family(parent));
        (speaking.next().is_none() && !heir).then_some(only)
    }

    fn same(&mut self, id: SchemaId, nullable: bool) -> Shape<'d> {
        let target = self.view(vec![Part::Whole(id)]);
        self.same_view(target, nullable)
    }

    /// The shape of what is the same as another view, and perhaps `null`.
    pub(super) fn same_view(&mut self, target: ViewId, nullable: bool) -> Shape<'d> {
        let found = self.decided(target);
        Shape {
            kind: match &found.kind {
                Kind::Same(_) | Kind::Any | Kind::Null => found.kind.clone(),
                _ => Kind::Same(target),
            },
            nullable: nullable || found.nullable,
            secret: found.secret,
        }
    }

    /// `null` is allowed where the schema says so itself, which is how OpenAPI 3.0 makes people say it of an `allOf`, or
    /// where every part allows it.
    fn is_nullable(&mut self, parts: &[Part]) -> bool {
        if let [part] = parts {
            let schema = self.graph.get(part.id());
            if is_nullable(&schema.node) || self.null_beside(part.id()) {
                return true;
            }
            if self.graph.tells(part.id()) || schema.all_of.is_empty() {
                return false;
            }
            let speaking: Vec<SchemaId> = schema
                .all_of
                .iter()
                .copied()
                .filter(|part| !self.graph.says_nothing(*part))
                .collect();
            return self.all_nullable(speaking.into_iter().map(Part::Whole).collect());
        }
        self.all_nullable(parts.to_vec())
    }

    /// Whether a part of an `allOf` says that the value may be `null`, and nothing else but its type perhaps: it says so of the
    /// whole. Strictly, `null` would have to be a value of all parts; tools write `[{$ref: …}, {type: [object, 'null']}]`.
    fn null_beside(&self, id: SchemaId) -> bool {
        let parts = &self.graph.get(id).all_of;
        parts.iter().any(|part| {
            let node = &self.graph.get(*part).node;
            let says_so =
                node.is_true("nullable") && self.graph.says_no_more_than(*part, &["type"]);
            says_so || self.is_null(*part)
        })
    }

    fn refers_to_base(&self, id: SchemaId) -> bool {
        let refers = self.graph.get(id).node.has("$ref");
        let base = self.graph.meant(id).filter(|_| refers);
        base.is_some_and(|base| self.graph.is_told_apart(base))
    }

    fn all_nullable(&mut self, parts: Vec<Part>) -> bool {
        !parts.is_empty()
            && parts.into_iter().all(|part| match part {
                Part::Own(id) => is_nullable(&self.graph.get(id).node),
                // Its heirs may be open here.
                Part::Whole(id) if self.refers_to_base(id) => {
                    let base = self.graph.meant(id);
                    base.is_some_and(|base| is_nullable(&self.graph.get(base).node))
                }
                part => {
                    let view = self.view(vec![part]);
                    self.decided(view).nullable
                }
            })
    }
}

impl Shape<'_> {
    pub(super) fn of(kind: Kind<'_>) -> Shape<'_> {
        Shape {
            kind,
            nullable: false,
            secret: false,
        }
    }
}
