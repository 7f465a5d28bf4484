//! What the alternatives of a union look like, as far as it tells them apart.

use std::cmp::Reverse;

use serde_json::Value;

/// What a value has to look like to be read as an alternative of a union.
#[derive(Clone, Copy, Debug)]
pub enum Shape<'s> {
    /// Whatever comes.
    Anything,
    /// `null`.
    Null,
    /// Text.
    Text,
    /// One of these texts.
    TextOf(&'s [&'s str]),
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list of such items.
    List(&'s Shape<'s>),
    /// An object of such values.
    Map(&'s Shape<'s>),
    /// An object with known properties; see [`Shape::object`].
    Object(Known<'s>),
    /// What looks like one of these.
    OneOf(&'s [Shape<'s>]),
    /// What looks like one of these, or an object that is kept as it came.
    Open(&'s [Shape<'s>]),
}

/// What is known of an object.
#[derive(Clone, Copy, Debug)]
pub struct Known<'s> {
    required: &'s [&'s str],
    optional: &'s [&'s str],
    constants: &'s [(&'s str, &'s [&'s str])],
    inside: &'s [(&'s str, Shape<'s>)],
}

/// How well a value fits a shape; the greater, the better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fit {
    /// How many of the members present the shape knows.
    known: usize,
    /// How many values are among those that the shape lists.
    exact: usize,
    /// How many objects would be kept as they came, for want of a type; the fewer, the better.
    strange: Reverse<usize>,
}

impl<'s> Shape<'s> {
    /// An object that always has these properties.
    pub const fn object(required: &'s [&'s str]) -> Self {
        Self::Object(Known {
            required,
            optional: &[],
            constants: &[],
            inside: &[],
        })
    }

    /// The object may have these properties, too.
    #[must_use]
    pub const fn optional(self, optional: &'s [&'s str]) -> Self {
        match self {
            Self::Object(known) => Self::Object(Known { optional, ..known }),
            other => other,
        }
    }

    /// Where the object has one of these properties, it has one of the values that stand beside it.
    #[must_use]
    pub const fn constants(self, constants: &'s [(&'s str, &'s [&'s str])]) -> Self {
        match self {
            Self::Object(known) => Self::Object(Known { constants, ..known }),
            other => other,
        }
    }

    /// What these properties look like tells the object from others.
    #[must_use]
    pub const fn inside(self, inside: &'s [(&'s str, Shape<'s>)]) -> Self {
        match self {
            Self::Object(known) => Self::Object(Known { inside, ..known }),
            other => other,
        }
    }

    /// How well a value fits; `None` where it does not fit at all.
    pub(crate) fn fit(&self, value: &Value) -> Option<Fit> {
        let exact = |exact: bool| Fit {
            exact: usize::from(exact),
            ..Fit::default()
        };
        match self {
            Self::Anything => Some(Fit::default()),
            Self::Null => value.is_null().then(Fit::default),
            Self::Text => value.is_string().then(Fit::default),
            Self::TextOf(texts) => {
                let text = value.as_str()?;
                texts.contains(&text).then(|| exact(true))
            }
            // What many servers write for 5 is `5.0`.
            Self::Integer if value.is_f64() => {
                let whole = value.as_f64()?.fract() == 0.0;
                whole.then(Fit::default)
            }
            Self::Integer => value.is_number().then(|| exact(true)),
            Self::Number => is_kept_as_float(value).then(|| exact(value.is_f64())),
            Self::Boolean => value.is_boolean().then(Fit::default),
            Self::List(item) => sum(value.as_array()?.iter().map(|value| item.fit_inside(value))),
            Self::Map(values) => sum(value
                .as_object()?
                .values()
                .map(|value| values.fit_inside(value))),
            Self::Object(known) => known.fit(value),
            Self::OneOf(shapes) => best(shapes, value),
            Self::Open(shapes) => best(shapes, value).or_else(|| {
                Some(Fit {
                    known: value.as_object()?.len(),
                    exact: 0,
                    strange: Reverse(1),
                })
            }),
        }
    }

    /// The same within a list or a map, where `null` is read as an empty one.
    fn fit_inside(&self, value: &Value) -> Option<Fit> {
        match self {
            Self::List(_) | Self::Map(_) if value.is_null() => Some(Fit::default()),
            shape => shape.fit(value),
        }
    }
}

impl Known<'_> {
    fn fit(&self, value: &Value) -> Option<Fit> {
        let members = value.as_object()?;
        if !self.required.iter().all(|name| members.contains_key(*name)) {
            return None;
        }
        let mut exact = 0;
        for (name, values) in self.constants {
            // An enum may be `null` where the description says so, and none of its values then.
            if let Some(value) = members.get(*name).filter(|value| !value.is_null()) {
                let text = tag(value)?;
                if !values.contains(&text.as_str()) {
                    return None;
                }
                exact += 1;
            }
        }
        let optional = self.optional.iter();
        let present = optional.filter(|name| members.contains_key(**name));
        let outside = Fit {
            known: self.required.len() + present.count(),
            exact,
            ..Fit::default()
        };
        let inside = self.inside.iter().filter_map(|(name, shape)| {
            let value = members.get(*name).filter(|value| !value.is_null())?;
            Some(shape.fit(value))
        });
        sum(std::iter::once(Some(outside)).chain(inside))
    }
}

/// How well a value fits the shape that it fits best.
fn best(shapes: &[Shape<'_>], value: &Value) -> Option<Fit> {
    shapes.iter().filter_map(|shape| shape.fit(value)).max()
}

/// Whether a fraction holds the number as it is: an integer beyond its digits it would round.
fn is_kept_as_float(value: &Value) -> bool {
    let integer = value
        .as_i64()
        .map(i128::from)
        .or_else(|| value.as_u64().map(i128::from));
    match integer {
        Some(integer) => (integer as f64) as i128 == integer,
        None => value.is_number(),
    }
}

/// The text of a tag, which may be a number or a boolean.
pub(crate) fn tag(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// How well all of them fit, if all of them do.
fn sum(mut fits: impl Iterator<Item = Option<Fit>>) -> Option<Fit> {
    fits.try_fold(Fit::default(), |sum, fit| {
        let fit = fit?;
        Some(Fit {
            known: sum.known + fit.known,
            exact: sum.exact + fit.exact,
            strange: Reverse(sum.strange.0 + fit.strange.0),
        })
    })
}
