//! A second look at a value that could not be read: servers write times without an offset, `5.0` for 5, and `null` for a
//! list or a map that is empty.
//!
//! Only what was asked for as a time, an integer, a list or a map is mended; text stays what it is. It costs nothing where
//! the first look is enough. The same look says where a value is wrong: all that is slow and rare goes one way, so that the
//! compiler makes the code of each type twice, for bodies and for this, and no more often.

mod look;
mod path;
mod times;

use serde::de::DeserializeOwned;
use serde_json::{Error, Value};

use self::look::{Look, Mends, Sight};
pub(crate) use self::path::Path;
#[cfg(feature = "client")]
pub(crate) use self::path::Segment;

/// What is wrong with a value, and where in it.
#[derive(Debug)]
pub(crate) struct Misfit {
    pub(crate) path: Path,
    pub(crate) error: Error,
}

/// Reads a value, and looks a second time where that fails.
pub(crate) fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Misfit> {
    let (first, _) = look(value, Mends::Nothing);
    let Err(misfit) = first else {
        return first;
    };
    let (second, mended) = look(value, Mends::Fields);
    let Err(of_second) = second else {
        return second;
    };
    // What serde keeps until it knows where it belongs does not say what it is going to be.
    let (third, kept_mended) = look(value, Mends::Everything);
    third.map_err(|_| match mended || kept_mended {
        // Where there was something to mend, what is wrong is something else.
        true => of_second,
        false => misfit,
    })
}

/// Reads a value, and says whether something was mended in it.
fn look<T: DeserializeOwned>(value: &Value, mends: Mends) -> (Result<T, Misfit>, bool) {
    let sight = Sight::new(mends);
    let read = T::deserialize(Look::new(value, &sight));
    let (path, mended) = sight.seen();
    (read.map_err(|error| Misfit { path, error }), mended)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde_json::json;

    use super::read;

    #[derive(Debug, Deserialize, PartialEq)]
    struct User {
        name: String,
        uid: u64,
        roles: Vec<BTreeMap<String, Option<i8>>>,
    }

    #[test]
    fn what_is_wrong_is_looked_for_elsewhere() {
        for (value, path) in [
            (json!({ "name": "j", "uid": 7, "roles": [] }), None),
            (json!({ "name": 5, "uid": 7, "roles": [] }), Some("name")),
            (json!({ "name": "j", "uid": 7 }), Some(".")),
            (json!(["j", 7, []]), Some(".")),
            (json!({ "name": "j", "uid": 7.5, "roles": [] }), Some("uid")),
            // The mended one is not the one that is wrong.
            (
                json!({ "name": "j", "uid": 7.0, "roles": [{}, { "a": 1, "b": 400 }] }),
                Some("roles[1].b"),
            ),
            (json!({ "name": "j", "uid": 7.0, "roles": null }), None),
            (
                json!({ "name": "j", "uid": 7, "roles": [{ "a": 1.0, "b": null }] }),
                None,
            ),
        ] {
            let found = read::<User>(&value).err();
            let found = found.map(|misfit| misfit.path.to_string());
            assert_eq!(found.as_deref(), path, "{value}");
        }
        assert_eq!(
            read::<Vec<u8>>(&json!([1, 2.0, "3"]))
                .unwrap_err()
                .path
                .to_string(),
            "[2]"
        );
    }
}
