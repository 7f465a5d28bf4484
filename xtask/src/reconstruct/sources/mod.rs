//! The SDK's own sources beside its pages: they know every name on the wire.
//!
//! They are read as Python, not as lines: formatters break statements wherever they like. A statement that is
//! not understood settles nothing, and neither do two that contradict each other.

mod fields;
mod places;
mod python;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use tree_sitter::Node;

use self::fields::{Class, Name};
use self::places::Said;
use self::python::{MAXIMUM_DEPTH, children, code, last_name};
use super::wire_names::{KnownParameter, KnownPlace, WireNames};

/// A generated source file larger than this is none.
const MAXIMUM_SIZE: u64 = 16 * 1024 * 1024;

/// Classes inherit from no more ancestors than this; a circle ends here.
const MAXIMUM_ANCESTORS: usize = 16;

/// Reads the Python packages beside or below a folder of pages.
pub fn read(docs: &Path) -> WireNames {
    let mut sources = Sources::default();
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
                sources.learn(&text);
            }
        }
    }
    sources.names()
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

/// What the files that were read so far say.
#[derive(Debug, Default)]
pub struct Sources {
    classes: HashMap<String, Vec<Class>>,
    /// By class, method and argument.
    arguments: HashMap<(String, String), HashMap<String, Argument>>,
}

/// What statements say of one argument.
#[derive(Debug, Default)]
struct Argument {
    names: HashSet<String>,
    places: Vec<KnownPlace>,
}

impl Argument {
    /// What all statements agree on.
    fn known(&self) -> KnownParameter {
        let mut names = self.names.iter();
        KnownParameter {
            name: names.next().filter(|_| names.next().is_none()).cloned(),
            place: match self.places.as_slice() {
                [only] => Some(*only),
                _ => None,
            },
        }
    }
}

impl Sources {
    /// Learns what one file tells.
    pub fn learn(&mut self, text: &str) {
        // Most files of an SDK hold neither models nor methods, or a test of each.
        let tells = ["attribute_map", "_params", "Field(", "BaseModel"];
        if !tells.iter().any(|word| text.contains(word)) {
            return;
        }
        if let Some(tree) = python::parse(text) {
            self.node(tree.root_node(), ("", ""), 0, text);
        }
    }

    fn node(&mut self, node: Node<'_>, (class, function): (&str, &str), depth: usize, text: &str) {
        if depth > MAXIMUM_DEPTH {
            return;
        }
        let name = || {
            let name = node.child_by_field_name("name");
            name.map(|name| code(name, text)).unwrap_or_default()
        };
        let within = match node.kind() {
            "class_definition" => {
                let read = fields::class(node, text);
                // A class of which nothing is said here still has ancestors.
                self.classes
                    .entry(name().to_owned())
                    .or_default()
                    .push(read);
                (name(), "")
            }
            "function_definition" => (class, name()),
            "expression_statement" if node.has_error() => return,
            "call" if is_endpoint(node, text) => {
                for said in places::endpoint(node, text) {
                    self.hear(class, said);
                }
                return;
            }
            // Texts hold no statements, and most of a file is text.
            "string" | "import_from_statement" | "parameters" => return,
            _ => {
                if let Some(said) = places::statement(node, function, text) {
                    self.hear(class, said);
                    return;
                }
                (class, function)
            }
        };
        for child in children(node) {
            self.node(child, within, depth + 1, text);
        }
    }

    fn hear(&mut self, class: &str, said: Said) {
        let arguments = self
            .arguments
            .entry((class.to_owned(), said.method))
            .or_default();
        let argument = arguments.entry(said.python).or_default();
        argument.names.extend(said.name);
        if let Some(place) = said.place
            && !argument.places.contains(&place)
        {
            argument.places.push(place);
        }
    }

    /// What all files together settle.
    pub fn names(&self) -> WireNames {
        let mut names = WireNames::default();
        // A method that several classes have is known by its own name where they agree on it.
        let mut shared: HashMap<&str, HashMap<&str, Vec<KnownParameter>>> = HashMap::new();
        for ((class, method), arguments) in &self.arguments {
            for (python, argument) in arguments {
                let known = argument.known();
                let all = shared.entry(method).or_default().entry(python).or_default();
                all.push(known.clone());
                names.learn_parameter(&format!("{class}.{method}"), python, known);
            }
        }
        for (method, arguments) in shared {
            for (python, all) in arguments {
                if let Some((first, rest)) = all.split_first()
                    && rest.iter().all(|other| other == first)
                {
                    names.learn_parameter(method, python, first.clone());
                }
            }
        }
        for class in self.classes.keys() {
            let mut known = IndexMap::new();
            self.fields(class, &mut HashSet::new(), &mut known);
            for (python, given) in known {
                for name in given.into_iter().flatten() {
                    names.learn_property(class, python, &name);
                }
            }
        }
        names
    }

    /// The fields of a class and of its ancestors with their names; a class hides what its ancestors have.
    fn fields<'a>(
        &'a self,
        class: &'a str,
        seen: &mut HashSet<&'a str>,
        found: &mut IndexMap<&'a str, Option<Vec<String>>>,
    ) {
        let (true, Some(classes)) = (seen.insert(class), self.classes.get(class)) else {
            return;
        };
        if seen.len() > MAXIMUM_ANCESTORS {
            return;
        }
        let own = self.keeps_names(class, &mut HashSet::new());
        let mut written = classes.iter().filter(|class| !class.fields.is_empty());
        if let Some(first) = written.next() {
            let others: Vec<&Class> = written.collect();
            for (python, said) in &first.fields {
                // Another file may say otherwise of a class of this name.
                let agreed = others
                    .iter()
                    .all(|other| other.fields.get(python) == Some(said));
                let names: Option<Vec<String>> = said
                    .iter()
                    .map(|name| match name {
                        Name::Given(name) => Some(name.clone()),
                        Name::Own => own.then(|| python.clone()),
                        Name::NotUnderstood => None,
                    })
                    .collect();
                found.entry(python).or_insert(names.filter(|_| agreed));
            }
        }
        for base in classes.iter().flat_map(|class| &class.bases) {
            self.fields(base, seen, found);
        }
    }

    /// Whether a class and all its ancestors leave names as they are: of an ancestor that is not among the
    /// sources nobody knows.
    fn keeps_names<'a>(&'a self, class: &'a str, seen: &mut HashSet<&'a str>) -> bool {
        if matches!(class, "BaseModel" | "object" | "ABC") || !seen.insert(class) {
            return true;
        }
        let classes = self.classes.get(class);
        classes.is_some_and(|classes| {
            classes.iter().all(|class| {
                !class.makes_names
                    && !class.bases.is_empty()
                    && class.bases.iter().all(|base| self.keeps_names(base, seen))
            })
        }) && seen.len() <= MAXIMUM_ANCESTORS
    }
}

/// Whether a call describes a method of openapi-generator 5.
fn is_endpoint(call: Node<'_>, text: &str) -> bool {
    let function = call.child_by_field_name("function");
    let name = function.and_then(|function| last_name(function, text));
    name.is_some_and(|name| name.ends_with("Endpoint"))
}
