//! The sections of one operation: its parameters, return type and statuses.

use super::complaints::{shortened, too_few_cells, too_few_columns, type_not_understood};
use super::entities;
use super::finding::{Finding, Place};
use super::headers;
use super::notes;
use super::operation_page::Reader;
use super::pages::{Link, Parameter, Response};
use super::row::{self, Cells};
use super::section::Section;
use super::type_expression::{self, Type};

impl Reader {
    pub(super) fn parameters(&mut self, section: &Section<'_>) -> Vec<Parameter> {
        let Some(table) = row::table(section.body, section.body_line, row::begins_bold) else {
            if !section.body.contains("does not need any parameter") {
                self.page.findings.push(Finding::warning(
                    self.place(section.line),
                    "parameters-not-understood",
                    "there is neither a table of parameters nor the sentence that there are none",
                    "the operation is taken to have no parameters",
                ));
            }
            return Vec::new();
        };
        if table.head.len() < 4 {
            self.page
                .findings
                .push(too_few_columns(self.place(table.line), table.head.len()));
            return Vec::new();
        }
        let mut parameters = Vec::new();
        for line in &table.rows {
            let place = self.place(line.line);
            let Some(cells) = row::cells(line.text) else {
                self.page.findings.push(too_few_cells(place));
                continue;
            };
            let kind = self.kind(&cells, &place);
            let (description, notes) = row::from_right(cells.rest, notes::parse)
                .unwrap_or((cells.rest, notes::Notes::default()));
            let link = match cells.link {
                None => Link::None,
                Some(".md" | "") => Link::Broken,
                Some(_) => Link::Page,
            };
            parameters.push(Parameter {
                name: cells.name.into_owned(),
                told: None,
                kind,
                link,
                required: !notes.optional,
                default: notes.default.map(|default| {
                    if notes.bracketed {
                        entities::decode(&default).into_owned()
                    } else {
                        default.into_owned()
                    }
                }),
                description: entities::decode_prose(description),
                place,
            });
        }
        parameters
    }

    fn kind(&mut self, cells: &Cells<'_>, place: &Place) -> Type {
        self.type_of(&cells.kind, place)
    }

    fn type_of(&mut self, text: &str, place: &Place) -> Type {
        // Templates print `[****](.md)` for a schema that the generator made nothing of.
        if text.is_empty() {
            return Type::Undocumented;
        }
        self.page.traces.spelling(text);
        type_expression::parse(text).unwrap_or_else(|| {
            self.page
                .findings
                .push(type_not_understood(place.clone(), text));
            Type::Undocumented
        })
    }

    pub(super) fn returns(&mut self, section: &Section<'_>) -> Option<Type> {
        let (line, text) = section
            .body
            .lines()
            .enumerate()
            .map(|(index, line)| (section.body_line + index, line.trim()))
            .find(|(_, line)| !line.is_empty())?;
        let place = self.place(line);
        if text.starts_with("void") {
            return None;
        }
        if let Some((kind, ..)) = row::linked(text) {
            let kind = row::type_text(kind);
            return Some(self.type_of(&kind, &place));
        }
        self.page.findings.push(Finding::error(
            place,
            "return-type-not-understood",
            format!("`{}` is no return type", shortened(text)),
            "it should read `**type**`, `[**type**](Page.md)` or `void (empty response body)`",
        ));
        None
    }

    pub(super) fn responses(&mut self, section: &Section<'_>) -> Vec<Response> {
        self.page.traces.status_tables += 1;
        let Some(table) = row::table(section.body, section.body_line, row::begins_bold) else {
            return Vec::new();
        };
        let mut responses: Vec<Response> = Vec::new();
        for line in table.rows {
            let place = self.place(line.line);
            let read = headers::response(line.text);
            let Some((status, description, headers)) = read else {
                self.page.findings.push(Finding::error(
                    place,
                    "status-not-understood",
                    format!(
                        "`{}` is no row of a table of statuses",
                        shortened(line.text)
                    ),
                    "it should read `**200** | text | headers |`",
                ));
                continue;
            };
            if responses.iter().any(|response| response.status == status) {
                continue;
            }
            responses.push(Response {
                status,
                description,
                headers,
                content: None,
                place,
            });
        }
        responses
    }
}
