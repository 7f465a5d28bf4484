//! The outline of a crate, which is what a reviewer reads first: a line for each operation, each field and each type, and for
//! what the client has beside them.
//!
//! What changes for callers or on the wire changes one line here, and what does not changes none.

mod client;
mod exchange;
mod forms;
mod operations;
mod settings;
mod styles;
mod types;

use std::collections::HashMap;
use std::fmt::Write as _;

use quote::ToTokens;

use self::operations::operation_line;
use self::types::type_line;
use super::base::Base;
use super::groups::Group;
use crate::model::{Api, UnixTime};
use crate::threads::each;

/// The outline of an API, whose crate has a feature for each of the groups.
///
/// # Errors
///
/// A message, if a type is not known: a bug.
pub(crate) fn outline(api: &Api, groups: &[Group], base: &Base) -> Result<String, String> {
    let mut text = format!(
        "{} {} ({} {})\n\n",
        api.package.name, api.package.version, api.title, api.version
    );
    for line in client::lines(api, groups, base)? {
        let _ = writeln!(text, "{line}");
    }
    text.push('\n');
    let features: HashMap<usize, &str> = groups
        .iter()
        .flat_map(|group| {
            let operations = group.operations.iter();
            operations.map(|operation| (*operation, group.feature.as_str()))
        })
        .collect();
    let numbered: Vec<_> = api.operations.iter().enumerate().collect();
    let operations = each(&numbered, |(number, operation)| {
        operation_line(api, operation, features.get(number).copied(), base)
    })?;
    let types = each(&api.types, |definition| type_line(api, definition, base))?;
    for line in &operations {
        let _ = writeln!(text, "{line}");
    }
    text.push('\n');
    for line in &types {
        let _ = writeln!(text, "{line}");
    }
    Ok(text)
}

/// What callers are warned of.
fn mark(deprecated: bool) -> &'static str {
    match deprecated {
        true => " deprecated",
        false => "",
    }
}

/// The name on the wire, where it is another than in Rust.
fn wire(name: &str, wire_name: &str) -> String {
    match name == wire_name {
        true => String::new(),
        false => format!(" = {wire_name:?}"),
    }
}

/// In what a time is counted, if it is a number on the wire.
fn counted(unit: UnixTime) -> &'static str {
    match unit {
        UnixTime::Seconds => " as seconds",
        UnixTime::Milliseconds => " as milliseconds",
    }
}

/// A type as a person writes it: tokens are printed with spaces between all of them.
fn compact(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    let text = text
        .replace(" :: ", "::")
        .replace(" < ", "<")
        .replace(" <", "<")
        .replace("< ", "<")
        .replace(" >", ">");
    text.replace("& ", "&")
        .replace(" ,", ",")
        .replace("[ ", "[")
        .replace(" ]", "]")
        .replace("( ", "(")
        .replace(" )", ")")
        .replace(">=", "> =")
}
