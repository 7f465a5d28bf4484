//! Names of components.

use super::context::{Context, members};
use super::report::Report;
use crate::diagnostic::Diagnostic;
use crate::pointer;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, components) in members(context.document.value.get("components")) {
        if section.starts_with("x-") {
            continue;
        }
        let at = pointer::join("/components", section);
        for (name, _) in members(Some(components)) {
            // OpenAPI 3.0.3, section 4.7.7.1.
            let permitted = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
            let at = pointer::join(&at, name);
            // Swagger 2.0 permits any name under `definitions`.
            if !context.document.written(&at).starts_with("/components/") {
                continue;
            }
            if name.is_empty() || !name.chars().all(permitted) {
                report.push(
                    Diagnostic::warning(
                        "component-name",
                        at,
                        format!("`{name}` is no name for a component"),
                        "use letters, digits, `.`, `-` and `_` only",
                    )
                    .at_key(),
                );
            }
        }
    }
}
