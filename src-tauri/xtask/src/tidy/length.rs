//! Nine in ten source files stay short enough to be read in one go.

use std::fmt;

use super::{Finding, Source};

/// Lines that a source file should not reach.
const LIMIT: usize = 400;

/// Lines of every source file, the shortest first.
pub(super) struct Lengths(Vec<(usize, String)>);

impl Lengths {
    /// Counts the lines of what is written by hand.
    pub(super) fn of(sources: &[Source]) -> Self {
        let written = |source: &&Source| {
            source.has_extension(&["rs", "ts", "js", "svelte", "css"]) && !is_generated(source)
        };
        let mut lengths: Vec<(usize, String)> = sources
            .iter()
            .filter(written)
            .map(|source| (source.lines().count(), source.path.clone()))
            .collect();
        lengths.sort();
        Self(lengths)
    }

    fn long(&self) -> &[(usize, String)] {
        &self.0[self.0.partition_point(|(lines, _)| *lines < LIMIT)..]
    }

    /// The long files, when they are more than one in ten.
    pub(super) fn findings(&self) -> Vec<Finding> {
        if self.long().len() * 10 <= self.0.len() {
            return Vec::new();
        }
        let finding = |(lines, path): &(usize, String)| Finding {
            place: path.clone(),
            line: 0,
            what: format!("{lines} lines, and more than one file in ten reaches {LIMIT}"),
        };
        self.long().iter().map(finding).collect()
    }
}

fn is_generated(source: &Source) -> bool {
    source.path.starts_with("ui/src/wire/")
}

impl fmt::Display for Lengths {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let median = self.0.get(self.0.len() / 2).map_or(0, |(lines, _)| *lines);
        write!(
            out,
            "{} source files, median {median} lines, {} of {LIMIT} or more",
            self.0.len(),
            self.long().len()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::{LIMIT, Lengths};

    #[test]
    fn one_long_file_in_ten_is_borne_and_two_are_not() {
        let long = "x\n".repeat(LIMIT);
        let files = |long_ones: usize| {
            let text = |index| if index < long_ones { long.as_str() } else { "x\n" };
            (0..10).map(|index| source(&format!("{index}.rs"), text(index))).collect::<Vec<_>>()
        };
        assert!(Lengths::of(&files(1)).findings().is_empty());
        assert_eq!(Lengths::of(&files(2)).findings().len(), 2);
    }

    #[test]
    fn generated_files_do_not_count() {
        let long = "x\n".repeat(LIMIT);
        assert!(Lengths::of(&[source("ui/src/wire/Run.ts", &long)]).findings().is_empty());
    }
}
