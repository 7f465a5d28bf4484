//! The judge at work on calls and answers that are wrong: one that refuses nothing would prove nothing.

use serde_json::{Value, json};
use workspace_tests::description::Description;
use workspace_tests::server::Seen;

use crate::contract::Contract;
use crate::exchange::{arrived_as_given, read_as_sent};
use crate::given::Failed;
use crate::json_schema::{Judge, Way, translate};
use crate::prism;

fn request(method: &str, target: &str, body: &str) -> Seen {
    let headers = [
        ("content-type", "application/json"),
        ("authorization", "Bearer token"),
    ];
    Seen {
        method: method.to_owned(),
        target: target.to_owned(),
        headers: headers
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
        body: body.to_owned(),
    }
}

/// What is said against a request, all of it in one text.
fn problems(vendor: &str, request: &Seen) -> String {
    Contract::of(vendor)
        .check(request)
        .map_or_else(|problems| problems.join("\n"), |_| String::new())
}

#[test]
fn calls_that_are_right_are_accepted() {
    let call = Contract::of("portainer")
        .check(&request(
            "PUT",
            "/users/7",
            r#"{"username": "jane", "role": 2}"#,
        ))
        .unwrap();
    assert_eq!(call.operation, "update_user");
    assert_eq!(call.body, Some(json!({ "username": "jane", "role": 2 })));
    assert_eq!(call.parameters[&("path".to_owned(), "id".to_owned())], 7);

    let call = Contract::of("kestra").check(&request(
        "GET",
        "/api/v1/users?sort=a%2C+b,c%2B&page=1&size=2",
        "",
    ));
    let parameters = call.unwrap().parameters;
    // Prism writes the comma of a value and the one between values alike, so behind it nobody can tell them apart.
    let sort = match prism::is_asked_for() {
        true => json!(["a", " b", "c+"]),
        false => json!(["a, b", "c+"]),
    };
    assert_eq!(parameters[&("query".to_owned(), "sort".to_owned())], sort);
}

#[test]
fn calls_that_are_wrong_are_refused() {
    let good = r#"{"username": "jane", "role": 2}"#;
    let cases: &[(&str, &str, &str, &str, &str)] = &[
        (
            "portainer",
            "POST",
            "/users/7",
            good,
            "there is no POST /users/7",
        ),
        (
            "portainer",
            "PUT",
            "/user/7",
            good,
            "there is no PUT /user/7",
        ),
        (
            "portainer",
            "PUT",
            "/users/7/",
            good,
            "there is no PUT /users/7/",
        ),
        (
            "portainer",
            "PUT",
            "/users/",
            good,
            "there is no PUT /users/",
        ),
        (
            "portainer",
            "PUT",
            "/users/seven",
            good,
            "path id: \"seven\" is not of type \"integer\"",
        ),
        (
            "portainer",
            "PUT",
            "/users/7?force=true",
            good,
            "there is no query parameter force",
        ),
        ("portainer", "PUT", "/users/7", "", "the body is missing"),
        ("portainer", "PUT", "/users/7", "{", "the body is not JSON"),
        (
            "portainer",
            "PUT",
            "/users/7",
            "[]",
            "body: [] is not of type \"object\"",
        ),
        (
            "portainer",
            "PUT",
            "/users/7",
            r#"{"role": "2"}"#,
            "body/role: \"2\" is not",
        ),
        (
            "portainer",
            "PUT",
            "/users/7",
            r#"{"role": 3}"#,
            "body/role: 3 is not one of 1 or 2",
        ),
        (
            "portainer",
            "PUT",
            "/users/7",
            r#"{"role": null}"#,
            "body/role: null is not",
        ),
        (
            "portainer",
            "PUT",
            "/users/7",
            r#"{"username": "j d"}"#,
            "body/username: \"j d\" does not match",
        ),
        (
            "portainer",
            "POST",
            "/users",
            r#"{"username": "jane"}"#,
            "body: \"role\" is a required property",
        ),
        (
            "portainer",
            "POST",
            "/users",
            r#"{"username": "", "role": 1}"#,
            "body/username: \"\" is shorter",
        ),
        ("portainer", "GET", "/users", "{}", "there is a body"),
        (
            "kestra",
            "GET",
            "/api/v1/users?page=1&page=2",
            "",
            "page is there 2 times",
        ),
        (
            "kestra",
            "GET",
            "/api/v1/users?page=3000000000",
            "",
            "query page: 3000000000 is greater",
        ),
        (
            "kestra",
            "POST",
            "/api/v1/users/7/api-tokens",
            r#"{"name": "A b"}"#,
            "body/name: \"A b\" does not match",
        ),
        (
            "alsid",
            "GET",
            "/api/users/x",
            "",
            "path id: \"x\" does not match",
        ),
        (
            "contabo",
            "GET",
            "/v1/users",
            "",
            "the header parameter x-request-id is missing",
        ),
        (
            "sftpgo",
            "POST",
            "/users",
            r#"{"username": "j", "permissions": {}, "created_at": 1}"#,
            "body/created_at",
        ),
        (
            "sftpgo",
            "GET",
            "/users?limit=501",
            "",
            "query limit: 501 is greater than the maximum of 500",
        ),
    ];
    for (vendor, method, target, body, complaint) in cases {
        let said = problems(vendor, &request(method, target, body));
        assert!(
            said.contains(complaint),
            "{vendor} {method} {target} {body}: {said:?}"
        );
    }
}

#[test]
fn headers_that_are_wrong_are_refused() {
    let mut seen = request("PUT", "/users/7", "{}");
    seen.headers[0].1 = "text/plain".to_owned();
    assert!(problems("portainer", &seen).contains("the body is not application/json"));
    let mut seen = request("PUT", "/users/7", "{}");
    seen.headers[1].1 = "Basic token".to_owned();
    assert!(problems("portainer", &seen).contains("there is no credential"));
    let mut seen = request("GET", "/v1/users", "");
    seen.headers
        .push(("x-request-id".to_owned(), "1234".to_owned()));
    assert!(problems("contabo", &seen).contains("header x-request-id: \"1234\" is not a \"uuid\""));
}

#[test]
fn an_argument_that_changed_on_the_way_is_noticed() {
    let contract = Contract::of("portainer");
    let call = |target: &str, body: &str| contract.check(&request("PUT", target, body)).unwrap();
    let given = call("/users/7", r#"{"username": "jane"}"#);
    assert_eq!(arrived_as_given(&given, &given), Ok(()));
    for (target, body) in [
        ("/users/8", r#"{"username": "jane"}"#),
        ("/users/7", "{}"),
        ("/users/7", r#"{"username": "joe"}"#),
    ] {
        assert!(
            arrived_as_given(&given, &call(target, body)).is_err(),
            "{target} {body}"
        );
    }
    let other = contract.check(&request(
        "PUT",
        "/users/7/passwd",
        r#"{"password": "a", "newPassword": "b"}"#,
    ));
    assert!(arrived_as_given(&given, &other.unwrap()).is_err());
}

#[test]
fn an_answer_that_changed_on_the_way_is_noticed() {
    let sent = json!({ "name": "jane", "none": null, "at": "2024-02-29T12:00:00+02:00" });
    let read = |read: Value| read_as_sent(Some(&sent), 200, Ok(read));
    assert_eq!(
        read(json!({ "name": "jane", "at": "2024-02-29T10:00:00Z" })),
        Ok(())
    );
    assert!(read(json!({ "name": "jane", "at": "2024-02-29T12:00:00Z" })).is_err());
    assert!(read(json!({ "at": "2024-02-29T10:00:00Z" })).is_err());
    assert!(read(json!({ "name": "jane", "at": "2024-02-29T10:00:00Z", "more": null })).is_err());
    let failed = |status, body| {
        Err(Failed {
            status: Some(status),
            body,
            message: String::new(),
        })
    };
    assert!(read_as_sent(Some(&sent), 404, Ok(sent.clone())).is_err());
    assert!(read_as_sent(Some(&sent), 404, failed(404, None)).is_err());
    assert!(read_as_sent(Some(&sent), 404, failed(500, Some(sent.clone()))).is_err());
    assert_eq!(
        read_as_sent(Some(&sent), 404, failed(404, Some(sent.clone()))),
        Ok(())
    );
}

#[test]
fn answers_that_are_wrong_are_refused() {
    let contract = Contract::of("portainer");
    let check = |body: Value| contract.check_answer("get_user", 200, &body);
    assert_eq!(
        check(json!({ "Id": 1, "Username": "jane", "Role": 2 })),
        Ok(())
    );
    assert!(check(json!({ "Id": 1, "Username": "jane" })).is_err());
    assert!(check(json!({ "Id": "1", "Username": "jane", "Role": 2 })).is_err());
    assert!(contract.check_answer("get_user", 404, &json!([])).is_err());
}

#[test]
fn keywords_of_openapi_keep_their_meaning() {
    let description = Description {
        vendor: "test".to_owned(),
        value: json!({ "components": { "schemas": { "Key": { "type": "string", "readOnly": true } } } }),
    };
    let cases = [
        (
            json!({ "type": "string", "nullable": true }),
            json!(null),
            true,
        ),
        (json!({ "type": "string" }), json!(null), false),
        (
            json!({ "type": "string", "nullable": true, "enum": ["a"] }),
            json!(null),
            true,
        ),
        (
            json!({ "type": "string", "nullable": true, "enum": ["a"] }),
            json!("b"),
            false,
        ),
        (
            json!({ "minimum": 1, "exclusiveMinimum": true }),
            json!(1),
            false,
        ),
        (
            json!({ "minimum": 1, "exclusiveMinimum": false }),
            json!(1),
            true,
        ),
        (
            json!({ "maximum": 1, "exclusiveMaximum": true }),
            json!(1),
            false,
        ),
        (
            json!({ "type": "integer", "format": "int32" }),
            json!(2_147_483_648_u32),
            false,
        ),
        (
            json!({ "type": "string", "format": "byte" }),
            json!("aGk="),
            true,
        ),
        (
            json!({ "type": "string", "format": "byte" }),
            json!("h?k="),
            false,
        ),
        (
            json!({ "type": "string", "format": "date-time" }),
            json!("yesterday"),
            false,
        ),
        (
            json!({ "$ref": "#/components/schemas/Key", "enum": [] }),
            json!("a"),
            true,
        ),
        (
            json!({ "properties": { "key": { "$ref": "#/components/schemas/Key" } } }),
            json!({ "key": "a" }),
            false,
        ),
        (
            json!({ "required": ["key"], "properties": { "key": { "readOnly": true } } }),
            json!({}),
            true,
        ),
        (
            json!({ "required": ["key"], "properties": { "key": { "writeOnly": true } } }),
            json!({}),
            false,
        ),
    ];
    for (schema, value, fits) in cases {
        let judged = Judge::new(&description, Way::Request)
            .of(&schema)
            .is_valid(&value);
        assert_eq!(judged, fits, "{value} under {schema}");
    }
    let response = json!({ "required": ["key"], "properties": { "key": { "readOnly": true } } });
    assert_eq!(
        translate(&description, &response, Way::Response)["required"],
        json!(["key"])
    );
}
