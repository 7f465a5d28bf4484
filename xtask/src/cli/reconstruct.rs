//! `cargo xtask reconstruct`: a description from documentation pages.

use std::fs;
use std::path::Path;

use super::arguments::Reconstruct;
use super::console::{Console, plural};
use super::{FINDINGS, FINE, USAGE};
use crate::reconstruct::yaml::List;
use crate::reconstruct::{
    Example, Gravity, Options, WireNames, assemble, examples, files, second, sources, yaml,
};

pub(super) fn run(options: &Reconstruct, console: &mut Console<'_>) -> u8 {
    let mut wire_names = match named(options) {
        Ok(names) => names,
        Err(message) => {
            console.error(&message);
            return USAGE;
        }
    };
    let mut pages = match files::read(&options.docs) {
        Ok(collector) => collector.finish(),
        Err(message) => {
            console.error(&message);
            return USAGE;
        }
    };
    for folder in &options.others {
        match second::read(folder) {
            Ok(other) => second::settle(&mut pages, &other),
            Err(message) => {
                console.error(&message);
                return USAGE;
            }
        }
    }
    for finding in &pages.findings {
        console.err(&finding.to_string());
    }
    let errors = pages
        .findings
        .iter()
        .filter(|finding| finding.gravity == Gravity::Error)
        .count();
    if pages.operations.is_empty() && pages.models.is_empty() {
        console.error("nothing was understood, so nothing was written");
        return FINDINGS;
    }
    if options.strict && errors > 0 {
        console.error(&format!("{}; nothing was written", plural(errors, "error")));
        return FINDINGS;
    }
    let seen = read_examples(options).and_then(|examples| examples::learn(&mut pages, &examples));
    match seen {
        Ok(seen) => wire_names.extend(seen),
        Err(message) => {
            console.error(&message);
            return USAGE;
        }
    }
    for folder in options.docs.iter().filter(|path| path.is_dir()) {
        wire_names.extend(sources::read(folder));
    }
    let settings = Options {
        prose: options.prose,
        wire_names,
    };
    let mut assembled = assemble(&pages, &settings);
    // A description is committed: it says nothing of the folders of this machine.
    assembled.name_files(|file| files::short_name(file, &options.docs));
    let names = options.docs.iter().map(|path| {
        let name = path.file_name().unwrap_or(path.as_os_str());
        name.to_string_lossy().into_owned()
    });
    let list = if options.verbose {
        List::Whole
    } else {
        List::Grouped
    };
    let source = names.collect::<Vec<_>>().join(", ");
    let text = yaml::print(&assembled, &source, list);
    let told = format!(
        "{}, {}, {}; {} that the pages do not tell, listed at its end",
        plural(pages.operations.len(), "operation"),
        plural(pages.models.len(), "model"),
        plural(pages.schemes.len(), "security scheme"),
        plural(assembled.gaps.len(), "thing"),
    );
    match &options.output {
        Some(path) => {
            if let Err(error) = fs::write(path, text) {
                console.error(&format!("{} cannot be written: {error}", path.display()));
                if let Some(folder) = path.parent().filter(|folder| is_missing(folder)) {
                    console.err(&format!("  help: create the folder {}", folder.display()));
                }
                return USAGE;
            }
            console.out(&format!("{}: {told}", path.display()));
        }
        None => {
            console.out(text.trim_end());
            console.err(&told);
        }
    }
    if errors > 0 { FINDINGS } else { FINE }
}

/// The folder of a file in the current one is empty, and there.
fn is_missing(folder: &Path) -> bool {
    !folder.as_os_str().is_empty() && !folder.exists()
}

/// The answers in the files that the command line names.
fn read_examples(options: &Reconstruct) -> Result<Vec<Example>, String> {
    let read = |argument: &String| {
        let (of, path) = argument.split_once('=').ok_or_else(|| {
            format!(
                "`{argument}` does not name an operation or model: write `list_users={argument}`"
            )
        })?;
        let text =
            fs::read_to_string(path).map_err(|error| format!("{path} cannot be read: {error}"))?;
        let value = serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))?;
        Ok(Example {
            of: of.to_owned(),
            value,
        })
    };
    options.examples.iter().map(read).collect()
}

fn named(options: &Reconstruct) -> Result<WireNames, String> {
    let mut names = from_file(options)?;
    names.convention = options.names.or(names.convention);
    Ok(names)
}

fn from_file(options: &Reconstruct) -> Result<WireNames, String> {
    let Some(path) = &options.wire_names else {
        return Ok(WireNames::default());
    };
    let text = fs::read_to_string(path)
        .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    WireNames::from_file(&text).map_err(|error| format!("{}: {error}", path.display()))
}
