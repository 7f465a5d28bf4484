//! Homes: in which file of a divided crate each type stands, and with which features that file is compiled.
//!
//! A schema of the description's components has a file of its own, wherever it is used, so that nothing moves when one more
//! operation uses it. What a single group describes within its operations stands in the folder of the group.

use std::collections::{BTreeMap, HashMap};

use super::groups::{Group, module_name};
use super::{lib_rs, shared_headers};
use crate::model::{Api, Type, TypeDef};
use crate::pointer;

/// More features than these are no condition that anybody would read: such a type is always compiled.
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
    /// The groups with which a schema's file is compiled.
    schemas: BTreeMap<String, Needed>,
}

impl Homes {
    pub(crate) fn new(api: &Api, groups: &[Group]) -> Self {
        let graph = Graph::new(api);
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

    /// The groups with one of which a home is compiled; none where it always is.
    pub(crate) fn condition(&self, home: &Home) -> Vec<usize> {
        match home {
            Home::Group(group) => vec![*group],
            Home::Schema(name) => match self.schemas.get(name) {
                Some(Needed::By(groups)) => groups.clone(),
                Some(Needed::Always) | None => Vec::new(),
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
                    if file.add(&needed[index]) {
                        open.extend(members.get(name).into_iter().flatten());
                    }
                    file.clone()
                }
            };
            for mentioned in &graph.mentions[index] {
                if needed[*mentioned].add(&here) {
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

/// Which types mention which.
struct Graph<'a> {
    places: HashMap<&'a str, usize>,
    mentions: Vec<Vec<usize>>,
}

impl<'a> Graph<'a> {
    fn new(api: &'a Api) -> Self {
        let names = api.types.iter().enumerate();
        let places: HashMap<&str, usize> = names
            .map(|(index, definition)| (definition.name.as_str(), index))
            .collect();
        let mentions = api.types.iter().map(|definition| {
            let names = definition.mentions().into_iter();
            names.filter_map(|name| places.get(name).copied()).collect()
        });
        Self {
            mentions: mentions.collect(),
            places,
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
            self.reach(roots, &Needed::By(vec![index]), &mut needed);
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
            if needed[index].add(by) {
                open.extend(&self.mentions[index]);
            }
        }
    }
}

/// By which groups something is needed.
#[derive(Clone, Debug)]
enum Needed {
    /// By these, in their order, and no more than [`MOST_FEATURES`].
    By(Vec<usize>),
    /// By more, or by what belongs to no group.
    Always,
}

impl Default for Needed {
    fn default() -> Self {
        Self::By(Vec::new())
    }
}

impl Needed {
    /// Whether it is needed by more than before. It grows a few times only, however many groups there are.
    fn add(&mut self, other: &Self) -> bool {
        let Self::By(groups) = self else {
            return false;
        };
        let Self::By(others) = other else {
            *self = Self::Always;
            return true;
        };
        let before = groups.len();
        for group in others {
            if let Err(place) = groups.binary_search(group) {
                groups.insert(place, *group);
            }
        }
        let after = groups.len();
        if after > MOST_FEATURES {
            *self = Self::Always;
        }
        after > before
    }

    /// The group that needs it, if there is one alone.
    fn only(&self) -> Option<usize> {
        match self {
            Self::By(groups) => match groups.as_slice() {
                [group] => Some(*group),
                _ => None,
            },
            Self::Always => None,
        }
    }
}
