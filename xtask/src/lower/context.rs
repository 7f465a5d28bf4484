//! What the lowering knows while it walks the document: the root, the names taken, the types found so far.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::alike::WrittenOut;
use super::graph::{Graph, Shapes, ViewId, target_of};
use super::node::Node;
use super::own_server::OwnServers;
use super::schema::Unmade;
use crate::diagnostic::Diagnostic;
use crate::model::{Names, Type, TypeDef, type_name};

/// The state of one lowering.
pub(crate) struct Context<'d> {
    pub(crate) root: Node<'d>,
    pub(crate) findings: Vec<Diagnostic>,
    /// Finished types by Rust name.
    pub(crate) types: BTreeMap<String, TypeDef>,
    pub(crate) type_names: Names,
    /// The Rust name that a schema has or gets if it needs one, by pointer; from the start for each component.
    pub(crate) names: HashMap<String, String>,
    /// What each schema is.
    pub(crate) shapes: Shapes<'d>,
    /// Schemas without a name in the document, by the name that they wanted.
    pub(crate) written_out: HashMap<String, Vec<WrittenOut<'d>>>,
    /// The Rust names of what has to hold at once and is no schema of its own.
    pub(crate) view_names: HashMap<ViewId, String>,
    /// What was found out so far.
    pub(crate) resolved: HashMap<ViewId, Resolution>,
    /// Lists and maps that need a name, by what they are.
    pub(crate) newtypes: HashMap<ViewId, String>,
    /// The servers of paths and operations.
    pub(crate) own_servers: OwnServers,
    /// Types that are named and not made yet.
    pub(crate) unmade: Vec<Unmade>,
    /// How many lists and maps lie around what is looked at.
    pub(crate) nesting: usize,
}

/// What is known of a schema's type.
#[derive(Clone, Debug)]
pub(crate) enum Resolution {
    /// It is being looked at: to meet it now is a circle.
    Open,
    /// It is this type, `null` aside.
    Done(Type),
}

/// A type as a schema gives it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SchemaType {
    pub(crate) ty: Type,
    pub(crate) nullable: bool,
}

impl SchemaType {
    pub(crate) fn of(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
        }
    }

    /// The type as an item of a list or map, where `null` has to be part of it.
    pub(crate) fn into_item(self) -> Type {
        if self.nullable && self.ty != Type::Any {
            Type::Nullable(Box::new(self.ty))
        } else {
            self.ty
        }
    }
}

impl<'d> Context<'d> {
    pub(crate) fn new(root: Node<'d>) -> Self {
        let mut type_names = Names::default();
        // Components are named first, so that no inline schema takes their names, whatever the order of the document.
        let mut findings = Vec::new();
        let names = root
            .path(&["components", "schemas"])
            .map(|schemas| schemas.members())
            .unwrap_or_default()
            .into_iter()
            .map(|(key, schema)| {
                let wanted = type_name(key);
                let name = type_names.take(wanted.clone());
                if name != wanted {
                    let help = "give the schema a name that differs in more than case and signs";
                    findings.push(name_taken(&wanted, &name, &schema.pointer, help));
                }
                (schema.pointer, name)
            })
            .collect();
        Self {
            shapes: Shapes::new(Graph::new(&root)),
            written_out: HashMap::new(),
            view_names: HashMap::new(),
            newtypes: HashMap::new(),
            unmade: Vec::new(),
            nesting: 0,
            root,
            findings,
            types: BTreeMap::new(),
            type_names,
            names,
            resolved: HashMap::new(),
            own_servers: OwnServers::default(),
        }
    }

    /// Follows a reference, and the references behind it, to what is meant. `None` where it dangles or runs in a
    /// circle, which the lint reports.
    pub(crate) fn follow(&self, node: &Node<'d>) -> Option<Node<'d>> {
        if let Some(schema) = self.shapes.graph.find(node) {
            let meant = self.shapes.graph.meant(schema)?;
            return Some(self.shapes.graph.get(meant).node.clone());
        }
        let mut node = node.clone();
        let mut seen = HashSet::new();
        while let Some(reference) = node.text("$ref") {
            if !seen.insert(reference) {
                return None;
            }
            node = self.target(reference)?;
        }
        Some(node)
    }

    fn target(&self, reference: &str) -> Option<Node<'d>> {
        target_of(&self.root, reference)
    }

    pub(crate) fn warn(
        &mut self,
        code: &'static str,
        pointer: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.findings
            .push(Diagnostic::warning(code, pointer, message, help));
    }

    /// A name that nothing else in `names` has. Where another has it already, a finding says what became of this one:
    /// callers see a number that nobody chose.
    pub(crate) fn take_name(
        &mut self,
        names: &mut Names,
        wanted: String,
        pointer: &str,
        help: &str,
    ) -> String {
        let name = names.take(wanted.clone());
        if name != wanted {
            self.findings
                .push(name_taken(&wanted, &name, pointer, help));
        }
        name
    }
}

fn name_taken(wanted: &str, name: &str, pointer: &str, help: &str) -> Diagnostic {
    let message =
        format!("`{wanted}` is the Rust name of something else here: this one is called `{name}`");
    Diagnostic::warning("name-taken", pointer, message, help).at_key()
}
