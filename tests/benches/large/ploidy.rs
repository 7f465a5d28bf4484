//! The same description's client by ploidy, another generator of Rust clients.

use std::fs;
use std::path::Path;

use workspace_tests::crates::write_manifest;
use workspace_tests::ploidy::{generate, program};
use workspace_tests::usage::measure;

use crate::Settings;
use crate::check::Crate;

/// A client with what it depends on compiled, where there is a ploidy and a registry.
pub(crate) fn client(file: &Path, name: &str, settings: &Settings) -> Option<Crate> {
    let Some(program) = program() else {
        println!("not compared with ploidy's client, for which `ploidy` has to be on the PATH");
        return None;
    };
    let home = settings.home.join("ploidy");
    let folder = home.join("crates").join(name);
    // The generator would keep the manifest that an earlier one has left.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(home.join("crates")).expect("a folder");
    write_manifest(&home);
    measure(&mut generate(&program, file, &folder));
    let client = Crate {
        target: home.join("target"),
        home,
        folder,
        package: name.to_owned(),
        online: true,
    };
    match client.compile_dependencies(None) {
        Ok(_) => Some(client),
        Err(failed) => {
            println!(
                "not compared with ploidy's client, whose dependencies come from a registry: {failed}"
            );
            None
        }
    }
}
