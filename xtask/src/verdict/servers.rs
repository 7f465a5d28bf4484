//! What is different in the servers of a description, and in those of single operations.

use super::Level::{Addition, Breaking, Patch};
use super::compare::{Changes, pairs};
use super::interface::{Interface, OwnServer};
use super::subject::Subject;

/// The servers of all operations, each as the outline has it.
pub(super) fn compare(old: &[String], new: &[String], changes: &mut Changes) {
    // Without what its variables may be.
    let template = |server: &String| {
        let (template, _) = server.split_once(" where ").unwrap_or((server, ""));
        Some(template.to_owned())
    };
    let pairs = pairs(old, new, |server| server, template);
    let is_reordered = pairs.is_reordered(new, |server| server);
    let mut add = |text| {
        let subject = || Some(Subject::servers());
        changes.add(Patch, text, subject(), subject());
    };
    for (old, new) in pairs.both {
        if old != new {
            add(format!("the server is {new}, no longer {old}"));
        }
    }
    match (pairs.removed.as_slice(), pairs.added.as_slice()) {
        ([old], [new]) => add(format!("the server is {new}, no longer {old}")),
        ([], []) if is_reordered => add("the servers stand in another order".to_owned()),
        (gone, come) => {
            for server in gone {
                add(format!("the server {server} is gone"));
            }
            for server in come {
                add(format!("the server {server} is new"));
            }
        }
    }
}

/// The servers of single operations. The result are those that have another URL now.
pub(super) fn compare_own<'a>(
    (old_interface, old): (&Interface, &'a [OwnServer]),
    (new_interface, new): (&Interface, &'a [OwnServer]),
    changes: &mut Changes,
) -> Vec<(&'a OwnServer, &'a OwnServer)> {
    let subject = |interface: &Interface, server: &OwnServer| {
        let mut operations = interface.operations.iter();
        let operation = operations.find(|operation| operation.path_on(server).is_some())?;
        Some(Subject::own_servers(&operation.name))
    };
    let pairs = pairs(old, new, |server| &server.name, |_| None);
    for server in pairs.removed {
        let text = format!("servers::{} was removed", server.name);
        changes.add(Breaking, text, subject(old_interface, server), None);
    }
    for server in pairs.added {
        let text = format!("servers::{} is new: {}", server.name, server.url);
        changes.add(Addition, text, None, subject(new_interface, server));
    }
    let mut moved = pairs.both;
    moved.retain(|(old, new)| old.url != new.url);
    for (old, new) in &moved {
        let OwnServer { name, url } = new;
        let text = format!("servers::{name} is {url}, no longer {}", old.url);
        let (before, after) = (subject(old_interface, old), subject(new_interface, new));
        changes.add(Patch, text, before, after);
    }
    moved
}
