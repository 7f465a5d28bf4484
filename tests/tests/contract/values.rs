//! Values of a schema, drawn at random.

use std::collections::BTreeMap;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::string::string_regex;
use serde_json::{Value, json};
use workspace_tests::description::Description;
use workspace_tests::json::{elements, members};

use crate::json_schema::{Way, translate};
use crate::prism;

/// How much of what a schema leaves open a value has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What is required.
    Minimal,
    /// Every property, and items in every list and map.
    Complete,
    /// `null` wherever it is allowed; of the other properties those that are required.
    Nulls,
    /// Any of these, for each property anew, and properties that the schema does not name where it lets them be.
    Mixed,
}

/// Draws values of the schemas of one description.
#[derive(Clone, Copy)]
pub(crate) struct Values<'d> {
    pub(crate) description: &'d Description,
    pub(crate) way: Way,
    pub(crate) extent: Extent,
}

/// An object's schema with all parts of its `allOf` put together.
#[derive(Default)]
struct Object<'d> {
    properties: BTreeMap<&'d str, &'d Value>,
    required: Vec<&'d str>,
    additional: Option<&'d Value>,
    least: Option<usize>,
}

/// Deeper than any of the descriptions; a schema that contains itself ends here.
const DEEPEST: usize = 16;

impl<'d> Values<'d> {
    /// A strategy for values of a schema.
    pub(crate) fn of(self, schema: &'d Value) -> BoxedStrategy<Value> {
        self.at(schema, 0)
            .unwrap_or_else(|| panic!("{schema} has no finite value"))
    }

    /// `None` where only a value without an end would fit.
    fn at(self, schema: &'d Value, depth: usize) -> Option<BoxedStrategy<Value>> {
        if depth > DEEPEST {
            return None;
        }
        let schema = self.description.resolve(schema);
        let value = self.not_null(schema, depth);
        if schema["nullable"] != true {
            return value;
        }
        let null = Just(Value::Null).boxed();
        Some(match (self.extent, value) {
            (Extent::Nulls, _) | (_, None) => null,
            (Extent::Mixed, Some(value)) => prop_oneof![1 => null, 3 => value].boxed(),
            (_, Some(value)) => value,
        })
    }

    fn not_null(self, schema: &'d Value, depth: usize) -> Option<BoxedStrategy<Value>> {
        if let Some(values) = schema["enum"].as_array() {
            return Some(select(values.clone()).boxed());
        }
        for union in ["oneOf", "anyOf"] {
            let variants: Vec<_> = elements(&schema[union])
                .filter_map(|variant| self.at(variant, depth + 1))
                .collect();
            if !variants.is_empty() {
                return Some(proptest::strategy::Union::new(variants).boxed());
            }
        }
        let parts: Vec<&Value> = elements(&schema["allOf"]).collect();
        if let [wrapped] = parts.as_slice()
            && schema.get("properties").is_none()
        {
            return self.at(wrapped, depth + 1);
        }
        match schema["type"].as_str() {
            _ if !parts.is_empty() => self.object(schema, depth),
            Some("object") => self.object(schema, depth),
            Some("array") => self.array(schema, depth),
            Some("string") => Some(self.text(schema)),
            Some("integer") => Some(integer(schema)),
            // Numbers that are the same in decimal and in binary: how exactly text is read is the library's affair.
            Some("number") => Some(
                any::<i32>()
                    .prop_map(|number| json!(f64::from(number) / 8.0))
                    .boxed(),
            ),
            Some("boolean") => Some(any::<bool>().prop_map(Value::from).boxed()),
            Some(other) => panic!("the type {other}"),
            None => Some(anything()),
        }
    }

    fn array(self, schema: &'d Value, depth: usize) -> Option<BoxedStrategy<Value>> {
        let least = count(schema, "minItems").unwrap_or(0);
        let (least, most) = match self.extent {
            Extent::Minimal | Extent::Nulls => (least, least),
            Extent::Complete => (least.max(1), least + 2),
            Extent::Mixed => (least, least + 3),
        };
        let most = most.min(count(schema, "maxItems").unwrap_or(most));
        match self.at(&schema["items"], depth + 1) {
            Some(item) => Some(vec(item, least..=most).prop_map(Value::from).boxed()),
            None => (least == 0).then(|| Just(json!([])).boxed()),
        }
    }

    fn object(self, schema: &'d Value, depth: usize) -> Option<BoxedStrategy<Value>> {
        let mut object = Object::default();
        self.collect(schema, &mut object);
        let mut members = Vec::new();
        for (&name, property) in &object.properties {
            let required = object.required.contains(&name);
            let strategy = match self.property(property, required, depth) {
                Property::Absent => continue,
                Property::Endless => return None,
                Property::Always(strategy) => strategy.prop_map(Some).boxed(),
                Property::Perhaps(strategy) => proptest::option::of(strategy).boxed(),
            };
            let name = name.to_owned();
            members.push(
                strategy
                    .prop_map(move |value| Some((name.clone(), value?)))
                    .boxed(),
            );
        }
        let named: Vec<String> = object.properties.keys().map(ToString::to_string).collect();
        let more = self.additional(&object, depth);
        let strategy = (members, more).prop_map(move |(members, more)| {
            let more = more.into_iter().filter(|(name, _)| !named.contains(name));
            Value::Object(members.into_iter().flatten().chain(more).collect())
        });
        Some(strategy.boxed())
    }

    fn property(self, property: &'d Value, required: bool, depth: usize) -> Property {
        let target = self.description.resolve(property);
        let nullable = target["nullable"] == true;
        if target[self.way.forbidden()] == true {
            return Property::Absent;
        }
        let wanted = match self.extent {
            Extent::Minimal => required,
            Extent::Complete | Extent::Mixed => true,
            Extent::Nulls => required || nullable,
        };
        if !wanted {
            return Property::Absent;
        }
        match self.at(property, depth + 1) {
            None if required => Property::Endless,
            None => Property::Absent,
            Some(strategy) if self.extent == Extent::Mixed && !required => {
                Property::Perhaps(strategy)
            }
            Some(strategy) => Property::Always(strategy),
        }
    }

    /// The members that the schema does not name.
    fn additional(self, object: &Object<'d>, depth: usize) -> BoxedStrategy<Vec<(String, Value)>> {
        let value = match object.additional {
            Some(Value::Bool(true)) => Some(anything()),
            Some(schema @ Value::Object(_)) => self.at(schema, depth + 1),
            _ => None,
        };
        let least = object.least.unwrap_or(0);
        let range = match self.extent {
            Extent::Minimal | Extent::Nulls => least..=least,
            // A map is there for them; an object has them only by the way.
            Extent::Complete if object.properties.is_empty() => least.max(1)..=least + 2,
            Extent::Complete => least..=least,
            Extent::Mixed => least..=least + 2,
        };
        match value {
            None => Just(Vec::new()).boxed(),
            Some(value) => btree_map(any::<String>(), value, range)
                .prop_map(|members| members.into_iter().collect())
                .boxed(),
        }
    }

    /// Puts together the parts of an object.
    fn collect(self, schema: &'d Value, object: &mut Object<'d>) {
        let schema = self.description.resolve(schema);
        for part in elements(&schema["allOf"]) {
            self.collect(part, object);
        }
        object
            .required
            .extend(elements(&schema["required"]).filter_map(Value::as_str));
        object.least = count(schema, "minProperties").or(object.least);
        object.additional = schema.get("additionalProperties").or(object.additional);
        let properties = members(&schema["properties"]);
        object
            .properties
            .extend(properties.map(|(name, property)| (name.as_str(), property)));
    }
}

/// Whether a value has a property.
enum Property {
    Absent,
    Perhaps(BoxedStrategy<Value>),
    Always(BoxedStrategy<Value>),
    /// It has to, and nothing fits.
    Endless,
}

impl Values<'_> {
    fn text(self, schema: &Value) -> BoxedStrategy<Value> {
        let drawn = match (schema["pattern"].as_str(), schema["format"].as_str()) {
            (_, Some("uuid")) => {
                string_regex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
                    .unwrap()
                    .boxed()
            }
            (_, Some("email")) => {
                string_regex("[a-z][a-z0-9]{0,4}([.+-][a-z0-9]{1,4})?@[a-z]{1,8}\\.[a-z]{2,3}")
                    .unwrap()
                    .boxed()
            }
            (_, Some("date-time")) => date_time(),
            (_, Some("byte")) => string_regex("([A-Za-z0-9+/]{4}){0,4}([A-Za-z0-9+/]{3}=)?")
                .unwrap()
                .boxed(),
            (Some(pattern), _) => matching(pattern),
            (None, _) => {
                let least = count(schema, "minLength").unwrap_or(0);
                let most = count(schema, "maxLength")
                    .unwrap_or(least + 12)
                    .min(least + 12);
                let characters = vec(any::<char>(), least..=most);
                characters.prop_map(String::from_iter).boxed()
            }
        };
        let drawn = drawn.prop_map(Value::from).boxed();
        if schema.get("pattern").is_none() {
            return drawn;
        }
        // A format or a limit of the length may stand beside a pattern, and lookahead is not drawn.
        let schema = jsonschema::validator_for(&translate(self.description, schema, self.way));
        let schema = schema.unwrap_or_else(|error| panic!("{error}"));
        let fits = move |value: &Value| schema.is_valid(value);
        drawn.prop_filter("the rest of the schema", fits).boxed()
    }
}

/// Texts that match a pattern. Lookahead, which cannot be drawn, is left to the validator.
fn matching(pattern: &str) -> BoxedStrategy<String> {
    let mut pattern = pattern.trim_start_matches('^').trim_end_matches('$');
    while let Some(rest) = pattern.strip_prefix("(?=") {
        pattern = rest
            .split_once(')')
            .unwrap_or_else(|| panic!("{pattern}"))
            .1;
    }
    // As they are, `*` and `+` stand for up to 32 repetitions.
    string_regex(pattern)
        .unwrap_or_else(|error| panic!("{pattern}: {error}"))
        .boxed()
}

/// Instants in any of the forms of RFC 3339.
fn date_time() -> BoxedStrategy<String> {
    let date = (1..=9999_u16, 1..=12_u8, 1..=28_u8);
    let time = (0..=23_u8, 0..=59_u8, 0..=59_u8);
    (date, time, "(\\.[0-9]{1,9})?", "Z|[+-](0[0-9]|1[0-3]):(00|30|45)")
        .prop_map(|((year, month, day), (hour, minute, second), fraction, offset)| {
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{offset}")
        })
        .boxed()
}

/// The integers there are: JavaScript can tell fewer of them from their neighbours.
fn widest() -> (i64, i64) {
    const JAVASCRIPT: i64 = (1 << 53) - 1;
    match prism::is_asked_for() {
        true => (-JAVASCRIPT, JAVASCRIPT),
        false => (i64::MIN, i64::MAX),
    }
}

fn integer(schema: &Value) -> BoxedStrategy<Value> {
    let (least, most) = match schema["format"].as_str() {
        Some("int32") => (i64::from(i32::MIN), i64::from(i32::MAX)),
        // A time: what a calendar reaches.
        _ if schema.get("x-unix-time").is_some() => (-8_000_000_000_000, 8_000_000_000_000),
        _ => widest(),
    };
    let least = schema["minimum"].as_i64().unwrap_or(least);
    let most = schema["maximum"].as_i64().unwrap_or(most);
    // The ends of the range as well, and small numbers, which are what there is in practice.
    let small = 1.clamp(least, most)..=100.clamp(least, most);
    prop_oneof![small, least..=most, Just(least), Just(most)]
        .prop_map(Value::from)
        .boxed()
}

/// Any JSON.
fn anything() -> BoxedStrategy<Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        integer(&Value::Null),
        any::<String>().prop_map(Value::from),
    ];
    let nested = scalar.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            btree_map(any::<String>(), inner, 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    });
    nested.boxed()
}

fn count(schema: &Value, keyword: &str) -> Option<usize> {
    usize::try_from(schema[keyword].as_u64()?).ok()
}
