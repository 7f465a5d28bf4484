//! Keys of `paths`, and how they go with the parameters that are declared.

use std::collections::HashMap;

use super::context::{Context, Operation, members, text};
use super::report::Report;
use crate::diagnostic::Diagnostic;
use crate::lower::{PathKey, Variable};
use crate::pointer;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    keys(context, report);
    for operation in &context.operations {
        declarations(context, operation, report);
    }
}

fn keys(context: &Context<'_>, report: &mut Report) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for (path, _) in members(context.document.value.get("paths")) {
        if path.starts_with("x-") {
            continue;
        }
        let at = pointer::join("/paths", path);
        let mut warn = |code, message: String, help: String| {
            report.push(Diagnostic::warning(code, at.as_str(), message, help).at_key());
        };
        let key = PathKey::of(path);
        if !path.starts_with('/') {
            warn(
                "path-without-slash",
                format!("the path `{path}` does not begin with `/`: `/{path}` is taken"),
                format!("write `/{path}`; what comes before belongs into `servers`"),
            );
        }
        if !key.fixed.is_empty() || !key.query.is_empty() {
            warn(
                "query-in-path",
                "a path holds no query: its pairs are always sent, its variables are parameters"
                    .to_owned(),
                "describe what follows the `?` as query parameters".to_owned(),
            );
        }
        if key.fragment.is_some() {
            warn(
                "fragment-in-path",
                "a path holds no fragment: it only tells this path apart, and is not sent"
                    .to_owned(),
                "describe variants of an operation as one operation".to_owned(),
            );
        }
        if let Some(reason) = key.malformed {
            warn(
                "malformed-path",
                format!("in this path {reason}: the braces are sent as they are"),
                "write each variable as `{name}`".to_owned(),
            );
        }
        for (index, variable) in key.variables.iter().enumerate() {
            let earlier = key.variables.iter().take(index);
            if earlier
                .clone()
                .any(|earlier| earlier.parameter == variable.parameter)
            {
                warn(
                    "repeated-path-variable",
                    format!(
                        "`{{{}}}` stands twice in this path: each is an argument of its own",
                        variable.parameter
                    ),
                    "give each variable a name of its own".to_owned(),
                );
            }
        }
        let shape = key
            .variables
            .iter()
            .fold(path.to_owned(), |shape, variable| {
                shape.replacen(&variable.written, "{}", 1)
            });
        if let Some(first) = seen.insert(shape, path) {
            warn(
                "equal-paths",
                format!("this is the same path as `{first}`: only names of variables differ"),
                "use one name for the variable, and one entry for the path".to_owned(),
            );
        }
    }
}

/// Whether a variable says more than its name, or is none by its braces.
fn spelling(operation: &Operation<'_>, variable: &Variable, report: &mut Report) {
    let Variable {
        written, parameter, ..
    } = variable;
    let (code, message) = match parameter {
        _ if written.starts_with(':') => (
            "variable-without-braces",
            format!(
                "`{written}` in a path is no variable, and a parameter is called so: `{{{parameter}}}` is taken"
            ),
        ),
        plain if *written == format!("{{{plain}}}") => return,
        _ if written.contains([':', '=', '?']) => (
            "pattern-in-path",
            format!(
                "`{written}` says more than a name, which only a router reads: `{{{parameter}}}` is taken"
            ),
        ),
        _ => return,
    };
    let help = format!("write `{{{parameter}}}`");
    report.push(Diagnostic::warning(code, operation.pointer.as_str(), message, help).at_key());
}

fn declarations(context: &Context<'_>, operation: &Operation<'_>, report: &mut Report) {
    let parameters = context.parameters(operation);
    let declared: Vec<(&str, &str)> = parameters
        .iter()
        .filter(|parameter| text(parameter.value, "in") == Some("path"))
        .filter_map(|parameter| Some((text(parameter.value, "name")?, parameter.pointer.as_str())))
        .collect();
    let title = format!("{} {}", operation.method.to_uppercase(), operation.path);
    let names: Vec<&str> = declared.iter().map(|(name, _)| *name).collect();
    let key = PathKey::among(operation.path, &names);
    for variable in &key.variables {
        spelling(operation, variable, report);
        let variable = &variable.parameter;
        if !declared.iter().any(|(name, _)| name == variable) {
            report.push(
                Diagnostic::warning(
                    "undeclared-path-parameter",
                    operation.pointer.as_str(),
                    format!("`{title}` does not declare the path parameter `{variable}`: it is taken as text"),
                    format!("add `{{name: {variable}, in: path, required: true, schema: …}}` to its `parameters`"),
                )
                .at_key(),
            );
        }
    }
    for (name, at) in declared {
        let in_path = key
            .variables
            .iter()
            .any(|variable| variable.parameter == name);
        let in_query = key.query.iter().any(|(_, variable)| variable == name);
        if !in_path && !in_query {
            report.push(Diagnostic::warning(
                "path-parameter-not-in-path",
                pointer::join(at, "name"),
                format!(
                    "the path parameter `{name}` is not in the path of `{title}`: it is left out"
                ),
                format!("write `{{{name}}}` where it belongs in the path, or remove the parameter"),
            ));
        }
    }
}
