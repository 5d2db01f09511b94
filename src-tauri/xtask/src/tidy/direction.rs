//! Which part may use which: the table "Direction" of ARCHITECTURE.md.

use super::{Finding, Source};
use crate::checkout::Package;

/// What one package may not touch.
struct Rule {
    package: &'static str,
    /// Where its sources are.
    folder: &'static str,
    /// The packages of this workspace that it may use; all others are refused.
    ours: &'static [&'static str],
    /// Packages of others that it may not use, by the beginning of their names.
    never: &'static [&'static str],
    /// What its sources may not say; tests may.
    unsaid: &'static [&'static [&'static str]],
}

const CLOCK: &[&str] = &["SystemTime::now", "Instant::now", "Utc::now", "Local::now"];
const FILES: &[&str] = &["std::fs", "std::net", "std::process", "std::env::"];

const RULES: &[Rule] = &[
    Rule {
        package: "decklog-domain",
        folder: "src-tauri/crates/domain/src/",
        ours: &[],
        never: &["rusqlite", "tokio", "pulldown-cmark", "tauri", "getrandom", "rand"],
        unsaid: &[CLOCK, FILES],
    },
    Rule {
        package: "decklog-journal",
        folder: "src-tauri/crates/journal/src/",
        ours: &[],
        never: &["rusqlite", "tauri", "getrandom", "rand"],
        unsaid: &[CLOCK],
    },
    Rule {
        package: "decklog-runbook",
        folder: "src-tauri/crates/runbook/src/",
        ours: &["decklog-domain"],
        never: &["rusqlite", "tauri", "getrandom", "rand"],
        unsaid: &[CLOCK, FILES],
    },
    Rule {
        package: "decklog-store",
        folder: "src-tauri/crates/store/src/",
        ours: &["decklog-domain", "decklog-journal"],
        never: &["tauri", "tokio", "pulldown-cmark", "ammonia", "getrandom", "rand"],
        unsaid: &[CLOCK],
    },
    Rule {
        package: "decklog-report",
        folder: "src-tauri/crates/report/src/",
        ours: &["decklog-domain", "decklog-journal", "decklog-runbook"],
        never: &["rusqlite", "tauri", "getrandom", "rand"],
        unsaid: &[CLOCK],
    },
    Rule {
        package: "decklog-app",
        folder: "src-tauri/crates/app/src/",
        ours: &["decklog-domain", "decklog-journal", "decklog-runbook", "decklog-store", "decklog-report"],
        never: &["tauri"],
        unsaid: &[],
    },
    Rule {
        package: "decklog-cli",
        folder: "src-tauri/crates/cli/src/",
        ours: &["decklog-app", "decklog-domain", "decklog-journal"],
        never: &["tauri", "rusqlite"],
        unsaid: &[CLOCK],
    },
    Rule {
        package: "decklog-desktop",
        folder: "src-tauri/src/",
        ours: &["decklog-app"],
        never: &["rusqlite", "pulldown-cmark"],
        unsaid: &[CLOCK],
    },
    Rule { package: "decklog-tests", folder: "tests/", ours: &[], never: &["tauri"], unsaid: &[] },
    Rule { package: "xtask", folder: "src-tauri/xtask/src/", ours: &[], never: &["tauri"], unsaid: &[] },
];

/// Dependencies against the table, tests' own dependencies aside.
pub(super) fn of_packages(packages: &[Package]) -> Vec<Finding> {
    packages.iter().flat_map(of_package).collect()
}

fn of_package(package: &Package) -> Vec<Finding> {
    let finding = |what: String| Finding { place: format!("package {}", package.name), line: 0, what };
    let Some(rule) = RULES.iter().find(|rule| rule.package == package.name) else {
        return vec![finding("has no line in the table of src-tauri/xtask/src/tidy/direction.rs".to_owned())];
    };
    let refused = |dependency: &&String| {
        let ours = dependency.starts_with("decklog-") && !rule.ours.contains(&dependency.as_str());
        // "tauri" stands for tauri-runtime and the like, but "rand" not for randomkit.
        let never = rule.never.iter().any(|name| {
            dependency.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
        });
        ours || never
    };
    package.dependencies.iter().filter(refused).map(|name| finding(format!("may not use {name}"))).collect()
}

/// What sources say against the table: clocks and files in pure crates, the desktop's API outside `ui/src/host/`.
pub(super) fn of_sources(sources: &[Source]) -> Vec<Finding> {
    sources.iter().flat_map(|source| of_rust(source).into_iter().chain(of_pages(source))).collect()
}

fn of_rust(source: &Source) -> Vec<Finding> {
    let rule = RULES.iter().find(|rule| source.path.starts_with(rule.folder));
    let Some(rule) = rule.filter(|_| source.has_extension(&["rs"])) else { return Vec::new() };
    source
        .lines()
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .filter_map(|(number, line)| {
            let word = rule.unsaid.iter().copied().flatten().find(|word| line.contains(*word))?;
            Some(source.finding(number, format!("{} may not touch {word}", rule.package)))
        })
        .collect()
}

fn of_pages(source: &Source) -> Vec<Finding> {
    let page = source.path.starts_with("ui/src/") && source.has_extension(&["ts", "js", "svelte"]);
    if !page || source.path.starts_with("ui/src/host/") {
        return Vec::new();
    }
    source
        .lines()
        .filter(|(_, line)| line.contains("@tauri-apps/"))
        .map(|(number, _)| source.finding(number, "only ui/src/host may speak to the desktop"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::{of_package, of_sources};
    use crate::checkout::Package;

    fn complaints(name: &str, dependencies: &[&str]) -> Vec<String> {
        let dependencies = dependencies.iter().map(|name| (*name).to_owned()).collect();
        let package = Package { name: name.to_owned(), dependencies };
        of_package(&package).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_package_uses_only_what_stands_below_it() {
        assert!(complaints("decklog-store", &["decklog-domain", "rusqlite", "serde"]).is_empty());
        assert_eq!(
            complaints("decklog-store", &["decklog-app", "tauri-build", "serde"]),
            [
                "package decklog-store: may not use decklog-app",
                "package decklog-store: may not use tauri-build"
            ]
        );
        assert!(complaints("decklog-domain", &["randomkit", "tokiotest"]).is_empty());
        assert_eq!(complaints("decklog-new", &[]).len(), 1);
    }

    #[test]
    fn a_pure_crate_reads_neither_clock_nor_files_outside_its_tests() {
        let text = "// Utc::now is passed in\nlet now = Utc::now();\n#[cfg(test)]\nuse std::fs;\n";
        let pure = source("src-tauri/crates/runbook/src/lib.rs", text);
        let shell = source("src-tauri/crates/app/src/machine.rs", text);
        let findings: Vec<String> = of_sources(&[pure, shell]).iter().map(ToString::to_string).collect();
        assert_eq!(
            findings,
            ["src-tauri/crates/runbook/src/lib.rs:2: decklog-runbook may not touch Utc::now"]
        );
    }

    #[test]
    fn pages_reach_the_desktop_through_one_folder() {
        let import = "import { invoke } from \"@tauri-apps/api/core\";";
        let good = source("ui/src/host/desktop.ts", import);
        let bad = source("ui/src/views/Now.svelte", import);
        let findings = of_sources(&[good, bad]);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].place, "ui/src/views/Now.svelte");
    }
}
