//! Successes that have several media types: what the caller may ask for instead of the preferred one.

use super::context::Context;
use super::node::Node;
use super::response::essence;
use crate::model::{Alternative, Content, Names, Success, field_name};

impl<'d> Context<'d> {
    /// The media types that a caller may ask for instead of the preferred one.
    pub(super) fn alternatives(
        &mut self,
        successes: &[&(&'d str, Node<'d>)],
        success: &Success,
        hint: &str,
        arguments: &mut Names,
    ) -> Vec<Alternative> {
        let mut alternatives: Vec<Alternative> = Vec::new();
        for (_, node) in successes {
            let first = self.preferred_answer(node).map(|(name, _)| name);
            let content = node.get("content").map(|content| content.members());
            for (name, media) in content.unwrap_or_default() {
                let essence = essence(name);
                let known = |other: &Alternative| other.media_type == essence;
                if Some(name) == first || name.contains('*') || alternatives.iter().any(known) {
                    continue;
                }
                let subtype = essence.split('/').next_back().unwrap_or_default();
                let hint = format!("{hint} {subtype} response");
                let found = match self.content_of(name, &media, &hint, true) {
                    Content::Nothing => continue,
                    Content::Json(ty) => Success::Json(ty),
                    Content::OptionalJson(ty) => Success::OptionalJson(ty),
                    Content::Text => Success::Text,
                    Content::Bytes => Success::Bytes,
                    Content::Events(ty, data) => Success::Events(ty, data),
                    Content::Values(ty) => Success::Values(ty),
                };
                // The same JSON by another name is nothing to choose.
                let json = matches!(found, Success::Json(_) | Success::OptionalJson(_));
                let mut others = alternatives.iter().map(|other| &other.success);
                if json && (found == *success || others.any(|other| *other == found)) {
                    continue;
                }
                let short = subtype.strip_prefix("x-").unwrap_or(subtype);
                let setter = field_name(&format!("accept {short}"));
                alternatives.push(Alternative {
                    setter: arguments.take(setter),
                    media_type: essence,
                    success: found,
                });
            }
        }
        alternatives
    }
}
