//! Secrets: from everywhere but the command line, which others can see; and which values are some.

use std::fs;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::Path;

use serde_json::Value;

use crate::command_line::echo::{self, Silence};
use crate::command_line::failure::{Exit, Failed};
use crate::command_line::names::kebab;
use crate::command_line::table::Kind;
use crate::values::secret::Secret;

/// What the help says of a flag that takes a secret.
pub(crate) const SOURCES: &str =
    "A secret: `ask` prompts for it, `-` is standard input, `@FILE` a file, `env:NAME` a variable.";

/// The secret that is meant by `ask`, `-`, `@FILE` or `env:NAME`.
pub(crate) fn fetch(source: &str, subject: &str) -> Result<Secret, Failed> {
    let failed = |what: String| Failed::usage(format!("{subject}: {what}"));
    if source == "ask" {
        return ask(subject);
    }
    if source == "-" {
        let mut text = String::new();
        io::stdin()
            .read_to_string(&mut text)
            .map_err(|error| failed(format!("cannot read standard input: {error}")))?;
        return Ok(line(&text));
    }
    if let Some(path) = source.strip_prefix('@') {
        return read_private(Path::new(path)).map(|text| line(text.expose()));
    }
    if let Some(name) = source.strip_prefix("env:") {
        let value = std::env::var(name);
        return value
            .map(Secret::from)
            .map_err(|_| failed(format!("there is no variable `{name}`")));
    }
    Err(
        failed("a secret is not written on the command line, where others can see it".to_owned())
            .advice("say where it is: `ask`, `-`, `@FILE` or `env:NAME`"),
    )
}

/// Asks for a secret, which is not shown while it is typed.
pub(crate) fn ask(what: &str) -> Result<Secret, Failed> {
    if !io::stdin().is_terminal() {
        return Err(Failed::new(
            Exit::Usage,
            format!("{what}: there is no terminal to ask at"),
        ));
    }
    let failed = |error: io::Error| Failed::usage(format!("{what}: {error}"));
    let silence = Silence::begin().map_err(failed)?;
    let typed = rpassword::prompt_password(format!("{}: ", what.trim_start_matches("--")));
    drop(silence);
    if let Err(error) = &typed
        && error.kind() == io::ErrorKind::Interrupted
    {
        echo::interrupt();
    }
    typed.map(Secret::from).map_err(failed)
}

/// A file that only its owner may read.
pub(crate) fn read_private(path: &Path) -> Result<Secret, Failed> {
    let failed = |error: io::Error| {
        Failed::new(
            Exit::Credential,
            format!("cannot read `{}`: {error}", path.display()),
        )
    };
    if is_readable_by_others(path).map_err(failed)? {
        return Err(Failed::new(
            Exit::Credential,
            format!("others may read `{}`", path.display()),
        )
        .advice(format!("chmod 600 {}", path.display())));
    }
    fs::read_to_string(path).map(Secret::from).map_err(failed)
}

#[cfg(unix)]
fn is_readable_by_others(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};

    let file = fs::metadata(path)?;
    // A pipe, such as `<(pass show …)`, is gone with the command that made it.
    Ok(!file.file_type().is_fifo() && file.mode() & 0o077 != 0)
}

/// Elsewhere files have lists of who may read them, which the folders of a user leave to the user alone.
#[cfg(not(unix))]
fn is_readable_by_others(_: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Without the end of the line that editors and `echo` add.
fn line(text: &str) -> Secret {
    Secret::from(text.trim_end_matches(['\r', '\n']))
}

/// Puts secrets in the place of what says where they are.
pub(crate) fn fetch_all(kind: Kind, value: &mut Value, flag: &str) -> Result<(), Failed> {
    match (kind, value) {
        (Kind::Secret, Value::String(text)) => {
            *text = fetch(text, flag)?.expose().to_owned();
        }
        (Kind::List(inner), Value::Array(items)) => {
            for item in items {
                fetch_all(*inner, item, flag)?;
            }
        }
        (Kind::Map(inner), Value::Object(entries)) => {
            for value in entries.values_mut() {
                fetch_all(*inner, value, flag)?;
            }
        }
        (Kind::Object(object), Value::Object(members)) => {
            for field in object.fields() {
                if let Some(value) = members.get_mut(field.name) {
                    let flag = format!("{flag}.{}", kebab(field.name));
                    fetch_all(field.kind, value, &flag)?;
                }
            }
        }
        _ => {}
    }
    Ok(())
}

/// Puts `***` in the place of secrets.
pub(crate) fn hide_all(kind: Kind, value: &mut Value) {
    match (kind, value) {
        (Kind::Secret, value) => *value = "***".into(),
        (Kind::List(inner), Value::Array(items)) => {
            items.iter_mut().for_each(|item| hide_all(*inner, item));
        }
        (Kind::Map(inner), Value::Object(entries)) => {
            entries
                .values_mut()
                .for_each(|value| hide_all(*inner, value));
        }
        (Kind::Object(object), Value::Object(members)) => {
            for field in object.fields() {
                if let Some(value) = members.get_mut(field.name) {
                    hide_all(field.kind, value);
                }
            }
        }
        _ => {}
    }
}

/// Whether there is a secret somewhere inside.
pub(crate) fn holds_secret(kind: Kind, depth: usize) -> bool {
    // Deeper than anybody writes into a cell.
    const DEEPEST: usize = 16;
    match kind {
        Kind::Secret => true,
        Kind::List(inner) | Kind::Map(inner) => holds_secret(*inner, depth),
        Kind::Object(object) if depth < DEEPEST => object
            .fields()
            .iter()
            .any(|field| holds_secret(field.kind, depth + 1)),
        Kind::Object(_) => true,
        _ => false,
    }
}
