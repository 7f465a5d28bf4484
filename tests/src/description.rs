//! A description in `specs/`, read without the generator: it is the generator's work that is tested.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::json::{elements, members};

/// The vendors, and how many operations the pages of each document: the only place in the tests that says so. An
/// operation that a description loses would be missed by nothing that is made from the description.
pub const DOCUMENTED: &[(&str, usize)] = &[
    ("alsid", 12),
    ("contabo", 12),
    ("kestra", 24),
    ("portainer", 12),
    ("sftpgo", 8),
];

/// One of `specs/*.yaml`.
pub struct Description {
    /// The name of the vendor, which is that of the file.
    pub vendor: String,
    /// The whole file.
    pub value: Value,
}

/// An operation of a description, with the references to its parts followed.
pub struct Operation<'d> {
    /// The `operationId`.
    pub id: &'d str,
    /// The method, in upper case.
    pub method: String,
    /// The path template.
    pub path: &'d str,
    /// The Operation Object.
    pub value: &'d Value,
    /// The Parameter Objects, those of the path included.
    pub parameters: Vec<&'d Value>,
    /// The Request Body Object.
    pub body: Option<&'d Value>,
    /// The Response Objects by status.
    pub responses: Vec<(&'d str, &'d Value)>,
    /// Alternatives, each of schemes that are needed together; none for a public operation.
    pub security: Vec<Vec<&'d str>>,
}

impl Description {
    /// The folder with all of them.
    pub fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs")
    }

    /// The vendors that are described, sorted by name.
    ///
    /// # Panics
    ///
    /// If the folder cannot be read.
    pub fn vendors() -> Vec<String> {
        let entries = std::fs::read_dir(Self::folder()).expect("the folder is there");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let mut vendors: Vec<String> = names
            .filter_map(|name| Some(name.to_str()?.strip_suffix(".yaml")?.to_owned()))
            .collect();
        vendors.sort();
        vendors
    }

    /// Reads the description of a vendor.
    ///
    /// # Panics
    ///
    /// If there is none, or if it is not YAML.
    pub fn of(vendor: &str) -> Self {
        let path = Self::folder().join(format!("{vendor}.yaml"));
        let text = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let value = serde_yaml::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self {
            vendor: vendor.to_owned(),
            value,
        }
    }

    /// What a reference leads to, or the value itself where it is none.
    ///
    /// # Panics
    ///
    /// If the reference leads nowhere.
    pub fn resolve<'d>(&'d self, value: &'d Value) -> &'d Value {
        match value["$ref"].as_str() {
            None => value,
            Some(reference) => {
                let target = self.value.pointer(reference.trim_start_matches('#'));
                self.resolve(target.unwrap_or_else(|| panic!("{reference} leads nowhere")))
            }
        }
    }

    /// All operations, in the order of the file.
    pub fn operations(&self) -> Vec<Operation<'_>> {
        let mut operations = Vec::new();
        for (path, item) in members(&self.value["paths"]) {
            for (method, value) in members(item) {
                if let Some(id) = value["operationId"].as_str() {
                    operations.push(self.operation(id, method, path, item, value));
                }
            }
        }
        operations
    }

    fn operation<'d>(
        &'d self,
        id: &'d str,
        method: &str,
        path: &'d str,
        item: &'d Value,
        value: &'d Value,
    ) -> Operation<'d> {
        let parameters = elements(&item["parameters"]).chain(elements(&value["parameters"]));
        let security = value.get("security").unwrap_or(&self.value["security"]);
        let names = |schemes| members(schemes).map(|(name, _)| name.as_str()).collect();
        Operation {
            id,
            method: method.to_uppercase(),
            path,
            value,
            parameters: parameters
                .map(|parameter| self.resolve(parameter))
                .collect(),
            body: value.get("requestBody").map(|body| self.resolve(body)),
            responses: members(&value["responses"])
                .filter(|(status, _)| !status.starts_with("x-"))
                .map(|(status, response)| (status.as_str(), self.resolve(response)))
                .collect(),
            security: elements(security).map(names).collect(),
        }
    }
}

impl Operation<'_> {
    /// What the client returns of an answer, `null` being no body: the part that `x-value` names, and what stands for
    /// nothing where `x-absent` names the status. `None` where the answer is an error.
    #[must_use]
    pub fn returned(&self, status: u16, body: &Value) -> Option<Value> {
        let is_absent = elements(&self.value["x-absent"]).any(|absent| *absent == status);
        let has_content = self
            .responses
            .iter()
            .any(|(status, response)| status.starts_with('2') && response.get("content").is_some());
        let is_yes_or_no = !has_content && self.value.get("x-absent").is_some();
        match (is_absent, is_yes_or_no) {
            (true, true) => return Some(Value::Bool(false)),
            (true, false) => return Some(Value::Null),
            (false, _) if status >= 400 => return None,
            (false, true) => return Some(Value::Bool(true)),
            (false, false) => {}
        }
        match self.value["x-value"].as_str() {
            Some(pointer) => body.pointer(pointer).cloned(),
            None => Some(body.clone()),
        }
    }
}
