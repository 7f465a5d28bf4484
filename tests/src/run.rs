//! What a command of the generator does, within the process of a test.

use std::ffi::OsString;

/// Its exit code, and what it printed.
#[derive(Debug)]
pub struct Run {
    /// The exit code.
    pub code: u8,
    /// The output.
    pub out: String,
    /// The error output.
    pub err: String,
}

impl Run {
    /// Calls `command` with the arguments of `xtask` and with buffers for the output and the error output. This crate does not
    /// know the generator, as the runtime's tests would wait for it.
    ///
    /// # Panics
    ///
    /// If something printed is not UTF-8.
    pub fn of(
        arguments: &[&str],
        command: impl FnOnce(Vec<OsString>, &mut Vec<u8>, &mut Vec<u8>) -> u8,
    ) -> Self {
        let arguments = std::iter::once("xtask").chain(arguments.iter().copied());
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = command(arguments.map(Into::into).collect(), &mut out, &mut err);
        let text = |bytes| String::from_utf8(bytes).expect("text");
        Self {
            code,
            out: text(out),
            err: text(err),
        }
    }
}
