//! Credentials: from the environment, a file, the keyring or a prompt. Never from the command line.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::Path;

use crate::call::operation::Operation;
use crate::command_line::failure::{Exit, Failed};
use crate::command_line::keyring;
use crate::command_line::names::variable;
use crate::command_line::secrets;
use crate::command_line::settings::Settings;
use crate::command_line::table::{CommandLine, CredentialRow, Place, Value};
use crate::credentials::credential::{Credential, CredentialSet};
use crate::values::secret::Secret;

/// The parts of one credential, as far as they are known.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) row: &'static CredentialRow,
    pub(crate) values: Vec<Option<Secret>>,
}

/// The environment variable that holds a part of a credential: named after the scheme where it is the only one, else after
/// the part, and after both where other schemes have such a part as well.
pub(crate) fn variable_of(table: &CommandLine, row: &CredentialRow, value: &Value) -> String {
    if row.values.len() == 1 {
        return variable(table.name, row.name);
    }
    let others = table
        .credentials
        .iter()
        .filter(|other| other.name != row.name);
    let is_taken = others
        .flat_map(|other| {
            let single = other.values.len() == 1;
            other
                .values
                .iter()
                .map(move |part| if single { other.name } else { part.name })
        })
        .any(|name| name.replace('-', "_") == value.name.replace('-', "_"));
    match is_taken {
        true => variable(table.name, &format!("{}_{}", row.name, value.name)),
        false => variable(table.name, value.name),
    }
}

/// What is known without asking anybody.
pub(crate) fn known(
    table: &'static CommandLine,
    settings: &Settings,
) -> Result<Vec<Known>, Failed> {
    let file = match &settings.credentials {
        Some(path) => read_file(path)?,
        None => BTreeMap::new(),
    };
    let mut all = Vec::new();
    for row in table.credentials {
        let mut values = Vec::new();
        for value in row.values {
            values.push(find(table, row, value, settings, &file)?);
        }
        all.push(Known { row, values });
    }
    Ok(all)
}

fn find(
    table: &'static CommandLine,
    row: &'static CredentialRow,
    value: &'static Value,
    settings: &Settings,
    file: &BTreeMap<String, String>,
) -> Result<Option<Secret>, Failed> {
    let name = variable_of(table, row, value);
    if let Some(text) = std::env::var(&name).ok().filter(|text| !text.is_empty()) {
        return Ok(Some(text.into()));
    }
    if let Ok(path) = std::env::var(format!("{name}_FILE")) {
        return secrets::read_private(Path::new(&path))
            .map(|text| Some(Secret::from(text.expose().trim_end_matches(['\r', '\n']))));
    }
    let key = if row.values.len() == 1 {
        row.name
    } else {
        value.name
    };
    if let Some(text) = file.get(key) {
        return Ok(Some(text.into()));
    }
    if settings.profile.credential.as_deref() != Some(row.name) {
        return Ok(None);
    }
    if let Some(text) = settings.profile.values.get(value.name) {
        return Ok(Some(text.into()));
    }
    keyring::load(keyring::Key {
        crate_name: table.name,
        profile: &settings.profile_name,
        credential: row.name,
        value: value.name,
    })
}

/// A file with credentials: `api-key: …`, or `username: …` and `password: …`.
fn read_file(path: &Path) -> Result<BTreeMap<String, String>, Failed> {
    let text = secrets::read_private(path)?;
    serde_yaml::from_str(text.expose()).map_err(|_| {
        // What is wrong there may be a part of a secret.
        Failed::new(
            Exit::Credential,
            format!("`{}` is no list of names with texts", path.display()),
        )
        .advice("write it as `username: admin`, a line for each")
    })
}

impl Known {
    pub(crate) fn is_complete(&self) -> bool {
        let mut parts = self.row.values.iter().zip(&self.values);
        parts.all(|(value, known)| value.optional || known.is_some())
    }

    fn is_begun(&self) -> bool {
        self.values.iter().any(Option::is_some)
    }

    /// Asks for what is missing.
    pub(crate) fn ask(&mut self) -> Result<(), Failed> {
        for (value, known) in self.row.values.iter().zip(&mut self.values) {
            if known.is_some() || value.optional {
                continue;
            }
            *known = Some(match value.secret {
                true => secrets::ask(value.name)?,
                false => ask_for_text(value.name)?.into(),
            });
        }
        Ok(())
    }

    fn credential(&self) -> Credential {
        let part = |index: usize| -> Secret {
            let value = self.values.get(index).cloned().flatten();
            value.unwrap_or_default()
        };
        match self.row.place {
            Place::Header(name) => Credential::header(name, part(0)),
            Place::Query(name) => Credential::query(name, part(0)),
            Place::Cookie(name) => Credential::cookie(name, part(0)),
            Place::Bearer => Credential::bearer(part(0)),
            Place::Basic => Credential::basic(part(0).expose(), part(1)),
            Place::Exchange(exchange) => {
                let fields = exchange.fields.len();
                Credential::token_exchange_with_headers(
                    exchange,
                    (0..fields).map(part),
                    self.values.iter().skip(fields).cloned(),
                )
            }
        }
    }
}

/// The credentials for a call: those that are known, or what somebody at the terminal gives.
pub(crate) fn for_call(
    table: &'static CommandLine,
    settings: &Settings,
    operation: &'static Operation,
) -> Result<CredentialSet, Failed> {
    let mut all = known(table, settings)?;
    let is_public = operation.security.is_empty()
        || operation
            .security
            .iter()
            .any(|alternative| alternative.is_empty());
    let is_complete = |scheme: &&str| {
        let mut of_scheme = all.iter().filter(|known| known.row.scheme == *scheme);
        of_scheme.any(Known::is_complete)
    };
    let mut alternatives = operation.security.iter();
    let is_enough = alternatives.any(|schemes| schemes.iter().all(&is_complete));
    if !is_public && !is_enough && io::stdin().is_terminal() {
        let fits = |known: &&mut Known| {
            let mut schemes = operation.security.iter().flat_map(|schemes| schemes.iter());
            schemes.any(|scheme| *scheme == known.row.scheme)
        };
        let usual = settings.profile.credential.as_deref();
        let asked = all.iter_mut().filter(fits).max_by_key(|known| {
            let is_login = matches!(known.row.place, Place::Exchange(_));
            (usual == Some(known.row.name), known.is_begun(), is_login)
        });
        if let Some(known) = asked {
            known.ask()?;
        }
    }
    Ok(set(&all))
}

/// All that is complete. Of two credentials of one scheme, a token that was given wins over a login.
pub(crate) fn set(all: &[Known]) -> CredentialSet {
    let mut complete: Vec<&Known> = all.iter().filter(|known| known.is_complete()).collect();
    complete.sort_by_key(|known| !matches!(known.row.place, Place::Exchange(_)));
    let set = complete.into_iter();
    set.fold(CredentialSet::default(), |set, known| {
        set.with(known.row.scheme, known.credential())
    })
}

/// Asks for something that is no secret.
pub(crate) fn ask_for_text(what: &str) -> Result<String, Failed> {
    if !io::stdin().is_terminal() {
        return Err(Failed::usage(format!(
            "{what}: there is no terminal to ask at"
        )));
    }
    eprint!("{what}: ");
    let _ = io::stderr().flush();
    let mut line = String::new();
    io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|error| Failed::usage(format!("{what}: {error}")))?;
    match line.trim() {
        "" => Err(Failed::usage(format!("{what}: nothing was given"))),
        text => Ok(text.to_owned()),
    }
}
