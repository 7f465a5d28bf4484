//! Answers that come in pieces: what an event holds, and what the values are.

use super::by_status::Described;
use super::context::{Context, SchemaType};
use super::node::Node;
use crate::model::{Content, EventData, Type};

/// The fields of an event (HTML, "Server-sent events", section 9.2.6).
const EVENT_FIELDS: [&str; 4] = ["data", "event", "id", "retry"];

impl<'d> Context<'d> {
    /// What a stream of events holds. Its schema is that of the data, as people write it, or that of the event with its
    /// fields, as OpenAPI 3.2 has it.
    pub(super) fn events(&mut self, media: &Node<'d>, hint: &str) -> Content {
        let Some(schema) = self.item_schema(media) else {
            return Content::Events(Type::String, EventData::Text);
        };
        // What has nothing but `data` may be an event, or data of which a part is called so.
        let named = media.has("itemSchema");
        let Some(meant) = self.follow(&schema) else {
            return Content::Events(Type::Any, EventData::Json);
        };
        let data = match self.event_fields(&meant) {
            Some(fields) if named || fields.len() > 1 => meant.path(&["properties", "data"]),
            Some(_) => Some(schema.clone()),
            None if self.is_union_of_events(&meant) => {
                let ty = self.schema(&schema, &format!("{hint} event")).into_item();
                return Content::Events(ty, EventData::Described);
            }
            None => Some(schema.clone()),
        };
        let ty = match data {
            Some(data) => self.schema(&data, &format!("{hint} data")).into_item(),
            None => Type::String,
        };
        let reading = match ty {
            Type::String | Type::Secret => EventData::Text,
            _ => EventData::Json,
        };
        Content::Events(ty, reading)
    }

    /// The type of the values of a stream.
    pub(super) fn values(&mut self, media: &Node<'d>, hint: &str) -> Type {
        let hint = format!("{hint} item");
        let schema = self.item_schema(media);
        let item = schema.map(|schema| self.schema(&schema, &hint));
        item.map_or(Type::Any, SchemaType::into_item)
    }

    /// The schema of what comes again and again: `itemSchema`, or `schema` of it or of a list of it.
    fn item_schema(&self, media: &Node<'d>) -> Option<Node<'d>> {
        if let Some(item) = media.get("itemSchema") {
            return Some(item);
        }
        let schema = media.get("schema")?;
        let items = self.follow(&schema).and_then(|meant| meant.get("items"));
        Some(items.unwrap_or(schema))
    }

    /// The fields of an event that a schema describes, if it describes nothing else.
    fn event_fields(&self, schema: &Node<'d>) -> Option<Vec<&'d str>> {
        if ["oneOf", "anyOf", "allOf"]
            .iter()
            .any(|key| schema.has(key))
        {
            return None;
        }
        let names: Vec<&str> = schema
            .get("properties")?
            .members()
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        let all = names.iter().all(|name| EVENT_FIELDS.contains(name));
        (all && names.contains(&"data")).then_some(names)
    }

    /// Whether each alternative describes an event.
    fn is_union_of_events(&self, schema: &Node<'d>) -> bool {
        let alternatives = ["oneOf", "anyOf"].iter().find_map(|key| schema.get(key));
        let alternatives = alternatives.map(|list| list.items()).unwrap_or_default();
        !alternatives.is_empty()
            && alternatives.iter().all(|alternative| {
                let meant = self.follow(alternative);
                meant.is_some_and(|meant| self.event_fields(&meant).is_some())
            })
    }

    /// A stream is read otherwise than a body whose status says what it is: beside such, it is text.
    pub(super) fn without_streams_beside_others(
        &mut self,
        mut answers: Vec<Described<'d>>,
        operation: &Node<'d>,
    ) -> Vec<Described<'d>> {
        let is_stream =
            |content: &Content| matches!(content, Content::Events(..) | Content::Values(_));
        let first = answers
            .iter()
            .map(|answer| &answer.content)
            .find(|content| is_stream(content))
            .cloned();
        let mixed = first.is_some_and(|first| {
            let mut contents = answers.iter().map(|answer| &answer.content);
            contents.any(|content| *content != Content::Nothing && *content != first)
        });
        if mixed {
            self.warn(
                "stream-beside-other-bodies",
                &format!("{}/responses", operation.pointer),
                "with one status a stream comes, and with another one something else",
                "the stream arrives as text, when it has ended; give both statuses the same body",
            );
            for answer in &mut answers {
                if is_stream(&answer.content) {
                    answer.content = Content::Text;
                }
            }
        }
        answers
    }
}
