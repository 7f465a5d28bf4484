//! Names on the wire that something beside the pages tells: a file, or the SDK's own sources.

use std::collections::HashMap;

use serde::Deserialize;

use super::convention::{self, Convention};

/// What is known about names.
#[derive(Debug, Clone, Default)]
pub struct WireNames {
    /// How names of several words are written.
    pub convention: Option<Convention>,
    parameters: HashMap<String, HashMap<String, KnownParameter>>,
    properties: HashMap<String, HashMap<String, Vec<String>>>,
    /// Whether a name of a single word is known that is not written as in Python: `Username`.
    capitals: bool,
}

/// What is known about a parameter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownParameter {
    /// Its name on the wire.
    pub name: Option<String>,
    /// Its place.
    pub place: Option<KnownPlace>,
}

/// A place that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KnownPlace {
    /// A variable of the path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// A field of a form.
    Form,
    /// The whole body.
    Body,
}

/// The file: operations and models by their documented names, and in them the Python names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    names: Option<Convention>,
    #[serde(default)]
    parameters: HashMap<String, HashMap<String, Entry>>,
    #[serde(default)]
    properties: HashMap<String, HashMap<String, String>>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Entry {
    Name(String),
    Both {
        #[serde(default)]
        name: Option<String>,
        #[serde(default, rename = "in")]
        place: Option<KnownPlace>,
    },
}

impl WireNames {
    /// Reads a file of names, in YAML or JSON:
    ///
    /// ```yaml
    /// names: camelCase
    /// parameters:
    ///   list_users:
    ///     page_size: pageSize
    ///     x_trace: { name: X-Trace, in: header }
    /// properties:
    ///   User:
    ///     user_name: userName
    /// ```
    ///
    /// # Errors
    ///
    /// What is wrong with the file, with its line where that is known.
    pub fn from_file(text: &str) -> Result<Self, String> {
        let file: File = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
        let mut names = Self {
            convention: file.names,
            ..Self::default()
        };
        for (operation, parameters) in file.parameters {
            for (python, entry) in parameters {
                let known = match entry {
                    Entry::Name(name) => KnownParameter {
                        name: Some(name),
                        place: None,
                    },
                    Entry::Both { name, place } => KnownParameter { name, place },
                };
                names.learn_parameter(&operation, &python, known);
            }
        }
        for (model, properties) in file.properties {
            for (python, name) in properties {
                names.learn_property(&model, &python, &name);
            }
        }
        Ok(names)
    }

    /// Keeps what is known about a parameter; what was learned first stays.
    pub(super) fn learn_parameter(&mut self, operation: &str, python: &str, known: KnownParameter) {
        let parameters = self.parameters.entry(operation.to_owned()).or_default();
        let entry = parameters.entry(python.to_owned()).or_default();
        entry.name = entry.name.take().or(known.name);
        entry.place = entry.place.or(known.place);
    }

    /// Keeps the name of a property. A Python name may stand for several names on the wire.
    pub(super) fn learn_property(&mut self, model: &str, python: &str, name: &str) {
        let other_case = python != name && python.eq_ignore_ascii_case(name);
        self.capitals |= other_case && convention::is_one_word(python);
        let properties = self.properties.entry(model.to_owned()).or_default();
        let names = properties.entry(python.to_owned()).or_default();
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }

    /// Adds what another source knows; what is known already stays.
    pub fn extend(&mut self, other: Self) {
        self.convention = self.convention.or(other.convention);
        self.capitals |= other.capitals;
        for (operation, parameters) in other.parameters {
            for (python, known) in parameters {
                self.learn_parameter(&operation, &python, known);
            }
        }
        for (model, properties) in other.properties {
            let known = self.properties.entry(model).or_default();
            for (python, names) in properties {
                known.entry(python).or_insert(names);
            }
        }
    }

    /// What is known about a method's parameter: by one of its classes, or by the method alone.
    pub fn parameter(
        &self,
        classes: &[String],
        method: &str,
        python: &str,
    ) -> Option<&KnownParameter> {
        let by_class = classes.iter().find_map(|class| {
            self.parameters
                .get(&format!("{class}.{method}"))?
                .get(python)
        });
        by_class.or_else(|| self.parameters.get(method)?.get(python))
    }

    /// The likely name where none is known, and whether it is a guess.
    pub(super) fn guess(&self, python: &str) -> (String, bool) {
        let (name, guessed) = convention::name(self.convention, python);
        // One word that is written otherwise speaks against all others.
        (name, guessed || self.capitals && self.convention.is_none())
    }

    /// Whether a name of a single word is taken as it is, for want of anything that says otherwise.
    pub(super) fn trusts(&self, python: &str) -> bool {
        self.convention.is_none() && !self.capitals && convention::is_one_word(python)
    }

    /// The names on the wire of a model's property.
    pub fn property(&self, model: &str, python: &str) -> &[String] {
        self.properties
            .get(model)
            .and_then(|properties| properties.get(python))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }
}
