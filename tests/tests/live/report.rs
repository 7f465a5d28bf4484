//! What a maintainer reads: lines on the terminal, whether a test passes or not, and in the file that `LIVE_REPORT` names.

use std::io::Write;

/// Says something. The lines of one call stay together.
pub(crate) fn line(text: &str) {
    // Not `eprintln!`, which shows only what failing tests say.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
    let file = std::env::var("LIVE_REPORT")
        .ok()
        .filter(|path| !path.is_empty());
    if let Some(path) = file {
        let file = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(path);
        // A report that cannot be written fails nothing that was shown.
        let _ = file.and_then(|mut file| writeln!(file, "{text}"));
    }
}

/// Names the server and what its description does not say.
pub(crate) fn drift(server: &str, found: &[String]) {
    let mut text = match found.len() {
        0 => format!("{server}: works, and says nothing that is not described"),
        1 => format!("{server}: works; 1 thing is not described"),
        count => format!("{server}: works; {count} things are not described"),
    };
    for found in found {
        text.push_str("\n- ");
        text.push_str(found);
    }
    line(&text);
}
