//! `--verbose`: what is sent, each retry and each token, on standard error. It is what the spans of the client say, which
//! hold nothing that the caller passed in.

use std::io;

use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer as _, fmt, registry};

/// From now on everything is said.
pub(crate) fn begin() {
    let lines = fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(false)
        .with_target(false)
        .with_level(false)
        .without_time()
        .with_span_events(FmtSpan::NEW | FmtSpan::CLOSE);
    let own = Targets::new().with_target(env!("CARGO_CRATE_NAME"), Level::DEBUG);
    // A program that has a subscriber already keeps it.
    let _ = registry().with(lines.with_filter(own)).try_init();
}
