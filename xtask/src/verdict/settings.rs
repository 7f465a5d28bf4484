//! What is different in what a description's extensions say of an operation.

use super::Level::{self, Patch};
use super::compare::pairs;
use super::interface::{Operation, Setting};

pub(super) fn compare(old: &Operation, new: &Operation, add: &mut impl FnMut(Level, String)) {
    let name = &new.name;
    let is_told = |setting: &Setting| match setting.name.as_str() {
        // They say what is returned.
        "value" | "absent" => old.result != new.result,
        // They say that there are `.stream()` and `.pages()`.
        page if page.starts_with("page") => old.extras != new.extras,
        _ => false,
    };
    let untold = |settings: &[Setting]| -> Vec<Setting> {
        let untold = settings.iter().filter(|setting| !is_told(setting));
        untold.cloned().collect()
    };
    let (old, new) = (untold(&old.settings), untold(&new.settings));
    let pairs = pairs(&old, &new, |setting| &setting.name, |_| None);
    for (old, Setting { name: key, value }) in pairs.both {
        if old.value != *value {
            let text = format!("{name} has {key} {value}, no longer {}", old.value);
            add(Patch, text);
        }
    }
    for Setting { name: key, value } in pairs.removed {
        add(Patch, format!("{name} has {key} {value} no longer"));
    }
    for Setting { name: key, value } in pairs.added {
        add(Patch, format!("{name} has {key} {value} now"));
    }
}
