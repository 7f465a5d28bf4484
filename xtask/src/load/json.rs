//! JSON text to a value with positions.
//!
//! Most JSON is YAML, but not all that real descriptions use: escaped surrogate pairs and
//! indentation by tabs are not.

use std::ops::Range;

use indexmap::IndexMap;
use jsonc_parser::ast::{ObjectPropName, Value as Parsed};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde_json::Value;

use super::findings::Findings;
use super::node::{Content, Node, Place};
use super::source::Source;
use super::{MAXIMUM_DEPTH, pointer, scalar};

/// What is not JSON: where, and why.
pub(super) struct Malformed {
    pub(super) span: Range<usize>,
    pub(super) message: String,
}

/// Parses strict JSON; duplicate keys are added to the findings.
pub(super) fn parse(source: &Source, findings: &mut Findings) -> Result<Node, Malformed> {
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let parsed =
        parse_to_ast(&source.text, &CollectOptions::default(), &strict).map_err(|error| {
            let range = error.range();
            Malformed {
                span: range.start..range.end,
                message: error.kind().to_string(),
            }
        })?;
    let root = parsed.value.ok_or_else(|| Malformed {
        span: 0..0,
        message: "there is no value".to_owned(),
    })?;
    Ok(Builder { source, findings }.convert(root, "", 0))
}

struct Builder<'a> {
    source: &'a Source,
    findings: &'a mut Findings,
}

impl Builder<'_> {
    fn convert(&mut self, parsed: Parsed<'_>, at: &str, depth: usize) -> Node {
        let range = parsed.range();
        let span = range.start..range.end;
        let place = Place::new(self.source.number, span.clone());
        if depth > MAXIMUM_DEPTH {
            self.findings.too_deep(span);
            return Node {
                place,
                ..Node::default()
            };
        }
        let content = match parsed {
            Parsed::NullKeyword(_) => Content::Scalar(Value::Null),
            Parsed::BooleanLit(literal) => Content::Scalar(Value::Bool(literal.value)),
            Parsed::NumberLit(literal) => {
                let value = scalar::resolve(literal.value);
                if value.is_string() {
                    self.findings.number_too_large(at, literal.value, span);
                }
                Content::Scalar(value)
            }
            Parsed::StringLit(literal) => {
                Content::Scalar(Value::String(literal.value.into_owned()))
            }
            Parsed::Array(array) => {
                let mut items = Vec::with_capacity(array.elements.len());
                for (index, element) in array.elements.into_iter().enumerate() {
                    let at = pointer::join(at, &index.to_string());
                    items.push(self.convert(element, &at, depth + 1));
                }
                Content::List(items)
            }
            Parsed::Object(object) => {
                let mut members: IndexMap<String, Node> =
                    IndexMap::with_capacity(object.properties.len());
                for property in object.properties {
                    let range = property.name.range();
                    let key_span = range.start..range.end;
                    let key = match property.name {
                        ObjectPropName::String(name) => name.value.into_owned(),
                        ObjectPropName::Word(name) => name.value.to_owned(),
                    };
                    let at = pointer::join(at, &key);
                    let mut member = self.convert(property.value, &at, depth + 1);
                    if let Some(first) = members.get(&key) {
                        let line = self.source.position(first.place.key().start).line;
                        self.findings
                            .duplicate_key(&at, &key, key_span.clone(), line);
                    }
                    member.place.set_key(key_span);
                    members.insert(key, member);
                }
                Content::Map(members)
            }
        };
        Node { place, content }
    }
}
