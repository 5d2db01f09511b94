//! Counting test results from the runners' own summaries.

use std::collections::BTreeMap;

use crate::failure::Failure;

/// Sums over all runners that were watched.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Summary lines that were recognised; none at all means that the count cannot be believed.
    pub(crate) summaries: u64,
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Tests that failed.
    pub(crate) failed: u64,
    /// Tests that their runner left out.
    pub(crate) ignored: u64,
    /// Cases that tests said they could not run, by reason.
    pub(crate) skipped: BTreeMap<String, u64>,
}

impl Tally {
    /// Reads one line of a runner's output; most lines are none of the three that count:
    ///
    /// - `test result: ok. 3 passed; 0 failed; 1 ignored; …` of cargo's test runner
    /// - `Tests  1 failed | 9 passed | 2 skipped (12)` of vitest
    /// - `skipped: 215 cases: the corpora are absent`, which a test writes itself
    pub(crate) fn read(&mut self, line: &str) {
        let line = without_colour(line);
        let line = line.trim();
        if let Some(counts) = line.strip_prefix("test result:") {
            self.summaries += 1;
            // "ok. 3 passed" and "FAILED. 2 passed" open with the verdict.
            self.add(counts.split(['.', ';']));
        } else if let Some(counts) = line.strip_prefix("Tests ") {
            self.summaries += 1;
            self.add(counts.split('(').next().unwrap_or_default().split('|'));
        } else if let Some((count, reason)) =
            line.strip_prefix("skipped: ").and_then(|rest| rest.split_once(" cases: "))
            && let Ok(count) = count.parse::<u64>()
        {
            *self.skipped.entry(reason.to_owned()).or_default() += count;
        }
    }

    fn add<'line>(&mut self, counts: impl Iterator<Item = &'line str>) {
        for count in counts {
            let mut words = count.split_whitespace();
            let Some(number) = words.next().and_then(|word| word.parse::<u64>().ok()) else { continue };
            match words.next() {
                Some("passed") => self.passed += number,
                Some("failed") => self.failed += number,
                Some("ignored" | "skipped" | "todo") => self.ignored += number,
                _ => {}
            }
        }
    }

    /// Fails when a runner that ended well has added no summary to the `before` that there were.
    pub(crate) fn has_grown_since(&self, before: u64, runner: &str) -> Result<(), Failure> {
        if self.summaries > before {
            return Ok(());
        }
        Err(Failure::new(format!("{runner} ended well, but printed no summary that could be counted"))
            .remedy("src-tauri/xtask/src/tally.rs must learn how this version says it"))
    }

    /// Prints what was left out, then the closing line.
    pub(crate) fn print(&self) {
        if self.ignored > 0 {
            println!("{} tests left out by their runner", self.ignored);
        }
        for (reason, count) in &self.skipped {
            println!("{count} cases not run: {reason}");
        }
        println!("{} passed, {} failed", self.passed, self.failed);
    }
}

/// Takes out terminal colours: ESC `[` up to a letter.
fn without_colour(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line.chars();
    while let Some(letter) = rest.next() {
        if letter == '\u{1b}' {
            rest.find(char::is_ascii_alphabetic);
        } else {
            plain.push(letter);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn counted(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        for line in lines {
            tally.read(line);
        }
        tally
    }

    #[test]
    fn cargo_summaries_are_added_up() {
        let tally = counted(&[
            "test record::chain ... ok",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.10s",
            "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1s",
        ]);
        assert_eq!((tally.summaries, tally.passed, tally.failed, tally.ignored), (2, 14, 1, 1));
    }

    #[test]
    fn a_coloured_vitest_summary_counts_tests_and_not_files() {
        let tally = counted(&[
            "\u{1b}[2m Test Files \u{1b}[22m \u{1b}[1m\u{1b}[32m2 passed\u{1b}[39m (2)",
            "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[31m1 failed\u{1b}[39m | \u{1b}[32m9 passed\u{1b}[39m | 2 skipped (12)",
        ]);
        assert_eq!((tally.summaries, tally.passed, tally.failed, tally.ignored), (1, 9, 1, 2));
    }

    #[test]
    fn cases_that_could_not_run_are_summed_by_reason() {
        let tally = counted(&[
            "skipped: 215 cases: the corpora are absent",
            "skipped: 32 cases: the corpora are absent",
            "skipped: many cases: no number",
        ]);
        assert_eq!(
            tally.skipped.into_iter().collect::<Vec<_>>(),
            [("the corpora are absent".to_owned(), 247)]
        );
    }
}
