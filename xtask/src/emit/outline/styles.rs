//! What the outline calls the styles in which lists and objects are written.

use crate::model::{Api, ArrayStyle, Type, TypeKind};

/// How a list or an object is written, in words that follow a type or a name.
pub(super) fn words(style: ArrayStyle) -> &'static str {
    match style {
        ArrayStyle::Repeat => " repeated",
        ArrayStyle::Comma => " by comma",
        ArrayStyle::Exploded => " exploded",
        ArrayStyle::Space => " by space",
        ArrayStyle::Pipe => " by pipe",
        ArrayStyle::Tab => " by tab",
        ArrayStyle::DeepObject => " as deep object",
        ArrayStyle::Label { explode: false } => " as label",
        ArrayStyle::Label { explode: true } => " as label exploded",
        ArrayStyle::Matrix { explode: false } => " as matrix",
        ArrayStyle::Matrix { explode: true } => " as matrix exploded",
    }
}

/// Whether a style says how the parts of a value are told apart.
pub(super) fn has_parts(ty: &Type, api: &Api) -> bool {
    match ty {
        Type::Array(_) | Type::Map(_) | Type::FreeForm | Type::Any => true,
        Type::Named(name) => {
            let definition = api.definition(name);
            definition.is_some_and(|definition| !matches!(definition.kind, TypeKind::Enum(_)))
        }
        _ => false,
    }
}
