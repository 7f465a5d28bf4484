//! What generic types hold.

use syn::{GenericArgument, PathArguments, Type};

/// The last argument of a generic type of this name.
pub(crate) fn inner<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else {
        return None;
    };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.last()? {
        GenericArgument::Type(inner) if last.ident == name => Some(inner),
        _ => None,
    }
}
