//! What it costs to depend on a client: `cargo run -p workspace-tests --example cost`.
//!
//! For each client a program that lists users is built in a folder of its own, in turns with one that does the same with
//! reqwest alone. The table has the number of crates that are linked in, the time of a clean release build, and the
//! size of the binary; two more columns compare the first two with those of reqwest alone. Each is built three times, and the
//! median of the ratios is held against the goal: it exits with 1 if one is missed. `-- --quick` leaves out the builds;
//! `-- NAME…` keeps the programs of these names.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use tempfile::TempDir;
use workspace_tests::usage::{Usage, measure};

/// How many crates a client may bring that reqwest does not.
const CRATES: usize = 10;

/// How much longer than with reqwest alone a build may take.
const TIME: f64 = 1.15;

/// How often each is built: the same build takes a twentieth more or less from one time to the next.
const ROUNDS: usize = 3;

struct Program {
    name: &'static str,
    /// In `[dependencies]`; `{crates}` is the folder of the clients.
    dependency: &'static str,
    /// The body of `main`.
    code: &'static str,
}

/// What the others are compared with.
const REQWEST: Program = Program {
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
};

const PROGRAMS: &[Program] = &[
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

/// What a program costs.
struct Cost {
    crates: usize,
    build: Option<Build>,
}

struct Build {
    usage: Usage,
    size: u64,
    stripped: u64,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let rounds = if quick { 1 } else { ROUNDS };
    let named: Vec<&String> = arguments
        .iter()
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let chosen = |program: &&Program| {
        named.is_empty() || named.iter().any(|name| name.as_str() == program.name)
    };
    if let Some(unknown) = named
        .iter()
        .find(|name| PROGRAMS.iter().all(|program| program.name != name.as_str()))
    {
        let names: Vec<&str> = PROGRAMS.iter().map(|program| program.name).collect();
        eprintln!("there is no program `{unknown}`: {}", names.join(", "));
        return ExitCode::from(2);
    }
    println!(
        "| program | crates | clean release build | on a processor | binary | stripped | crates more, goal ≤ {CRATES} | time, goal ≤ {TIME} | |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    let mut met = true;
    for program in PROGRAMS.iter().filter(chosen) {
        let mut ratios = Vec::new();
        let mut more = 0;
        for round in 0..rounds {
            // A machine's speed may change within minutes, and whoever comes second finds warmer caches.
            let (reqwest, cost) = if round % 2 == 0 {
                let reqwest = REQWEST.cost(quick);
                (reqwest, program.cost(quick))
            } else {
                let cost = program.cost(quick);
                (REQWEST.cost(quick), cost)
            };
            more = cost.crates.saturating_sub(reqwest.crates);
            let clock = |cost: &Cost| Some(cost.build.as_ref()?.usage.clock.as_secs_f64());
            let ratio = clock(&cost)
                .zip(clock(&reqwest))
                .map(|(ours, theirs)| ours / theirs);
            ratios.extend(ratio);
            let ratio = ratio.map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
            REQWEST.show(&reqwest, "| |");
            program.show(&cost, &format!("{more} | {ratio} |"));
        }
        ratios.sort_by(f64::total_cmp);
        let median = ratios.get(ratios.len() / 2).copied();
        let is_met = more <= CRATES && median.is_none_or(|ratio| ratio <= TIME);
        let verdict = if is_met { "met" } else { "MISSED" };
        let median = median
            .map(|ratio| format!("{ratio:.3}"))
            .unwrap_or_default();
        println!(
            "| **{}** | | | | | | {more} | {median} | {verdict} |",
            program.name
        );
        met &= is_met;
    }
    if met {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

impl Program {
    fn cost(&self, quick: bool) -> Cost {
        let folder = TempDir::new().expect("a temporary folder");
        self.write(folder.path());
        Cost {
            crates: count(folder.path()),
            build: (!quick).then(|| build(folder.path())),
        }
    }

    fn show(&self, cost: &Cost, compared: &str) {
        let build = cost.build.as_ref().map(|build| {
            format!(
                "{:.1} s | {:.1} s | {:.2} MB | {:.2} MB",
                build.usage.clock.as_secs_f64(),
                build.usage.processor.as_secs_f64(),
                build.size as f64 / 1e6,
                build.stripped as f64 / 1e6,
            )
        });
        let build = build.unwrap_or_else(|| "| | |".to_owned());
        println!("| {} | {} | {build} | {compared} |", self.name, cost.crates);
    }

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

fn cargo(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"));
    command
}

/// How many crates are linked into the program, itself not counted.
fn count(folder: &Path) -> usize {
    let arguments = [
        "tree", "--edges", "normal", "--prefix", "none", "--format", "{p}",
    ];
    let output = cargo(folder, &arguments).output().expect("cargo runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo tree: {errors}");
    let tree = String::from_utf8_lossy(&output.stdout);
    let crates: std::collections::BTreeSet<&str> = tree
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .filter(|line| !line.contains("(proc-macro)"))
        .collect();
    crates.len() - 1
}

/// A clean build.
fn build(folder: &Path) -> Build {
    measure(&mut cargo(folder, &["fetch"]));
    let usage = measure(&mut cargo(folder, &["build", "--release"]));
    let binary = folder
        .join("target/release")
        .join(format!("cost{}", std::env::consts::EXE_SUFFIX));
    let size_of = || fs::metadata(&binary).expect("the binary is there").len();
    let size = size_of();
    let strip = ["rustc", "--release", "--", "-C", "strip=symbols"];
    measure(&mut cargo(folder, &strip));
    Build {
        usage,
        size,
        stripped: size_of(),
    }
}
