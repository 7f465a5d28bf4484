//! Each command of each vendor against its stand-in, and the help of each: a transcript for each vendor.

use std::collections::BTreeSet;

use heck::ToKebabCase as _;
use insta::assert_snapshot;
use serde_json::Value;
use workspace_tests::description::Description;
use workspace_tests::stand_in::{alsid, contabo, kestra, portainer, sftpgo};

use super::program::{self, Machine};

/// What the crate's own `login` and `logout` leave of the name that the description gives to an operation.
pub(crate) fn command_of(operation: &str) -> String {
    match operation.to_kebab_case().as_str() {
        own @ ("login" | "logout") => format!("api-{own}"),
        command => command.to_owned(),
    }
}

/// Commands in a row, as somebody at a terminal would see them.
struct Script {
    vendor: &'static str,
    machine: Machine,
    shown: String,
    missing: BTreeSet<String>,
}

impl Script {
    fn new(vendor: &'static str, machine: Machine) -> Self {
        let description = Description::of(vendor);
        let operations = description.operations();
        Self {
            vendor,
            machine,
            shown: String::new(),
            missing: operations
                .iter()
                .map(|operation| command_of(operation.id))
                .collect(),
        }
    }

    /// A value that the lines after this name as `env:NAME`, as secrets are given.
    fn knows(&mut self, name: &str, secret: &str) {
        let variable = (name.to_owned(), secret.to_owned());
        self.machine.variables.push(variable);
    }

    /// Runs a line, and gives what it prints.
    #[track_caller]
    fn run(&mut self, line: &str) -> String {
        let words: Vec<&str> = line.split_whitespace().collect();
        let run = self.machine.run(&words);
        assert_eq!(run.status, 0, "{run}");
        self.missing.remove(words[0]);
        if !self.shown.is_empty() {
            self.shown.push('\n');
        }
        self.shown.push_str(&run.to_string());
        run.output
    }

    /// Runs a line, and gives a member of the JSON that it prints.
    #[track_caller]
    fn member(&mut self, line: &str, pointer: &str) -> String {
        let printed = self.run(line);
        let answer: Value = serde_json::from_str(&printed).expect("JSON in a pipe");
        match answer.pointer(pointer) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => panic!("no {pointer} in {printed}"),
        }
    }

    #[track_caller]
    fn end(self) {
        let missing = &self.missing;
        assert!(missing.is_empty(), "without a transcript: {missing:?}");
        assert_snapshot!(format!("{}_commands", self.vendor), self.shown);
    }
}

pub(crate) async fn a_command_of_sftpgo_is_never_tried() {
    let server = sftpgo::start().await;
    let mut script = Script::new("sftpgo", program::sftpgo(&server));
    script.knows("FIRST", "a long first password");
    script.run("create-user jane --permissions /=* --home-dir /srv/jane --email jane@example.com --status enabled --password env:FIRST --columns username,email --output csv");
    script.run("list-users --output table");
    script.run("get-user jane --columns username,home_dir --output csv");
    script.run("get-user jane --columns username,permissions --output csv");
    // What comes back is a message, and no user.
    script.run("update-user jane --email jane@example.org --columns username,email --output csv");
    server.state().enrol("jane");
    script.run("disable-user-2fa jane --yes");
    script.run("forgot-password jane");
    let code = server.state().mails()[0].content.clone();
    script.knows("CODE", &code);
    script.run("reset-password jane --code env:CODE --password env:FIRST");
    script.run("delete-user jane --yes");
    script.end();
}

pub(crate) async fn a_command_of_portainer_is_never_tried() {
    let server = portainer::fresh().await;
    let mut script = Script::new("portainer", program::portainer(&server));
    script.knows("ADMIN", portainer::PASSWORD);
    script.knows("FIRST", "a long first password");
    script.knows("SECOND", "a long second password");
    script.run("init-admin admin --password env:ADMIN --columns Id,Username --output csv");
    script.run("check-admin");
    script.run("create-user jane standard --password env:FIRST --output yaml");
    server.state().join_team(2, 1, 1);
    script.run("list-users --output table --columns Id,Username,Role");
    script.run("get-user 2 --columns Username,Role --output csv");
    script.run("update-user 2 --username jane.doe --columns Username --output csv");
    script.run("list-team-memberships 2 --output table");
    script.run("update-password 1 --password env:ADMIN --new-password env:SECOND");
    // The login is another one from now on.
    for (name, value) in &mut script.machine.variables {
        if name.ends_with("_USERS_PASSWORD") {
            *value = "a long second password".to_owned();
        }
    }
    script.run("create-api-key 1 ci --columns rawAPIKey --output csv");
    script.run("list-api-keys 1 --columns id,description --output csv");
    script.run("delete-api-key 1 1 --yes");
    script.run("delete-user 2 --yes");
    script.end();
}

pub(crate) async fn a_command_of_alsid_is_never_tried() {
    let server = alsid::start().await;
    let mut script = Script::new("alsid", program::alsid(&server));
    script.knows("ADMIN", alsid::PASSWORD);
    script.knows("FIRST", "a long first password");
    script.run("api-login admin@example.com --password env:ADMIN");
    script.run("get-current-user --output yaml");
    script.run("create-users jane jane@example.com --password env:FIRST --active --columns id,name,email --output csv");
    script.run("list-users --output table");
    script.run("get-user 2 --columns name,email,active --output csv");
    script.run("update-user 2 --surname Doe --columns name,surname --output csv");
    script.run("replace-user-roles 2 --roles 1 --roles 2");
    script.run("update-password --old-password env:ADMIN --new-password env:FIRST");
    script.run("forgot-password jane@example.com");
    let token = server.state().mails()[0].content.clone();
    script.knows("TOKEN", &token);
    script.run("reset-password --token env:TOKEN --new-password env:FIRST");
    script.run("delete-user 2 --yes");
    script.run("api-logout");
    script.end();
}

pub(crate) async fn a_command_of_contabo_is_never_tried() {
    let server = contabo::start().await;
    let mut script = Script::new("contabo", program::contabo(&server));
    let jane = script.member(
        "create-user jane@example.com de --enabled --totp=false --roles 2",
        "/userId",
    );
    script.run("list-users --order-by email:desc --output table --columns email,locale");
    script.run(&format!("get-user {jane} --output yaml"));
    script.run(&format!("update-user {jane} --last-name Doe"));
    script.run(&format!("resend-email-verification {jane}"));
    script.run(&format!(
        "reset-password {jane} --redirect-url https://example.com/"
    ));
    let number = script.member(
        &format!("list-object-storage-credentials {jane}"),
        "/0/credentialId",
    );
    let credential = format!("{jane} {} {number}", contabo::OBJECT_STORAGE);
    script.run(&format!(
        "get-object-storage-credential {credential} --columns region,accessKey --output csv"
    ));
    script.run(&format!(
        "regenerate-object-storage-credential {credential} --yes --columns region,secretKey --output csv"
    ));
    script.run(&format!("delete-user {jane} --yes"));
    script.run("get-client --columns clientId --output csv");
    script.run("generate-client-secret --yes");
    script.end();
}

pub(crate) async fn a_command_of_kestra_is_never_tried() {
    let server = kestra::start().await;
    let mut script = Script::new("kestra", program::kestra(&server));
    script.knows("FIRST", "a long first password");
    script.knows("ADMIN", kestra::PASSWORD);
    let jane = script.member(
        "create-user jane@example.com --first-name Jane --tenants main --groups developers --password env:FIRST",
        "/id",
    );
    script.run("list-users --sort username:asc --output table --columns username,displayName");
    script.run(&format!(
        "get-user {jane} --columns username,groups --output csv"
    ));
    script.run(&format!(
        "update-user {jane} jane@example.org --last-name Doe --columns displayName,email --output csv"
    ));
    script.run(&format!(
        "update-user-details {jane} --last-name Roe --columns displayName,email --output csv"
    ));
    script.run("autocomplete-users main --q jane");
    script.run(&format!(
        "replace-user-groups main {jane} --group-ids admins --group-ids developers"
    ));
    script.run(&format!("set-user-restricted {jane} --restricted"));
    script.run(&format!("set-user-super-admin {jane} --super-admin=false"));
    script.run(&format!(
        "set-user-password {jane} --password env:FIRST --columns username --output csv"
    ));
    script.run(&format!("impersonate-user {jane}"));
    script.run(&format!("delete-user-refresh-token {jane} --yes"));
    script.run(&format!(
        "delete-user-auth-method {jane} {jane}-basic --yes --columns username,auths --output csv"
    ));
    let account = kestra::SERVICE_ACCOUNT;
    for (create, list, delete, of) in [
        (
            "create-user-api-token",
            "list-user-api-tokens",
            "delete-user-api-token",
            jane.clone(),
        ),
        (
            "create-service-account-api-token",
            "list-service-account-api-tokens",
            "delete-service-account-api-token",
            account.to_owned(),
        ),
        (
            "create-tenant-service-account-api-token",
            "list-tenant-service-account-api-tokens",
            "delete-tenant-service-account-api-token",
            format!("main {account}"),
        ),
    ] {
        let token = script.member(&format!("{create} {of} ci --max-age P30D"), "/id");
        script.run(&format!(
            "{list} {of} --columns id,name,expired --output csv"
        ));
        script.run(&format!("{delete} {of} {token} --yes"));
    }
    script.run(&format!("delete-user {jane} --yes"));
    script.run("update-current-user-password --old-password env:ADMIN --new-password env:FIRST");
    script.end();
}

pub(crate) fn the_help_of_a_command_is_not_what_it_was() {
    for vendor in Description::vendors() {
        let name: &'static str = format!("{vendor}-users").leak();
        let machine = Machine::new(name, "http://127.0.0.1:9".to_owned());
        let description = Description::of(&vendor);
        let mut shown = machine.prints(&["-h"]);
        let mut common: Option<String> = None;
        for operation in description.operations() {
            let command = command_of(operation.id);
            let help = machine.prints(&[&command, "-h"]);
            // What all commands take says the same everywhere.
            let at = help.find("\nConnection:").expect("where the server is");
            let (own, rest) = help.split_at(at);
            assert_eq!(common.get_or_insert(rest.to_owned()), rest, "{command}");
            shown.push_str(&format!("\n$ {name} {command} -h\n{own}"));
        }
        assert_snapshot!(format!("{vendor}_help"), shown);
    }
}
