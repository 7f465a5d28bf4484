//! Merging, as the Action Object of the Overlay Specification says under `update`.

use crate::diagnostic::Diagnostic;
use crate::load::node::{Content, Node};

use super::finding;

/// Merges a value into another: members of objects by name, items of lists behind those that are there, and everything else
/// takes the place of what was there.
///
/// # Errors
///
/// A finding where one is an object or a list and the other is not.
pub(super) fn merge(target: &mut Node, update: Node) -> Result<(), Box<Diagnostic>> {
    match (&mut target.content, update.content) {
        (Content::Map(members), Content::Map(changes)) => {
            for (name, change) in changes {
                match members.get_mut(&name) {
                    Some(member) => merge(member, change)?,
                    None => {
                        members.insert(name, change);
                    }
                }
            }
            Ok(())
        }
        (Content::List(items), Content::List(more)) => {
            items.extend(more);
            Ok(())
        }
        // Overlay 1.0: the value is the entry to append.
        (Content::List(items), content) => {
            items.push(Node {
                place: update.place,
                content,
            });
            Ok(())
        }
        (Content::Scalar(_), content @ Content::Scalar(_)) => {
            *target = Node {
                place: update.place,
                content,
            };
            Ok(())
        }
        (there, change) => Err(finding(
            "incompatible-update",
            &update.place.span(),
            format!("{} cannot be merged into {}", kind(&change), kind(there)),
            "remove what is there in an action before this one",
        )),
    }
}

fn kind(content: &Content) -> &'static str {
    match content {
        Content::Scalar(_) => "a single value",
        Content::List(_) => "a list",
        Content::Map(_) => "a mapping",
    }
}
