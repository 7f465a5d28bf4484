//! Who wrote a set of pages.

/// The families of generators whose pages differ in more than the spelling of types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// swagger-codegen 2 and 3, and openapi-generator before 4: no table of statuses.
    #[default]
    Codegen,
    /// openapi-generator from 4 on, without those below.
    Generator,
    /// openapi-generator 5 `python` and 6 `python-prior`: types such as `[Pet]` and `{str: (Pet,)}`.
    Brackets,
    /// openapi-generator 6 `python-nextgen` and 7: types such as `List[Pet]` and `Dict[str, Pet]`.
    Typed,
    /// openapi-generator 6.0 and 6.1 `python-experimental`: the types of `Brackets`, places and names on the wire.
    Places,
    /// openapi-generator 6.2 to 6.6 `python`: pages in `apis/tags` that show schemas, places and names on the wire.
    Tags,
}

/// Traces of a dialect, counted over all pages.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Traces {
    pub(super) schema_tables: usize,
    pub(super) place_tables: usize,
    pub(super) status_tables: usize,
    pub(super) bracket_types: usize,
    pub(super) capital_types: usize,
}

impl Traces {
    /// Notes how a type is spelled.
    pub(super) fn spelling(&mut self, kind: &str) {
        if kind.starts_with(['[', '{']) || kind.contains("none_type") || kind == "file_type" {
            self.bracket_types += 1;
        } else if kind.starts_with("List[") || kind.starts_with("Dict[") {
            self.capital_types += 1;
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.schema_tables += other.schema_tables;
        self.place_tables += other.place_tables;
        self.status_tables += other.status_tables;
        self.bracket_types += other.bracket_types;
        self.capital_types += other.capital_types;
    }
}

impl Traces {
    pub(super) fn dialect(self) -> Dialect {
        match self {
            Self {
                schema_tables: 1.., ..
            } => Dialect::Tags,
            Self {
                place_tables: 1.., ..
            } => Dialect::Places,
            Self {
                bracket_types: 1.., ..
            } => Dialect::Brackets,
            Self {
                capital_types: 1.., ..
            } => Dialect::Typed,
            Self {
                status_tables: 1.., ..
            } => Dialect::Generator,
            _ => Dialect::Codegen,
        }
    }
}
