//! From description files to the files of their crates, with nothing written yet.

use std::io;
use std::panic;
use std::thread;
use std::time::Duration;

use super::input::Input;
use crate::diagnostic::Diagnostic;
use crate::emit::{Emitter, Surroundings};
use crate::load::Document;
use crate::pipeline::{Generated, generate_by};
use crate::select::select;
use crate::threads::{NAME, STACK_SIZE};

/// What became of one description.
pub(super) struct Outcome {
    pub(super) input: Input,
    /// Its text, to report findings about it.
    pub(super) document: Document,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Absent when one of the findings is an error.
    pub(super) generated: Option<Generated>,
    pub(super) loading: Duration,
}

impl Outcome {
    fn failed(
        input: &Input,
        document: Document,
        diagnostics: Vec<Diagnostic>,
        loading: Duration,
    ) -> Self {
        Self {
            input: input.clone(),
            document,
            diagnostics,
            generated: None,
            loading,
        }
    }

    /// How long each stage took, in milliseconds.
    pub(super) fn timings(&self) -> String {
        let stages = self
            .generated
            .iter()
            .flat_map(|generated| generated.timings.iter().copied());
        std::iter::once(("load", self.loading))
            .chain(stages)
            .map(|(stage, time)| format!("{stage} {:.1} ms", time.as_secs_f64() * 1000.0))
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// Panics of the threads that generate are reported as findings; without this they would be
/// printed as well.
pub fn keep_generator_panics_quiet() {
    let earlier = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().name() != Some(NAME) {
            earlier(info);
        }
    }));
}

/// Generates each description in a thread of its own; the result keeps their order.
pub(super) fn generate_all(
    inputs: &[Input],
    emit: Emitter,
    surroundings: impl Fn(&Input, &str) -> Surroundings + Sync,
) -> Vec<io::Result<Outcome>> {
    let surroundings = &surroundings;
    thread::scope(|scope| {
        let threads: Vec<_> = inputs
            .iter()
            .map(|input| {
                thread::Builder::new()
                    .name(NAME.to_owned())
                    .stack_size(STACK_SIZE)
                    .spawn_scoped(scope, move || generate_one(input, emit, surroundings))
            })
            .collect();
        threads
            .into_iter()
            .zip(inputs)
            .map(|(thread, input)| thread?.join().unwrap_or_else(|_| Ok(panicked(input))))
            .collect()
    })
}

fn generate_one(
    input: &Input,
    emit: Emitter,
    surroundings: &(impl Fn(&Input, &str) -> Surroundings + Sync),
) -> io::Result<Outcome> {
    let loaded = input.load()?;
    let loading = loaded.duration;
    let selected = loaded
        .result
        .and_then(|document| select(document, &input.selection));
    let document = match selected {
        Ok(document) => document,
        Err(rejected) => {
            return Ok(Outcome::failed(
                input,
                rejected.document,
                rejected.diagnostics,
                loading,
            ));
        }
    };
    Ok(
        match generate_by(emit, &document, &input.stem, |package| {
            surroundings(input, package)
        }) {
            Ok(generated) => Outcome {
                input: input.clone(),
                document,
                diagnostics: generated.warnings.clone(),
                generated: Some(generated),
                loading,
            },
            Err(diagnostics) => Outcome::failed(input, document, diagnostics, loading),
        },
    )
}

/// The last resort: what the pipeline catches, it reports with the operation at fault.
fn panicked(input: &Input) -> Outcome {
    let document = Document::empty(&input.name, "");
    let diagnostic = Diagnostic::error(
        "internal-error",
        "",
        format!("the generator failed at {}", input.name),
        "this is a bug in the generator, not in the description; please report it with the description",
    );
    Outcome::failed(input, document, vec![diagnostic], Duration::ZERO)
}
