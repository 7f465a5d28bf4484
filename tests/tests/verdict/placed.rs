//! Where a report leads for what stands at no single operation or type.

use insta::assert_snapshot;

use super::reported::{folder_of, run};

/// A crate with a feature for each tag, headers that its calls share, and servers of single paths.
const OLD: &str = r"openapi: 3.0.3
info: {title: Shop, version: '1', x-crate: {name: shop, layout: tags}}
paths:
  /users:
    servers:
      - url: https://users.example.com
    get:
      operationId: list_users
      tags:
        - users
      parameters:
        - {name: X-Trace, in: header, schema: {type: string}}
      responses: {'200': {description: All}}
  /pets:
    get: {operationId: list_pets, tags: [pets], parameters: [{name: X-Trace, in: header, schema: {type: string}}], responses: {'200': {description: All}}}
    post: {operationId: create_pet, tags: [pets], parameters: [{name: X-Trace, in: header, schema: {type: string}}], responses: {'200': {description: Ok}}}
  /servers:
    get: {operationId: servers, tags: [pets], parameters: [{name: X-Trace, in: header, schema: {type: string}}], responses: {'200': {description: All}}}
";

#[test]
fn a_server_a_header_or_a_tag_that_operations_share_has_no_place() {
    let changes = [
        ("- url: https://users", "- url: https://eu"),
        ("- users\n", "- people\n"),
        ("name: X-Trace", "name: X-Span"),
        (
            "operationId: servers, tags",
            "operationId: servers, deprecated: true, tags",
        ),
        ("name: shop,", "name: store,"),
    ];
    let folder = folder_of(OLD, &changes);
    let (code, out) = run(folder.path(), &["diff", "old.yaml", "new.yaml"]);
    assert_eq!(code, 1, "{out}");
    assert_snapshot!(out, @"
    breaking: the crate shop is called store now  (old.yaml:2:45 → new.yaml:2:45)
    breaking: SharedHeaders.x_trace was removed  (old.yaml:12:11)
    breaking: the feature users was removed  (old.yaml:10:11)
    breaking: servers::USERS was removed  (old.yaml:5:5)
    addition: SharedHeaders.x_span(&str) is new  (new.yaml:12:11)
    addition: the feature people is new  (new.yaml:10:11)
    addition: servers::EU is new: https://eu.example.com  (new.yaml:5:5)
    addition: servers is deprecated now  (old.yaml:18:5 → new.yaml:18:5)
    patch: list_users is sent to GET https://eu.example.com/users, no longer GET https://users.example.com/users  (old.yaml:7:5 → new.yaml:7:5)
    verdict: breaking (4 breaking, 4 additions, 1 patch)
    ");
}
