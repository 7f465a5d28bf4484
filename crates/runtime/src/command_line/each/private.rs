//! Files that only their owner may read: what stands in them is about people, and an error of a server may repeat more of it.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// A file in the place of whatever was there.
pub(super) fn create(path: &Path) -> io::Result<File> {
    open(OpenOptions::new().write(true).truncate(true), path)
}

/// A file that lines are added to.
pub(super) fn append(path: &Path) -> io::Result<File> {
    open(OpenOptions::new().append(true), path)
}

fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options.create(true).open(path)
}
