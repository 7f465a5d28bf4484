//! The life of a user with each command line.

use insta::assert_snapshot;
use serde_json::Value;
use workspace_tests::stand_in::{alsid, contabo, kestra, portainer, sftpgo};

use super::program::{self, Machine};

pub(crate) async fn a_user_of_sftpgo_is_not_what_the_flags_say() {
    let server = sftpgo::start().await;
    let machine = program::sftpgo(&server);
    let shown = machine.transcript(&[
        &program::create_user(
            "jane",
            &[
                "--email",
                "jane@example.com",
                "--status",
                "enabled",
                "--columns",
                "username,email,status",
                "--output",
                "csv",
            ],
        ),
        &[
            "update-user",
            "jane",
            "--email",
            "jane@example.org",
            "--filters.allowed-ip",
            "10.0.0.0/8",
            "--filters.allowed-ip",
            "192.0.2.1/32",
        ],
        &["list-users", "--output", "table"],
        &["delete-user", "jane", "--yes"],
        &["get-user", "jane"],
    ]);
    assert_snapshot!("sftpgo_life", shown);
}

pub(crate) async fn an_update_takes_away_what_it_does_not_name() {
    let server = sftpgo::start().await;
    let machine = program::sftpgo(&server);
    machine.create_user("jane", &["--description", "kept"]);
    machine.prints(&[
        "update-user",
        "jane",
        "--email",
        "jane@example.com",
        "--permissions",
        "/in=list,download",
    ]);
    let get = |machine: &program::Machine| -> Value {
        serde_json::from_str(&machine.prints(&["get-user", "jane"])).expect("JSON in a pipe")
    };
    let jane = get(&machine);
    assert_eq!(jane["description"], "kept");
    assert_eq!(jane["email"], "jane@example.com");
    assert_eq!(jane["permissions"]["/"][0], "*");
    assert_eq!(jane["permissions"]["/in"][1], "download");

    machine.prints(&[
        "update-user",
        "jane",
        "--replace",
        "--permissions",
        "/=*",
        "--home-dir",
        "/srv/jane",
    ]);
    assert!(
        get(&machine)["description"]
            .as_str()
            .is_none_or(str::is_empty)
    );
}

pub(crate) async fn a_list_ends_with_its_first_page() {
    let server = sftpgo::start().await;
    let machine = program::sftpgo(&server);
    for number in 0..7 {
        machine.create_user(&format!("user-{number}"), &[]);
    }
    let lines = |arguments: &[&str]| machine.prints(arguments).lines().count();
    assert_eq!(
        lines(&["list-users", "--output", "jsonl", "--page-size", "2"]),
        7
    );
    assert_eq!(
        lines(&["list-users", "--output", "jsonl", "--limit", "3"]),
        3
    );
    assert_eq!(
        lines(&["list-users", "--output", "csv", "--columns", "username"]),
        8
    );
    let all: Vec<Value> =
        serde_json::from_str(&machine.prints(&["list-users"])).expect("one array");
    assert_eq!(all.len(), 7);
}

pub(crate) async fn a_profile_outlives_its_logout() {
    let server = sftpgo::start().await;
    let machine = Machine::of("sftpgo-users", &server)
        .set("USERNAME", sftpgo::ADMIN)
        .set("PASSWORD", sftpgo::PASSWORD);
    let home = machine.home.path().display().to_string();
    let shown = machine.transcript(&[
        &["login", "--profile", "test"],
        &["list-users", "--profile", "test"],
        &["logout", "--profile", "test"],
        &["list-users", "--profile", "test"],
        &["logout", "--profile", "test"],
        &["logout"],
    ]);
    assert_snapshot!("logout", shown.replace(&home, "[home]"));
    let path = machine
        .home
        .path()
        .join("config/sftpgo-users/profiles.yaml");
    let kept = std::fs::read_to_string(path).expect("the file stays");
    assert!(
        !kept.contains("test") && !kept.contains(sftpgo::ADMIN),
        "{kept}"
    );
}

pub(crate) async fn the_other_four_do_not_list_their_users() {
    let alsid = alsid::start().await;
    let contabo = contabo::start().await;
    let kestra = kestra::start().await;
    let portainer = portainer::start().await;
    let shown = [
        program::alsid(&alsid).transcript(&[&["list-users", "--output", "table"]]),
        program::contabo(&contabo).transcript(&[&[
            "list-users",
            "--output",
            "table",
            "--columns",
            "email,firstName",
        ]]),
        program::kestra(&kestra).transcript(&[&[
            "list-users",
            "--output",
            "table",
            "--columns",
            "username",
        ]]),
        program::portainer(&portainer).transcript(&[&["list-users", "--output", "table"]]),
    ];
    assert_snapshot!("lists", shown.join("\n"));
}

pub(crate) async fn a_body_in_a_file_is_not_read() {
    let server = sftpgo::start().await;
    let machine = program::sftpgo(&server);
    machine.file(
        "jane.yaml",
        "username: jane\nhome_dir: /srv/jane\npermissions: {/: ['*']}\nemail: old@example.com\n",
    );
    machine.prints(&[
        "create-user",
        "--body",
        "jane.yaml",
        "--email",
        "new@example.com",
    ]);
    assert!(
        machine
            .prints(&["get-user", "jane"])
            .contains("new@example.com")
    );
    let erik = r#"{"username": "erik", "home_dir": "/srv/erik", "permissions": {"/": ["*"]}}"#;
    assert_eq!(
        machine
            .run_with(&["create-user", "--body", "-"], erik)
            .status,
        0
    );
    machine.prints(&["get-user", "erik"]);
}

pub(crate) fn a_template_lacks_a_property() {
    let machine = program::Machine::new("alsid-users", "http://127.0.0.1:9".to_owned());
    assert_snapshot!(
        "template",
        machine.prints(&["create-users", "--body-template"])
    );
}
