//! Files of other kinds that people take for descriptions: each is called by its name.

use xtask::diagnostic::render;
use xtask::load::Rejected;
use xtask::pipeline::read;

/// The only finding about a file.
#[track_caller]
fn refused(bytes: &[u8]) -> String {
    let rejected: Box<Rejected> = read("file", bytes).unwrap_err();
    assert_eq!(rejected.diagnostics.len(), 1, "{:?}", rejected.diagnostics);
    render(&rejected.diagnostics, &rejected.document, false)
}

#[track_caller]
fn is_called(text: &str, wanted: &str, help: &str) {
    let said = refused(text.as_bytes());
    assert!(said.contains(wanted), "{wanted:?} is not in:\n{said}");
    assert!(said.contains(help), "{help:?} is not in:\n{said}");
}

#[test]
fn a_description_in_another_language_is_taken_for_a_broken_one() {
    for (text, wanted) in [
        (
            "#%RAML 1.0\ntitle: A\n/users:\n  get:\n",
            "a RAML description",
        ),
        (
            "FORMAT: 1A\nHOST: https://example.com\n\n# A\n\n## GET /users\n\n+ Response 200\n",
            "an API Blueprint",
        ),
        (
            "<?xml version=\"1.0\"?>\n<wsdl:definitions xmlns:wsdl=\"http://schemas.xmlsoap.org/wsdl/\"/>\n",
            "a WSDL description",
        ),
        (
            "<application xmlns=\"http://wadl.dev.java.net/2009/02\"/>\n",
            "a WADL description",
        ),
        (
            "<?xml version=\"1.0\"?>\n<edmx:Edmx Version=\"4.0\"/>\n",
            "an OData service",
        ),
        (
            "{\"$Version\": \"4.01\", \"$EntityContainer\": \"A.B\"}",
            "an OData service",
        ),
        (
            "asyncapi: 3.0.0\ninfo: {title: A, version: '1'}\n",
            "an AsyncAPI description",
        ),
        ("arazzo: 1.0.0\nworkflows: []\n", "an Arazzo description"),
        (
            "swaggerVersion: '1.2'\napis: []\n",
            "a Swagger 1 description",
        ),
        (
            "{\"discoveryVersion\": \"v1\", \"resources\": {}}",
            "a discovery document",
        ),
        (
            "# The API\n\ntype Query {\n  user(id: ID!): User\n}\n",
            "a GraphQL schema",
        ),
        ("schema {\n  query: Query\n}\n", "a GraphQL schema"),
        (
            "{\"data\": {\"__schema\": {\"types\": []}}}",
            "a GraphQL schema",
        ),
        (
            "// Users.\nsyntax = \"proto3\";\nmessage A {}\n",
            "Protocol Buffers",
        ),
        (
            "import \"@typespec/http\";\n@service\nnamespace A;\n",
            "a TypeSpec source",
        ),
        (
            "$version: \"2\"\nnamespace example.users\n",
            "a Smithy model",
        ),
        ("{\"smithy\": \"2.0\", \"shapes\": {}}", "a Smithy model"),
        (
            "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"type\": \"object\"}",
            "a JSON schema",
        ),
    ] {
        is_called(text, wanted, "help: ");
    }
}

#[test]
fn what_was_exported_from_a_client_is_taken_for_a_description() {
    let collection = "{\"info\": {\"name\": \"A\", \"schema\": \"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\"}, \"item\": []}";
    is_called(collection, "a Postman collection", "convert the collection");
    is_called(
        "{\"info\": {\"name\": \"A\"}, \"item\": []}",
        "a Postman collection",
        "convert the collection",
    );
    is_called(
        "_type: export\nresources: []\n",
        "an export of Insomnia",
        "as OpenAPI",
    );
    is_called(
        "{\"log\": {\"entries\": []}}",
        "a recording of requests",
        "ask for the OpenAPI description",
    );
    is_called(
        "apiVersion: backstage.io/v1alpha1\nkind: API\nspec: {type: openapi, definition: {$text: ./a.yaml}}\n",
        "the entry of an API",
        "`spec.definition`",
    );
    is_called(
        "apiVersion: v1\nkind: ConfigMap\n",
        "a Kubernetes resource",
        "/openapi/v3",
    );
}

#[test]
fn a_page_that_shows_a_description_does_not_say_where_that_is() {
    is_called(
        "<!DOCTYPE html>\n<html><body><redoc spec-url=\"/api/openapi.yaml\"></redoc>\n<script src=\"https://example.com/redoc.standalone.js\"></script></body></html>\n",
        "a page of Redoc",
        "the page shows `/api/openapi.yaml`",
    );
    is_called(
        "<html><link href=\"./swagger-ui.css\"><script>SwaggerUIBundle({url: \"https://example.com/v2/swagger.json\", dom_id: '#swagger-ui'})</script></html>\n",
        "a page of Swagger UI",
        "the page shows `https://example.com/v2/swagger.json`",
    );
    is_called(
        "<html><body><div id=\"redoc\"></div><script>const __redoc_state = {}</script></body></html>\n",
        "a page of Redoc",
        "download the description that the page shows",
    );
    is_called(
        "---\ntitle: A\nlanguage_tabs:\n  - shell: Shell\n---\n\n# A\n",
        "a page of Widdershins or Slate",
        "take that instead",
    );
}

#[test]
fn a_packed_file_is_taken_for_bytes_of_no_meaning() {
    let said = refused(&[0x1F, 0x8B, 0x08, 0x00]);
    assert!(
        said.contains("the file is gzip") && said.contains("unpack it"),
        "{said}"
    );
    let said = refused(b"PK\x03\x04\x14\x00");
    assert!(said.contains("the file is zip"), "{said}");
}

#[test]
fn a_key_in_capitals_is_not_recognised() {
    is_called(
        "OpenAPI: 3.0.3\npaths: {}\n",
        "the key is `OpenAPI`",
        "write it as `openapi`",
    );
}

#[test]
fn a_description_is_taken_for_a_file_of_another_kind() {
    for text in [
        "# type Query {\nopenapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\n",
        "info: {title: A, version: '1', description: 'See language_tabs: there'}\nopenapi: 3.0.3\npaths: {}\n",
        "{\"openapi\": \"3.0.3\", \"$schema\": \"x\", \"info\": {\"title\": \"A\", \"version\": \"1\"}, \"paths\": {}}",
    ] {
        assert!(read("file", text.as_bytes()).is_ok(), "{text}");
    }
}
