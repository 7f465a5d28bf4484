//! The lives of users with the command lines of the other four, and what goes wrong there.

use insta::assert_snapshot;
use serde_json::Value;
use workspace_tests::server::{self, Server};
use workspace_tests::stand_in::{alsid, contabo, kestra, portainer};

use super::program::{self, Machine};

/// A member of what a run prints as JSON.
#[track_caller]
fn printed(machine: &Machine, arguments: &[&str], input: &str, pointer: &str) -> String {
    let run = machine.run_with(arguments, input);
    assert_eq!(run.status, 0, "{run}");
    let answer: Value = serde_json::from_str(&run.output).expect("JSON in a pipe");
    match answer.pointer(pointer) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => panic!("no {pointer} in {run}"),
    }
}

/// What a user goes through: read, changed, listed, deleted twice.
fn life(machine: &Machine, id: &str, columns: &str, update: &[&str]) -> String {
    let get = ["get-user", id, "--output", "csv", "--columns", columns];
    let list = ["list-users", "--output", "table", "--columns", columns];
    machine.transcript(&[
        &get,
        update,
        &get,
        &list,
        &["delete-user", id],
        &["delete-user", id, "--yes"],
        &["delete-user", id, "--yes"],
        &["get-user", id, "--output", "json"],
    ])
}

/// What each of them says to a wrong credential, to none, and when it cannot be reached.
fn refusals(wrong: &Machine, name: &'static str) -> [i32; 3] {
    let nowhere = Machine {
        variables: wrong.variables.clone(),
        ..Machine::new(name, "http://127.0.0.1:9".to_owned())
    };
    let without = Machine::new(name, wrong.url.clone());
    [wrong, &without, &nowhere].map(|machine| {
        let run = machine.run(&["list-users"]);
        assert!(!run.errors.contains("wrong-one"), "{run}");
        run.status
    })
}

pub(crate) async fn a_user_of_alsid_is_not_what_the_flags_say() {
    let server = alsid::start().await;
    let machine = program::alsid(&server);
    let create = [
        "create-users",
        "jane",
        "jane@example.com",
        "--password",
        "-",
        "--active",
        "--surname",
        "Doe",
        "--item",
        "name=erik,email=erik@example.com,password=env:ERIK",
    ];
    let machine_with = Machine {
        variables: [
            machine.variables.clone(),
            vec![("ERIK".to_owned(), "another password".to_owned())],
        ]
        .concat(),
        ..machine
    };
    // An item of the list stands before what the other flags make.
    let id = printed(&machine_with, &create, "first password\n", "/1/id");
    assert_snapshot!(
        "alsid_life",
        life(
            &machine_with,
            &id,
            "id,name,surname,active",
            &[
                "update-user",
                &id,
                "--surname",
                "Roe",
                "--columns",
                "name,surname",
                "--output",
                "csv"
            ]
        )
    );
    let wrong = Machine::of("alsid-users", &server).set("API_KEY", "wrong-one");
    assert_eq!(refusals(&wrong, "alsid-users"), [3, 3, 5]);
}

pub(crate) async fn a_user_of_contabo_is_not_what_the_flags_say() {
    let server = contabo::start().await;
    let machine = program::contabo(&server);
    let create = [
        "create-user",
        "jane@example.com",
        "de",
        "--enabled",
        "--totp=false",
        "--first-name",
        "Jane",
        "--roles",
        "2",
    ];
    let id = printed(&machine, &create, "", "/userId");
    assert_snapshot!(
        "contabo_life",
        life(
            &machine,
            &id,
            "email,firstName,lastName",
            &["update-user", &id, "--last-name", "Doe", "--output", "yaml"]
        )
    );
    let wrong = Machine::of("contabo-users", &server).set("BEARER", "wrong-one");
    assert_eq!(refusals(&wrong, "contabo-users"), [3, 3, 5]);
}

pub(crate) async fn a_user_of_kestra_is_not_what_the_flags_say() {
    let server = kestra::start().await;
    let machine = program::kestra(&server);
    let create = [
        "create-user",
        "jane@example.com",
        "--first-name",
        "Jane",
        "--tenants",
        "main",
        "--groups",
        "developers",
        "--password",
        "-",
    ];
    let id = printed(&machine, &create, "first password\n", "/id");
    assert_snapshot!(
        "kestra_life",
        life(
            &machine,
            &id,
            "username,displayName",
            &[
                "update-user-details",
                &id,
                "--last-name",
                "Doe",
                "--columns",
                "displayName",
                "--output",
                "csv"
            ]
        )
    );
    let wrong = Machine::of("kestra-users", &server)
        .set("USERNAME", kestra::ADMIN)
        .set("PASSWORD", "wrong-one");
    assert_eq!(refusals(&wrong, "kestra-users"), [3, 3, 5]);
}

pub(crate) async fn a_user_of_portainer_is_not_what_the_flags_say() {
    let server = portainer::start().await;
    let machine = program::portainer(&server);
    let create = ["create-user", "jane", "standard", "--password", "-"];
    let id = printed(&machine, &create, "a long enough password\n", "/Id");
    assert_snapshot!(
        "portainer_life",
        life(
            &machine,
            &id,
            "Id,Username,Role",
            &[
                "update-user",
                &id,
                "--role",
                "admin",
                "--columns",
                "Username,Role",
                "--output",
                "csv"
            ]
        )
    );
    let wrong = Machine::of("portainer-users", &server)
        .set("USERNAME", portainer::ADMIN)
        .set("PASSWORD", "wrong-one");
    assert_eq!(refusals(&wrong, "portainer-users"), [3, 3, 5]);
}

pub(crate) async fn a_machine_that_is_banned_is_told_to_check_its_password() {
    let banned = server::json(403, r#"{"message":"Access denied to resource"}"#);
    let server = Server::always(banned).await;
    let machine = Machine::new("portainer-users", server.url())
        .set("USERNAME", portainer::ADMIN)
        .set("PASSWORD", portainer::PASSWORD);
    let run = machine.run(&["list-users"]);
    assert_eq!(run.status, 3, "{run}");
    assert!(
        run.errors
            .contains("403 Access denied to resource; wait before"),
        "{run}"
    );
}
