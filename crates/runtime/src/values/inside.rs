//! Errors in values that were read whole before their parts were looked at: the way to them goes on in there.

use std::fmt;

use super::second_look::Misfit;

/// An error in a value that was read whole before its parts were looked at.
pub(crate) struct Inside {
    path: String,
    problem: String,
}

impl From<Misfit> for Inside {
    fn from(misfit: Misfit) -> Self {
        Self {
            path: misfit.path.to_string(),
            problem: misfit.error.to_string(),
        }
    }
}

const INSIDE: (&str, &str) = ("inside `", "`: ");

/// Errors of serde's are text on the way out: [`whole_way`] takes it apart.
impl fmt::Display for Inside {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, problem } = self;
        write!(formatter, "{}{path}{}{problem}", INSIDE.0, INSIDE.1)
    }
}

/// The whole way to an error, and what is wrong there.
#[cfg(feature = "client")]
pub(crate) fn whole_way(mut path: Option<String>, mut problem: String) -> (Option<String>, String) {
    while let Some((inner, rest)) = problem
        .strip_prefix(INSIDE.0)
        .and_then(|rest| rest.split_once(INSIDE.1))
    {
        path = match path.filter(|path| path != ROOT) {
            Some(outer) if inner == ROOT => Some(outer),
            Some(outer) if inner.starts_with('[') => Some(outer + inner),
            Some(outer) => Some(format!("{outer}.{inner}")),
            None => Some(inner.to_owned()),
        };
        problem = rest.to_owned();
    }
    (path, problem)
}

/// How the way to the whole body is written.
#[cfg(feature = "client")]
const ROOT: &str = ".";
