//! Paths, and what their operations take and give: OpenAPI 3, section 4, in the order of version 3.0.3.

use super::description::{EXTERNAL_DOCUMENTATION, SERVER};
use super::extensions::{X_ABSENT, X_FLAG, X_PAGINATION, X_UNIX_TIME};
use super::kind::Kind::{Anything, Flag, List, Map, Object, Text, Word};
use super::kind::{Field, Kind, Shape, expected, optional, remark, required};
use super::schema::SCHEMA;
use super::security::SECURITY_REQUIREMENT;
use super::version::Version::{V2_0, V3_1, V3_2};

pub(crate) static PATHS: Shape = Shape {
    name: "Paths",
    fields: &[],
    others: Some(&Object(&PATH_ITEM)),
    referable: false,
};

pub(crate) static PATH_ITEM: Shape = Shape {
    name: "Path Item",
    fields: &[
        remark("summary", Text),
        remark("description", Text),
        optional("get", Object(&OPERATION)),
        optional("put", Object(&OPERATION)),
        optional("post", Object(&OPERATION)),
        optional("delete", Object(&OPERATION)),
        optional("options", Object(&OPERATION)),
        optional("head", Object(&OPERATION)),
        optional("patch", Object(&OPERATION)),
        optional("trace", Object(&OPERATION)),
        optional("query", Object(&OPERATION)).since(V3_2).kept(),
        optional("additionalOperations", Map(&Object(&OPERATION)))
            .since(V3_2)
            .kept(),
        remark("servers", List(&Object(&SERVER))),
        optional("parameters", List(&Object(&PARAMETER))),
    ],
    others: None,
    referable: true,
};

/// The fixed methods of a Path Item Object, of all versions.
pub(crate) const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// Where OpenAPI 3.2 has the other methods.
pub(crate) const ADDITIONAL_OPERATIONS: &str = "additionalOperations";

pub(crate) static OPERATION: Shape = Shape {
    name: "Operation",
    fields: &[
        remark("tags", List(&Text)),
        remark("summary", Text),
        remark("description", Text),
        remark("externalDocs", Object(&EXTERNAL_DOCUMENTATION)),
        optional("operationId", Text),
        optional("parameters", List(&Object(&PARAMETER))),
        optional("requestBody", Object(&REQUEST_BODY)),
        // Its absence is the subject of a rule of its own.
        optional("responses", Object(&RESPONSES)),
        remark("callbacks", Map(&Object(&CALLBACK))),
        remark("deprecated", Flag),
        optional("security", List(&Object(&SECURITY_REQUIREMENT))),
        remark("servers", List(&Object(&SERVER))),
        remark("x-docs-name", Text),
        remark("x-pagination", Object(&X_PAGINATION)),
        remark("x-destructive", Flag),
        remark("x-idempotent", Flag),
        remark("x-value", Text),
        remark("x-absent", X_ABSENT),
        remark("x-shown-once", Flag),
        remark("x-columns", List(&Text)),
    ],
    others: None,
    referable: false,
};

const STYLES: Kind = Word(&[
    "matrix",
    "label",
    "form",
    "simple",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
]);

/// Swagger 2.0 has a way to part items (`collectionFormat: tsv`) that no style of OpenAPI 3 is.
const TAB_DELIMITED: Field = optional("style", Word(&["tabDelimited"])).only(V2_0).kept();

/// How the lists in a list are written, each of which has a `collectionFormat` of its own in Swagger 2.0.
const ITEMS_STYLE: Field = optional(
    "itemsStyle",
    Word(&["form", "spaceDelimited", "pipeDelimited", "tabDelimited"]),
)
.only(V2_0)
.kept();

/// A list in a cookie, without escapes: what `form` means to a client whose cookies have none.
const COOKIE: Field = optional("style", Word(&["cookie"])).since(V3_2);

pub(crate) static PARAMETER: Shape = Shape {
    name: "Parameter",
    fields: &[
        required("name", Text),
        required("in", Word(&["query", "header", "path", "cookie"])).until(V3_1),
        optional(
            "in",
            Word(&["query", "querystring", "header", "path", "cookie"]),
        )
        .since(V3_2)
        .kept(),
        remark("description", Text),
        optional("required", Flag),
        remark("deprecated", Flag),
        remark("allowEmptyValue", Flag),
        optional("style", STYLES),
        TAB_DELIMITED,
        ITEMS_STYLE,
        COOKIE,
        optional("explode", Flag),
        remark("allowReserved", Flag),
        optional("schema", Object(&SCHEMA)),
        remark("example", Anything),
        remark("examples", Map(&Object(&EXAMPLE))),
        optional("content", Map(&Object(&MEDIA_TYPE))),
        remark("x-docs-name", Text),
        remark("x-flag", Object(&X_FLAG)),
        remark("x-unix-time", X_UNIX_TIME),
        remark("x-generated", Word(&["uuid-v4"])),
    ],
    others: None,
    referable: true,
};

pub(crate) static REQUEST_BODY: Shape = Shape {
    name: "Request Body",
    fields: &[
        remark("description", Text),
        required("content", Map(&Object(&MEDIA_TYPE))),
        optional("required", Flag),
    ],
    others: None,
    referable: true,
};

pub(crate) static MEDIA_TYPE: Shape = Shape {
    name: "Media Type",
    fields: &[
        optional("schema", Object(&SCHEMA)),
        optional("itemSchema", Object(&SCHEMA)).since(V3_2).kept(),
        remark("example", Anything),
        remark("examples", Map(&Object(&EXAMPLE))),
        optional("encoding", Map(&Object(&ENCODING))),
        optional("prefixEncoding", List(&Object(&ENCODING)))
            .since(V3_2)
            .kept(),
        optional("itemEncoding", Object(&ENCODING))
            .since(V3_2)
            .kept(),
        // The properties of parts that have no names, in the order of these.
        optional("positions", List(&Text)).only(V3_2).kept(),
        remark("x-stream-end", Text),
    ],
    others: None,
    referable: false,
};

static ENCODING: Shape = Shape {
    name: "Encoding",
    fields: &[
        optional("contentType", Text),
        remark("headers", Map(&Object(&HEADER))),
        optional("style", STYLES),
        TAB_DELIMITED,
        ITEMS_STYLE,
        optional("explode", Flag),
        remark("allowReserved", Flag),
        optional("encoding", Map(&Object(&ENCODING))).since(V3_2),
        optional("prefixEncoding", List(&Object(&ENCODING))).since(V3_2),
        optional("itemEncoding", Object(&ENCODING)).since(V3_2),
    ],
    others: None,
    referable: false,
};

pub(crate) static RESPONSES: Shape = Shape {
    name: "Responses",
    fields: &[],
    others: Some(&Object(&RESPONSE)),
    referable: false,
};

pub(crate) static RESPONSE: Shape = Shape {
    name: "Response",
    fields: &[
        expected("description", Text).until(V3_1),
        remark("description", Text).since(V3_2),
        remark("summary", Text).since(V3_2),
        optional("headers", Map(&Object(&HEADER))),
        optional("content", Map(&Object(&MEDIA_TYPE))),
        optional("schema", Object(&SCHEMA)).only(V2_0),
        remark("links", Map(&Object(&LINK))),
        remark("x-body-optional", Flag),
    ],
    others: None,
    referable: true,
};

pub(crate) static CALLBACK: Shape = Shape {
    name: "Callback",
    fields: &[],
    others: Some(&Object(&PATH_ITEM)),
    referable: true,
};

pub(crate) static EXAMPLE: Shape = Shape {
    name: "Example",
    fields: &[
        remark("summary", Text),
        remark("description", Text),
        remark("value", Anything),
        remark("externalValue", Text),
        remark("dataValue", Anything).since(V3_2),
        remark("serializedValue", Text).since(V3_2),
    ],
    others: None,
    referable: true,
};

pub(crate) static LINK: Shape = Shape {
    name: "Link",
    fields: &[
        remark("operationRef", Text),
        remark("operationId", Text),
        remark("parameters", Map(&Anything)),
        remark("requestBody", Anything),
        remark("description", Text),
        remark("server", Object(&SERVER)),
    ],
    others: None,
    referable: true,
};

pub(crate) static HEADER: Shape = Shape {
    name: "Header",
    fields: &[
        remark("description", Text),
        remark("required", Flag),
        remark("deprecated", Flag),
        remark("allowEmptyValue", Flag),
        remark("style", STYLES),
        remark("explode", Flag),
        remark("allowReserved", Flag),
        optional("schema", Object(&SCHEMA)),
        remark("example", Anything),
        remark("examples", Map(&Object(&EXAMPLE))),
        optional("content", Map(&Object(&MEDIA_TYPE))),
    ],
    others: None,
    referable: true,
};
