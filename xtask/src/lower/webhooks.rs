//! Webhooks: calls that the server makes. The client has no methods for them, but the types of what they carry.

use super::context::Context;
use super::media::{Media, classify};
use super::node::Node;
use crate::grammar::{ADDITIONAL_OPERATIONS, METHODS};
use crate::model::Type;

/// The types in the calls that a server makes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Webhooks {
    /// What the server sends.
    pub(crate) received: Vec<Type>,
    /// What it is answered.
    pub(crate) sent: Vec<Type>,
}

impl<'d> Context<'d> {
    /// The types of all webhooks, named after them where they need a name.
    pub(crate) fn webhooks(&mut self) -> Webhooks {
        let mut webhooks = Webhooks::default();
        let items = self.root.get("webhooks").map(|items| items.members());
        for (name, item) in items.unwrap_or_default() {
            let Some(item) = self.follow(&item) else {
                continue;
            };
            let fixed = item.members().into_iter();
            let fixed = fixed.filter(|(method, _)| METHODS.contains(method));
            let additional = item.get(ADDITIONAL_OPERATIONS);
            let additional = additional.map(|others| others.members());
            for (_, operation) in fixed.chain(additional.unwrap_or_default()) {
                let body = operation.get("requestBody");
                let received = self.json_in(body, &format!("{name} body"));
                webhooks.received.extend(received);
                let responses = operation.get("responses").map(|all| all.members());
                for (status, response) in responses.unwrap_or_default() {
                    if !status.starts_with("x-") {
                        let sent = self.json_in(Some(response), &format!("{name} response"));
                        webhooks.sent.extend(sent);
                    }
                }
            }
        }
        webhooks
    }

    /// The types of the JSON that a body may be.
    fn json_in(&mut self, owner: Option<Node<'d>>, hint: &str) -> Vec<Type> {
        let Some(owner) = owner.and_then(|owner| self.follow(&owner)) else {
            return Vec::new();
        };
        let content = owner.get("content").map(|content| content.members());
        let mut types = Vec::new();
        for (media_type, media) in content.unwrap_or_default() {
            let Some(schema) = media.get("schema") else {
                continue;
            };
            let meant = self.follow(&schema);
            if classify(media_type, meant.as_ref()) == Media::Json {
                types.push(self.schema(&schema, hint).ty);
            }
        }
        types
    }
}
