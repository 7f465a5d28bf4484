//! What a client has beside its operations: what the outline says of it, and what is different.

use super::Level::{Addition, Breaking, Patch};
use super::compare::{Changes, pairs};
use super::interface::{Client, Credential, Feature, Interface, OwnServer};
use super::read::argument;
use super::subject::Subject;
use super::text::{closed, split};
use super::{features, headers, servers};

/// What the lines begin with.
const WORDS: [&str; 5] = ["server ", "credential ", "header ", "error ", "feature "];

pub(super) fn is_line(line: &str) -> bool {
    WORDS.iter().any(|word| line.starts_with(word))
}

/// Reads a line: `credential api_key(key) in header X-Key`.
pub(super) fn read(line: &str, client: &mut Client) -> Option<()> {
    let (word, rest) = line.split_once(' ')?;
    match word {
        "server" => match rest
            .split_once(" = ")
            .filter(|(name, _)| !name.contains(' '))
        {
            Some((name, url)) => client.own_servers.push(OwnServer {
                name: name.to_owned(),
                url: url.to_owned(),
            }),
            None => client.servers.push(rest.to_owned()),
        },
        "credential" => {
            let (name, rest) = rest.split_once('(')?;
            let (arguments, how) = closed(rest, ')')?;
            client.credentials.push(Credential {
                name: name.to_owned(),
                arguments: split(arguments, ',').map(str::to_owned).collect(),
                how: how.trim_start().to_owned(),
            });
        }
        "header" => {
            let (name, rest) = rest.split_once('(')?;
            let (text, _) = closed(rest, ')')?;
            client.headers.push(argument(name, text));
        }
        "error" => rest.clone_into(&mut client.error),
        "feature" => {
            let (name, sum) = rest.split_once(" in ").unwrap_or((rest, ""));
            client.features.push(Feature {
                name: name.to_owned(),
                sum: sum.to_owned(),
            });
        }
        _ => return None,
    }
    Some(())
}

/// What was said of things that operations share, and is not to be said of each of them again.
#[derive(Default)]
pub(super) struct Told<'a> {
    /// Names of headers.
    pub(super) headers: Vec<String>,
    /// Servers that have another URL now.
    pub(super) servers: Vec<(&'a OwnServer, &'a OwnServer)>,
}

/// Compares what both outlines say.
pub(super) fn compare<'a>(
    old: &'a Interface,
    new: &'a Interface,
    changes: &mut Changes,
) -> Told<'a> {
    let (Some(before), Some(after)) = (&old.client, &new.client) else {
        return Told::default();
    };
    credentials(&before.credentials, &after.credentials, changes);
    let headers = headers::compare((old, &before.headers), (new, &after.headers), changes);
    if before.error != after.error {
        let text = format!(
            "Error alone is Error<{}>, no longer Error<{}>",
            after.error, before.error
        );
        changes.add(Breaking, text, None, None);
    }
    features::compare((old, &before.features), (new, &after.features), changes);
    let (old_servers, new_servers) = (&before.own_servers, &after.own_servers);
    let servers = servers::compare_own((old, old_servers), (new, new_servers), changes);
    servers::compare(&before.servers, &after.servers, changes);
    Told { headers, servers }
}

fn credentials(old: &[Credential], new: &[Credential], changes: &mut Changes) {
    let pairs = pairs(old, new, |credential| &credential.name, |_| None);
    let subject = |credential: &Credential| Some(Subject::credential(&credential.name));
    for old in pairs.removed {
        let text = format!("Credentials::{} was removed", old.name);
        changes.add(Breaking, text, subject(old), None);
    }
    for new in pairs.added {
        let arguments = new.arguments.join(", ");
        let text = format!("Credentials::{}({arguments}) is new", new.name);
        changes.add(Addition, text, None, subject(new));
    }
    for (old, new) in pairs.both {
        let name = &new.name;
        let (level, text) = if old.arguments.len() != new.arguments.len() {
            let (is, was) = (new.arguments.join(", "), old.arguments.join(", "));
            (
                Breaking,
                format!("Credentials::{name} takes ({is}), no longer ({was})"),
            )
        } else if old.how != new.how {
            (
                Patch,
                format!(
                    "Credentials::{name} is sent {}, no longer {}",
                    new.how, old.how
                ),
            )
        } else {
            continue;
        };
        changes.add(level, text, subject(old), subject(new));
    }
}
