//! One walk over a document along the table of objects: what is where, and what does not fit.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::description::OPENAPI;
use super::kind::{Field, Kind, Need, Shape, Sort};
use super::security::SECURITY_REQUIREMENT;
use super::swagger::SWAGGER;
use super::version::{Form, Version};
use crate::pointer;

/// An object of the specification, found in the document.
#[derive(Debug)]
pub(crate) struct Place<'d> {
    pub(crate) pointer: String,
    pub(crate) shape: &'static Shape,
    pub(crate) value: &'d Map<String, Value>,
}

/// A `$ref`, found where an object of a certain shape is expected.
#[derive(Debug)]
pub(crate) struct Reference<'d> {
    /// The pointer to the mapping that holds the `$ref`.
    pub(crate) pointer: String,
    pub(crate) target: &'d str,
    pub(crate) shape: &'static Shape,
}

/// Something that does not fit the table.
#[derive(Debug)]
pub(crate) enum Trouble<'d> {
    WrongKind {
        pointer: String,
        kind: Kind,
        found: &'d Value,
        essential: bool,
    },
    Missing {
        pointer: String,
        shape: &'static Shape,
        field: &'static str,
        need: &'static Need,
    },
    Unknown {
        pointer: String,
        shape: &'static Shape,
        field: &'d str,
    },
    /// A field that another version has, or has with such a value.
    OfOtherVersion {
        pointer: String,
        shape: &'static Shape,
        field: &'static Field,
    },
    /// A `$ref` in an object, or in a mapping of such, that has to stand where it is used.
    MisplacedReference {
        /// The pointer to what holds it.
        pointer: String,
        target: &'d str,
    },
    /// A field beside a `$ref`.
    BesideReference { pointer: String, field: &'d str },
}

/// Everything that a walk over a document finds.
#[derive(Debug)]
pub(crate) struct Survey<'d> {
    pub(crate) places: Vec<Place<'d>>,
    pub(crate) references: Vec<Reference<'d>>,
    pub(crate) troubles: Vec<Trouble<'d>>,
    /// Objects, and references to objects of that shape, by their address: copies of all the pointers would be as large as
    /// the document.
    shapes: HashMap<*const Value, &'static Shape>,
    document: &'d Value,
    path: String,
    form: Form,
}

impl<'d> Survey<'d> {
    /// Walks the whole document, and what references lead to outside the known places.
    pub(crate) fn of(document: &'d Value, form: Form) -> Self {
        let mut survey = Self {
            places: Vec::new(),
            references: Vec::new(),
            troubles: Vec::new(),
            shapes: HashMap::new(),
            document,
            path: String::new(),
            form,
        };
        let root = if form == Form::Written(Version::V2_0) {
            &SWAGGER
        } else {
            &OPENAPI
        };
        survey.object(root, document, true);
        // `#/definitions/Pet` is not where OpenAPI 3 keeps schemas, yet it resolves. The list grows
        // while such places hold references to others.
        let mut next = 0;
        while let Some(reference) = survey.references.get(next) {
            next += 1;
            let Some(target) = pointer::of_reference(reference.target) else {
                continue;
            };
            let shape = reference.shape;
            if let Some(value) = document.pointer(&target).filter(|value| value.is_object())
                && !survey.shapes.contains_key(&std::ptr::from_ref(value))
            {
                survey.path = target;
                survey.object(shape, value, true);
                survey.path.clear();
            }
        }
        survey
    }

    /// The objects of one shape, in the order of the document.
    pub(crate) fn objects(&self, shape: &'static Shape) -> impl Iterator<Item = &Place<'d>> {
        self.places
            .iter()
            .filter(move |place| std::ptr::eq(place.shape, shape))
    }

    /// The shape of what stands at the pointer.
    pub(crate) fn shape(&self, pointer: &str) -> Option<&'static Shape> {
        let value = self.document.pointer(pointer)?;
        self.shapes.get(&std::ptr::from_ref(value)).copied()
    }

    fn value(&mut self, kind: &'static Kind, value: &'d Value, essential: bool) {
        let fits = kind.takes(Sort::of(value), self.form);
        match (kind, value) {
            (Kind::Object(_), Value::Bool(_)) if fits => {}
            (Kind::Object(shape), _) | (Kind::FlagOr(shape), Value::Object(_)) => {
                return self.object(shape, value, essential);
            }
            (Kind::List(of), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.within(&index.to_string(), |survey| {
                        survey.value(of, item, essential);
                    });
                }
            }
            (Kind::Map(of), Value::Object(members)) => {
                for (key, member) in members {
                    if !self.misplaced(key, member) {
                        self.within(key, |survey| survey.value(of, member, essential));
                    }
                }
            }
            _ => {}
        }
        if !fits {
            self.troubles.push(Trouble::WrongKind {
                pointer: self.path.clone(),
                kind: *kind,
                found: value,
                essential,
            });
        }
    }

    /// Whether a member is a `$ref` in a place where no reference can stand.
    fn misplaced(&mut self, key: &str, member: &'d Value) -> bool {
        let target = (key == "$ref").then(|| member.as_str()).flatten();
        if let Some(target) = target {
            self.troubles.push(Trouble::MisplacedReference {
                pointer: self.path.clone(),
                target,
            });
        }
        target.is_some()
    }

    fn object(&mut self, shape: &'static Shape, value: &'d Value, essential: bool) {
        let Value::Object(members) = value else {
            self.troubles.push(Trouble::WrongKind {
                pointer: self.path.clone(),
                kind: Kind::Object(shape),
                found: value,
                essential,
            });
            return;
        };
        self.shapes.insert(value, shape);
        if shape.referable
            && let Some(Value::String(target)) = members.get("$ref")
        {
            self.reference(shape, members, target);
            if !self.form.reads_beside_references(shape) {
                return;
            }
        }
        self.places.push(Place {
            pointer: self.path.clone(),
            shape,
            value: members,
        });
        let extensible = !std::ptr::eq(shape, &SECURITY_REQUIREMENT);
        for (key, member) in members {
            if key == "$ref" && shape.referable {
                continue;
            }
            if let Some(field) = shape.field(key, Sort::of(member), self.form) {
                if !field.is_in(self.form) {
                    self.troubles.push(Trouble::OfOtherVersion {
                        pointer: pointer::join(&self.path, key),
                        shape,
                        field,
                    });
                }
                let essential = essential && field.essential;
                self.within(key, |survey| survey.value(&field.kind, member, essential));
            } else if key == "$ref" && self.form.refers_to(shape) {
                // Normalising puts what it leads to here.
            } else if self.misplaced(key, member) {
                // It has its finding by now.
            } else if extensible && key.starts_with("x-") {
                // Extensions have rules of their own.
            } else if let Some(kind) = shape.others {
                self.within(key, |survey| survey.value(kind, member, essential));
            } else {
                self.troubles.push(Trouble::Unknown {
                    pointer: pointer::join(&self.path, key),
                    shape,
                    field: key,
                });
            }
        }
        for field in shape.fields {
            let needed = field.need != Need::Optional && field.is_in(self.form);
            if needed && !members.contains_key(field.name) {
                self.troubles.push(Trouble::Missing {
                    pointer: self.path.clone(),
                    shape,
                    field: field.name,
                    need: &field.need,
                });
            }
        }
    }

    fn reference(
        &mut self,
        shape: &'static Shape,
        members: &'d Map<String, Value>,
        target: &'d str,
    ) {
        self.references.push(Reference {
            pointer: self.path.clone(),
            target,
            shape,
        });
        if self.form.reads_beside_references(shape) {
            return;
        }
        for key in members.keys() {
            // OpenAPI 3.1 permits the first two; they are harmless and common.
            let harmless = ["$ref", "summary", "description"].contains(&key.as_str());
            if !harmless && !key.starts_with("x-") {
                self.troubles.push(Trouble::BesideReference {
                    pointer: pointer::join(&self.path, key),
                    field: key,
                });
            }
        }
    }

    fn within(&mut self, key: &str, visit: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        self.path.push('/');
        self.path.push_str(&pointer::escape(key));
        visit(self);
        self.path.truncate(length);
    }
}
