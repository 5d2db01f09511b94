//! The acceptance suite is one test binary: a file that its main.rs does not name would never run.

use super::{Finding, Source};

const FOLDER: &str = "tests/suite/";

/// Files (and folders with a mod.rs) of the suite that its main.rs does not name.
pub(super) fn forgotten(sources: &[Source]) -> Vec<Finding> {
    let main = sources.iter().find(|source| source.path == format!("{FOLDER}main.rs"));
    let named: Vec<&str> = main
        .iter()
        .flat_map(|main| main.text.lines())
        .filter_map(|line| line.trim().trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    sources
        .iter()
        .filter_map(|source| {
            let file = source.path.strip_prefix(FOLDER)?;
            let module = file.strip_suffix("/mod.rs").or_else(|| file.strip_suffix(".rs"))?;
            let top = !module.contains('/') && module != "main";
            (top && !named.contains(&module))
                .then(|| source.finding(0, format!("{FOLDER}main.rs does not name it, so it never runs")))
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
        ]);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].place, "tests/suite/lost.rs");
    }
}
