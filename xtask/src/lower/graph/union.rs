//! Alternatives: which of them there are, what tells them apart, and when they are no union at all.

use std::collections::HashSet;
use std::rc::Rc;

use serde_json::Value;

use super::SchemaId;
use super::atoms::{Atoms, Choice};
use super::keywords::{enum_values, kind};
use super::object::ObjectShape;
use super::shape::{Kind, Part, Shape, Shapes, ViewId};
use crate::model::Type;

/// How many combinations of several `oneOf` that hold at once are looked at.
const MOST_COMBINATIONS: usize = 32;

/// One of several types.
#[derive(Clone, Debug)]
pub(crate) struct UnionShape {
    pub(crate) alternatives: Vec<Alternative>,
    /// The property that tells the alternatives apart.
    pub(crate) discriminator: Option<String>,
}

/// One of the alternatives of a union.
#[derive(Clone, Debug)]
pub(crate) struct Alternative {
    pub(crate) view: ViewId,
    /// The schema as the union lists it.
    pub(crate) listed: SchemaId,
    /// The values of the discriminator that mean this alternative.
    pub(crate) tags: Vec<Value>,
    /// The values are those that the alternative's own schema lists, so that it holds which of them came.
    pub(crate) own_tags: bool,
    /// It is meant where no tag is, or none that another alternative has.
    pub(crate) by_default: bool,
}

impl<'d> Shapes<'d> {
    /// What a value is of which these schemas hold, at least one of which offers alternatives.
    pub(super) fn with_choice(&mut self, parts: &[Part], atoms: &Atoms) -> Shape<'d> {
        let tagged = |choice: &&Choice| self.graph.discriminator(choice.owner).is_some();
        let main = atoms.choices.iter().find(tagged);
        let Some(main) = main.or(atoms.choices.first()).cloned() else {
            return Shape::of(Kind::Any);
        };
        let inherited: HashSet<SchemaId> = match main.heirs {
            true => self.graph.atoms(&[Part::Inherited(main.owner)]).own,
            false => Vec::new(),
        }
        .into_iter()
        .collect();
        let discriminator = self.graph.discriminator(main.owner);
        let beside: Vec<SchemaId> = atoms
            .own
            .iter()
            .copied()
            .filter(|id| !inherited.contains(id) && self.graph.tells(*id))
            .filter(|id| {
                let tag = discriminator.as_deref();
                !tag.is_some_and(|tag| self.graph.tells_of_tag_alone(*id, tag))
            })
            .collect();
        let mut nullable = false;
        let mut open = false;
        let mut found: Vec<Alternative> = Vec::new();
        for combination in self.combinations(&main, &atoms.choices) {
            let Some(&listed) = combination.first() else {
                continue;
            };
            if combination
                .iter()
                .any(|id| self.is_null(*id) || self.is_null_beside(*id, &main))
            {
                nullable = true;
                continue;
            }
            let view = self.alternative(&main, &beside, &combination);
            let shape = self.decided(view);
            nullable |= shape.nullable;
            let settled = match shape.kind {
                Kind::Same(other) => other,
                _ => view,
            };
            match &self.decided(settled).kind {
                Kind::Null => nullable = true,
                Kind::Any | Kind::Mixed => open = true,
                Kind::Union(inner)
                    if discriminator.is_none()
                        && inner.discriminator.is_none()
                        && !self.graph.get(listed).node.has("$ref") =>
                {
                    for alternative in inner.alternatives.clone() {
                        self.add(&mut found, alternative);
                    }
                }
                _ => {
                    let alternative = Alternative {
                        view: if shape.secret { view } else { settled },
                        listed,
                        tags: Vec::new(),
                        own_tags: false,
                        by_default: false,
                    };
                    self.add(&mut found, alternative);
                }
            }
        }
        let kind = self.kind_of_union(parts, &main, &beside, found, discriminator, open);
        let (kind, inner_null) = match kind {
            Kind::Same(other) => {
                let shape = self.same_view(other, false);
                (shape.kind, shape.nullable)
            }
            kind => (kind, false),
        };
        Shape {
            nullable: nullable || inner_null,
            ..Shape::of(kind)
        }
    }

    fn kind_of_union(
        &mut self,
        parts: &[Part],
        main: &Choice,
        beside: &[SchemaId],
        mut found: Vec<Alternative>,
        discriminator: Option<String>,
        open: bool,
    ) -> Kind<'d> {
        if found.is_empty() {
            // Nothing is left of the alternatives: what stands beside them is all that is known.
            let own: Vec<Part> = beside.iter().copied().map(Part::Own).collect();
            if own.is_empty() || own.as_slice() == parts {
                return if open { Kind::Any } else { Kind::Null };
            }
            return Kind::Same(self.view(own));
        }
        if let ([only], None, false) = (found.as_slice(), &discriminator, open) {
            return Kind::Same(only.view);
        }
        if !open && let Some(values) = self.values_of_all(&found) {
            return Kind::Enum(main.owner, values);
        }
        if !open
            && found
                .iter()
                .all(|alternative| self.is_text(alternative.view))
        {
            return Kind::Scalar(Type::String);
        }
        let base = match discriminator {
            None if !open => self.common_base(&found),
            _ => None,
        };
        if let Some(base) = base
            && found
                .iter()
                .any(|listed| self.graph.meant(listed.listed) == Some(base))
        {
            let whole = self.whole(base);
            // It has the others among its heirs.
            if !matches!(self.decided(whole).kind, Kind::Any) {
                return Kind::Same(whole);
            }
        }
        let owner = base.unwrap_or(main.owner);
        let discriminator = match self.graph.discriminator(owner) {
            Some(property) => {
                self.find_tags(owner, &property, &mut found);
                Some(property)
            }
            None => self.infer_tags(&mut found),
        };
        if discriminator.is_none() && main.any && !open {
            let objects: Option<Vec<Rc<ObjectShape>>> = found
                .iter()
                .map(|alternative| self.object_of(alternative.view))
                .collect();
            if let Some(object) = objects.and_then(|objects| self.any_of_objects(&objects)) {
                return Kind::Object(Rc::new(object));
            }
        }
        Kind::Union(Rc::new(UnionShape {
            alternatives: found,
            discriminator,
        }))
    }

    /// The base by whose property these alternatives are told apart, where the union does not say how.
    fn common_base(&self, found: &[Alternative]) -> Option<SchemaId> {
        let listed = found.iter().map(|found| self.graph.meant(found.listed));
        self.graph.common_base(&listed.collect::<Option<Vec<_>>>()?)
    }

    /// The alternatives, each together with one alternative of every other choice that has to be made.
    fn combinations(&self, main: &Choice, choices: &[Choice]) -> Vec<Vec<SchemaId>> {
        let mut alternatives = main.alternatives.clone();
        // A mapping may name a schema that the list forgets.
        let owner = self.graph.get(main.owner);
        let mapped = owner.mapping.iter().map(|(_, target)| *target);
        for target in mapped.chain(owner.default_mapping) {
            let target = self.graph.meant(target);
            let listed = |id: &SchemaId| self.graph.meant(*id) == target;
            if let Some(target) = target
                && !alternatives.iter().any(listed)
                && target != main.owner
            {
                alternatives.push(target);
            }
        }
        let mut combinations: Vec<Vec<SchemaId>> =
            alternatives.into_iter().map(|id| vec![id]).collect();
        for choice in choices {
            if choice.owner == main.owner && choice.alternatives == main.alternatives {
                continue;
            }
            if combinations.len() * choice.alternatives.len() > MOST_COMBINATIONS {
                continue;
            }
            combinations = combinations
                .iter()
                .flat_map(|known| {
                    choice.alternatives.iter().map(|id| {
                        let mut both = known.clone();
                        both.push(*id);
                        both
                    })
                })
                .collect();
        }
        combinations
    }

    /// An alternative together with what stands beside the alternatives and belongs to each of them.
    fn alternative(
        &mut self,
        main: &Choice,
        beside: &[SchemaId],
        combination: &[SchemaId],
    ) -> ViewId {
        let meant = |shapes: &Self, id: SchemaId| shapes.graph.meant(id).unwrap_or(id);
        let wholes: Vec<Part> = combination
            .iter()
            .map(|id| meant(self, *id))
            .map(
                |id| match main.heirs && !self.graph.is_base_below(id, main.owner) {
                    true => Part::Inherited(id),
                    false => Part::Whole(id),
                },
            )
            .collect();
        let known: HashSet<SchemaId> = self.graph.atoms(&wholes).own.into_iter().collect();
        let beside = beside.iter().copied().filter(|id| !known.contains(id));
        let parts: Vec<Part> = beside
            .map(Part::Own)
            .chain(wholes.iter().copied())
            .collect();
        self.view(parts)
    }

    fn add(&self, found: &mut Vec<Alternative>, alternative: Alternative) {
        let known = found
            .iter()
            .any(|known| self.is_alike(known.view, alternative.view));
        if !known {
            found.push(alternative);
        }
    }

    /// Whether two views surely give the same type. Only what lies on the surface is compared.
    pub(super) fn is_alike(&self, one: ViewId, other: ViewId) -> bool {
        let meant = |view: ViewId| match self.parts(view) {
            [Part::Whole(id)] => self.graph.meant(*id),
            _ => None,
        };
        one == other
            || meant(one).is_some() && meant(one) == meant(other)
            || match (self.surface(one), self.surface(other)) {
                (Some(one), Some(other)) => one == other,
                _ => false,
            }
    }

    /// The keywords that make the type of a schema without a name, properties and composition.
    fn surface(&self, view: ViewId) -> Option<(&'d str, Option<&'d str>)> {
        let [Part::Whole(id)] = self.parts(view) else {
            return None;
        };
        let schema = self.graph.get(*id);
        let scalar = kind(&schema.node).filter(|kind| !matches!(*kind, "object" | "array"))?;
        let composed = ["allOf", "oneOf", "anyOf", "enum", "$ref"];
        let plain = !composed.iter().any(|key| schema.node.has(key));
        plain.then(|| (scalar, schema.node.text("format")))
    }

    /// What tools write for OpenAPI 3.1's `type: "null"`.
    pub(super) fn is_null(&self, id: SchemaId) -> bool {
        let Some(id) = self.graph.meant(id) else {
            return false;
        };
        let node = &self.graph.get(id).node;
        let only_null = enum_values(node).is_some_and(|values| values.iter().all(Value::is_null));
        let only_nullable = node.is_true("nullable") && self.graph.says_nothing(id);
        only_null || only_nullable || node.text("type") == Some("null")
    }

    /// What tools write that cannot say `nullable` beside a reference: an object of which nothing is said but that it may be
    /// `null`, as the other alternative.
    fn is_null_beside(&self, id: SchemaId, choice: &Choice) -> bool {
        let refers = |other: &SchemaId| self.graph.get(*other).node.has("$ref");
        let node = &self.graph.get(id).node;
        choice.alternatives.len() == 2
            && choice
                .alternatives
                .iter()
                .filter(|other| refers(other))
                .count()
                == 1
            && node.is_true("nullable")
            && node.text("type") == Some("object")
            && self.graph.get(id).properties.is_empty()
            && self.graph.says_no_more_than(id, &["type", "properties"])
    }

    fn is_text(&mut self, view: ViewId) -> bool {
        match &self.decided(view).kind {
            Kind::Scalar(Type::String | Type::DateTime | Type::Date | Type::Uuid) => true,
            Kind::Enum(_, values) => values.iter().all(|value| value.is_string()),
            _ => false,
        }
    }

    /// The constants of all alternatives, where each lists constants and nothing else: one enum, which JSON Schema makes
    /// people write like this to say something of each value. Words that have a component for themselves are not joined with
    /// those of another: beside `""`, for instance, they are what a form sends, which is text.
    fn values_of_all(&mut self, found: &[Alternative]) -> Option<Vec<&'d Value>> {
        let mut all: Vec<&'d Value> = Vec::new();
        for alternative in found {
            let Kind::Enum(_, values) = &self.decided(alternative.view).kind else {
                return None;
            };
            let referred = self.graph.get(alternative.listed).node.has("$ref");
            if referred && values.iter().any(|value| value.is_string()) {
                return None;
            }
            for value in values {
                if !all.contains(value) {
                    all.push(value);
                }
            }
        }
        let texts = all.iter().all(|value| value.is_string());
        (texts || all.iter().all(|value| value.is_i64())).then_some(all)
    }

    pub(crate) fn object_of(&mut self, view: ViewId) -> Option<Rc<ObjectShape>> {
        match &self.decided(view).kind {
            Kind::Object(object) => Some(Rc::clone(object)),
            _ => None,
        }
    }
}
