//! Unions: `oneOf` and `anyOf`, and heirs of a base.

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;

use super::context::Context;
use super::graph::{Alternative, Kind, ObjectShape, UnionShape, ViewId, tag_text};
use crate::model::{Names, Type, UnionDef, VariantOf, type_name};

/// What the empty text is called.
const EMPTY: &str = "empty";

/// How many properties of an alternative are looked at in pairs.
const MOST_PAIRED: usize = 12;

impl<'d> Context<'d> {
    /// An enum of types. `name` is its own.
    pub(crate) fn union(&mut self, shape: &UnionShape, name: &str) -> UnionDef {
        let mut variants: Vec<VariantOf> = Vec::new();
        let mut wanted: Vec<String> = Vec::new();
        let mut titles: Vec<Option<String>> = Vec::new();
        for alternative in &shape.alternatives {
            let hint = self.alternative_hint(shape, alternative, name);
            let found = self.type_of(alternative.view, &hint);
            let known = variants.iter_mut().find(|known| known.ty == found.ty);
            if let Some(known) = known.filter(|_| shape.discriminator.is_none()) {
                known.tags.extend(alternative.tags.iter().cloned());
                continue;
            }
            let base = self.alternative_name(shape, alternative, &found.ty, name);
            let title = self.title_of(alternative);
            // Which of its tags came is part of what came: where the type does not hold it, the variant does.
            let each = !alternative.own_tags && alternative.tags.len() > 1;
            let groups: Vec<Vec<serde_json::Value>> = match each {
                true => alternative
                    .tags
                    .iter()
                    .map(|tag| vec![tag.clone()])
                    .collect(),
                false => vec![alternative.tags.clone()],
            };
            for tags in groups {
                wanted.push(match tags.as_slice() {
                    [tag] if each => variant_of_tag(tag),
                    _ => base.clone(),
                });
                titles.push(title.clone());
                variants.push(VariantOf {
                    name: String::new(),
                    ty: found.ty.clone(),
                    tags,
                    tag_inside: alternative.own_tags,
                    by_default: alternative.by_default,
                });
            }
        }
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for name in &wanted {
            *counts.entry(name).or_default() += 1;
        }
        let mut names = Names::default();
        let wanted: Vec<String> = wanted
            .iter()
            .zip(variants.iter().zip(titles))
            .map(
                |(wanted, (variant, title))| match counts.get(wanted.as_str()) {
                    Some(1) => wanted.clone(),
                    _ => title
                        .map(|title| type_name(&title))
                        .or_else(|| precise_name(&variant.ty, name))
                        .unwrap_or_else(|| wanted.clone()),
                },
            )
            .collect();
        for (variant, wanted) in variants.iter_mut().zip(wanted) {
            variant.name = names.take(wanted);
        }
        UnionDef {
            variants,
            discriminator: shape.discriminator.clone(),
            other: names.take("Other".to_owned()),
        }
    }

    /// The name of an alternative that needs one: by what tells it from the others.
    fn alternative_hint(
        &mut self,
        shape: &UnionShape,
        alternative: &Alternative,
        name: &str,
    ) -> String {
        let combined = self.shapes.parts(alternative.view).len() > 1;
        if let Some(title) = self.title_of(alternative) {
            return match combined {
                true => format!("{name} {title}"),
                false => title,
            };
        }
        if let Some((chosen, is_component)) = self.chosen_name(alternative) {
            return match chosen == name {
                true => format!("{name} base"),
                // A type of its own, as a component has been from the beginning.
                false if !combined && !is_component => chosen,
                false => format!("{name} {chosen}"),
            };
        }
        if self.is_empty_text(alternative) {
            return EMPTY.to_owned();
        }
        let word = match alternative.tags.as_slice() {
            [tag] => Some(word_of(tag)),
            _ => self
                .own_property(shape, alternative)
                .or_else(|| self.own_constant(shape, alternative))
                .or_else(|| self.own_kind(shape, alternative))
                .or_else(|| self.own_values(shape, alternative))
                .or_else(|| self.own_pair(shape, alternative)),
        };
        // The only list needs no word: what it holds is called an item of the union.
        if word.is_none() && self.is_only_list(shape, alternative) {
            return name.to_owned();
        }
        // Beside a list of the same, and values that are no objects.
        if word.is_none() && self.is_only_object(shape, alternative) {
            return format!("{name} object");
        }
        let number = || {
            let position = shape
                .alternatives
                .iter()
                .position(|other| other.view == alternative.view);
            format!("variant {}", position.unwrap_or_default() + 1)
        };
        format!("{name} {}", word.unwrap_or_else(number))
    }

    /// Whether an alternative is the empty text, with which a caller unsets something, and nothing else is said of it: that is
    /// the same in all unions.
    fn is_empty_text(&mut self, alternative: &Alternative) -> bool {
        let is_empty = match &self.shapes.shape(alternative.view).kind {
            Kind::Enum(_, values) => values.as_slice() == [&Value::from("")],
            _ => false,
        };
        let listed = &self.shapes.graph.get(alternative.listed).node;
        let mut said = listed.members().into_iter();
        is_empty && said.all(|(keyword, _)| matches!(keyword, "type" | "enum" | "const"))
    }

    fn is_only_list(&mut self, shape: &UnionShape, alternative: &Alternative) -> bool {
        let mut is_list =
            |other: &Alternative| matches!(self.shapes.settled(other.view).1.kind, Kind::List(_));
        is_list(alternative)
            && shape
                .alternatives
                .iter()
                .all(|other| other.view == alternative.view || !is_list(other))
    }

    fn is_only_object(&mut self, shape: &UnionShape, alternative: &Alternative) -> bool {
        let mut is_object = |other: &Alternative| {
            let (_, shape) = self.shapes.settled(other.view);
            matches!(
                shape.kind,
                Kind::Object(_) | Kind::Map(_) | Kind::FreeForm | Kind::Union(_)
            )
        };
        is_object(alternative)
            && shape
                .alternatives
                .iter()
                .all(|other| other.view == alternative.view || !is_object(other))
    }

    /// The name that an alternative has in the description, and whether it is one of the components.
    fn chosen_name(&self, alternative: &Alternative) -> Option<(String, bool)> {
        let meant = self.shapes.graph.meant(alternative.listed)?;
        let schema = self.shapes.graph.get(meant);
        Some((schema.chosen_name()?, schema.is_component()))
    }

    /// The variant's name: that of its type, or for one without a name what tells it from the others.
    fn alternative_name(
        &mut self,
        shape: &UnionShape,
        alternative: &Alternative,
        ty: &Type,
        name: &str,
    ) -> String {
        let plain = variant_name(ty, name);
        match plain.strip_prefix("Variant") {
            Some(number) if number.parse::<usize>().is_ok() => self
                .own_property(shape, alternative)
                .map_or(plain, |property| type_name(&property)),
            _ => plain,
        }
    }

    fn title_of(&self, alternative: &Alternative) -> Option<String> {
        let listed = &self.shapes.graph.get(alternative.listed).node;
        let title = listed.text("title")?.trim();
        (!title.is_empty()).then(|| title.to_owned())
    }

    /// The object that an alternative is, or of which it is a list.
    fn object_behind(&mut self, alternative: &Alternative) -> Option<Rc<ObjectShape>> {
        let view = match self.shapes.shape(alternative.view).kind {
            Kind::List(Some(items)) => self.shapes.settled(items).0,
            _ => alternative.view,
        };
        self.shapes.object_of(view)
    }

    /// The property that only this alternative has, first one that it always has.
    fn own_property(&mut self, shape: &UnionShape, alternative: &Alternative) -> Option<String> {
        let object = self.object_behind(alternative)?;
        let mut others = std::collections::HashSet::new();
        for other in &shape.alternatives {
            if other.view != alternative.view
                && let Some(other) = self.object_behind(other)
            {
                others.extend(other.properties.keys().cloned());
            }
        }
        let own = || {
            object
                .properties
                .keys()
                .filter(|name| !others.contains(*name))
        };
        own()
            .find(|name| object.required.contains(name))
            .or_else(|| own().next())
            .cloned()
    }
}

impl<'d> Context<'d> {
    /// The constant that a property has in this alternative alone: the name of an event, for instance.
    fn own_constant(&mut self, shape: &UnionShape, alternative: &Alternative) -> Option<String> {
        let object = self.object_behind(alternative)?;
        let constants = object.properties.iter().filter_map(|(name, view)| {
            match self.shapes.listed(*view).as_slice() {
                [only] => Some((name.clone(), only.clone())),
                _ => None,
            }
        });
        let constants: Vec<_> = constants.collect();
        constants.into_iter().find_map(|(name, constant)| {
            let own = shape.alternatives.iter().all(|other| {
                let object = self.object_behind(other);
                let view = object.and_then(|object| object.properties.get(&name).copied());
                other.view == alternative.view
                    || view.is_none_or(|view| !self.shapes.listed(view).contains(&constant))
            });
            own.then(|| tag_text(&constant))
        })
    }

    /// A property that every alternative has, with the kind that it has in this one alone.
    fn own_kind(&mut self, shape: &UnionShape, alternative: &Alternative) -> Option<String> {
        let object = self.object_behind(alternative)?;
        let mut others = Vec::new();
        for other in &shape.alternatives {
            if other.view != alternative.view {
                others.push(self.object_behind(other)?);
            }
        }
        let required = object.required.iter();
        for name in required.chain(object.properties.keys()) {
            let Some(kind) = self.kind_word(object.properties.get(name)) else {
                continue;
            };
            let own = others.iter().all(|other| {
                let other = self.kind_word(other.properties.get(name));
                other.is_some_and(|other| other != kind)
            });
            if own {
                return Some(format!("{name} {kind}"));
            }
        }
        None
    }

    /// The value that an alternative is, or what its values are where no other alternative is that.
    fn own_values(&mut self, shape: &UnionShape, alternative: &Alternative) -> Option<String> {
        let values = match &self.shapes.shape(alternative.view).kind {
            Kind::Enum(_, values) => values.clone(),
            _ => return None,
        };
        if let [only] = values.as_slice() {
            return Some(word_of(only));
        }
        let is_text = values.iter().all(|value| value.is_string());
        let alike = shape.alternatives.iter().any(|other| {
            let kind = &self.shapes.settled(other.view).1.kind;
            other.view != alternative.view
                && match kind {
                    Kind::Scalar(Type::String | Type::Secret) => is_text,
                    Kind::Scalar(Type::Integer(_)) => !is_text,
                    Kind::Enum(_, values) => {
                        values.iter().all(|value| value.is_string()) == is_text
                    }
                    _ => false,
                }
        });
        let word = if is_text { "text" } else { "integer" };
        (!alike).then(|| word.to_owned())
    }

    /// Two properties, required ones first, that only this alternative has together: one of each `oneOf` that holds at once.
    fn own_pair(&mut self, shape: &UnionShape, alternative: &Alternative) -> Option<String> {
        let object = self.object_behind(alternative)?;
        let mut others = Vec::new();
        for other in &shape.alternatives {
            if other.view != alternative.view {
                others.extend(self.object_behind(other));
            }
        }
        let shared = |one: &String, two: &String| {
            let has =
                |object: &Rc<ObjectShape>, name: &String| object.properties.contains_key(name);
            others
                .iter()
                .any(|other| has(other, one) && has(other, two))
        };
        let own = |names: &[String]| {
            let pairs = names
                .iter()
                .enumerate()
                .flat_map(|(index, one)| names.iter().skip(index + 1).map(move |two| (one, two)));
            let mut own = pairs.filter(|(one, two)| !shared(one, two));
            own.next().map(|(one, two)| format!("{one} {two}"))
        };
        let names = object.properties.keys().take(MOST_PAIRED).cloned();
        own(&object.required).or_else(|| own(&names.collect::<Vec<_>>()))
    }

    /// What a property is, in a word.
    fn kind_word(&mut self, property: Option<&ViewId>) -> Option<String> {
        let (view, shape) = self.shapes.settled(*property?);
        let plain = match &shape.kind {
            Kind::Any | Kind::Mixed | Kind::Same(_) => return None,
            Kind::Null => "null".to_owned(),
            Kind::Scalar(ty) => variant_name(ty, ""),
            Kind::Enum(..) => "value".to_owned(),
            Kind::List(_) => "list".to_owned(),
            Kind::Map(_) | Kind::FreeForm | Kind::Object(_) | Kind::Union(_) => "object".to_owned(),
        };
        let component = match self.shapes.parts(view) {
            [only] => self.shapes.graph.get(only.id()).chosen_name(),
            _ => None,
        };
        Some(component.unwrap_or(plain))
    }
}

/// What a constant is called as a part of a name.
fn word_of(constant: &serde_json::Value) -> String {
    match tag_text(constant) {
        empty if empty.is_empty() => EMPTY.to_owned(),
        text => text,
    }
}

fn variant_of_tag(tag: &serde_json::Value) -> String {
    match tag {
        serde_json::Value::String(text) => type_name(text),
        other => type_name(&format!("Value {other}")),
    }
}

/// What tells a list or a map from another one.
fn precise_name(ty: &Type, union: &str) -> Option<String> {
    match ty {
        Type::Array(items) => Some(format!("{}List", variant_name(items, union))),
        Type::Map(values) => Some(format!("{}Map", variant_name(values, union))),
        _ => None,
    }
}

/// The name of a variant: that of its type, without the union's name before it.
fn variant_name(ty: &Type, union: &str) -> String {
    match ty {
        Type::Named(name) => match name.strip_prefix(union) {
            Some(rest) if rest.starts_with(|first: char| first.is_uppercase()) => rest.to_owned(),
            _ => name.clone(),
        },
        Type::String | Type::Secret => "Text".to_owned(),
        Type::Binary => "File".to_owned(),
        Type::DateTime => "Time".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::Uuid => "Id".to_owned(),
        Type::Integer(_) => "Integer".to_owned(),
        Type::Number(_) => "Number".to_owned(),
        Type::Boolean => "Boolean".to_owned(),
        Type::Array(_) => "List".to_owned(),
        Type::Any | Type::SecretJson | Type::FreeForm | Type::UnknownFields | Type::Map(_) => {
            "Object".to_owned()
        }
        Type::Nullable(inner) => variant_name(inner, union),
    }
}
