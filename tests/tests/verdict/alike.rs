//! What changed in the same way in many places, and is said once.

use xtask::verdict::Interface;

use super::told;

const OLD: &str = "shop 0.3.1 (Shop 1)

error serde_json::Value

GET /v1/users  list_users() -> Result<Vec<types::User>, types::Problem>  [public]
GET /v1/pets  watch_pets() -> Result<EventStream<types::Pet, types::Problem>, types::Problem>  [public]
PUT /v1/users/{id}  put_user(id: i64, body: &types::User) -> Result<(), types::Problem>  [public]

struct Failure
  code: i64?
struct Pet
  owner: User?
struct Problem
  code: i64
  text: String?
struct User::new(name)
  name: String
  email: String?
";

fn changed(changes: &[(&str, &str)]) -> Vec<String> {
    let new = changes
        .iter()
        .fold(OLD.to_owned(), |text, (before, after)| {
            assert!(text.contains(before), "{before}");
            text.replace(before, after)
        });
    let (old, new): (Interface, Interface) = (OLD.parse().unwrap(), new.parse().unwrap());
    told(&old, &new)
}

#[test]
fn an_error_that_all_operations_have_is_told_for_each_of_them() {
    assert_eq!(
        changed(&[("types::Problem", "types::Failure")]),
        [
            "breaking: list_users and 2 more operations fail with types::Failure, no longer with types::Problem"
        ]
    );
    assert_eq!(
        changed(&[
            ("types::Problem", "types::Failure"),
            ("Vec<types::User>", "types::User")
        ]),
        [
            "breaking: watch_pets and 1 more operation fail with types::Failure, no longer with types::Problem",
            "breaking: list_users returns Result<types::User, types::Failure>, no longer Result<Vec<types::User>, types::Problem>",
        ]
    );
}

#[test]
fn a_version_at_the_beginning_of_all_paths_is_told_for_each_of_them() {
    assert_eq!(
        changed(&[("/v1/", "/api/v2/")]),
        ["patch: list_users and 2 more operations are sent below /api/v2, no longer below /v1"]
    );
    // With another method, too, it is no part of what they have in common.
    assert_eq!(
        changed(&[("/v1/", "/"), ("PUT", "PATCH")]),
        [
            "patch: list_users and 1 more operation are sent below /, no longer below /v1",
            "patch: put_user is sent to PATCH /users/{id}, no longer PUT /v1/users/{id}",
        ]
    );
}

#[test]
fn a_type_with_a_new_name_and_a_new_field_is_told_as_gone_wherever_it_stands() {
    assert_eq!(
        changed(&[
            ("User", "Person"),
            ("email: String?", "email: String?\n  age: i64?")
        ]),
        [
            "breaking: User is called Person now",
            "addition: Person.age is new: i64?",
        ]
    );
    // What has little in common with it is another type.
    let other = changed(&[
        ("User", "Person"),
        ("name: String", "title: String"),
        ("(name)", "(title)"),
    ]);
    assert!(
        other.contains(&"breaking: User was removed".to_owned()),
        "{other:#?}"
    );
}
