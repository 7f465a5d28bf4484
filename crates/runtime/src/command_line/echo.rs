//! The echo of the terminal, which is off before anybody is asked for a secret: the library that reads it turns it off only
//! after the prompt, and shows what is typed meanwhile.

use std::io;
#[cfg(unix)]
use std::sync::{
    Arc, LazyLock,
    atomic::{AtomicBool, Ordering},
};

/// Whether Ctrl-C ends the process, as it does elsewhere. While there is no echo it does not: the terminal would stay so.
#[cfg(unix)]
static ENDS: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| {
    let ends = Arc::default();
    // Where it cannot be caught, it ends the process.
    let _ = signal_hook::flag::register_conditional_default(
        signal_hook::consts::SIGINT,
        Arc::clone(&ends),
    );
    ends
});

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
        ENDS.store(false, Ordering::SeqCst);
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
        ENDS.store(true, Ordering::SeqCst);
    }
}

/// Ends the process as Ctrl-C does.
#[cfg(unix)]
pub(crate) fn interrupt() {
    // What cannot be raised is reported as an error.
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGINT);
}

/// Ctrl-C is heard by somebody else from now on.
#[cfg(unix)]
pub(crate) fn leave_interrupts() {
    ENDS.store(false, Ordering::SeqCst);
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

#[cfg(not(unix))]
pub(crate) fn interrupt() {}

#[cfg(not(unix))]
pub(crate) fn leave_interrupts() {}
