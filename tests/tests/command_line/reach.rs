//! Whether a command line reaches every operation, and every property of every body.

use std::collections::BTreeSet;

use heck::ToKebabCase as _;
use serde_json::Value;
use workspace_tests::description::Description;
use workspace_tests::json::{elements, members};

use super::program::Machine;

/// The names of all properties that a caller can set, at all levels.
fn properties(
    description: &Description,
    schema: &Value,
    path: &str,
    around: &mut Vec<String>,
    found: &mut BTreeSet<String>,
) {
    let name = schema["$ref"].as_str().unwrap_or_default().to_owned();
    if !name.is_empty() && around.contains(&name) {
        return;
    }
    let schema = description.resolve(schema);
    around.push(name);
    for part in ["allOf", "oneOf", "anyOf"] {
        for part in elements(&schema[part]) {
            properties(description, part, path, around, found);
        }
    }
    for (name, property) in members(&schema["properties"]) {
        if description.resolve(property)["readOnly"] == true || property["readOnly"] == true {
            continue;
        }
        let flag = format!("{path}{}", name.to_kebab_case());
        properties(description, property, &format!("{flag}."), around, found);
        found.insert(flag);
    }
    around.pop();
}

pub(crate) fn an_operation_or_a_property_cannot_be_reached() {
    for vendor in Description::vendors() {
        let description = Description::of(&vendor);
        let machine = Machine::new(
            format!("{vendor}-users").leak(),
            "http://127.0.0.1:9".to_owned(),
        );
        // Flags that the help leaves out, because those of what is inside are there, are completed.
        let all = machine.prints(&["completions", "bash"]);
        for operation in description.operations() {
            let command = operation.id.to_kebab_case();
            let command = match command.as_str() {
                "login" => "api-login".to_owned(),
                _ => command,
            };
            let help = machine.prints(&[&command, "--help"]);
            let has = |name: &str| {
                let positional = format!("<{}>", name.replace('-', "_").to_uppercase());
                let flags = [
                    format!("--{name}"),
                    format!("--body.{name}"),
                    format!("--parameter.{name}"),
                ];
                let optional = positional.replace('<', "[").replace('>', "]");
                help.contains(&positional)
                    || help.contains(&optional)
                    || flags
                        .iter()
                        .any(|flag| help.contains(flag) || all.contains(flag))
            };
            let mut found = BTreeSet::new();
            for (_, content) in operation
                .body
                .iter()
                .flat_map(|body| members(&body["content"]))
            {
                properties(
                    &description,
                    &content["schema"],
                    "",
                    &mut Vec::new(),
                    &mut found,
                );
            }
            for name in found {
                assert!(has(&name), "{vendor} {command} lacks `{name}`\n{help}");
            }
            for parameter in operation.parameters {
                let name = parameter["name"].as_str().unwrap_or_default();
                let pages = &operation.value["x-pagination"];
                let is_size = pages["size"] == name;
                let is_credential =
                    parameter["in"] == "header" && !help.contains(&name.to_kebab_case());
                assert!(
                    is_size || is_credential || has(&name.to_kebab_case()),
                    "{vendor} {command} lacks `{name}`\n{help}"
                );
            }
        }
    }
}
