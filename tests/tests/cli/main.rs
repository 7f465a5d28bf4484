//! The command line, in workspaces of its own: exit codes, reports, and what is on the disk afterwards.

mod generate;
mod regen;

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use workspace_tests::run::Run;
use xtask::cli::{self, Console};

struct Workspace(TempDir);

impl Workspace {
    /// A workspace with the descriptions `one` and `two`, and nothing generated.
    fn new() -> Self {
        let workspace = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(workspace.path("specs")).unwrap();
        fs::create_dir_all(workspace.path("crates/runtime")).unwrap();
        fs::write(
            workspace.path("crates/runtime/Cargo.toml"),
            "[package]\nname = \"runtime\"\n",
        )
        .unwrap();
        workspace.spec("one.yaml", &description("One"));
        workspace.spec("two.yaml", &description("Two"));
        workspace
    }

    fn generated() -> Self {
        let workspace = Self::new();
        let run = workspace.run(&["regen"]);
        assert_eq!(run.code, 0, "{}", run.err);
        workspace
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn spec(&self, name: &str, text: &str) {
        fs::write(self.path("specs").join(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Run {
        Run::of(arguments, |arguments, out, err| {
            cli::run(arguments, self.0.path(), &mut Console::new(out, err, false))
        })
    }
}

fn description(title: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo:\n  title: {title}\n  version: '1'\npaths:\n  /users/{{id}}:\n    get:\n      operationId: get_user\n      parameters:\n        - name: id\n          in: path\n          required: true\n          schema:\n            type: string\n      responses:\n        '200':\n          description: The user\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/User'\ncomponents:\n  schemas:\n    User:\n      type: object\n      required: [name]\n      properties:\n        name:\n          type: string\n"
    )
}

fn listing(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(listing(&path));
        } else {
            files.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
    files.sort();
    files
}

#[test]
fn lint_exits_with_0_without_and_with_1_with_findings_and_2_when_a_file_cannot_be_read() {
    let workspace = Workspace::new();
    let run = workspace.run(&["lint"]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (
            0,
            "specs/one.yaml: no findings\nspecs/two.yaml: no findings\n"
        )
    );
    workspace.spec("bad.yaml", "openapi: 4.0.0\n");
    let bad = workspace.path("specs/bad.yaml");
    let missing = workspace.path("missing.yaml");
    let run = workspace.run(&["lint", bad.to_str().unwrap(), missing.to_str().unwrap()]);
    assert_eq!(run.code, 2);
    assert_eq!(run.out, "specs/bad.yaml: 1 error\n");
    assert!(
        run.err.contains("error: missing.yaml cannot be read: "),
        "{}",
        run.err
    );
    assert_eq!(workspace.run(&["lint", bad.to_str().unwrap()]).code, 1);
}

#[test]
fn a_wrong_command_line_is_an_error_and_help_is_none() {
    let workspace = Workspace::new();
    assert_eq!(workspace.run(&["regenerate"]).code, 2);
    assert_eq!(workspace.run(&["generate", "spec.yaml"]).code, 2);
    assert_eq!(workspace.run(&[]).code, 2);
    let help = workspace.run(&["--help"]);
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    for said in [
        "regen",
        "Swagger 2.0",
        "3.2",
        "Documentation only",
        "Webhooks",
    ] {
        assert!(help.out.contains(said), "{said}: {}", help.out);
    }
}

#[test]
fn a_workspace_without_descriptions_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace(folder);
    let run = workspace.run(&["regen"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("specs/ cannot be read"), "{}", run.err);
}
