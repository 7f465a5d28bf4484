//! Inheritance: components that take over another one by `allOf`.

use std::collections::{HashMap, HashSet};

use super::{Graph, SchemaId};

impl Graph<'_> {
    pub(super) fn find_heirs(&self) -> HashMap<SchemaId, Vec<SchemaId>> {
        let mut heirs: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
        for (index, schema) in self.schemas.iter().enumerate() {
            if !schema.is_component() {
                continue;
            }
            for part in &schema.all_of {
                if !self.get(*part).node.has("$ref") {
                    continue;
                }
                if let Some(parent) = self.meant(*part) {
                    let known = heirs.entry(parent).or_default();
                    if !known.contains(&SchemaId(index)) {
                        known.push(SchemaId(index));
                    }
                }
            }
        }
        heirs
    }

    /// Whether a schema says by which property those that inherit it are told apart.
    pub(super) fn is_base(&self, id: SchemaId) -> bool {
        self.discriminator(id).is_some()
            && (self.heirs.contains_key(&id) || !self.get(id).mapping.is_empty())
    }

    /// Whether a schema is another thing to its heirs, which take over its properties, than to all others.
    pub(super) fn is_told_apart(&self, id: SchemaId) -> bool {
        self.with_heirs_listed.contains(&id) || self.is_base(id)
    }

    /// Whether a schema describes the property that tells alternatives apart, and nothing else: each of them writes it itself.
    pub(super) fn tells_of_tag_alone(&self, id: SchemaId, tag: &str) -> bool {
        let schema = self.get(id);
        let mut names = schema.properties.iter().map(|(name, _)| *name);
        let mut required = schema.node.texts("required").into_iter();
        names.next() == Some(tag)
            && names.next().is_none()
            && required.all(|name| name == tag)
            && !schema.node.is_true("additionalProperties")
            && schema.values.is_none()
    }

    /// Whether an heir tells its own heirs apart by another property than its base does: it is a union inside that of the base.
    pub(super) fn is_base_below(&self, heir: SchemaId, base: SchemaId) -> bool {
        let property = self.discriminator(heir);
        heir != base
            && self.is_told_apart(heir)
            && property.is_some()
            && property != self.discriminator(base)
    }

    /// Whether a schema is a base, or inherits one.
    pub(super) fn is_family(&self, id: SchemaId) -> bool {
        self.family.contains(&id)
    }

    pub(super) fn find_family(&self) -> HashSet<SchemaId> {
        let bases = self.heirs.keys().copied();
        let mut family = HashSet::new();
        let mut open: Vec<SchemaId> = bases.filter(|id| self.is_told_apart(*id)).collect();
        while let Some(id) = open.pop() {
            if family.insert(id) {
                open.extend(self.heirs.get(&id).into_iter().flatten());
            }
        }
        family
    }

    pub(super) fn discriminator(&self, id: SchemaId) -> Option<String> {
        let discriminator = self.get(id).node.get("discriminator")?;
        // Swagger 2.0 has the name of the property alone.
        let name = discriminator.text("propertyName");
        name.or_else(|| discriminator.value.as_str())
            .map(str::to_owned)
    }

    /// The heirs of a schema and the heirs of these, each once, the nearer ones first.
    pub(super) fn all_heirs(&self, base: SchemaId) -> Vec<SchemaId> {
        let mut seen = HashSet::from([base]);
        let mut found = Vec::new();
        let mut next = vec![base];
        while !next.is_empty() {
            let children = next.iter().filter_map(|parent| self.heirs.get(parent));
            let children: Vec<SchemaId> = children.flatten().copied().collect();
            next = children
                .into_iter()
                .filter(|heir| seen.insert(*heir))
                .collect();
            found.extend(&next);
        }
        found
    }

    /// The base of which all of these are heirs, or which is one of them itself.
    pub(super) fn common_base(&self, schemas: &[SchemaId]) -> Option<SchemaId> {
        if schemas.len() < 2 || !schemas.iter().all(|id| self.is_family(*id)) {
            return None;
        }
        let holds = |base: &SchemaId| {
            let heirs: HashSet<SchemaId> = self.all_heirs(*base).into_iter().collect();
            let mut schemas = schemas.iter();
            self.is_base(*base) && schemas.all(|id| id == base || heirs.contains(id))
        };
        // The nearest one, where bases inherit each other.
        let bases = self.heirs.keys().copied().filter(holds);
        bases.min_by_key(|base| (self.all_heirs(*base).len(), *base))
    }

    /// What may come where a base is described: what its mapping names, and the heirs that it does not name. The mapping says
    /// more than who inherits; an heir with heirs of its own is no value unless it is named.
    pub(super) fn heirs_as_alternatives(&self, base: SchemaId) -> Vec<SchemaId> {
        let mapping = &self.get(base).mapping;
        let named = || mapping.iter().filter_map(|(_, target)| self.meant(*target));
        let bases_below = named().filter(|named| self.is_base_below(*named, base));
        let told_below: HashSet<SchemaId> = bases_below.flat_map(|id| self.all_heirs(id)).collect();
        let mut found: Vec<SchemaId> = Vec::new();
        for id in named().chain(self.all_heirs(base)) {
            let has_heirs = !mapping.is_empty() && self.heirs.contains_key(&id);
            let elsewhere = has_heirs || told_below.contains(&id);
            if !found.contains(&id) && (!elsewhere || self.is_mapped(base, id)) {
                found.push(id);
            }
        }
        found
    }

    fn is_mapped(&self, base: SchemaId, id: SchemaId) -> bool {
        let mut targets = self.get(base).mapping.iter();
        targets.any(|(_, target)| self.meant(*target) == Some(id))
    }

    /// The schemas whose alternatives inherit them: these are not part of what is inherited.
    pub(super) fn find_listed_heirs(&self) -> HashSet<SchemaId> {
        let lists = |base: &SchemaId| {
            let schema = self.get(*base);
            let alternatives = || schema.one_of.iter().chain(&schema.any_of);
            if alternatives().next().is_none() {
                return false;
            }
            let heirs: HashSet<SchemaId> = self.all_heirs(*base).into_iter().collect();
            alternatives()
                .filter_map(|alternative| self.meant(*alternative))
                .any(|alternative| heirs.contains(&alternative))
        };
        self.heirs.keys().copied().filter(lists).collect()
    }
}
