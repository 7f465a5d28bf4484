//! Homes: in which file of a divided crate each type stands, and with which features that file is compiled.
//!
//! A schema of the description's components has a file of its own, wherever it is used, so that nothing moves when one more
//! operation uses it. What a single group describes within its operations stands in the folder of the group.

use std::collections::{BTreeMap, HashMap};

use super::groups::{Group, by_tag, module_name};
use super::{lib_rs, shared_headers};
use crate::model::{Api, Type, TypeDef};
use crate::pointer;

/// More features than these are no condition that anybody would read. What more parts of tags need is compiled with any part
/// of these tags, and what more tags need always.
const MOST_FEATURES: usize = 12;

/// Where a type stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Home {
    /// In the folder of a group.
    Group(usize),
    /// In this file in the folder of types.
    Schema(String),
}

/// The homes of all types.
#[derive(Clone, Debug)]
pub(crate) struct Homes {
    /// In the order of the types.
    of_types: Vec<Home>,
    /// The types in the folder of each group.
    in_groups: Vec<Vec<usize>>,
    /// When a schema's file is compiled.
    schemas: BTreeMap<String, Needed>,
}

impl Homes {
    pub(crate) fn new(api: &Api, groups: &[Group]) -> Self {
        let graph = Graph::new(api, groups);
        let needed = graph.needed(api, groups);
        let of_types = api.types.iter().zip(&needed);
        let of_types = of_types.map(|(definition, needed)| match component(definition) {
            Some(name) => Home::Schema(module_name(&name)),
            None => match needed.only() {
                Some(group) => Home::Group(group),
                None => own_file(definition),
            },
        });
        let mut homes = Self {
            of_types: of_types.collect(),
            in_groups: vec![Vec::new(); groups.len()],
            schemas: BTreeMap::new(),
        };
        homes.settle(api, &graph, needed);
        for (index, home) in homes.of_types.iter().enumerate() {
            if let Home::Group(group) = home {
                homes.in_groups[*group].push(index);
            }
        }
        homes
    }

    /// Where a type stands, by its place in the API.
    pub(crate) fn home(&self, index: usize) -> Option<&Home> {
        self.of_types.get(index)
    }

    /// The types in the folder of a group, by their place in the API.
    pub(crate) fn in_group(&self, group: usize) -> &[usize] {
        self.in_groups.get(group).map_or(&[], Vec::as_slice)
    }

    /// The files in the folder of types.
    pub(crate) fn schemas(&self) -> impl Iterator<Item = &str> {
        self.schemas.keys().map(String::as_str)
    }

    /// When a home is compiled.
    pub(crate) fn condition(&self, home: &Home) -> Needed {
        match home {
            Home::Group(group) => Needed::Groups(vec![*group]),
            Home::Schema(name) => match self.schemas.get(name) {
                Some(needed) if *needed != Needed::default() => needed.clone(),
                _ => Needed::Always,
            },
        }
    }

    /// A file is compiled whole: whatever it mentions has to be there wherever it is.
    fn settle(&mut self, api: &Api, graph: &Graph<'_>, mut needed: Vec<Needed>) {
        let mut members: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, home) in self.of_types.iter().enumerate() {
            if let Home::Schema(name) = home {
                members.entry(name.clone()).or_default().push(index);
            }
        }
        // What is needed by more groups than before is looked at again, and nothing else.
        let mut open: Vec<usize> = (0..self.of_types.len()).collect();
        while let Some(index) = open.pop() {
            if let Home::Group(group) = self.of_types[index]
                && needed[index].only() != Some(group)
            {
                let file = module_name(&api.types[index].name);
                members.entry(file.clone()).or_default().push(index);
                self.of_types[index] = Home::Schema(file);
            }
            let here = match &self.of_types[index] {
                Home::Group(_) => needed[index].clone(),
                Home::Schema(name) => {
                    let file = self.schemas.entry(name.clone()).or_default();
                    if file.add(&needed[index], &graph.tags) {
                        open.extend(members.get(name).into_iter().flatten());
                    }
                    file.clone()
                }
            };
            for mentioned in &graph.mentions[index] {
                if needed[*mentioned].add(&here, &graph.tags) {
                    open.push(*mentioned);
                }
            }
        }
    }
}

fn own_file(definition: &TypeDef) -> Home {
    Home::Schema(module_name(&definition.name))
}

/// The component that a type is, or is a part of.
fn component(definition: &TypeDef) -> Option<String> {
    let mut tokens = definition.pointer.split('/').skip(1);
    let name = match tokens.next()? {
        "components" => tokens.nth(1)?,
        "definitions" | "parameters" | "responses" => tokens.next()?,
        _ => return None,
    };
    Some(pointer::unescape(name).into_owned())
}

/// Which types mention which, and which groups are of one tag.
struct Graph<'a> {
    places: HashMap<&'a str, usize>,
    mentions: Vec<Vec<usize>>,
    /// The first group of the tag of each group.
    tags: Vec<usize>,
}

impl<'a> Graph<'a> {
    fn new(api: &'a Api, groups: &[Group]) -> Self {
        let names = api.types.iter().enumerate();
        let places: HashMap<&str, usize> = names
            .map(|(index, definition)| (definition.name.as_str(), index))
            .collect();
        let mentions = api.types.iter().map(|definition| {
            let names = definition.mentions().into_iter();
            names.filter_map(|name| places.get(name).copied()).collect()
        });
        let mut tags = Vec::new();
        for parts in by_tag(groups) {
            tags.resize(tags.len() + parts.len(), tags.len());
        }
        Self {
            mentions: mentions.collect(),
            places,
            tags,
        }
    }

    /// The groups that reach each type. What stands in files that belong to no group is needed always.
    fn needed(&self, api: &Api, groups: &[Group]) -> Vec<Needed> {
        let mut needed = vec![Needed::default(); api.types.len()];
        for (index, group) in groups.iter().enumerate() {
            let operations = group.operations.iter();
            let operations = operations.filter_map(|index| api.operations.get(*index));
            let mut roots: Vec<&Type> = Vec::new();
            for operation in operations {
                roots.extend(operation.parameters.iter().map(|parameter| &parameter.ty));
                roots.extend(operation.body.iter().map(|body| &body.ty));
                roots.extend(operation.error.iter());
                roots.extend(operation.success_types());
            }
            if group.has_webhooks {
                roots.extend(&api.webhooks);
            }
            let roots = roots.into_iter().flat_map(Type::names);
            self.reach(roots, &Needed::Groups(vec![index]), &mut needed);
        }
        let headers = shared_headers::shared(api).into_iter();
        let headers = headers.flat_map(|(_, header)| header.ty.names());
        let error = lib_rs::common_error(api).flatten();
        self.reach(headers.chain(error), &Needed::Always, &mut needed);
        needed
    }

    fn reach<'n>(&self, names: impl Iterator<Item = &'n str>, by: &Needed, needed: &mut [Needed]) {
        let mut open: Vec<usize> = names
            .filter_map(|name| self.places.get(name).copied())
            .collect();
        while let Some(index) = open.pop() {
            if needed[index].add(by, &self.tags) {
                open.extend(&self.mentions[index]);
            }
        }
    }
}

/// What needs something, and so when it is compiled.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Needed {
    /// More tags than [`MOST_FEATURES`], or what belongs to no group.
    Always,
    /// These groups, in their order, and no more than [`MOST_FEATURES`].
    Groups(Vec<usize>),
    /// More groups, but no more tags: any part of these. Each stands for the first of its groups.
    Tags(Vec<usize>),
}

impl Default for Needed {
    fn default() -> Self {
        Self::Groups(Vec::new())
    }
}

impl Needed {
    /// Whether it is needed by more than before. It grows a few times only, however many groups there are. `tags` has the first
    /// group of each group's tag.
    fn add(&mut self, other: &Self, tags: &[usize]) -> bool {
        let (own, others, is_of_tags) = match (&mut *self, other) {
            (Self::Always, _) => return false,
            (_, Self::Always) => {
                *self = Self::Always;
                return true;
            }
            (Self::Groups(_), Self::Tags(_)) => {
                self.widen(tags);
                self.add(other, tags);
                return true;
            }
            (Self::Groups(own), Self::Groups(others)) => (own, others, false),
            (Self::Tags(own), Self::Groups(others) | Self::Tags(others)) => (own, others, true),
        };
        let before = own.len();
        for group in others {
            let group = match is_of_tags {
                true => tags.get(*group).unwrap_or(group),
                false => group,
            };
            if let Err(place) = own.binary_search(group) {
                own.insert(place, *group);
            }
        }
        let after = own.len();
        if after > MOST_FEATURES {
            self.widen(tags);
        }
        after > before
    }

    /// Says it with fewer features: with those of tags, or with none.
    fn widen(&mut self, tags: &[usize]) {
        *self = match self {
            Self::Groups(groups) => {
                let mut first: Vec<usize> = groups
                    .iter()
                    .map(|group| tags.get(*group).copied().unwrap_or(*group))
                    .collect();
                first.dedup();
                match first.len() > MOST_FEATURES {
                    true => Self::Always,
                    false => Self::Tags(first),
                }
            }
            Self::Tags(_) | Self::Always => Self::Always,
        };
    }

    /// The group that needs it, if there is one alone.
    fn only(&self) -> Option<usize> {
        match self {
            Self::Groups(groups) => match groups.as_slice() {
                [group] => Some(*group),
                _ => None,
            },
            Self::Tags(_) | Self::Always => None,
        }
    }
}
