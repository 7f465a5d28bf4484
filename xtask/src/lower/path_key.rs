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
    /// Its name in the key, which is that of the parameter.
    pub(crate) parameter: String,
}

impl PathKey {
    /// Reads a key.
    pub(crate) fn of(key: &str) -> Self {
        let (key, fragment) = split(key, '#');
        let (path, query) = split(key, '?');
        let mut found = Self {
            fragment: fragment.map(str::to_owned),
            ..Self::default()
        };
        if !path.starts_with('/') {
            found.template.push('/');
        }
        if let Err(reason) = found.read_path(path) {
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

    fn read_path(&mut self, path: &str) -> Result<(), &'static str> {
        let mut names = Names::default();
        let mut rest = path;
        while let Some(position) = rest.find(['{', '}']) {
            let (literal, after) = rest.split_at(position);
            self.template.push_str(literal);
            let Some(inside) = after.strip_prefix('{') else {
                return Err("a `}` closes no `{`");
            };
            let Some((expression, next)) = inside.split_once('}') else {
                return Err("a `{` is not closed");
            };
            if expression.contains(['{', '/']) && !expression.starts_with('/') {
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
            let name = names.take(parameter.to_owned());
            self.template.push_str(&format!("{{{name}}}"));
            self.variables.push(Variable {
                name,
                parameter: parameter.to_owned(),
            });
        }
        self.template.push_str(rest);
        Ok(())
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
