//! How structs are read and written as objects, for `#[derive(JsonObject)]`.
//!
//! Serde's macros make a visitor for each struct, and an enum for its fields with a visitor of its own: thirty lines a field
//! for the compiler to look at. Here there is one visitor for all.

mod reading;
mod rest;
mod writing;

pub use self::reading::{Members, read};
pub use self::rest::Rest;
pub use self::writing::{Writer, write};

use serde::Serializer;
use serde::de::MapAccess;

/// A struct that is read and written member by member.
pub trait JsonObject: Sized {
    /// What an error says was expected: `struct User`.
    const EXPECTED: &'static str;
    /// The names on the wire, in the order of the fields.
    const NAMES: &'static [&'static str];

    /// Makes a value of the members.
    ///
    /// # Errors
    ///
    /// Those of a member, and a required one that is missing.
    fn read<'de, A: MapAccess<'de>>(members: Members<'de, A>) -> Result<Self, A::Error>;

    /// Writes the members.
    fn write<S: Serializer>(&self, writer: &mut Writer<S>);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize as _;
    use serde_json::{Value, from_str, from_value, json, to_string};

    use crate::{JsonObject, SecretJson, UnknownFields};

    #[derive(Clone, Debug, PartialEq, JsonObject)]
    #[serde(rename_all = "camelCase")]
    struct User {
        user_name: String,
        #[serde(rename = "e-mail")]
        email: Option<String>,
        #[serialize_always]
        last_login: Option<u64>,
        expires: Option<Option<u64>>,
        anything: Option<serde_json::Value>,
        #[serde(default)]
        note: String,
        roles: Vec<String>,
        rights: BTreeMap<String, Vec<u8>>,
        #[serde(flatten)]
        rest: UnknownFields,
    }

    fn read(text: &str) -> Result<User, String> {
        from_str(text).map_err(|error: serde_json::Error| error.to_string())
    }

    #[test]
    fn a_member_is_read_into_another_field_or_written_under_another_name() {
        let text = concat!(
            r#"{"userName":"jane","e-mail":"j@example.com","lastLogin":7,"expires":9,"anything":[1],"note":"n","#,
            r#""roles":["a"],"rights":{"/":[1]},"shard":{"a":null}}"#
        );
        let user = read(text).unwrap();
        assert_eq!(user.rest["shard"], json!({ "a": null }));
        assert_eq!(to_string(&user).unwrap(), text);
        // In any order.
        let mut members: Vec<(String, Value)> = from_str::<serde_json::Map<_, _>>(text)
            .unwrap()
            .into_iter()
            .collect();
        members.reverse();
        let reversed: Vec<String> = members
            .iter()
            .map(|(name, value)| format!("{name:?}:{value}"))
            .collect();
        assert_eq!(read(&format!("{{{}}}", reversed.join(","))).unwrap(), user);
    }

    #[test]
    fn nothing_and_null_are_taken_for_each_other() {
        let bare = read(r#"{"userName":"","roles":[],"rights":{}}"#).unwrap();
        assert_eq!(
            (bare.expires, &bare.anything, bare.note.as_str()),
            (None, &None, "")
        );
        let text = r#"{"userName":"","lastLogin":null,"note":"","roles":[],"rights":{}}"#;
        assert_eq!(to_string(&bare).unwrap(), text);
        let nulls = r#"{"userName":"","e-mail":null,"expires":null,"anything":null,"roles":null,"rights":{"/":null}}"#;
        let nulls = read(nulls).unwrap();
        assert_eq!((nulls.email, nulls.expires), (None, Some(None)));
        assert_eq!(nulls.anything, Some(Value::Null));
        assert!(nulls.rights["/"].is_empty());
    }

    #[test]
    fn what_is_missing_or_of_another_kind_is_not_said() {
        for (text, said) in [
            (r#"{"userName":"","roles":[]}"#, "missing field `rights`"),
            (r#"{"roles":[],"rights":{}}"#, "missing field `userName`"),
            (
                r#"["jane"]"#,
                "invalid type: sequence, expected struct User",
            ),
            ("7", "invalid type: integer `7`, expected struct User"),
            (
                r#"{"userName":7}"#,
                "invalid type: integer `7`, expected a string",
            ),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.starts_with(said), "{error}");
        }
        let twice = r#"{"userName":"a","userName":"b","roles":[],"rights":{}}"#;
        assert_eq!(read(twice).unwrap().user_name, "b");
    }

    #[test]
    fn an_error_is_covered_by_a_later_one_or_by_what_is_there() {
        #[derive(Debug, JsonObject)]
        struct Settings {
            theme: Option<String>,
            size: Option<u8>,
            #[serde(flatten)]
            rest: BTreeMap<String, bool>,
        }
        for text in [
            r#"{"theme":7,"size":"x"}"#,
            r#"{"size":1,"theme":7,"dark":true}"#,
            r#"{"size":1,"theme":7,"#,
        ] {
            let error = from_str::<Settings>(text).unwrap_err().to_string();
            assert!(error.starts_with("invalid type: integer `7`"), "{error}");
        }
        let error = from_str::<Settings>(r#"{"dark":1,"theme":7}"#).unwrap_err();
        assert!(
            error.to_string().starts_with("invalid type: integer `1`"),
            "{error}"
        );
        let error = from_str::<Settings>(r#"{"theme":"a""#).unwrap_err();
        assert!(error.is_eof(), "{error}");
        // What has to be there was.
        for text in [
            r#"{"userName":"","roles":[],"rights":{},"e-mail":7}"#,
            r#"{"userName":"","roles":[],"rights":{},"e-mail":7,"lastLogin":"x"}"#,
        ] {
            let error = read(text).unwrap_err();
            assert!(error.starts_with("invalid type: integer `7`"), "{error}");
        }
    }

    #[test]
    fn a_required_member_beyond_the_sixty_fourth_is_not_missed() {
        macro_rules! wide {
            ($($field:ident)*) => {
                #[derive(Debug, JsonObject)]
                struct Wide { $($field: Option<u8>,)* last: u8 }
                const NAMES: &[&str] = &[$(stringify!($field)),*];
            };
        }
        wide! {
            a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3
            d4 d5 d6 d7 d8 d9 e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 g0 g1 g2 g3 g4 g5 g6 g7
        }
        let members: serde_json::Map<_, _> = NAMES
            .iter()
            .map(|name| ((*name).to_owned(), json!(1)))
            .collect();
        let error = Wide::deserialize(Value::Object(members.clone())).unwrap_err();
        assert_eq!(error.to_string(), "missing field `last`");
        let mut whole = members;
        whole.insert("last".to_owned(), json!(2));
        let read: Wide = from_value(Value::Object(whole)).unwrap();
        assert_eq!((read.last, read.a0, read.g7), (2, Some(1), Some(1)));
    }

    #[test]
    fn what_a_secret_holds_is_lost_when_it_is_null() {
        #[derive(Debug, JsonObject)]
        struct Settings {
            token: Option<SecretJson>,
        }
        let settings: Settings = from_str(r#"{"token":null}"#).unwrap();
        assert_eq!(to_string(&settings).unwrap(), r#"{"token":null}"#);
    }

    #[test]
    fn null_of_a_list_in_the_rest_is_not_written_back() {
        #[derive(Debug, JsonObject)]
        struct Groups {
            #[serde(flatten)]
            by_name: BTreeMap<String, Vec<u8>>,
            #[serde(skip)]
            nulls: crate::Nulls,
        }
        let text = r#"{"a":null,"b":[],"c":[1]}"#;
        let groups: Groups = from_str(text).unwrap();
        assert!(groups.by_name["a"].is_empty());
        assert_eq!(to_string(&groups).unwrap(), text);
    }
}
