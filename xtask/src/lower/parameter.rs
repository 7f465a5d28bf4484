//! Parameters: what an operation takes in its path, query, headers and cookies.

use indexmap::IndexMap;

use serde_json::Value;

use super::context::{Context, SchemaType};
use super::files::as_text;
use super::media::{Media, classify};
use super::node::Node;
use super::notes::{example, notes, unix_time};
use super::path_key::PathKey;
use super::schema::kind;
use crate::model::{
    ArrayStyle, FieldNames, Integer, Names, Parameter, Place, SchemeKind, SecurityScheme, Type,
    field_name,
};
use crate::pointer;

/// Headers that a parameter cannot set (OpenAPI 3.0.3, "Parameter Object", `name`).
const IGNORED_HEADERS: &[&str] = &["accept", "content-type", "authorization"];

/// What the parameters of an operation come to.
pub(crate) struct Parameters {
    pub(crate) taken: Vec<Parameter>,
    pub(crate) generated_headers: Vec<String>,
}

impl<'d> Context<'d> {
    /// The parameters of an operation, those of its path item included; `schemes` are the ones that the operation names.
    pub(crate) fn parameters(
        &mut self,
        key: &PathKey,
        path_item: &Node<'d>,
        operation: &Node<'d>,
        schemes: &[&SecurityScheme],
        hint: &str,
        names: &mut Names,
    ) -> Parameters {
        let shared = path_item
            .get("parameters")
            .map(|list| list.items())
            .unwrap_or_default();
        let own = operation
            .get("parameters")
            .map(|list| list.items())
            .unwrap_or_default();
        let mut nodes: IndexMap<(String, String), Node<'d>> = IndexMap::new();
        for node in shared
            .into_iter()
            .chain(own)
            .filter_map(|node| self.follow(&node))
        {
            if let (Some(place), Some(name)) = (node.text("in"), node.text("name")) {
                nodes.insert((place.to_owned(), name.to_owned()), node);
            }
        }
        let pages = page_parameters(operation);
        let by_signs = FieldNames::of(nodes.keys().map(|(_, name)| name.as_str()));
        let mut taken = Vec::new();
        let mut generated_headers = Vec::new();
        for ((place, wire_name), node) in nodes {
            let Some(place) = place_of(&place) else {
                continue;
            };
            if schemes
                .iter()
                .any(|scheme| is_key(scheme, place, &wire_name))
            {
                continue;
            }
            if place == Place::Header
                && IGNORED_HEADERS.contains(&wire_name.to_lowercase().as_str())
            {
                self.warn(
                    "ignored-header-parameter",
                    &node.pointer,
                    format!("a parameter cannot describe the header `{wire_name}` (OpenAPI 3.0.3, Parameter Object)"),
                    "it is left out; describe `Authorization` as a security scheme, the others by the media types of bodies",
                );
                continue;
            }
            if node.text("x-generated") == Some("uuid-v4") && place == Place::Header {
                generated_headers.push(wire_name.clone());
            }
            if place != Place::Path {
                // The query in the path's key may have another name for it: `?Id={id}`.
                let mut named = key.query.iter();
                let named =
                    named.find(|(_, variable)| place == Place::Query && *variable == wire_name);
                let wire_name = named.map_or(wire_name, |(name, _)| name.clone());
                let mut parameter =
                    self.parameter(&node, place, &wire_name, hint, &by_signs, names);
                if place == Place::Query && pages.contains(&wire_name.as_str()) {
                    parameter.ty = without_sign(parameter.ty);
                }
                taken.push(parameter);
                continue;
            }
            // One that is not in the path is left out, and one that is there twice is two arguments.
            for variable in &key.variables {
                if variable.parameter == wire_name {
                    taken.push(self.parameter(
                        &node,
                        place,
                        &variable.name,
                        hint,
                        &by_signs,
                        names,
                    ));
                }
            }
            for (name, variable) in &key.query {
                if *variable == wire_name {
                    taken.push(self.parameter(&node, Place::Query, name, hint, &by_signs, names));
                }
            }
        }
        for (place, wire_name) in undeclared(key, &taken) {
            let name = names.take(field_name(wire_name));
            taken.push(Parameter::text(name, wire_name, place));
        }
        // Path parameters come in the order of the path, whatever the order of their descriptions.
        let position = |parameter: &Parameter| match parameter.place {
            Place::Path => key
                .variables
                .iter()
                .position(|variable| variable.name == parameter.wire_name)
                .unwrap_or(usize::MAX - 1),
            _ => usize::MAX,
        };
        taken.sort_by_key(|parameter| (!parameter.required, position(parameter)));
        Parameters {
            taken,
            generated_headers,
        }
    }

    fn parameter(
        &mut self,
        node: &Node<'d>,
        place: Place,
        wire_name: &str,
        hint: &str,
        by_signs: &FieldNames,
        names: &mut Names,
    ) -> Parameter {
        let content = node
            .get("content")
            .and_then(|content| content.members().into_iter().next());
        let json = (content.as_ref()).is_some_and(|(media_type, media)| {
            let schema = media.get("schema");
            let schema = schema.and_then(|schema| self.follow(&schema));
            classify(media_type, schema.as_ref()) == Media::Json
        });
        let schema = content
            .and_then(|(_, media)| media.get("schema"))
            .or_else(|| node.get("schema"));
        // A parameter that many operations share is named after itself, not after the first of them.
        let hint = match node.pointer.strip_prefix("/components/parameters/") {
            Some(_) => node.name(),
            None => format!("{hint} {wire_name}"),
        };
        let SchemaType { ty, .. } = schema
            .as_ref()
            .map_or(SchemaType::of(Type::String), |schema| {
                self.schema(schema, &hint)
            });
        if !json && items_style(node).is_none() {
            self.nested_parameter(node, place, schema.as_ref());
        }
        let meant = schema.as_ref().and_then(|schema| self.follow(schema));
        let has_default = meant.as_ref().is_some_and(|schema| schema.has("default"));
        let default = meant
            .as_ref()
            .and_then(|schema| schema.value.get("default")?.as_u64());
        let flag = node.get("x-flag").or_else(|| meant.as_ref()?.get("x-flag"));
        let flag = flag.and_then(|flag| {
            Some((
                flag.value.get("false")?.as_i64()?,
                flag.value.get("true")?.as_i64()?,
            ))
        });
        let unix_time = unix_time(node).or_else(|| unix_time(meant.as_ref()?));
        let unix_time = unix_time.filter(|_| matches!(ty, Type::Integer(_)) && flag.is_none());
        let generated = node.has("x-generated");
        let notes = meant.as_ref().map(notes).unwrap_or_default();
        let help = "the number follows the order of the parameters: keep it, or callers' code changes its meaning";
        let style = self.style(node, place, meant.as_ref());
        Parameter {
            name: self.take_name(names, by_signs.get(wire_name), &node.pointer, help),
            wire_name: wire_name.to_owned(),
            place,
            // A server that has a default does not need the parameter, whatever `required` says.
            required: place == Place::Path
                || node.is_true("required") && !has_default && !generated,
            ty: match (flag, ty) {
                (Some(_), _) => Type::Boolean,
                _ if unix_time.is_some() => Type::DateTime,
                // What a path takes is one text, whatever it is.
                (None, Type::Any) if place == Place::Path && !json => Type::String,
                // What a path takes is an identifier, and what servers answer keeps its sign.
                (None, ty) if place != Place::Path && never_negative(meant.as_ref()) => {
                    without_sign(as_text(ty))
                }
                // Only parts of a body can be files.
                (None, ty) => as_text(ty),
            },
            style,
            items_style: items_style(node),
            json,
            reserved: place == Place::Query && node.is_true("allowReserved"),
            default,
            flag,
            description: node
                .prose("description")
                .or_else(|| meant.as_ref()?.prose("description")),
            unix_time,
            example: example(node).or_else(|| example(meant.as_ref()?)),
            notes: if flag.is_some() { Vec::new() } else { notes },
            docs_name: node.text("x-docs-name").map(str::to_owned),
            deprecated: node.is_true("deprecated"),
        }
    }
}

impl<'d> Context<'d> {
    /// How a parameter is written. A style that the place or the type cannot have is left out, with a finding.
    fn style(&mut self, node: &Node<'d>, place: Place, schema: Option<&Node<'d>>) -> ArrayStyle {
        let by_default = default_style(place);
        let style = node.text("style").unwrap_or(by_default);
        let explode = node.value.get("explode").and_then(Value::as_bool);
        let scalar = schema
            .and_then(kind)
            .is_some_and(|kind| matches!(kind, "string" | "integer" | "number" | "boolean"));
        let problem = if !takes(style, place) {
            format!(
                "a parameter in the {} cannot have the style `{style}`",
                node.text("in").unwrap_or_default()
            )
        } else if scalar
            && matches!(
                style,
                "deepObject" | "spaceDelimited" | "pipeDelimited" | "tabDelimited"
            )
        {
            format!("`style: {style}` is for lists and objects, and this value is neither")
        } else {
            return array_style(style, explode);
        };
        self.warn(
            "style-does-not-fit",
            &pointer::join(&node.pointer, "style"),
            problem,
            format!("it is sent with `style: {by_default}`; remove `style`"),
        );
        array_style(by_default, explode)
    }
}

/// The parameters that say which page is wanted, and how large it is: they count.
fn page_parameters<'d>(operation: &Node<'d>) -> Vec<&'d str> {
    let pagination = operation.get("x-pagination");
    let keys = ["page", "offset", "size"].into_iter();
    keys.filter_map(|key| pagination.as_ref()?.text(key))
        .collect()
}

/// Whether the schema allows nothing below zero.
fn never_negative(schema: Option<&Node<'_>>) -> bool {
    let least = schema.and_then(|schema| schema.value.get("minimum")?.as_f64());
    least.is_some_and(|least| least >= 0.0)
}

/// The integer of the same width that cannot be negative.
fn without_sign(ty: Type) -> Type {
    match ty {
        Type::Integer(Integer::I8) => Type::Integer(Integer::U8),
        Type::Integer(Integer::I16) => Type::Integer(Integer::U16),
        Type::Integer(Integer::I32) => Type::Integer(Integer::U32),
        Type::Integer(Integer::I64) => Type::Integer(Integer::U64),
        other => other,
    }
}

/// The variables of a path that no parameter describes.
fn undeclared<'k>(key: &'k PathKey, taken: &[Parameter]) -> Vec<(Place, &'k str)> {
    let path = key
        .variables
        .iter()
        .map(|variable| (Place::Path, variable.name.as_str()));
    let query = key
        .query
        .iter()
        .map(|(name, _)| (Place::Query, name.as_str()));
    path.chain(query)
        .filter(|(place, name)| {
            !taken
                .iter()
                .any(|parameter| parameter.place == *place && parameter.wire_name == *name)
        })
        .collect()
}

fn place_of(place: &str) -> Option<Place> {
    Some(match place {
        "path" => Place::Path,
        "query" => Place::Query,
        "querystring" => Place::QueryString,
        "header" => Place::Header,
        "cookie" => Place::Cookie,
        _ => return None,
    })
}

/// Whether a parameter is the key of a security scheme written down a second time.
fn is_key(scheme: &SecurityScheme, place: Place, name: &str) -> bool {
    match &scheme.kind {
        SchemeKind::HeaderKey(key) => place == Place::Header && key.eq_ignore_ascii_case(name),
        SchemeKind::QueryKey(key) => place == Place::Query && key == name,
        SchemeKind::CookieKey(key) => place == Place::Cookie && key == name,
        SchemeKind::Basic | SchemeKind::Bearer => {
            place == Place::Header && name.eq_ignore_ascii_case("authorization")
        }
    }
}

/// What a style is written for (OpenAPI 3.0.3, "Style Values"). The signs that part items in a query do so in paths and headers
/// of Swagger 2.0 as well.
fn takes(style: &str, place: Place) -> bool {
    let parted = matches!(style, "spaceDelimited" | "pipeDelimited" | "tabDelimited");
    match place {
        Place::Path => parted || matches!(style, "simple" | "label" | "matrix"),
        Place::Header => parted || style == "simple",
        Place::Cookie => style == "form",
        Place::Query => parted || matches!(style, "form" | "deepObject"),
        Place::QueryString => style == "form",
    }
}

/// The style of a place where nothing else is said.
fn default_style(place: Place) -> &'static str {
    match place {
        Place::Query | Place::QueryString | Place::Cookie => "form",
        Place::Path | Place::Header => "simple",
    }
}

/// How the lists in a list are written.
pub(crate) fn items_style(node: &Node<'_>) -> Option<ArrayStyle> {
    let style = node.text("itemsStyle")?;
    Some(array_style(style, Some(false)))
}

/// A style as it stands in the document. `explode` is true for `form` where nothing else is said.
pub(crate) fn array_style(style: &str, explode: Option<bool>) -> ArrayStyle {
    let explode = explode.unwrap_or(style == "form");
    match style {
        "spaceDelimited" if !explode => ArrayStyle::Space,
        "pipeDelimited" if !explode => ArrayStyle::Pipe,
        "tabDelimited" => ArrayStyle::Tab,
        "deepObject" => ArrayStyle::DeepObject,
        "form" | "spaceDelimited" | "pipeDelimited" if explode => ArrayStyle::Repeat,
        "label" => ArrayStyle::Label { explode },
        "matrix" => ArrayStyle::Matrix { explode },
        "simple" if explode => ArrayStyle::Exploded,
        _ => ArrayStyle::Comma,
    }
}
