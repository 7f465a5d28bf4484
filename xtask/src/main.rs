//! `cargo xtask`: see the `cli` module of the library for what it can do.

use std::io::IsTerminal;
use std::process::ExitCode;

use xtask::cli::{self, Console};

/// Tokens are small and many: the system's allocator took a third of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::keep_generator_panics_quiet();
    let is_terminal = std::io::stderr().is_terminal();
    let color = is_terminal && std::env::var_os("NO_COLOR").is_none();
    let mut out = std::io::stdout().lock();
    let mut err = std::io::stderr();
    let mut console = Console::new(&mut out, &mut err, color);
    if is_terminal {
        console = console.with_progress(Box::new(std::io::stderr()));
    }
    let code = cli::run(std::env::args_os(), &cli::workspace_root(), &mut console);
    ExitCode::from(code)
}
