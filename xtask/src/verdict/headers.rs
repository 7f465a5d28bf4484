//! What is different in the headers that calls share.

use super::Level::{Addition, Breaking, Patch};
use super::compare::{Changes, pairs};
use super::interface::{Argument, Interface, Operation};
use super::operations::sent;
use super::subject::Subject;

/// The headers of a trait, which stand for the setters of single calls. The result are those of which something was said.
pub(super) fn compare(
    (old_interface, old): (&Interface, &[Argument]),
    (new_interface, new): (&Interface, &[Argument]),
    changes: &mut Changes,
) -> Vec<String> {
    let subject = |interface: &Interface, header: &Argument| {
        let has_it = |operation: &&Operation| operation.setters.contains(header);
        let mut operations = interface.operations.iter();
        let operation = operations.find(has_it)?;
        Some(Subject::parameter(&operation.name, &header.name))
    };
    let mut told = Vec::new();
    let mut add = |level, old: Option<&Argument>, new: Option<&Argument>, text| {
        told.extend(new.or(old).map(|header| header.name.clone()));
        let before = old.and_then(|header| subject(old_interface, header));
        let after = new.and_then(|header| subject(new_interface, header));
        changes.add(level, text, before, after);
    };
    let pairs = pairs(old, new, |header| &header.name, |_| None);
    for header in pairs.removed {
        let text = format!("SharedHeaders.{} was removed", header.name);
        add(Breaking, Some(header), None, text);
    }
    for header in pairs.added {
        let operations = old_interface.operations.iter();
        let mut setters = operations.flat_map(|one| &one.setters);
        let was_a_setter = setters.any(|setter| setter.name == header.name);
        let (level, instead) = match was_a_setter && old.is_empty() {
            true => (Breaking, ", to be imported where calls had it themselves"),
            false => (Addition, ""),
        };
        let Argument { name, ty, .. } = header;
        let text = format!("SharedHeaders.{name}({ty}) is new{instead}");
        add(level, None, Some(header), text);
    }
    for (old, new) in pairs.both {
        let Argument { name, ty, .. } = new;
        if old.ty != *ty {
            let text = format!("SharedHeaders.{name} takes {ty}, no longer {}", old.ty);
            add(Breaking, Some(old), Some(new), text);
        } else if let Some(text) = sent(old, new) {
            let text = format!("SharedHeaders.{name} {text}");
            add(Patch, Some(old), Some(new), text);
        }
    }
    told
}
