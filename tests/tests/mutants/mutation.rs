//! How a description is spoilt.

use fastrand::Rng;
use serde_json::{Map, Value, json};
use xtask::pointer;

use crate::mistake;
use crate::odd::{odd_name, odd_value};

/// Spoils a description in one to four places. `others` lends parts of other descriptions.
pub(crate) fn spoil(document: &mut Value, others: &[Value], rng: &mut Rng) {
    for _ in 0..rng.usize(1..=4) {
        match rng.u8(..26) {
            0..=2 => drop_one(document, rng),
            3 => duplicate(document, rng),
            4 | 5 => swap(document, rng),
            6..=8 => replace(document, rng, odd_value),
            9 | 10 => rename(document, rng),
            11 => lead_elsewhere(document, rng),
            12..=14 => transplant(document, document_of(others, rng), rng),
            15 => bury(document, rng),
            16 => multiply(document, rng),
            17..=22 => mistake::make(document, rng),
            _ => sprinkle(document, others, rng),
        }
    }
}

fn document_of<'o>(others: &'o [Value], rng: &mut Rng) -> &'o Value {
    &others[rng.usize(..others.len())]
}

/// What an object or a list holds, by the tokens that lead there.
pub(crate) fn members(value: &Value) -> Vec<(String, &Value)> {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| (index.to_string(), item))
            .collect(),
        _ => Vec::new(),
    }
}

/// The pointers to all values but the whole.
fn places(document: &Value) -> Vec<String> {
    fn collect(value: &Value, at: &str, places: &mut Vec<String>) {
        for (token, value) in members(value) {
            let at = pointer::join(at, &token);
            collect(value, &at, places);
            places.push(at);
        }
    }
    let mut found = Vec::new();
    collect(document, "", &mut found);
    found
}

fn place(document: &Value, rng: &mut Rng) -> Option<String> {
    rng.choice(places(document))
}

/// What holds the value at a place, and under what name.
fn parent<'d>(document: &'d mut Value, place: &str) -> Option<(&'d mut Value, String)> {
    let (above, _) = place.rsplit_once('/')?;
    Some((
        document.pointer_mut(above)?,
        pointer::last(place).into_owned(),
    ))
}

fn drop_one(document: &mut Value, rng: &mut Rng) {
    let place = place(document, rng);
    match place.and_then(|place| parent(document, &place)) {
        Some((Value::Object(members), name)) => {
            members.shift_remove(&name);
        }
        Some((Value::Array(items), index)) => {
            items.remove(index.parse().unwrap());
        }
        _ => {}
    }
}

fn duplicate(document: &mut Value, rng: &mut Rng) {
    let name = odd_name(rng);
    let place = place(document, rng);
    match place.and_then(|place| parent(document, &place)) {
        Some((Value::Object(members), original)) => {
            let copy = members[&original].clone();
            members.insert(name, copy);
        }
        Some((Value::Array(items), index)) => {
            let copy = items[index.parse::<usize>().unwrap()].clone();
            items.push(copy);
        }
        _ => {}
    }
}

fn swap(document: &mut Value, rng: &mut Rng) {
    let (Some(one), Some(other)) = (place(document, rng), place(document, rng)) else {
        return;
    };
    let (Some(first), Some(second)) = (
        document.pointer(&one).cloned(),
        document.pointer(&other).cloned(),
    ) else {
        return;
    };
    put(document, &one, second);
    put(document, &other, first);
}

/// Does nothing where the place is gone.
fn put(document: &mut Value, place: &str, value: Value) {
    if let Some(old) = document.pointer_mut(place) {
        *old = value;
    }
}

fn replace(document: &mut Value, rng: &mut Rng, by: impl FnOnce(&mut Rng) -> Value) {
    if let Some(place) = place(document, rng) {
        let value = by(rng);
        put(document, &place, value);
    }
}

fn rename(document: &mut Value, rng: &mut Rng) {
    let name = odd_name(rng);
    let place = place(document, rng);
    if let Some((Value::Object(members), original)) =
        place.and_then(|place| parent(document, &place))
    {
        *members = std::mem::take(members)
            .into_iter()
            .map(|(key, value)| (if key == original { name.clone() } else { key }, value))
            .collect();
    }
}

/// A reference to anything, which may be of another kind, or where it stands itself.
fn lead_elsewhere(document: &mut Value, rng: &mut Rng) {
    let mut targets = places(document);
    if rng.bool() {
        targets.retain(|place| place.starts_with("/components/schemas"));
    }
    let target = rng.choice(targets);
    if let Some(target) = target {
        replace(
            document,
            rng,
            |_| json!({ "$ref": format!("#{}", target.replace('%', "%25")) }),
        );
    }
}

fn transplant(document: &mut Value, other: &Value, rng: &mut Rng) {
    let organ = place(other, rng).and_then(|place| other.pointer(&place).cloned());
    if let Some(organ) = organ {
        replace(document, rng, |_| organ);
    }
}

/// Puts a value far down into others.
fn bury(document: &mut Value, rng: &mut Rng) {
    let depth = [2, 10, 40, 100, 150, 600][rng.usize(..6)];
    let kind = rng.u8(..5);
    let Some(place) = place(document, rng) else {
        return;
    };
    let Some(mut value) = document.pointer(&place).cloned() else {
        return;
    };
    for _ in 0..depth {
        // `json!` would copy what is inside at every level.
        let (keyword, mut around, inside) = match kind {
            0 => ("items", json!({ "type": "array" }), value),
            1 => (
                "properties",
                json!({ "type": "object" }),
                only("inner", value),
            ),
            2 => ("allOf", json!({}), Value::Array(vec![value])),
            3 => (
                "oneOf",
                json!({}),
                Value::Array(vec![value, json!({ "type": "string" })]),
            ),
            _ => ("additionalProperties", json!({ "type": "object" }), value),
        };
        around[keyword] = inside;
        value = around;
    }
    put(document, &place, value);
}

fn only(name: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(name.to_owned(), value)]))
}

/// Makes an object or a list large.
fn multiply(document: &mut Value, rng: &mut Rng) {
    let times = [10, 50, 200][rng.usize(..3)];
    let place = place(document, rng);
    match place.and_then(|place| document.pointer_mut(&place)) {
        Some(Value::Object(members)) => {
            let copies: Vec<_> = members
                .iter()
                .take(3)
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect();
            for number in 0..times {
                members.extend(
                    copies
                        .iter()
                        .map(|(name, value)| (format!("{name}{number}"), value.clone())),
                );
            }
        }
        Some(Value::Array(items)) => {
            let copies: Vec<_> = items.iter().take(3).cloned().collect();
            for _ in 0..times {
                items.extend_from_slice(&copies);
            }
        }
        _ => {}
    }
}

/// Adds a member that stands in another description, under the name that it has there.
fn sprinkle(document: &mut Value, others: &[Value], rng: &mut Rng) {
    let other = document_of(others, rng);
    let Some(found) = place(other, rng) else {
        return;
    };
    let Some(value) = other.pointer(&found).cloned() else {
        return;
    };
    let name = pointer::last(&found).into_owned();
    let objects = places(document)
        .into_iter()
        .filter(|place| document.pointer(place).is_some_and(Value::is_object));
    let Some(place) = rng.choice(objects.collect::<Vec<_>>()) else {
        return;
    };
    if let Some(Value::Object(members)) = document.pointer_mut(&place) {
        members.insert(name, value);
    }
}

/// Spoils the text itself: lines and characters.
pub(crate) fn spoil_text(text: &str, rng: &mut Rng) -> Vec<u8> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..rng.usize(1..=3) {
        if lines.is_empty() {
            break;
        }
        let (one, other) = (rng.usize(..lines.len()), rng.usize(..lines.len()));
        match rng.u8(..9) {
            0 => {
                lines.remove(one);
            }
            1 => lines.insert(one, lines[other].clone()),
            2 => lines.swap(one, other),
            3 => lines[one].insert_str(0, &" ".repeat(rng.usize(1..5))),
            4 => lines[one] = lines[one].trim_start_matches("  ").to_owned(),
            5 => lines.truncate(one),
            6 => lines[one].push_str(&odd_name(rng)),
            7 => {
                let odd = [
                    ": ",
                    "- ",
                    "|",
                    ">",
                    "&a ",
                    "*a",
                    "!!int ",
                    "{",
                    "[",
                    "'",
                    "\"",
                    "#",
                    "? ",
                    "\u{85}",
                    "\0",
                    "\r",
                    "%YAML 1.1",
                    "...",
                ];
                lines[one].insert_str(0, odd[rng.usize(..odd.len())]);
            }
            _ => {
                lines[one] = lines[one].replace(
                    ": ",
                    [":", " : ", ": *", ": &b ", ": !!str "][rng.usize(..5)],
                )
            }
        }
    }
    let mut bytes = lines.join("\n").into_bytes();
    if rng.u8(..20) == 0 && !bytes.is_empty() {
        let at = rng.usize(..bytes.len());
        bytes[at] = rng.u8(..);
    }
    bytes
}

/// A description as text: as YAML or as JSON, on one line or on many.
pub(crate) fn print(document: &Value, rng: &mut Rng) -> Vec<u8> {
    match rng.u8(..4) {
        0 => document.to_string().into_bytes(),
        1 => format!("{document:#}").into_bytes(),
        _ => serde_yaml::to_string(document)
            .unwrap_or_else(|_| document.to_string())
            .into_bytes(),
    }
}

/// Whether a value can be spoilt.
pub(crate) fn is_worth_it(document: &Value) -> bool {
    document
        .as_object()
        .is_some_and(|members: &Map<String, Value>| !members.is_empty())
}
