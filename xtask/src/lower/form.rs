//! Forms: how their fields are written, and of which media type their parts are.

use serde_json::Value;

use super::context::Context;
use super::media::{Media, classify};
use super::node::Node;
use super::parameter::{array_style, items_style};
use super::schema::kind;
use crate::model::{ArrayStyle, BodyKind, FieldStyle, PartSource, Parts, Type};
use crate::pointer;

/// The name of a part whose schema gives it none.
pub(crate) const FILE: &str = "file";
const VALUE: &str = "value";

impl<'d> Context<'d> {
    /// A form that is sent as `application/x-www-form-urlencoded`.
    pub(super) fn form(&mut self, media: &Node<'d>, ty: Type) -> (BodyKind, Type) {
        if !has_fields(&ty) {
            self.warn(
                "form-without-fields",
                &media.pointer,
                "a form has fields, but the schema of this body is not an object",
                "the caller writes the whole body as text; describe it as an object with one property for each field",
            );
            let content_type = "application/x-www-form-urlencoded".to_owned();
            return (BodyKind::Text(content_type), Type::String);
        }
        let styles = styles(media, |name, encoding| {
            self.field_style(media, name, encoding)
        });
        (BodyKind::Form { styles }, ty)
    }

    /// What `encoding` says of a field, where that is not what is done anyway.
    fn field_style(&self, media: &Node<'d>, name: &str, encoding: &Node<'d>) -> Option<FieldStyle> {
        if self.is_scalar(media, name) {
            return None;
        }
        let explode = encoding.value.get("explode").and_then(Value::as_bool);
        match (encoding.text("style"), encoding.text("contentType")) {
            (Some(style), _) => {
                let style = array_style(style, explode);
                Some(match items_style(encoding) {
                    Some(inside) => FieldStyle::Lists(style, inside),
                    None => FieldStyle::Query(style),
                })
            }
            (None, Some(media_type)) if classify(media_type, None) == Media::Json => {
                Some(FieldStyle::Json)
            }
            (None, _) => match explode {
                Some(false) => Some(FieldStyle::Query(ArrayStyle::Comma)),
                _ => None,
            },
        }
    }

    /// What `encoding` says of a field that is sent as a part of its own, or as several, where that is not what is done anyway.
    /// One that has a media type is written as that.
    fn part_style(&self, media: &Node<'d>, name: &str, encoding: &Node<'d>) -> Option<FieldStyle> {
        if encoding.has("contentType") {
            return None;
        }
        let style = self.field_style(media, name, encoding)?;
        (style != FieldStyle::Query(ArrayStyle::Repeat)).then_some(style)
    }

    /// Whether a property holds a single value, which all styles write alike.
    fn is_scalar(&self, media: &Node<'d>, property: &str) -> bool {
        let schema = media.get("schema").and_then(|schema| self.follow(&schema));
        let property = schema.and_then(|schema| schema.path(&["properties", property]));
        let property = property.and_then(|property| self.follow(&property));
        property.is_some_and(|property| {
            kind(&property).is_some_and(|kind| !matches!(kind, "array" | "object"))
        })
    }

    /// The type of a body whose parts are the items of a list (`itemSchema` of OpenAPI 3.2). Where only `itemEncoding` says what
    /// a part is, it is a file, unless that is JSON or text.
    pub(super) fn parts_of_items(&mut self, media: &Node<'d>, hint: &str) -> Option<Type> {
        let schema = media.get("itemSchema")?;
        let part_type = media.path(&["itemEncoding", "contentType"]);
        let part_type = part_type.as_ref().and_then(|node| node.value.as_str());
        let silent = schema.members().is_empty();
        let item = match part_type.map(|part_type| classify(part_type, None)) {
            Some(Media::Bytes) if silent => Type::Binary,
            _ => self.schema(&schema, &format!("{hint} item")).into_item(),
        };
        Some(Type::Array(Box::new(item)))
    }

    /// The media types of files that say theirs themselves (`contentMediaType` of OpenAPI 3.1), and of which `encoding` says
    /// nothing.
    fn types_of_files(
        &self,
        media: &Node<'d>,
        known: &[(String, String)],
    ) -> Vec<(String, String)> {
        let schema = media.get("schema").and_then(|schema| self.follow(&schema));
        let properties = schema.map(|schema| members(&schema, "properties"));
        let of = |property: Node<'d>| {
            let meant = self.follow(&property)?;
            let items = meant.get("items").and_then(|items| self.follow(&items));
            let file = items.unwrap_or(meant);
            let media_type = file.text("contentMediaType").map(str::to_owned);
            // Files are that unless something else is said.
            media_type.filter(|media_type| {
                file.text("format") == Some("binary") && media_type != "application/octet-stream"
            })
        };
        let properties = properties.into_iter().flatten();
        properties
            .filter(|(name, _)| known.iter().all(|(known, _)| known != name))
            .filter_map(|(name, property)| Some((name.to_owned(), of(property)?)))
            .collect()
    }

    /// A body that is sent in parts.
    pub(super) fn multipart(
        &mut self,
        media_type: &str,
        media: &Node<'d>,
        ty: Type,
    ) -> (BodyKind, Type) {
        let is_form = media_type.starts_with("multipart/form-data");
        let one_name = |name: &str| {
            if is_form {
                name.to_owned()
            } else {
                String::new()
            }
        };
        let source = match &ty {
            Type::Map(values) if values.is_file_or_files() => PartSource::NamedFiles,
            Type::Binary => PartSource::File(one_name(FILE)),
            Type::Array(items) if **items == Type::Binary => PartSource::File(one_name(FILE)),
            ty if has_fields(ty) => PartSource::Fields,
            _ => PartSource::Value(one_name(VALUE)),
        };
        if let (PartSource::File(name) | PartSource::Value(name), true) = (&source, is_form) {
            self.warn(
                "form-without-fields",
                &media.pointer,
                "the parts of a form have names, but the schema of this body is not an object",
                format!("they are sent as `{name}`; describe the body as an object with one property for each field"),
            );
        }
        let mut part_types = Vec::new();
        for (name, encoding) in members(media, "encoding") {
            if encoding.has("headers") {
                self.warn(
                    "part-headers",
                    &pointer::join(&encoding.pointer, "headers"),
                    format!("the part `{name}` has headers of its own"),
                    "they are not sent",
                );
            }
            if let Some(part_type) = encoding.text("contentType").and_then(first_media_type) {
                part_types.push((name.to_owned(), part_type.to_owned()));
            }
        }
        part_types.extend(self.types_of_files(media, &part_types));
        // All parts of a list have one name.
        let item_type = media.path(&["itemEncoding", "contentType"]);
        let item_type = item_type.as_ref().and_then(|node| node.value.as_str());
        if let (PartSource::File(name) | PartSource::Value(name), Some(part_type)) =
            (&source, item_type.and_then(first_media_type))
        {
            part_types.push((name.clone(), part_type.to_owned()));
        }
        // Without names there is nothing that a style could repeat.
        let styles = match is_form {
            true => styles(media, |name, encoding| {
                self.part_style(media, name, encoding)
            }),
            false => Vec::new(),
        };
        let parts = Parts {
            media_type: (!is_form).then(|| media_type.to_owned()),
            part_types,
            styles,
            positions: texts(media.get("positions")),
            source,
        };
        (BodyKind::Multipart(parts), ty)
    }
}

/// The fields by their style, for those that `of` gives one.
fn styles<'d>(
    media: &Node<'d>,
    of: impl Fn(&str, &Node<'d>) -> Option<FieldStyle>,
) -> Vec<(FieldStyle, Vec<String>)> {
    let mut styles: Vec<(FieldStyle, Vec<String>)> = Vec::new();
    for (name, encoding) in members(media, "encoding") {
        let Some(style) = of(name, &encoding) else {
            continue;
        };
        match styles.iter_mut().find(|(known, _)| *known == style) {
            Some((_, names)) => names.push(name.to_owned()),
            None => styles.push((style, vec![name.to_owned()])),
        }
    }
    styles
}

fn texts(list: Option<Node<'_>>) -> Vec<String> {
    let items = list.map(|list| list.items()).unwrap_or_default();
    let texts = items.iter().filter_map(|item| item.value.as_str());
    texts.map(str::to_owned).collect()
}

/// The members of a member; none if it is not there.
fn members<'d>(node: &Node<'d>, key: &str) -> Vec<(&'d str, Node<'d>)> {
    let members = node.get(key).map(|node| node.members());
    members.unwrap_or_default()
}

/// Whether values of the type may be objects.
fn has_fields(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Named(_) | Type::Map(_) | Type::FreeForm | Type::Any | Type::SecretJson
    )
}

/// The first of a list of media types that is one, and not a range of them.
fn first_media_type(list: &str) -> Option<&str> {
    let mut types = list.split(',').map(str::trim);
    types.find(|media_type| !media_type.is_empty() && !media_type.contains('*'))
}
