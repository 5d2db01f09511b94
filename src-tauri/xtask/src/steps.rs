//! Steps in order, timed, up to the first that fails.

use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::tally::Tally;

/// What was done so far.
#[derive(Default)]
pub(crate) struct Steps {
    done: Vec<(&'static str, Duration, bool)>,
    /// Test results of all steps together.
    pub(crate) tally: Tally,
}

impl Steps {
    /// Does one step. A failure says its name.
    pub(crate) fn step(
        &mut self,
        name: &'static str,
        work: impl FnOnce(&mut Tally) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        println!("\n== {name}");
        let start = Instant::now();
        let result = work(&mut self.tally);
        self.done.push((name, start.elapsed(), result.is_ok()));
        result.map_err(|failure| Failure::new(format!("step \"{name}\" failed\n{failure}")))
    }

    /// Prints the table of steps.
    pub(crate) fn print(&self) {
        println!("\n{:<24}{:>9}", "step", "seconds");
        for (name, took, good) in &self.done {
            let mark = if *good { "" } else { "  FAILED" };
            println!("{name:<24}{:>9.1}{mark}", took.as_secs_f64());
        }
        let total: Duration = self.done.iter().map(|(_, took, _)| *took).sum();
        println!("{:<24}{:>9.1}", "together", total.as_secs_f64());
    }
}
