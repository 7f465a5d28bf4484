//! `cargo xtask generate`: one crate from any description.

use std::path::{Component, Path, PathBuf};
use std::time::Instant;

use super::arguments::Generate;
use super::console::{Console, count, plural};
use super::generation::generate_all;
use super::input::Input;
use super::{FINDINGS, FINE, USAGE};
use crate::emit::{Surroundings, emit};
use crate::pipeline::Generated;
use crate::select::Selection;
use crate::write::{compare, diff, earlier, write};

pub(super) fn run(options: &Generate, workspace: &Path, console: &mut Console<'_>) -> u8 {
    let Generate { spec, out, .. } = options;
    let selection = Selection {
        only: options.chosen.only.clone(),
        except: options.chosen.except.clone(),
    };
    let input = match Input::named(spec, workspace) {
        Ok(input) => input,
        Err(message) => {
            console.error(&message);
            return USAGE;
        }
    };
    let input = input
        .with_root(options.parts.root.as_deref())
        .with_overlays(&options.overlays, workspace)
        .with_selection(selection);
    let file_name = input
        .path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let around = |_: &Input, _: &str| Surroundings {
        runtime: way(out, &workspace.join("crates/runtime")),
        standalone: !is_member(out, workspace),
        command: "cargo xtask generate".to_owned(),
        // The file alone: where it lies on this machine is nobody's business.
        source: file_name.clone(),
        earlier: earlier(out),
    };
    let generate = || generate_all(std::slice::from_ref(&input), emit, around).pop();
    let mut outcome = match console.waiting(&input.name, generate) {
        Some(Ok(outcome)) => outcome,
        Some(Err(error)) => {
            console.error(&error.to_string());
            return USAGE;
        }
        None => return USAGE,
    };
    console.findings(&outcome.diagnostics, &outcome.document);
    let found = count(&outcome.diagnostics);
    let timings = outcome.timings();
    let Some(generated) = outcome.generated.take() else {
        console.error(&format!("{}: {found}; nothing was written", input.name));
        return FINDINGS;
    };
    let made = operations(&generated);
    if options.strict && !outcome.diagnostics.is_empty() {
        console.error(&format!(
            "{}: {found}, {made}; nothing was written",
            input.name
        ));
        return FINDINGS;
    }
    let start = Instant::now();
    let comparison = match compare(out, generated.emitted.files) {
        Ok(comparison) => comparison,
        Err(error) => {
            console.error(&error.to_string());
            return USAGE;
        }
    };
    if !options.check
        && let Err(error) = write(std::slice::from_ref(&comparison))
    {
        console.error(&error.to_string());
        return USAGE;
    }
    console.out(&format!(
        "{}: {made}; {} in {}{}",
        generated.package,
        plural(comparison.files.len(), "file"),
        out.display(),
        super::regen::changes(&comparison),
    ));
    let is_other = options.check && !comparison.is_equal();
    if is_other {
        let text = diff(&comparison, &out.to_string_lossy());
        console.out(text.trim_end());
    }
    super::verdict::say(&comparison, console);
    if options.verbose {
        let writing = start.elapsed().as_secs_f64() * 1000.0;
        console.out(&format!("  {timings}, write {writing:.1} ms"));
    }
    if is_other {
        console.error(&format!(
            "{} is not what {} says: run the command without `--check`",
            out.display(),
            input.name
        ));
        return FINDINGS;
    }
    FINE
}

/// `766 of 767 operations, 1 left out`.
fn operations(generated: &Generated) -> String {
    let all = generated.operations + generated.left_out;
    let number = format!("{} of {}", generated.operations, plural(all, "operation"));
    match generated.left_out {
        0 => number,
        left_out => format!("{number}, {left_out} left out"),
    }
}

/// Whether the workspace's `members` take the folder in.
fn is_member(folder: &Path, workspace: &Path) -> bool {
    folder
        .canonicalize()
        .or_else(|_| std::path::absolute(folder))
        .is_ok_and(|folder| {
            let workspace = workspace
                .canonicalize()
                .unwrap_or_else(|_| workspace.to_owned());
            folder.parent() == Some(&workspace.join("crates"))
        })
}

/// The way from a folder to another, with forward slashes; absolute when there is none.
fn way(from: &Path, to: &Path) -> String {
    let from = existing(from);
    let to = existing(to);
    let from_parts: Vec<Component<'_>> = from.components().collect();
    let to_parts: Vec<Component<'_>> = to.components().collect();
    let common = from_parts
        .iter()
        .zip(&to_parts)
        .take_while(|(one, other)| one == other)
        .count();
    if common == 0 {
        return to.to_string_lossy().replace('\\', "/");
    }
    let up = from_parts.iter().skip(common).map(|_| "..".to_owned());
    let down = to_parts
        .iter()
        .skip(common)
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The absolute path with links resolved as far as it exists: `..` behind a link leads elsewhere.
fn existing(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for ancestor in absolute.ancestors() {
        if let Ok(real) = ancestor.canonicalize() {
            let rest = absolute
                .strip_prefix(ancestor)
                .unwrap_or_else(|_| Path::new(""));
            return if rest.as_os_str().is_empty() {
                real
            } else {
                real.join(rest)
            };
        }
    }
    absolute
}
