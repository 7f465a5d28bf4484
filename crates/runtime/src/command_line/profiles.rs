//! Profiles: which server, and who one is there. They hold no secret.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use directories::ProjectDirs;
use serde::{Deserialize, Serialize};

use crate::command_line::failure::Failed;

/// The profile that counts when none is named.
pub(crate) const DEFAULT: &str = "default";

/// What is kept between two runs.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Profile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
    /// The name of the kind of credential.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) credential: Option<String>,
    /// What of the credential everybody may see, such as the name of the user.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) values: BTreeMap<String, String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct File {
    #[serde(default)]
    profiles: BTreeMap<String, Profile>,
}

/// The file, in the platform's folder for configurations.
pub(crate) fn path(crate_name: &str) -> Option<PathBuf> {
    let folders = ProjectDirs::from("", "", crate_name)?;
    Some(folders.config_dir().join("profiles.yaml"))
}

/// The profile of a name; an empty one if there is none.
pub(crate) fn load(crate_name: &str, name: &str) -> Result<Option<Profile>, Failed> {
    Ok(read(crate_name)?.profiles.remove(name))
}

/// Keeps a profile. Returns where.
pub(crate) fn save(crate_name: &str, name: &str, profile: Profile) -> Result<PathBuf, Failed> {
    let mut file = read(crate_name)?;
    file.profiles.insert(name.to_owned(), profile);
    write(crate_name, &file)
}

/// Forgets a profile. Returns whether there was one.
pub(crate) fn remove(crate_name: &str, name: &str) -> Result<bool, Failed> {
    let mut file = read(crate_name)?;
    let was_there = file.profiles.remove(name).is_some();
    if was_there {
        write(crate_name, &file)?;
    }
    Ok(was_there)
}

fn write(crate_name: &str, file: &File) -> Result<PathBuf, Failed> {
    let path = path(crate_name).ok_or_else(no_folder)?;
    let failed = |error: &dyn std::fmt::Display| {
        Failed::usage(format!("cannot write `{}`: {error}", path.display()))
    };
    let text = serde_yaml::to_string(file).map_err(|error| failed(&error))?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    }
    fs::write(&path, text).map_err(|error| failed(&error))?;
    Ok(path)
}

fn read(crate_name: &str) -> Result<File, Failed> {
    let Some(path) = path(crate_name) else {
        return Ok(File::default());
    };
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(File::default()),
        Err(error) => {
            return Err(Failed::usage(format!(
                "cannot read `{}`: {error}",
                path.display()
            )));
        }
    };
    serde_yaml::from_str(&text)
        .map_err(|error| Failed::usage(format!("`{}`: {error}", path.display())))
}

fn no_folder() -> Failed {
    Failed::usage("there is no folder for configurations: the home folder is not known")
}
