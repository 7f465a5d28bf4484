//! Schemas: the Rust type of each, named and made from what the graph says that it is.

use super::context::{Context, Resolution, SchemaType};
use super::graph::{Kind, Part, ViewId, target_of};
use super::node::Node;
use crate::diagnostic::Diagnostic;
use crate::model::{Type, TypeDef, TypeKind, Usage, type_name};
use crate::pointer;

pub(crate) use super::graph::kind;

/// How deep lists and maps without a name may lie inside each other: a deeper one becomes a newtype, since all that reads
/// Rust does so by recursion.
const MOST_NESTED: usize = 16;

/// A named type whose name is known, and whose parts are still to be looked at. Made one after the other, types may refer
/// to each other in chains of any length.
pub(crate) struct Unmade {
    view: ViewId,
    name: String,
}

impl<'d> Context<'d> {
    /// The type that a schema, or a reference to one, describes. `hint` names it if it needs a name and has none.
    pub(crate) fn schema(&mut self, schema: &Node<'d>, hint: &str) -> SchemaType {
        // The graph has every schema of the document; what it does not have says nothing.
        let Some(id) = self.shapes.graph.find(schema) else {
            return SchemaType::of(Type::Any);
        };
        let view = self.shapes.whole(id);
        let found = self.type_of(view, hint);
        while let Some(Unmade { view, name }) = self.unmade.pop() {
            let before = self.unmade.len();
            self.make(view, &name);
            // The first of what was met is made, and named inside, first.
            self.unmade[before..].reverse();
        }
        found
    }

    /// The type of a view. Named types in it may still have to be made.
    pub(crate) fn type_of(&mut self, view: ViewId, hint: &str) -> SchemaType {
        let shape = self.shapes.shape(view);
        let (settled, _) = self.shapes.settled(view);
        let hint = self.hint(view, settled, hint);
        let ty = self.settled_type(settled, &hint);
        SchemaType {
            ty: match (shape.secret, ty) {
                (false, ty) => ty,
                (true, Type::String | Type::Secret) => Type::Secret,
                (true, _) => Type::SecretJson,
            },
            nullable: shape.nullable,
        }
    }

    /// What lies elsewhere in the document is named after its own place, or after the component that is nothing but it.
    fn hint(&self, view: ViewId, settled: ViewId, hint: &str) -> String {
        let nodes = (self.shapes.node(view), self.shapes.node(settled));
        let (Some(here), Some(there)) = nodes else {
            return hint.to_owned();
        };
        if view == settled || there.pointer.starts_with(&here.pointer) {
            return hint.to_owned();
        }
        let referred = match *self.shapes.parts(view) {
            [Part::Whole(id)] if here.has("$ref") => self.shapes.graph.meant(id),
            _ => None,
        };
        let referred = referred.map(|id| self.shapes.graph.get(id).node.pointer.as_str());
        let combined = self.shapes.parts(settled).len() > 1;
        match referred {
            Some(pointer) if combined || there.pointer.starts_with(pointer) => name_at(pointer),
            // A combination is named after whoever combines.
            None if combined => hint.to_owned(),
            _ => name_at(&there.pointer),
        }
    }

    fn settled_type(&mut self, view: ViewId, hint: &str) -> Type {
        match self.resolved.get(&view) {
            Some(Resolution::Done(found)) => return found.clone(),
            // A list or map that holds itself.
            Some(Resolution::Open) => return self.newtype(view, hint),
            None => {}
        }
        let written_out = self.written_out(view);
        let alike = written_out.and_then(|schema| self.type_of_alike(schema, hint));
        if let Some(found) = alike {
            self.resolved.insert(view, Resolution::Done(found.clone()));
            return found;
        }
        self.resolved.insert(view, Resolution::Open);
        let found = match self.shapes.shape(view).kind.clone() {
            Kind::Any | Kind::Null | Kind::Same(_) => Type::Any,
            Kind::Mixed => self.mixed(view, hint),
            Kind::Scalar(ty) => ty,
            Kind::FreeForm => Type::FreeForm,
            Kind::Enum(owner, values) => {
                let node = self.shapes.graph.get(owner).node.clone();
                self.enumeration(&node, &values, hint)
            }
            Kind::List(_) | Kind::Map(_) if self.nesting >= MOST_NESTED => self.newtype(view, hint),
            Kind::List(_) | Kind::Map(_) => self.list_or_map(view, hint),
            Kind::Object(_) | Kind::Union(_) => {
                let name = self.name_for(view, hint);
                self.unmade.push(Unmade {
                    view,
                    name: name.clone(),
                });
                Type::Named(name)
            }
        };
        let found = match self.newtypes.get(&view) {
            Some(name) => Type::Named(name.clone()),
            None => found,
        };
        if let Some(schema) = written_out {
            self.keep_for_alike(schema, hint, &found);
        }
        self.resolved.insert(view, Resolution::Done(found.clone()));
        found
    }

    /// The name of a newtype around a list or map, to be made later.
    fn newtype(&mut self, view: ViewId, hint: &str) -> Type {
        let name = self.name_for(view, hint);
        if self.newtypes.insert(view, name.clone()).is_none() {
            self.unmade.push(Unmade {
                view,
                name: name.clone(),
            });
        }
        Type::Named(name)
    }

    fn list_or_map(&mut self, view: ViewId, hint: &str) -> Type {
        self.nesting += 1;
        let ty = match self.shapes.shape(view).kind {
            Kind::List(None) => Type::Array(Box::new(Type::Any)),
            Kind::List(Some(items)) => {
                let item = self.type_of(items, &format!("{hint} item"));
                Type::Array(Box::new(item.into_item()))
            }
            Kind::Map(values) => {
                let value = self.type_of(values, &format!("{hint} value"));
                Type::Map(Box::new(value.into_item()))
            }
            _ => Type::Any,
        };
        self.nesting -= 1;
        ty
    }

    /// What is described as two things at once: of a property the last description is believed.
    fn mixed(&mut self, view: ViewId, hint: &str) -> Type {
        if let [_, .., last] = *self.shapes.parts(view) {
            self.tell_of_contradiction(view);
            let last = self.shapes.view(vec![last]);
            return self.type_of(last, hint).ty;
        }
        if let Some(node) = self.shapes.node(view) {
            self.warn(
                "mixed-all-of",
                &node.pointer,
                "this `allOf` combines an object with something that is not one object (a map, a scalar)",
                "it is typed as any JSON value; describe the result as one object, or as a `oneOf` of complete objects",
            );
        }
        Type::Any
    }

    /// Each of the places that contradict each other has a finding.
    fn tell_of_contradiction(&mut self, view: ViewId) {
        let mut nodes = self.shapes.nodes(view);
        let Some(last) = nodes.pop() else { return };
        let others = nodes.iter().map(|node| (node, "left out"));
        for (node, done) in others.chain([(&last, "taken, as the later one")]) {
            let message = format!(
                "two parts of an `allOf` contradict each other, so that no value is both: this one is {done}"
            );
            let help = "describe it in one way, or as a `oneOf`";
            let finding = Diagnostic::warning("contradictory-parts", &node.pointer, message, help);
            if !self.findings.contains(&finding) {
                self.findings.push(finding);
            }
        }
    }

    fn make(&mut self, view: ViewId, name: &str) {
        let kind = match self.shapes.shape(view).kind.clone() {
            Kind::Object(object) => TypeKind::Object(self.object(&object, name)),
            Kind::Union(union) => TypeKind::Union(self.union(&union, name)),
            _ => TypeKind::Alias(self.list_or_map(view, name)),
        };
        if let Some(node) = self.shapes.node(view) {
            let alone = self.shapes.parts(view).len() == 1;
            self.define(&node, alone, name, kind);
        }
    }

    /// The name for a view: that of its component, or one made from `hint`.
    fn name_for(&mut self, view: ViewId, hint: &str) -> String {
        match *self.shapes.parts(view) {
            [Part::Whole(id)] => {
                let node = self.shapes.graph.get(id).node.clone();
                let node = self.only_part_of(&node, view).unwrap_or(node);
                self.name_of_schema(&node, hint)
            }
            _ => match self.view_names.get(&view) {
                Some(name) => name.clone(),
                None => {
                    let name = match self.combining(view) {
                        Some(name) => name,
                        None => self.type_names.take(type_name(hint)),
                    };
                    self.view_names.insert(view, name.clone());
                    name
                }
            },
        }
    }

    /// The name of the component that combines what a view consists of, and is nothing else.
    fn combining(&mut self, view: ViewId) -> Option<String> {
        let parts = self.shapes.parts(view).to_vec();
        parts.into_iter().find_map(|part| {
            let name = self
                .names
                .get(&self.shapes.graph.get(part.id()).node.pointer);
            let name = name.cloned()?;
            let whole = self.shapes.whole(part.id());
            (self.shapes.settled(whole).0 == view).then_some(name)
        })
    }

    /// The component that is nothing but this schema: its `allOf` has no other part, or its `oneOf` no other alternative.
    fn only_part_of(&mut self, part: &Node<'d>, view: ViewId) -> Option<Node<'d>> {
        let pointer = owner_of_part(&part.pointer)?;
        if !self.names.contains_key(pointer) {
            return None;
        }
        let owner = target_of(&self.root, &pointer::to_reference(pointer))?;
        let whole = self.shapes.whole(self.shapes.graph.find(&owner)?);
        (self.shapes.settled(whole).0 == view).then_some(owner)
    }

    /// The name for a schema: its component's, or one made from `hint`.
    pub(crate) fn name_of_schema(&mut self, schema: &Node<'d>, hint: &str) -> String {
        if let Some(name) = self.names.get(&schema.pointer) {
            return name.clone();
        }
        let name = self.type_names.take(type_name(hint));
        // A schema that several operations share is one type, wherever it stands.
        self.names.insert(schema.pointer.clone(), name.clone());
        name
    }

    /// Records a named type; `alone` if it is all of what the schema describes, and nothing else.
    pub(crate) fn define(&mut self, schema: &Node<'d>, alone: bool, name: &str, kind: TypeKind) {
        let component = schema
            .pointer
            .strip_prefix("/components/schemas/")
            .filter(|rest| alone && !rest.contains('/'))
            .map(|_| schema.name());
        let definition = TypeDef {
            name: name.to_owned(),
            pointer: schema.pointer.clone(),
            docs_name: schema.text("x-docs-name").map(str::to_owned),
            component_name: component.filter(|component| component != name),
            description: schema
                .prose("description")
                .or_else(|| schema.prose("title")),
            usage: Usage::default(),
            deprecated: schema.is_true("deprecated"),
            kind,
        };
        self.types.insert(name.to_owned(), definition);
    }
}

/// What a schema without a name of its own is called: the nearest name on the way to it that an author chose. The number of
/// a part or an alternative tells nobody what it is.
fn name_at(mut pointer: &str) -> String {
    while let Some(owner) = owner_of_part(pointer) {
        pointer = owner;
    }
    pointer::last(pointer).into_owned()
}

/// The schema that has this one as a part or an alternative.
pub(super) fn owner_of_part(pointer: &str) -> Option<&str> {
    let (list, index) = pointer.rsplit_once('/')?;
    index.parse::<usize>().ok()?;
    let (owner, keyword) = list.rsplit_once('/')?;
    matches!(keyword, "allOf" | "oneOf" | "anyOf").then_some(owner)
}
