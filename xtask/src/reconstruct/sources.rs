//! The SDK's own sources beside its pages: they know every name on the wire.
//!
//! Generated Python is regular enough to be read line by line; what is not understood teaches nothing.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::wire_names::{KnownParameter, KnownPlace, WireNames};

/// A generated source file larger than this is none.
const MAXIMUM_SIZE: u64 = 16 * 1024 * 1024;

/// Reads the Python packages beside or below a folder of pages.
pub fn read(docs: &Path) -> WireNames {
    let mut names = WireNames::default();
    let parent = fs::canonicalize(docs)
        .ok()
        .and_then(|docs| docs.parent().map(Path::to_owned));
    // Only a folder that is a Python project is looked into: any other may be a home folder.
    let is_project = |folder: &Path| {
        ["setup.py", "pyproject.toml", "setup.cfg"]
            .iter()
            .any(|name| folder.join(name).is_file())
    };
    let roots = [Some(docs.to_owned()), parent];
    for root in roots.into_iter().flatten().filter(|root| is_project(root)) {
        let mut files = Vec::new();
        python(&root, 0, &mut HashSet::new(), &mut files);
        for file in files {
            let small = fs::metadata(&file).is_ok_and(|metadata| metadata.len() <= MAXIMUM_SIZE);
            if let (true, Ok(text)) = (small, fs::read_to_string(&file)) {
                learn(&text, &mut names);
            }
        }
    }
    names
}

/// The Python files of a folder and the folders in it, each folder once: links can nest them without end.
fn python(folder: &Path, depth: usize, seen: &mut HashSet<PathBuf>, files: &mut Vec<PathBuf>) {
    if !fs::canonicalize(folder).is_ok_and(|folder| seen.insert(folder)) {
        return;
    }
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut entries: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    entries.sort();
    for path in entries {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            if depth < 8 && !name.starts_with('.') && name != "test" && name != "docs" {
                python(&path, depth + 1, seen, files);
            }
        } else if name.ends_with(".py") {
            files.push(path);
        }
    }
}

/// Learns what one source file tells.
pub fn learn(text: &str, names: &mut WireNames) {
    let mut class = "";
    let mut function = "";
    let mut map = Map::None;
    for line in text.lines() {
        let code = line.trim();
        if let Some(rest) = line.strip_prefix("class ") {
            class = rest.split(['(', ':']).next().unwrap_or_default();
            function = "";
            map = Map::None;
            continue;
        }
        if let Some(rest) = code.strip_prefix("def ") {
            function = rest.split('(').next().unwrap_or_default();
            map = Map::None;
        }
        if let Some(operation) = code
            .strip_prefix("'operation_id': '")
            .and_then(|rest| rest.split('\'').next())
        {
            function = operation;
        }
        match code {
            "attribute_map = {" => map = Map::Properties,
            "'attribute_map': {" => map = Map::Parameters,
            "'location_map': {" => map = Map::Places,
            _ => {}
        }
        if map != Map::None && code.starts_with('}') {
            map = Map::None;
        }
        let operation = operation_name(function);
        if let (true, Some((python, value))) = (map != Map::None, pair(code)) {
            match map {
                Map::Properties => names.learn_property(class, python, value),
                Map::Parameters => {
                    let known = KnownParameter {
                        name: Some(value.to_owned()),
                        place: None,
                    };
                    names.learn_parameter(operation, python, known);
                }
                Map::Places => {
                    let known = KnownParameter {
                        name: None,
                        place: place(value),
                    };
                    names.learn_parameter(operation, python, known);
                }
                Map::None => {}
            }
        } else if let Some((python, name)) = alias(line) {
            names.learn_property(class, python, name);
        } else if let Some((python, known)) = assignment(code) {
            names.learn_parameter(operation, python, known);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Map {
    None,
    Properties,
    Parameters,
    Places,
}

/// The method that a helper belongs to.
fn operation_name(function: &str) -> &str {
    let name = function.strip_suffix("_with_http_info").unwrap_or(function);
    match name
        .strip_prefix('_')
        .and_then(|name| name.strip_suffix("_serialize"))
    {
        Some(name) => name,
        None => name,
    }
}

/// `'page_size': 'pageSize',  # noqa`
fn pair(code: &str) -> Option<(&str, &str)> {
    let (python, rest) = code.strip_prefix('\'')?.split_once("': '")?;
    Some((python, rest.split('\'').next()?))
}

fn place(word: &str) -> Option<KnownPlace> {
    Some(match word {
        "path" => KnownPlace::Path,
        "query" => KnownPlace::Query,
        "header" => KnownPlace::Header,
        "cookie" => KnownPlace::Cookie,
        "form" => KnownPlace::Form,
        "body" => KnownPlace::Body,
        _ => return None,
    })
}

/// A field of a pydantic model: `pet_name: Optional[StrictStr] = Field(default=None, alias="petName")`;
/// without an alias, the Python name is the name.
fn alias(line: &str) -> Option<(&str, &str)> {
    let code = line
        .strip_prefix("    ")
        .filter(|code| !code.starts_with(' '))?;
    let (python, rest) = code.split_once(": ")?;
    let is_name =
        python.chars().all(|c| c.is_alphanumeric() || c == '_') && !python.starts_with("__");
    if !is_name
        || !(rest.contains(" = ") || rest.starts_with("Optional[") || rest.starts_with("Strict"))
    {
        return None;
    }
    if rest.contains("ClassVar") || rest.contains("PrivateAttr") {
        return None;
    }
    let aliased = rest
        .rsplit_once("alias=\"")
        .and_then(|(_, rest)| rest.split('"').next());
    Some((python, aliased.unwrap_or(python)))
}

/// A line that puts a parameter in its place, such as `_query_params.append(('pageSize', page_size))`,
/// `header_params['X-Trace'] = params['x_trace']` or `body_params = params['body']`.
fn assignment(code: &str) -> Option<(&str, KnownParameter)> {
    let code = code.strip_prefix('_').unwrap_or(code);
    let targets = [
        ("path_params", KnownPlace::Path),
        ("query_params", KnownPlace::Query),
        ("header_params", KnownPlace::Header),
        ("cookie_params", KnownPlace::Cookie),
        ("form_params", KnownPlace::Form),
        ("local_var_files", KnownPlace::Form),
        ("files", KnownPlace::Form),
        ("body_params", KnownPlace::Body),
    ];
    let (rest, place) = targets
        .iter()
        .find_map(|(target, place)| Some((code.strip_prefix(target)?, *place)))?;
    if place == KnownPlace::Body {
        let python = variable(rest.strip_prefix(" = ")?)?;
        return Some((
            python,
            KnownParameter {
                name: None,
                place: Some(place),
            },
        ));
    }
    let rest = rest
        .strip_prefix(".append((")
        .or_else(|| rest.strip_prefix('['))?;
    let (name, rest) = rest.strip_prefix('\'')?.split_once('\'')?;
    let value = rest
        .strip_prefix("] = ")
        .or_else(|| rest.strip_prefix(", "))?;
    let python = variable(value)?;
    Some((
        python,
        KnownParameter {
            name: Some(name.to_owned()),
            place: Some(place),
        },
    ))
}

/// `page_size`, `params['page_size']` or `local_var_params['page_size']`, perhaps with `.value` behind it.
fn variable(value: &str) -> Option<&str> {
    let value = match value.split_once("params['") {
        Some((_, inner)) => inner.split('\'').next()?,
        None => value,
    };
    let end = value
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(value.len());
    let name = value.get(..end)?;
    let is_name =
        !name.is_empty() && !matches!(name, "None" | "self") && !value.get(end..)?.starts_with('(');
    is_name.then_some(name)
}
