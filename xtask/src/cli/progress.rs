//! A line that says how long somebody has waited at a terminal, where that is long.

use std::io::Write;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Who waits no longer than this needs no line.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

/// How often the line changes.
const TICK: Duration = Duration::from_secs(1);

/// Back to the beginning of the line, which is wiped.
const WIPE: &str = "\r\u{1b}[2K";

/// Does some work; once it takes longer than the patience, the terminal shows what it is and for how long it has gone on.
/// Nothing of that is left when it is done.
pub(super) fn watch<T>(
    terminal: &mut (dyn Write + Send),
    patience: Duration,
    what: &str,
    work: impl FnOnce() -> T,
) -> T {
    let (done, is_done) = channel::<()>();
    thread::scope(|scope| {
        // Dropped at the end of the work, be it a panic.
        let done = done;
        let show = move || {
            let start = Instant::now();
            let mut pause = patience;
            while is_done.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                let seconds = start.elapsed().as_secs();
                let _ = write!(terminal, "{WIPE}{what}: {seconds} s");
                let _ = terminal.flush();
                pause = TICK;
            }
            if pause != patience {
                let _ = write!(terminal, "{WIPE}");
                let _ = terminal.flush();
            }
        };
        // Without a thread for it there is no line, and the work is done all the same.
        let _ = thread::Builder::new().spawn_scoped(scope, show);
        let result = work();
        drop(done);
        result
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(patience: Duration, work: impl FnOnce()) -> String {
        let mut terminal = Vec::new();
        watch(&mut terminal, patience, "large.json", work);
        String::from_utf8(terminal).expect("text")
    }

    #[test]
    fn a_line_for_work_that_is_done_at_once() {
        assert_eq!(shown(Duration::from_secs(60), || {}), "");
    }

    #[test]
    fn no_line_for_long_work_or_one_that_stays() {
        let work = || thread::sleep(Duration::from_millis(300));
        let text = shown(Duration::from_millis(1), work);
        assert_eq!(text, format!("{WIPE}large.json: 0 s{WIPE}"));
    }
}
