//! Who wrote a set of pages.

/// The families of generators whose pages differ in more than the spelling of types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// swagger-codegen 2 and 3, and openapi-generator before 4: no table of statuses.
    #[default]
    Codegen,
    /// openapi-generator from 4 on, without the two layouts below.
    Generator,
    /// openapi-generator 5 `python` and 6 `python-prior`: types such as `[Pet]` and `{str: (Pet,)}`.
    Brackets,
}

/// Traces of a dialect, counted over all pages.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Traces {
    pub(super) status_tables: usize,
    pub(super) bracket_types: usize,
}

impl Traces {
    pub(super) fn dialect(self) -> Dialect {
        match self {
            Self {
                bracket_types: 1.., ..
            } => Dialect::Brackets,
            Self {
                status_tables: 1.., ..
            } => Dialect::Generator,
            _ => Dialect::Codegen,
        }
    }
}
