//! Constants that tell two alternatives of a union apart.

/// The values that an alternative lists for a property.
pub(super) struct Listed<'a> {
    pub(super) name: &'a str,
    pub(super) values: Vec<String>,
    pub(super) required: bool,
}

/// The properties for which two alternatives list other values, if no constant that both always have tells them apart.
pub(super) fn telling<'a>(one: &[Listed<'a>], other: &[Listed<'a>]) -> Vec<&'a str> {
    let both = |listed: &Listed<'a>| {
        let same = other.iter().find(|other| other.name == listed.name);
        same.filter(|same| same.values != listed.values)
    };
    let differing = one
        .iter()
        .filter_map(|listed| Some((listed, both(listed)?)));
    let differing: Vec<_> = differing.collect();
    let constant = |listed: &Listed<'_>| listed.required && listed.values.len() == 1;
    match differing
        .iter()
        .any(|(one, other)| constant(one) && constant(other))
    {
        true => Vec::new(),
        false => differing.iter().map(|(one, _)| one.name).collect(),
    }
}
