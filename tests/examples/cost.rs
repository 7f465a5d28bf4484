//! What it costs to depend on a client: `cargo run -p workspace-tests --example cost`.
//!
//! For each client a program that lists users is built in a folder of its own, next to one that does the same with
//! reqwest alone. The table has the number of crates that are linked in, the time of a clean release build, and the
//! size of the binary. `-- --quick` leaves out the builds; `-- NAME…` keeps the programs of these names.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

struct Program {
    name: &'static str,
    /// In `[dependencies]`; `{crates}` is the folder of the clients.
    dependency: &'static str,
    /// The body of `main`.
    code: &'static str,
}

const PROGRAMS: &[Program] = &[
    Program {
        name: "reqwest alone",
        dependency: "reqwest = { version = \"0.13.5\", default-features = false, features = [\"http2\", \"json\", \"rustls-no-provider\"] }\n\
                     rustls = { version = \"0.23\", default-features = false, features = [\"ring\", \"std\", \"tls12\"] }\n\
                     serde = { version = \"1\", features = [\"derive\"] }\n",
        code: "#[derive(serde::Deserialize)]\n    struct User {\n        username: String,\n    }\n    \
               let _ = rustls::crypto::ring::default_provider().install_default();\n    \
               let client = reqwest::Client::builder().timeout(std::time::Duration::from_secs(30)).build()?;\n    \
               let request = client.get(format!(\"{url}/users\")).header(\"x-api-key\", key);\n    \
               let users: Vec<User> = request.send().await?.error_for_status()?.json().await?;\n    \
               for user in users {\n        println!(\"{}\", user.username);\n    }\n",
    },
    Program {
        name: "portainer-users",
        dependency: "portainer-users = { path = \"{crates}/portainer-users\" }\n",
        code: "use portainer_users::{Client, Credentials};\n    \
               let client = Client::builder(url).credentials(Credentials::api_key(key)).build()?;\n    \
               for user in client.list_users().await? {\n        println!(\"{}\", user.username);\n    }\n",
    },
    Program {
        name: "kestra-users",
        dependency: "kestra-users = { path = \"{crates}/kestra-users\" }\n",
        code: "use kestra_users::{Client, Credentials};\n    \
               let client = Client::builder(url).credentials(Credentials::bearer(key)).build()?;\n    \
               for user in client.list_users().await?.results {\n        println!(\"{:?}\", user.id);\n    }\n",
    },
    Program {
        name: "alsid-users",
        dependency: "alsid-users = { path = \"{crates}/alsid-users\" }\n",
        code: "use alsid_users::{Client, Credentials};\n    \
               let client = Client::builder(url).credentials(Credentials::api_key(key)).build()?;\n    \
               for user in client.list_users().await? {\n        println!(\"{:?}\", user.id);\n    }\n",
    },
    Program {
        name: "sftpgo-users",
        dependency: "sftpgo-users = { path = \"{crates}/sftpgo-users\" }\n",
        code: "use sftpgo_users::{Client, Credentials};\n    \
               let client = Client::builder(url).credentials(Credentials::api_key(key)).build()?;\n    \
               for user in client.list_users().await? {\n        println!(\"{}\", user.username);\n    }\n",
    },
    Program {
        name: "contabo-users",
        dependency: "contabo-users = { path = \"{crates}/contabo-users\" }\n",
        code: "use contabo_users::{Client, Credentials};\n    \
               let client = Client::builder(url).credentials(Credentials::bearer(key)).build()?;\n    \
               for user in client.list_users().await?.data {\n        println!(\"{}\", user.email);\n    }\n",
    },
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let named: Vec<&String> = arguments
        .iter()
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    println!("| program | crates | clean release build | binary | stripped |");
    println!("|---|---|---|---|---|");
    for program in PROGRAMS {
        if !named.is_empty() && !named.iter().any(|name| name.as_str() == program.name) {
            continue;
        }
        let folder = TempDir::new().expect("a temporary folder");
        program.write(folder.path());
        let crates = count(folder.path());
        if quick {
            println!("| {} | {crates} | | | |", program.name);
            continue;
        }
        let (time, size, stripped) = build(folder.path());
        println!(
            "| {} | {crates} | {:.0} s | {:.2} MB | {:.2} MB |",
            program.name,
            time.as_secs_f64(),
            size as f64 / 1e6,
            stripped as f64 / 1e6,
        );
    }
}

impl Program {
    fn write(&self, folder: &Path) {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let workspace = workspace.canonicalize().expect("the workspace");
        let crates = workspace
            .join("crates")
            .display()
            .to_string()
            .replace('\\', "/");
        let manifest = format!(
            "[package]\nname = \"cost\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{}\
             tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\n[workspace]\n",
            self.dependency.replace("{crates}", &crates),
        );
        let main = format!(
            "#[tokio::main(flavor = \"current_thread\")]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
             let mut arguments = std::env::args().skip(1);\n    \
             let (url, key) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());\n    \
             {}    Ok(())\n}}\n",
            self.code,
        );
        fs::create_dir(folder.join("src")).expect("a folder for the code");
        fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest is written");
        fs::write(folder.join("src/main.rs"), main).expect("the code is written");
        // The versions of this workspace, so that all programs have the same.
        fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock"))
            .expect("the lock file is copied");
    }
}

fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .expect("cargo runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {arguments:?}: {errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// How many crates are linked into the program, itself not counted.
fn count(folder: &Path) -> usize {
    let tree = cargo(
        folder,
        &[
            "tree", "--edges", "normal", "--prefix", "none", "--format", "{p}",
        ],
    );
    let crates: std::collections::BTreeSet<&str> = tree
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .filter(|line| !line.contains("(proc-macro)"))
        .collect();
    crates.len() - 1
}

/// The time of a clean build and the sizes of the binary.
fn build(folder: &Path) -> (Duration, u64, u64) {
    cargo(folder, &["fetch"]);
    let start = Instant::now();
    cargo(folder, &["build", "--release"]);
    let time = start.elapsed();
    let binary = folder
        .join("target/release")
        .join(format!("cost{}", std::env::consts::EXE_SUFFIX));
    let size = || fs::metadata(&binary).expect("the binary is there").len();
    let full = size();
    cargo(folder, &["rustc", "--release", "--", "-C", "strip=symbols"]);
    (time, full, size())
}
