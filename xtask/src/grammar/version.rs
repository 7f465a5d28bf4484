//! The versions of OpenAPI that are read.

use serde_json::Value;

use super::kind::Shape;
use super::paths::MEDIA_TYPE;
use super::schema::SCHEMA;

/// A version of the OpenAPI specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Version {
    /// Swagger 2.0.
    V2_0,
    /// OpenAPI 3.0.
    V3_0,
    /// OpenAPI 3.1.
    V3_1,
    /// OpenAPI 3.2.
    V3_2,
}

impl Version {
    /// The version that a description says it is of.
    pub(crate) fn of(description: &Value) -> Option<Self> {
        if let Some(openapi) = description.get("openapi") {
            // Nobody knows what `openapi: 2.0` looks like inside.
            return Self::named(&spoken(openapi)).filter(|version| *version != Self::V2_0);
        }
        Self::named(&spoken(description.get("swagger")?)).filter(|version| *version == Self::V2_0)
    }

    /// The version that a description names: `3.1.0` is 3.1.
    pub(crate) fn named(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(3, '.');
        match (parts.next()?, parts.next()?) {
            ("2", "0") => Some(Self::V2_0),
            ("3", "0") => Some(Self::V3_0),
            ("3", "1") => Some(Self::V3_1),
            ("3", "2") => Some(Self::V3_2),
            _ => None,
        }
    }

    /// The version as people write it.
    pub(crate) fn number(self) -> &'static str {
        match self {
            Self::V2_0 => "2.0",
            Self::V3_0 => "3.0",
            Self::V3_1 => "3.1",
            Self::V3_2 => "3.2",
        }
    }
}

/// A value of `openapi` or `swagger` as text: an unquoted `2.0` is a number to YAML.
pub(crate) fn spoken(version: &Value) -> String {
    version
        .as_str()
        .map_or_else(|| version.to_string(), str::to_owned)
}

/// What the objects of a description are held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// The tables of a version: the description is as its author wrote it.
    Written(Version),
    /// What the stages after normalising know: the objects of OpenAPI 3.0, and what later versions
    /// can say that those cannot.
    Normal,
}

impl Form {
    /// Whether what stands beside a `$ref` counts: in schemas, since JSON Schema 2019-09.
    pub(crate) fn reads_beside_references(self, shape: &Shape) -> bool {
        matches!(self, Self::Written(version) if version >= Version::V3_1)
            && std::ptr::eq(shape, &SCHEMA)
    }

    /// Whether a reference may stand for an object that the normal form has none for: OpenAPI 3.2,
    /// Media Type Object.
    pub(crate) fn refers_to(self, shape: &Shape) -> bool {
        self == Self::Written(Version::V3_2) && std::ptr::eq(shape, &MEDIA_TYPE)
    }
}
