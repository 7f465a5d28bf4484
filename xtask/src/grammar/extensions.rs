//! The extensions that the generator understands. `specs/README.md` says what they mean.

use super::kind::Kind::{Anything, Count, Flag, List, Map, Number, Object, Text, Word};
use super::kind::{Kind, Shape, expected, remark};

/// In the Info Object: what the crate is called and how it describes itself.
pub(super) static X_CRATE: Shape = Shape {
    name: "x-crate",
    fields: &[
        remark("name", Text),
        remark("version", Text),
        remark("description", Text),
        remark("keywords", List(&Text)),
        remark("categories", List(&Text)),
        remark("license", Text),
        remark("repository", Text),
        remark("only", List(&Text)),
        remark("except", List(&Text)),
        remark("layout", Word(&["flat", "tags", "resources"])),
    ],
    others: None,
    referable: false,
};

/// In a parameter that is a number on the wire and a yes or no in meaning.
pub(super) static X_FLAG: Shape = Shape {
    name: "x-flag",
    fields: &[expected("false", Number), expected("true", Number)],
    others: None,
    referable: false,
};

/// In an integer that is a time: what is counted since the beginning of 1970.
pub(super) const X_UNIX_TIME: Kind = Word(&["seconds", "milliseconds"]);

/// In an operation that answers with an error status where there is nothing: the statuses.
pub(super) const X_ABSENT: Kind = List(&Count);

/// In an operation that gives a list in pages.
pub(crate) static X_PAGINATION: Shape = Shape {
    name: "x-pagination",
    fields: &[
        expected("style", Word(&["page", "offset"])),
        remark("page", Text),
        remark("offset", Text),
        expected("size", Text),
        remark("first", Number),
        expected("items", Text),
        remark("total", Text),
        remark("total-pages", Text),
        remark("max-size", Count),
    ],
    others: None,
    referable: false,
};

/// In a security scheme whose token is had for a login.
pub(super) static X_TOKEN_SOURCE: Shape = Shape {
    name: "x-token-source",
    fields: &[
        expected("method", Word(&["GET", "POST", "PUT"])),
        expected("url", Text),
        expected("send", Word(&["basic", "json", "form"])),
        expected("fields", List(&Object(&TOKEN_FIELD))),
        remark("constants", Map(&Anything)),
        remark("headers", List(&Object(&TOKEN_FIELD))),
        expected("token", Text),
        remark("expires-at", Text),
        remark("expires-in", Text),
        remark("lifetime", Count),
    ],
    others: None,
    referable: false,
};

static TOKEN_FIELD: Shape = Shape {
    name: "x-token-source field",
    fields: &[
        expected("name", Text),
        remark("secret", Flag),
        remark("argument", Text),
        remark("description", Text),
    ],
    others: None,
    referable: false,
};
