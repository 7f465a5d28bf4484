//! Pages made of a description, as openapi-generator 7 writes them: what the audit of the two must not differ on.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Names of files and their texts.
pub(super) type Files = BTreeMap<String, String>;

/// The pages of a description, README included.
pub(super) fn pages(document: &Value) -> Files {
    let writer = Writer { document };
    let mut files = writer.operations();
    files.extend(writer.models());
    files.insert("README.md".to_owned(), writer.readme());
    files
}

struct Writer<'a> {
    document: &'a Value,
}

const TABLE: &str = "Name | Type | Description  | Notes\n------------- | ------------- | ------------- | -------------\n";

impl<'a> Writer<'a> {
    fn resolved(&self, value: &'a Value) -> &'a Value {
        let reference = value.get("$ref").and_then(Value::as_str);
        let target = reference.and_then(|target| self.document.pointer(target.strip_prefix('#')?));
        target.map_or(value, |target| self.resolved(target))
    }

    fn members(&self, value: &'a Value, key: &str) -> impl Iterator<Item = (&'a str, &'a Value)> {
        let members = value
            .get(key)
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        members
            .filter(|(name, _)| !name.starts_with("x-"))
            .map(|(name, value)| (name.as_str(), self.resolved(value)))
    }

    /// A type as a row prints it, with the page that it links to.
    fn kind(&self, schema: &'a Value) -> (String, Option<String>) {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let target = self.resolved(schema);
            let key = reference.rsplit('/').next().unwrap_or_default();
            return if has_page(target) {
                let class = docs_name(target).unwrap_or(key);
                (class.to_owned(), Some(class.to_owned()))
            } else {
                self.kind(target)
            };
        }
        if let Some([only]) = schema
            .get("allOf")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
        {
            return self.kind(only);
        }
        let inner = |key: &str, before: &str| {
            let (kind, link) = schema
                .get(key)
                .map(|inner| self.kind(inner))
                .unwrap_or_default();
            let link = link.or(Some(kind.clone()));
            (format!("{before}{kind}]"), link)
        };
        let text = |key: &str| schema.get(key).and_then(Value::as_str);
        let plain = match (text("type"), text("format")) {
            (Some("array"), _) => return inner("items", "List["),
            (Some("object"), _)
                if schema
                    .get("additionalProperties")
                    .is_some_and(Value::is_object) =>
            {
                return inner("additionalProperties", "Dict[str, ");
            }
            (Some("string"), Some("date")) => "date",
            (Some("string"), Some("date-time")) => "datetime",
            (Some("string"), Some("uuid")) => "UUID",
            (Some("string"), Some("binary")) => "bytearray",
            (Some("string"), _) => "str",
            (Some("integer"), _) => "int",
            (Some("number"), _) => "float",
            (Some("boolean"), _) => "bool",
            _ => "object",
        };
        (plain.to_owned(), None)
    }

    fn linked(&self, schema: &'a Value) -> String {
        match self.kind(schema) {
            (kind, Some(page)) => format!("[**{kind}**]({page}.md)"),
            (kind, None) => format!("**{kind}**"),
        }
    }

    fn row(&self, name: &str, schema: &'a Value, required: bool, read_only: bool) -> String {
        let mut notes = String::new();
        if !required {
            notes.push_str("[optional] ");
        }
        if read_only {
            notes.push_str("[readonly] ");
        }
        // The default of an enumeration with a name is a member of it.
        if let Some(default) = schema
            .get("default")
            .or(self.resolved(schema).get("default"))
        {
            let printed = match default {
                Value::Bool(true) => "True".to_owned(),
                Value::Bool(false) => "False".to_owned(),
                Value::String(text) => format!("'{text}'"),
                other => other.to_string(),
            };
            notes.push_str(&format!("[default to {printed}]"));
        }
        format!("**{name}** | {} |  | {notes}\n", self.linked(schema))
    }

    fn operations(&self) -> Files {
        let mut pages: BTreeMap<String, (String, String)> = BTreeMap::new();
        let url = self.document["servers"][0]["url"]
            .as_str()
            .expect("a server");
        let mut paths: Vec<_> = self.members(self.document, "paths").collect();
        paths.sort_by_key(|(path, _)| *path);
        for (path, item) in paths {
            for (method, operation) in self.operations_of(item) {
                let tag = operation["tags"][0].as_str().unwrap_or("Default");
                let class = format!("{}Api", tag.replace([' ', '-'], ""));
                let (list, sections) = pages.entry(class.clone()).or_default();
                let name = docs_name(operation)
                    .or(operation["operationId"].as_str())
                    .expect("a name");
                let method = method.to_uppercase();
                list.push_str(&format!(
                    "[**{name}**]({class}.md#{name}) | **{method}** {path} | \n"
                ));
                sections.push_str(&self.operation(name, item, operation));
            }
        }
        let whole = |(class, (list, sections)): (String, (String, String))| {
            let text = format!(
                "# package.{class}\n\nAll URIs are relative to *{url}*\n\nMethod | HTTP request | Description\n\
                 ------------- | ------------- | -------------\n{list}\n\n{sections}"
            );
            (format!("docs/{class}.md"), text)
        };
        pages.into_iter().map(whole).collect()
    }

    fn operations_of(&self, item: &'a Value) -> impl Iterator<Item = (&'a str, &'a Value)> {
        let methods = ["get", "put", "post", "delete", "patch", "head", "options"];
        methods
            .into_iter()
            .filter_map(|method| Some((method, item.get(method)?)))
    }

    fn operation(&self, name: &str, item: &'a Value, operation: &'a Value) -> String {
        let mut rows = String::new();
        let lists = [item.get("parameters"), operation.get("parameters")];
        for parameter in lists
            .into_iter()
            .flatten()
            .filter_map(Value::as_array)
            .flatten()
        {
            let parameter = self.resolved(parameter);
            let wire = parameter["name"].as_str().expect("a name");
            let python = docs_name(parameter).map_or_else(|| python_name(wire), str::to_owned);
            let required = parameter["required"] == true;
            rows.push_str(&format!(
                " {}",
                self.row(&python, &parameter["schema"], required, false)
            ));
        }
        let body = operation.get("requestBody").map(|body| self.resolved(body));
        let sent = body.map(media_types).unwrap_or_default();
        if let Some(body) = body {
            let schema = self
                .members(body, "content")
                .find_map(|(_, media)| media.get("schema"));
            let python = docs_name(body).unwrap_or("body");
            let schema = schema.expect("a body has a schema");
            rows.push_str(&format!(
                " {}",
                self.row(python, schema, body["required"] == true, false)
            ));
        }
        let table = if rows.is_empty() {
            "This endpoint does not need any parameter.\n".to_owned()
        } else {
            format!("\n{TABLE}{rows}")
        };
        let mut statuses = String::new();
        let mut accepted: Vec<String> = Vec::new();
        let mut returns: Option<(&str, &Value)> = None;
        for (status, response) in self.members(operation, "responses") {
            let headers: Vec<String> = self
                .members(response, "headers")
                .map(|(name, _)| format!(" * {name} -  <br> "))
                .collect();
            let headers = if headers.is_empty() {
                " - ".to_owned()
            } else {
                headers.concat()
            };
            let printed = if status == "default" { "0" } else { status };
            statuses.push_str(&format!("**{printed}** |  | {headers} |\n"));
            for media_type in media_types(response) {
                if !accepted.contains(&media_type) {
                    accepted.push(media_type);
                }
            }
            let success = status.starts_with('2') || status == "default";
            if success && returns.is_none_or(|(least, _)| status < least) {
                returns = Some((status, response));
            }
        }
        let schema = returns.and_then(|(_, response)| {
            self.members(response, "content")
                .find_map(|(_, media)| media.get("schema"))
        });
        let returns = schema.map_or("void (empty response body)".to_owned(), |schema| {
            self.linked(schema)
        });
        let security = operation.get("security").or(self.document.get("security"));
        let mut schemes: Vec<String> = Vec::new();
        for key in security
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_object)
        {
            let links = key.keys().map(|key| {
                let scheme = &self.document["components"]["securitySchemes"][key];
                let name = docs_name(scheme).unwrap_or(key);
                format!("[{name}](../README.md#{name})")
            });
            schemes.extend(links);
        }
        schemes.dedup();
        let security = if schemes.is_empty() {
            "No authorization required".to_owned()
        } else {
            schemes.join(", ")
        };
        let line = |types: &[String]| {
            if types.is_empty() {
                "Not defined".to_owned()
            } else {
                types.join(", ")
            }
        };
        format!(
            "# **{name}**\n> {name}()\n\n### Example\n```python\n```\n\n### Parameters\n\n{table}\n### Return type\n\n{returns}\n\n\
             ### Authorization\n\n{security}\n\n### HTTP request headers\n\n - **Content-Type**: {}\n - **Accept**: {}\n\n\
             ### HTTP response details\n\n| Status code | Description | Response headers |\n|-------------|-------------|------------------|\n\
             {statuses}\n",
            line(&sent),
            line(&accepted)
        )
    }

    fn models(&self) -> Files {
        let schemas = self.members(&self.document["components"], "schemas");
        let described = schemas.filter(|(_, schema)| has_page(schema));
        let page = |(key, schema): (&'a str, &'a Value)| {
            let class = docs_name(schema).unwrap_or(key);
            let text = match schema.get("enum").and_then(Value::as_array) {
                Some(values) => {
                    let line = |value: &Value| match value {
                        Value::String(text) => format!("* `X` (value: `'{text}'`)\n\n"),
                        other => format!("* `X` (value: `{other}`)\n\n"),
                    };
                    let values: String = values.iter().map(line).collect();
                    format!("# {class}\n\n\n## Enum\n\n{values}")
                }
                None if self.properties(schema).is_empty() => {
                    format!("# {class}\n\n## Properties\n\n{TABLE}\n")
                }
                None => format!(
                    "# {class}\n\n## Properties\n\n{TABLE}{}\n",
                    self.properties(schema)
                ),
            };
            (format!("docs/{class}.md"), text)
        };
        described.map(page).collect()
    }

    /// The rows of all properties, inherited ones first.
    fn properties(&self, schema: &'a Value) -> String {
        let mut rows = String::new();
        for part in schema
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            rows.push_str(&self.properties(self.resolved(part)));
        }
        let required = schema.get("required").and_then(Value::as_array);
        let properties = schema.get("properties").and_then(Value::as_object);
        for (name, property) in properties.into_iter().flatten() {
            let target = self.resolved(property);
            let python = docs_name(property).filter(|_| property.get("$ref").is_none());
            let python = python.map_or_else(|| python_name(name), str::to_owned);
            let required = required.is_some_and(|names| names.iter().any(|one| one == name));
            let read_only = target["readOnly"] == true;
            rows.push_str(&self.row(&python, property, required, read_only));
        }
        rows
    }

    fn readme(&self) -> String {
        let info = &self.document["info"];
        let url = self.document["servers"][0]["url"]
            .as_str()
            .expect("a server");
        let mut text = format!(
            "# package\n\n- API version: {}\n\n## Documentation for API Endpoints\n\nAll URIs are relative to *{url}*\n\n\
             ## Documentation For Authorization\n\n",
            info["version"].as_str().expect("a version")
        );
        for (key, scheme) in self.members(&self.document["components"], "securitySchemes") {
            text.push_str(&format!(
                "### {}\n\n{}\n",
                docs_name(scheme).unwrap_or(key),
                scheme_items(scheme)
            ));
        }
        text + "\n## Author\n"
    }
}

fn scheme_items(scheme: &Value) -> String {
    let text = |key: &str| scheme[key].as_str().unwrap_or_default();
    match (text("type"), text("scheme")) {
        ("http", "basic") => "- **Type**: HTTP basic authentication\n".to_owned(),
        ("http", _) => match text("bearerFormat") {
            "" => "- **Type**: Bearer authentication\n".to_owned(),
            format => format!("- **Type**: Bearer authentication ({format})\n"),
        },
        ("apiKey", _) => {
            let place = match text("in") {
                "query" => "URL query string",
                _ => "HTTP header",
            };
            format!(
                "- **Type**: API key\n- **API key parameter name**: {}\n- **Location**: {place}\n",
                text("name")
            )
        }
        _ => {
            let flows = scheme["flows"].as_object().into_iter().flatten();
            let flow = |(name, flow): (&String, &Value)| {
                let address = flow["authorizationUrl"].as_str().unwrap_or_default();
                let scopes = flow["scopes"].as_object().into_iter().flatten();
                let scopes: String = scopes
                    .map(|(scope, _)| format!(" - **{scope}**: \n"))
                    .collect();
                format!(
                    "- **Type**: OAuth\n- **Flow**: {name}\n- **Authorization URL**: {address}\n- **Scopes**: \n{scopes}"
                )
            };
            flows.map(flow).collect()
        }
    }
}

/// Whether a schema with a name has a page of its own.
fn has_page(schema: &Value) -> bool {
    let keys = ["properties", "allOf", "enum"];
    schema["type"] == "object" || keys.iter().any(|key| schema.get(key).is_some())
}

fn docs_name(value: &Value) -> Option<&str> {
    match value.get("x-docs-name")? {
        Value::String(name) => Some(name),
        Value::Array(names) => names.first()?.as_str(),
        _ => None,
    }
}

fn media_types(value: &Value) -> Vec<String> {
    let content = value.get("content").and_then(Value::as_object);
    content
        .map(|content: &Map<String, Value>| content.keys().cloned().collect())
        .unwrap_or_default()
}

/// `pageSize` and `X-Page-Size` in snake case.
fn python_name(wire: &str) -> String {
    let mut python = String::new();
    for c in wire.trim_start_matches('_').chars() {
        if c.is_uppercase() && python.ends_with(|last: char| last.is_lowercase()) {
            python.push('_');
        }
        python.extend(
            c.to_lowercase()
                .map(|c| if c.is_alphanumeric() { c } else { '_' }),
        );
    }
    python
}
