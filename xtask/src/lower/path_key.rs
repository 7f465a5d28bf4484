//! Keys of `paths`, as people write them: a template, perhaps with a query that is always sent, or with a fragment that only
//! tells two operations apart.
//!
//! All of one cloud's older services have one path and `?Action=…`; others keep variants of an operation under `/files#upload`.

use percent_encoding::percent_decode_str;

use crate::model::Names;

/// What a key of `paths` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PathKey {
    /// The path, in which each variable has a name of its own.
    pub(crate) template: String,
    /// The variables, in their order.
    pub(crate) variables: Vec<Variable>,
    /// Pairs of the query that are always sent.
    pub(crate) fixed: Vec<(String, String)>,
    /// Names in the query, and the variables that are their values.
    pub(crate) query: Vec<(String, String)>,
    /// What comes after a `#`.
    pub(crate) fragment: Option<String>,
    /// What is wrong with its braces; they are sent as they are.
    pub(crate) malformed: Option<&'static str>,
}

/// A variable of a path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Variable {
    /// Its name in the template.
    pub(crate) name: String,
    /// The name of the parameter.
    pub(crate) parameter: String,
    /// As it stands in the key, with what a router wants to know of its values: `{id:[0-9]+}`, `{id?}`, `:id`.
    pub(crate) written: String,
}

impl PathKey {
    /// Reads a key, of whose parameters nothing is known.
    pub(crate) fn of(key: &str) -> Self {
        Self::among(key, &[])
    }

    /// Reads a key whose operation declares parameters of these names in the path.
    pub(crate) fn among(key: &str, declared: &[&str]) -> Self {
        let (key, fragment) = split(key, '#');
        let (path, query) = split(key, '?');
        let mut found = Self {
            fragment: fragment.map(str::to_owned),
            ..Self::default()
        };
        if !path.starts_with('/') {
            found.template.push('/');
        }
        if let Err(reason) = found.read_path(path, declared) {
            found.malformed = Some(reason);
            found.variables.clear();
            found.template = path.replace('{', "%7B").replace('}', "%7D");
            if !path.starts_with('/') {
                found.template.insert(0, '/');
            }
        }
        for pair in query
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty())
        {
            found.read_pair(pair);
        }
        found
    }

    fn read_path(&mut self, path: &str, declared: &[&str]) -> Result<(), &'static str> {
        let mut names = Names::default();
        let mut rest = path;
        while let Some(position) = rest.find(['{', '}']) {
            let (literal, after) = rest.split_at(position);
            self.read_literal(literal, declared, &mut names);
            let Some(inside) = after.strip_prefix('{') else {
                return Err("a `}` closes no `{`");
            };
            let Some((expression, next)) = closed(inside) else {
                return Err("a `{` is not closed");
            };
            let has_pattern = expression.contains([':', '=']);
            if expression.contains(['{', '/']) && !expression.starts_with('/') && !has_pattern {
                return Err("a `{` is not closed");
            }
            rest = next;
            // RFC 6570: `{?page,size}` is a query, and `{+path}` a variable all the same.
            if let Some(list) = expression.strip_prefix(['?', '&']) {
                let named = list
                    .split(',')
                    .map(|name| name.trim_end_matches('*').to_owned());
                self.query.extend(named.map(|name| (name.clone(), name)));
                continue;
            }
            let parameter = expression
                .trim_start_matches(['+', '#', '.', '/', ';'])
                .trim_end_matches('*')
                .trim();
            if parameter.is_empty() {
                return Err("there is no name between `{` and `}`");
            }
            if expression.starts_with('/') && !self.template.ends_with('/') {
                self.template.push('/');
            }
            let parameter = match bare(parameter) {
                bare if !bare.is_empty() && !declared.contains(&parameter) => bare,
                _ => parameter,
            };
            self.add(parameter, format!("{{{expression}}}"), &mut names);
        }
        self.read_literal(rest, declared, &mut names);
        Ok(())
    }

    /// What stands between variables, some of which may be written as in Express and Rails: `/:id`.
    fn read_literal(&mut self, literal: &str, declared: &[&str], names: &mut Names) {
        for (index, segment) in literal.split('/').enumerate() {
            if index > 0 {
                self.template.push('/');
            }
            let variable = segment.strip_prefix(':');
            let variable =
                variable.filter(|name| index > 0 && !name.is_empty() && declared.contains(name));
            match variable {
                Some(name) => self.add(name, segment.to_owned(), names),
                None => self.template.push_str(segment),
            }
        }
    }

    fn add(&mut self, parameter: &str, written: String, names: &mut Names) {
        let name = names.take(parameter.to_owned());
        self.template.push_str(&format!("{{{name}}}"));
        self.variables.push(Variable {
            name,
            parameter: parameter.to_owned(),
            written,
        });
    }

    fn read_pair(&mut self, pair: &str) {
        let (name, value) = split(pair, '=');
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let value = value.unwrap_or_default();
        match value
            .strip_prefix('{')
            .and_then(|value| value.strip_suffix('}'))
        {
            Some(variable) => self.query.push((decoded(name), variable.to_owned())),
            None => self.fixed.push((decoded(name), decoded(value))),
        }
    }
}

/// What stands before the brace that closes a variable, and what after it: a pattern may hold pairs of its own.
fn closed(inside: &str) -> Option<(&str, &str)> {
    let (plain, rest) = inside.split_once('}')?;
    if !plain.contains(':') {
        return Some((plain, rest));
    }
    let mut open = 0_usize;
    for (index, character) in inside.char_indices() {
        match character {
            '{' => open += 1,
            '}' if open == 0 => return Some((inside.get(..index)?, inside.get(index + 1..)?)),
            '}' => open -= 1,
            _ => {}
        }
    }
    None
}

/// A variable without what a router wants to know of its values: a pattern, a kind, a default, that it may be missing.
fn bare(variable: &str) -> &str {
    let name = variable.split([':', '=']).next().unwrap_or_default();
    name.trim_start_matches('*')
        .trim_end_matches(['?', '*', '.'])
        .trim()
}

/// What comes before a sign outside of braces, and what after it.
fn split(text: &str, sign: char) -> (&str, Option<&str>) {
    let mut inside = false;
    for (index, character) in text.char_indices() {
        match character {
            '{' => inside = true,
            '}' => inside = false,
            character if character == sign && !inside => {
                return (&text[..index], Some(&text[index + sign.len_utf8()..]));
            }
            _ => {}
        }
    }
    (text, None)
}
