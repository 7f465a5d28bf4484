//! Follows the references of a description, along the tables of its version.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use serde_json::Value;

use super::address;
use super::components::{Components, Target, insert};
use super::library::{Goal, Library};
use super::references::{is_for_the_lint, outward, point, reference, source};
use super::troubles::{Trouble, Troubles, stand_in};
use crate::grammar::{DISCRIMINATOR, Form, OPENAPI, SWAGGER, Shape, Version};
use crate::load::node::{Content, Node, Place};
use crate::load::{Document, MAXIMUM_DEPTH};
use crate::normalise::walk::{Visitor, reaches, walk};
use crate::pointer;

/// How many values references may repeat, beyond twice what the files hold. A few that hold each other could otherwise
/// stand for billions.
const MAXIMUM_REPEATED: usize = 100_000;

const LEFT_OUT: &str = "it is left out";

pub(super) struct Follower<'r> {
    pub(super) library: Library<'r>,
    form: Form,
    root_shape: &'static Shape,
    pub(super) components: Components,
    troubles: Troubles,
    work: VecDeque<Work>,
    /// What is put in its place, of all that is around the place of the walk.
    open: Vec<Vec<Target>>,
    used: usize,
    /// Whether something is to be taken out.
    left_out: bool,
}

/// What is to be done when the walk is over.
enum Work {
    /// Something of another file becomes a component.
    Place {
        target: Target,
        shape: &'static Shape,
        home: String,
    },
    /// Something that is referred to may be where the walk does not come by.
    Visit {
        shape: &'static Shape,
        pointer: String,
    },
}

impl<'r> Follower<'r> {
    pub(super) fn new(library: Library<'r>, version: Version) -> Self {
        Self {
            library,
            form: Form::Written(version),
            root_shape: if version == Version::V2_0 {
                &SWAGGER
            } else {
                &OPENAPI
            },
            components: Components::new(version),
            troubles: Troubles::default(),
            work: VecDeque::new(),
            open: Vec::new(),
            used: 0,
            left_out: false,
        }
    }

    /// Follows all references, and gives the whole description back.
    pub(super) fn follow(mut self) -> Document {
        let written = Arc::clone(&self.library.root);
        let mut root = (*written).clone();
        self.settle(&mut root);
        let (shape, form) = (self.root_shape, self.form);
        walk(shape, &mut root, form, &mut self);
        let mut seen = HashSet::new();
        let mut family = HashSet::new();
        loop {
            let Some(work) = self.work.pop_front() else {
                if self.find_heirs(&mut family) {
                    continue;
                }
                break;
            };
            match work {
                Work::Place {
                    target,
                    shape,
                    home,
                } => {
                    let mut component = self.library.node(&target).cloned().unwrap_or_default();
                    walk(shape, &mut component, form, &mut self);
                    insert(&mut root, &home, component);
                }
                Work::Visit { shape, pointer } => {
                    let new = seen.insert(pointer.clone());
                    if new
                        && !reaches(self.root_shape, &written, &pointer, form)
                        && let Some(node) = root.pointed_mut(&pointer)
                    {
                        walk(shape, node, form, &mut self);
                    }
                }
            }
        }
        if self.left_out {
            take_out(&mut root);
        }
        let mut document = self.library.document;
        document.set_tree(Arc::new(root));
        let findings = self.troubles.findings(&document);
        document.findings.extend(findings);
        document
    }

    /// Lets the components that are nothing but references to other files hold what these lead to.
    fn settle(&mut self, root: &mut Node) {
        let parent = self.components.parent();
        let Some(parent) = root.pointed_mut(parent) else {
            return;
        };
        let from = self.follow_map(parent);
        let parent_from = from.last();
        for (section, shape) in self.components.sections() {
            let Some(components) = parent
                .members_mut()
                .and_then(|members| members.get_mut(section))
            else {
                continue;
            };
            let from = self.follow_map(components);
            let from = match (from.last(), parent_from) {
                (Some(from), _) => Some(from.clone()),
                (None, Some((file, at))) => Some((*file, pointer::join(at, section))),
                (None, None) => None,
            };
            for (name, component) in components.members_mut().into_iter().flatten() {
                self.components.take(section, name);
                let home = self.components.pointer(section, name);
                if let Some((file, at)) = &from {
                    let target = (*file, pointer::join(at, name));
                    self.components.settle(section, target, home.clone());
                }
                self.settle_component(section, shape, component, &home);
            }
        }
    }

    fn settle_component(
        &mut self,
        section: &'static str,
        shape: &'static Shape,
        component: &mut Node,
        home: &str,
    ) {
        let beside_counts = self.form.reads_beside_references(shape);
        while let Some((reference, place)) = outward(component) {
            let alone = component
                .members()
                .is_some_and(|members| members.len() == 1);
            if beside_counts && !alone {
                return;
            }
            let Ok(Goal::Other(target)) = self.library.resolve(&reference, source(place)) else {
                return;
            };
            if self.components.home(section, &target).is_some() || !self.fits(&target) {
                return;
            }
            let Some(found) = self.library.node(&target) else {
                return;
            };
            *component = found.clone();
            self.components.settle(section, target, home.to_owned());
        }
    }

    /// Puts what a reference leads to in the place of a list or a mapping.
    fn follow_map(&mut self, node: &mut Node) -> Vec<Target> {
        let mut followed = Vec::new();
        while let Some((reference, place)) = outward(node) {
            let target = match self.library.resolve(&reference, source(place)) {
                Ok(Goal::Root(own)) => {
                    point(node, &own);
                    break;
                }
                Ok(Goal::Other(target)) => target,
                Err(trouble) => {
                    self.leave_out(node, &reference, trouble, place);
                    break;
                }
            };
            if let Err(trouble) = self.put(node, &target, &followed) {
                self.leave_out(node, &reference, trouble, place);
                break;
            }
            followed.push(target);
        }
        followed
    }

    /// Puts something in the place of a reference to it; what stands beside the reference counts first.
    fn put(
        &mut self,
        node: &mut Node,
        target: &Target,
        followed: &[Target],
    ) -> Result<(), Trouble> {
        if followed.contains(target) || self.open.iter().flatten().any(|open| open == target) {
            return Err(Trouble::Circular);
        }
        if !self.fits(target) {
            return Err(Trouble::TooLarge);
        }
        let mut found = self.library.node(target).cloned().unwrap_or_default();
        if let Content::Map(members) = &mut node.content {
            for (key, member) in std::mem::take(members) {
                if key != "$ref" {
                    found.put(&key, member);
                }
            }
        }
        *node = found;
        Ok(())
    }

    /// Whether the description may become larger, and deeper, by what stands there.
    fn fits(&mut self, target: &Target) -> bool {
        let Some(node) = self.library.node(target) else {
            return false;
        };
        if self.open.len() + depth(node) > MAXIMUM_DEPTH {
            return false;
        }
        self.used += node.count();
        self.used <= MAXIMUM_REPEATED + 2 * self.library.size
    }

    /// Where what stands in another file is a component.
    pub(super) fn home(
        &mut self,
        section: &'static str,
        shape: &'static Shape,
        target: Target,
    ) -> Result<String, Trouble> {
        if let Some(home) = self.components.home(section, &target) {
            return Ok(home.to_owned());
        }
        if !self.fits(&target) {
            return Err(Trouble::TooLarge);
        }
        let name = address::name(self.library.path(target.0), &target.1);
        let home = self.components.add(section, target.clone(), &name);
        self.work.push_back(Work::Place {
            target,
            shape,
            home: home.clone(),
        });
        Ok(home)
    }

    /// Lets a reference lead to its target in the whole description; the result is what could not be done.
    fn lead(
        &mut self,
        shape: &'static Shape,
        node: &mut Node,
        reference: &str,
        place: Place,
        followed: &mut Vec<Target>,
    ) -> Result<(), Trouble> {
        let from = source(place);
        let goal = match self.library.resolve(reference, from) {
            Err(Trouble::Dangling { file, .. }) if self.is_in_root(reference) => {
                let trouble = Trouble::InRoot { file };
                self.troubles.add(
                    reference,
                    trouble,
                    "that of the description is taken",
                    place,
                );
                Goal::Root(reference.to_owned())
            }
            resolved => resolved?,
        };
        match goal {
            Goal::Root(own) => {
                self.note(shape, &own);
                point(node, &own);
            }
            Goal::Other(target) => match self.components.section(shape) {
                Some(section) => {
                    let home = self.home(section, shape, target)?;
                    point(node, &pointer::to_reference(&home));
                }
                None => {
                    self.put(node, &target, followed)?;
                    followed.push(target);
                }
            },
        }
        Ok(())
    }

    /// Whether a reference to a place in its own file leads to one in the file that was asked for.
    fn is_in_root(&self, reference: &str) -> bool {
        pointer::of_reference(reference)
            .is_some_and(|target| self.library.root.pointed(&target).is_some())
    }

    /// Remembers to look at what a reference leads to.
    fn note(&mut self, shape: &'static Shape, reference: &str) {
        if let Some(pointer) = pointer::of_reference(reference) {
            self.work.push_back(Work::Visit { shape, pointer });
        }
    }

    /// Puts what is known of an object in its place, of which the description is not there.
    fn give_up(
        &mut self,
        shape: &'static Shape,
        node: &mut Node,
        reference: &str,
        trouble: Trouble,
        place: Place,
    ) {
        match stand_in(shape, node.place) {
            Some((stand_in, said)) => {
                *node = stand_in;
                self.troubles.add(reference, trouble, said, place);
            }
            None => self.leave_out(node, reference, trouble, place),
        }
    }

    fn leave_out(&mut self, node: &mut Node, reference: &str, trouble: Trouble, place: Place) {
        *node = Node::made(Value::Null, node.place);
        self.left_out = true;
        self.troubles.add(reference, trouble, LEFT_OUT, place);
    }
}

impl Visitor for Follower<'_> {
    fn enter(&mut self, shape: &'static Shape, node: &mut Node) {
        let mut followed = Vec::new();
        if std::ptr::eq(shape, &DISCRIMINATOR) {
            self.discriminator(node);
        }
        while let Some((reference, place)) = reference(node) {
            if source(place) == 0 && is_for_the_lint(&reference, &self.library.root) {
                if reference.starts_with('#') {
                    self.note(shape, &reference);
                }
                break;
            }
            if let Err(trouble) = self.lead(shape, node, &reference, place, &mut followed) {
                self.give_up(shape, node, &reference, trouble, place);
            }
        }
        self.open.push(followed);
    }

    fn enter_map(&mut self, node: &mut Node) {
        let followed = self.follow_map(node);
        self.open.push(followed);
    }

    fn left(&mut self) {
        self.open.pop();
    }

    fn leave(&mut self, _shape: &'static Shape, _node: &mut Node) {}
}

/// How many levels a value has.
fn depth(node: &Node) -> usize {
    1 + match &node.content {
        Content::Scalar(_) => 0,
        Content::List(items) => items.iter().map(depth).max().unwrap_or_default(),
        Content::Map(members) => members.values().map(depth).max().unwrap_or_default(),
    }
}

/// Takes out what is marked as left out.
fn take_out(node: &mut Node) {
    let stays = |node: &Node| !(node.place.is_made() && node.scalar() == Some(&Value::Null));
    match &mut node.content {
        Content::Scalar(_) => {}
        Content::List(items) => {
            items.retain(stays);
            items.iter_mut().for_each(take_out);
        }
        Content::Map(members) => {
            members.retain(|_, member| stays(member));
            members.values_mut().for_each(take_out);
        }
    }
}
