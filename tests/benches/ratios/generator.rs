//! `regen` and `reconstruct` without the disk: how the time grows with the size of what is read.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use criterion::Criterion;
use criterion::measurement::WallTime;
use workspace_tests::usage::measure as measure_usage;
use workspace_tests::xtask::{Profile, program};
use xtask::emit::Surroundings;
use xtask::load::load;
use xtask::pipeline::{Generated, generate};
use xtask::reconstruct::{Collector, Options, assemble, yaml};

use crate::ratio::{Ratio, time};
use crate::{smoke, synthetic};

/// The time for each operation among ten times as many, against the time among fewer.
pub(crate) fn measure(criterion: &mut Criterion<Ratio>) {
    let sizes: &[usize] = if smoke() { &[4] } else { &[10, 100, 1_000] };
    for &size in sizes {
        // Like is compared with like: from some 200 operations on, a new crate has folders.
        let layout = if size < 100 { "flat" } else { "tags" };
        let few = synthetic::description(size, layout);
        let many = synthetic::description(size * 10, layout);
        Ratio::measure(
            criterion,
            &format!("regen-{}", size * 10),
            // The most of them take some seconds, and ten samples are the least there can be.
            if size < 1_000 { 30 } else { 10 },
            || time(|| generated("synthetic", &many)),
            || time(|| generated("synthetic", &few)) * 10,
        );
    }
    let sizes: &[usize] = if smoke() { &[2] } else { &[10, 100] };
    for &size in sizes {
        let few = synthetic::pages(size);
        let many = synthetic::pages(size * 10);
        Ratio::measure(
            criterion,
            &format!("reconstruct-{}", size * 10),
            30,
            || time(|| reconstructed(&many)),
            || time(|| reconstructed(&few)) * 10,
        );
    }
}

/// The five descriptions of this workspace, one after the other.
pub(crate) fn measure_specs(criterion: &mut Criterion<WallTime>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let mut specs = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder of the descriptions") {
        let path = entry.expect("a file").path();
        if path.extension().is_some_and(|ending| ending == "yaml") {
            let text = fs::read_to_string(&path).expect("a description");
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            specs.push((stem.into_owned(), text));
        }
    }
    assert_eq!(specs.len(), 5);
    criterion.bench_function("regen-workspace", |bencher| {
        bencher.iter(|| {
            for (stem, text) in &specs {
                std::hint::black_box(generated(stem, text));
            }
        });
    });
}

/// The same as a program, which also reads what was made of them, as `cargo xtask regen --check` calls it.
pub(crate) fn measure_program(criterion: &mut Criterion<WallTime>) {
    let program = LazyLock::new(|| program(Profile::Dev));
    criterion.bench_function("regen-program", |bencher| {
        bencher.iter(|| measure_usage(Command::new(&*program).args(["regen", "--check"])));
    });
}

/// What `cargo xtask regen` does with a description, up to the writing.
fn generated(stem: &str, text: &str) -> Generated {
    let document = load(stem, text.as_bytes()).expect("the description loads");
    let command = format!("cargo xtask regen {stem}");
    let surroundings = |_: &str| Surroundings::in_workspace(command, format!("specs/{stem}.yaml"));
    generate(&document, stem, surroundings).expect("the description has no errors")
}

/// What `cargo xtask reconstruct` does with pages that were read.
fn reconstructed(pages: &[(String, String)]) -> String {
    let mut collector = Collector::default();
    for (name, text) in pages {
        collector.add(name, text.as_bytes());
    }
    let assembled = assemble(&collector.finish(), &Options::default());
    yaml::print(&assembled, "synthetic", yaml::List::Grouped)
}
