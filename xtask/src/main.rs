//! `cargo xtask`: see the `cli` module of the library for what it can do.

use std::io::IsTerminal;
use std::process::ExitCode;

use xtask::cli::{self, Console};

fn main() -> ExitCode {
    cli::keep_generator_panics_quiet();
    let color = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut out = std::io::stdout().lock();
    let mut err = std::io::stderr();
    let mut console = Console::new(&mut out, &mut err, color);
    let code = cli::run(std::env::args_os(), &cli::workspace_root(), &mut console);
    ExitCode::from(code)
}
