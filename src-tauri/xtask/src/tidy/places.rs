//! Nothing in the repository knows the machine it was made on.

use std::path::Path;

use super::{Finding, Source};

/// Where people's own folders begin on the systems we serve. In two parts each, or this file would be a finding.
const HOMES: [&str; 4] =
    [concat!("/ho", "me/"), concat!("/Us", "ers/"), concat!("/ro", "ot/"), concat!("C:\\Us", "ers\\")];

/// Folders that stand for no machine in particular, though a checkout may lie in them.
const COMMON: [&str; 6] = ["/", "/tmp", "/var/tmp", "/opt", "/srv", "/usr/src"];

/// The beginnings of paths that mean this machine or somebody's: of this checkout, of the folder that holds it, of
/// people's own folders.
pub(super) fn of_this_machine(root: &Path) -> Vec<String> {
    let near = [Some(root), root.parent()].into_iter().flatten();
    let near =
        near.filter_map(Path::to_str).filter(|path| !COMMON.contains(path)).map(|path| format!("{path}/"));
    near.chain(HOMES.map(str::to_owned)).collect()
}

/// Every line that names one of `places`.
pub(super) fn machine_paths(sources: &[Source], places: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources {
        for (number, line) in source.lines() {
            if let Some(place) = places.iter().find(|place| names(line, place)) {
                findings.push(source.finding(number, format!("a path of one machine: {place}…")));
            }
        }
    }
    findings
}

/// Whether `line` holds `place` as the beginning of a path, not as the middle of an address.
fn names(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        !line[..at]
            .ends_with(|before: char| before.is_alphanumeric() || ['.', '-', '_', '}'].contains(&before))
    })
}

/// A lock of npm that names the host its packages came from.
pub(super) fn registry_hosts(sources: &[Source]) -> Vec<Finding> {
    let locks = sources.iter().filter(|source| source.path.ends_with("package-lock.json"));
    locks
        .filter_map(|lock| {
            let (number, _) = lock.lines().find(|(_, line)| line.trim_start().starts_with("\"resolved\""))?;
            Some(
                lock.finding(
                    number,
                    "names a registry host; ui/.npmrc keeps them out: run npm install again",
                ),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::source;
    use super::{HOMES, machine_paths, of_this_machine, registry_hosts};

    #[test]
    fn paths_of_this_machine_are_found_and_addresses_are_not() {
        let places = of_this_machine(Path::new("/build/here/decklog"));
        let home = format!("see {}alex/notes", HOMES[0]);
        let text = format!("{home}\nhttps://example.org/build/here/x\n\"/build/here/corpora\"\n/tmp/demo\n");
        let lines: Vec<usize> = machine_paths(&[source("README.md", &text)], &places)
            .iter()
            .map(|finding| finding.line)
            .collect();
        assert_eq!(lines, [1, 3]);
    }

    #[test]
    fn a_checkout_in_a_common_folder_does_not_ban_that_folder() {
        assert!(
            machine_paths(
                &[source("README.md", "decklog demo /tmp/demo")],
                &of_this_machine(Path::new("/tmp/decklog"))
            )
            .is_empty()
        );
    }

    #[test]
    fn a_lock_names_no_host() {
        let bad = source("ui/package-lock.json", "{\n  \"resolved\": \"https://registry.example/x.tgz\"\n}");
        let good = source("ui/package-lock.json", "{\n  \"integrity\": \"sha512-x\"\n}");
        assert_eq!(registry_hosts(&[bad, good]).len(), 1);
    }
}
