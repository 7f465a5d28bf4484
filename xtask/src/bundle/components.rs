//! The components of a description, and which of them holds what of another file.

use std::collections::{HashMap, HashSet};

use crate::grammar::{COMPONENTS, Form, Kind, PATH_ITEM, SWAGGER, Shape, Version};
use crate::load::node::Node;
use crate::pointer;

/// A place in one of the files: the number of the file, and the pointer in it.
pub(super) type Target = (usize, String);

/// Where what comes from other files is kept.
pub(super) struct Components {
    form: Form,
    /// The pointer to the sections.
    parent: &'static str,
    /// The components by what they hold: one thing may be read as objects of two kinds.
    homes: HashMap<(&'static str, Target), String>,
    taken: HashSet<(&'static str, String)>,
}

impl Components {
    pub(super) fn new(version: Version) -> Self {
        Self {
            form: Form::Written(version),
            // Swagger 2.0 has them at the top.
            parent: if version == Version::V2_0 {
                ""
            } else {
                "/components"
            },
            homes: HashMap::new(),
            taken: HashSet::new(),
        }
    }

    /// The pointer to what holds the sections.
    pub(super) fn parent(&self) -> &'static str {
        self.parent
    }

    fn table(&self) -> &'static Shape {
        if self.parent.is_empty() {
            &SWAGGER
        } else {
            &COMPONENTS
        }
    }

    /// The sections that objects are kept in, and of which shape these are.
    pub(super) fn sections(&self) -> impl Iterator<Item = (&'static str, &'static Shape)> + use<> {
        let form = self.form;
        let fields = self.table().fields.iter();
        fields.filter_map(move |field| match &field.kind {
            Kind::Map(Kind::Object(shape)) if field.is_in(form) => {
                is_kept(shape).then_some((field.name, *shape))
            }
            _ => None,
        })
    }

    /// The section for objects of a shape; `None` where these have to stand in their place.
    pub(super) fn section(&self, shape: &'static Shape) -> Option<&'static str> {
        self.sections()
            .find(|(_, kept)| std::ptr::eq(*kept, shape))
            .map(|(section, _)| section)
    }

    /// The pointer to a component.
    pub(super) fn pointer(&self, section: &str, name: &str) -> String {
        pointer::join(&pointer::join(self.parent, section), name)
    }

    /// Where something is kept.
    pub(super) fn home(&self, section: &'static str, target: &Target) -> Option<&str> {
        self.homes
            .get(&(section, target.clone()))
            .map(String::as_str)
    }

    /// Lets a component that the description has hold something.
    pub(super) fn settle(&mut self, section: &'static str, target: Target, home: String) {
        self.homes.entry((section, target)).or_insert(home);
    }

    /// Says that a name is in use.
    pub(super) fn take(&mut self, section: &'static str, name: &str) {
        self.taken.insert((section, name.to_owned()));
    }

    /// Finds a component for something: with a number where another has its name.
    pub(super) fn add(&mut self, section: &'static str, target: Target, name: &str) -> String {
        let mut free = name.to_owned();
        let mut number = 1_usize;
        while !self.taken.insert((section, free.clone())) {
            number += 1;
            free = format!("{name}{number}");
        }
        let home = self.pointer(section, &free);
        self.homes.insert((section, target), home.clone());
        home
    }
}

/// Later stages look for operations in the paths: what holds these stands in its place.
fn is_kept(shape: &'static Shape) -> bool {
    shape.referable && !std::ptr::eq(shape, &PATH_ITEM)
}

/// Puts a component in, below mappings that are made where there are none.
pub(super) fn insert(root: &mut Node, home: &str, component: Node) {
    let mut node = root;
    let Some((parent, _)) = home.rsplit_once('/') else {
        return;
    };
    let place = node.place;
    for token in pointer::tokens(parent) {
        let Some(members) = node.members_mut() else {
            return;
        };
        node = members
            .entry(token.into_owned())
            .or_insert_with(|| Node::mapping([], place));
    }
    node.put(&pointer::last(home), component);
}
