//! Reading an outline back.

use std::str::{FromStr, Lines};

use super::client;
use super::interface::{
    Argument, Definition, Field, Interface, Operation, Setting, Shape, Variant,
};
use super::text::{closed, outside, split};

/// Reads the text of an outline, with or without the line that says what made it.
///
/// # Errors
///
/// The line that is none of an outline: another version of the generator wrote it.
impl FromStr for Interface {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut lines = text.lines();
        let head = lines
            .find(|line| !line.is_empty() && !line.starts_with('#'))
            .ok_or("it is empty")?;
        let mut words = head.split(' ');
        let (Some(package), Some(version)) = (words.next(), words.next()) else {
            return Err(unreadable(head));
        };
        let mut interface = Self {
            package: package.to_owned(),
            version: version.to_owned(),
            client: None,
            operations: Vec::new(),
            types: Vec::new(),
        };
        while let Some(line) = lines.next() {
            if line.is_empty() {
                continue;
            }
            if client::is_line(line) {
                let client = interface.client.get_or_insert_default();
                client::read(line, client).ok_or_else(|| unreadable(line))?;
                continue;
            }
            let of_type = ["struct ", "enum "]
                .iter()
                .any(|word| line.starts_with(word));
            if of_type {
                let definition = definition(line, &mut lines);
                interface
                    .types
                    .push(definition.ok_or_else(|| unreadable(line))?);
            } else {
                let operation = operation(line);
                interface
                    .operations
                    .push(operation.ok_or_else(|| unreadable(line))?);
            }
        }
        Ok(interface)
    }
}

fn unreadable(line: &str) -> String {
    format!("`{line}` is no line of an outline")
}

/// `GET /users  list_users(limit: i64) .order(SortOrder) -> Result<A, B>  [bearer | api_key]`.
fn operation(line: &str) -> Option<Operation> {
    let featured = line.rsplit_once(" feature ");
    let featured = featured.filter(|(line, _)| warned(line).0.ends_with(']'));
    let (line, feature) = featured.unwrap_or((line, ""));
    let (line, deprecated) = warned(line);
    let (rest, security) = line.strip_suffix(']')?.rsplit_once("  [")?;
    let (rest, result) = rest.rsplit_once(" -> Result<")?;
    let (result, answer) = closed(result, '>')?;
    let (answer, settings) = match answer.split_once(" {") {
        Some((answer, settings)) => (answer, settings.strip_suffix('}')?),
        None => (answer, ""),
    };
    let settings = split(settings, ';').map(|text| {
        let (name, value) = text.split_once(' ')?;
        Some(Setting {
            name: name.to_owned(),
            value: value.to_owned(),
        })
    });
    // A path may hold any sign, the name of a method none but these.
    let (target, call) = rest.rmatch_indices("  ").find_map(|(at, gap)| {
        let call = rest.get(at + gap.len()..)?;
        let name = call.split('(').next()?;
        let is_name = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '#');
        (!name.is_empty() && name.chars().all(is_name)).then_some((rest.get(..at)?, call))
    })?;
    let (name, call) = call.split_once('(')?;
    let (arguments, mut call) = closed(call, ')')?;
    let arguments = split(arguments, ',').map(|text| {
        let (name, text) = text.split_once(": ")?;
        Some(argument(name, text))
    });
    let mut setters = Vec::new();
    let mut extras = Vec::new();
    while let Some(setter) = call.strip_prefix(" .") {
        let (name, rest) = setter.split_once('(')?;
        let (text, rest) = closed(rest, ')')?;
        call = rest;
        if text.is_empty() {
            extras.push(format!(".{name}()"));
            continue;
        }
        setters.push(argument(name, text));
    }
    call.is_empty().then_some(())?;
    Some(Operation {
        name: name.to_owned(),
        target: target.to_owned(),
        arguments: arguments.collect::<Option<_>>()?,
        setters,
        extras,
        result: format!("Result<{result}>"),
        answer: answer.trim_start().to_owned(),
        settings: settings.collect::<Option<_>>()?,
        security: security.split(" | ").map(str::to_owned).collect(),
        deprecated,
        feature: feature.to_owned(),
    })
}

/// `&str = "X-Trace" in header deprecated`.
pub(super) fn argument(name: &str, text: &str) -> Argument {
    const AFTER_TYPES: [&str; 5] = [" = \"", " in ", " by ", " as ", " exploded"];
    let (text, deprecated) = warned(text);
    let end = outside(text).find(|(at, _)| {
        let rest = text.get(*at..).unwrap_or_default();
        AFTER_TYPES.iter().any(|word| rest.starts_with(word))
    });
    let (ty, rest) = text.split_at(end.map_or(text.len(), |(at, _)| at));
    let named = rest.strip_prefix(" = \"").and_then(|rest| {
        let quoted = quoted(rest)?;
        Some((quoted, rest.get(quoted.len() + 1..)?))
    });
    let (wire, place) = named.unwrap_or((name, rest));
    Argument {
        name: name.to_owned(),
        ty: ty.to_owned(),
        wire: wire.to_owned(),
        place: place.trim_start().to_owned(),
        deprecated,
    }
}

/// What stands before the quote that closes one which was open.
fn quoted(text: &str) -> Option<&str> {
    let mut escaped = false;
    let (end, _) = text.char_indices().find(|(_, sign)| {
        let closes = !escaped && *sign == '"';
        escaped = !escaped && *sign == '\\';
        closes
    })?;
    text.get(..end)
}

/// A line without the word that its callers are warned, and whether it was there.
fn warned(line: &str) -> (&str, bool) {
    match line.strip_suffix(" deprecated") {
        Some(line) => (line, true),
        None => (line, false),
    }
}

/// A type, with the lines of its fields.
fn definition(line: &str, lines: &mut Lines<'_>) -> Option<Definition> {
    let (line, deprecated) = warned(line);
    if let Some(line) = line.strip_prefix("enum ") {
        let (head, variants) = line.strip_suffix(" }")?.split_once(" { ")?;
        let (name, by) = head.split_once(" by ").unwrap_or((head, ""));
        let variants = split(variants, ',').map(variant);
        let shape = Shape::Variants {
            by: by.to_owned(),
            variants: variants.collect(),
        };
        return Some(Definition {
            name: name.to_owned(),
            shape,
            deprecated,
        });
    }
    let line = line.strip_prefix("struct ")?;
    if let Some((name, ty)) = line.split_once('(').filter(|(name, _)| !name.contains(':')) {
        return Some(Definition {
            name: name.to_owned(),
            shape: Shape::Newtype(ty.strip_suffix(')')?.to_owned()),
            deprecated,
        });
    }
    let (name, new) = match line.split_once("::new(") {
        Some((name, new)) => (name, Some(new.strip_suffix(')')?)),
        None => (line, None),
    };
    let new = new.map(|new| split(new, ',').map(str::to_owned).collect());
    let mut fields = Vec::new();
    loop {
        let mut ahead = lines.clone();
        let Some(line) = ahead.next().and_then(|line| line.strip_prefix("  ")) else {
            break;
        };
        fields.push(field(line)?);
        *lines = ahead;
    }
    Some(Definition {
        name: name.to_owned(),
        shape: Shape::Fields { new, fields },
        deprecated,
    })
}

/// `type_: GroupType? or null = "type" read-only always "user"`.
fn field(line: &str) -> Option<Field> {
    let (line, deprecated) = warned(line);
    let (name, rest) = line.split_once(": ")?;
    const ALWAYS: &str = " always ";
    let is_always = |(at, _): &(usize, char)| {
        let rest = rest.get(*at..).unwrap_or_default();
        rest.starts_with(ALWAYS)
    };
    let (rest, always) = match outside(rest).find(is_always) {
        Some((at, _)) => (rest.get(..at)?, rest.get(at + ALWAYS.len()..)?),
        None => (rest, ""),
    };
    let sides = [" read-only", " write-only"];
    let side = sides.into_iter().find(|side| rest.ends_with(side));
    let side = side.unwrap_or_default();
    let rest = rest.strip_suffix(side)?;
    let (ty, wire) = match rest.split_once(" = \"") {
        Some((ty, wire)) => (ty, wire.strip_suffix('"')?),
        None => (rest, name),
    };
    let (ty, unit) = ty.split_once(" as ").unwrap_or((ty, ""));
    Some(Field {
        name: name.to_owned(),
        ty: ty.to_owned(),
        unit: unit.to_owned(),
        wire: wire.to_owned(),
        side: side.trim_start().to_owned(),
        always: always.to_owned(),
        deprecated,
    })
}

/// `Admin = 1`, `Cat(types::Cat)`.
fn variant(text: &str) -> Variant {
    let (head, value) = text.split_once(" = ").unwrap_or((text, ""));
    let (name, holds) = head.split_at(head.find('(').unwrap_or(head.len()));
    Variant {
        name: name.to_owned(),
        holds: holds.to_owned(),
        value: value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_in_a_type_or_a_value_does_not_end_an_argument() {
        let line = r#"GET /a  b(c)/{d}  list_users(filter: &BTreeMap<String, Vec<u8>>, id: &str = "I\"d") .tags(Vec<(A, B)> by comma) .trace(Uuid = "X-Trace" in header) .stream() -> Result<Vec<types::User>, types::Error> 201 text/plain  [basic + key | nothing] feature users"#;
        let read = operation(line).unwrap();
        assert_eq!(read.target, "GET /a  b(c)/{d}");
        assert_eq!(read.arguments.len(), 2);
        assert_eq!(read.setters[0].ty, "Vec<(A, B)>");
        assert_eq!(read.arguments[1].wire, "I\\\"d");
        assert_eq!(read.setters[1].place, "in header");
        assert_eq!(read.setters[1].wire, "X-Trace");
        assert_eq!((&*read.answer, &*read.feature), ("201 text/plain", "users"));
        assert_eq!(read.extras, [".stream()"]);
        assert_eq!(read.result, "Result<Vec<types::User>, types::Error>");
        assert_eq!(read.security, ["basic + key", "nothing"]);
        let text = r#"enum Sign { Comma = ", \" }", Other(_) }"#;
        let Shape::Variants { variants, .. } = definition(text, &mut "".lines()).unwrap().shape
        else {
            panic!("it is an enum");
        };
        assert_eq!(variants[0].value, r#"", \" }""#);
        assert_eq!(variants[1].holds, "(_)");
    }

    #[test]
    fn a_line_of_another_generator_is_named() {
        let error = Interface::from_str("a 1.0.0 (A 1)\n\nfn list_users()\n").unwrap_err();
        assert_eq!(error, "`fn list_users()` is no line of an outline");
    }
}
