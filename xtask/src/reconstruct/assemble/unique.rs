//! Names of which each is given once.

use std::collections::{HashMap, HashSet};

/// The names that were given so far.
#[derive(Debug, Default)]
pub(super) struct Unique {
    taken: HashSet<String>,
    /// The number to try next, so that many equal names take no longer than different ones.
    next: HashMap<String, usize>,
}

impl Unique {
    /// The name, or the first of `name_2`, `name_3`, … that is free.
    pub(super) fn take(&mut self, name: &str) -> String {
        if self.taken.insert(name.to_owned()) {
            return name.to_owned();
        }
        let number = self.next.entry(name.to_owned()).or_insert(2);
        loop {
            let candidate = format!("{name}_{number}");
            *number += 1;
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.taken.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_given_twice() {
        let mut names = Unique::default();
        let given = ["a", "a_2", "a", "a", "b"].map(|name| names.take(name));
        assert_eq!(given, ["a", "a_2", "a_3", "a_4", "b"]);
    }
}
