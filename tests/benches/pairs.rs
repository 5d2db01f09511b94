//! Limit and ours in turn.

use std::time::{Duration, Instant};

/// Seconds of each round.
pub(crate) struct Pairs {
    pub(crate) limit: Vec<f64>,
    pub(crate) ours: Vec<f64>,
}

/// Runs both once to warm up and then `rounds` times, each beginning every other time. Each gets the number of its
/// round and gives the time it took, so that it can prepare outside of it.
pub(crate) fn pairs(
    rounds: usize,
    mut limit: impl FnMut(usize) -> Duration,
    mut ours: impl FnMut(usize) -> Duration,
) -> Pairs {
    let mut pairs = Pairs { limit: Vec::new(), ours: Vec::new() };
    limit(0);
    ours(0);
    for round in 1..=rounds {
        if round % 2 == 0 {
            pairs.limit.push(limit(round).as_secs_f64());
            pairs.ours.push(ours(round).as_secs_f64());
        } else {
            pairs.ours.push(ours(round).as_secs_f64());
            pairs.limit.push(limit(round).as_secs_f64());
        }
    }
    pairs
}

/// The time that `work` takes. What it gives is kept until the time is taken.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let result = std::hint::black_box(work());
    let took = start.elapsed();
    drop(result);
    took
}
