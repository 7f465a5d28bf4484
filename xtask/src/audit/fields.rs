//! Values that have a name: parameters, bodies, properties and fields of forms.

use serde_json::Value;

use super::explanations::is_explained;
use super::pairs::{Only, pair_unexplained};
use super::types::Types;
use super::view::{Node, Property as Described};
use super::{Differences, saying};
use crate::reconstruct::dialect::Dialect;
use crate::reconstruct::finding::Place;
use crate::reconstruct::kind::spoken;
use crate::reconstruct::pages::{Parameter, Property};
use crate::reconstruct::type_expression::Type;
use crate::reconstruct::wire::fit;

/// What a page says about a value.
pub(super) struct Row<'a> {
    name: &'a str,
    kind: &'a Type,
    required: bool,
    default: Option<&'a str>,
    /// `None` for what no page calls so.
    read_only: Option<bool>,
    place: &'a Place,
}

impl<'a> From<&'a Parameter> for Row<'a> {
    fn from(row: &'a Parameter) -> Self {
        Self {
            name: &row.name,
            kind: &row.kind,
            required: row.required,
            default: row.default.as_deref(),
            read_only: None,
            place: &row.place,
        }
    }
}

impl<'a> From<&'a Property> for Row<'a> {
    fn from(row: &'a Property) -> Self {
        Self {
            name: &row.name,
            kind: &row.kind,
            required: row.required,
            default: row.default.as_deref(),
            read_only: Some(row.read_only),
            place: &row.place,
        }
    }
}

/// Takes the value that fits best among those that no other row has taken: the least fit, the first of equals.
pub(super) fn take_best(
    fits: impl Iterator<Item = Option<u8>>,
    taken: &mut [bool],
) -> Option<usize> {
    let free = fits.zip(taken.iter()).enumerate();
    let (_, best) = free
        .filter(|(_, (_, taken))| !**taken)
        .filter_map(|(index, (fit, _))| Some((fit?, index)))
        .min()?;
    *taken.get_mut(best)? = true;
    Some(best)
}

/// Compares the rows with the properties of an object.
pub(super) fn compare_fields<'a>(
    (owner, place): (&str, &Place),
    rows: impl Iterator<Item = Row<'a>>,
    node: &Node<'a>,
    types: &Types<'a>,
    differences: &mut Differences,
) {
    let described = types.view.properties(node);
    // Which of the members a row comes from is not on the page.
    let union = types.view.holds_union(node);
    let mut taken = vec![false; described.len()];
    let mut unknown = Vec::new();
    for row in rows {
        let name = row.name;
        let fits = described.iter().map(|property| {
            let named = property.node.docs_names().contains(&name);
            if named {
                Some(0)
            } else {
                fit(name, &property.name)
            }
        });
        let found = take_best(fits, &mut taken).and_then(|index| described.get(index));
        let Some(property) = found else {
            unknown.push(row);
            continue;
        };
        if union {
            continue;
        }
        let pointers = [
            property.node.used.as_str(),
            property.node.pointer.as_str(),
            node.used.as_str(),
            node.pointer.as_str(),
        ];
        let what = format!("the property `{name}` of `{owner}`");
        // What only an ancestor requires is not repeated for an heir's own properties, and for none of an ancestor that
        // has a class of its own.
        let ancestor = property.ancestor.as_ref();
        let own = ancestor.is_none_or(|ancestor| ancestor.discriminates);
        let required = if own && !row.required {
            property.required_here
        } else {
            property.required
        };
        compare_value(
            &what,
            &row,
            (required, Some(&property.node)),
            &pointers,
            types,
            differences,
        );
        read_only(&what, &row, &property.node, &pointers, types, differences);
    }
    // Some pages show a class's own properties only, and then none of those that it inherits.
    let own_only = matches!(types.pages.dialect, Dialect::Codegen | Dialect::Generator);
    let inherited = |property: &Described<'a>| {
        property.ancestor.as_ref().is_some_and(|ancestor| {
            let mut others = described.iter().zip(&taken);
            let left_out =
                others.all(|(other, taken)| !taken || other.ancestor.as_ref() != Some(ancestor));
            left_out && (own_only || ancestor.discriminates)
        })
    };
    let untold = described
        .iter()
        .zip(&taken)
        .filter(|(property, taken)| !**taken && !union && !inherited(property))
        .map(|(property, _)| property);
    let may_be_one = |row: &Row<'a>, property: &&Described<'a>| {
        let known = |aspect: &str| {
            let pointers = [&property.node.used, &node.used, &node.pointer];
            is_explained(types.view.document, &pointers.map(String::as_str), aspect)
        };
        let type_differs = types.differs(row.kind, &property.node).is_some();
        let required = row.required == property.required || known(required_word(row.required));
        required && (!type_differs || known(&saying("type", &spoken(row.kind))))
    };
    let is_explained = |property: &&Described<'a>| {
        let pointers = [&property.node.used, &node.used, &node.pointer];
        let aspect = saying("property", &property.name);
        is_explained(types.view.document, &pointers.map(String::as_str), &aspect)
    };
    for only in pair_unexplained(unknown, untold.collect(), is_explained, may_be_one) {
        let (row, property) = match &only {
            Only::Page(row) => (Some(row), None),
            Only::Description(property) => (None, Some(*property)),
            Only::Renamed(row, property) => (Some(row), Some(*property)),
        };
        let message = match (row, property) {
            (Some(row), None) => format!(
                "the page has the property `{}` of `{owner}`, the description does not",
                row.name
            ),
            (Some(row), Some(property)) => format!(
                "the page has the property `{}` of `{owner}`, the description has `{}`",
                row.name, property.name
            ),
            (None, Some(property)) => format!(
                "the description has the property `{}` of `{owner}`, the page does not",
                property.name
            ),
            (None, None) => continue,
        };
        let pointers = property.map(|property| property.node.used.as_str());
        let pointers: Vec<&str> = pointers
            .into_iter()
            .chain([node.used.as_str(), node.pointer.as_str()])
            .collect();
        let name = row.map(|row| row.name);
        let name = name.or(property.map(|property| property.name.as_str()));
        let aspect = saying("property", name.unwrap_or_default());
        let place = row.map_or(place, |row| row.place);
        differences.add(&pointers, aspect, message, Some(place));
    }
}

/// Compares whether a property is read-only, where the dialect prints that.
fn read_only<'a>(
    what: &str,
    row: &Row<'a>,
    schema: &Node<'a>,
    pointers: &[&str],
    types: &Types<'a>,
    differences: &mut Differences,
) {
    let Some(printed) = row
        .read_only
        .filter(|_| !matches!(types.pages.dialect, Dialect::Codegen | Dialect::Tags))
    else {
        return;
    };
    // OpenAPI 3.0 allows nothing beside a reference, so it may stand on either.
    let beside = types.view.document.pointer(&schema.used);
    let beside = beside.and_then(|value| value.get("readOnly")?.as_bool());
    let described = schema.flag("readOnly") || beside == Some(true);
    if described != printed {
        let word = |read_only| if read_only { "read-only" } else { "writable" };
        let message = format!(
            "the page calls {what} {}, the description {}",
            word(printed),
            word(described)
        );
        differences.add(pointers, word(printed), message, Some(row.place));
    }
}

/// Compares one value: whether it is required, its type and its default.
pub(super) fn compare_value<'a>(
    what: &str,
    row: &Row<'a>,
    (required, schema): (bool, Option<&Node<'a>>),
    pointers: &[&str],
    types: &Types<'a>,
    differences: &mut Differences,
) {
    if required != row.required {
        let said = required_word(row.required);
        let message = format!(
            "the page calls {what} {said}, the description {}",
            required_word(required)
        );
        differences.add(pointers, said, message, Some(row.place));
    }
    let Some(schema) = schema else { return };
    let pointers: Vec<&str> = pointers.iter().copied().chain(schema.pointers()).collect();
    let before = differences.found.len();
    let of = (what, row.place);
    compare_type(
        of,
        ("type", row.kind),
        schema,
        &pointers,
        types,
        differences,
    );
    if differences.found.len() > before {
        // Of another type, the same default is another value.
        return;
    }
    if let Some((default, described)) = defaults_differ(row, schema, types) {
        let message = format!(
            "the defaults of {what} differ: the page says {default}, the description {described}"
        );
        let aspect = saying("default", &default);
        differences.add(&pointers, aspect, message, Some(row.place));
    }
}

fn required_word(required: bool) -> &'static str {
    if required { "required" } else { "optional" }
}

/// Compares the type of a value, and what is in it where the page shows that in place.
pub(super) fn compare_type<'a>(
    (what, place): (&str, &Place),
    (aspect, kind): (&str, &'a Type),
    schema: &Node<'a>,
    pointers: &[&str],
    types: &Types<'a>,
    differences: &mut Differences,
) {
    if let Some(how) = types.differs(kind, schema) {
        let message = format!("the types of {what} differ: {how}");
        let aspect = saying(aspect, &spoken(kind));
        if is_explained(types.view.document, pointers, &aspect) {
            types.meet_under_another_name(kind, schema);
        }
        differences.add(pointers, aspect, message, Some(place));
        return;
    }
    let mut inside = |key: &str, kind: &'a Type| {
        if let Some(inner) = types.view.member(schema, key) {
            compare_type(
                (what, place),
                (aspect, kind),
                &inner,
                pointers,
                types,
                differences,
            );
        }
    };
    match kind {
        Type::List(items) => inside("items", items),
        Type::Map(values) => inside("additionalProperties", values),
        Type::Nullable(inner) => {
            compare_type(
                (what, place),
                (aspect, inner),
                schema,
                pointers,
                types,
                differences,
            );
        }
        Type::Object(properties, _) => {
            let rows = properties.iter().map(Row::from);
            compare_fields((what, place), rows, schema, types, differences);
        }
        Type::Composed(composed) => {
            for (keyword, parts) in composed.parts() {
                let described = types.view.items(schema, keyword);
                for (kind, part) in parts.iter().zip(&described) {
                    compare_type(
                        (what, place),
                        (aspect, kind),
                        part,
                        pointers,
                        types,
                        differences,
                    );
                }
            }
            if let (Some(not), Some(described)) = (&composed.not, types.view.member(schema, "not"))
            {
                compare_type(
                    (what, place),
                    (aspect, not),
                    &described,
                    pointers,
                    types,
                    differences,
                );
            }
        }
        _ => {}
    }
}

/// The defaults of the page and of the description, where they differ.
fn defaults_differ(
    row: &Row<'_>,
    schema: &Node<'_>,
    types: &Types<'_>,
) -> Option<(String, String)> {
    let described = schema.value.get("default");
    let read = row
        .default
        .and_then(|printed| types.defaults.read(row.kind, printed));
    // The default of a schema with a name is on its own page, if anywhere.
    let named = row.kind.model().is_some() && schema.is_component();
    if row.default.is_none() && named && schema.used != schema.pointer {
        return None;
    }
    // A default that cannot be read tells nothing, except that there is one.
    let agrees = match (&read, described) {
        (Some(read), Some(described)) => same(read, described),
        (None, described) => {
            described.is_none()
                || row
                    .default
                    .is_some_and(|text| !matches!(text, "null" | "None"))
        }
        (Some(_), None) => false,
    };
    let default = |value: Option<&Value>| value.map_or_else(|| "none".to_owned(), Value::to_string);
    (!agrees).then(|| (default(read.as_ref()), default(described)))
}

fn same(one: &Value, other: &Value) -> bool {
    one == other
        || matches!((one.as_f64(), other.as_f64()), (Some(one), Some(other)) if one == other)
}
