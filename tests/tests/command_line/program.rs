//! Running a command line as a process of its own.

use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;
use workspace_tests::stand_in::{StandIn, Vendor, alsid, contabo, kestra, portainer, sftpgo};

/// A machine on which a command line runs: a home folder, variables and a server.
pub(crate) struct Machine {
    pub(crate) name: &'static str,
    pub(crate) home: TempDir,
    pub(crate) url: String,
    pub(crate) variables: Vec<(String, String)>,
}

/// What a run came to.
pub(crate) struct Run {
    pub(crate) line: String,
    pub(crate) output: String,
    pub(crate) errors: String,
    pub(crate) status: i32,
}

impl Machine {
    pub(crate) fn new(name: &'static str, url: String) -> Self {
        Self {
            name,
            home: tempfile::tempdir().expect("a folder"),
            url,
            variables: Vec::new(),
        }
    }

    pub(crate) fn of<V: Vendor>(name: &'static str, server: &StandIn<V>) -> Self {
        Self::new(name, server.base_url())
    }

    /// With a variable, by the end of its name.
    pub(crate) fn set(mut self, name: &str, value: &str) -> Self {
        let crate_name = self.name.replace('-', "_").to_uppercase();
        self.variables
            .push((format!("{crate_name}_{name}"), value.to_owned()));
        self
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
        command
            .arg0(self.name)
            .args(arguments)
            .env_clear()
            .env("HOME", self.home.path())
            .env("XDG_CONFIG_HOME", self.home.path().join("config"))
            .env(
                format!("{}_URL", self.name.replace('-', "_").to_uppercase()),
                &self.url,
            )
            .envs(self.variables.iter().cloned())
            .current_dir(self.home.path());
        command
    }

    /// Runs to the end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, "")
    }

    /// Runs to the end with this on standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &str) -> Run {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        // A program that needs no input may be gone.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        let ended = child.wait_with_output().expect("it ends");
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).expect("the output is text");
            text.replace(&self.url, "[url]")
        };
        Run {
            line: format!("$ {} {}", self.name, arguments.join(" ")),
            output: text(ended.stdout),
            errors: text(ended.stderr),
            status: ended.status.code().unwrap_or(-1),
        }
    }

    /// What a run prints, if it ends well.
    #[track_caller]
    pub(crate) fn prints(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.status, 0, "{run}");
        run.output
    }

    /// Makes a user of SFTPGo, with what these arguments say besides.
    #[track_caller]
    pub(crate) fn create_user(&self, name: &str, more: &[&str]) -> String {
        self.prints(&create_user(name, more))
    }

    /// Several runs, as somebody at a terminal would see them.
    pub(crate) fn transcript(&self, runs: &[&[&str]]) -> String {
        let runs = runs.iter().map(|arguments| self.run(arguments).to_string());
        runs.collect::<Vec<_>>().join("\n")
    }

    /// A file in the home folder.
    pub(crate) fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.home.path().join(name);
        std::fs::write(&path, content).expect("a file");
        path
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}\n{}{}", self.line, self.output, self.errors)?;
        match self.status {
            0 => Ok(()),
            status => writeln!(formatter, "[{status}]"),
        }
    }
}

/// The arguments that make a user of SFTPGo.
pub(crate) fn create_user<'a>(name: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let needed = [
        "create-user",
        name,
        "--permissions",
        "/=*",
        "--home-dir",
        "/srv/home",
    ];
    [&needed, more].concat()
}

pub(crate) fn sftpgo(server: &StandIn<sftpgo::Sftpgo>) -> Machine {
    Machine::of("sftpgo-users", server).set("API_KEY", sftpgo::API_KEY)
}

pub(crate) fn alsid(server: &StandIn<alsid::Alsid>) -> Machine {
    Machine::of("alsid-users", server).set("API_KEY", alsid::API_KEY)
}

pub(crate) fn kestra(server: &StandIn<kestra::Kestra>) -> Machine {
    Machine::of("kestra-users", server)
        .set("USERNAME", kestra::ADMIN)
        .set("PASSWORD", kestra::PASSWORD)
}

pub(crate) fn portainer(server: &StandIn<portainer::Portainer>) -> Machine {
    Machine::of("portainer-users", server)
        .set("USERNAME", portainer::ADMIN)
        .set("PASSWORD", portainer::PASSWORD)
}

pub(crate) fn contabo(server: &StandIn<contabo::Contabo>) -> Machine {
    let token = server.state().add_token();
    Machine::of("contabo-users", server).set("BEARER", &token)
}
