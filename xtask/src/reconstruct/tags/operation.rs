//! One operation: places of parameters, and a schema for each body and each status.

use super::cells::{Lines, plain, split};
use super::{STATUSES, media, schema};
use crate::reconstruct::assemble::success;
use crate::reconstruct::entities;
use crate::reconstruct::finding::{Finding, Place};
use crate::reconstruct::locate::Location;
use crate::reconstruct::operation_page::scheme_names;
use crate::reconstruct::pages::{Header, Link, Operation, Parameter, Response};
use crate::reconstruct::type_expression::Type;

/// Where the tables below these headings say that their parameters go.
const PLACES: [(&str, Location); 4] = [
    ("### query_params", Location::Query),
    ("### header_params", Location::Header),
    ("### path_params", Location::Path),
    ("### cookie_params", Location::Cookie),
];

const AUTHORIZATION: &str = "### Authorization";

/// Reads one operation, which ends before a line.
pub(super) struct Reader<'r, 'a> {
    pub(super) lines: &'r mut Lines<'a>,
    pub(super) end: usize,
    /// Whether the pages are those of 6.0 and 6.1: their tables of statuses link to nothing.
    pub(super) flat: bool,
}

impl Reader<'_, '_> {
    pub(super) fn operation(&mut self, operation: &mut Operation, begin: usize) {
        self.lines.skip_to(begin + 1);
        if let Some(before) = self.lines.until(|line| line == "### Example", self.end) {
            let text = before
                .iter()
                .skip_while(|line| !line.starts_with('>'))
                .skip(1);
            let text = text.copied().collect::<Vec<_>>().join("\n");
            let text = text.trim();
            let text = text.strip_prefix(&operation.summary).unwrap_or(text);
            operation.description = text.trim().to_owned();
        }
        // What configures the example may look like anything but a fence.
        self.lines.until(|line| line == "```", self.end);
        if self
            .lines
            .until(|line| line == "### Parameters", self.end)
            .is_none()
        {
            return;
        }
        let arguments = self.arguments();
        if let Some(first) = &arguments.content_type {
            operation.content_types.push(first.clone());
        }
        if self.lines.take("### body").is_some() {
            self.body(operation, &arguments);
        }
        for (heading, location) in PLACES {
            if self.lines.take(heading).is_some() {
                self.parameters(operation, location);
            }
        }
        operation.accepts.clone_from(&arguments.accepts);
        if self
            .lines
            .until(|line| line == STATUSES, self.end)
            .is_some()
        {
            self.responses(operation);
        }
        if self
            .lines
            .until(|line| line == AUTHORIZATION, self.end)
            .is_some()
            && let Some((_, line)) = self.lines.peek()
        {
            operation.security = scheme_names(line);
        }
    }

    /// The table of the method's own arguments.
    fn arguments(&mut self) -> Arguments {
        let mut arguments = Arguments::default();
        for (place, row) in self.lines.table() {
            let Some(([name, kind], rest)) = split::<2>(row) else {
                continue;
            };
            match plain(name).as_str() {
                "body" => {
                    arguments.bodies = classes(kind);
                    arguments.required = !kind.contains("Unset");
                    arguments.place = Some(place);
                }
                "content_type" => arguments.content_type = quoted(rest).into_iter().next(),
                "accept_content_types" => arguments.accepts = quoted(rest),
                _ => {}
            }
        }
        arguments
    }

    fn body(&mut self, operation: &mut Operation, arguments: &Arguments) {
        let Some(place) = arguments.place.clone() else {
            return;
        };
        let mut first = None;
        for (index, class) in arguments.bodies.iter().enumerate() {
            let kind = self.hint(class);
            let name = class
                .rsplit_once("RequestBody")
                .map_or("", |(_, name)| name);
            let known = operation.content_types.first().filter(|_| index == 0);
            let Some(media_type) = known.cloned().or_else(|| media::of_class(name, &[])) else {
                self.unknown_media_type(&place, class);
                continue;
            };
            if index > 0 {
                operation.content_types.push(media_type);
            }
            first.get_or_insert_with(|| kind.clone());
            operation.bodies.push(kind);
        }
        if let Some(kind) = first {
            operation.parameters.push(Parameter {
                name: "body".to_owned(),
                told: Some(Location::Body),
                kind,
                link: Link::None,
                required: arguments.required,
                default: None,
                description: String::new(),
                place,
            });
        }
    }

    fn unknown_media_type(&mut self, place: &Place, class: &str) {
        self.lines.findings.push(Finding::warning(
            place.clone(),
            "media-type-not-understood",
            format!("`{class}` is the class of a media type that is known by no other name"),
            "its schema was left out",
        ));
    }

    /// The table of the parameters of a place, and the schemas of their classes.
    fn parameters(&mut self, operation: &mut Operation, location: Location) {
        for (row, kind, default) in self.values() {
            operation.parameters.push(Parameter {
                name: row.name,
                told: Some(location),
                kind,
                link: Link::None,
                required: row.required,
                default,
                description: String::new(),
                place: row.place,
            });
        }
    }

    /// A heading, a table of names and classes, and the schemas of these.
    fn values(&mut self) -> Vec<(NamedClass, Type, Option<String>)> {
        if let Some((index, line)) = self.lines.peek()
            && line.starts_with("#### ")
        {
            self.lines.skip_to(index + 1);
        }
        let mut rows = Vec::new();
        for (place, row) in self.lines.table() {
            match split::<3>(row) {
                Some(([name, class, _], notes)) => rows.push(NamedClass {
                    name: plain(name),
                    class: plain(class),
                    required: !notes.contains("optional"),
                    place,
                }),
                None => {
                    let message = "this row names no class".to_owned();
                    self.lines.complain(place, "type-not-understood", message);
                }
            }
        }
        let typed = rows.into_iter().map(|row| {
            let class = row.class.clone();
            if class.is_empty() {
                return (row, Type::Undocumented, None);
            }
            let (kind, default) = self.hinted(&class);
            (row, kind, default)
        });
        typed.collect()
    }

    /// The schema below the heading of a class.
    fn hint(&mut self, class: &str) -> Type {
        self.hinted(class).0
    }

    fn hinted(&mut self, class: &str) -> (Type, Option<String>) {
        // In 6.0 and 6.1 the heading is of another depth.
        let heading = |line: &str| {
            line.strip_prefix("# ")
                .or(line.strip_prefix("#### "))
                .map(plain)
        };
        let wanted = |line: &str| heading(line).as_deref() == Some(class);
        let Some((index, _)) = self.lines.peek().filter(|(_, line)| wanted(line)) else {
            let at = self.lines.peek().map_or(self.end, |(index, _)| index);
            let place = self.lines.place(at);
            let message = format!("the schema of `{class}` is not here");
            self.lines.complain(place, "type-not-understood", message);
            return (Type::Undocumented, None);
        };
        self.lines.skip_to(index + 1);
        let shown = schema::read(self.lines);
        (shown.kind, shown.default)
    }

    fn responses(&mut self, operation: &mut Operation) {
        let mut responses = Vec::new();
        for (place, row) in self.lines.table() {
            let Some(([status, class], text)) = split::<2>(row) else {
                continue;
            };
            if status == "n/a" {
                continue;
            }
            let linked = class.strip_prefix('[');
            self.flat |= linked.is_none();
            let class = linked
                .unwrap_or(class)
                .split("](")
                .next()
                .unwrap_or_default();
            responses.push((
                class.to_owned(),
                Response {
                    status: plain(status),
                    description: entities::decode_prose(text),
                    headers: Vec::new(),
                    content: None,
                    place,
                },
            ));
        }
        for (class, response) in &mut responses {
            self.response(class, response, &operation.accepts);
        }
        let responses: Vec<Response> = responses
            .into_iter()
            .map(|(_, response)| response)
            .collect();
        let statuses = responses.iter().map(|response| response.status.as_str());
        let success = success(statuses);
        let of = responses
            .iter()
            .find(|one| Some(one.status.as_str()) == success);
        let content = of.and_then(|response| response.content.as_ref()?.first());
        operation.returns = content.map(|(_, kind)| kind.clone());
        operation.responses = Some(responses);
    }

    /// `#### method.ApiResponseFor200` with the classes of its body and headers.
    fn response(&mut self, class: &str, response: &mut Response, accepts: &[String]) {
        let is_its = |line: &str| {
            let name = line.strip_prefix("#### ").map(plain);
            name.is_some_and(|name| name.ends_with(class))
        };
        let Some((index, _)) = self.lines.peek().filter(|(_, line)| is_its(line)) else {
            return;
        };
        self.lines.skip_to(index + 1);
        let mut bodies = Vec::new();
        let mut has_headers = false;
        for (_, row) in self.lines.table() {
            let Some(([name, kind], _)) = split::<2>(row) else {
                continue;
            };
            match name {
                "body" => bodies = classes(kind),
                "headers" => has_headers = kind != "Unset",
                _ => {}
            }
        }
        let mut content: Vec<(String, Type)> = Vec::new();
        for class in bodies {
            let kind = self.hint(&class);
            let name = class
                .rsplit_once("ResponseBody")
                .map_or("", |(_, name)| name);
            match media::of_class(name, accepts) {
                Some(media_type) => content.push((media_type, kind)),
                None => self.unknown_media_type(&response.place, &class),
            }
        }
        response.content = Some(content);
        if has_headers {
            let headers = self.values().into_iter().map(|(row, kind, _)| Header {
                name: row.name,
                description: String::new(),
                kind,
            });
            response.headers = headers.collect();
        }
    }
}

/// What the arguments of a method tell.
#[derive(Debug, Default)]
struct Arguments {
    bodies: Vec<String>,
    required: bool,
    place: Option<Place>,
    content_type: Option<String>,
    accepts: Vec<String>,
}

/// A row such as `pageSize | PageSizeSchema | | optional`.
struct NamedClass {
    name: String,
    class: String,
    required: bool,
    place: Place,
}

/// The classes in `typing.Union[A, B, Unset]`.
fn classes(kind: &str) -> Vec<String> {
    let kind = plain(kind);
    let inside = kind
        .strip_prefix("typing.Union[")
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or_default();
    let classes = inside.split(',').map(str::trim);
    classes
        .filter(|class| !class.is_empty() && *class != "Unset")
        .map(str::to_owned)
        .collect()
}

/// The texts in single quotes.
fn quoted(text: &str) -> Vec<String> {
    let text = plain(text.split('|').next().unwrap_or_default());
    let parts = text.split('\'').skip(1).step_by(2);
    parts.map(str::to_owned).collect()
}
