//! What a client has beside its operations: what the outline says of it, and what is different.

use std::collections::HashMap;

use super::Level::{Addition, Breaking, Patch};
use super::compare::{Changes, pairs};
use super::interface::{Argument, Client, Credential, Feature, Interface, OwnServer};
use super::operations::sent;
use super::read::argument;
use super::subject::Subject;
use super::text::{closed, split};

/// What the lines begin with.
const WORDS: [&str; 5] = ["server ", "credential ", "header ", "error ", "feature "];

pub(super) fn is_line(line: &str) -> bool {
    WORDS.iter().any(|word| line.starts_with(word))
}

/// Reads a line: `credential api_key(key) in header X-Key`.
pub(super) fn read(line: &str, client: &mut Client) -> Option<()> {
    let (word, rest) = line.split_once(' ')?;
    match word {
        "server" => match rest.split_once(" = ") {
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

impl Interface {
    /// Forgets the parts of tags that the other interface has whole. Whether a new crate divides a tag says the number of its
    /// operations, and one that is there keeps what it has: between two descriptions that is no change.
    pub fn forget_parts(&mut self, other: &Self) {
        let (Some(client), Some(other)) = (&mut self.client, &other.client) else {
            return;
        };
        let is_whole = |sum: &str| {
            let mut features = other.features.iter();
            features.any(|feature| feature.name == sum)
                && features.all(|feature| feature.sum != sum)
        };
        let (parts, whole): (Vec<Feature>, Vec<Feature>) = client
            .features
            .drain(..)
            .partition(|feature| !feature.sum.is_empty() && is_whole(&feature.sum));
        client.features = whole;
        let parts = parts.into_iter().map(|feature| (feature.name, feature.sum));
        let parts: HashMap<String, String> = parts.collect();
        for operation in &mut self.operations {
            if let Some(sum) = parts.get(&operation.feature) {
                operation.feature.clone_from(sum);
            }
        }
    }
}

/// Compares what both outlines say. The result are the shared headers of which something was said.
pub(super) fn compare(old: &Interface, new: &Interface, changes: &mut Changes) -> Vec<String> {
    let (Some(before), Some(after)) = (&old.client, &new.client) else {
        return Vec::new();
    };
    credentials(&before.credentials, &after.credentials, changes);
    let told = headers(old, before, after, changes);
    let mut add = |level, text| changes.add(level, text, None, None);
    if before.error != after.error {
        let text = format!(
            "Error alone is Error<{}>, no longer Error<{}>",
            after.error, before.error
        );
        add(Breaking, text);
    }
    let removed = |old: &[String], new: &[String]| -> Vec<String> {
        let removed = old.iter().filter(|one| !new.contains(one));
        removed.cloned().collect()
    };
    // A crate that is not divided has none.
    if !before.features.is_empty() && !after.features.is_empty() {
        let names = |features: &[Feature]| -> Vec<String> {
            features
                .iter()
                .map(|feature| feature.name.clone())
                .collect()
        };
        let (before, after) = (names(&before.features), names(&after.features));
        for feature in removed(&before, &after) {
            add(Breaking, format!("the feature {feature} was removed"));
        }
        for feature in removed(&after, &before) {
            add(Addition, format!("the feature {feature} is new"));
        }
    }
    let servers = pairs(
        &before.own_servers,
        &after.own_servers,
        |server| &server.name,
        |_| None,
    );
    for server in servers.removed {
        add(Breaking, format!("servers::{} was removed", server.name));
    }
    for server in servers.added {
        add(
            Addition,
            format!("servers::{} is new: {}", server.name, server.url),
        );
    }
    for (old, new) in servers.both.iter().filter(|(old, new)| old.url != new.url) {
        add(
            Patch,
            format!(
                "servers::{} is {}, no longer {}",
                new.name, new.url, old.url
            ),
        );
    }
    let (gone, come) = (
        removed(&before.servers, &after.servers),
        removed(&after.servers, &before.servers),
    );
    let mut add = |text| {
        let subject = || Some(Subject::servers());
        changes.add(Patch, text, subject(), subject());
    };
    match (gone.as_slice(), come.as_slice()) {
        ([old], [new]) => add(format!("the server is {new}, no longer {old}")),
        ([], []) if before.servers != after.servers => {
            add("the servers stand in another order".to_owned());
        }
        (gone, come) => {
            for server in gone {
                add(format!("the server {server} is gone"));
            }
            for server in come {
                add(format!("the server {server} is new"));
            }
        }
    }
    told
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

/// The headers of a trait, which stand for the setters of single calls. The result are those of which something was said.
fn headers(
    interface: &Interface,
    old: &Client,
    new: &Client,
    changes: &mut Changes,
) -> Vec<String> {
    let mut told = Vec::new();
    let mut add = |level, header: &Argument, text| {
        told.push(header.name.clone());
        changes.add(level, text, None, None);
    };
    let pairs = pairs(&old.headers, &new.headers, |header| &header.name, |_| None);
    for header in pairs.removed {
        let text = format!("SharedHeaders.{} was removed", header.name);
        add(Breaking, header, text);
    }
    for header in pairs.added {
        let mut setters = interface.operations.iter().flat_map(|one| &one.setters);
        let was_a_setter = setters.any(|setter| setter.name == header.name);
        let (level, instead) = match was_a_setter && old.headers.is_empty() {
            true => (Breaking, ", to be imported where calls had it themselves"),
            false => (Addition, ""),
        };
        let Argument { name, ty, .. } = header;
        let text = format!("SharedHeaders.{name}({ty}) is new{instead}");
        add(level, header, text);
    }
    for (old, new) in pairs.both {
        let Argument { name, ty, .. } = new;
        if old.ty != *ty {
            let text = format!("SharedHeaders.{name} takes {ty}, no longer {}", old.ty);
            add(Breaking, new, text);
        } else if let Some(text) = sent(old, new) {
            add(Patch, new, format!("SharedHeaders.{name} {text}"));
        }
    }
    told
}
