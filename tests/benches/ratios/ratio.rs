//! Two ways of doing the same, measured in turns: what else the machine does falls on both alike.

use std::time::{Duration, Instant};

use criterion::measurement::{Measurement, ValueFormatter};
use criterion::{Criterion, SamplingMode, Throughput};

/// The time of one way divided by the time of another.
pub(crate) struct Ratio;

impl Ratio {
    /// Measures how much longer `ours` takes than `theirs` does; at least ten `samples`.
    pub(crate) fn measure(
        criterion: &mut Criterion<Self>,
        name: &str,
        samples: usize,
        mut ours: impl FnMut() -> Duration,
        mut theirs: impl FnMut() -> Duration,
    ) {
        let mut group = criterion.benchmark_group(name);
        group.sampling_mode(SamplingMode::Flat).sample_size(samples);
        group.bench_function("ratio", |bencher| {
            bencher.iter_custom(|rounds| {
                let (mut our_time, mut their_time) = (Duration::ZERO, Duration::ZERO);
                for round in 0..rounds {
                    // Whoever comes second finds warmer caches.
                    if round % 2 == 0 {
                        our_time += ours();
                        their_time += theirs();
                    } else {
                        their_time += theirs();
                        our_time += ours();
                    }
                }
                our_time.as_secs_f64() / their_time.as_secs_f64() * rounds as f64
            });
        });
    }
}

/// How long some work takes; its result is dropped after the clock has stopped.
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let result = std::hint::black_box(work());
    let elapsed = start.elapsed();
    drop(result);
    elapsed
}

impl Measurement for Ratio {
    type Intermediate = Instant;
    type Value = f64;

    fn start(&self) -> Instant {
        Instant::now()
    }

    fn end(&self, start: Instant) -> f64 {
        start.elapsed().as_secs_f64()
    }

    fn add(&self, one: &f64, other: &f64) -> f64 {
        one + other
    }

    fn zero(&self) -> f64 {
        0.0
    }

    fn to_f64(&self, value: &f64) -> f64 {
        *value
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        self
    }
}

impl ValueFormatter for Ratio {
    fn scale_values(&self, _: f64, _: &mut [f64]) -> &'static str {
        "times"
    }

    fn scale_throughputs(&self, _: f64, _: &Throughput, _: &mut [f64]) -> &'static str {
        "times"
    }

    fn scale_for_machines(&self, _: &mut [f64]) -> &'static str {
        "times"
    }
}
