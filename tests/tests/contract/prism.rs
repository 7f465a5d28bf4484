//! A foreign validator between client and server.
//!
//! With `CONTRACT_PRISM=1`, a proxy of Prism's stands between every client and its server: it looks at each request and
//! each answer, and answers with an error of its own where it finds something that the description does not allow. It
//! comes from npm, so Node.js and a network are needed once.
//!
//! What the descriptions allow and Prism cannot let pass is left out then: integers beyond those of JavaScript, the empty
//! answers of `x-body-optional`, an extension that it does not know, and JSON that calls itself text, and commas in
//! what is joined by commas. Required parameters that have a default are always
//! given: our descriptions mean by that, that the server does without them, and Prism does not.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

use workspace_tests::description::Description;

/// A running proxy; it ends when this is dropped.
pub(crate) struct Prism {
    process: Child,
    port: u16,
}

impl Prism {
    /// A proxy for a server, if the environment asks for one.
    pub(crate) fn asked_for(vendor: &str, server: &str) -> Option<Self> {
        is_asked_for().then(|| Self::start(vendor, server))
    }

    fn start(vendor: &str, server: &str) -> Self {
        // Prism does not say which port it was given, so it gets one that was free a moment ago.
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let process = Command::new("node")
            .arg(installed())
            .arg("proxy")
            .arg(Description::folder().join(format!("{vendor}.yaml")))
            .arg(server)
            .args([
                "--errors",
                "--host",
                "127.0.0.1",
                "--port",
                &port.to_string(),
            ])
            .stdout(Stdio::null())
            .spawn()
            .expect("Node.js is needed for CONTRACT_PRISM");
        let prism = Self { process, port };
        let patience = Instant::now() + Duration::from_secs(60);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < patience, "Prism does not answer");
            sleep(Duration::from_millis(100));
        }
        prism
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Whether the environment asks for Prism.
pub(crate) fn is_asked_for() -> bool {
    std::env::var("CONTRACT_PRISM").is_ok_and(|value| !["", "0"].contains(&value.as_str()))
}

/// The program, installed below the build's folder.
fn installed() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("prism");
        let program = folder.join("node_modules/@stoplight/prism-cli/dist/index.js");
        if !program.exists() {
            let installed = Command::new("npm")
                .args([
                    "install",
                    "--no-save",
                    "--no-audit",
                    "--no-fund",
                    "--prefix",
                ])
                .arg(&folder)
                .arg("@stoplight/prism-cli@5")
                .status()
                .expect("npm is needed for CONTRACT_PRISM");
            assert!(installed.success(), "npm could not install Prism");
        }
        program
    })
}
