//! The script that starts the servers leaves some behind, or opens them to the network.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

/// Writes down what it is called with. A container runs until `dead` lies beside it.
const DOCKER: &str = r#"#!/usr/bin/env bash
here="$(dirname "$0")"
echo "$*" >>"$here/calls"
case "$1" in
port) echo 127.0.0.1:1 ;;
ps) [[ -e "$here/dead" && "$*" != *--all* ]] || echo a-container ;;
esac
"#;

/// Nothing answers while `dead` lies beside it.
const CURL: &str = r#"#!/usr/bin/env bash
[ ! -e "$(dirname "$0")/dead" ]
"#;

fn start(programs: &Path, servers: &[&str]) -> (Output, Vec<String>) {
    for (name, text) in [("docker", DOCKER), ("curl", CURL)] {
        let path = programs.join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = std::env::var("PATH").unwrap();
    let output = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/live/servers.sh"))
        .arg("start")
        .args(servers)
        .env("PATH", format!("{}:{path}", programs.display()))
        .output()
        .expect("bash is there");
    let calls = fs::read_to_string(programs.join("calls")).unwrap_or_default();
    (output, calls.lines().map(str::to_owned).collect())
}

#[test]
fn a_server_is_open_to_the_network_or_its_address_is_not_said() {
    let programs = tempfile::tempdir().unwrap();
    let (output, calls) = start(programs.path(), &[]);
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    for vendor in ["SFTPGO", "PORTAINER", "KEYCLOAK"] {
        assert!(
            said.contains(&format!("export {vendor}_URL=http://127.0.0.1:1")),
            "{said}"
        );
    }
    let started: Vec<&String> = calls
        .iter()
        .filter(|call| call.starts_with("run"))
        .collect();
    assert_eq!(started.len(), 3);
    for call in started {
        assert!(call.contains("--publish 127.0.0.1::"), "{call}");
    }
    assert!(!calls.last().unwrap().starts_with("rm"), "{calls:?}");
}

#[test]
fn a_server_that_does_not_start_is_waited_for_or_others_stay_behind() {
    let programs = tempfile::tempdir().unwrap();
    fs::write(programs.path().join("dead"), "").unwrap();
    let (output, calls) = start(programs.path(), &["sftpgo"]);
    assert!(!output.status.success());
    assert_eq!(output.stdout, b"");
    assert!(calls.last().unwrap().starts_with("rm"), "{calls:?}");
}

#[test]
fn a_server_of_another_name_is_looked_for() {
    let programs = tempfile::tempdir().unwrap();
    let (output, calls) = start(programs.path(), &["keycloak", "mars"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(calls.is_empty(), "{calls:?}");
}
