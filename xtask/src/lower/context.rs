//! What the lowering knows while it walks the document: the root, the names taken, the types found so far.

use std::collections::{BTreeMap, HashMap};

use super::node::Node;
use crate::diagnostic::Diagnostic;
use crate::model::{Names, Type, TypeDef, type_name};

/// How deep schemas may nest, counting references: far above any real description, far below the end of the stack.
pub(crate) const MAX_DEPTH: usize = 96;

/// The state of one lowering.
pub(crate) struct Context<'d> {
    pub(crate) root: Node<'d>,
    pub(crate) findings: Vec<Diagnostic>,
    /// Finished types by Rust name.
    pub(crate) types: BTreeMap<String, TypeDef>,
    pub(crate) type_names: Names,
    /// The Rust name that a schema has or gets if it needs one, by pointer; from the start for each component.
    pub(crate) names: HashMap<String, String>,
    /// What each referenced schema turned out to be, by pointer.
    pub(crate) resolved: HashMap<String, Resolution>,
    /// Unions by what they consist of, so that the same union is one type.
    pub(crate) unions: HashMap<String, String>,
    pub(crate) depth: usize,
}

/// A schema that was referenced.
#[derive(Clone, Debug)]
pub(crate) enum Resolution {
    /// It is being looked at: a reference to it now is a cycle.
    Open {
        /// The name of the newtype that breaks the cycle, once one was needed.
        newtype: Option<String>,
    },
    /// It is this type.
    Done(SchemaType),
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
            root,
            findings,
            types: BTreeMap::new(),
            type_names,
            names,
            resolved: HashMap::new(),
            unions: HashMap::new(),
            depth: 0,
        }
    }

    /// Follows a reference, and the references behind it, to what is meant. `None` where it dangles or runs in a
    /// circle, which the lint reports.
    pub(crate) fn follow(&self, node: &Node<'d>) -> Option<Node<'d>> {
        let mut node = node.clone();
        for _ in 0..MAX_DEPTH {
            let Some(reference) = node.text("$ref") else {
                return Some(node);
            };
            node = self.target(reference)?;
        }
        None
    }

    /// What a reference names, without following the references behind it.
    pub(crate) fn target(&self, reference: &str) -> Option<Node<'d>> {
        let pointer = percent_decode(reference.strip_prefix('#')?);
        let value = self.root.value.pointer(&pointer)?;
        Some(Node { value, pointer })
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

/// A fragment may hold a JSON pointer with percent-escapes (RFC 6901, section 6).
fn percent_decode(fragment: &str) -> String {
    percent_encoding::percent_decode_str(fragment)
        .decode_utf8_lossy()
        .into_owned()
}
