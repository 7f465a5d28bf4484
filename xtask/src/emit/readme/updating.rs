//! "Updating": what a partial update sends, and how a whole value is changed.

use super::{call, callable};
use crate::emit::sample::{definition, of_field};
use crate::emit::types::structs::{Holds, holds, required};
use crate::model::{
    Api, Body, BodyKind, Field, ObjectDef, Operation, Success, Type, TypeDef, TypeKind,
};

/// The section; nothing for an API that updates nothing.
pub(super) fn updating(api: &Api, library: &str) -> String {
    let text = [whole(api, library), partial(api, library)];
    let text: Vec<String> = text.into_iter().flatten().collect();
    if text.is_empty() {
        return String::new();
    }
    format!("\n## Updating\n\n{}", text.join("\n"))
}

/// The operations that update, with the object that they take.
fn updates(api: &Api) -> impl Iterator<Item = (&Operation, &TypeDef, &ObjectDef)> {
    let updating = |operation: &&Operation| {
        matches!(operation.method.as_str(), "PUT" | "PATCH") && !operation.deprecated
    };
    api.operations
        .iter()
        .filter(updating)
        .filter_map(|operation| {
            let Some(Body {
                kind: BodyKind::Json(_),
                ty: Type::Named(name),
                required: true,
                ..
            }) = &operation.body
            else {
                return None;
            };
            let definition = definition(api, name)?;
            match &definition.kind {
                TypeKind::Object(object) => Some((operation, definition, object)),
                _ => None,
            }
        })
}

/// A value that is read, changed and written back.
fn whole(api: &Api, library: &str) -> Option<String> {
    let read = |name: &str| {
        api.operations.iter().find(|operation| {
            operation.method == "GET"
                && operation.success == Success::Json(Type::Named(name.to_owned()))
                && callable(operation)
        })
    };
    let (update, read, definition, field, object) = updates(api)
        .filter(|(update, ..)| callable(update))
        .find_map(|(update, definition, object)| {
            let field = changed(definition, object, |holds| holds == Holds::Option)?;
            Some((update, read(&definition.name)?, definition, field, object))
        })?;
    let name = &field.name;
    let value = of_field(field)?;
    let value = match field.ty {
        Type::String | Type::Secret => format!("{value}.into()"),
        _ => value,
    };
    let comma = if update.parameters.iter().any(|parameter| parameter.required) {
        ", "
    } else {
        ""
    };
    let written = call(update);
    let written = format!("{}{comma}&value)", written.trim_end_matches(')'));
    let unknown = match object.additional {
        Some(_) => format!(
            "A value of `types::{}` is read, changed and written back whole. Properties that this version of the crate does not know\nare kept on the way.\n",
            definition.name
        ),
        None => format!(
            "A value of `types::{}` is read, changed and written back whole.\n",
            definition.name
        ),
    };
    Some(format!(
        "```rust,no_run\n# async fn example(client: {library}::Client) -> Result<(), Box<dyn std::error::Error>> {{\n\
         let mut value = {}.await?;\nvalue.{name} = Some({value});\n{written}.await?;\n# Ok(())\n# }}\n```\n\n{unknown}",
        call(read),
    ))
}

/// What a property is that is not set, set, and set to `null`.
fn partial(api: &Api, library: &str) -> Option<String> {
    let is_read = |name: &str| {
        let read = Success::Json(Type::Named(name.to_owned()));
        api.operations
            .iter()
            .any(|operation| operation.success == read)
    };
    // What is read as well is the subject of the other example.
    let candidates: Vec<_> = updates(api)
        .filter(|(_, definition, object)| {
            !is_read(&definition.name) && arguments(definition, object).is_some()
        })
        .collect();
    let with = |wanted: Holds| {
        candidates.iter().find_map(|(_, definition, object)| {
            let field = changed(definition, object, |holds| holds == wanted)?;
            Some((definition, object, field))
        })
    };
    let (three, (definition, object, field)) = match with(Holds::OptionOrNull) {
        Some(found) => (true, found),
        None => (false, with(Holds::Option)?),
    };
    let (ty, name, wire_name) = (&definition.name, &field.name, &field.wire_name);
    let new = format!("{ty}::new({})", arguments(definition, object)?);
    let value = of_field(field)?;
    let null = format!(
        "let cleared = {new}.{}_null();\nassert_eq!(to_value(&cleared)?.get({wire_name:?}), Some(&json!(null)));\n",
        name.trim_end_matches('_')
    );
    let (null, said) = match three {
        true => (
            null,
            "What is not set is not sent, and `null` is something else: absent, `null` and a value are three different things to the server.\n",
        ),
        false => (String::new(), "What is not set is not sent.\n"),
    };
    Some(format!(
        "```rust\nuse {library}::{{runtime::serde_json::{{json, to_value}}, types::{ty}}};\n\n# fn main() -> Result<(), Box<dyn std::error::Error>> {{\n\
         let unchanged = {new};\nassert_eq!(to_value(&unchanged)?.get({wire_name:?}), None);\n\
         let changed = {new}.{name}({value});\nassert_eq!(to_value(&changed)?.get({wire_name:?}), Some(&json!({value})));\n{null}# Ok(())\n# }}\n```\n\n{said}"
    ))
}

/// What `new` takes, where that is simple.
fn arguments(definition: &TypeDef, object: &ObjectDef) -> Option<String> {
    let required = required(definition, object).into_iter();
    let arguments = required.map(|(field, _)| of_field(field));
    Some(arguments.collect::<Option<Vec<_>>>()?.join(", "))
}

/// A property that an example can change: text, if there is one.
fn changed<'a>(
    definition: &TypeDef,
    object: &'a ObjectDef,
    fits: impl Fn(Holds) -> bool,
) -> Option<&'a Field> {
    let mut fields = object.fields.iter().filter(|field| {
        fits(holds(definition, field))
            && !field.read_only
            && !field.deprecated
            && field.ty != Type::Secret
            && of_field(field).is_some()
    });
    let first = fields.clone().next();
    fields.find(|field| field.ty == Type::String).or(first)
}
