//! Keys of `paths`, and how they go with the parameters that are declared.

use std::collections::HashMap;

use super::context::{Context, Operation, members, text};
use crate::diagnostic::Diagnostic;
use crate::pointer;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    keys(context, diagnostics);
    for operation in &context.operations {
        if let Ok(variables) = variables(operation.path) {
            declarations(context, operation, &variables, diagnostics);
        }
    }
}

/// The names between the braces of a path template, in their order.
fn variables(path: &str) -> Result<Vec<&str>, &'static str> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(position) = rest.find(['{', '}']) {
        let (_, after) = rest.split_at(position);
        let Some(inside) = after.strip_prefix('{') else {
            return Err("a `}` closes no `{`");
        };
        let Some((name, next)) = inside.split_once('}') else {
            return Err("a `{` is not closed");
        };
        if name.is_empty() {
            return Err("there is no name between `{` and `}`");
        }
        if name.contains(['{', '/']) {
            return Err("a `{` is not closed");
        }
        names.push(name);
        rest = next;
    }
    Ok(names)
}

fn keys(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for (path, _) in members(context.document.value.get("paths")) {
        if path.starts_with("x-") {
            continue;
        }
        let at = pointer::join("/paths", path);
        if !path.starts_with('/') {
            diagnostics.push(
                Diagnostic::error(
                    "path-without-slash",
                    at.as_str(),
                    format!("the path `{path}` does not begin with `/`"),
                    format!("write `/{path}`; what comes before belongs into `servers`"),
                )
                .at_key(),
            );
        }
        if path.contains(['?', '#']) {
            diagnostics.push(
                Diagnostic::error(
                    "query-in-path",
                    at.as_str(),
                    "a path holds neither a query nor a fragment",
                    "describe what follows the `?` as query parameters",
                )
                .at_key(),
            );
        }
        match variables(path) {
            Err(reason) => diagnostics.push(
                Diagnostic::error(
                    "malformed-path",
                    at.as_str(),
                    format!("in this path {reason}"),
                    "write each variable as `{name}`",
                )
                .at_key(),
            ),
            Ok(names) => {
                repeated(&names, &at, diagnostics);
                let shape = names.iter().fold(path.to_owned(), |shape, name| {
                    shape.replacen(&format!("{{{name}}}"), "{}", 1)
                });
                if let Some(first) = seen.insert(shape, path) {
                    diagnostics.push(
                        Diagnostic::warning(
                            "equal-paths",
                            at.as_str(),
                            format!(
                                "this is the same path as `{first}`: only names of variables differ"
                            ),
                            "use one name for the variable, and one entry for the path",
                        )
                        .at_key(),
                    );
                }
            }
        }
    }
}

fn repeated(names: &[&str], at: &str, diagnostics: &mut Vec<Diagnostic>) {
    for (index, name) in names.iter().enumerate() {
        if names.iter().take(index).any(|earlier| earlier == name) {
            diagnostics.push(
                Diagnostic::error(
                    "repeated-path-variable",
                    at,
                    format!("`{{{name}}}` stands twice in this path"),
                    "give each variable a name of its own",
                )
                .at_key(),
            );
        }
    }
}

fn declarations(
    context: &Context<'_>,
    operation: &Operation<'_>,
    variables: &[&str],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let parameters = context.parameters(operation);
    let declared: Vec<(&str, &str)> = parameters
        .iter()
        .filter(|parameter| text(parameter.value, "in") == Some("path"))
        .filter_map(|parameter| Some((text(parameter.value, "name")?, parameter.pointer.as_str())))
        .collect();
    let title = format!("{} {}", operation.method.to_uppercase(), operation.path);
    for variable in variables {
        if !declared.iter().any(|(name, _)| name == variable) {
            diagnostics.push(
                Diagnostic::error(
                    "undeclared-path-parameter",
                    operation.pointer.as_str(),
                    format!("`{title}` does not declare the path parameter `{variable}`"),
                    format!("add `{{name: {variable}, in: path, required: true, schema: …}}` to its `parameters`"),
                )
                .at_key(),
            );
        }
    }
    for (name, at) in declared {
        if !variables.contains(&name) {
            diagnostics.push(Diagnostic::error(
                "path-parameter-not-in-path",
                pointer::join(at, "name"),
                format!("the path parameter `{name}` is not in the path of `{title}`"),
                format!("write `{{{name}}}` where it belongs in the path, or remove the parameter"),
            ));
        }
    }
}
