//! `logout`: forgets a profile, and its secrets in the keyring.

use crate::command_line::failure::Failed;
use crate::command_line::keyring::{self, Key};
use crate::command_line::profiles;
use crate::command_line::settings::Settings;
use crate::command_line::table::CommandLine;

pub(crate) fn logout(table: &'static CommandLine, settings: &Settings) -> Result<(), Failed> {
    let profile = &settings.profile_name;
    // The secrets first: as long as one is left, so is what says where it is.
    let mut secrets = 0;
    for row in table.credentials {
        for value in row.values.iter().filter(|value| value.secret) {
            let is_removed = keyring::remove(Key {
                crate_name: table.name,
                profile,
                credential: row.name,
                value: value.name,
            })?;
            secrets += u32::from(is_removed);
        }
    }
    let was_there = profiles::remove(table.name, profile)?;
    match (was_there, secrets) {
        (false, 0) => eprintln!("Nothing was kept for the profile `{profile}`."),
        (_, 0) => eprintln!("The profile `{profile}` is forgotten."),
        _ => eprintln!("The profile `{profile}` is forgotten, and its secrets in the keyring."),
    }
    Ok(())
}
