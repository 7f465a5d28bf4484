//! No bytes may make the reading of pages panic, hang, or write what cannot be read back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use xtask::reconstruct::sources::Sources;
use xtask::reconstruct::{Collector, Options, assemble, yaml};

fuzz_target!(|bytes: &[u8]| {
    let mut collector = Collector::default();
    // Two files: the second meets what the first has defined.
    let (one, other) = bytes.split_at(bytes.len() / 2);
    collector.add("One.md", one);
    collector.add("Other.md", other);
    collector.add("Whole.md", bytes);
    let pages = collector.finish();
    let mut sources = Sources::default();
    sources.learn(&String::from_utf8_lossy(bytes));
    let wire_names = sources.names();
    let assembled = assemble(
        &pages,
        &Options {
            prose: true,
            wire_names,
        },
    );
    let text = yaml::print(&assembled, "bytes", yaml::List::Grouped);
    if let Ok(document) = xtask::load::load("bytes.yaml", text.as_bytes()) {
        xtask::audit::audit(&document, &pages);
    }
});
