//! Description files: which there are, and what they hold.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::folder::{Folder, description_in};
use crate::bundle::bundle;
use crate::load::{Document, Rejected, load};
use crate::normalise::normalise;
use crate::overlay::{Overlay, overlay, read};
use crate::select::Selection;

/// Descriptions larger than this are taken for a mistake.
pub(super) const MAXIMUM_SIZE: u64 = 256 * 1024 * 1024;

/// What files of descriptions end in.
pub(super) const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// What stands before that in the name of an overlay.
pub(super) const OVERLAY: &str = ".overlay";

/// A description file.
#[derive(Debug, Clone)]
pub(super) struct Input {
    /// The file's name without its ending: what the command line calls it.
    pub(super) stem: String,
    pub(super) path: PathBuf,
    /// What reports call it.
    pub(super) name: String,
    /// The files that are laid over it, and what reports call them.
    overlays: Vec<(PathBuf, String)>,
    /// The folder that the other files of the description may lie in, if it is not that of the file.
    root: Option<PathBuf>,
    /// Which of its operations are wanted.
    pub(super) selection: Selection,
}

/// A file that was read and loaded, and how long both took.
pub(super) struct Loaded {
    pub(super) result: Result<Document, Box<Rejected>>,
    pub(super) duration: Duration,
}

impl Input {
    /// A file as named on the command line; below the workspace, it is called by its path there.
    pub(super) fn of(path: &Path, workspace: &Path) -> Self {
        let stem = path.file_stem().unwrap_or_default();
        let input = Self {
            stem: stem.to_string_lossy().into_owned(),
            path: path.to_owned(),
            name: shown(path, workspace),
            overlays: Vec::new(),
            root: None,
            selection: Selection::default(),
        };
        let folder = input.path.parent();
        if folder.is_some_and(|folder| is_same(folder, &workspace.join("specs"))) {
            let beside = overlay_beside(&input);
            input.with_overlays(beside.as_slice(), workspace)
        } else {
            input
        }
    }

    /// A file, or the description in a folder.
    ///
    /// # Errors
    ///
    /// A message, where the folder holds none, or several, and where what is named is no file.
    pub(super) fn named(path: &Path, workspace: &Path) -> Result<Self, String> {
        let text = path.to_string_lossy();
        let is_address = ["http://", "https://"]
            .iter()
            .any(|scheme| text.starts_with(scheme));
        if is_address {
            return Err(format!("{text} is no file: download it, and name the file"));
        }
        if text == "-" && !path.exists() {
            return Err(
                "`-` is no file: name `/dev/stdin` for what comes through a pipe".to_owned(),
            );
        }
        if path.is_dir() {
            Ok(Self::of(&description_in(path)?, workspace))
        } else {
            Ok(Self::of(path, workspace))
        }
    }

    /// The same file under another name: what a crate is called that has no `x-crate`.
    #[must_use]
    pub(super) fn called(mut self, stem: &str) -> Self {
        stem.clone_into(&mut self.stem);
        self
    }

    /// The same file, with others laid over it.
    #[must_use]
    pub(super) fn with_overlays(mut self, files: &[PathBuf], workspace: &Path) -> Self {
        let named = files
            .iter()
            .map(|path| (path.clone(), shown(path, workspace)));
        self.overlays.extend(named);
        self
    }

    /// The same file, whose other files may lie anywhere in a folder.
    #[must_use]
    pub(super) fn with_root(mut self, root: Option<&Path>) -> Self {
        self.root = root.map(Path::to_owned);
        self
    }

    /// The same file, of which only a part is wanted.
    #[must_use]
    pub(super) fn with_selection(mut self, selection: Selection) -> Self {
        self.selection = selection;
        self
    }

    /// Reads and loads the file, takes in what it refers to in others, and lays its overlays over it.
    pub(super) fn load(&self) -> io::Result<Loaded> {
        let start = Instant::now();
        let bytes = bytes(&self.path, &self.name)?;
        let mut overlays = Vec::new();
        for (path, name) in &self.overlays {
            overlays.push((name, self::bytes(path, name)?));
        }
        let folder = Folder::of(&self.path, self.root.as_deref())?;
        let result = load(&self.name, &bytes)
            .map(|document| bundle(document, &|path| folder.read(path)))
            .and_then(|document| lay_over(document, &overlays))
            .and_then(normalise);
        Ok(Loaded {
            result,
            duration: start.elapsed(),
        })
    }
}

/// The path as it is reported: below the workspace, its path there, with forward slashes.
fn shown(path: &Path, workspace: &Path) -> String {
    let inside = std::path::absolute(path)
        .ok()
        .and_then(|absolute| absolute.strip_prefix(workspace).ok().map(Path::to_owned));
    let shown = inside.unwrap_or_else(|| path.to_owned());
    shown.to_string_lossy().replace('\\', "/")
}

fn is_same(folder: &Path, other: &Path) -> bool {
    folder
        .canonicalize()
        .is_ok_and(|folder| other.canonicalize().is_ok_and(|other| folder == other))
}

/// `petstore.overlay.yaml` beside `petstore.yaml`.
fn overlay_beside(input: &Input) -> Option<PathBuf> {
    ENDINGS
        .iter()
        .map(|ending| {
            input
                .path
                .with_file_name(format!("{}{OVERLAY}.{ending}", input.stem))
        })
        .find(|path| path.is_file())
}

fn bytes(path: &Path, name: &str) -> io::Result<Vec<u8>> {
    let located = |error: io::Error| {
        let why = match error.kind() {
            io::ErrorKind::NotFound => format!("there is no such file{}", seen_from(path)),
            _ => error.to_string(),
        };
        io::Error::new(error.kind(), format!("{name} cannot be read: {why}"))
    };
    let size = fs::metadata(path).map_err(located)?.len();
    if size > MAXIMUM_SIZE {
        return Err(io::Error::other(format!(
            "{name} cannot be read: it is larger than {} MiB",
            MAXIMUM_SIZE / 1024 / 1024
        )));
    }
    fs::read(path).map_err(located)
}

/// Where a relative path begins: whoever reads the error may have meant another folder.
fn seen_from(path: &Path) -> String {
    let folder = std::env::current_dir().ok();
    let folder = folder.filter(|_| path.is_relative());
    let said = folder.map(|folder| format!(" below {}", folder.display()));
    said.unwrap_or_default()
}

fn lay_over(
    document: Document,
    overlays: &[(&String, Vec<u8>)],
) -> Result<Document, Box<Rejected>> {
    let overlays = overlays
        .iter()
        .map(|(name, bytes)| read(load(name, bytes)?))
        .collect::<Result<Vec<Overlay>, _>>()?;
    overlay(document, &overlays)
}

/// The descriptions in `specs/`, by name.
///
/// # Errors
///
/// A message, when the folder cannot be read, two files have one name, or an overlay lies over nothing.
pub(super) fn specs(workspace: &Path) -> Result<Vec<Input>, String> {
    let folder = workspace.join("specs");
    let failed = |error: io::Error| format!("specs/ cannot be read: {error}");
    let mut inputs: Vec<Input> = Vec::new();
    let mut overlays = Vec::new();
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let ending = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        if !ENDINGS.contains(&ending.as_str()) {
            continue;
        }
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        match stem.strip_suffix(OVERLAY) {
            Some(of) => overlays.push((of.to_owned(), shown(&path, workspace))),
            None => inputs.push(Input::of(&path, workspace)),
        }
    }
    let lonely = overlays
        .iter()
        .find(|(of, _)| !inputs.iter().any(|input| input.stem == *of));
    if let Some((of, name)) = lonely {
        return Err(format!(
            "{name} lies over nothing: there is no description `{of}` beside it"
        ));
    }
    // Folders list their entries in no particular order.
    inputs.sort_by(|one, other| one.name.cmp(&other.name));
    for pair in inputs.windows(2) {
        if let [one, other] = pair
            && one.stem == other.stem
        {
            return Err(format!(
                "{} and {} have one name: rename or remove one of the two",
                one.name, other.name
            ));
        }
    }
    Ok(inputs)
}
