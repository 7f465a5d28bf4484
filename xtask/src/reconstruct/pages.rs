//! What pages say, in terms that no dialect owns: operations, models, security schemes, servers.

use std::collections::HashMap;

use serde_json::Value;

use super::dialect::Dialect;
use super::finding::{Finding, Place};
use super::locate::Location;
use super::type_expression::Type;

/// Everything that a set of pages says.
#[derive(Debug, Clone, Default)]
pub struct Pages {
    /// Who wrote the pages.
    pub dialect: Dialect,
    /// The package that the pages describe.
    pub package: Option<String>,
    /// The version of the API, where a README says it.
    pub version: Option<(String, Place)>,
    /// Base addresses in the order of their first appearance.
    pub servers: Vec<(String, Place)>,
    /// Operations by page and place on the page.
    pub operations: Vec<Operation>,
    /// Models by name.
    pub models: Vec<Model>,
    /// Security schemes in the order of their first appearance.
    pub schemes: Vec<Scheme>,
    /// Whether a README lists all security schemes, and not only those that operations name are known.
    pub schemes_complete: bool,
    /// What is wrong with the pages.
    pub findings: Vec<Finding>,
}

impl Pages {
    /// Where each class is named first, by operations and then by models.
    pub(crate) fn first_mentions(&self) -> HashMap<&str, &Place> {
        let mut mentions = Mentions::default();
        for operation in &self.operations {
            for row in &operation.parameters {
                mentions.add(&row.kind, &row.place);
            }
            for kind in operation.returns.iter().chain(&operation.bodies) {
                mentions.add(kind, &operation.place);
            }
            for response in operation.responses.iter().flatten() {
                for (_, kind) in response.content.iter().flatten() {
                    mentions.add(kind, &response.place);
                }
            }
        }
        for model in &self.models {
            match &model.content {
                Content::Object {
                    properties,
                    additional,
                } => {
                    for row in properties {
                        mentions.add(&row.kind, &row.place);
                    }
                    if let Some(additional) = additional {
                        mentions.add(additional, &model.place);
                    }
                }
                Content::Alias { kind, .. } => mentions.add(kind, &model.place),
                Content::Enumeration { .. } | Content::Nothing => {}
            }
        }
        mentions.0
    }
}

/// The first mention of each class.
#[derive(Default)]
struct Mentions<'a>(HashMap<&'a str, &'a Place>);

impl<'a> Mentions<'a> {
    fn add(&mut self, kind: &'a Type, place: &'a Place) {
        kind.each_model(&mut |class| {
            self.0.entry(class).or_insert(place);
        });
    }
}

/// One operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// The name of its method in the documented package.
    pub name: String,
    /// The classes on whose pages it stands (`UsersApi`): one for each of its tags.
    pub classes: Vec<String>,
    /// The HTTP method in lower case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The one-line text of the list at the head of the page.
    pub summary: String,
    /// The text below the signature.
    pub description: String,
    /// The rows of the table of parameters.
    pub parameters: Vec<Parameter>,
    /// The media types of the Content-Type line; empty for `Not defined`.
    pub content_types: Vec<String>,
    /// The type of the body for each of these, where the pages tell more than that of the first.
    pub bodies: Vec<Type>,
    /// The media types of the Accept line; empty for `Not defined`.
    pub accepts: Vec<String>,
    /// What the method returns; `None` for nothing.
    pub returns: Option<Type>,
    /// The rows of the table of statuses; `None` where the dialect has no such table.
    pub responses: Option<Vec<Response>>,
    /// Names of security schemes, each once; AND and OR look alike on the pages.
    pub security: Vec<String>,
    /// The heading of its section.
    pub place: Place,
    /// Whether the page has a section for it, and not only a line in the list of operations.
    pub described: bool,
    /// The same operation as the pages of its other tags show it.
    pub others: Vec<Operation>,
}

impl Operation {
    /// The operation on the first of its pages, and on all others.
    pub(crate) fn everywhere(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.others)
    }
}

/// One row of a table of parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// The Python name; that on the wire where the place is told.
    pub name: String,
    /// Where it goes, where the pages tell.
    pub told: Option<Location>,
    /// The type.
    pub kind: Type,
    /// Whether the type is a link, and where it leads.
    pub link: Link,
    /// Whether the row lacks `[optional]`.
    pub required: bool,
    /// The default as printed, entities decoded.
    pub default: Option<String>,
    /// The description.
    pub description: String,
    /// The row.
    pub place: Place,
}

/// What the type in a row links to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// The type is no link.
    None,
    /// The link leads to `.md`: generators write it for parameters that are no bodies.
    Broken,
    /// The link leads to a page.
    Page,
}

/// One row of a table of statuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// `200`, `4XX` or `default`.
    pub status: String,
    /// The description.
    pub description: String,
    /// Its headers.
    pub headers: Vec<Header>,
    /// Its media types and their types, where the pages tell them of each status.
    pub content: Option<Vec<(String, Type)>>,
    /// The row.
    pub place: Place,
}

/// A header of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// Its type, which few pages print.
    pub kind: Type,
}

/// One model page.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The class.
    pub name: String,
    /// The text below the heading.
    pub description: String,
    /// What the page shows.
    pub content: Content,
    /// The heading.
    pub place: Place,
}

/// What a model page shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Properties, and the type of all others where the page names it.
    Object {
        /// The rows.
        properties: Vec<Property>,
        /// The type in the row `any string name`.
        additional: Option<Type>,
    },
    /// The values of an enumeration.
    Enumeration {
        /// The names, where the page has them, and the values.
        values: Vec<(Option<String>, Value)>,
        /// The default as printed.
        default: Option<String>,
        /// Whether the page lists them all: what was seen in answers may be a part.
        complete: bool,
    },
    /// Another name for a type.
    Alias {
        /// The type.
        kind: Type,
        /// The default as printed.
        default: Option<String>,
    },
    /// An empty table: an enumeration, a type without properties, an alias or a union.
    Nothing,
}

/// One row of a table of properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// The Python name.
    pub name: String,
    /// The type.
    pub kind: Type,
    /// Whether the row lacks `[optional]`.
    pub required: bool,
    /// Whether the row has `[readonly]`.
    pub read_only: bool,
    /// The default as printed, entities decoded.
    pub default: Option<String>,
    /// The description.
    pub description: String,
    /// The row.
    pub place: Place,
}

/// One security scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// Its name.
    pub name: String,
    /// What it is, as far as the pages say.
    pub kind: SchemeKind,
    /// Where it is described or first used.
    pub place: Place,
}

/// What the pages say about a security scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// Its name and nothing else.
    Unknown,
    /// HTTP basic authentication.
    Basic,
    /// A bearer token, and the format's name.
    Bearer(Option<String>),
    /// HTTP message signatures.
    Signature,
    /// An API key: the name and the place (`header`, `query`, `cookie`) of the parameter.
    ApiKey {
        /// The parameter's name.
        parameter: Option<String>,
        /// The parameter's place.
        place: Option<&'static str>,
    },
    /// OAuth 2, and its flows.
    OAuth(Vec<Flow>),
}

/// A flow of OAuth 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// The name of OpenAPI 3: `implicit`, `password`, `clientCredentials` or `authorizationCode`.
    pub name: &'static str,
    /// The authorization address; empty where the page has none.
    pub authorization: String,
    /// Scopes and their descriptions.
    pub scopes: Vec<(String, String)>,
}
