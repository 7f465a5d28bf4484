//! Names of generated types as they are written in one module or another.

use syn::visit_mut::{VisitMut, visit_path_mut};

use crate::model::Api;

/// Where a type is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Module {
    /// In the module of types: `User`.
    Types,
    /// Everywhere else: `types::User`.
    Other,
}

/// Writes the names of generated types as they are written outside of their module: `types::User`.
pub(crate) fn outside_of_types(api: &Api, ty: &mut syn::Type) {
    VisitMut::visit_type_mut(&mut Outside(api), ty);
}

struct Outside<'a>(&'a Api);

impl VisitMut for Outside<'_> {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        visit_path_mut(self, path);
        let generated = path.segments.len() == 1
            && path
                .segments
                .first()
                .is_some_and(|only| self.0.definition(&only.ident.to_string()).is_some());
        if generated {
            path.segments.insert(0, syn::parse_quote!(types));
        }
    }
}
