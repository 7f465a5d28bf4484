//! Paths as a person writes them: `Option<String>`, not `::std::option::Option<::std::string::String>`.

use syn::visit_mut::{VisitMut, visit_path_mut};

use crate::model::Api;

/// Shortens the paths that the base generator writes.
pub(crate) struct ShortPaths {
    /// What stands before the name of a generated type.
    types: Option<&'static str>,
}

impl ShortPaths {
    /// Inside the module of types.
    pub(crate) const IN_TYPES: Self = Self { types: None };
    /// Everywhere else.
    pub(crate) const IN_CALLS: Self = Self {
        types: Some("types"),
    };
}

impl VisitMut for &ShortPaths {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        visit_path_mut(self, path);
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let keep = match names.as_slice() {
            // `types::User` outside the module of types, `User` inside.
            ["types", _] => 1 + usize::from(self.types.is_some()),
            // `serde_json::Map` and `serde_json::Value` say more with their crate's name.
            ["serde_json", _] => 2,
            // `File` is what many descriptions call a type of their own.
            ["users_client_runtime", "File"] => 2,
            ["std" | "chrono" | "uuid" | "users_client_runtime", ..] => 1,
            _ => names.len(),
        };
        let skip = names.len() - keep;
        if skip > 0 {
            path.segments = std::mem::take(&mut path.segments)
                .into_iter()
                .skip(skip)
                .collect();
        }
        path.leading_colon = None;
    }
}

impl ShortPaths {
    /// Shortens all paths in a type.
    pub(crate) fn visit_type_mut(&self, ty: &mut syn::Type) {
        VisitMut::visit_type_mut(&mut { self }, ty);
    }
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
