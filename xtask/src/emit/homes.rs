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
const MOST_FEATURES: usize = 4;

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
    /// The groups with which a schema's file is compiled.
    schemas: BTreeMap<String, Set>,
    groups: usize,
}

impl Homes {
    pub(crate) fn new(api: &Api, groups: &[Group]) -> Self {
        let graph = Graph::new(api);
        let needed = graph.needed(api, groups);
        let of_types = api.types.iter().zip(&needed);
        let of_types = of_types.map(|(definition, needed)| match component(definition) {
            Some(name) => Home::Schema(module_name(&name)),
            None => match needed.only() {
                Some(group) if group < groups.len() => Home::Group(group),
                _ => own_file(definition),
            },
        });
        let mut homes = Self {
            of_types: of_types.collect(),
            schemas: BTreeMap::new(),
            groups: groups.len(),
        };
        homes.settle(api, &graph, needed);
        homes
    }

    /// Where a type stands, by its place in the API.
    pub(crate) fn home(&self, index: usize) -> Option<&Home> {
        self.of_types.get(index)
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
                Some(set) if !set.holds(self.groups) => set.items(self.groups),
                _ => Vec::new(),
            },
        }
    }

    /// A file is compiled whole: whatever it mentions has to be there wherever it is.
    fn settle(&mut self, api: &Api, graph: &Graph<'_>, mut needed: Vec<Set>) {
        let mut changed = true;
        while changed {
            changed = false;
            for (index, definition) in api.types.iter().enumerate() {
                let here = match &self.of_types[index] {
                    Home::Group(group) if needed[index].only() == Some(*group) => {
                        needed[index].clone()
                    }
                    Home::Group(_) => {
                        changed = true;
                        self.of_types[index] = own_file(definition);
                        continue;
                    }
                    Home::Schema(name) => {
                        let set = self.schemas.entry(name.clone()).or_default();
                        changed |= set.add(&needed[index]);
                        if set.len() > MOST_FEATURES {
                            changed |= set.insert(self.groups);
                        }
                        set.clone()
                    }
                };
                for mentioned in &graph.mentions[index] {
                    changed |= needed[*mentioned].add(&here);
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
    fn needed(&self, api: &Api, groups: &[Group]) -> Vec<Set> {
        let mut needed = vec![Set::default(); api.types.len()];
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
            self.reach(roots, index, &mut needed);
        }
        let headers = shared_headers::shared(api).into_iter();
        let headers = headers.flat_map(|(_, header)| header.ty.names());
        let error = lib_rs::common_error(api).flatten();
        self.reach(headers.chain(error), groups.len(), &mut needed);
        needed
    }

    fn reach<'n>(&self, names: impl Iterator<Item = &'n str>, group: usize, needed: &mut [Set]) {
        let mut open: Vec<usize> = names
            .filter_map(|name| self.places.get(name).copied())
            .collect();
        while let Some(index) = open.pop() {
            if needed[index].insert(group) {
                open.extend(&self.mentions[index]);
            }
        }
    }
}

/// A set of small numbers.
#[derive(Clone, Debug, Default)]
struct Set(Vec<u64>);

impl Set {
    /// Whether it was not there.
    fn insert(&mut self, item: usize) -> bool {
        let (word, bit) = (item / 64, 1 << (item % 64));
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        let is_new = self.0[word] & bit == 0;
        self.0[word] |= bit;
        is_new
    }

    /// Whether one of them was not there.
    fn add(&mut self, other: &Self) -> bool {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        let mut is_new = false;
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            is_new |= *other & !*word != 0;
            *word |= other;
        }
        is_new
    }

    fn holds(&self, item: usize) -> bool {
        let word = self.0.get(item / 64);
        word.is_some_and(|word| word & 1 << (item % 64) != 0)
    }

    fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    fn items(&self, below: usize) -> Vec<usize> {
        (0..below).filter(|item| self.holds(*item)).collect()
    }

    /// Its item, if there is one alone.
    fn only(&self) -> Option<usize> {
        let words = self.0.iter().enumerate();
        let mut words = words.filter(|(_, word)| **word != 0);
        let (index, word) = words.next()?;
        (word.is_power_of_two() && words.next().is_none())
            .then(|| index * 64 + word.trailing_zeros() as usize)
    }
}
