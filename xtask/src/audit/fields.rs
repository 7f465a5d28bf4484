//! Values that have a name: parameters, bodies, properties and fields of forms.

use serde_json::Value;

use super::Differences;
use super::types::Types;
use super::view::Node;
use crate::reconstruct::assemble::printed_default;
use crate::reconstruct::finding::Place;
use crate::reconstruct::pages::{Parameter, Property};
use crate::reconstruct::type_expression::Type;
use crate::reconstruct::wire::fit;

/// What a page says about a value.
pub(super) struct Row<'a> {
    name: &'a str,
    kind: &'a Type,
    required: bool,
    default: Option<&'a str>,
    place: &'a Place,
}

impl<'a> From<&'a Parameter> for Row<'a> {
    fn from(row: &'a Parameter) -> Self {
        Self {
            name: &row.name,
            kind: &row.kind,
            required: row.required,
            default: row.default.as_deref(),
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
    owner: &str,
    rows: impl Iterator<Item = Row<'a>>,
    node: &Node<'a>,
    types: &Types<'a>,
    differences: &mut Differences,
) {
    let described = types.view.properties(node);
    let mut taken = vec![false; described.len()];
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
            let message = format!(
                "the page has the property `{name}` of `{owner}`, the description does not"
            );
            differences.add(
                &[&node.used, &node.pointer],
                format!("property {name}"),
                message,
                Some(row.place),
            );
            continue;
        };
        let pointers = [
            property.node.used.as_str(),
            property.node.pointer.as_str(),
            node.used.as_str(),
            node.pointer.as_str(),
        ];
        let what = format!("the property `{name}` of `{owner}`");
        let described = (property.required, Some(&property.node));
        compare_value(&what, &row, described, &pointers, types, differences);
    }
    let untaken = described.iter().zip(taken).filter(|(_, taken)| !taken);
    for (property, _) in untaken {
        let name = &property.name;
        let message =
            format!("the description has the property `{name}` of `{owner}`, the page does not");
        let pointers = [
            property.node.used.as_str(),
            node.used.as_str(),
            node.pointer.as_str(),
        ];
        differences.add(&pointers, "property", message, None);
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
        let word = |required: bool| if required { "required" } else { "optional" };
        let message = format!(
            "the page calls {what} {}, the description {}",
            word(row.required),
            word(required)
        );
        differences.add(pointers, "required", message, Some(row.place));
    }
    let Some(schema) = schema else { return };
    let pointers: Vec<&str> = pointers.iter().copied().chain(schema.pointers()).collect();
    if let Some(how) = types.differs(row.kind, schema) {
        let message = format!("the types of {what} differ: {how}");
        differences.add(&pointers, "type", message, Some(row.place));
    }
    if let Some(how) = defaults_differ(row, schema, types) {
        let message = format!("the defaults of {what} differ: {how}");
        differences.add(&pointers, "default", message, Some(row.place));
    }
}

fn defaults_differ(row: &Row<'_>, schema: &Node<'_>, types: &Types<'_>) -> Option<String> {
    let described = schema.value.get("default");
    let read = row
        .default
        .and_then(|printed| printed_default(types.pages, row.kind, printed));
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
    let spoken = |value: Option<&Value>| value.map_or_else(|| "none".to_owned(), Value::to_string);
    (!agrees).then(|| {
        format!(
            "the page says {}, the description {}",
            spoken(read.as_ref()),
            spoken(described)
        )
    })
}

fn same(one: &Value, other: &Value) -> bool {
    one == other
        || matches!((one.as_f64(), other.as_f64()), (Some(one), Some(other)) if one == other)
}
