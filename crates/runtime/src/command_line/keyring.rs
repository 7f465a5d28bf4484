//! The operating system's keyring (feature `keyring`), which holds the secrets of a profile.

#[cfg(feature = "keyring")]
use keyring::{Entry, Error};

use crate::command_line::failure::Failed;
use crate::values::secret::Secret;

/// Which secret: the crate, the profile, the kind of credential, and the part of it.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(
    not(feature = "keyring"),
    expect(dead_code, reason = "nothing is kept")
)]
pub(crate) struct Key<'k> {
    pub(crate) crate_name: &'k str,
    pub(crate) profile: &'k str,
    pub(crate) credential: &'k str,
    pub(crate) value: &'k str,
}

#[cfg(feature = "keyring")]
impl Key<'_> {
    fn account(&self) -> String {
        format!("{}/{}/{}", self.profile, self.credential, self.value)
    }
}

/// What the keyring holds; nothing where there is none.
#[cfg(feature = "keyring")]
pub(crate) fn load(key: Key<'_>) -> Result<Option<Secret>, Failed> {
    // Whoever never used it does not have to have it.
    Entry::new(key.crate_name, &key.account()).map_or(Ok(None), |entry| read(&entry))
}

/// Without the feature there is none.
#[cfg(not(feature = "keyring"))]
pub(crate) fn load(_: Key<'_>) -> Result<Option<Secret>, Failed> {
    Ok(None)
}

/// Keeps a secret.
#[cfg(feature = "keyring")]
pub(crate) fn save(key: Key<'_>, secret: &Secret) -> Result<(), Failed> {
    let entry = Entry::new(key.crate_name, &key.account()).map_err(|error| {
        let why = match Entry::store_status() {
            Err(why) => why.to_string(),
            Ok(()) => error.to_string(),
        };
        Failed::usage(format!("there is no keyring here: {why}")).advice(
            "start one (on Linux a Secret Service, such as GNOME Keyring or KWallet), or log in without --keyring \
             and give the secret in a variable or a file",
        )
    })?;
    write(&entry, secret)
}

/// Removes a secret. Returns whether there was one.
#[cfg(feature = "keyring")]
pub(crate) fn remove(key: Key<'_>) -> Result<bool, Failed> {
    Entry::new(key.crate_name, &key.account()).map_or(Ok(false), |entry| delete(&entry))
}

/// Without the feature there is none.
#[cfg(not(feature = "keyring"))]
pub(crate) fn remove(_: Key<'_>) -> Result<bool, Failed> {
    Ok(false)
}

#[cfg(feature = "keyring")]
fn read(entry: &Entry) -> Result<Option<Secret>, Failed> {
    match entry.get_password() {
        Ok(secret) => Ok(Some(secret.into())),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(
            Failed::usage(format!("the keyring does not give the secret: {error}"))
                .advice("unlock it, or give the secret in a variable or a file"),
        ),
    }
}

#[cfg(feature = "keyring")]
fn write(entry: &Entry, secret: &Secret) -> Result<(), Failed> {
    entry.set_password(secret.expose()).map_err(|error| {
        Failed::usage(format!("the keyring refuses the secret: {error}")).advice("unlock it")
    })
}

#[cfg(feature = "keyring")]
fn delete(entry: &Entry) -> Result<bool, Failed> {
    match entry.delete_credential() {
        Ok(()) => Ok(true),
        Err(Error::NoEntry) => Ok(false),
        Err(error) => {
            Err(Failed::usage(format!("the keyring keeps the secret: {error}")).advice("unlock it"))
        }
    }
}

#[cfg(all(test, feature = "keyring"))]
mod tests {
    use keyring_core::mock;

    use super::*;

    /// An entry of a keyring in memory.
    fn entry() -> Entry {
        let store: std::sync::Arc<keyring_core::CredentialStore> = mock::Store::new().unwrap();
        let inner = keyring_core::Entry::new_in_store(&store, "crate", "profile/login/password");
        Entry {
            inner: inner.unwrap(),
        }
    }

    fn fail(entry: &Entry, error: Error) {
        let inner = entry.inner.as_any().downcast_ref::<mock::Cred>();
        inner.unwrap().set_error(error);
    }

    #[test]
    fn a_secret_is_not_what_was_kept() {
        let entry = entry();
        assert!(read(&entry).unwrap().is_none());
        write(&entry, &Secret::from("hunter2")).unwrap();
        let kept = read(&entry).unwrap();
        assert_eq!(kept.unwrap().expose(), "hunter2");
    }

    #[test]
    fn a_locked_keyring_looks_like_an_empty_one() {
        let entry = entry();
        write(&entry, &Secret::from("hunter2")).unwrap();
        fail(&entry, Error::NoStorageAccess("locked".into()));
        let refused = read(&entry).unwrap_err().to_string();
        assert!(refused.contains("unlock it"), "{refused}");
        fail(&entry, Error::NoStorageAccess("locked".into()));
        assert!(write(&entry, &Secret::from("other")).is_err());
        assert_eq!(read(&entry).unwrap().unwrap().expose(), "hunter2");
    }

    #[test]
    fn a_secret_outlives_a_logout() {
        let entry = entry();
        assert!(!delete(&entry).unwrap());
        write(&entry, &Secret::from("hunter2")).unwrap();
        assert!(delete(&entry).unwrap());
        assert!(read(&entry).unwrap().is_none());
        write(&entry, &Secret::from("hunter2")).unwrap();
        fail(&entry, Error::NoStorageAccess("locked".into()));
        assert!(delete(&entry).is_err());
    }

    #[test]
    fn a_machine_without_a_keyring_says_nothing_or_goes_no_further() {
        let key = Key {
            crate_name: "users-client-runtime-tests",
            profile: "nobody",
            credential: "login",
            value: "password",
        };
        if Entry::store_status().is_err() {
            assert!(load(key).unwrap().is_none() && !remove(key).unwrap());
            let refused = save(key, &Secret::from("hunter2")).unwrap_err().to_string();
            assert!(refused.contains("without --keyring"), "{refused}");
            assert!(!refused.contains("hunter2"));
        }
    }
}
