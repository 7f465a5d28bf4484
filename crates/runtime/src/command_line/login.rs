//! `login`: asks for a credential, tries it, and keeps what is no secret of it.

use clap::ArgMatches;

use crate::command_line::credentials::{self, Known, ask_for_text};
use crate::command_line::failure::{Exit, Failed};
#[cfg(feature = "keyring")]
use crate::command_line::keyring;
use crate::command_line::profiles;
use crate::command_line::session;
use crate::command_line::settings::Settings;
use crate::command_line::table::{CommandLine, Place};

pub(crate) async fn login(
    table: &'static CommandLine,
    mut settings: Settings,
    matches: &ArgMatches,
) -> Result<(), Failed> {
    let wanted = matches.get_one::<String>("credential").map(String::as_str);
    if settings.url.is_none() {
        settings.url = Some(ask_for_text("url")?);
    }
    let chosen = chosen(table, &settings, wanted)?;
    if let Some(mut known) = chosen.clone() {
        known.ask()?;
        attempt(table, &settings, &known).await?;
        keep(table, &settings, known, matches)?;
    } else {
        // Of nothing there is nothing to keep but the server.
        session::build(table, &settings, credentials::set(&[]))?;
        let profile = profiles::Profile {
            url: settings.url.clone(),
            ..profiles::Profile::default()
        };
        told(&profiles::save(
            table.name,
            &settings.profile_name,
            profile,
        )?);
    }
    Ok(())
}

/// The credential that was named, or begun, or the one that is traded for a token.
fn chosen(
    table: &'static CommandLine,
    settings: &Settings,
    wanted: Option<&str>,
) -> Result<Option<Known>, Failed> {
    let mut all = credentials::known(table, settings)?;
    if let Some(wanted) = wanted {
        all.retain(|known| known.row.name == wanted);
    }
    let best = all.into_iter().max_by_key(|known| {
        let is_login = matches!(known.row.place, Place::Exchange(_));
        (known.is_complete(), is_login)
    });
    Ok(best)
}

/// A login is traded for a token; whether a key is good only the next call tells.
async fn attempt(
    table: &'static CommandLine,
    settings: &Settings,
    known: &Known,
) -> Result<(), Failed> {
    let set = credentials::set(std::slice::from_ref(known));
    let core = session::build(table, settings, set)?;
    core.inner.keyring.obtain_tokens().await.map_err(|error| {
        let exit = match error.is_rejected() || error.is_blocked() {
            true => Exit::Credential,
            false => Exit::Unreachable,
        };
        Failed::new(exit, error.to_string()).advice("nothing was kept")
    })
}

fn keep(
    table: &'static CommandLine,
    settings: &Settings,
    known: Known,
    matches: &ArgMatches,
) -> Result<(), Failed> {
    let mut profile = profiles::Profile {
        url: settings.url.clone(),
        credential: Some(known.row.name.to_owned()),
        ..profiles::Profile::default()
    };
    let with_keyring = keeps_secrets(matches);
    for (value, given) in known.row.values.iter().zip(&known.values) {
        let Some(given) = given else { continue };
        if !value.secret {
            profile
                .values
                .insert(value.name.to_owned(), given.expose().to_owned());
        } else if with_keyring {
            #[cfg(feature = "keyring")]
            keyring::save(
                keyring::Key {
                    crate_name: table.name,
                    profile: &settings.profile_name,
                    credential: known.row.name,
                    value: value.name,
                },
                given,
            )?;
        }
    }
    told(&profiles::save(
        table.name,
        &settings.profile_name,
        profile,
    )?);
    Ok(())
}

#[cfg(feature = "keyring")]
fn keeps_secrets(matches: &ArgMatches) -> bool {
    matches.get_flag("keyring")
}

#[cfg(not(feature = "keyring"))]
fn keeps_secrets(_: &ArgMatches) -> bool {
    false
}

fn told(path: &std::path::Path) {
    eprintln!("Kept in {}, without secrets.", path.display());
}
