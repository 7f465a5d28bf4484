//! The echo of the terminal, which is off before anybody is asked for a secret: the library that reads it turns it off only
//! after the prompt, and shows what is typed meanwhile.

use std::io;

/// The terminal of this process without its echo, until this is dropped.
#[cfg(unix)]
pub(crate) struct Silence {
    terminal: std::fs::File,
    before: rustix::termios::Termios,
}

#[cfg(unix)]
impl Silence {
    pub(crate) fn begin() -> io::Result<Self> {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

        let mut open = std::fs::OpenOptions::new();
        let terminal = open.read(true).write(true).open("/dev/tty")?;
        let before = tcgetattr(&terminal)?;
        let mut silent = before.clone();
        silent.local_modes.remove(LocalModes::ECHO);
        tcsetattr(&terminal, OptionalActions::Now, &silent)?;
        Ok(Self { terminal, before })
    }
}

#[cfg(unix)]
impl Drop for Silence {
    fn drop(&mut self) {
        use rustix::termios::{OptionalActions, tcsetattr};

        // A terminal that is gone does not matter any more.
        let _ = tcsetattr(&self.terminal, OptionalActions::Now, &self.before);
    }
}

/// Elsewhere the library alone sees to it.
#[cfg(not(unix))]
pub(crate) struct Silence;

#[cfg(not(unix))]
impl Silence {
    pub(crate) fn begin() -> io::Result<Self> {
        Ok(Self)
    }
}
