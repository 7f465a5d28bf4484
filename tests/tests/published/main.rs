//! Clients of users' operations from the whole descriptions of other products, as their vendors publish them: one of Swagger 2.0,
//! one of OpenAPI 3.1 and one of ten files. None of them is part of this repository; `DESCRIPTIONS` names a folder that holds them.
//!
//! Each folder beside this file is a product: an overlay with better names, which says what is wanted of it, and what calls of the
//! client send and read. A crate is made as a user makes it, with `cargo xtask generate`.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use workspace_tests::crates::{cargo, complaints, on_a_large_stack, write_manifest};
use xtask::cli::{self, Console};

// Not compiled here, where there are no generated crates; formatted with all else.
#[cfg(any())]
mod conjur {
    mod wire;
}
#[cfg(any())]
mod frigate {
    mod wire;
}
#[cfg(any())]
mod semaphore {
    mod wire;
}

/// The products, and where their descriptions lie in the folder.
const PRODUCTS: [(&str, &str); 3] = [
    ("conjur", "conjur"),
    ("frigate", "frigate.yaml"),
    ("semaphore", "semaphore.yaml"),
];

#[test]
fn a_client_of_a_published_description_does_not_do_what_the_product_expects() {
    let Some(folder) = std::env::var_os("DESCRIPTIONS").map(PathBuf::from) else {
        println!("skipped: DESCRIPTIONS names no folder of published descriptions");
        return;
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(folder);
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("published");
    let crates: Vec<(&str, PathBuf)> = PRODUCTS
        .iter()
        .map(|(product, spec)| (*product, folder.join(spec)))
        .collect();
    let to = home.clone();
    on_a_large_stack(move || write_all(&crates, &to));
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("..");
    let output = cargo(&home, &target, &["test", "--quiet", "--workspace"]);
    if let Err(text) = complaints(&output) {
        panic!("{}\n{text}", String::from_utf8_lossy(&output.stdout));
    }
}

fn write_all(products: &[(&str, PathBuf)], home: &Path) {
    for (product, spec) in products {
        let crates = home.join("crates");
        let client = crates.join(format!("{product}-users"));
        generate(product, spec, &client);
        // Outside of this workspace it is one of its own; here all of them are one.
        let text = fs::read_to_string(client.join("Cargo.toml")).unwrap();
        fs::write(client.join("Cargo.toml"), text.replace("[workspace]\n", "")).unwrap();
        let tests = crates.join(format!("{product}-wire"));
        fs::create_dir_all(&tests).unwrap();
        fs::write(tests.join("Cargo.toml"), manifest(product)).unwrap();
    }
    write_manifest(home);
}

fn generate(product: &str, spec: &Path, out: &Path) {
    let overlay = sources().join(product).join("users.overlay.yaml");
    let arguments: [OsString; 7] = [
        "xtask".into(),
        "generate".into(),
        spec.into(),
        "--out".into(),
        out.into(),
        "--overlay".into(),
        overlay.into(),
    ];
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (mut said, mut complained) = (Vec::new(), Vec::new());
    let code = cli::run(
        arguments,
        &workspace,
        &mut Console::new(&mut said, &mut complained, false),
    );
    assert_eq!(code, 0, "{}", String::from_utf8_lossy(&complained));
}

/// The tests of a product as a crate.
fn manifest(product: &str) -> String {
    format!(
        "[package]\nname = \"{product}-wire\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [[test]]\nname = \"{product}\"\npath = {:?}\n\n\
         [dev-dependencies]\nserde_json = \"1\"\ntokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\
         {product}-users = {{ path = \"../{product}-users\", default-features = false, features = [\"client\"] }}\n\
         workspace-tests = {{ path = {:?} }}\n",
        sources().join(product).join("wire.rs"),
        env!("CARGO_MANIFEST_DIR"),
    )
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/published")
}
