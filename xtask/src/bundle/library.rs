//! The files of a description, each read when something refers to it.

use std::collections::HashMap;
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use url::Url;

use super::address::{Address, join};
use super::components::Target;
use super::troubles::Trouble;
use super::{MAXIMUM_FILES, Unread};
use crate::grammar::Version;
use crate::lint::nearest;
use crate::load::node::{Content, Node};
use crate::load::{Document, Part, load_beside};
use crate::normalise::identifiers::NOWHERE;
use crate::pointer;

/// More references than these are not followed on the way to one place.
const LONGEST_WAY: usize = 16;

/// How files are read: by their path from the folder of the description, with forward slashes.
pub type Read<'r> = dyn Fn(&str) -> Result<Vec<u8>, Unread> + 'r;

/// What a reference leads to.
pub(super) enum Goal {
    /// Something in the file that was asked for: the reference as it is written there.
    Root(String),
    /// Something in another file.
    Other(Target),
}

/// A file that was read.
struct File {
    path: String,
    tree: Arc<Node>,
    /// The address that it gives itself, which its references are resolved against.
    own: Option<Url>,
}

pub(super) struct Library<'r> {
    read: &'r Read<'r>,
    pub(super) document: Document,
    /// The file that was asked for, as it was written.
    pub(super) root: Arc<Node>,
    root_path: String,
    /// The numbers of the files that were asked for, by their paths.
    numbers: HashMap<String, Result<usize, Trouble>>,
    files: HashMap<usize, File>,
    /// What the addresses are of that descriptions and schemas give themselves.
    identifiers: HashMap<String, Target>,
    identified: bool,
    /// The address that the description gives itself.
    own: Option<Url>,
    /// How many values were read.
    pub(super) size: usize,
}

impl<'r> Library<'r> {
    pub(super) fn new(document: Document, version: Version, read: &'r Read<'r>) -> Self {
        let root = document.tree();
        let name = document.name();
        let mut library = Self {
            read,
            root_path: name.rsplit('/').next().unwrap_or(name).to_owned(),
            document,
            root: Arc::clone(&root),
            numbers: HashMap::new(),
            files: HashMap::new(),
            identifiers: HashMap::new(),
            identified: version >= Version::V3_1,
            own: own_address(&root),
            size: 0,
        };
        if let Some(own) = root.text("$self") {
            library
                .identifiers
                .insert(own.to_owned(), (0, String::new()));
        }
        library.identify(&root, 0);
        library
    }

    /// Where a reference leads that stands in the file with this number.
    pub(super) fn resolve(&mut self, reference: &str, from: usize) -> Result<Goal, Trouble> {
        self.resolve_within(reference, from, 0)
    }

    /// What stands at a place in one of the other files.
    pub(super) fn node(&self, target: &Target) -> Option<&Node> {
        self.files.get(&target.0)?.tree.pointed(&target.1)
    }

    /// The other files that were read, in the order in which they were.
    pub(super) fn trees(&self) -> impl Iterator<Item = (usize, &Node)> {
        let mut files: Vec<_> = self.files.iter().collect();
        files.sort_by_key(|(number, _)| **number);
        files
            .into_iter()
            .map(|(number, file)| (*number, &*file.tree))
    }

    /// Where a reference leads, if no file has to be read for that.
    pub(super) fn resolve_in_memory(&mut self, reference: &str, from: usize) -> Option<Goal> {
        let known = match Address::of(reference, self.path(from)) {
            Address::Inside => true,
            Address::File { path, .. } => {
                path == self.root_path || self.numbers.contains_key(&path)
            }
            Address::Absolute | Address::Network { .. } => false,
        };
        known.then(|| self.resolve(reference, from).ok()).flatten()
    }

    /// The path of a file from the folder of the description.
    pub(super) fn path(&self, number: usize) -> &str {
        self.files
            .get(&number)
            .map_or(&self.root_path, |file| &file.path)
    }

    /// The name under which a file is reported.
    pub(super) fn name(&self, path: &str) -> String {
        let root = self.document.name();
        let name = join(root, path);
        if root.starts_with('/') {
            format!("/{name}")
        } else {
            name
        }
    }

    fn resolve_within(
        &mut self,
        reference: &str,
        from: usize,
        steps: usize,
    ) -> Result<Goal, Trouble> {
        match Address::of(reference, self.path(from)) {
            Address::Inside => {
                let fragment = reference.strip_prefix('#').unwrap_or(reference);
                self.goal(from, fragment, steps)
            }
            Address::File { path, fragment } if path == self.root_path => {
                self.goal(0, &fragment, steps)
            }
            Address::File { path, fragment } => {
                if let Some((number, parent)) = self.identified_from(reference, from) {
                    return self.goal(number, &format!("{parent}{fragment}"), steps);
                }
                let number = self.open(path)?;
                self.goal(number, &fragment, steps)
            }
            Address::Absolute => match self.beside(reference) {
                Some((path, fragment)) => {
                    let number = self.open(path)?;
                    self.goal(number, &fragment, steps)
                }
                None => Err(Trouble::Absolute),
            },
            Address::Network { address, fragment } => {
                if let Some((number, parent)) = self.identifiers.get(&address).cloned() {
                    return self.goal(number, &format!("{parent}{fragment}"), steps);
                }
                let (path, fragment) = self.beside(reference).ok_or(Trouble::Network)?;
                let number = self.open(path)?;
                self.goal(number, &fragment, steps)
            }
        }
    }

    /// What has the address that a reference is in a file that has one itself.
    fn identified_from(&self, reference: &str, from: usize) -> Option<Target> {
        let mut address = self.files.get(&from)?.own.as_ref()?.join(reference).ok()?;
        address.set_fragment(None);
        self.identifiers.get(address.as_str()).cloned()
    }

    /// The path, and the fragment, of a file that lies beside the description by the address that this gives itself (OpenAPI
    /// 3.2, `$self`). What lies in another folder there may be anywhere here.
    fn beside(&self, reference: &str) -> Option<(String, String)> {
        let own = self.own.as_ref()?;
        let mut address = own.join(reference).ok()?;
        let fragment = address.fragment().unwrap_or_default().to_owned();
        address.set_fragment(None);
        let way = own.make_relative(&address)?;
        let is_below = !way.is_empty() && !way.starts_with("..") && !way.contains(['?', ':']);
        let way = percent_decode_str(&way).decode_utf8_lossy();
        is_below.then(|| (join("", &way), fragment))
    }

    /// The number of the file with this path, which is read the first time.
    fn open(&mut self, path: String) -> Result<usize, Trouble> {
        if let Some(known) = self.numbers.get(&path) {
            return known.clone();
        }
        let result = self.read(&path);
        self.numbers.insert(path, result.clone());
        result
    }

    fn read(&mut self, path: &str) -> Result<usize, Trouble> {
        if self.numbers.len() >= MAXIMUM_FILES {
            return Err(Trouble::TooManyFiles);
        }
        let name = self.name(path);
        let bytes = match (self.read)(path) {
            Ok(bytes) => bytes,
            Err(unread) => return Err(Trouble::Unread(name, unread)),
        };
        let Some(Part { number, tree }) = load_beside(&mut self.document, &name, &bytes) else {
            return Err(Trouble::Broken(name));
        };
        self.size += tree.count();
        self.identify(&tree, number);
        let path = path.to_owned();
        let own = own_address(&tree).filter(|_| self.identified);
        self.files.insert(number, File { path, tree, own });
        Ok(number)
    }

    /// What a fragment of a file leads to.
    fn goal(&mut self, number: usize, fragment: &str, steps: usize) -> Result<Goal, Trouble> {
        let Some(file) = self.files.get(&number) else {
            return Ok(Goal::Root(format!("#{fragment}")));
        };
        let tree = Arc::clone(&file.tree);
        let dangling = |library: &Self, nearest| Trouble::Dangling {
            file: library.name(library.path(number)),
            fragment: fragment.to_owned(),
            nearest,
        };
        let target = if fragment.is_empty() || fragment.starts_with('/') {
            pointer::of_reference(&format!("#{fragment}"))
        } else {
            anchored(&tree, fragment)
        };
        let Some(target) = target else {
            return Err(dangling(self, None));
        };
        let (node, rest) = tree.find(&target);
        if rest.is_empty() {
            return Ok(Goal::Other((number, target)));
        }
        // The way may lead through a reference: `index.yaml#/Pet/properties/id`.
        let Some(reference) = node.text("$ref").filter(|_| steps < LONGEST_WAY) else {
            let near = node.members().and_then(|members| {
                let token = pointer::tokens(rest).next()?;
                let near = nearest(&token, members.keys().map(String::as_str))?;
                let parent = target.strip_suffix(rest)?;
                Some(pointer::join(parent, near))
            });
            return Err(dangling(self, near));
        };
        match self.resolve_within(reference, number, steps + 1)? {
            Goal::Root(root) => Ok(Goal::Root(format!("{root}{rest}"))),
            Goal::Other((number, parent)) => {
                let whole = pointer::to_reference(&format!("{parent}{rest}"));
                let fragment = whole.strip_prefix('#').unwrap_or_default();
                self.goal(number, fragment, steps + 1)
            }
        }
    }

    /// Notes the addresses that schemas give themselves (JSON Schema 2020-12, section 8.2.1).
    fn identify(&mut self, tree: &Node, number: usize) {
        if !self.identified {
            return;
        }
        let mut found = Vec::new();
        search(tree, &mut String::new(), &mut |node, path| {
            if let Some(own) = node.text("$id").filter(|own| own.contains("://")) {
                let own = own.split('#').next().unwrap_or(own);
                found.push((own.to_owned(), (number, path.to_owned())));
            }
            false
        });
        for (own, target) in found {
            self.identifiers.entry(own).or_insert(target);
        }
    }
}

/// The address that a file gives itself.
fn own_address(tree: &Node) -> Option<Url> {
    let own = ["$self", "$id"].iter().find_map(|key| tree.text(key))?;
    Url::parse(NOWHERE).ok()?.join(own).ok()
}

/// The pointer to the schema that calls itself so.
fn anchored(tree: &Node, name: &str) -> Option<String> {
    let mut found = None;
    search(tree, &mut String::new(), &mut |node, path| {
        let here = ["$anchor", "$dynamicAnchor"]
            .iter()
            .any(|key| node.text(key) == Some(name))
            // As drafts of JSON Schema up to 7 have it.
            || node.text("$id").and_then(|id| id.strip_prefix('#')) == Some(name);
        if here {
            found = Some(path.to_owned());
        }
        here
    });
    found
}

/// Visits all values until one is what was looked for.
fn search(node: &Node, path: &mut String, visit: &mut impl FnMut(&Node, &str) -> bool) -> bool {
    if visit(node, path) {
        return true;
    }
    let length = path.len();
    let mut inside = |token: &str, child: &Node| {
        path.push('/');
        path.push_str(&pointer::escape(token));
        let found = search(child, path, visit);
        path.truncate(length);
        found
    };
    match &node.content {
        Content::Scalar(_) => false,
        Content::List(items) => items
            .iter()
            .enumerate()
            .any(|(index, item)| inside(&index.to_string(), item)),
        Content::Map(members) => members.iter().any(|(key, member)| inside(key, member)),
    }
}
