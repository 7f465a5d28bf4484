//! What the outline says of how the fields of a form and the parts of a body are sent.

use super::styles::words;
use crate::model::{BodyKind, FieldStyle, PartSource, Parts};

/// What is said of single fields and parts, in parentheses: ` ("tags" by comma, "photo" as image/png)`. Nothing where all of
/// them are sent as usual.
pub(super) fn fields(kind: &BodyKind) -> String {
    let said = match kind {
        BodyKind::Form { styles } => of_fields(styles),
        BodyKind::Multipart(parts) => of_parts(parts),
        BodyKind::Json(_) | BodyKind::Values(_) | BodyKind::Text(_) | BodyKind::Bytes(_) => {
            Vec::new()
        }
    };
    match said.as_slice() {
        [] => String::new(),
        said => format!(" ({})", said.join(", ")),
    }
}

fn of_fields(styles: &[(FieldStyle, Vec<String>)]) -> Vec<String> {
    let styles = styles.iter().flat_map(|(style, names)| {
        let style = match style {
            FieldStyle::Query(style) => words(*style).to_owned(),
            FieldStyle::Lists(style, inside) => {
                format!("{} as lists{}", words(*style), words(*inside))
            }
            FieldStyle::Json => " as JSON".to_owned(),
        };
        names.iter().map(move |name| format!("{name:?}{style}"))
    });
    styles.collect()
}

fn of_parts(parts: &Parts) -> Vec<String> {
    let Parts {
        media_type: _,
        part_types,
        styles,
        positions,
        source,
    } = parts;
    let mut said = match source {
        PartSource::Fields | PartSource::Typed | PartSource::NamedFiles => Vec::new(),
        PartSource::Part(name) | PartSource::File(name) | PartSource::Value(name) => {
            match name.as_str() {
                "" => Vec::new(),
                name => vec![format!("all {name:?}")],
            }
        }
    };
    said.extend(
        positions
            .iter()
            .enumerate()
            .map(|(at, name)| format!("{} {name:?}", at + 1)),
    );
    said.extend(
        part_types
            .iter()
            .map(|(name, media_type)| match name.as_str() {
                "" => format!("all as {media_type}"),
                name => format!("{name:?} as {media_type}"),
            }),
    );
    said.extend(of_fields(styles));
    said
}
