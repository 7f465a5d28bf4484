//! The version that a verdict asks for.

use std::fmt;
use std::str::FromStr;

use super::Level;

/// A version without the parts that Cargo does not compare: `0.1.0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers: Result<Vec<u64>, _> = text.split('.').map(str::parse).collect();
        match numbers.as_deref() {
            Ok([major, minor, patch]) => Ok(Self {
                major: *major,
                minor: *minor,
                patch: *patch,
            }),
            _ => Err(format!("`{text}` is no version of three numbers")),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The first version that may follow one after changes of a level: before 1.0 the second number counts as the first, as
/// [Cargo](https://doc.rust-lang.org/cargo/reference/semver.html) has it.
pub fn next(version: Version, level: Level) -> Version {
    let Version {
        major,
        minor,
        patch,
    } = version;
    let (major, minor, patch) = match (level, major) {
        (Level::Breaking, 0) => (0, minor.saturating_add(1), 0),
        (Level::Breaking, _) => (major.saturating_add(1), 0, 0),
        (Level::Addition, 1..) => (major, minor.saturating_add(1), 0),
        _ => (major, minor, patch.saturating_add(1)),
    };
    Version {
        major,
        minor,
        patch,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_breaking_change_before_1_0_is_not_released_as_a_patch() {
        let after = |version: &str, level| next(version.parse().unwrap(), level).to_string();
        assert_eq!(after("0.1.4", Level::Breaking), "0.2.0");
        assert_eq!(after("0.1.4", Level::Addition), "0.1.5");
        assert_eq!(after("1.2.3", Level::Breaking), "2.0.0");
        assert_eq!(after("1.2.3", Level::Addition), "1.3.0");
        assert_eq!(after("1.2.3", Level::Patch), "1.2.4");
        assert!("1.2".parse::<Version>().is_err());
    }
}
