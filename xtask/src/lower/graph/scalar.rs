//! Values that are no objects with known properties, and what several schemas say of one together.

use serde_json::Value;

use super::SchemaId;
use super::atoms::Atoms;
use super::keywords::{enum_values, kind};
use super::shape::{Kind, Part, Shapes, ViewId};
use crate::lower::node::Node;
use crate::model::{Integer, Number, Type};

/// How many schemas may lie around one without adding anything.
const MOST_WRAPPED: usize = 8;

impl<'d> Shapes<'d> {
    /// What a value is that all these schemas describe, none of which offers alternatives.
    pub(super) fn without_choice(&mut self, view: ViewId, atoms: &Atoms) -> Kind<'d> {
        let graph = &self.graph;
        let has_properties = |id: &SchemaId| !graph.get(*id).properties.is_empty();
        let telling: Vec<SchemaId> = atoms
            .own
            .iter()
            .copied()
            .filter(|id| graph.tells(*id))
            .collect();
        let is_object = |id: &SchemaId| kind(&graph.get(*id).node) == Some("object");
        if telling.iter().any(has_properties) {
            let scalar = |id: &SchemaId| {
                let node = &graph.get(*id).node;
                kind(node).is_some_and(|kind| kind != "object") || enum_values(node).is_some()
            };
            return match telling.iter().any(scalar) {
                true => Kind::Mixed,
                false => self.object(view, atoms),
            };
        }
        let values: Vec<SchemaId> = telling
            .iter()
            .filter_map(|id| graph.get(*id).values)
            .collect();
        let maps = telling.iter().filter(|id| is_object(id)).count();
        if !values.is_empty() && maps == telling.len() {
            return Kind::Map(self.inner(view, &values));
        }
        match telling.as_slice() {
            [] if atoms.own.iter().any(is_object) => Kind::FreeForm,
            [] => Kind::Any,
            [only] => self.plain(*only),
            several => self.narrowed(view, several),
        }
    }

    /// The view in which all these schemas hold at once: the one that says most where it says all that the others do.
    pub(super) fn together(&mut self, schemas: &[SchemaId]) -> ViewId {
        if let [only] = schemas {
            return self.whole(*only);
        }
        // What a part means, and where that stands: beside a reference it may say that it is `null`.
        let mut meant: Vec<(SchemaId, SchemaId)> = Vec::new();
        for schema in schemas {
            let stands = self.graph.meant(*schema).unwrap_or(*schema);
            let means = self.unwrapped(stands);
            if !meant.iter().any(|(known, _)| *known == means) {
                meant.push((means, stands));
            }
        }
        let last = schemas.last().copied();
        if let [(_, only)] = meant.as_slice() {
            return self.whole(*only);
        }
        let exact: Vec<(SchemaId, SchemaId)> = meant
            .iter()
            .copied()
            .filter(|(id, _)| !self.is_vague(*id))
            .collect();
        let narrowest: Vec<SchemaId> = exact
            .iter()
            .filter(|(id, _)| !exact.iter().any(|(other, _)| self.takes_over(*other, *id)))
            .map(|(_, stands)| *stands)
            .collect();
        match (narrowest.as_slice(), last) {
            ([only], _) => self.whole(*only),
            ([], Some(last)) => self.whole(last),
            (several, _) => self.view(several.iter().copied().map(Part::Whole).collect()),
        }
    }

    /// The schema that another one is nothing but a description of.
    fn unwrapped(&self, start: SchemaId) -> SchemaId {
        let inner = |id: &SchemaId| {
            let only = self.wrapped(*id)?;
            Some(self.graph.meant(only).unwrap_or(only))
        };
        let steps = std::iter::successors(Some(start), inner);
        steps.take(MOST_WRAPPED).last().unwrap_or(start)
    }

    /// Whether a schema leaves open what comes.
    fn is_vague(&self, id: SchemaId) -> bool {
        let schema = self.graph.get(id);
        schema.all_of.is_empty()
            && schema.one_of.is_empty()
            && schema.any_of.is_empty()
            && !self.graph.tells(id)
    }

    fn takes_over(&self, heir: SchemaId, base: SchemaId) -> bool {
        heir != base && self.graph.atoms(&[Part::Whole(heir)]).own.contains(&base)
    }

    /// A schema without composition and properties.
    fn plain(&mut self, id: SchemaId) -> Kind<'d> {
        let schema = self.graph.get(id);
        let node = schema.node.clone();
        if let Some(values) = enum_values(&node) {
            let constants: Vec<&Value> = values.iter().filter(|value| !value.is_null()).collect();
            if constants.is_empty() {
                return Kind::Null;
            }
            if are_constants(&node, &constants) {
                return Kind::Enum(id, constants);
            }
        }
        let items = schema.items;
        match kind(&node).or_else(|| kind_of_values(&node)) {
            Some("string") => Kind::Scalar(string(&node)),
            Some("integer") => Kind::Scalar(Type::Integer(integer(&node))),
            Some("number") => Kind::Scalar(match node.text("format") {
                Some("float") => Type::Number(Number::F32),
                Some("int32" | "int64") => Type::Integer(integer(&node)),
                _ => Type::Number(Number::F64),
            }),
            Some("boolean") => Kind::Scalar(Type::Boolean),
            Some("array") => Kind::List(items.map(|items| self.whole(items))),
            Some("null") => Kind::Null,
            Some("object") => Kind::FreeForm,
            _ => Kind::Any,
        }
    }

    /// What several schemas without properties say together: an exact one counts more than a vague one, whichever comes
    /// first.
    fn narrowed(&mut self, view: ViewId, schemas: &[SchemaId]) -> Kind<'d> {
        let kinds: Vec<Kind<'d>> = schemas.iter().map(|id| self.plain(*id)).collect();
        let lists: Vec<SchemaId> = schemas
            .iter()
            .filter(|id| kind(&self.graph.get(**id).node) == Some("array"))
            .filter_map(|id| self.graph.get(*id).items)
            .collect();
        let mut best: Option<Kind<'d>> = None;
        for kind in kinds {
            best = Some(match best {
                None => kind,
                Some(known) => match self.narrower(view, known, kind) {
                    Some(kind) => kind,
                    None => return Kind::Mixed,
                },
            });
        }
        match best {
            Some(Kind::List(_)) if lists.len() > 1 => Kind::List(Some(self.inner(view, &lists))),
            Some(kind) => kind,
            None => Kind::Any,
        }
    }

    /// The one of two kinds that allows less; `None` where no value is of both.
    fn narrower(&self, view: ViewId, one: Kind<'d>, other: Kind<'d>) -> Option<Kind<'d>> {
        let text = |kind: &Kind<'_>| match kind {
            Kind::Scalar(Type::String) => Some(0),
            Kind::Scalar(
                Type::DateTime | Type::Date | Type::Uuid | Type::Binary | Type::Secret,
            ) => Some(1),
            Kind::Enum(_, values) if values.iter().all(|value| value.is_string()) => Some(2),
            _ => None,
        };
        let number = |kind: &Kind<'_>| match kind {
            Kind::Scalar(Type::Number(Number::F64)) => Some(0),
            Kind::Scalar(Type::Number(Number::F32)) => Some(1),
            Kind::Scalar(Type::Integer(Integer::I64)) => Some(2),
            Kind::Scalar(Type::Integer(_)) => Some(3),
            Kind::Enum(_, values) if values.iter().all(|value| value.is_i64()) => Some(4),
            _ => None,
        };
        match (&one, &other) {
            (Kind::Any, _) => Some(other),
            (_, Kind::Any) => Some(one),
            (Kind::Enum(_, first), Kind::Enum(id, second)) => {
                let both: Vec<&'d Value> = second
                    .iter()
                    .copied()
                    .filter(|value| first.contains(value))
                    .collect();
                if both.is_empty() || both.len() == second.len() {
                    return Some(other);
                }
                if both.len() == first.len() {
                    return Some(one);
                }
                // Neither schema is what both allow: the enum is called after what combines them.
                let owner = self.parts(view).last().map_or(*id, |part| part.id());
                Some(Kind::Enum(owner, both))
            }
            (Kind::List(None), Kind::List(_)) => Some(other),
            (Kind::List(_), Kind::List(_)) | (Kind::FreeForm, Kind::FreeForm) => Some(one),
            (Kind::Scalar(Type::Boolean), Kind::Scalar(Type::Boolean)) => Some(one),
            _ => {
                let ranks = text(&one)
                    .zip(text(&other))
                    .or_else(|| number(&one).zip(number(&other)))?;
                Some(if ranks.1 > ranks.0 { other } else { one })
            }
        }
    }
}

/// Whether an enum says more than the plain type: of booleans, fractions and values of several kinds it does not.
fn are_constants(node: &Node<'_>, values: &[&Value]) -> bool {
    let integer = values.iter().all(|value| value.as_i64().is_some());
    if !integer && !values.iter().all(|value| value.is_string()) {
        return false;
    }
    match node.text("type") {
        Some("string") => !integer,
        Some("integer" | "number") => integer,
        Some(_) => integer && node.text("type") != Some("array"),
        None => true,
    }
}

/// The type that all values have which a schema lists, where it does not say it: `const: true`.
fn kind_of_values(node: &Node<'_>) -> Option<&'static str> {
    let values = enum_values(node)?;
    let known = values.iter().filter(|value| !value.is_null());
    let mut kinds = known.map(|value| match value {
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        _ => None,
    });
    let first = kinds.next()??;
    let number = |kind: &str| matches!(kind, "integer" | "number");
    let mut widest = first;
    for kind in kinds {
        match kind? {
            kind if kind == widest => {}
            kind if number(kind) && number(widest) => widest = "number",
            _ => return None,
        }
    }
    Some(widest)
}

fn string(schema: &Node<'_>) -> Type {
    match schema.text("format") {
        Some("password") => Type::Secret,
        Some("date-time") => Type::DateTime,
        Some("date") => Type::Date,
        Some("uuid") => Type::Uuid,
        Some("binary") => Type::Binary,
        _ => Type::String,
    }
}

fn integer(schema: &Node<'_>) -> Integer {
    match schema.text("format") {
        Some("int8") => Integer::I8,
        Some("int16") => Integer::I16,
        Some("int32") => Integer::I32,
        Some("uint8") => Integer::U8,
        Some("uint16") => Integer::U16,
        Some("uint32") => Integer::U32,
        Some("uint64") => Integer::U64,
        _ if exceeds_signed(schema) => Integer::U64,
        _ => Integer::I64,
    }
}

/// Whether the values or the limits allow what 64 bits with a sign cannot hold. JavaScript writes the largest integer with a sign rounded
/// up, as 9223372036854776000, so that without `minimum` only what is far above it counts.
fn exceeds_signed(schema: &Node<'_>) -> bool {
    let values = enum_values(schema).into_iter().flatten();
    let mut known = values.chain(schema.value.get("default"));
    if known.any(|value| value.is_u64() && !value.is_i64()) {
        return true;
    }
    let Some(most) = schema.value.get("maximum") else {
        return false;
    };
    let far_above = most.as_f64().is_some_and(|most| most > 1e19);
    match schema.value.get("minimum").and_then(Value::as_f64) {
        Some(least) => {
            least >= 0.0 && most.as_i64().is_none() && most.as_f64() >= Some(i64::MAX as f64)
        }
        None => far_above,
    }
}
