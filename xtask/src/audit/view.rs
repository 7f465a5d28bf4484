//! A description with its references followed.

use serde_json::Value;

use crate::pointer;

/// A value and the pointer to it.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    /// Where the value itself stands.
    pub(super) pointer: String,
    /// Where it is used, when that is another place.
    pub(super) used: String,
    pub(super) value: &'a Value,
}

impl Node<'_> {
    /// The pointers under which a difference about the node may be explained.
    pub(super) fn pointers(&self) -> [&str; 2] {
        [&self.used, &self.pointer]
    }

    /// Whether it is one of `components/schemas`.
    pub(super) fn is_component(&self) -> bool {
        let rest = self.pointer.strip_prefix("/components/schemas/");
        rest.is_some_and(|rest| !rest.contains('/'))
    }

    /// Whether its properties are those of one of several schemas.
    pub(super) fn is_union(&self) -> bool {
        ["oneOf", "anyOf"]
            .iter()
            .any(|key| self.value.get(key).is_some())
    }

    /// Whether a generator makes a class with properties of it.
    pub(super) fn has_properties(&self) -> bool {
        let keys = ["properties", "allOf", "additionalProperties"];
        self.is_union()
            || self.text("type") == Some("object")
            || keys.iter().any(|key| self.value.get(key).is_some())
    }

    /// The type, or what the keywords beside it are for.
    pub(super) fn kind(&self) -> Option<&str> {
        let has = |key: &str| self.value.get(key).is_some();
        self.text("type").or_else(|| {
            if has("items") {
                Some("array")
            } else {
                (has("properties") || has("additionalProperties")).then_some("object")
            }
        })
    }

    /// Whether `x-undocumented` names something of it.
    pub(super) fn is_undocumented(&self, what: &str) -> bool {
        let marks = self.value.get("x-undocumented").and_then(Value::as_array);
        marks.into_iter().flatten().any(|mark| mark == what)
    }

    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.value.get(key).and_then(Value::as_str)
    }

    pub(super) fn flag(&self, key: &str) -> bool {
        self.value
            .get(key)
            .and_then(Value::as_bool)
            .unwrap_or(false)
    }

    /// The documented names of the value.
    pub(super) fn docs_names(&self) -> Vec<&str> {
        match self.value.get("x-docs-name") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

/// A property, and whether its object requires it.
#[derive(Debug, Clone)]
pub(super) struct Property<'a> {
    pub(super) name: String,
    pub(super) node: Node<'a>,
    pub(super) required: bool,
    /// Whether the schema itself requires it, and not only one of its ancestors.
    pub(super) required_here: bool,
    /// The ancestor that it is inherited from: a schema of `allOf` that has a name.
    pub(super) ancestor: Option<Ancestor>,
}

/// A schema that another inherits from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ancestor {
    pub(super) pointer: String,
    /// Whether it tells its heirs apart: generators make a class of its own of it then.
    pub(super) discriminates: bool,
}

/// The description.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) document: &'a Value,
}

/// References and compositions are followed this far; a circle ends here.
const MAXIMUM_DEPTH: usize = 24;

impl<'a> View<'a> {
    pub(super) fn new(document: &'a Value) -> Self {
        Self { document }
    }

    pub(super) fn node(&self, at: &str) -> Option<Node<'a>> {
        Some(self.resolve(at, self.document.pointer(at)?))
    }

    /// A member of a node, its references followed.
    pub(super) fn member(&self, node: &Node<'a>, key: &str) -> Option<Node<'a>> {
        let value = node.value.get(key)?;
        Some(self.resolve(&pointer::join(&node.pointer, key), value))
    }

    /// All members of an object in a node, their references followed.
    pub(super) fn members(&self, node: &Node<'a>, key: &str) -> Vec<(String, Node<'a>)> {
        let at = pointer::join(&node.pointer, key);
        let members = node.value.get(key).and_then(Value::as_object);
        members
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.clone(), self.resolve(&pointer::join(&at, name), value)))
            .collect()
    }

    /// All items of a list in a node, their references followed.
    pub(super) fn items(&self, node: &Node<'a>, key: &str) -> Vec<Node<'a>> {
        let at = pointer::join(&node.pointer, key);
        let items = node.value.get(key).and_then(Value::as_array);
        items
            .into_iter()
            .flatten()
            .enumerate()
            .map(|(index, value)| self.resolve(&pointer::join(&at, &index.to_string()), value))
            .collect()
    }

    fn resolve(&self, used: &str, value: &'a Value) -> Node<'a> {
        let mut node = Node {
            pointer: used.to_owned(),
            used: used.to_owned(),
            value,
        };
        for _ in 0..MAXIMUM_DEPTH {
            let target = node
                .value
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(pointer::of_reference);
            let Some((target, value)) = target
                .and_then(|target| self.document.pointer(&target).map(|value| (target, value)))
            else {
                break;
            };
            node.pointer = target;
            node.value = value;
        }
        node
    }

    /// A schema without the wrapping that only carries a description or a default: an `allOf` of one.
    pub(super) fn unwrapped(&self, node: &Node<'a>) -> Node<'a> {
        let mut node = node.clone();
        for _ in 0..MAXIMUM_DEPTH {
            let parts = self.items(&node, "allOf");
            let bare = node.value.get("properties").is_none() && node.value.get("type").is_none();
            match parts.as_slice() {
                [only] if bare => {
                    let used = node.used.clone();
                    node = Node {
                        used,
                        ..only.clone()
                    };
                }
                _ => break,
            }
        }
        node
    }

    /// Whether a schema, or one that it is made of, is a union.
    pub(super) fn holds_union(&self, node: &Node<'a>) -> bool {
        self.holds_union_within(node, MAXIMUM_DEPTH)
    }

    fn holds_union_within(&self, node: &Node<'a>, depth: usize) -> bool {
        node.is_union()
            || depth > 0
                && self
                    .items(node, "allOf")
                    .iter()
                    .any(|part| self.holds_union_within(part, depth - 1))
    }

    /// The properties of an object, inherited ones first.
    pub(super) fn properties(&self, node: &Node<'a>) -> Vec<Property<'a>> {
        let mut properties = Vec::new();
        self.collect(node, None, 0, &mut properties);
        let (mut required, mut here) = (Vec::new(), Vec::new());
        self.collect_required(node, false, 0, &mut required);
        self.collect_required(node, true, 0, &mut here);
        for property in &mut properties {
            property.required = required.contains(&property.name.as_str());
            property.required_here = here.contains(&property.name.as_str());
        }
        properties
    }

    fn collect(
        &self,
        node: &Node<'a>,
        ancestor: Option<&Ancestor>,
        depth: usize,
        found: &mut Vec<Property<'a>>,
    ) {
        if depth > MAXIMUM_DEPTH {
            return;
        }
        for part in self.items(node, "allOf") {
            let own = (part.used != part.pointer).then(|| Ancestor {
                pointer: part.pointer.clone(),
                discriminates: part.value.get("discriminator").is_some(),
            });
            self.collect(&part, own.as_ref().or(ancestor), depth + 1, found);
        }
        // The page of a union shows the properties of all its members.
        for key in ["oneOf", "anyOf"] {
            for part in self.items(node, key) {
                self.collect(&part, ancestor, depth + 1, found);
            }
        }
        for (name, node) in self.members(node, "properties") {
            let property = Property {
                name,
                node,
                required: false,
                required_here: false,
                ancestor: ancestor.cloned(),
            };
            match found.iter_mut().find(|known| known.name == property.name) {
                Some(known) => *known = property,
                None => found.push(property),
            }
        }
    }

    fn collect_required(
        &self,
        node: &Node<'a>,
        here: bool,
        depth: usize,
        found: &mut Vec<&'a str>,
    ) {
        if depth > MAXIMUM_DEPTH {
            return;
        }
        for part in self.items(node, "allOf") {
            if !here || part.used == part.pointer {
                self.collect_required(&part, here, depth + 1, found);
            }
        }
        let names = node.value.get("required").and_then(Value::as_array);
        found.extend(names.into_iter().flatten().filter_map(Value::as_str));
    }
}
