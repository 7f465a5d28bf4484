//! Security schemes and what requires them.

use super::extensions::X_TOKEN_SOURCE;
use super::kind::Kind::{Flag, List, Map, Object, Text, Word};
use super::kind::{Shape, expected, optional, remark, required};
use super::version::Version::{V2_0, V3_0, V3_1, V3_2};

pub(crate) static SECURITY_SCHEME: Shape = Shape {
    name: "Security Scheme",
    fields: &[
        required("type", Word(&["apiKey", "http", "oauth2", "openIdConnect"]))
            .since(V2_0)
            .until(V3_0),
        required(
            "type",
            Word(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]),
        )
        .since(V3_1)
        .kept(),
        remark("description", Text),
        optional("name", Text),
        optional("in", Word(&["query", "header", "cookie"])),
        optional("scheme", Text),
        remark("bearerFormat", Text),
        remark("flows", Object(&OAUTH_FLOWS)),
        remark("openIdConnectUrl", Text),
        remark("oauth2MetadataUrl", Text).since(V3_2),
        remark("deprecated", Flag).since(V3_2),
        remark("x-token-source", Object(&X_TOKEN_SOURCE)),
    ],
    others: None,
    referable: true,
};

static OAUTH_FLOWS: Shape = Shape {
    name: "OAuth Flows",
    fields: &[
        remark("implicit", Object(&OAUTH_FLOW)),
        remark("password", Object(&OAUTH_FLOW)),
        remark("clientCredentials", Object(&OAUTH_FLOW)),
        remark("authorizationCode", Object(&OAUTH_FLOW)),
        remark("deviceAuthorization", Object(&OAUTH_FLOW))
            .since(V3_2)
            .kept(),
    ],
    others: None,
    referable: false,
};

static OAUTH_FLOW: Shape = Shape {
    name: "OAuth Flow",
    fields: &[
        // Which of the two a flow needs depends on the flow: a rule of its own.
        remark("authorizationUrl", Text),
        remark("deviceAuthorizationUrl", Text).since(V3_2).kept(),
        remark("tokenUrl", Text),
        remark("refreshUrl", Text),
        expected("scopes", Map(&Text)),
    ],
    others: None,
    referable: false,
};

pub(super) static SECURITY_REQUIREMENT: Shape = Shape {
    name: "Security Requirement",
    fields: &[],
    others: Some(&List(&Text)),
    referable: false,
};
