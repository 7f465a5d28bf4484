//! The part of an answer that a method returns (`x-value`), and what says that there is nothing (`x-absent`).

use crate::diagnostic::Diagnostic;
use crate::model::{Api, Operation, Success, Type, TypeKind, ValueAt, ValueStep};
use crate::pointer;

/// Finds out what leads to each value. Where nothing does, the method returns the whole answer, and a finding says why; what
/// the lint sees in the document alone it has reported already.
pub(crate) fn settle(api: &mut Api, findings: &mut Vec<Diagnostic>) {
    let found: Vec<Option<Result<ValueAt, Problem>>> = api
        .operations
        .iter()
        .map(|operation| {
            let value = operation.value.as_ref()?;
            Some(resolved(api, operation, &value.pointer))
        })
        .collect();
    for (operation, found) in api.operations.iter_mut().zip(found) {
        operation.value = match found {
            None => None,
            Some(Ok(value)) => Some(value),
            Some(Err(problem)) => {
                findings.push(problem.of(operation, "x-value", "the whole answer"));
                None
            }
        };
        if !operation.absent.is_empty()
            && let Some(problem) = without_option(operation)
        {
            operation.absent = Vec::new();
            findings.push(problem.of(operation, "x-absent", "an error"));
        }
    }
}

struct Problem {
    message: &'static str,
    help: &'static str,
}

impl Problem {
    fn of(&self, operation: &Operation, extension: &str, instead: &str) -> Diagnostic {
        let at = pointer::join(&operation.pointer, extension);
        let message = format!("{}: `{}` returns {instead}", self.message, operation.name);
        Diagnostic::warning("no-such-value", at, message, self.help).at_key()
    }
}

const NOT_THERE: Problem = Problem {
    message: "`x-value` leads to nothing in the type of the answer",
    help: "write a JSON pointer through properties of objects, and `/0` for the only element of a list: unions are not looked into",
};

const CHOSEN: Problem = Problem {
    message: "the caller chooses in which media type the answer comes, and so what it is",
    help: "describe one media type for the answer, or remove the extension",
};

fn resolved(api: &Api, operation: &Operation, pointer: &str) -> Result<ValueAt, Problem> {
    if operation.pagination.is_some() {
        return Err(Problem {
            message: "a list that comes in pages is returned as pages",
            help: "remove `x-value` or `x-pagination`",
        });
    }
    if !operation.alternatives.is_empty() {
        return Err(CHOSEN);
    }
    let Success::Json(whole) = &operation.success else {
        return Err(Problem {
            message: "only an answer that always is JSON of one type has a part",
            help: "remove `x-value`, or describe one body for all successes",
        });
    };
    let mut ty = whole;
    let mut steps = Vec::new();
    for token in pointer::tokens(pointer) {
        let (step, next) = step(api, ty, &token).ok_or(NOT_THERE)?;
        steps.push(step);
        ty = next;
    }
    match (steps.is_empty(), ty) {
        (true, _) | (false, Type::Nullable(_)) => Err(NOT_THERE),
        (false, ty) => Ok(ValueAt {
            pointer: pointer.to_owned(),
            ty: ty.clone(),
            steps,
        }),
    }
}

fn step<'a>(api: &'a Api, ty: &'a Type, token: &str) -> Option<(ValueStep, &'a Type)> {
    match ty {
        Type::Array(items) if token == "0" => Some((ValueStep::Only, items)),
        Type::Named(owner) => {
            let TypeKind::Object(object) = &api.definition(owner)?.kind else {
                return None;
            };
            let mut fields = object.fields.iter();
            let field = fields.find(|field| field.wire_name == token)?;
            let step = ValueStep::Member {
                owner: owner.clone(),
                field: field.name.clone(),
            };
            Some((step, &field.ty))
        }
        _ => None,
    }
}

/// Why an operation cannot return nothing in place of an error.
fn without_option(operation: &Operation) -> Option<Problem> {
    if !operation.alternatives.is_empty() {
        return Some(CHOSEN);
    }
    let paged = operation.pagination.is_some();
    let optional = matches!(operation.success, Success::OptionalJson(_));
    (paged || optional).then_some(Problem {
        message: "nothing is an answer here already",
        help: "remove `x-absent`, `x-body-optional` or `x-pagination`",
    })
}
