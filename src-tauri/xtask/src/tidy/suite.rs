//! The acceptance suite and the tests of the window are one test binary each: a file that its main.rs does not name
//! would never run.

use super::{Finding, Source};

const FOLDERS: [&str; 2] = ["tests/suite/", "tests/e2e/"];

/// Files (and folders with a mod.rs) of a test binary that its main.rs does not name.
pub(super) fn forgotten(sources: &[Source]) -> Vec<Finding> {
    FOLDERS.into_iter().flat_map(|folder| forgotten_in(folder, sources)).collect()
}

fn forgotten_in(folder: &str, sources: &[Source]) -> Vec<Finding> {
    let main = sources.iter().find(|source| source.path == format!("{folder}main.rs"));
    let named: Vec<&str> = main
        .iter()
        .flat_map(|main| main.text.lines())
        .filter_map(|line| line.trim().trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    sources
        .iter()
        .filter_map(|source| {
            let file = source.path.strip_prefix(folder)?;
            let module = file.strip_suffix("/mod.rs").or_else(|| file.strip_suffix(".rs"))?;
            let top = !module.contains('/') && module != "main";
            (top && !named.contains(&module))
                .then(|| source.finding(0, format!("{folder}main.rs does not name it, so it never runs")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::forgotten;

    #[test]
    fn a_file_that_main_does_not_name_is_found() {
        let findings = forgotten(&[
            source("tests/suite/main.rs", "//! The suite.\nmod story;\nmod world;\n"),
            source("tests/suite/story.rs", ""),
            source("tests/suite/world/mod.rs", ""),
            source("tests/suite/world/clock.rs", ""),
            source("tests/suite/lost.rs", ""),
            source("tests/e2e/main.rs", "mod keys;\n"),
            source("tests/e2e/keys.rs", ""),
            source("tests/e2e/story.rs", ""),
        ]);
        let places: Vec<&str> = findings.iter().map(|finding| finding.place.as_str()).collect();
        assert_eq!(places, ["tests/suite/lost.rs", "tests/e2e/story.rs"]);
    }
}
