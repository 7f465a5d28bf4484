//! The graph of a description's schemas: which refers to which, as what.
//!
//! It is built once, without recursion: how deep schemas nest and how long references go on is up to the description.

mod atoms;
mod inheritance;
mod keywords;
mod object;
mod scalar;
mod shape;
mod tags;
mod union;

use std::collections::{HashMap, HashSet};

use serde_json::Value;

pub(crate) use keywords::{enum_values, kind};
pub(crate) use object::{Additional, ObjectShape};
pub(crate) use shape::{Kind, Part, Shapes, ViewId};
pub(crate) use tags::tag_text;
pub(crate) use union::{Alternative, UnionShape};

use super::node::Node;

/// A schema of the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct SchemaId(usize);

/// A schema, and the schemas that it speaks of.
pub(crate) struct Schema<'d> {
    pub(crate) node: Node<'d>,
    /// What `$ref` names; `None` where there is none, or it dangles.
    reference: Option<SchemaId>,
    all_of: Vec<SchemaId>,
    one_of: Vec<SchemaId>,
    any_of: Vec<SchemaId>,
    properties: Vec<(&'d str, SchemaId)>,
    items: Option<SchemaId>,
    /// `additionalProperties`, where it is a schema that says something.
    values: Option<SchemaId>,
    /// The schemas that the discriminator's mapping names, by their tags.
    mapping: Vec<(&'d str, SchemaId)>,
    /// The schema that the discriminator means where no tag does (OpenAPI 3.2).
    default_mapping: Option<SchemaId>,
}

/// All schemas of a description.
pub(crate) struct Graph<'d> {
    schemas: Vec<Schema<'d>>,
    /// Schemas by their place in memory: a document never moves, and a path item that is referred to has two pointers.
    ids: HashMap<*const Value, SchemaId>,
    /// What each schema means when all references are followed; `None` where they dangle or go in a circle.
    meant: Vec<Option<SchemaId>>,
    /// The components that name a schema in their `allOf`, in the order of the document.
    heirs: HashMap<SchemaId, Vec<SchemaId>>,
    /// The schemas whose alternatives inherit them.
    with_heirs_listed: HashSet<SchemaId>,
    /// The bases, and all that inherit them.
    family: HashSet<SchemaId>,
}

impl<'d> Graph<'d> {
    pub(crate) fn new(root: &Node<'d>) -> Self {
        let mut graph = Self {
            schemas: Vec::new(),
            ids: HashMap::new(),
            meant: Vec::new(),
            heirs: HashMap::new(),
            with_heirs_listed: HashSet::new(),
            family: HashSet::new(),
        };
        let components = root
            .path(&["components", "schemas"])
            .map(|schemas| schemas.members())
            .unwrap_or_default();
        let mut open: Vec<(SchemaId, Node<'d>)> = Vec::new();
        for (_, node) in components {
            graph.id_of(&node, &mut open);
        }
        for node in schemas_in_use(root) {
            graph.id_of(&node, &mut open);
        }
        while let Some((id, node)) = open.pop() {
            let schema = graph.explore(root, node, &mut open);
            graph.schemas[id.0] = schema;
        }
        graph.meant = graph.follow_all();
        graph.heirs = graph.find_heirs();
        graph.with_heirs_listed = graph.find_listed_heirs();
        graph.family = graph.find_family();
        graph
    }

    pub(crate) fn get(&self, id: SchemaId) -> &Schema<'d> {
        &self.schemas[id.0]
    }

    /// The schema at a place of the document; `None` where the document has no schema.
    pub(crate) fn find(&self, node: &Node<'d>) -> Option<SchemaId> {
        self.ids.get(&std::ptr::from_ref(node.value)).copied()
    }

    /// What a schema means when all references are followed.
    pub(crate) fn meant(&self, id: SchemaId) -> Option<SchemaId> {
        self.meant[id.0]
    }

    fn id_of(&mut self, node: &Node<'d>, open: &mut Vec<(SchemaId, Node<'d>)>) -> SchemaId {
        let next = SchemaId(self.schemas.len());
        let id = *self
            .ids
            .entry(std::ptr::from_ref(node.value))
            .or_insert(next);
        if id == next {
            self.schemas.push(Schema::silent(node.clone()));
            open.push((id, node.clone()));
        }
        id
    }

    fn explore(
        &mut self,
        root: &Node<'d>,
        node: Node<'d>,
        open: &mut Vec<(SchemaId, Node<'d>)>,
    ) -> Schema<'d> {
        let list = |key: &str| node.get(key).map(|list| list.items()).unwrap_or_default();
        let mut ids = |nodes: Vec<Node<'d>>| -> Vec<SchemaId> {
            nodes.iter().map(|node| self.id_of(node, open)).collect()
        };
        let (all_of, one_of, any_of) = (ids(list("allOf")), ids(list("oneOf")), ids(list("anyOf")));
        let items = node.get("items").filter(|items| items.value.is_object());
        let values = node.get("additionalProperties").filter(says_something);
        let properties = node
            .get("properties")
            .map(|properties| properties.members())
            .unwrap_or_default();
        let mapping = node
            .path(&["discriminator", "mapping"])
            .map(|mapping| mapping.members())
            .unwrap_or_default();
        let target = |named: &Node<'d>| {
            let name = named.value.as_str()?;
            let component = || root.path(&["components", "schemas", name]);
            target_of(root, name).or_else(component)
        };
        let named: Vec<(&str, Node<'d>)> = mapping
            .into_iter()
            .filter_map(|(tag, named)| Some((tag, target(&named)?)))
            .collect();
        let default_mapping = node
            .path(&["discriminator", "defaultMapping"])
            .and_then(|named| target(&named));
        let reference = node
            .text("$ref")
            .and_then(|reference| target_of(root, reference));
        Schema {
            reference: reference.map(|target| self.id_of(&target, open)),
            properties: properties
                .into_iter()
                .map(|(name, property)| (name, self.id_of(&property, open)))
                .collect(),
            items: items.map(|items| self.id_of(&items, open)),
            values: values.map(|values| self.id_of(&values, open)),
            mapping: named
                .into_iter()
                .map(|(tag, target)| (tag, self.id_of(&target, open)))
                .collect(),
            default_mapping: default_mapping.map(|target| self.id_of(&target, open)),
            all_of,
            one_of,
            any_of,
            node,
        }
    }

    fn follow_all(&self) -> Vec<Option<SchemaId>> {
        let mut meant: Vec<Option<Option<SchemaId>>> = vec![None; self.schemas.len()];
        for start in 0..self.schemas.len() {
            let mut way = Vec::new();
            let mut on_the_way = HashSet::new();
            let mut at = SchemaId(start);
            let end = loop {
                if let Some(known) = meant[at.0] {
                    break known;
                }
                way.push(at);
                if !on_the_way.insert(at) {
                    break None;
                }
                let schema = self.get(at);
                match schema.reference {
                    Some(target) => at = target,
                    None if schema.node.has("$ref") => break None,
                    None => break Some(at),
                }
            };
            for passed in way {
                meant[passed.0] = Some(end);
            }
        }
        meant.into_iter().map(Option::flatten).collect()
    }
}

impl<'d> Schema<'d> {
    fn silent(node: Node<'d>) -> Self {
        Self {
            node,
            reference: None,
            all_of: Vec::new(),
            one_of: Vec::new(),
            any_of: Vec::new(),
            properties: Vec::new(),
            items: None,
            values: None,
            mapping: Vec::new(),
            default_mapping: None,
        }
    }

    /// Whether it is one of `components/schemas`, and so has a name that its author chose.
    pub(crate) fn is_component(&self) -> bool {
        let name = self.node.pointer.strip_prefix("/components/schemas/");
        name.is_some_and(|name| !name.contains('/'))
    }

    /// The name that its author chose, as a component or among the definitions of another schema.
    pub(crate) fn chosen_name(&self) -> Option<String> {
        let (parent, _) = self.node.pointer.rsplit_once('/')?;
        let sections = ["/components/schemas", "/$defs", "/definitions"];
        let named = sections.iter().any(|section| parent.ends_with(section));
        named.then(|| self.node.name())
    }
}

/// What a reference names, without following the references behind it.
pub(super) fn target_of<'d>(root: &Node<'d>, reference: &str) -> Option<Node<'d>> {
    // A fragment may hold a JSON pointer with percent-escapes (RFC 6901, section 6).
    let pointer = percent_encoding::percent_decode_str(reference.strip_prefix('#')?)
        .decode_utf8_lossy()
        .into_owned();
    let value = root.value.pointer(&pointer)?;
    Some(Node { value, pointer })
}

/// The schemas of parameters, headers and bodies, wherever they stand.
fn schemas_in_use<'d>(root: &Node<'d>) -> Vec<Node<'d>> {
    let mut found = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(node) = open.pop() {
        for (key, member) in node.members() {
            match key {
                "schema" | "itemSchema" => found.push(member),
                "schemas" | "example" | "examples" => {}
                _ => open.push(member),
            }
        }
        open.extend(node.items());
    }
    found.reverse();
    found
}

fn says_something(schema: &Node<'_>) -> bool {
    schema
        .value
        .as_object()
        .is_some_and(|members| !members.is_empty())
}
